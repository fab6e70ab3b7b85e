package app.kauth.android

import android.Manifest
import android.app.AlertDialog
import android.app.NotificationManager
import android.content.Context
import android.content.pm.PackageManager
import android.os.Build
import app.kauth.core.AppInterface
import app.kauth.core.Labels
import app.kauth.core.PermissionKind
import app.kauth.core.PermissionState
import kotlin.coroutines.resume
import kotlinx.coroutines.suspendCancellableCoroutine

/**
 * Permissions as the core knows them. Android does not say "for good": it stops wanting a reason shown. So that a reason was
 * wanted once is kept; where it is not wanted any more and nothing is granted, only the settings help.
 */
class Permissions(private val context: Context, private val front: Front) {
    private val kept = context.getSharedPreferences("permissions", Context.MODE_PRIVATE)

    /** Tells the core what the system allows now. */
    suspend fun tell(app: AppInterface) {
        for (kind in PermissionKind.entries) app.permission(kind, state(kind))
    }

    /** Shows why, then asks the system. */
    suspend fun ask(kind: PermissionKind, reason: String, labels: Labels): PermissionState {
        val permission = kind.permission
        if (permission == null || state(kind) == PermissionState.GRANTED) return state(kind)
        if (explained(reason, labels)) front.askFor(permission)
        keep(ASKED, kind)
        return state(kind)
    }

    /** What the system allows. */
    fun state(kind: PermissionKind): PermissionState {
        val permission = kind.permission
        val granted = permission == null || context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED
        if (granted) {
            val usable = kind != PermissionKind.NOTIFICATIONS || notificationsAreOn()
            return if (usable) PermissionState.GRANTED else PermissionState.BLOCKED
        }
        val wantsReason = front.activity?.shouldShowRequestPermissionRationale(permission!!) == true
        if (wantsReason) keep(DECLINED, kind)
        return when {
            wantsReason -> PermissionState.DECLINED
            front.activity != null && isKept(DECLINED, kind) -> PermissionState.BLOCKED
            isKept(ASKED, kind) -> PermissionState.DECLINED
            else -> PermissionState.UNKNOWN
        }
    }

    private fun notificationsAreOn() = context.getSystemService(NotificationManager::class.java).areNotificationsEnabled()

    private suspend fun explained(reason: String, labels: Labels): Boolean = front.on { activity ->
        suspendCancellableCoroutine { answer ->
            val dialog = AlertDialog.Builder(activity)
                .setMessage(reason)
                .setPositiveButton(labels.allow) { _, _ -> answer.resume(true) }
                .setNegativeButton(labels.later) { _, _ -> answer.resume(false) }
                .setOnCancelListener { answer.resume(false) }
                .show()
            answer.invokeOnCancellation { dialog.dismiss() }
        }
    }

    /** What the system calls it; null where it asks nobody. */
    private val PermissionKind.permission: String?
        get() = when (this) {
            PermissionKind.CAMERA -> Manifest.permission.CAMERA
            PermissionKind.NOTIFICATIONS ->
                Manifest.permission.POST_NOTIFICATIONS.takeIf { Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU }
            // To know the district is enough: the person may have allowed no more.
            PermissionKind.LOCATION -> Manifest.permission.ACCESS_COARSE_LOCATION
        }

    private fun keep(what: String, kind: PermissionKind) = kept.edit().putBoolean("$what.${kind.name}", true).apply()

    private fun isKept(what: String, kind: PermissionKind) = kept.getBoolean("$what.${kind.name}", false)

    private companion object {
        const val ASKED = "asked"
        const val DECLINED = "declined"
    }
}
