package app.kauth.android.push

import android.content.ComponentName
import android.content.Intent
import android.content.IntentFilter
import app.kauth.android.Command
import app.kauth.android.application
import app.kauth.android.opened
import app.kauth.android.pass
import app.kauth.android.until
import app.kauth.core.EffectKind
import app.kauth.core.Screen
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** UnifiedPush AND_3: what goes to a distributor, and what comes from one. */
@RunWith(RobolectricTestRunner::class)
class PushTest {
    private val core get() = application.core
    private val registrations get() = Registrations(application)
    private val instance = "https://id.example"

    private fun install(distributor: String) {
        val packages = shadowOf(application.packageManager)
        val receiver = ComponentName(distributor, "$distributor.Receiver")
        packages.addReceiverIfNotPresent(receiver)
        packages.addIntentFilterForReceiver(receiver, IntentFilter(Distributors.REGISTER))
    }

    private fun sent(action: String): List<Intent> = shadowOf(application).broadcastIntents.filter { it.action == action }

    private fun registered(vapidKey: String? = "key"): String {
        install("org.distributor")
        opened()
        val effect = core.ask(EffectKind.RegisterPush(instance, vapidKey))
        until("done") { !core.waitsFor(effect) }
        return registrations.of(instance)!!.token
    }

    private fun heard(action: String, token: String, vararg extras: Pair<String, String>) {
        val intent = Intent(action).setPackage(application.packageName).putExtra("token", token)
        extras.forEach { (name, value) -> intent.putExtra(name, value) }
        application.sendBroadcast(intent)
        pass(100)
    }

    @Test
    fun `a registration says what the specification wants`() {
        val token = registered()
        val intent = sent(Distributors.REGISTER).single()
        assertEquals("org.distributor", intent.`package`)
        assertEquals(token, intent.getStringExtra("token"))
        assertEquals("key", intent.getStringExtra("vapid"))
        assertEquals(36, token.length)
        val options = shadowOf(application).getBroadcastOptions(intent)
        assertNotNull("the identity is shared", options)
        assertFalse("as the system does from 34 on, not by an intent of ours", intent.hasExtra("pi"))
    }

    @Test
    fun `an endpoint goes to the core, and is acknowledged`() {
        val token = registered()
        heard(PushReceiver.NEW_ENDPOINT, token, "endpoint" to "https://push.example/abc", "id" to "m1")
        until("told") { Command("pushEndpoint", listOf(instance, "https://push.example/abc")) in core.commands }
        val ack = sent(Distributors.MESSAGE_ACK).single()
        assertEquals(token, ack.getStringExtra("token"))
        assertEquals("m1", ack.getStringExtra("id"))
        assertEquals("org.distributor", ack.`package`)
    }

    @Test
    fun `a message is a hint to fetch, and is not read`() {
        val token = registered()
        val before = core.count("woken")
        heard(PushReceiver.MESSAGE, token, "id" to "m2", "message" to "kauth://link?v=1")
        until("woken") { core.count("woken") == before + 1 }
        assertEquals(1, sent(Distributors.MESSAGE_ACK).size)
        assertEquals(0, core.count("scan"))
    }

    @Test
    fun `a message opens a core that was dead`() {
        registrations.keep(Registration(instance, "t", null, endpoint = true))
        core.show(core.view<Screen.Accounts>())
        heard(PushReceiver.MESSAGE, "t")
        until("woken") { core.count("woken") == 1 }
        assertEquals(1, application.opened)
    }

    @Test
    fun `who does not know the token is not heard`() {
        registered()
        heard(PushReceiver.MESSAGE, "guessed")
        heard(PushReceiver.NEW_ENDPOINT, "guessed", "endpoint" to "https://evil.example/")
        heard(PushReceiver.UNREGISTERED, "guessed")
        application.sendBroadcast(Intent(PushReceiver.MESSAGE).setPackage(application.packageName))
        pass(1_000)
        assertEquals(0, core.count("woken"))
        assertEquals(0, core.count("pushEndpoint"))
        assertNotNull(registrations.of(instance))
    }

    @Test
    fun `an end is told, and its token is worth nothing any more`() {
        val token = registered()
        heard(PushReceiver.UNREGISTERED, token)
        until("told") { Command("pushEndpoint", listOf(instance, null)) in core.commands }
        heard(PushReceiver.MESSAGE, token)
        assertEquals(0, core.count("woken"))
    }

    @Test
    fun `a failed registration changes its token, one that stands does not`() {
        val token = registered()
        heard(PushReceiver.REGISTRATION_FAILED, token, "reason" to "NETWORK")
        val second = registrations.of(instance)!!.token
        assertNotEquals(token, second)
        heard(PushReceiver.NEW_ENDPOINT, second, "endpoint" to "https://push.example/abc")
        heard(PushReceiver.REGISTRATION_FAILED, second, "reason" to "INTERNAL_ERROR")
        assertEquals(second, registrations.of(instance)!!.token)
    }

    @Test
    fun `another server's key is another registration, the same one is not`() {
        val token = registered("key")
        val again = core.ask(EffectKind.RegisterPush(instance, "key"))
        until("done") { !core.waitsFor(again) }
        assertEquals(token, registrations.of(instance)!!.token)
        val other = core.ask(EffectKind.RegisterPush(instance, "another"))
        until("done") { !core.waitsFor(other) }
        assertNotEquals(token, registrations.of(instance)!!.token)
        assertEquals(token, sent(Distributors.UNREGISTER).single().getStringExtra("token"))
    }

    @Test
    fun `each start says again what is registered`() {
        install("org.distributor")
        registrations.distributor = "org.distributor"
        registrations.keep(Registration(instance, "t", "key", endpoint = true))
        opened()
        until("said") { sent(Distributors.REGISTER).size == 1 }
        assertEquals("t", sent(Distributors.REGISTER).single().getStringExtra("token"))
    }

    @Test
    fun `a distributor that is gone is given up`() {
        registrations.distributor = "org.gone"
        registrations.keep(Registration(instance, "t", "key", endpoint = true))
        opened()
        until("told") { Command("pushEndpoint", listOf(instance, null)) in core.commands }
        assertEquals(emptyList<Registration>(), registrations.all())
    }

    @Test
    fun `of several the person chooses, once`() {
        install("org.one")
        install("org.two")
        val activity = opened().get()
        core.ask(EffectKind.RegisterPush(instance, null))
        until("asked") { shadowOf(activity).peekNextStartedActivityForResult() != null }
        assertEquals("unifiedpush://link", shadowOf(activity).peekNextStartedActivityForResult().intent.dataString)
        assertTrue(sent(Distributors.REGISTER).isEmpty())
    }

    @Test
    fun `a distributor may raise the app`() {
        val service = Robolectric.setupService(RaiseToForegroundService::class.java)
        assertNotNull(service.onBind(Intent()))
        val action = Intent("org.unifiedpush.android.connector.RAISE_TO_FOREGROUND").setPackage(application.packageName)
        assertEquals(RaiseToForegroundService::class.java.name, application.packageManager.resolveService(action, 0)!!.serviceInfo.name)
    }
}
