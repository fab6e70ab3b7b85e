package app.kauth.ui.flows

import app.kauth.core.EffectKind
import app.kauth.core.Labels
import app.kauth.core.PermissionKind
import app.kauth.core.PermissionState
import app.kauth.core.SettingsPage
import app.kauth.core.SignatureResult
import app.kauth.core.SoftwareKeys
import app.kauth.core.Vibration
import app.kauth.ui.model.Shell
import java.util.concurrent.CopyOnWriteArrayList

/** A host that notes what it is told, and signs for a person who consents. */
class TestShell(private val keys: SoftwareKeys, override val loopbackRedirect: String? = null) : Shell {
    /** The person lays the finger on when the prompt asks for it. */
    var isWilling = true

    /** The prompt's key signs something else than what it is given. */
    var signsOther = false

    /** What was done, in order, in a word and what it was about. */
    val done = CopyOnWriteArrayList<Pair<String, String>>()

    /** The last of a kind. */
    fun last(what: String): String? = done.lastOrNull { it.first == what }?.second

    override suspend fun openUrl(url: String) = note("open", url)

    override suspend fun notify(effect: EffectKind.Notify, labels: Labels) = note("notify", effect.request)

    override suspend fun withdrawNotification(request: String) = note("withdraw", request)

    override suspend fun notifyRecovery(effect: EffectKind.NotifyRecovery, labels: Labels) = note("notify recovery", effect.body)

    override suspend fun withdrawRecoveryNotification(recovery: String) = note("withdraw recovery", recovery)

    override suspend fun copy(text: String, sensitive: Boolean, clearAfterMs: ULong?) = note("copy", text)

    override suspend fun saveText(fileName: String, text: String) = note("save", text)

    override suspend fun printText(title: String, text: String) = note("print", text)

    override suspend fun vibrate(pattern: Vibration) = note("vibrate", pattern.name)

    override suspend fun speak(text: String) = note("speak", text)

    override suspend fun askPermission(kind: PermissionKind, reason: String, labels: Labels): PermissionState {
        note("permission", kind.name)
        return PermissionState.GRANTED
    }

    override suspend fun openSystemSettings(page: SettingsPage) = note("settings", page.name)

    override suspend fun returnToBrowser() = note("browser", "")

    override suspend fun registerPush(instance: String, vapidKey: String?) = note("push", instance)

    override suspend fun sign(key: String, bytes: ByteArray, reason: String, labels: Labels): SignatureResult {
        note("sign", reason)
        if (!isWilling) return SignatureResult.Declined
        return keys.signPrompted(key, if (signsOther) bytes + 0 else bytes, null)
    }

    private fun note(what: String, about: String) {
        done += what to about
    }
}
