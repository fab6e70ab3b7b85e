package app.kauth.android

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent

/** After the device's start, and the app's update, opens the core: it goes on with what was under way, and stays reachable. */
class StartReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        if (intent.action in BEGINNINGS) handOver(context) { woken() }
    }

    private companion object {
        val BEGINNINGS = setOf(Intent.ACTION_BOOT_COMPLETED, Intent.ACTION_MY_PACKAGE_REPLACED)
    }
}
