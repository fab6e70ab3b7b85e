package app.kauth.android

import android.app.Notification
import android.app.NotificationManager
import app.kauth.core.EffectKind
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

@RunWith(RobolectricTestRunner::class)
class RecoveryNotificationsTest {
    private val core get() = application.core
    private val manager = service(NotificationManager::class.java)

    private fun shown(recovery: String): Notification? = shadowOf(manager).getNotification(recovery, RecoveryNotifications.ID)

    private fun notified(recovery: String = "r1", body: String = "Somebody wants back into anna@example.org."): Notification {
        application.home.send { }
        done(EffectKind.NotifyRecovery(recovery, "Your account at example.org", body))
        return shown(recovery)!!
    }

    private fun done(effect: EffectKind) {
        val id = core.ask(effect)
        until("done") { !core.waitsFor(id) }
    }

    @Test
    fun `g2 it says the whole and leads into the app`() {
        val notification = notified()
        assertEquals("Your account at example.org", notification.extras.getString(Notification.EXTRA_TITLE))
        assertEquals("Somebody wants back into anna@example.org.", notification.extras.getString(Notification.EXTRA_BIG_TEXT))
        notification.contentIntent.send()
        assertEquals(appIntent(application).component, shadowOf(application).nextStartedActivity.component)
    }

    @Test
    fun `a locked screen does not say whose account`() {
        val notification = notified()
        assertEquals(Notification.VISIBILITY_PRIVATE, notification.visibility)
        val public = notification.publicVersion
        assertEquals(core.words.notificationChannelRecovery, public.extras.getString(Notification.EXTRA_TITLE))
        assertNull(public.extras.getString(Notification.EXTRA_TEXT))
    }

    @Test
    fun `its outcome takes its place, and each is taken away alone`() {
        notified("a")
        notified("b")
        notified("a", "It was stopped.")
        assertEquals("It was stopped.", shown("a")!!.extras.getString(Notification.EXTRA_TEXT))
        done(EffectKind.WithdrawRecoveryNotification("a"))
        assertNull(shown("a"))
        assertEquals(1, shadowOf(manager).size())
    }

    @Test
    fun `requests can be silenced without these`() {
        notified()
        val channel = manager.getNotificationChannel(RecoveryNotifications.CHANNEL)
        assertEquals(core.words.notificationChannelRecovery, channel.name)
        assertEquals(NotificationManager.IMPORTANCE_HIGH, channel.importance)
        assertEquals(false, channel.id == Notifications.CHANNEL)
    }
}
