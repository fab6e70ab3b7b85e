package app.kauth.android

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

class PaperTest {
    private val a4 = Paper(595, 842)

    @Test
    fun `lines stay lines`() {
        assertEquals(listOf(listOf("Codes", "", "0-AAAA BBBB", "1-CCCC DDDD")), a4.pages("Codes\n\n0-AAAA BBBB\n1-CCCC DDDD\n"))
    }

    @Test
    fun `long lines break between words, and longer words inside`() {
        val words = "word ".repeat(40).trim()
        val lines = a4.pages(words).single()
        assertEquals(words, lines.joinToString(" "))
        assertTrue(lines.all { it.length <= 73 })
        val endless = "x".repeat(200)
        assertEquals(endless, a4.pages(endless).single().joinToString(""))
    }

    @Test
    fun `a page holds what fits, and nothing is lost`() {
        val text = (1..100).joinToString("\n") { "code $it" }
        val pages = a4.pages(text)
        assertEquals(listOf(45, 45, 10), pages.map { it.size })
        assertEquals(text.lines(), pages.flatten())
    }

    @Test
    fun `an empty text is one empty page`() {
        assertEquals(listOf(listOf("")), a4.pages(""))
    }
}
