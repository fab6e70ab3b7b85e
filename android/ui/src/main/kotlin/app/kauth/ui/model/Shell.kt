package app.kauth.ui.model

import app.kauth.core.EffectKind
import app.kauth.core.Labels
import app.kauth.core.PermissionKind
import app.kauth.core.PermissionState
import app.kauth.core.SettingsPage
import app.kauth.core.SignatureResult
import app.kauth.core.Vibration

/**
 * What a host (Android, desktop) does when the core asks. Each function returns when its part is done and is called on the
 * dispatcher of the scope that [Phone] was given. A host does as it is told: it has no text and decides nothing. What it
 * cannot do it throws: the core says so.
 *
 * Functions that ask the person ([sign], [askPermission], [saveText], [printText]) run beside each other; all others run
 * one after another, in the order of the core.
 */
interface Shell {
    /** Opens an address in the system's browser. */
    suspend fun openUrl(url: String)

    /** Shows the notification of a request, in place of an earlier one of the same request. */
    suspend fun notify(effect: EffectKind.Notify, labels: Labels)

    /** Takes the notification of a request away. */
    suspend fun withdrawNotification(request: String)

    /** Shows the notification of a recovery, in place of an earlier one of the same recovery. */
    suspend fun notifyRecovery(effect: EffectKind.NotifyRecovery, labels: Labels)

    /** Takes the notification of a recovery away. */
    suspend fun withdrawRecoveryNotification(recovery: String)

    /** Puts a text on the clipboard; clears it after [clearAfterMs] if it still holds the text. Returns at once. */
    suspend fun copy(text: String, sensitive: Boolean, clearAfterMs: ULong?)

    /** Hands a text to *save as* or *share*. */
    suspend fun saveText(fileName: String, text: String)

    /** Prints a text. */
    suspend fun printText(title: String, text: String)

    /** Makes itself felt. */
    suspend fun vibrate(pattern: Vibration)

    /** Says a sentence to people who use a screen reader. */
    suspend fun speak(text: String)

    /** Shows [reason], asks the system, and answers what was said. */
    suspend fun askPermission(kind: PermissionKind, reason: String, labels: Labels): PermissionState

    /** Opens the system's settings at a page, or as near to it as the system can. */
    suspend fun openSystemSettings(page: SettingsPage)

    /** Leads back to the browser that the person came from. */
    suspend fun returnToBrowser()

    /** Registers with the UnifiedPush distributor; the endpoint comes later, to `pushEndpoint`. */
    suspend fun registerPush(instance: String, vapidKey: String?)

    /** Signs with a key that asks the person. Cancelled when the signature is not needed any more: closes its prompt then. */
    suspend fun sign(key: String, bytes: ByteArray, reason: String, labels: Labels): SignatureResult

    /** Where a sign-in page leads back to, for a host that listens itself (desktop); null where `kauth://oauth` does. */
    val loopbackRedirect: String?
}
