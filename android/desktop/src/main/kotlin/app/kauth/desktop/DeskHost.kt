package app.kauth.desktop

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.kauth.ui.HostUi
import app.kauth.ui.components.Body
import app.kauth.ui.model.CameraFrame
import app.kauth.ui.model.Phone
import app.kauth.ui.model.Place
import java.awt.FileDialog
import java.awt.Frame
import java.awt.Window
import java.io.File
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.jetbrains.skia.Image

/** What a computer has in place of a camera: a picture or a file that is chosen or dropped on the window, or a picture of the screen. */
class DeskHost(private val phone: Phone, private val window: Window, private val scope: CoroutineScope) : HostUi {
    private val drop = Drop { aside(phone::picture, it::picture) }

    /** Makes of what it is put on a place where pictures can be dropped. */
    val dropsHere: Modifier = drop.modifier

    @Composable
    override fun Viewfinder(selfie: Boolean, onFrame: (CameraFrame) -> Unit, modifier: Modifier) {
        val state by phone.state.collectAsState()
        Box(modifier, contentAlignment = Alignment.Center) {
            state?.let { Body(it.labels.dropPicture, Modifier.padding(24.dp), align = TextAlign.Center) }
        }
    }

    override fun pickPicture(onBytes: (ByteArray) -> Unit) {
        scope.launch { chosen(FileDialog.LOAD, null)?.let { aside(onBytes, it::picture) } }
    }

    /** Asks for the file that a text goes to; null if the person does not want one. */
    suspend fun place(fileName: String): File? = chosen(FileDialog.SAVE, fileName)

    /** In an event of its own: the window is drawn while the dialog is open. */
    private suspend fun chosen(mode: Int, name: String?): File? = withContext(Dispatchers.Main) {
        val dialog = FileDialog(window as? Frame, null as String?, mode)
        dialog.file = name
        dialog.isVisible = true
        // Not its `files`: where Java draws the dialog itself, a typed name is not among them.
        dialog.file?.let { File(dialog.directory, it) }
    }

    override fun thumbnail(file: ByteArray, side: Int): ImageBitmap? = try {
        Image.makeFromEncoded(file).toComposeImageBitmap()
    } catch (_: IllegalArgumentException) {
        null
    }

    /** A computer does not know where it is. */
    override fun locate(onPlace: (Place?) -> Unit) = onPlace(null)

    override val canGrabScreen = true

    override fun grabScreen(onBytes: (ByteArray) -> Unit) = aside(onBytes, ::screens)

    private fun aside(onBytes: (ByteArray) -> Unit, read: () -> ByteArray) {
        scope.launch(Dispatchers.IO) { onBytes(read()) }
    }

    @Composable
    override fun BackHandler(enabled: Boolean, onBack: () -> Unit) = Unit

    override val reduceMotion = false

    override val font: FontFamily = bundled
}

private val bundled: FontFamily by lazy {
    fun font(name: String, weight: FontWeight) =
        Font("inter $name", requireNotNull(HostUi::class.java.getResource("/fonts/inter_$name.ttf")).readBytes(), weight)
    FontFamily(font("regular", FontWeight.Normal), font("medium", FontWeight.Medium), font("semibold", FontWeight.SemiBold))
}
