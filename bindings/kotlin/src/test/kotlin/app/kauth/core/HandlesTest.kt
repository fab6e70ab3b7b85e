package app.kauth.core

import app.kauth.core.testing.OpenPhone
import app.kauth.core.testing.Person
import com.sun.jna.Function
import com.sun.jna.Structure
import java.io.File
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder

/** What the boundary must not lose or leak: cancelled readers, a shutdown in the middle, thousands of handles. */
class HandlesTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun uri(name: String) = "otpauth://totp/A:$name?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    @Test
    fun `a cancelled reader loses nothing`() = runBlocking {
        val phone = OpenPhone.open(folder.root.toPath())
        val app = phone.app
        var revision = app.next(0uL).revision
        repeat(100) { round ->
            val reader = launch { app.next(revision) }
            yield()
            reader.cancel()
            app.scan(uri("account$round"))
            val update = app.next(revision)
            assertTrue(update.revision > revision)
            revision = update.revision
        }
        assertEquals(100, app.accounts().size)
        phone.close()
    }

    @Test
    fun `a cancelled command is carried out or not, never half`() = runBlocking {
        val phone = OpenPhone.open(folder.root.toPath())
        repeat(100) { round ->
            val command = launch { phone.app.scan(uri("account$round")) }
            if (round % 2 == 0) yield()
            command.cancel()
            command.join()
        }
        // The list can be read, and every account on it makes codes.
        assertTrue(phone.app.accounts().all { it.code != null })
        phone.close()
    }

    @Test
    fun `shutdown in the middle of a poll ends every reader within its two seconds`() = runBlocking {
        Person().use { person ->
            val phone = OpenPhone.linked(folder.root.toPath(), person, person.signsUp())
            val revision = phone.app.next(0uL).revision
            val readers = List(50) {
                async {
                    try {
                        var seen = revision
                        while (true) seen = phone.app.next(seen).revision
                        @Suppress("UNREACHABLE_CODE")
                        null
                    } catch (refused: CoreException.Refused) {
                        refused.kind
                    }
                }
            }
            repeat(5) { yield() }
            phone.app.shutdown()
            for (reader in readers) assertEquals(ErrorKind.STOPPED, reader.await())
            // A second one, and commands after it, answer at once.
            phone.app.shutdown()
            val late = runCatching { phone.app.refresh() }.exceptionOrNull() as CoreException.Refused
            assertEquals(ErrorKind.STOPPED, late.kind)
            phone.close()
        }
    }

    @Test
    fun `ten thousand handles leave nothing behind`() {
        val keys = folder.root.toPath().resolve("keys").toString()
        fun rounds(count: Int) = repeat(count) { SoftwareKeys.open(keys).use { it.needsPassphrase() } }
        rounds(10_000)
        System.gc()
        val before = openFiles() to nativeBytes()
        rounds(10_000)
        // Fewer is what the collector closed of an earlier test.
        val open = openFiles()
        assertTrue("$open files are open, ${before.first} were", open <= before.first)
        // A handle holds keys and a path: ten thousand that were not dropped would be megabytes. JNA frees its own memory
        // when the collector finds it.
        var grown: Long
        var collections = 0
        do {
            System.gc()
            grown = nativeBytes() - before.second
        } while (grown >= MOST_GROWN && ++collections < 50)
        assertTrue("grown by $grown bytes", grown < MOST_GROWN)
    }

    @Test
    fun `forty apps opened and dropped leave no thread behind`() = runBlocking {
        fun threads() = File("/proc/self/task").list().orEmpty().size
        val root = folder.root.toPath()
        OpenPhone.open(root).close()
        val before = threads()
        repeat(40) {
            val phone = OpenPhone.open(root)
            phone.close()
            phone.app.destroy()
        }
        withTimeout(OpenPhone.PATIENCE_MS) { while (threads() > before + 4) yield() }
    }

    private fun openFiles() = File("/proc/self/fd").list().orEmpty().size

    private companion object {
        const val MOST_GROWN = 1_000_000L
    }

    /** Bytes in use in the C library's heap, which is Rust's. */
    private fun nativeBytes(): Long = Function.getFunction("c", "mallinfo2").invoke(MallInfo.ByValue::class.java, emptyArray()).let {
        (it as MallInfo).uordblks + it.hblkhd
    }
}

/** glibc's `struct mallinfo2`. */
@Structure.FieldOrder("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")
open class MallInfo : Structure() {
    @JvmField var arena: Long = 0

    @JvmField var ordblks: Long = 0

    @JvmField var smblks: Long = 0

    @JvmField var hblks: Long = 0

    @JvmField var hblkhd: Long = 0

    @JvmField var usmblks: Long = 0

    @JvmField var fsmblks: Long = 0

    @JvmField var uordblks: Long = 0

    @JvmField var fordblks: Long = 0

    @JvmField var keepcost: Long = 0

    /** Returned by value. */
    class ByValue :
        MallInfo(),
        Structure.ByValue
}
