package app.kauth.core

import app.kauth.core.testing.Person
import app.kauth.core.testing.testConfig
import java.util.concurrent.atomic.AtomicReference
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder

/** A key store in another language that works, fails and throws. */
class KeyStoreTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val clock = object : Clock {
        override fun wallMs(): Long = System.currentTimeMillis()
        override fun monotonicMs(): ULong = (System.nanoTime() / 1_000_000).toULong()
        override fun bootId(): String = "test boot"
    }

    private suspend fun kindOf(command: suspend () -> Unit): ErrorKind? = try {
        command()
        null
    } catch (refused: CoreException.Refused) {
        refused.kind
    }

    private suspend fun open(keys: KeyStore) = App.open(testConfig(folder.root.toPath()), keys, clock)

    @Test
    fun `a store that throws is a store that failed`() = runBlocking {
        for (thrown in listOf(KeyStoreException.Failed(), IllegalStateException("secret of the shell"), OutOfMemoryError())) {
            val keys = object : JvmKeys() {
                override fun wrap(key: ByteArray): ByteArray = throw thrown
            }
            val refused = runCatching { open(keys) }.exceptionOrNull() as CoreException.Refused
            assertEquals(ErrorKind.KEY_STORE, refused.kind)
            assertTrue(refused.text, "secret" !in refused.text)
        }
        // Nothing was changed: the same folder opens with a store that works.
        val app = open(JvmKeys())
        app.shutdown()
    }

    @Test
    fun `a clock that throws is replaced by the machine's`() = runBlocking {
        val broken = object : Clock {
            override fun wallMs(): Long = error("no clock")
            override fun monotonicMs(): ULong = error("no clock")
            override fun bootId(): String = error("no clock")
        }
        val app = App.open(testConfig(folder.root.toPath()), JvmKeys(), broken)
        app.scan("otpauth://totp/A:b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        assertEquals(1, app.accounts().size)
        app.shutdown()
    }

    @Test
    fun `a link fails with the store's own error, and works once the store does`() = runBlocking {
        val trouble = AtomicReference<Throwable?>(null)
        val keys = object : JvmKeys() {
            override fun create(purpose: KeyPurpose, challenge: ByteArray?): CreatedKey {
                trouble.get()?.let { throw it }
                return super.create(purpose, challenge)
            }
        }
        Person().use { person ->
            person.signsUp()
            val link = person.startsLink()
            val app = open(keys)
            for (thrown in listOf(KeyStoreException.Failed(), RuntimeException("no"))) {
                trouble.set(thrown)
                app.scan(link)
                assertEquals(ErrorKind.KEY_STORE, kindOf { app.agree() })
                assertTrue(keys.list().isEmpty())
            }
            trouble.set(null)
            app.back()
            app.scan(link)
            app.agree()
            // The approval key's proof asks the person.
            val update = app.next(0uL)
            val asked = update.effects.map { it.kind }.filterIsInstance<EffectKind.SignatureNeeded>().single()
            app.signed(asked.op, SignatureResult.Signed(keys.signPrompted(asked.key, asked.bytes)))
            val screen = app.next(0uL).view.screen
            assertTrue("$screen", screen is Screen.LinkCode)
            app.shutdown()
        }
    }

    @Test
    fun `a vault whose store lost its key is refused, not emptied`() = runBlocking {
        val app = open(JvmKeys())
        app.scan("otpauth://totp/A:b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        app.shutdown()
        assertEquals(ErrorKind.VAULT_KEY, kindOf { open(JvmKeys()) })
    }
}
