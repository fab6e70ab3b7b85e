package app.kauth.android

import android.content.Context
import android.content.Intent
import android.net.Uri
import android.provider.DocumentsContract
import java.io.IOException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** Saves a text where the person says. */
class Documents(private val context: Context, private val front: Front) {
    suspend fun save(fileName: String, text: String) {
        val asked = Intent(Intent.ACTION_CREATE_DOCUMENT)
            .addCategory(Intent.CATEGORY_OPENABLE)
            .setType("text/plain")
            .putExtra(Intent.EXTRA_TITLE, fileName)
        val answer = front.ask(asked)
        val place = answer.data?.data
        if (answer.ok && place != null) withContext(Dispatchers.IO) { write(place, text) }
    }

    /** A file that could not be written whole must not pass for a copy. */
    private fun write(place: Uri, text: String) {
        val resolver = context.contentResolver
        try {
            val file = resolver.openOutputStream(place, "wt") ?: throw IOException()
            file.use { it.write(text.toByteArray()) }
        } catch (failed: IOException) {
            DocumentsContract.deleteDocument(resolver, place)
            throw failed
        }
    }
}
