package app.kauth.android

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.graphics.drawable.Icon
import app.kauth.R
import app.kauth.core.EffectKind
import app.kauth.core.Labels
import app.kauth.ui.model.PhoneState
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.map

/**
 * A recovery as a notification, one each, on a channel of its own: who turns requests off still hears of these. It leads into the app,
 * which says the same and has the way to stop it. A locked screen shows that there is one, not whose.
 */
class RecoveryNotifications(private val context: Context) {
    private val manager = context.getSystemService(NotificationManager::class.java)
    private val icon = Icon.createWithResource(context, R.drawable.ic_request)

    /** Keeps the channel's name in the person's language. */
    suspend fun follow(states: Flow<PhoneState?>) {
        states.filterNotNull().map { it.labels }.distinctUntilChanged().collect(::makeChannel)
    }

    /** Shows a recovery, in place of an earlier notification of it. */
    fun show(effect: EffectKind.NotifyRecovery, labels: Labels) {
        makeChannel(labels)
        val channel = labels.notificationChannelRecovery
        val builder = Notification.Builder(context, CHANNEL)
            .setSmallIcon(icon)
            .setCategory(Notification.CATEGORY_STATUS)
            .setContentTitle(effect.title)
            .setContentText(effect.body)
            .setStyle(Notification.BigTextStyle().bigText(effect.body))
            .setContentIntent(PendingIntent.getActivity(context, 0, appIntent(context), FLAGS))
            .setAutoCancel(false)
            .setVisibility(Notification.VISIBILITY_PRIVATE)
            .setPublicVersion(Notification.Builder(context, CHANNEL).setSmallIcon(icon).setContentTitle(channel).build())
        manager.notify(effect.recovery, ID, builder.build())
    }

    /** Takes a recovery's notification away. */
    fun withdraw(recovery: String) = manager.cancel(recovery, ID)

    private fun makeChannel(labels: Labels) {
        val channel = NotificationChannel(CHANNEL, labels.notificationChannelRecovery, NotificationManager.IMPORTANCE_HIGH)
        channel.lockscreenVisibility = Notification.VISIBILITY_PRIVATE
        manager.createNotificationChannel(channel)
    }

    companion object {
        internal const val CHANNEL = "recoveries"
        internal const val ID = 2
        private const val FLAGS = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
    }
}
