package app.kauth.android

import android.app.Activity
import android.content.ClipData
import android.content.ClipDescription
import android.content.ClipboardManager
import android.content.Intent
import android.net.Uri
import android.os.Vibrator
import android.provider.Settings
import app.kauth.core.EffectKind
import app.kauth.core.SettingsPage
import app.kauth.core.Vibration
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.OutputStream
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** What the core asks of the shell, one by one. */
@RunWith(RobolectricTestRunner::class)
class ShellTest {
    private val core get() = application.core
    private val clipboard = service(ClipboardManager::class.java)

    private fun clip(): String? = clipboard.primaryClip?.getItemAt(0)?.text?.toString()

    private fun done(kind: EffectKind) {
        val effect = core.ask(kind)
        until("done") { !core.waitsFor(effect) }
    }

    @Test
    fun `a sensitive text is marked, and taken back after its time`() {
        opened()
        done(EffectKind.Copy("123456", sensitive = true, clearAfterMs = 30_000uL))
        assertEquals("123456", clip())
        assertTrue(clipboard.primaryClip!!.description.extras.getBoolean(ClipDescription.EXTRA_IS_SENSITIVE))
        pass(29_999)
        assertEquals("123456", clip())
        pass(1)
        assertEquals(null, clip())
    }

    @Test
    fun `what somebody else copied meanwhile stays`() {
        opened()
        done(EffectKind.Copy("123456", sensitive = true, clearAfterMs = 30_000uL))
        clipboard.setPrimaryClip(ClipData.newPlainText(null, "a poem"))
        pass(60_000)
        assertEquals("a poem", clip())
    }

    @Test
    fun `a newer copy has its own time`() {
        opened()
        done(EffectKind.Copy("123456", sensitive = true, clearAfterMs = 30_000uL))
        pass(20_000)
        done(EffectKind.Copy("123456", sensitive = true, clearAfterMs = 30_000uL))
        pass(20_000)
        assertEquals("123456", clip())
        pass(10_000)
        assertEquals(null, clip())
    }

    @Test
    fun `an app that is away takes it back on its return`() {
        val controller = opened()
        done(EffectKind.Copy("123456", sensitive = true, clearAfterMs = 30_000uL))
        controller.pause().stop()
        pass(40_000)
        assertEquals("123456", clip())
        controller.restart().start().resume()
        pass(0)
        assertEquals(null, clip())
    }

    @Test
    fun `plain texts are neither marked nor taken back`() {
        opened()
        done(EffectKind.Copy("diagnostics", sensitive = false, clearAfterMs = null))
        assertEquals(null, clipboard.primaryClip!!.description.extras)
        pass(3_600_000)
        assertEquals("diagnostics", clip())
    }

    private fun saving(to: OutputStream): Pair<Activity, ULong> {
        val activity = opened().get()
        shadowOf(application.contentResolver).registerOutputStream(PLACE, to)
        val effect = core.ask(EffectKind.SaveText("codes.txt", "1-AAAA\n2-BBBB"))
        until("asked where") { shadowOf(activity).peekNextStartedActivityForResult() != null }
        return activity to effect
    }

    @Test
    fun `a text is saved where the person says`() {
        val file = ByteArrayOutputStream()
        val (activity, effect) = saving(file)
        val asked = shadowOf(activity).peekNextStartedActivityForResult().intent
        assertEquals(Intent.ACTION_CREATE_DOCUMENT, asked.action)
        assertEquals("codes.txt", asked.getStringExtra(Intent.EXTRA_TITLE))
        assertEquals("text/plain", asked.type)
        assertTrue(core.waitsFor(effect))
        shadowOf(activity).receiveResult(asked, Activity.RESULT_OK, Intent().setData(PLACE))
        until("saved") { !core.waitsFor(effect) }
        assertEquals("1-AAAA\n2-BBBB", file.toString())
    }

    @Test
    fun `who leaves the dialogue saves nothing`() {
        val file = ByteArrayOutputStream()
        val (activity, effect) = saving(file)
        val asked = shadowOf(activity).peekNextStartedActivityForResult().intent
        shadowOf(activity).receiveResult(asked, Activity.RESULT_CANCELED, null)
        until("done") { !core.waitsFor(effect) }
        assertEquals(0, file.size())
    }

    @Test
    fun `the answer finds its way after the phone was turned`() {
        val file = ByteArrayOutputStream()
        val (activity, effect) = saving(file)
        val code = shadowOf(activity).peekNextStartedActivityForResult().requestCode
        val turned = opened().get()
        turned.callOnActivityResult(code, Activity.RESULT_OK, Intent().setData(PLACE))
        until("saved") { !core.waitsFor(effect) }
        assertEquals("1-AAAA\n2-BBBB", file.toString())
    }

    @Test
    fun `a file that cannot be written does not stop the shell`() {
        val full = object : OutputStream() {
            override fun write(byte: Int) = throw IOException("full")
        }
        val (activity, effect) = saving(full)
        val asked = shadowOf(activity).peekNextStartedActivityForResult().intent
        shadowOf(activity).receiveResult(asked, Activity.RESULT_OK, Intent().setData(PLACE))
        until("done") { !core.waitsFor(effect) }
        assertEquals(listOf(effect), core.last("failed"))
        done(EffectKind.Vibrate(Vibration.FAILED))
    }

    @Test
    fun `the sign-in page opens in the browser`() {
        opened()
        done(EffectKind.OpenUrl("https://id.example/authorize?x=1"))
        val started = shadowOf(application).nextStartedActivity
        assertEquals(Intent.ACTION_VIEW, started.action)
        assertEquals("https://id.example/authorize?x=1", started.dataString)
    }

    @Test
    fun `the system's settings of this app open`() {
        opened()
        done(EffectKind.OpenSystemSettings(SettingsPage.APP))
        val started = shadowOf(application).nextStartedActivity
        assertEquals(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, started.action)
        assertEquals("package:app.kauth", started.dataString)
        done(EffectKind.OpenSystemSettings(SettingsPage.NOTIFICATIONS))
        val notifications = shadowOf(application).nextStartedActivity
        assertEquals(Settings.ACTION_APP_NOTIFICATION_SETTINGS, notifications.action)
        assertEquals("app.kauth", notifications.getStringExtra(Settings.EXTRA_APP_PACKAGE))
        done(EffectKind.OpenSystemSettings(SettingsPage.SCREEN_LOCK))
        assertEquals(Settings.ACTION_SECURITY_SETTINGS, shadowOf(application).nextStartedActivity.action)
        done(EffectKind.OpenSystemSettings(SettingsPage.BATTERY))
        assertEquals(Settings.ACTION_IGNORE_BATTERY_OPTIMIZATION_SETTINGS, shadowOf(application).nextStartedActivity.action)
        assertEquals(0, core.count("failed"))
    }

    @Test
    fun `a device without a browser is said`() {
        opened()
        shadowOf(application).checkActivities(true)
        done(EffectKind.OpenUrl("https://id.example/authorize?x=1"))
        assertEquals(1, core.count("failed"))
    }

    @Test
    fun `back to the browser, the app steps behind it`() {
        opened()
        done(EffectKind.ReturnToBrowser)
        // Robolectric keeps no stack of tasks: that nothing else is started and the app stays is all there is to see.
        assertEquals(null, shadowOf(application).nextStartedActivity)
    }

    @Test
    fun `the phone makes itself felt`() {
        opened()
        val vibrator = shadowOf(service(Vibrator::class.java))
        done(EffectKind.Vibrate(Vibration.FAILED))
        assertEquals(listOf(0L, 60L, 90L, 60L), vibrator.pattern.toList())
    }

    @Test
    fun `nothing that wants a screen stops the others`() {
        application.home.send { }
        done(EffectKind.Speak("A request came in"))
        done(EffectKind.ReturnToBrowser)
        assertFalse(core.commands.isEmpty() && application.opened == 0)
    }

    @Test
    fun `a picture or a file is chosen and read`() {
        val activity = opened().get()
        shadowOf(application.contentResolver).registerInputStream(PLACE, "a picture".byteInputStream())
        var read: String? = null
        Pictures(activity, application.home).pick { read = String(it) }
        until("asked which") { shadowOf(activity).peekNextStartedActivityForResult() != null }
        val asked = shadowOf(activity).peekNextStartedActivityForResult().intent
        assertEquals("*/*", asked.type)
        shadowOf(activity).receiveResult(asked, Activity.RESULT_OK, Intent().setData(PLACE))
        until("read") { read != null }
        assertEquals("a picture", read)
    }

    @Test
    fun `who switched animations off is heard`() {
        assertFalse(reducesMotion(application))
        Settings.Global.putFloat(application.contentResolver, Settings.Global.ANIMATOR_DURATION_SCALE, 0f)
        assertTrue(reducesMotion(application))
    }

    private companion object {
        val PLACE: Uri = Uri.parse("content://documents/1")
    }
}

private fun Activity.callOnActivityResult(code: Int, result: Int, data: Intent?) {
    val method = Activity::class.java.getDeclaredMethod("onActivityResult", Int::class.java, Int::class.java, Intent::class.java)
    method.isAccessible = true
    method.invoke(this, code, result, data)
}
