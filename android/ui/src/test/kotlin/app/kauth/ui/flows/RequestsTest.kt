package app.kauth.ui.flows

import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

private const val SIGN_IN_PAUSE_S = 61

/** C1 to C4: is this you? */
class RequestsTest {
    @Test
    fun `c1 yes and no`() = phoneAndPerson { person ->
        links(person)
        person.does("sign_in")
        sees("Is this you?")
        sees("anna.a@example.org")
        taps("Yes")
        sees("Approved")
        assertEquals("approved", person.asks("waiting", "state"))
        assertEquals("account", person.asks("finish", "page"))
        taps("Close")
        person.does("turn", "seconds" to SIGN_IN_PAUSE_S)
        person.does("sign_in")
        sees("Is this you?")
        taps("No")
        sees("Refused")
        assertEquals("refused", person.asks("waiting", "state"))
        taps("Close")
        taps("History")
        sees("Approved")
        sees("Refused")
    }

    @Test
    fun `c2 the link on this phone leads back to the browser`() = phoneAndPerson { person ->
        links(person)
        person.does("sign_in")
        core.opens(person.asks("open_link", "link"))
        sees("Is this you?")
        taps("Yes")
        taps("Back to the browser")
        told("browser")
        assertEquals("approved", person.asks("waiting", "state"))
    }

    @Test
    fun `c3 this was not me`() = phoneAndPerson { person ->
        links(person)
        person.does("sign_in", "as" to "stranger", "browser" to "mallory", "login" to "anna.a@example.org")
        sees("Is this you?")
        taps("This was not me")
        sees("Reported")
        assertEquals("reported", person.asks("waiting", "state", "browser" to "mallory"))
    }

    @Test
    fun `c4 two digits`() = phoneAndPerson { person ->
        links(person)
        person.does("set_policy", "policy" to "digits_2", "user_check" to false)
        types("Digits shown in the browser", person.asks("sign_in", "digits"))
        taps("Yes")
        sees("Approved")
        assertEquals("approved", person.asks("waiting", "state"))
    }

    @Test
    fun `c4 two wrong digits end it`() = phoneAndPerson { person ->
        links(person)
        person.does("set_policy", "policy" to "digits_2", "user_check" to false)
        val digits = person.asks("sign_in", "digits")
        types("Digits shown in the browser", otherDigits(digits))
        taps("Yes")
        sees("Too many wrong digits")
        assertEquals("failed", person.asks("waiting", "state"))
    }

    @Test
    fun `c4 six digits, wrong ones first`() = phoneAndPerson { person ->
        links(person)
        person.does("set_policy", "policy" to "digits_6", "user_check" to false)
        val digits = person.asks("sign_in", "digits")
        sees("Is this you?")
        types("Digits shown in the browser", otherDigits(digits))
        taps("Yes")
        sees("Those are not the digits in the browser.", substring = true)
        types("Digits shown in the browser", digits)
        taps("Yes")
        sees("Approved")
        assertEquals("approved", person.asks("waiting", "state"))
    }

    @Test
    fun `c4 half-typed digits survive a rotation`() = phoneAndPerson { person ->
        links(person)
        person.does("set_policy", "policy" to "digits_6", "user_check" to false)
        person.does("sign_in")
        types("Digits shown in the browser", "123")
        turns()
        sees("Is this you?")
        assertEquals("123", typed("Digits shown in the browser"))
    }

    @Test
    fun `c4 a yes that asks the person`() = phoneAndPerson { person ->
        links(person)
        person.does("set_policy", "policy" to "yes_no", "user_check" to true)
        val before = shell.done.count { it.first == "sign" }
        person.does("sign_in")
        taps("Yes")
        sees("Approved")
        assertEquals("asked once more", before + 1, shell.done.count { it.first == "sign" })
        assertTrue(told("sign").startsWith("Approve the sign-in of"))
    }

    @Test
    fun `c4 a finger that is not given, and none for no`() = phoneAndPerson { person ->
        links(person)
        person.does("set_policy", "policy" to "yes_no", "user_check" to true)
        shell.isWilling = false
        person.does("sign_in")
        taps("Yes")
        sees("It was not confirmed. Try again, or say no.")
        val asked = shell.done.count { it.first == "sign" }
        taps("No")
        sees("Refused")
        assertEquals("not asked again", asked, shell.done.count { it.first == "sign" })
        assertEquals("refused", person.asks("waiting", "state"))
    }

    @Test
    fun `c1 later puts it aside, and the list leads to it`() = phoneAndPerson { person ->
        links(person)
        person.does("sign_in")
        sees("Is this you?")
        taps("Later")
        misses("Is this you?")
        taps("One request is waiting")
        sees("Is this you?")
        taps("No")
        sees("Refused")
    }

    @Test
    fun `c4 an action says what it is, and a yes is for exactly that`() = phoneAndPerson { person ->
        links(person)
        val pairs = person.does("action", "kind" to "pay").getValue("pairs").jsonArray.map { it.jsonObject }
        sees("Do you allow this?")
        pairs.forEach { sees(person.text(it, "value")) }
        taps("Yes")
        sees("Approved")
    }
}
