package app.kauth.ui.flows

import app.kauth.core.PermissionKind
import app.kauth.core.PermissionState
import app.kauth.core.testing.Person
import app.kauth.ui.flows.Flow.Companion.phoneAndPerson
import java.util.Base64
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Test

/** F: proving who one is, with somebody of the support at the other end. */
class CheckTest {
    private fun Person.picture(what: String, name: String, vararg with: Pair<String, Any?>) =
        Base64.getDecoder().decode(asks(what, name, *with))

    /** The QR code of a check of somebody who is signed up; their number is given. */
    private fun Flow.forgets(person: Person): String {
        person.does("hire")
        val account = person.does("sign_up", "name" to "Frieda F")
        picture = person.picture("forgotten", "qr_png", "browser" to "lost", "login" to person.text(account, "login"))
        return person.text(account, "number")
    }

    /** From the page's QR code to what is agreed to. */
    private fun Flow.isAsked() {
        taps("Add an account")
        taps("From a picture or a file")
        sees("Prove who you are to this provider?")
        taps("Continue")
        sees("This phone is not linked with this provider. Make sure that the address is the right one.")
    }

    /** From there to the code of the SMS, which is given. */
    private fun Flow.isSentACode(person: Person, number: String): String {
        isAsked()
        taps("I agree")
        types("Mobile number", "079 123")
        taps("Send me a code")
        sees("This is not a mobile number.", substring = true)
        types("Mobile number", number)
        taps("Send me a code")
        sees("The code from the SMS")
        return person.text(mail(person, "check_code"), "code")
    }

    /** From the page's QR code to the question where the phone is. */
    private fun Flow.answers(person: Person, number: String) {
        val code = isSentACode(person, number)
        types("Code", otherDigits(code))
        taps("Next")
        sees("That is not the code of the SMS. 4 tries are left.")
        types("Code", code)
        taps("Next")
        sees("Where you are")
    }

    /** From the page's QR code to the first picture of an identity card. */
    private fun Flow.isAtPictures(person: Person) {
        answers(person, forgets(person))
        taps("Go on without")
        taps("Identity card")
    }

    private fun mail(person: Person, kind: String) =
        person.objects(person.does("mails"), "mails").first { person.text(it, "kind") == kind }

    private fun Flow.photographs(title: String, file: ByteArray) {
        sees(title)
        picture = file
        taps("Take the picture")
    }

    /** Opens a picture large, and closes it in both ways. */
    private fun Flow.looksClosely(name: String) {
        for (close in listOf({ taps("Close") }, { backs() })) {
            taps("Enlarge: $name")
            sees("Close")
            covers("Enlarge: $name")
            close()
            sees("Enlarge: $name")
            misses("Close")
        }
    }

    @Test
    fun `f1 who does not agree is rid of it`() = phoneAndPerson { person ->
        forgets(person)
        isAsked()
        taps("I do not agree")
        sees("Withdrawn. Nothing of it is kept.")
        sees("Sign in safely with this phone")
    }

    @Test
    fun `f4 another document is chosen before anything is sent`() = phoneAndPerson { person ->
        answers(person, forgets(person))
        taps("Go on without")
        taps("Passport")
        sees("Page with the photo")
        taps("Use another document")
        sees("Which document?")
        taps("Identity card")
        sees("Front of the card")
    }

    @Test
    fun `f5 the other side is refused in words`() = phoneAndPerson { person ->
        isAtPictures(person)
        val front = person.picture("papers", "front")
        photographs("Front of the card", front)
        photographs("Back of the card", front)
        sees("This looks like the other side. Turn the document over.")
    }

    @Test
    fun `f6 a selfie without the person is refused in words`() = phoneAndPerson { person ->
        isAtPictures(person)
        photographs("Front of the card", person.picture("papers", "front"))
        val back = person.picture("papers", "back")
        photographs("Back of the card", back)
        photographs("You with the document", back)
        sees("Your face cannot be seen. Look into the camera.")
    }

    @Test
    fun `f7 any picture is taken again, and all can be withdrawn instead`() = phoneAndPerson { person ->
        isAtPictures(person)
        val front = person.picture("papers", "front")
        photographs("Front of the card", front)
        photographs("Back of the card", person.picture("papers", "back"))
        photographs("You with the document", person.picture("papers", "selfie"))
        sees("Look at everything once more")
        taps("Take again: Front of the card")
        photographs("Front of the card", front)
        sees("Look at everything once more")
        taps("Withdraw")
        sees("Withdraw the identity check?")
        taps("Withdraw")
        sees("Withdrawn. Nothing of it is kept.")
    }

    @Test
    fun `f8 the password is forgotten and no other way is left`() = phoneAndPerson { person ->
        val number = forgets(person)
        answers(person, number)
        taps("Share my location")
        taps("Identity card")
        val (front, back, selfie) = listOf("front", "back", "selfie").map { person.picture("papers", it) }
        photographs("Front of the card", front)
        photographs("Back of the card", front)
        sees("This looks like the other side. Turn the document over.")
        photographs("Back of the card", back)
        photographs("You with the document", selfie)
        sees("Look at everything once more")
        looksClosely("Front of the card")
        taps("Send")
        sees("Received")
        val asked = arrayOf<Pair<String, Any?>>("decision" to "retake", "picture" to "selfie", "reason" to "blurred")
        val seen = person.does("review", *asked)
        assertEquals(listOf("front", "back", "selfie"), person.texts(seen, "pictures"))
        assertEquals("0", person.text(seen, "flagged"))
        sees("Please take a picture again")
        sees("It is blurred.")
        taps("Take it now")
        photographs("You with the document", selfie)
        taps("Send")
        sees("Received")
        person.does("review", "decision" to "accept")
        sees("Accepted")
        person.does("turn", "seconds" to AN_HOUR_S)
        runBlocking { core.networkChanged() }
        taps("Go on")
        person.does("finish_check", "browser" to "phone", "url" to told("open"), "password" to "a quite different phrase")
        runBlocking { core.networkChanged() }
        sees("You have proved who you are, and it is done.")
        taps("Done")
        sees("Sign in safely with this phone")
    }

    @Test
    fun `f2 too many wrong codes leave nothing but withdrawing, which is asked about first`() = phoneAndPerson { person ->
        val number = forgets(person)
        val code = isSentACode(person, number)

        // The same wrong code again costs no try.
        fun types(wrong: Int) {
            types("Code", ((code.toInt() + wrong) % MILLION).toString().padStart(code.length, '0'))
            taps("Next")
        }
        listOf("4 tries are left", "3 tries are left", "2 tries are left", "1 try is left").forEachIndexed { tried, left ->
            types(wrong = tried + 1)
            sees(left, substring = true)
        }
        types(wrong = 5)
        misses("Next")
        misses("Code")
        taps("Withdraw")
        sees("Withdraw the identity check?")
        taps("Cancel")
        sees("The code from the SMS")
        taps("Withdraw")
        sees("Withdraw the identity check?")
        taps("Withdraw")
        sees("Withdrawn. Nothing of it is kept.")
        sees("Sign in safely with this phone")
    }

    @Test
    fun `f3 what the phone does not know or the person does not want is said`() = phoneAndPerson { person ->
        val number = forgets(person)
        answers(person, number)
        place = null
        taps("Share my location")
        sees("Your location could not be found out. Try again, or go on without it where that is possible.")
        runBlocking { core.permission(PermissionKind.LOCATION, PermissionState.BLOCKED) }
        sees("kAuth is not allowed to know your location. It can be allowed in the system’s settings.")
        misses("Your location could not be found out. Try again, or go on without it where that is possible.")
        taps("Open system settings")
        assertEquals("APP", told("settings"))
        runBlocking { core.permission(PermissionKind.LOCATION, PermissionState.GRANTED) }
        misses("Open system settings")
        taps("Go on without")
        taps("Passport")
        sees("Page with the photo")
        die()
        open()
        taps("Show")
        photographs("Page with the photo", ByteArray(9))
        sees("This picture cannot be opened.", substring = true)
    }
}

private const val AN_HOUR_S = 3_700
private const val MILLION = 1_000_000
