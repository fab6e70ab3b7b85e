package app.kauth.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Brush
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import app.kauth.ui.model.CameraFrame
import app.kauth.ui.model.Place
import org.jetbrains.skia.Image

/** A host without a system around it: pictures come from the test, the camera sees dusk, and the phone lies on a market square. */
class StillHost(private val picture: () -> ByteArray = { ByteArray(0) }) : HostUi {
    /** Where it lies; null where it does not know. */
    var place: Place? = Place(latitude = 49.0134, longitude = 12.1016, accuracyM = 20.0)

    @Composable
    override fun Viewfinder(selfie: Boolean, onFrame: (CameraFrame) -> Unit, modifier: Modifier) =
        Box(modifier.background(Brush.verticalGradient(listOf(Color(0xFF5D6F76), Color(0xFF26343A)))))

    override fun pickPicture(onBytes: (ByteArray) -> Unit) = onBytes(picture())

    override fun takePicture(onBytes: (ByteArray?) -> Unit) = onBytes(picture())

    override fun thumbnail(file: ByteArray, side: Int): ImageBitmap? =
        runCatching { Image.makeFromEncoded(file).toComposeImageBitmap() }.getOrNull()

    override fun locate(onPlace: (Place?) -> Unit) = onPlace(place)

    override val canGrabScreen = false

    override fun grabScreen(onBytes: (ByteArray) -> Unit) = Unit

    private val ways = mutableListOf<() -> Unit>()

    @Composable
    override fun BackHandler(enabled: Boolean, onBack: () -> Unit) {
        if (!enabled) return
        val newest by rememberUpdatedState(onBack)
        DisposableEffect(Unit) {
            val way = { newest() }
            ways += way
            onDispose { ways -= way }
        }
    }

    /** The system's back gesture. */
    fun back() = ways.last()()

    override val reduceMotion = true

    override val font: FontFamily = bundledFont
}

/** The bundled family, as the desktop loads fonts. */
val bundledFont: FontFamily by lazy {
    fun font(name: String, weight: FontWeight) =
        Font("inter $name", requireNotNull(HostUi::class.java.getResource("/fonts/inter_$name.ttf")).readBytes(), weight)
    FontFamily(font("regular", FontWeight.Normal), font("medium", FontWeight.Medium), font("semibold", FontWeight.SemiBold))
}
