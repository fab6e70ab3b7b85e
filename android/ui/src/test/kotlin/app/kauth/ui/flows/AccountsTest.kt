package app.kauth.ui.flows

import app.kauth.ui.flows.Flow.Companion.phone
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

private const val LIBRARY = "otpauth://totp/City%20library:reader?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=City%20library"

/** A3 and A4: accounts that only make codes, and what can be done with any. */
class AccountsTest {
    private fun Flow.pastes(text: String) {
        taps("Add an account")
        taps("Paste a link")
        types("Link or otpauth address", text)
        taps("Next")
    }

    @Test
    fun `a3 a pasted otpauth address`() = phone {
        pastes(LIBRARY)
        sees("City library")
        sees("City library added")
        assertEquals(6, reads(SIX_DIGITS).length)
    }

    @Test
    fun `a3 a pasted text that is no link says so in place`() = phone {
        pastes("hello")
        sees("Add an account")
        sees("link", substring = true)
    }

    @Test
    fun `a3 a secret key typed by hand, wrong at first`() = phone {
        taps("Add an account")
        taps("Type the secret key")
        types("Site or service", "Code forge")
        types("Account name", "anna")
        types("Secret key", "not base32!")
        taps("Save")
        sees("Type the account’s details")
        assertEquals("what was typed is still there", "Code forge", typed("Site or service"))
        types("Secret key", "jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp")
        taps("Save")
        sees("Code forge")
        reads(SIX_DIGITS)
    }

    @Test
    fun `a3 a picture without a code says so`() = phone {
        picture = requireNotNull(javaClass.getResource("/fonts/inter_regular.ttf")).readBytes()
        taps("Add an account")
        taps("From a picture or a file")
        sees("picture", substring = true)
        sees("Add an account")
    }

    @Test
    fun `a4 rename, note, search, remove and undo`() = phone {
        pastes(LIBRARY)
        sees("City library")
        taps("More", substring = true)
        taps("Rename")
        types("Account name", "x".repeat(80))
        taps("Save")
        sees("This text is too long", substring = true)
        types("Account name", "reader 7")
        taps("Save")
        misses("Cancel")
        sees("reader 7")
        taps("Edit note")
        types("Note", "second card")
        taps("Save")
        misses("Cancel")
        sees("second card")
        taps("Back")
        taps("Search")
        types("Search", "second")
        sees("reader 7")
        types("Search", "nowhere")
        sees("No account matches “nowhere”.")
        taps("Clear the search")
        taps("More", substring = true)
        taps("Remove")
        sees("you may not get in without them", substring = true)
        taps("Remove from this phone")
        taps("Undo")
        sees("reader 7")
    }

    @Test
    fun `a4 a tap copies the code`() = phone {
        pastes(LIBRARY)
        val shown = reads(SIX_DIGITS)
        taps("City library, reader", substring = true)
        assertTrue("a code of six digits", told("copy").matches(Regex("[0-9]{6}")) && shown.length == 6)
        sees("Code copied")
    }

    @Test
    fun `a4 hidden codes are shown on a tap`() = phone {
        pastes(LIBRARY)
        reads(SIX_DIGITS)
        taps("Settings")
        taps("Hide codes in the list")
        taps("Back")
        sees("Show the code")
        taps("City library, reader", substring = true)
        reads(SIX_DIGITS)
    }

    @Test
    fun `a4 a counter's codes come one by one`() = phone {
        pastes("otpauth://hotp/Old%20bank:anna?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Old%20bank&counter=0")
        sees("Old bank")
        taps("New code")
        reads(SIX_DIGITS)
    }
}
