package app.kauth.desktop

import app.kauth.core.testing.Person
import org.junit.Assert.assertEquals
import org.junit.Test

/** The window is closed while somebody waits for an answer. */
class WindowClosedTest {
    @Test
    fun `opened again, it goes on with the request`() = Person().use { person ->
        Computer().use { computer ->
            person.does("sign_up", "name" to "Anna A")
            computer.opens().use {
                it.linked(computer, person)
                person.does("sign_in")
                it.sees("Is this you?")
                assertEquals("it ends well", 0, it.closes())
            }
            computer.opens().use {
                it.sees("Is this you?")
                it.taps("Yes")
                it.consents("Approve the sign-in of")
                it.sees("Approved")
                assertEquals("approved", person.asks("waiting", "state"))
                assertEquals("true", person.asks("finish", "signed_in"))
                assertEquals("it ends well", 0, it.closes())
            }
        }
    }
}
