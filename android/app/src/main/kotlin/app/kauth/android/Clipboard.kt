package app.kauth.android

import android.content.ClipData
import android.content.ClipboardManager
import android.content.Context
import android.os.Build
import android.os.PersistableBundle
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch

/**
 * The clipboard. A sensitive text is marked so that keyboards and previews keep away, and taken back after its time, if it
 * is still there: since Android 10 only an app in front may look, so that one that is not takes it back on its return.
 */
class Clipboard(context: Context, private val front: Front, private val scope: CoroutineScope) {
    private val manager = context.getSystemService(ClipboardManager::class.java)
    private var clearing: Job? = null

    fun copy(text: String, sensitive: Boolean, clearAfterMs: ULong?) {
        val clip = ClipData.newPlainText(null, text)
        if (sensitive) clip.description.extras = PersistableBundle().apply { putBoolean(SENSITIVE, true) }
        manager.setPrimaryClip(clip)
        clearing?.cancel()
        clearing = clearAfterMs?.let { after ->
            scope.launch {
                delay(after.toLong())
                clear(text)
            }
        }
    }

    private suspend fun clear(text: String) {
        front.activity()
        if (manager.primaryClip?.getItemAt(0)?.text?.toString() != text) return
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
            manager.clearPrimaryClip()
        } else {
            manager.setPrimaryClip(ClipData.newPlainText(null, ""))
        }
    }

    private companion object {
        /** The name is older systems' too: some keyboards heed it there. */
        const val SENSITIVE = "android.content.extra.IS_SENSITIVE"
    }
}
