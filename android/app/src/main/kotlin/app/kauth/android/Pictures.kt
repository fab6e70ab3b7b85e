package app.kauth.android

import android.content.Context
import android.content.Intent
import android.provider.Settings
import java.io.IOException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** Lets the person choose a picture, to find a QR code on it. No permission: the system hands over that one picture. */
class Pictures(private val context: Context, private val home: Home) {
    fun pick(onBytes: (ByteArray) -> Unit) {
        home.scope.launch {
            val asked = Intent(Intent.ACTION_GET_CONTENT).addCategory(Intent.CATEGORY_OPENABLE).setType("image/*")
            val place = home.front.ask(asked).takeIf { it.ok }?.data?.data ?: return@launch
            val bytes = withContext(Dispatchers.IO) {
                try {
                    context.contentResolver.openInputStream(place)?.use { it.readBytes() }
                } catch (_: IOException) {
                    null
                }
            }
            // What cannot be read is no picture, and the core says so.
            onBytes(bytes ?: ByteArray(0))
        }
    }
}

/** The person switched the system's animations off. */
fun reducesMotion(context: Context): Boolean =
    Settings.Global.getFloat(context.contentResolver, Settings.Global.ANIMATOR_DURATION_SCALE, 1f) == 0f
