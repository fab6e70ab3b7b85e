package app.kauth.android

import android.content.Intent
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import app.kauth.ui.PhoneScreen

/** The one activity. All it does is in [PhoneWindow]; the tests' stand-in hands the same callbacks on. */
class MainActivity :
    ComponentActivity(),
    PhoneActivity {
    private val phoneWindow = PhoneWindow(this) { phone ->
        val host = AndroidHost(this)
        setContent { PhoneScreen(phone, host) }
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        phoneWindow.created(savedInstanceState)
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        phoneWindow.take(intent)
    }

    @Deprecated("The glue asks other activities by the framework alone.")
    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
        super.onActivityResult(requestCode, resultCode, data)
        phoneWindow.result(requestCode, resultCode, data)
    }

    override fun onRequestPermissionsResult(requestCode: Int, permissions: Array<String>, grantResults: IntArray) {
        super.onRequestPermissionsResult(requestCode, permissions, grantResults)
        phoneWindow.permissionResult(requestCode)
    }

    override fun onDestroy() {
        phoneWindow.destroyed()
        super.onDestroy()
    }
}
