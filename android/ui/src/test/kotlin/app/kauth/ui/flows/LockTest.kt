package app.kauth.ui.flows

import app.kauth.ui.flows.Flow.Companion.phone
import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import org.junit.Assert.assertEquals
import org.junit.Test

/** H: the app lock, the settings, and a process that dies. */
class LockTest {
    private fun Flow.locks() {
        taps("Settings")
        taps("Set a passphrase")
        types("New passphrase", "correct horse")
        types("New passphrase once more", "correct hose")
        taps("Save")
        sees("The two passphrases are not the same.", substring = true)
        types("New passphrase once more", "correct horse")
        taps("Save")
        sees("Locked by a passphrase.")
        taps("Lock")
        sees("kAuth is locked")
    }

    @Test
    fun `h lock, a wrong passphrase, unlock, turn it off`() = phone {
        locks()
        types("Passphrase", "wrong horse")
        taps("Unlock")
        sees("This is not the right passphrase.", substring = true)
        types("Passphrase", "correct horse")
        taps("Unlock")
        misses("kAuth is locked")
        if (!shows("Turn the app lock off")) taps("Settings")
        taps("Change the passphrase")
        types("Current passphrase", "correct horse")
        types("New passphrase", "another horse")
        types("New passphrase once more", "another horse")
        taps("Save")
        misses("Current passphrase")
        taps("Turn the app lock off")
        types("Current passphrase", "another horse")
        taps("Remove")
        sees("No app lock.", substring = true)
    }

    @Test
    fun `h no is said while locked, yes is not`() = phoneAndPerson { person ->
        links(person)
        locks()
        person.does("sign_in")
        sees("Is this you?")
        sees("Unlock to approve. You can say no without unlocking.")
        assertEquals("no way to say yes", false, shows("Yes"))
        taps("No")
        sees("Refused")
        assertEquals("refused", person.asks("waiting", "state"))
    }

    @Test
    fun `h theme, language and what to tell support`() = phone {
        taps("Settings")
        taps("Dark")
        taps("Copy")
        sees("Copied. It holds no secret and no name.")
        told("copy")
        taps("Deutsch")
        sees("Einstellungen")
    }

    @Test
    fun `h the process dies while the six digits are on screen`() = phoneAndPerson { person ->
        person.does("sign_up", "name" to "Anna A")
        picture = person.qr()
        taps("Add an account")
        taps("From a picture or a file")
        taps("Continue")
        val code = reads(SIX_DIGITS)
        die()
        open()
        assertEquals("the same digits", code, reads(SIX_DIGITS))
        person.does("type_digits", "code" to code)
        taps("I saved them")
        sees("10 recovery codes left")
        taps("Back")
        sees("Accounts")
    }

    @Test
    fun `h locked, the process dies, and what waits can still be refused`() = phoneAndPerson { person ->
        links(person)
        locks()
        person.does("sign_in")
        sees("Is this you?")
        die()
        open()
        sees("Unlock to approve. You can say no without unlocking.")
        taps("Later")
        sees("kAuth is locked")
        assertEquals("nothing of the person's is on screen", false, shows("anna.a@example.org"))
        taps("One request is waiting.", substring = true)
        assertEquals("no way to say yes", false, shows("Yes"))
        taps("No")
        sees("Refused")
        assertEquals("refused", person.asks("waiting", "state"))
        taps("Close")
        types("Passphrase", "wrong horse")
        taps("Unlock")
        sees("This is not the right passphrase.", substring = true)
        types("Passphrase", "correct horse")
        taps("Unlock")
        sees("anna.a@example.org")
        reads(SIX_DIGITS)
    }
}
