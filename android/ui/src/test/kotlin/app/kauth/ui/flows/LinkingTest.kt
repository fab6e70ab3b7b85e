package app.kauth.ui.flows

import app.kauth.ui.flows.Flow.Companion.phone
import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

private val RECOVERY_CODE = Regex("([0-9] )?[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")

/** A1, A2 and B1: from nothing to linked. */
class LinkingTest {
    @Test
    fun `a1 sign in on this phone`() = phoneAndPerson { person ->
        person.does("sign_up", "name" to "Anna A")
        taps("Add an account")
        taps("Sign in on this phone")
        types("Provider’s address", person.url)
        taps("Sign in")
        val page = told("open")
        sees("Sign in on the page that opened")
        val back = person.asks("authorize", "redirect", "url" to page)
        core.oauth(back)
        taps("I saved them")
        sees("10 recovery codes left")
        taps("Back")
        sees("Accounts")
        assertEquals("on", person.asks("phones", "state"))
    }

    @Test
    fun `a2 link by the QR code, with other digits first`() = phoneAndPerson { person ->
        person.does("sign_up", "name" to "Anna A")
        picture = person.qr()
        taps("Add an account")
        taps("From a picture or a file")
        sees("Link this phone with this provider?")
        assertEquals("nothing was sent before the person agreed", "created", person.asks("link_state", "state"))
        taps("Continue")
        val code = reads(SIX_DIGITS)
        val wrong = person.does("type_digits", "code" to otherDigits(code))
        assertEquals("claimed", person.text(wrong, "state"))
        assertTrue("the page says so", person.text(wrong, "error").isNotEmpty())
        assertEquals("the phone still shows its own", code, reads(SIX_DIGITS))
        // The phone may have finished before the page is read.
        assertTrue(person.asks("type_digits", "state", "code" to code) in setOf("confirmed", "active"))
        taps("I saved them")
        sees("10 recovery codes left")
        taps("Back")
        sees("Accounts")
        sees("anna.a@example.org")
        assertEquals("active", person.asks("link_state", "state", "until" to listOf("active")))
    }

    @Test
    fun `a2 not agreeing sends nothing`() = phoneAndPerson { person ->
        person.does("sign_up", "name" to "Anna A")
        picture = person.qr()
        taps("Add an account")
        taps("From a picture or a file")
        sees("Continue")
        taps("Cancel")
        misses("Continue")
        assertEquals("created", person.asks("link_state", "state"))
    }

    @Test
    fun `b1 recovery codes are copied, saved, printed and kept`() = phoneAndPerson { person ->
        person.does("sign_up", "name" to "Anna A")
        picture = person.qr()
        taps("Add an account")
        taps("From a picture or a file")
        taps("Continue")
        person.does("type_digits", "code" to reads(SIX_DIGITS))
        sees("Your recovery codes")
        taps("Copy")
        val code = told("copy").lines().map(String::trim).first { RECOVERY_CODE.matches(it) }
        taps("Save a copy")
        assertTrue("a file holds them", told("save").contains(code))
        taps("Print")
        assertTrue("paper too", told("print").contains(code))
        taps("I saved them")
        sees("10 recovery codes left")
        taps("Recovery codes")
        sees(code)
        taps("Close")
        misses("Your recovery codes")
        person.does("sign_in")
        sees("Is this you?")
        assertEquals("account", person.asks("type_recovery_code", "page", "code" to code))
    }

    @Test
    fun `an empty phone says how to begin`() = phone {
        sees("Sign in safely with this phone")
        taps("History")
        sees("No requests yet.", substring = true)
        taps("Back")
        taps("Settings")
        sees("App lock")
        taps("Back")
        sees("Sign in safely with this phone")
    }
}
