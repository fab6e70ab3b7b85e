package app.kauth.ui.flows

import app.kauth.ui.flows.Flow.Companion.phone
import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import java.util.Base64
import org.junit.Assert.assertEquals
import org.junit.Test

/** A restaurant's QR code: `https://example.com/menu`. */
private const val MENU =
    "iVBORw0KGgoAAAANSUhEUgAAAIQAAACEAQAAAAB5P74KAAAAyElEQVR42u2WwQ3DMAwDiS6g/bfkBgpp+ZMABQqzzyhN6vhxoERZLfoRxLtz3wFQ" +
        "ha61aH7wjF92xCl9Ss/yIuFITtEP3SGHTuwPHIC5nl2itD7LL0fo1/hP1qzO86K+KF2uVKKnBKFg9Ns5h2zpEIXI+pAK95BAEUdOcVox9F2Mcm6r" +
        "UOcc2YQ59GFeYnH1UHwuoO6Rmsh3h6R4AkWcXRr71nFetRWl86fntHfKWVcznquOzn8vZDulBuk8nH5kp/Pw/VfwZecC1bP0VRkow9YAAAAASUVO" +
        "RK5CYII="

/** A1 and A2: something goes wrong on the way to linked, and is said where it happens. */
class LinkingTroubleTest {
    @Test
    fun `a1 an address that is none says so in place`() = phone {
        taps("Add an account")
        taps("Sign in on this phone")
        types("Provider’s address", "nothing like an address")
        taps("Sign in")
        sees("This is not a provider’s address.", substring = true)
        assertEquals("what was typed is still there", "nothing like an address", typed("Provider’s address"))
        assertEquals("no browser was opened", null, shell.last("open"))
    }

    @Test
    fun `a2 a QR code of something else says so in place`() = phone {
        picture = Base64.getDecoder().decode(MENU)
        taps("Add an account")
        taps("From a picture or a file")
        sees("This is not something kAuth can use.", substring = true)
        sees("Add an account")
    }

    @Test
    fun `a2 a QR code that has expired`() = phoneAndPerson { person ->
        person.does("sign_up", "name" to "Anna A")
        picture = person.qr()
        person.does("turn", "seconds" to 3600)
        taps("Add an account")
        taps("From a picture or a file")
        taps("Continue")
        sees("This link has expired.", substring = true)
    }

    @Test
    fun `a2 digits wrong too often end it on both sides`() = phoneAndPerson { person ->
        person.does("sign_up", "name" to "Anna A")
        picture = person.qr()
        taps("Add an account")
        taps("From a picture or a file")
        taps("Continue")
        val wrong = otherDigits(reads(SIX_DIGITS))
        val states = generateSequence { person.asks("type_digits", "state", "code" to wrong) }
        assertEquals("refused", states.first { it != "claimed" })
        sees("The link was cancelled on the page.", substring = true)
        taps("Close")
        sees("Add an account")
    }
}
