package app.kauth.android.push

import android.app.BroadcastOptions
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Build

/** The distributors on this phone, and how they are spoken to (UnifiedPush AND_3.0.0). */
class Distributors(private val context: Context) {
    /** Packages that distribute. */
    fun installed(): List<String> = context.packageManager
        .queryBroadcastReceivers(Intent(REGISTER), 0)
        .map { it.activityInfo.packageName }
        .distinct()

    /** The one that the person chose in the system, or the only one; null where a choice is to be made first. */
    fun default(): String? {
        val installed = installed()
        val chosen = context.packageManager.resolveActivity(link(), 0)?.activityInfo?.packageName
        return chosen?.takeIf { it in installed } ?: installed.singleOrNull()
    }

    /** Lets the person choose; the answer names the distributor in [PI]. */
    fun link() = Intent(Intent.ACTION_VIEW, Uri.parse("unifiedpush://link"))

    fun register(distributor: String, registration: Registration) {
        val intent = Intent(REGISTER).putExtra(TOKEN, registration.token)
        registration.vapidKey?.let { intent.putExtra(VAPID, it) }
        send(distributor, intent)
    }

    fun unregister(distributor: String, token: String) = send(distributor, Intent(UNREGISTER).putExtra(TOKEN, token))

    fun acknowledge(distributor: String, token: String, message: String) =
        send(distributor, Intent(MESSAGE_ACK).putExtra(TOKEN, token).putExtra(MESSAGE_ID, message))

    /** Says who speaks, too: the system from Android 14 on, a harmless intent of ours before. */
    private fun send(distributor: String, intent: Intent) {
        intent.setPackage(distributor)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) {
            val options = BroadcastOptions.makeBasic().setShareIdentityEnabled(true).toBundle()
            context.sendBroadcast(intent, null, options)
        } else {
            val ours = Intent().setPackage("org.unifiedpush.dummy_app")
            intent.putExtra(PI, PendingIntent.getBroadcast(context, 0, ours, PendingIntent.FLAG_IMMUTABLE))
            context.sendBroadcast(intent)
        }
    }

    companion object {
        const val REGISTER = "org.unifiedpush.android.distributor.REGISTER"
        const val UNREGISTER = "org.unifiedpush.android.distributor.UNREGISTER"
        const val MESSAGE_ACK = "org.unifiedpush.android.distributor.MESSAGE_ACK"
        const val TOKEN = "token"
        const val VAPID = "vapid"
        const val ENDPOINT = "endpoint"
        const val MESSAGE_ID = "id"
        const val PI = "pi"
    }
}
