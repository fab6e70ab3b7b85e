package app.kauth.desktop

import androidx.compose.foundation.ExperimentalFoundationApi
import androidx.compose.foundation.draganddrop.dragAndDropTarget
import androidx.compose.ui.ExperimentalComposeUiApi
import androidx.compose.ui.Modifier
import androidx.compose.ui.draganddrop.DragAndDropEvent
import androidx.compose.ui.draganddrop.DragAndDropTarget
import androidx.compose.ui.draganddrop.awtTransferable
import java.awt.datatransfer.DataFlavor
import java.awt.datatransfer.UnsupportedFlavorException
import java.io.File
import java.io.IOException

/** Takes the first of the files that are dropped. Not by AWT's own drop target: Compose's lies over the whole window. */
@OptIn(ExperimentalComposeUiApi::class, ExperimentalFoundationApi::class)
internal class Drop(private val onFile: (File) -> Unit) : DragAndDropTarget {
    val modifier = Modifier.dragAndDropTarget({ it.awtTransferable.isDataFlavorSupported(DataFlavor.javaFileListFlavor) }, this)

    override fun onDrop(event: DragAndDropEvent): Boolean {
        val file = try {
            (event.awtTransferable.getTransferData(DataFlavor.javaFileListFlavor) as? List<*>)?.firstOrNull() as? File
        } catch (_: IOException) {
            null
        } catch (_: UnsupportedFlavorException) {
            null
        }
        file?.let(onFile)
        return file != null
    }
}
