package app.kauth.core

import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

/** Every kind of error crosses, with a sentence in the person's language. */
class ErrorsTest {
    private fun fail(kind: ErrorKind, language: String): CoreException.Refused =
        assertThrows(CoreException.Refused::class.java) { failWith(kind, language) }

    @Test
    fun `every kind crosses in five languages`() {
        for (kind in ErrorKind.entries) {
            val sentences = listOf("en", "de", "fr", "it", "es").map { language ->
                val error = fail(kind, language)
                assertEquals(kind, error.kind)
                assertTrue("$kind $language", error.text.length > 8)
                error.text
            }
            assertEquals("$kind", sentences.size, sentences.toSet().size)
        }
    }

    @Test
    fun `two kinds never say the same`() {
        val sentences = ErrorKind.entries.map { fail(it, "en").text }
        assertEquals(sentences.size, sentences.toSet().size)
        assertNotEquals(fail(ErrorKind.OFFLINE, "en").text, fail(ErrorKind.OFFLINE, "de").text)
    }
}
