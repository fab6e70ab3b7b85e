package app.kauth.android

import androidx.activity.ComponentActivity
import androidx.camera.core.Camera
import androidx.camera.core.CameraSelector
import androidx.camera.core.ImageAnalysis
import androidx.camera.core.ImageProxy
import androidx.camera.core.Preview
import androidx.camera.lifecycle.ProcessCameraProvider
import androidx.camera.view.PreviewView
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.viewinterop.AndroidView
import java.util.concurrent.Executors

/** The camera by CameraX: shown, and each newest frame's brightness handed on, on a thread of its own. */
class Viewfinder(private val activity: ComponentActivity) {
    private var camera by mutableStateOf<Camera?>(null)

    val hasTorch: Boolean get() = camera?.cameraInfo?.hasFlashUnit() == true

    fun torch(on: Boolean) {
        camera?.cameraControl?.enableTorch(on)
    }

    @Composable
    fun Picture(onFrame: (luma: ByteArray, width: Int, height: Int, rowStride: Int) -> Unit, modifier: Modifier) {
        val view = remember { PreviewView(activity) }
        DisposableEffect(view) {
            val thread = Executors.newSingleThreadExecutor()
            val looking = ImageAnalysis.Builder().build()
            looking.setAnalyzer(thread) { image -> image.use { hand(it, onFrame) } }
            val showing = Preview.Builder().build().apply { surfaceProvider = view.surfaceProvider }
            var shown = true
            val cameras = ProcessCameraProvider.getInstance(activity)
            cameras.addListener({ if (shown) camera = bind(cameras.get(), showing, looking) }, activity.mainExecutor)
            onDispose {
                shown = false
                if (camera != null) cameras.get().unbind(showing, looking)
                camera = null
                thread.shutdown()
            }
        }
        AndroidView({ view }, modifier)
    }

    /** The camera that looks away from the person, where there is one. */
    private fun bind(cameras: ProcessCameraProvider, showing: Preview, looking: ImageAnalysis): Camera {
        val back = CameraSelector.DEFAULT_BACK_CAMERA
        val selector = if (cameras.hasCamera(back)) back else CameraSelector.DEFAULT_FRONT_CAMERA
        return cameras.bindToLifecycle(activity, selector, showing, looking)
    }

    /** Of YUV_420_888, which is what comes, the first plane is the brightness. */
    private fun hand(image: ImageProxy, onFrame: (ByteArray, Int, Int, Int) -> Unit) {
        val plane = image.planes.first()
        val luma = ByteArray(plane.buffer.remaining()).also { plane.buffer.get(it) }
        onFrame(luma, image.width, image.height, plane.rowStride)
    }
}
