package app.kauth.android

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.graphics.drawable.Icon
import app.kauth.R
import app.kauth.core.Labels
import app.kauth.ui.model.PhoneState
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.map

/**
 * A kind of notifications that a person can silence by itself, named in their language; each notification is known by its tag. A
 * locked screen shows that there is one, not what it says.
 */
internal class Channel(
    private val context: Context,
    private val channel: String,
    private val number: Int,
    private val name: (Labels) -> String,
) {
    private val manager = context.getSystemService(NotificationManager::class.java)
    val icon: Icon = Icon.createWithResource(context, R.drawable.ic_request)

    /** Keeps the channel's name in the person's language. */
    suspend fun follow(states: Flow<PhoneState?>) {
        states.filterNotNull().map { it.labels }.distinctUntilChanged().collect(::make)
    }

    /** A notification of this kind; what a tap opens, how long it stays and its actions are the caller's. */
    fun builder(title: String, body: String, labels: Labels): Notification.Builder {
        make(labels)
        return Notification.Builder(context, channel)
            .setSmallIcon(icon)
            .setContentTitle(title)
            .setContentText(body)
            .setStyle(Notification.BigTextStyle().bigText(body))
            .setVisibility(Notification.VISIBILITY_PRIVATE)
            .setPublicVersion(Notification.Builder(context, channel).setSmallIcon(icon).setContentTitle(name(labels)).build())
    }

    /** Shows a notification, in place of an earlier one with this tag. */
    fun show(tag: String, notification: Notification) = manager.notify(tag, number, notification)

    /** Takes the notification with this tag away. */
    fun withdraw(tag: String) = manager.cancel(tag, number)

    private fun make(labels: Labels) {
        val made = NotificationChannel(channel, name(labels), NotificationManager.IMPORTANCE_HIGH)
        made.lockscreenVisibility = Notification.VISIBILITY_PRIVATE
        manager.createNotificationChannel(made)
    }

    companion object {
        /** Of the intents that a notification carries. */
        const val FLAGS = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
    }
}
