package app.kauth.desktop

import java.awt.Point
import java.awt.datatransfer.DataFlavor
import java.awt.datatransfer.Transferable
import java.awt.dnd.DnDConstants
import java.awt.dnd.DragSource
import java.awt.dnd.DragSourceAdapter
import java.awt.dnd.DragSourceDragEvent
import java.awt.dnd.DragSourceDropEvent
import java.io.File
import java.util.concurrent.CompletableFuture
import javax.swing.ImageIcon
import javax.swing.JLabel
import javax.swing.JWindow

/** A file that lies beside the window, as another program shows it: a picture is seen, and any can be dragged from there. */
internal class Thing(private val file: File, private val corner: Point) : AutoCloseable {
    private val window = JWindow()
    private val face = JLabel(file.name).apply { isOpaque = true }
    private val ended = CompletableFuture<Boolean>()

    /** It is being dragged. */
    val begun = CompletableFuture<Unit>()

    /** What is beneath it would take it. */
    val welcome = CompletableFuture<Unit>()

    /** Lays it down; the middle of it. */
    fun lies(seen: Boolean): Point {
        if (seen) face.icon = ImageIcon(file.path)
        val source = DragSource.getDefaultDragSource()
        source.createDefaultDragGestureRecognizer(face, DnDConstants.ACTION_COPY) {
            it.startDrag(null, Dragged(file), Course())
            begun.complete(Unit)
        }
        window.add(face)
        window.pack()
        window.location = corner
        window.isVisible = true
        // Not where it says that it is: it hears of that later.
        return Point(corner.x + window.width / 2, corner.y + window.height / 2)
    }

    /** Whether it was taken where it was let go. */
    fun taken(): Boolean = begun.isDone && ended.get()

    override fun close() = window.dispose()

    private inner class Course : DragSourceAdapter() {
        override fun dragOver(event: DragSourceDragEvent) {
            if (event.dropAction != DnDConstants.ACTION_NONE) welcome.complete(Unit)
        }

        override fun dragDropEnd(event: DragSourceDropEvent) {
            ended.complete(event.dropSuccess)
        }
    }

    private class Dragged(private val file: File) : Transferable {
        override fun getTransferDataFlavors() = arrayOf(DataFlavor.javaFileListFlavor)

        override fun isDataFlavorSupported(flavor: DataFlavor) = flavor == DataFlavor.javaFileListFlavor

        override fun getTransferData(flavor: DataFlavor) = listOf(file)
    }
}
