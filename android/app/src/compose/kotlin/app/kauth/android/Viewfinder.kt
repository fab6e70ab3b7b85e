package app.kauth.android

import android.util.Size
import androidx.activity.ComponentActivity
import androidx.camera.core.Camera
import androidx.camera.core.CameraSelector
import androidx.camera.core.ImageAnalysis
import androidx.camera.core.ImageCapture
import androidx.camera.core.ImageCaptureException
import androidx.camera.core.ImageProxy
import androidx.camera.core.Preview
import androidx.camera.core.resolutionselector.AspectRatioStrategy
import androidx.camera.core.resolutionselector.ResolutionSelector
import androidx.camera.core.resolutionselector.ResolutionStrategy
import androidx.camera.lifecycle.ProcessCameraProvider
import androidx.camera.view.PreviewView
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.viewinterop.AndroidView
import app.kauth.ui.model.CameraFrame
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/** The camera by CameraX: shown, each newest frame's brightness handed on, and pictures taken; on a thread of its own. */
class Viewfinder(private val activity: ComponentActivity) {
    private var camera by mutableStateOf<Camera?>(null)

    @Volatile private var taking: Pair<ImageCapture, ExecutorService>? = null

    val hasTorch: Boolean get() = camera?.cameraInfo?.hasFlashUnit() == true

    fun torch(on: Boolean) {
        camera?.cameraControl?.enableTorch(on)
    }

    /** A JPEG file's bytes, with the turn to upright in its EXIF; nothing is put on the disk. */
    fun take(onBytes: (ByteArray?) -> Unit) {
        val (capture, thread) = taking ?: return onBytes(null)
        capture.takePicture(
            thread,
            object : ImageCapture.OnImageCapturedCallback() {
                override fun onCaptureSuccess(image: ImageProxy) = onBytes(image.use { bytes(it.planes.first()) })

                override fun onError(exception: ImageCaptureException) = onBytes(null)
            },
        )
    }

    @Composable
    fun Picture(selfie: Boolean, onFrame: (CameraFrame) -> Unit, modifier: Modifier) {
        val view = remember { PreviewView(activity) }
        val newest by rememberUpdatedState(onFrame)
        DisposableEffect(view, selfie) {
            val thread = Executors.newSingleThreadExecutor()
            val looking = ImageAnalysis.Builder().setResolutionSelector(sizes(LOOKING)).build()
            looking.setAnalyzer(thread) { image -> image.use { newest(frame(it)) } }
            val showing = Preview.Builder().setResolutionSelector(sizes(LOOKING)).build()
            showing.surfaceProvider = view.surfaceProvider
            val capture = ImageCapture.Builder().setResolutionSelector(sizes(TAKING)).build()
            var shown = true
            val cameras = ProcessCameraProvider.getInstance(activity)
            val bind = {
                val selector = selector(cameras.get(), selfie)
                camera = cameras.get().bindToLifecycle(activity, selector, showing, looking, capture)
                taking = capture to thread
            }
            cameras.addListener({ if (shown) bind() }, activity.mainExecutor)
            onDispose {
                shown = false
                taking = null
                if (camera != null) cameras.get().unbind(showing, looking, capture)
                camera = null
                thread.shutdown()
            }
        }
        AndroidView({ view }, modifier)
    }

    /** The camera that looks at the person, or away, where there is one. */
    private fun selector(cameras: ProcessCameraProvider, selfie: Boolean): CameraSelector {
        val both = listOf(CameraSelector.DEFAULT_FRONT_CAMERA, CameraSelector.DEFAULT_BACK_CAMERA)
        return (if (selfie) both else both.reversed()).firstOrNull(cameras::hasCamera) ?: both.first()
    }

    private fun sizes(about: Size) = ResolutionSelector.Builder()
        .setAspectRatioStrategy(AspectRatioStrategy.RATIO_4_3_FALLBACK_AUTO_STRATEGY)
        .setResolutionStrategy(ResolutionStrategy(about, ResolutionStrategy.FALLBACK_RULE_CLOSEST_HIGHER_THEN_LOWER))
        .build()

    /** Of YUV_420_888, which is what comes, the first plane is the brightness. */
    private fun frame(image: ImageProxy): CameraFrame {
        val plane = image.planes.first()
        return CameraFrame(bytes(plane), image.width, image.height, plane.rowStride, image.imageInfo.rotationDegrees)
    }

    private fun bytes(plane: ImageProxy.PlaneProxy) = ByteArray(plane.buffer.remaining()).also { plane.buffer.get(it) }

    private companion object {
        /** The core judges frames of 960 pixels. */
        val LOOKING = Size(1_280, 960)

        /** Twelve megapixels: letters of a card at 290 dots an inch, with room around it. */
        val TAKING = Size(4_000, 3_000)
    }
}
