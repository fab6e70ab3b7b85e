package app.kauth.ui.flows

import app.kauth.ui.flows.Flow.Companion.phone
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Test

private const val SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

/** Two QR codes that belong together: *Example, anna*; then *Shop, bob* and one with MD5. */
private const val FIRST =
    "otpauth-migration://offline?data=CjMKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgxFeGFtcGxlOmFubmEaB0V4YW1wbGUgASgBMAIQARgCIAAo" +
        "%2Bf%2F%2F%2F%2F%2F%2F%2F%2F%2F%2FAQ%3D%3D"
private const val SECOND =
    "otpauth-migration://offline?data=CicKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgNib2IaBFNob3AgASgBMAIKJwoUMTIzNDU2Nzg5MDEyMzQ1" +
        "Njc4OTASBGNhcmwaA09sZCAEKAEwAhABGAIgASj5%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F8B"

private const val AEGIS = """{"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"entries":[
    {"type":"totp","name":"anna","issuer":"Example","info":{"secret":"$SECRET","algo":"SHA1","digits":6,"period":30}},
    {"type":"totp","name":"reader","issuer":"Library","note":"the blue card",
     "info":{"secret":"$SECRET","algo":"SHA1","digits":6,"period":30}},
    {"type":"steam","name":"erik","issuer":"Games","info":{"secret":"GEZDGNBV","algo":"SHA1","digits":5}}]}}"""

/** A3: what other authenticators hand over. */
class ImportTest {
    private fun Flow.pastes(text: String) {
        taps("Paste a link")
        types("Link or otpauth address", text)
        taps("Next")
    }

    private fun Flow.chooses(file: String) {
        picture = file.toByteArray()
        taps("From a picture or a file")
    }

    @Test
    fun `a3 qr codes of another authenticator, one after the other`() = phone {
        taps("Add an account")
        pastes(SECOND)
        sees("2 accounts found")
        sees("1 of 2 QR codes have been read. Read the others too, in any order.")
        sees("Old · carl")
        sees("Its algorithm is none of SHA1, SHA256 and SHA512.")
        taps("Scan another")
        sees("Scan a QR code")
        core.opens(FIRST)
        sees("3 accounts found")
        misses("Scan another")
        taps("Add all")
        sees("2 accounts added")
        sees("Shop")
        assertEquals(6, reads(SIX_DIGITS).length)
        assertFalse("what cannot be made is not there", shows("Old"))
    }

    @Test
    fun `a3 a file of another authenticator, with what is there already`() = phone {
        core.opens("otpauth://totp/Example:anna?secret=$SECRET&issuer=Example")
        taps("Add an account")
        chooses(AEGIS)
        sees("3 accounts found")
        sees("In a file from Aegis. Nothing has been added yet.")
        sees("To be added")
        sees("Already here")
        sees("Codes of the kind Steam cannot be made here.")
        taps("Add it")
        sees("1 account added")
        sees("Library")
        sees("the blue card")
    }

    @Test
    fun `a3 a file is left without adding anything`() = phone {
        taps("Add an account")
        chooses(AEGIS)
        sees("3 accounts found")
        taps("Cancel")
        sees("Add an account")
        taps("Back")
        sees("Sign in safely with this phone")
    }

    @Test
    fun `a3 a file with a password says what to do, in place`() = phone {
        taps("Add an account")
        chooses("""{"encrypted":true,"data":"2.AA|BB|CC"}""")
        sees("This file is locked with a password.", substring = true)
        chooses("hello")
        sees("kAuth can read neither a picture nor another app’s accounts here.", substring = true)
        sees("Add an account")
    }
}
