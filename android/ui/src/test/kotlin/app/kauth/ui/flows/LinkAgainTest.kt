package app.kauth.ui.flows

import app.kauth.core.testing.Person
import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import java.io.File
import kotlinx.serialization.json.jsonArray
import org.junit.Assert.assertEquals
import org.junit.Test

private const val LOGIN = "anna.a@example.org"
private const val PAUSE_AFTER_A_NO_S = 61

/** A5: the phone's keys died. What is lost is said, what is kept works, and linking again makes it whole. */
class LinkAgainTest {
    private fun Flow.keys(): Set<File> = keyFolder.listFiles { file -> file.extension == "key" }.orEmpty().toSet()

    /** As with a new finger: the key is still there, and the store answers that it is dead. */
    private fun Flow.kills(vararg purposes: String) =
        keys().filter { key -> purposes.any { "\"$it\"" in key.readText() } }.forEach { it.writeText("dead") }

    private fun Flow.isWhole(person: Person, before: Set<File>, phonesOnPage: Int) {
        sees("10 recovery codes left")
        sees("Recovery codes")
        taps("Back")
        sees("Accounts")
        assertEquals("one account", 1, counts("More, "))
        misses("Link this phone again")
        until("only new keys") { keys().size == 2 && keys().none { it in before } }
        assertEquals(phonesOnPage, person.does("phones").getValue("phones").jsonArray.size)
        types("Digits shown in the browser", person.asks("sign_in", "digits", "as" to "stranger", "login" to LOGIN))
        taps("Yes")
        sees("Approved")
        assertEquals("approved", person.asks("waiting", "state"))
    }

    @Test
    fun `a5 the key that says yes died, and a fresh QR code links again`() = phoneAndPerson { person ->
        links(person)
        person.does("set_policy", "policy" to "yes_no", "user_check" to true)
        val before = keys()
        kills("approval")
        person.does("sign_in")
        taps("Yes")
        sees("The key with which this phone says yes is gone.", substring = true)
        misses("Yes")
        taps("No")
        sees("Refused")
        assertEquals("refused", person.asks("waiting", "state"))
        taps("Close")
        sees("Saying yes to requests")
        sees("Codes")
        sees("Saying no, and reporting")
        taps("Close")
        sees("This phone must be linked with", substring = true)
        taps("What to do")
        taps("Close")
        sees("Link this phone again")
        person.does("turn", "seconds" to PAUSE_AFTER_A_NO_S)
        person.does("sign_in")
        taps("Later")
        assertEquals("the codes count", "account", person.asks("type_code", "page", "code" to reads(SIX_DIGITS)))
        picture = person.qr()
        taps("Add an account")
        taps("From a picture or a file")
        taps("Continue")
        person.does("type_digits", "code" to reads(SIX_DIGITS))
        isWhole(person, before, phonesOnPage = 1)
    }

    @Test
    fun `a5 all keys died while the app was closed, and signing in on the phone links again`() = phoneAndPerson { person ->
        links(person)
        val before = keys()
        die()
        kills("transport", "approval")
        open()
        sees("Receiving and answering requests")
        sees("Codes")
        taps("Close")
        sees("This phone must be linked with", substring = true)
        person.does("sign_in")
        assertEquals("the codes count", "account", person.asks("type_code", "page", "code" to reads(SIX_DIGITS)))
        taps("What to do")
        taps("Link again")
        core.oauth(person.asks("authorize", "redirect", "url" to told("open"), "login" to LOGIN))
        // Nothing is left with which the phone could say that its old self is gone.
        isWhole(person, before, phonesOnPage = 2)
    }
}
