package app.kauth.android

import androidx.activity.ComponentActivity
import androidx.activity.compose.BackHandler as SystemBackHandler
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.text.font.Font
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import app.kauth.ui.HostUi
import app.kauth.ui.model.CameraFrame
import app.kauth.ui.model.Place

/** What only Android can draw or fetch for the screens. */
class AndroidHost(private val activity: ComponentActivity) : HostUi {
    private val pictures = Pictures(activity, activity.home)
    private val camera = Viewfinder(activity)
    private val position = Position(activity, activity.home)

    override val font = FontFamily(
        Font("fonts/inter_regular.ttf", activity.assets, FontWeight.Normal),
        Font("fonts/inter_medium.ttf", activity.assets, FontWeight.Medium),
        Font("fonts/inter_semibold.ttf", activity.assets, FontWeight.SemiBold),
    )

    override val reduceMotion get() = reducesMotion(activity)

    override val hasTorch get() = camera.hasTorch

    override fun torch(on: Boolean) = camera.torch(on)

    @Composable
    override fun Viewfinder(selfie: Boolean, onFrame: (CameraFrame) -> Unit, modifier: Modifier) =
        camera.Picture(selfie, onFrame, modifier)

    override fun pickPicture(onBytes: (ByteArray) -> Unit) = pictures.pick(onBytes)

    override fun takePicture(onBytes: (ByteArray?) -> Unit) = camera.take(onBytes)

    override fun thumbnail(file: ByteArray, side: Int): ImageBitmap? = app.kauth.android.thumbnail(file, side)?.asImageBitmap()

    override fun locate(onPlace: (Place?) -> Unit) = position.locate(onPlace)

    /** No app sees another's screen. */
    override val canGrabScreen = false

    override fun grabScreen(onBytes: (ByteArray) -> Unit) = Unit

    @Composable
    override fun BackHandler(enabled: Boolean, onBack: () -> Unit) = SystemBackHandler(enabled, onBack)
}
