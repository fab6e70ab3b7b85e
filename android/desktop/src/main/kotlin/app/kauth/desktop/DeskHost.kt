package app.kauth.desktop

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.kauth.ui.HostUi
import app.kauth.ui.components.Body
import app.kauth.ui.model.Phone
import java.awt.FileDialog
import java.awt.Frame
import java.awt.Rectangle
import java.awt.Robot
import java.awt.Toolkit
import java.awt.Window
import java.awt.datatransfer.DataFlavor
import java.awt.dnd.DnDConstants
import java.awt.dnd.DropTarget
import java.awt.dnd.DropTargetAdapter
import java.awt.dnd.DropTargetDropEvent
import java.io.ByteArrayOutputStream
import java.io.File
import javax.imageio.ImageIO

/** What a computer has in place of a camera: a picture that is chosen, dropped on the window, or taken of the screen. */
class DeskHost(private val phone: Phone, private val window: Window) : HostUi {
    init {
        window.dropTarget = DropTarget(window, Dropped(phone::picture))
    }

    @Composable
    override fun Viewfinder(onFrame: (ByteArray, Int, Int, Int) -> Unit, modifier: Modifier) {
        val state by phone.state.collectAsState()
        Box(modifier, contentAlignment = Alignment.Center) {
            state?.let { Body(it.labels.dropPicture, Modifier.padding(24.dp), align = TextAlign.Center) }
        }
    }

    override fun pickPicture(onBytes: (ByteArray) -> Unit) {
        chosen(FileDialog.LOAD, null)?.let { onBytes(it.readBytes()) }
    }

    /** Asks for the file that a text goes to; null if the person does not want one. */
    fun place(fileName: String): File? = chosen(FileDialog.SAVE, fileName)

    private fun chosen(mode: Int, name: String?): File? {
        val dialog = FileDialog(window as? Frame, null as String?, mode)
        dialog.file = name
        dialog.isVisible = true
        return dialog.files.firstOrNull()
    }

    override val canGrabScreen = true

    override fun grabScreen(onBytes: (ByteArray) -> Unit) {
        val picture = Robot().createScreenCapture(Rectangle(Toolkit.getDefaultToolkit().screenSize))
        val bytes = ByteArrayOutputStream().also { ImageIO.write(picture, "png", it) }.toByteArray()
        onBytes(bytes)
    }

    @Composable
    override fun BackHandler(enabled: Boolean, onBack: () -> Unit) = Unit

    override val reduceMotion = false

    override val font: FontFamily = bundled
}

private class Dropped(private val onBytes: (ByteArray) -> Unit) : DropTargetAdapter() {
    override fun drop(event: DropTargetDropEvent) {
        event.acceptDrop(DnDConstants.ACTION_COPY)
        val files = runCatching { event.transferable.getTransferData(DataFlavor.javaFileListFlavor) as? List<*> }.getOrNull()
        val file = files?.firstOrNull() as? File
        if (file != null) onBytes(file.readBytes())
        event.dropComplete(file != null)
    }
}

private val bundled: FontFamily by lazy {
    fun font(name: String, weight: FontWeight) =
        Font("inter $name", requireNotNull(HostUi::class.java.getResource("/fonts/inter_$name.ttf")).readBytes(), weight)
    FontFamily(font("regular", FontWeight.Normal), font("medium", FontWeight.Medium), font("semibold", FontWeight.SemiBold))
}
