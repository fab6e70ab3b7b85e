package app.kauth.android

import android.content.Context
import android.content.Intent
import android.provider.Settings
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * Lets the person choose a picture with a QR code, or another authenticator's file: what it is the core sees by its bytes. No
 * permission: the system hands over that one file.
 */
class Pictures(private val context: Context, private val home: Home) {
    fun pick(onBytes: (ByteArray) -> Unit) {
        home.scope.launch {
            val asked = Intent(Intent.ACTION_GET_CONTENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*")
            val place = home.front.ask(asked).takeIf { it.ok }?.data?.data ?: return@launch
            val bytes = withContext(Dispatchers.IO) {
                try {
                    context.contentResolver.openInputStream(place)?.use { it.start() }
                } catch (_: IOException) {
                    null
                }
            }
            // What cannot be read is nothing that the core knows, and it says so.
            onBytes(bytes ?: ByteArray(0))
        }
    }
}

/** The largest file that the core takes, and a byte more: with that it says by itself that it is too large. */
private const val TOO_LARGE = (32 shl 20) + 1

private fun InputStream.start(): ByteArray {
    val taken = ByteArrayOutputStream()
    val buffer = ByteArray(DEFAULT_BUFFER_SIZE)
    while (taken.size() < TOO_LARGE) {
        val count = read(buffer, 0, minOf(buffer.size, TOO_LARGE - taken.size()))
        if (count < 0) break
        taken.write(buffer, 0, count)
    }
    return taken.toByteArray()
}

/** The person switched the system's animations off. */
fun reducesMotion(context: Context): Boolean =
    Settings.Global.getFloat(context.contentResolver, Settings.Global.ANIMATOR_DURATION_SCALE, 1f) == 0f
