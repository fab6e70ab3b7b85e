package app.kauth.desktop

import app.kauth.desktop.Computer.Companion.windowAndPerson
import kotlin.io.path.createDirectory
import kotlin.io.path.exists
import kotlin.io.path.readText
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

private val RECOVERY_CODE = Regex("[0-9] [0-9A-Z]{4}(-[0-9A-Z]{4}){3}")

/** A2, B1 and C: from a picture of the page to a sign-in that is approved. */
class WindowLinkingTest {
    @Test
    fun `a picture that is dropped links, and codes are saved as a file`() = windowAndPerson { computer, person ->
        taps("Add an account")
        sees("From a picture or a file")
        assertTrue("taken", drops(computer.file("code.png", person.qr())))
        links(person)
        shoots("recovery-codes")
        val code = reads(RECOVERY_CODE)
        taps("Save a copy")
        names(computer.file("folder").createDirectory(), "Save")
        sees("Nothing was saved.")
        taps("Save a copy")
        val codes = computer.file("codes.txt")
        names(codes, "Save")
        taps("I saved them")
        sees("10 recovery codes left")
        assertTrue("the file holds them", codes.exists() && code in codes.readText())
        assertEquals("active", person.asks("link_state", "state", "until" to listOf("active")))
    }

    @Test
    fun `a picture that is chosen links`() = windowAndPerson { computer, person ->
        taps("Add an account")
        taps("From a picture or a file")
        taps("Cancel")
        taps("From a picture or a file")
        names(computer.file("code.png", person.qr()), "OK")
        links(person)
    }

    @Test
    fun `a code on the screen links, and a sign-in is approved`() = windowAndPerson { computer, person ->
        taps("Add an account")
        taps("Scan a QR code")
        sees("Drop a picture or a file here")
        lays(computer.file("code.png", person.qr()))
        taps("Read from this screen")
        links(person)
        taps("I saved them")
        person.does("set_policy", "policy" to "yes_no", "user_check" to true)
        person.does("sign_in")
        sees("Is this you?")
        shoots("request")
        taps("Yes")
        sees("Approve the sign-in of")
        shoots("consent")
        taps("No")
        sees("It was not confirmed.")
        taps("Yes")
        consents("Approve the sign-in of")
        sees("Approved")
        assertEquals("approved", person.asks("waiting", "state"))
        assertEquals("true", person.asks("finish", "signed_in"))
    }
}
