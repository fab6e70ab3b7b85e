package app.kauth.android

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import android.view.Gravity
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.view.WindowManager
import android.widget.Button
import android.widget.LinearLayout
import android.widget.TextView
import app.kauth.core.CoreException
import app.kauth.core.labelsFor
import app.kauth.ui.model.Phone
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus

/**
 * What the phone's activity does besides drawing. The activity itself lies in `src/compose`, because `setContent` needs
 * androidx: it hands its callbacks on and [draw]s when the core is there.
 *
 * The whole window is secure: codes, requests and names are on nearly every screen, and one that is forgotten is a leak. So
 * no screenshot, no mirroring, no picture in the list of recent apps.
 */
class PhoneWindow(private val activity: Activity, private val draw: (Phone) -> Unit) {
    // An activity has no context yet where it makes this.
    private val home by lazy { activity.home }
    private val scope: CoroutineScope by lazy { home.scope + Job(home.scope.coroutineContext[Job]) }

    /** To be called from `onCreate`. [state] is there after a rotation or the process's death: its intent was taken before. */
    fun created(state: Bundle?) {
        activity.window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        if (state == null) take(activity.intent)
        open()
    }

    private fun open() {
        scope.launch {
            try {
                val phone = home.phone()
                draw(phone)
                SystemBars(activity.window).follow(phone.state)
            } catch (refused: CoreException.Refused) {
                explain(refused.text)
            }
        }
    }

    /** To be called from `onNewIntent`. */
    fun take(intent: Intent) {
        intent.command()?.let { home.send(it) }
    }

    /** To be called from `onActivityResult`. */
    fun result(code: Int, result: Int, data: Intent?) = home.front.take(code, result == Activity.RESULT_OK, data)

    /** To be called from `onRequestPermissionsResult`. */
    fun permissionResult(code: Int) = home.front.take(code, ok = true, data = null)

    /** To be called from `onDestroy`. */
    fun destroyed() = scope.cancel()

    /** Without a core there are no screens; what it says of itself is shown as it is. */
    private fun explain(text: String) {
        val words = TextView(activity).apply {
            this.text = text
            gravity = Gravity.CENTER
            setTextAppearance(android.R.style.TextAppearance_Material_Body1)
        }
        val again = Button(activity).apply {
            this.text = labelsFor(languages()).tryAgain
            setOnClickListener { open() }
        }
        val page = LinearLayout(activity).apply {
            orientation = LinearLayout.VERTICAL
            gravity = Gravity.CENTER
            fitsSystemWindows = true
            listOf(words, again).forEach { addView(it, WRAP_CONTENT, WRAP_CONTENT) }
        }
        activity.setContentView(page)
    }
}
