package app.kauth.android

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import app.kauth.ui.model.Phone

/** Stands where `src/compose`'s activity stands in the app: the same callbacks, handed on in the same way; it draws nothing. */
class MainActivity :
    Activity(),
    PhoneActivity {
    var drawn: Phone? = null
    private val phoneWindow = PhoneWindow(this) { drawn = it }

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        phoneWindow.created(state)
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        phoneWindow.take(intent)
    }

    @Deprecated("")
    override fun onActivityResult(code: Int, result: Int, data: Intent?) {
        super.onActivityResult(code, result, data)
        phoneWindow.result(code, result, data)
    }

    override fun onRequestPermissionsResult(code: Int, permissions: Array<out String>, results: IntArray) {
        super.onRequestPermissionsResult(code, permissions, results)
        phoneWindow.permissionResult(code)
    }

    override fun onDestroy() {
        phoneWindow.destroyed()
        super.onDestroy()
    }
}
