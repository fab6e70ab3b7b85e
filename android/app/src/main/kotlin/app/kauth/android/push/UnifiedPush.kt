package app.kauth.android.push

import android.app.PendingIntent
import android.content.ActivityNotFoundException
import android.content.Context
import android.os.Build
import app.kauth.android.Front
import app.kauth.core.AppInterface
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** Registers for wake-ups. Endpoints come later, to [PushReceiver]. */
class UnifiedPush(context: Context, private val front: Front, private val scope: CoroutineScope) {
    private val registrations = Registrations(context)
    private val distributors = Distributors(context)

    /** Registers under a name. Where several distributors are there and none is the system's choice, the person is asked once. */
    fun register(instance: String, vapidKey: String?) {
        val known = registrations.of(instance)
        val distributor = current()
        val registration = registrations.make(instance, vapidKey)
        when {
            distributor == null -> scope.launch { choose()?.let { distributors.register(it, registration) } }
            else -> {
                if (known != null && known.token != registration.token) distributors.unregister(distributor, known.token)
                distributors.register(distributor, registration)
            }
        }
    }

    /** At each start, so that both sides know the same. Registrations with a distributor that is gone are given up. */
    fun renew(send: (suspend AppInterface.() -> Unit) -> Unit) {
        val distributor = registrations.distributor ?: return
        val gone = distributor !in distributors.installed()
        if (gone) registrations.distributor = null
        for (registration in registrations.all()) {
            if (gone) {
                registrations.forget(registration.instance)
                send { pushEndpoint(registration.instance, null) }
            } else {
                distributors.register(distributor, registration)
            }
        }
    }

    private fun current(): String? {
        val kept = registrations.distributor?.takeIf { it in distributors.installed() }
        return kept ?: distributors.default()?.also { registrations.distributor = it }
    }

    @Suppress("DEPRECATION")
    private suspend fun choose(): String? {
        if (distributors.installed().isEmpty()) return null
        val answer = try {
            front.ask(distributors.link())
        } catch (_: ActivityNotFoundException) {
            return null
        }
        val ours = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            answer.data?.getParcelableExtra(Distributors.PI, PendingIntent::class.java)
        } else {
            answer.data?.getParcelableExtra(Distributors.PI)
        }
        val chosen = ours?.creatorPackage?.takeIf { answer.ok && it in distributors.installed() }
        return chosen?.also { registrations.distributor = it }
    }
}
