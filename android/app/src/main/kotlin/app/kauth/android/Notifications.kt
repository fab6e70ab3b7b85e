package app.kauth.android

import android.app.Notification
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.os.Build
import app.kauth.core.Decision
import app.kauth.core.EffectKind
import app.kauth.core.Labels
import app.kauth.ui.model.PhoneState
import kotlinx.coroutines.flow.Flow

/**
 * A request as a notification, one each. *No* and *This was not me* work from the lock screen; *Yes* wants the device
 * unlocked, which the system sees to from Android 12 on: before, the app is opened instead.
 */
class Notifications(private val context: Context) {
    private val channel = Channel(context, CHANNEL, ID) { it.notificationChannel }
    private val icon = channel.icon

    /** Keeps the channel's name in the person's language. */
    suspend fun follow(states: Flow<PhoneState?>) = channel.follow(states)

    /** Shows a request, in place of an earlier notification of it. */
    fun show(effect: EffectKind.Notify, labels: Labels) {
        val request = effect.request
        val builder = channel.builder(effect.title, effect.body, labels)
            .setCategory(Notification.CATEGORY_MESSAGE)
            .setContentIntent(opening(request))
            .setTimeoutAfter(effect.endsInMs.toLong())
            .setOnlyAlertOnce(true)
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
        channel.show(request, builder.build())
    }

    /** Takes a request's notification away. */
    fun withdraw(request: String) = channel.withdraw(request)

    private fun action(label: String, intent: PendingIntent) = Notification.Action.Builder(icon, label, intent).build()

    private fun answering(request: String, decision: Decision): PendingIntent =
        PendingIntent.getBroadcast(context, request.hashCode(), AnswerReceiver.intent(context, request, decision), Channel.FLAGS)

    private fun opening(request: String): PendingIntent {
        val intent = appIntent(context).setAction(SHOW).putExtra(REQUEST, request)
        return PendingIntent.getActivity(context, request.hashCode(), intent, Channel.FLAGS)
    }

    companion object {
        /** Of an intent that opens a request in the app. */
        const val SHOW = "app.kauth.SHOW_REQUEST"
        const val REQUEST = "app.kauth.REQUEST"
        internal const val CHANNEL = "requests"
        internal const val ID = 1
    }
}

/** Opens the app; by name, because the activity is compiled apart (`src/compose`). */
internal fun appIntent(context: Context): Intent = Intent().setClassName(context, "app.kauth.android.MainActivity")
