package app.kauth.android

import android.content.Intent
import app.kauth.core.AppInterface
import app.kauth.core.Destination

/** What an intent asks of the core; null for one that only opens the app. The core judges the text. */
fun Intent.command(): (suspend AppInterface.() -> Unit)? {
    val request = getStringExtra(Notifications.REQUEST)
    val uri = data
    return when {
        flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0 -> null
        action == Notifications.SHOW && request != null -> {
            { show(Destination.Request(request)) }
        }
        action == Intent.ACTION_VIEW && uri != null -> {
            { opened(uri.toString()) }
        }
        else -> null
    }
}
