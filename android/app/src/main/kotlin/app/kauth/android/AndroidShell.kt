package app.kauth.android

import android.app.Application
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.provider.Settings
import app.kauth.android.keys.AndroidKeys
import app.kauth.android.push.UnifiedPush
import app.kauth.core.EffectKind
import app.kauth.core.Labels
import app.kauth.core.PermissionKind
import app.kauth.core.PermissionState
import app.kauth.core.SettingsPage
import app.kauth.core.SignatureResult
import app.kauth.core.Vibration
import app.kauth.ui.model.Shell
import kotlinx.coroutines.CoroutineScope

/** Does on Android what the core asks; each thing has its own file. */
class AndroidShell(private val application: Application, private val front: Front, keys: Lazy<AndroidKeys>, scope: CoroutineScope) :
    Shell {
    val notifications = Notifications(application)
    val recoveryNotifications = RecoveryNotifications(application)
    val permissions = Permissions(application, front)
    private val clipboard = Clipboard(application, front, scope)
    private val documents = Documents(application, front)
    private val printer = Printer(front)
    private val haptics = Haptics(application)
    private val prompt = Prompt(application, front, keys)
    private val push = UnifiedPush(application, front, scope)

    override val loopbackRedirect: String? = null

    override suspend fun openUrl(url: String) {
        begin(Intent(Intent.ACTION_VIEW, Uri.parse(url)).addCategory(Intent.CATEGORY_BROWSABLE))
    }

    override suspend fun notify(effect: EffectKind.Notify, labels: Labels) = notifications.show(effect, labels)

    override suspend fun withdrawNotification(request: String) = notifications.withdraw(request)

    override suspend fun notifyRecovery(effect: EffectKind.NotifyRecovery, labels: Labels) =
        recoveryNotifications.show(effect, labels)

    override suspend fun withdrawRecoveryNotification(recovery: String) = recoveryNotifications.withdraw(recovery)

    override suspend fun copy(text: String, sensitive: Boolean, clearAfterMs: ULong?) =
        clipboard.copy(text, sensitive, clearAfterMs)

    override suspend fun saveText(fileName: String, text: String) = documents.save(fileName, text)

    override suspend fun printText(title: String, text: String) = printer.print(title, text)

    override suspend fun vibrate(pattern: Vibration) = haptics.play(pattern)

    /** Only who sees the app is told: a screen reader says nothing of an app that is not there. */
    @Suppress("DEPRECATION")
    override suspend fun speak(text: String) {
        front.activity?.window?.decorView?.announceForAccessibility(text)
    }

    override suspend fun askPermission(kind: PermissionKind, reason: String, labels: Labels): PermissionState =
        permissions.ask(kind, reason, labels)

    override suspend fun openSystemSettings(page: SettingsPage) = begin(
        when (page) {
            SettingsPage.APP ->
                Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", application.packageName, null))
            SettingsPage.NOTIFICATIONS ->
                Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, application.packageName)
            SettingsPage.SCREEN_LOCK -> Intent(Settings.ACTION_SECURITY_SETTINGS)
            SettingsPage.BATTERY -> Intent(Settings.ACTION_IGNORE_BATTERY_OPTIMIZATION_SETTINGS)
        },
    )

    /** The browser lies below: the person came from there. */
    override suspend fun returnToBrowser() {
        front.activity?.moveTaskToBack(true)
    }

    override suspend fun registerPush(instance: String, vapidKey: String?) = push.register(instance, vapidKey)

    override suspend fun sign(key: String, bytes: ByteArray, reason: String, labels: Labels): SignatureResult =
        prompt.sign(key, bytes, reason, labels)

    private fun begin(intent: Intent) {
        val from: Context = front.activity ?: application
        from.startActivity(intent.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
    }
}
