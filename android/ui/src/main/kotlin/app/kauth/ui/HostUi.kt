package app.kauth.ui

import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.text.font.FontFamily
import app.kauth.ui.model.CameraFrame
import app.kauth.ui.model.Place

/** What only a host can draw or fetch: the camera's picture, pictures from files, the system's back gesture. */
interface HostUi {
    /**
     * The camera's picture; of the camera that looks at the person where [selfie] is set. Each frame is handed over on the
     * camera's thread. A modifier of 3 : 4 shows all of it.
     */
    @Composable
    fun Viewfinder(selfie: Boolean, onFrame: (CameraFrame) -> Unit, modifier: Modifier)

    /** Lets the person choose a picture or another file; its bytes come on any thread. */
    fun pickPicture(onBytes: (ByteArray) -> Unit)

    /** Takes a picture with the camera that the [Viewfinder] shows; a JPEG file's bytes come on any thread, null if there is none. */
    fun takePicture(onBytes: (ByteArray?) -> Unit) = onBytes(null)

    /** A picture file, whole, made small: about [side] pixels wide and high. Takes its time. Null for what is no picture. */
    fun thumbnail(file: ByteArray, side: Int): ImageBitmap?

    /** Asks the system where the phone is, now and once, and the person before; null where that is not to be had. On any thread. */
    fun locate(onPlace: (Place?) -> Unit)

    /** [grabScreen] works here. */
    val canGrabScreen: Boolean

    /** Takes a picture of the whole screen, to find a QR code on it. */
    fun grabScreen(onBytes: (ByteArray) -> Unit)

    /** Tells about the system's back gesture. */
    @Composable
    fun BackHandler(enabled: Boolean, onBack: () -> Unit)

    /** The person asked the system for less motion. */
    val reduceMotion: Boolean

    /** The bundled family: src/main/resources/fonts, as this host loads fonts. */
    val font: FontFamily

    /** The camera has a light that [torch] switches. */
    val hasTorch: Boolean get() = false

    /** Switches the camera's light. */
    fun torch(on: Boolean) = Unit
}
