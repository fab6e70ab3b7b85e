package app.kauth.android

import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.view.ViewGroup
import android.view.WindowInsetsController
import android.view.WindowManager
import android.widget.Button
import android.widget.TextView
import app.kauth.core.CoreException
import app.kauth.core.Destination
import app.kauth.core.ErrorKind
import app.kauth.core.Screen
import app.kauth.core.Theme
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class WindowTest {
    private val core get() = application.core

    private fun link(text: String) =
        Intent(Intent.ACTION_VIEW, Uri.parse(text)).addCategory(Intent.CATEGORY_BROWSABLE).setPackage(application.packageName)

    private fun resolved(text: String) = application.packageManager.resolveActivity(link(text), 0)?.activityInfo?.name

    private fun start(intent: Intent, state: Bundle? = null) =
        Robolectric.buildActivity(MainActivity::class.java, intent).also { if (state == null) it.setup() else it.setup(state) }

    @Test
    fun `links of the scheme and of the build's own host lead here`() {
        val main = MainActivity::class.java.name
        assertEquals(main, resolved("kauth://link?v=1&u=x"))
        assertEquals(main, resolved("kauth://oauth?code=1"))
        assertEquals(main, resolved("https://kauth.example/link#v=1&t=x"))
        assertEquals(null, resolved("https://kauth.example/sign-in"))
        assertEquals(null, resolved("https://other.example/link"))
        assertEquals(null, resolved("http://kauth.example/link"))
    }

    @Test
    fun `a link goes to the core as it is`() {
        start(link("kauth://link?v=1&u=https%3A%2F%2Fa"))
        until("handed on") { core.count("opened") == 1 }
        assertEquals(listOf("kauth://link?v=1&u=https%3A%2F%2Fa"), core.last("opened"))
    }

    @Test
    fun `the sign-in page's answer goes where it belongs`() {
        start(link("kauth://oauth?code=1&state=2"))
        until("handed on") { core.count("opened") == 1 }
        assertEquals(listOf("kauth://oauth?code=1&state=2"), core.last("opened"))
    }

    @Test
    fun `a second link comes to the same activity`() {
        val controller = opened()
        controller.newIntent(link("kauth://open?v=1&u=x"))
        until("handed on") { core.count("opened") == 1 }
    }

    @Test
    fun `a request's notification opens it`() {
        start(appIntent(application).setAction(Notifications.SHOW).putExtra(Notifications.REQUEST, "r1"))
        until("shown") { core.count("show") == 1 }
        assertEquals(listOf(Destination.Request("r1")), core.last("show"))
    }

    @Test
    fun `a link is taken once, whatever becomes of the activity`() {
        val intent = link("kauth://link?v=1")
        val controller = start(intent)
        until("handed on") { core.count("opened") == 1 }
        controller.recreate()
        pass(1_000)
        // The process died, and the system brings the activity back with the old intent.
        start(intent, Bundle())
        pass(1_000)
        // It was closed, and is opened from the list of recent apps.
        start(Intent(intent).addFlags(Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY))
        pass(1_000)
        assertEquals(1, core.count("opened"))
    }

    @Test
    fun `turning the phone neither opens a second core nor ends the poll`() {
        val controller = opened()
        until("resumed") { core.count("resumed") == 1 }
        val before = controller.get()
        val phone = before.drawn
        controller.recreate()
        until("drawn anew") { controller.get().drawn != null }
        assertTrue(controller.get() !== before)
        assertSame(phone, controller.get().drawn)
        assertEquals(1, application.opened)
        assertEquals(0, core.count("paused"))
        assertEquals(1, core.count("resumed"))
    }

    @Test
    fun `long polls run while the app is visible`() {
        val controller = opened()
        until("resumed") { core.count("resumed") == 1 }
        controller.pause()
        pass(1_000)
        assertEquals("a prompt lies over it", 0, core.count("paused"))
        controller.stop()
        until("paused") { core.count("paused") == 1 }
        controller.restart().start().resume()
        until("resumed again") { core.count("resumed") == 2 }
        val names = core.commands.map { it.name }
        assertTrue("what changed is told before", names.lastIndexOf("screenLock") < names.lastIndexOf("resumed"))
    }

    @Test
    fun `the window is secure on every screen`() {
        val flags = opened().get().window.attributes.flags
        assertTrue(flags and WindowManager.LayoutParams.FLAG_SECURE != 0)
    }

    @Test
    fun `the bars' icons follow the app's theme`() {
        val controller = opened()
        val dark = WindowInsetsController.APPEARANCE_LIGHT_STATUS_BARS
        fun isDark() = controller.get().window.insetsController!!.systemBarsAppearance and dark != 0
        core.show(core.view<Screen.Accounts>().copy(theme = Theme.LIGHT))
        until("dark icons") { isDark() }
        core.show(core.view<Screen.Accounts>().copy(theme = Theme.DARK))
        until("light icons") { !isDark() }
    }

    @Test
    fun `what a core that cannot be opened says is on the screen`() {
        application.opener = { throw CoreException.Refused(ErrorKind.VAULT_DAMAGED, "The store is damaged.", null) }
        val controller = Robolectric.buildActivity(MainActivity::class.java).setup()
        fun page() = controller.get().findViewById<ViewGroup>(android.R.id.content).getChildAt(0) as? ViewGroup
        until("explained") { page() != null }
        assertEquals("The store is damaged.", (page()!!.getChildAt(0) as TextView).text)
        assertEquals(null, controller.get().drawn)

        application.opener = { core }
        core.show(core.view<Screen.Start>())
        val again = page()!!.getChildAt(1) as Button
        assertEquals("Try again", again.text)
        again.performClick()
        until("opened by the next try") { controller.get().drawn != null }
        assertNotNull(controller.get().drawn)
        assertFalse(controller.get().isFinishing)
    }
}
