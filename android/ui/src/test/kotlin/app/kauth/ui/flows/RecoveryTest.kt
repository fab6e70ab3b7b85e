package app.kauth.ui.flows

import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** B2 and C6: the ways in that are not a yes. */
class RecoveryTest {
    @Test
    fun `b2 each code signs in once, and the phone counts them`() = phoneAndPerson { person ->
        links(person)
        taps("More", substring = true)
        taps("Recovery codes")
        sees("Your recovery codes")
        // While pages change places both are there, each with a button of that name.
        misses("Rename")
        taps("Copy")
        val code = told("copy").lines().map { it.trim() }.first { it.matches(Regex("[0-9] [0-9A-Z-]{19}")) }
        taps("Close")
        misses("Your recovery codes")
        person.does("sign_in")
        sees("Is this you?")
        val page = person.does("type_recovery_code", "code" to code)
        assertEquals("$code: $page", "true", person.text(page, "signed_in"))
        sees("Withdrawn")
        taps("Close")
        person.does("sign_in", "as" to "stranger", "login" to "anna.a@example.org")
        assertEquals("false", person.asks("type_recovery_code", "signed_in", "code" to code))
        sees("Is this you?")
        taps("Later")
        core.refreshes()
        sees("9 recovery codes left")
    }

    @Test
    fun `g2 somebody wants to get back in, and the phone can stop it`() = phoneAndPerson { person ->
        links(person)
        person.does("hire")
        person.does("forgotten", "browser" to "lost", "login" to "anna.a@example.org")
        sees("wants to get back into anna.a@example.org", substring = true)
        assertTrue(told("notify recovery"), "wants to get back into anna.a@example.org" in told("notify recovery"))
        taps("Stop this")
        assertTrue(told("open"), "/stop?t=" in told("open"))
        taps("It was me")
        misses("Stop this")
        told("withdraw recovery")
    }

    @Test
    fun `c6 a remembered browser does not ask the phone`() = phoneAndPerson { person ->
        links(person)
        person.does("sign_in")
        taps("Yes")
        sees("Approved")
        person.does("waiting")
        assertEquals("true", person.asks("finish", "signed_in", "remember" to true))
        taps("Close")
        assertEquals("true", person.asks("sign_in", "signed_in"))
        core.refreshes()
        sees("Accounts")
    }
}
