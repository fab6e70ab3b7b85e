package app.kauth.android

import android.app.KeyguardManager
import android.app.Notification
import android.app.NotificationManager
import app.kauth.core.Decision
import app.kauth.core.EffectKind
import app.kauth.core.Screen
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

@RunWith(RobolectricTestRunner::class)
class NotificationsTest {
    private val core get() = application.core
    private val manager = service(NotificationManager::class.java)

    private fun shown(request: String): Notification? = shadowOf(manager).getNotification(request, Notifications.ID)

    /** The core asks for a notification in a process that runs. */
    private fun notified(canApprove: Boolean = true, request: String = "r1"): Notification {
        application.home.send { }
        val effect = core.ask(
            EffectKind.Notify(request, "Is this you?", "anna@example.org", canApprove, canDeny = true, endsInMs = 90_000uL),
        )
        until("done") { !core.waitsFor(effect) }
        return shown(request)!!
    }

    private fun Notification.press(label: String) = actions.single { it.title == label }.actionIntent.send()

    @Test
    fun `what the policy allows can be answered in place`() {
        val notification = notified()
        val words = core.words
        assertEquals(listOf(words.yes, words.no, words.notMe), notification.actions.map { it.title.toString() })
        assertTrue("yes wants the device unlocked", notification.actions[0].isAuthenticationRequired)
        assertFalse("no works on a locked one", notification.actions[1].isAuthenticationRequired)
        assertFalse(notification.actions[2].isAuthenticationRequired)
        assertEquals("Is this you?", notification.extras.getString(Notification.EXTRA_TITLE))
        assertEquals(90_000, notification.timeoutAfter)
    }

    @Test
    fun `an answer reaches the core`() {
        for ((label, decision) in listOf(
            core.words.yes to Decision.APPROVE,
            core.words.no to Decision.DENY,
            core.words.notMe to Decision.REPORT,
        )) {
            notified(request = "r-$label").press(label)
            until(label) { core.commands.any { it.name == "answer" && it.arguments == listOf("r-$label", decision, null) } }
        }
        assertEquals(3, core.count("answer"))
    }

    @Test
    fun `what needs the app leads to it`() {
        val notification = notified(canApprove = false)
        val words = core.words
        assertEquals(listOf(words.openToAnswer, words.no, words.notMe), notification.actions.map { it.title.toString() })
        notification.press(words.openToAnswer)
        val started = shadowOf(application).nextStartedActivity
        assertEquals(Notifications.SHOW, started.action)
        assertEquals("r1", started.getStringExtra(Notifications.REQUEST))
        assertEquals(0, core.count("answer"))
    }

    @Test
    fun `a yes from elsewhere is nothing on a locked device, a no is`() {
        shadowOf(service(KeyguardManager::class.java)).setIsDeviceLocked(true)
        val notification = notified()
        notification.press(core.words.yes)
        notification.press(core.words.no)
        until("denied") { core.count("answer") == 1 }
        assertEquals(listOf("r1", Decision.DENY, null), core.last("answer"))
    }

    @Test
    fun `the process was dead, and the answer still arrives`() {
        assertEquals(0, application.opened)
        core.show(core.view<Screen.Accounts>())
        application.sendBroadcast(AnswerReceiver.intent(application, "r9", Decision.DENY))
        until("answered") { core.count("answer") == 1 }
        assertEquals(1, application.opened)
        assertEquals(listOf("r9", Decision.DENY, null), core.last("answer"))
    }

    @Test
    fun `a locked screen does not say who is asked`() {
        val notification = notified()
        assertEquals(Notification.VISIBILITY_PRIVATE, notification.visibility)
        val public = notification.publicVersion
        assertEquals(core.words.notificationChannel, public.extras.getString(Notification.EXTRA_TITLE))
        assertNull(public.extras.getString(Notification.EXTRA_TEXT))
        assertNull(public.actions)
    }

    @Test
    fun `each request has its own, and loses it`() {
        notified(request = "a")
        notified(request = "b")
        val effect = core.ask(EffectKind.WithdrawNotification("a"))
        until("withdrawn") { !core.waitsFor(effect) }
        assertNull(shown("a"))
        assertEquals("Is this you?", shown("b")!!.extras.getString(Notification.EXTRA_TITLE))
    }

    @Test
    fun `the channel is called as the core calls it`() {
        notified()
        val channel = manager.getNotificationChannel(Notifications.CHANNEL)
        assertEquals(core.words.notificationChannel, channel.name)
        assertEquals(NotificationManager.IMPORTANCE_HIGH, channel.importance)
    }
}
