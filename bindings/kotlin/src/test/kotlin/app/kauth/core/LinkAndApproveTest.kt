package app.kauth.core

import app.kauth.core.testing.OpenPhone
import app.kauth.core.testing.Person
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder

/** A whole link and a whole approval through the surface, against the real server. */
class LinkAndApproveTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun `a2 c1 link and approve`() = runBlocking {
        Person().use { person ->
            val login = person.signsUp()
            val phone = OpenPhone.linked(folder.root.toPath(), person, login)
            person.does("recovery_codes", "saved" to true)
            person.does("sign_out")
            assertEquals("pending", person.text(person.signsIn(login), "state"))

            val request = phone.until { (it.screen as? Screen.Request)?.v1 }
            assertEquals(login, request.account)
            assertTrue(request.pairs.isNotEmpty())
            phone.app.answer(request.id, Decision.APPROVE, null)
            phone.until { (it.screen as? Screen.RequestEnded)?.v1?.takeIf { ended -> ended.ending == Ending.APPROVED } }
            assertEquals("approved", person.text(person.does("waiting"), "state"))
            assertEquals("true", person.text(person.does("finish", "remember" to false), "signed_in"))
            phone.close()
        }
    }
}
