package app.kauth.ui.flows

import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** D1: a code instead of an answer. */
class CodesTest {
    @Test
    fun `d1 a code opens the page without the phone's network`() = phoneAndPerson { person ->
        links(person)
        taps("anna.a@example.org", substring = true)
        val code = told("copy")
        sees("Code copied")
        person.does("sign_in")
        sees("Is this you?")
        assertEquals("account", person.asks("type_code", "page", "code" to code))
    }

    @Test
    fun `d1 another code than the phone's does not`() = phoneAndPerson { person ->
        links(person)
        val code = reads(SIX_DIGITS)
        person.does("sign_in")
        val page = person.does("type_code", "code" to otherDigits(code))
        assertEquals("false", person.text(page, "signed_in"))
        assertTrue("the page says so", person.text(page, "error").isNotEmpty())
        assertEquals("account", person.asks("type_code", "page", "code" to code))
    }
}
