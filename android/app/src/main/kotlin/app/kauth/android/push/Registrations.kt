package app.kauth.android.push

import android.content.Context
import java.util.UUID

/** A registration with a distributor; the token is known to nobody else. */
data class Registration(val instance: String, val token: String, val vapidKey: String?, val endpoint: Boolean)

/** What is registered under which token; outlives the process. */
class Registrations(context: Context) {
    private val kept = context.getSharedPreferences("push", Context.MODE_PRIVATE)

    /** The package that was chosen to distribute. */
    var distributor: String?
        get() = kept.getString(DISTRIBUTOR, null)
        set(name) = kept.edit().putString(DISTRIBUTOR, name).apply()

    fun all(): List<Registration> =
        kept.all.keys.filter { it.startsWith(TOKEN) }.mapNotNull { of(it.removePrefix(TOKEN)) }

    fun of(instance: String): Registration? {
        val token = kept.getString(TOKEN + instance, null) ?: return null
        return Registration(instance, token, kept.getString(VAPID + instance, null), kept.getBoolean(ENDPOINT + instance, false))
    }

    fun byToken(token: String): Registration? = all().find { it.token == token }

    /** The registration of an instance; a first one, or one for another key, gets a token. */
    fun make(instance: String, vapidKey: String?): Registration {
        val known = of(instance)?.takeIf { it.vapidKey == vapidKey }
        return known ?: Registration(instance, UUID.randomUUID().toString(), vapidKey, endpoint = false).also(::keep)
    }

    fun keep(registration: Registration) {
        val instance = registration.instance
        kept.edit()
            .putString(TOKEN + instance, registration.token)
            .putString(VAPID + instance, registration.vapidKey)
            .putBoolean(ENDPOINT + instance, registration.endpoint)
            .apply()
    }

    fun forget(instance: String) {
        kept.edit().remove(TOKEN + instance).remove(VAPID + instance).remove(ENDPOINT + instance).apply()
    }

    private companion object {
        const val DISTRIBUTOR = "distributor"
        const val TOKEN = "token/"
        const val VAPID = "vapid/"
        const val ENDPOINT = "endpoint/"
    }
}
