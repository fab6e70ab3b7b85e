package app.kauth.android

import android.content.Context
import android.os.Bundle
import android.os.CancellationSignal
import android.os.ParcelFileDescriptor
import android.print.PageRange
import android.print.PrintAttributes
import android.print.PrintDocumentAdapter
import android.print.PrintDocumentInfo
import android.print.PrintManager
import android.print.pdf.PrintedPdfDocument
import java.io.FileOutputStream
import java.io.IOException

/** Hands a text to the system's printing. */
class Printer(private val front: Front) {
    suspend fun print(title: String, text: String) {
        val activity = front.activity()
        val manager = activity.getSystemService(PrintManager::class.java)
        manager.print(title, TextPages(activity, title, text), PrintAttributes.Builder().build())
    }
}

/** A text as pages, for the paper that the person chooses. */
private class TextPages(private val context: Context, private val title: String, private val text: String) : PrintDocumentAdapter() {
    private var attributes = PrintAttributes.Builder().build()
    private var pages: List<List<String>> = emptyList()

    override fun onLayout(
        before: PrintAttributes?,
        now: PrintAttributes,
        cancelled: CancellationSignal,
        callback: LayoutResultCallback,
        extras: Bundle?,
    ) {
        attributes = now
        val size = now.mediaSize ?: PrintAttributes.MediaSize.ISO_A4
        val paper = Paper(points(size.widthMils), points(size.heightMils))
        val laidOut = paper.pages(text)
        val info = PrintDocumentInfo.Builder(title)
            .setContentType(PrintDocumentInfo.CONTENT_TYPE_DOCUMENT)
            .setPageCount(laidOut.size)
            .build()
        val changed = laidOut != pages
        pages = laidOut
        callback.onLayoutFinished(info, changed)
    }

    override fun onWrite(
        wanted: Array<out PageRange>,
        to: ParcelFileDescriptor,
        cancelled: CancellationSignal,
        callback: WriteResultCallback,
    ) {
        val document = PrintedPdfDocument(context, attributes)
        try {
            pages.forEachIndexed { number, lines ->
                val page = document.startPage(number)
                Paper.draw(lines, page.canvas)
                document.finishPage(page)
            }
            FileOutputStream(to.fileDescriptor).use(document::writeTo)
            callback.onWriteFinished(arrayOf(PageRange.ALL_PAGES))
        } catch (_: IOException) {
            callback.onWriteFailed(null)
        } finally {
            document.close()
        }
    }

    private fun points(mils: Int) = mils * POINTS_AN_INCH / MILS_AN_INCH

    private companion object {
        const val POINTS_AN_INCH = 72
        const val MILS_AN_INCH = 1000
    }
}
