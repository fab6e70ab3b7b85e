package app.kauth.ui.flows

import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import org.junit.Assert.assertEquals
import org.junit.Test

/** E and the outage: links end, providers go away. */
class EndingsTest {
    @Test
    fun `e1 two-step sign-in is turned off on the page`() = phoneAndPerson { person ->
        links(person)
        assertEquals("off", person.asks("turn_off", "state"))
        sees("was removed", substring = true)
        taps("Close")
        sees("Sign in safely with this phone")
    }

    @Test
    fun `e2 the account is removed on the phone`() = phoneAndPerson { person ->
        links(person)
        taps("More", substring = true)
        taps("Remove")
        sees("Two-step sign-in stays on", substring = true)
        taps("Remove from this phone")
        sees("Undo")
        sees("Sign in safely with this phone")
    }

    @Test
    fun `e3 the phone is revoked on the page`() = phoneAndPerson { person ->
        links(person)
        person.does("revoke_phone", "name" to "Anna's phone")
        sees("was removed", substring = true)
        taps("Close")
        sees("Sign in safely with this phone")
    }

    @Test
    fun `a provider that is away is said, and asked again by hand`() = phoneAndPerson { person ->
        links(person)
        person.does("outage", "on" to true)
        taps("Refresh")
        sees("Codes still work.", substring = true)
        reads(SIX_DIGITS)
        person.does("outage", "on" to false)
        // The phone asks again by itself as well, and may have been faster.
        if (shows("Try again")) taps("Try again")
        until("no banner") { !shows("Try again") }
    }
}
