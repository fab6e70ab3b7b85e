package app.kauth.ui.flows

import app.kauth.core.Decision
import app.kauth.core.Screen
import app.kauth.core.testing.OpenPhone
import app.kauth.core.testing.Person
import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import java.nio.file.Files
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Test

/** Seconds of a request's two minutes, so that ten are left. */
private const val MOST_OF_IT_S = 110

/** C5: each ending has its view. The answers themselves are in [RequestsTest]. */
class RequestEndingsTest {
    private fun Flow.isAsked(person: Person) {
        person.does("sign_in")
        sees("Is this you?")
    }

    @Test
    fun `c5 withdrawn by the browser`() = phoneAndPerson { person ->
        links(person)
        isAsked(person)
        person.does("withdraw")
        sees("Withdrawn")
        taps("Close")
        sees("Accounts")
    }

    @Test
    fun `c5 expired`() = phoneAndPerson { person ->
        links(person)
        isAsked(person)
        person.does("turn", "seconds" to 600)
        core.hearsAgain()
        sees("Time is up")
        assertEquals("expired", person.asks("waiting", "state"))
    }

    @Test
    fun `c5 expired before it was opened`() = phoneAndPerson { person ->
        links(person)
        core.leavesTheScreen()
        person.does("sign_in")
        core.wakes()
        val request = told("notify")
        person.does("turn", "seconds" to 600)
        // The provider may not have ended it yet when the first wake-up asks.
        until("wakes until its notification is gone") {
            core.wakes()
            shell.last("withdraw") == request
        }
        core.comesBack()
        sees("Too late")
        sees("This request had expired before it was opened here.", substring = true)
    }

    @Test
    fun `c5 answered on another phone`() = phoneAndPerson { person ->
        links(person)
        onAnotherPhone(person) { other ->
            isAsked(person)
            val asked = other.until { (it.screen as? Screen.Request)?.v1 }
            other.app.answer(asked.id, Decision.APPROVE, null)
            assertEquals("Approved", other.until { (it.screen as? Screen.RequestEnded)?.v1?.title })
        }
        sees("Answered on another device")
        sees("“Test phone” has answered already.")
        assertEquals("approved", person.asks("waiting", "state"))
        taps("Close")
        taps("History")
        sees("Answered on another device")
    }

    @Test
    fun `c5 replaced by a newer one`() = phoneAndPerson { person ->
        links(person)
        isAsked(person)
        person.does("turn", "seconds" to 10)
        person.does("ask_again")
        sees("Replaced by a newer request")
        taps("Close")
        sees("Is this you?")
        taps("No")
        sees("Refused")
        assertEquals("refused", person.asks("waiting", "state"))
        taps("Close")
        taps("History")
        sees("Replaced by a newer request")
        sees("Refused")
    }

    @Test
    fun `c5 approved, but not used in time`() = phoneAndPerson { person ->
        links(person)
        isAsked(person)
        taps("Yes")
        sees("Approved")
        person.does("turn", "seconds" to 61)
        core.hearsAgain()
        sees("Approved, but not used in time")
    }

    @Test
    fun `c5 an answer is kept while there is no network`() = phoneAndPerson { person ->
        links(person)
        isAsked(person)
        person.does("outage", "on" to true)
        taps("Yes")
        sees("Your answer is kept", substring = true)
        person.does("outage", "on" to false)
        core.hearsAgain()
        sees("Approved")
        assertEquals("approved", person.asks("waiting", "state"))
    }

    @Test
    fun `c5 no network until the time was up`() = phoneAndPerson { person ->
        links(person)
        core.leavesTheScreen()
        person.does("sign_in")
        person.does("turn", "seconds" to MOST_OF_IT_S)
        core.comesBack()
        sees("Is this you?")
        person.does("outage", "on" to true)
        taps("Yes")
        sees("Your answer is kept", substring = true)
        sees("Your answer did not arrive")
    }

    @Test
    fun `c5 a yes that the provider does not take`() = phoneAndPerson { person ->
        links(person)
        person.does("set_policy", "policy" to "yes_no", "user_check" to true)
        isAsked(person)
        shell.signsOther = true
        taps("Yes")
        sees("Not accepted")
    }

    /** A second phone of the person's lies somewhere, linked. */
    private fun onAnotherPhone(person: Person, happens: suspend (OpenPhone) -> Unit) = runBlocking {
        val folder = Files.createTempDirectory("kauth-other")
        val phone = OpenPhone.linked(folder, person)
        try {
            happens(phone)
        } finally {
            phone.close()
            folder.toFile().deleteRecursively()
        }
    }
}
