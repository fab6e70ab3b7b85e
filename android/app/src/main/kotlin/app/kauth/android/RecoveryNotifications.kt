package app.kauth.android

import android.app.Notification
import android.app.PendingIntent
import android.content.Context
import app.kauth.core.EffectKind
import app.kauth.core.Labels
import app.kauth.ui.model.PhoneState
import kotlinx.coroutines.flow.Flow

/**
 * A recovery as a notification, one each, on a channel of its own: who turns requests off still hears of these. It leads into the app,
 * which says the same and has the way to stop it.
 */
class RecoveryNotifications(private val context: Context) {
    private val channel = Channel(context, CHANNEL, ID) { it.notificationChannelRecovery }

    /** Keeps the channel's name in the person's language. */
    suspend fun follow(states: Flow<PhoneState?>) = channel.follow(states)

    /** Shows a recovery, in place of an earlier notification of it. */
    fun show(effect: EffectKind.NotifyRecovery, labels: Labels) {
        val builder = channel.builder(effect.title, effect.body, labels)
            .setCategory(Notification.CATEGORY_STATUS)
            .setContentIntent(PendingIntent.getActivity(context, 0, appIntent(context), Channel.FLAGS))
        channel.show(effect.recovery, builder.build())
    }

    /** Takes a recovery's notification away. */
    fun withdraw(recovery: String) = channel.withdraw(recovery)

    companion object {
        internal const val CHANNEL = "recoveries"
        internal const val ID = 2
    }
}
