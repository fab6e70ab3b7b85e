package app.kauth.android

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.graphics.drawable.Icon
import android.os.Build
import app.kauth.R
import app.kauth.core.Decision
import app.kauth.core.EffectKind
import app.kauth.core.Labels
import app.kauth.ui.model.PhoneState
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.map

/**
 * A request as a notification, one each. *No* and *This was not me* work from the lock screen; *Yes* wants the device
 * unlocked, which the system sees to from Android 12 on: before, the app is opened instead. A locked screen shows that
 * something asks, not who.
 */
class Notifications(private val context: Context) {
    private val manager = context.getSystemService(NotificationManager::class.java)
    private val icon = Icon.createWithResource(context, R.drawable.ic_request)

    /** Keeps the channel's name in the person's language. */
    suspend fun follow(states: Flow<PhoneState?>) {
        states.filterNotNull().map { it.labels }.distinctUntilChanged().collect(::makeChannel)
    }

    /** Shows a request, in place of an earlier notification of it. */
    fun show(effect: EffectKind.Notify, labels: Labels) {
        makeChannel(labels)
        val request = effect.request
        val builder = Notification.Builder(context, CHANNEL)
            .setSmallIcon(icon)
            .setCategory(Notification.CATEGORY_MESSAGE)
            .setContentTitle(effect.title)
            .setContentText(effect.body)
            .setStyle(Notification.BigTextStyle().bigText(effect.body))
            .setContentIntent(opening(request))
            .setTimeoutAfter(effect.endsInMs.toLong())
            .setOnlyAlertOnce(true)
            .setVisibility(Notification.VISIBILITY_PRIVATE)
            .setPublicVersion(Notification.Builder(context, CHANNEL).setSmallIcon(icon).setContentTitle(labels.notificationChannel).build())
        if (effect.canApprove && Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
            val yes = Notification.Action.Builder(icon, labels.yes, answering(request, Decision.APPROVE))
            builder.addAction(yes.setAuthenticationRequired(true).build())
        } else {
            builder.addAction(action(labels.openToAnswer, opening(request)))
        }
        if (effect.canDeny) {
            builder.addAction(action(labels.no, answering(request, Decision.DENY)))
            builder.addAction(action(labels.notMe, answering(request, Decision.REPORT)))
        }
        manager.notify(request, ID, builder.build())
    }

    /** Takes a request's notification away. */
    fun withdraw(request: String) = manager.cancel(request, ID)

    private fun makeChannel(labels: Labels) {
        val channel = NotificationChannel(CHANNEL, labels.notificationChannel, NotificationManager.IMPORTANCE_HIGH)
        channel.lockscreenVisibility = Notification.VISIBILITY_PRIVATE
        manager.createNotificationChannel(channel)
    }

    private fun action(label: String, intent: PendingIntent) = Notification.Action.Builder(icon, label, intent).build()

    private fun answering(request: String, decision: Decision): PendingIntent =
        PendingIntent.getBroadcast(context, request.hashCode(), AnswerReceiver.intent(context, request, decision), FLAGS)

    private fun opening(request: String): PendingIntent {
        val intent = appIntent(context).setAction(SHOW).putExtra(REQUEST, request)
        return PendingIntent.getActivity(context, request.hashCode(), intent, FLAGS)
    }

    companion object {
        /** Of an intent that opens a request in the app. */
        const val SHOW = "app.kauth.SHOW_REQUEST"
        const val REQUEST = "app.kauth.REQUEST"
        internal const val CHANNEL = "requests"
        internal const val ID = 1
        private const val FLAGS = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
    }
}

/** Opens the app; by name, because the activity is compiled apart (`src/compose`). */
internal fun appIntent(context: Context): Intent = Intent().setClassName(context, "app.kauth.android.MainActivity")
