package app.kauth.desktop

import app.kauth.desktop.Computer.Companion.windowAndPerson
import java.net.URI
import java.net.URLDecoder
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import kotlin.io.path.exists
import kotlin.io.path.readText
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

private const val WAITING = "Sign in on the page that opened"

/** A1: the provider's page in this computer's browser leads back to a port of the window. */
class WindowSignInHereTest {
    private val browser = HttpClient.newHttpClient()

    @Test
    fun `the page leads back, and nothing else does`() = windowAndPerson { computer, person ->
        taps("Add an account")
        taps("Sign in on this phone")
        types("Provider’s address", person.url)
        taps("Sign in")
        sees(WAITING)
        until("the browser opens") { Unit.takeIf { computer.opened.exists() } }
        val page = computer.opened.readText()
        val back = person.asks("authorize", "redirect", "url" to page)
        val port = back.substringBefore('?')
        assertEquals("the port that the page was told", port, member(page, "redirect_uri"))

        assertEquals("no answer in it", 404, opens(port))
        assertEquals("another path", 404, opens(back.replace("/oauth?", "/other?")))
        assertEquals("a longer path", 404, opens(back.replace("/oauth?", "/oauth/2?")))
        assertEquals("not from a link", 405, opens(back) { POST(BodyPublishers.noBody()) })
        assertEquals("another sign-in's answer", 200, opens(back.replace(member(back, "state"), "x".repeat(43))))
        sees(WAITING)

        val answer = browser.send(HttpRequest.newBuilder(URI(back)).build(), BodyHandlers.ofString())
        assertEquals("the answer", 200, answer.statusCode())
        assertTrue(answer.body(), "Close this page and go on in kAuth." in answer.body())
        sees("Link this phone with")
        taps("Yes")
        taps("I saved them")
        sees("10 recovery codes left")
        assertEquals("on", person.asks("phones", "state"))
    }

    private fun opens(address: String, how: HttpRequest.Builder.() -> Unit = {}): Int =
        browser.send(HttpRequest.newBuilder(URI(address)).apply(how).build(), BodyHandlers.discarding()).statusCode()

    private fun member(address: String, name: String): String =
        URI(address).rawQuery.split('&').first { it.startsWith("$name=") }.substringAfter('=').let { URLDecoder.decode(it, Charsets.UTF_8) }
}
