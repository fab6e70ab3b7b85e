package app.kauth.ui

import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.font.FontFamily

/** What only a host can draw or fetch: the camera's picture, pictures from files, the system's back gesture. */
interface HostUi {
    /**
     * The camera's picture. Each frame is handed over on the camera's thread: one byte of brightness a pixel, rows from the
     * top, `rowStride` bytes from one row's start to the next.
     */
    @Composable
    fun Viewfinder(onFrame: (luma: ByteArray, width: Int, height: Int, rowStride: Int) -> Unit, modifier: Modifier)

    /** Lets the person choose a picture or another file; its bytes come on any thread. */
    fun pickPicture(onBytes: (ByteArray) -> Unit)

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
