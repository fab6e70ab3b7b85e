package app.kauth.android.push

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import app.kauth.android.handOver
import java.util.UUID

/**
 * Hears the distributor. Anybody may send this, so that nothing is taken without a token of ours. What a message says is not
 * read: it is a hint to fetch.
 */
class PushReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val registrations = Registrations(context)
        val registration = intent.getStringExtra(Distributors.TOKEN)?.let(registrations::byToken) ?: return
        val instance = registration.instance
        when (intent.action) {
            NEW_ENDPOINT -> {
                val endpoint = intent.getStringExtra(Distributors.ENDPOINT) ?: return
                registrations.keep(registration.copy(endpoint = true))
                acknowledge(context, intent, registrations, registration)
                handOver(context) { pushEndpoint(instance, endpoint) }
            }
            MESSAGE -> {
                acknowledge(context, intent, registrations, registration)
                handOver(context) { woken() }
            }
            UNREGISTERED -> {
                registrations.forget(instance)
                handOver(context) { pushEndpoint(instance, null) }
            }
            // The core asks again at its next start; by the specification under another token. One that has an endpoint stays.
            REGISTRATION_FAILED ->
                if (!registration.endpoint) registrations.keep(registration.copy(token = UUID.randomUUID().toString()))
        }
    }

    private fun acknowledge(context: Context, intent: Intent, registrations: Registrations, registration: Registration) {
        val message = intent.getStringExtra(Distributors.MESSAGE_ID) ?: return
        val distributor = registrations.distributor ?: return
        Distributors(context).acknowledge(distributor, registration.token, message)
    }

    internal companion object {
        const val NEW_ENDPOINT = "org.unifiedpush.android.connector.NEW_ENDPOINT"
        const val MESSAGE = "org.unifiedpush.android.connector.MESSAGE"
        const val UNREGISTERED = "org.unifiedpush.android.connector.UNREGISTERED"
        const val REGISTRATION_FAILED = "org.unifiedpush.android.connector.REGISTRATION_FAILED"
    }
}
