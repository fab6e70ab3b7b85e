package app.kauth.android

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.os.ParcelFileDescriptor.AutoCloseInputStream
import java.io.FileNotFoundException
import java.io.IOException
import java.util.UUID
import java.util.concurrent.ConcurrentHashMap
import kotlin.concurrent.thread
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.withTimeoutOrNull

/** Where the camera app writes a picture to: a pipe into this process's memory. Open for one picture, to the app that was asked. */
class StillProvider : ContentProvider() {
    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
        val arriving = places[uri] ?: throw FileNotFoundException()
        val (reading, writing) = ParcelFileDescriptor.createPipe()
        thread(name = "still") { arriving.read(reading) }
        return writing
    }

    override fun onCreate() = true

    override fun getType(uri: Uri) = "image/jpeg"

    override fun query(uri: Uri, columns: Array<String>?, where: String?, values: Array<String>?, order: String?): Cursor? = null

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun delete(uri: Uri, where: String?, values: Array<String>?) = 0

    override fun update(uri: Uri, new: ContentValues?, where: String?, values: Array<String>?) = 0

    companion object {
        private const val PATIENCE_MS = 10_000L
        private val places = ConcurrentHashMap<Uri, CompletableDeferred<ByteArray>>()

        /** Opens a place for one picture. */
        fun open(context: Context): Uri {
            val place = Uri.parse("content://${context.packageName}.still/${UUID.randomUUID()}.jpg")
            places[place] = CompletableDeferred()
            return place
        }

        /** What was written there; null if nothing was. */
        suspend fun bytes(place: Uri): ByteArray? = withTimeoutOrNull(PATIENCE_MS) { places[place]?.await() }

        fun close(place: Uri) {
            places.remove(place)
        }

        /** A camera app may open the place more than once: the first that brings something counts. */
        private fun CompletableDeferred<ByteArray>.read(pipe: ParcelFileDescriptor) {
            val bytes = try {
                AutoCloseInputStream(pipe).use { it.start() }
            } catch (_: IOException) {
                return
            }
            if (bytes.isNotEmpty()) complete(bytes)
        }
    }
}
