package app.kauth.android

import android.app.NotificationManager
import app.kauth.android.keys.FakeAndroidKeyStore
import app.kauth.core.App
import app.kauth.core.AppInterface
import app.kauth.core.Screen
import app.kauth.core.testing.Person
import kotlinx.coroutines.launch
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** The whole glue on the real core and the real server: a phone is linked, and answers from its notification. */
@RunWith(RobolectricTestRunner::class)
@Config(shadows = [ShadowPrompt::class])
class RealCoreTest {
    private lateinit var person: Person
    private lateinit var login: String
    private var core: App? = null

    @Before
    fun openReally() {
        ShadowPrompt.shown = null
        person = Person()
        person.does("set_policy", "policy" to "yes_no", "user_check" to false)
        login = person.signsUp()
        application.opener = { keys ->
            val config = coreConfig(application)
            App.open(config.copy(shell = config.shell.copy(loopbackHttp = true)), keys, AndroidClock(application)).also { core = it }
        }
    }

    @After
    fun close() {
        var ended = core == null
        core?.let { open -> application.home.scope.launch { open.shutdown() }.invokeOnCompletion { ended = true } }
        until("ended") { ended }
        person.close()
    }

    private fun send(command: suspend AppInterface.() -> Unit) = application.home.send(command)

    @Test
    fun `a2 c1 link, approve and deny from the notification`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        until("drawn") { activity.drawn?.state?.value != null }
        fun screen(): Screen = activity.drawn!!.state.value!!.view.screen

        send { scan(person.startsLink(login)) }
        until("asked to agree") { screen() is Screen.Agree }
        send { agree() }
        until("the prompt is shown") { ShadowPrompt.shown != null }
        FakeAndroidKeyStore.consent(FakeAndroidKeyStore.entries.keys.first { "approval" in it })
        ShadowPrompt.shown!!.succeed()
        until("the six digits") { screen() is Screen.LinkCode }
        assertTrue(person.typesDigits((screen() as Screen.LinkCode).v1.code) in setOf("confirmed", "active"))
        until("linked") { screen() is Screen.RecoveryCodes }
        send { savedRecoveryCodes() }
        until("saved") { screen() is Screen.Account }
        person.does("recovery_codes", "saved" to true)

        assertEquals("approved", answered(activity) { it.yes })
        assertEquals("true", person.text(person.does("finish", "remember" to false), "signed_in"))
        assertEquals("refused", answered(activity) { it.no })
    }

    /** Signs in on the web, presses an action of the notification that comes, and gives what the page says then. */
    private fun answered(activity: MainActivity, label: (app.kauth.core.Labels) -> String): String {
        val notifications = service(NotificationManager::class.java)
        person.does("sign_out")
        assertEquals("pending", person.text(person.signsIn(login), "state"))
        until("notified") { notifications.activeNotifications.isNotEmpty() }
        val notification = notifications.activeNotifications.single().notification
        val words = activity.drawn!!.state.value!!.labels
        notification.actions.single { it.title == label(words) }.actionIntent.send()
        until("withdrawn") { notifications.activeNotifications.isEmpty() }
        return person.text(person.does("waiting"), "state")
    }
}
