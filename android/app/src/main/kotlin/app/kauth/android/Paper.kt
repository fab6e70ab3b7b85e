package app.kauth.android

import android.graphics.Canvas
import android.graphics.Paint
import android.graphics.Typeface

/** Breaks a text into the lines and pages of a sheet, in points (1/72 inch). Letters are of one width: codes line up. */
internal class Paper(width: Int, height: Int) {
    private val columns = maxOf(1, ((width - 2 * MARGIN) / (SIZE * LETTER)).toInt())
    private val rows = maxOf(1, ((height - 2 * MARGIN) / LINE).toInt())

    /** The pages, each a list of lines; at least one. */
    fun pages(text: String): List<List<String>> = text.trimEnd().lines().flatMap(::lines).chunked(rows)

    private fun lines(paragraph: String): List<String> {
        val lines = mutableListOf("")
        for (word in paragraph.split(' ').flatMap { it.chunked(columns).ifEmpty { listOf("") } }) {
            val line = lines.last()
            when {
                line.isEmpty() -> lines[lines.lastIndex] = word
                line.length + 1 + word.length <= columns -> lines[lines.lastIndex] = "$line $word"
                else -> lines += word
            }
        }
        return lines
    }

    companion object {
        private const val MARGIN = 54f
        private const val SIZE = 11f
        private const val LINE = 16f

        /** A monospaced letter's width, in its size. */
        private const val LETTER = 0.6f

        fun draw(lines: List<String>, canvas: Canvas) {
            val paint = Paint(Paint.ANTI_ALIAS_FLAG).apply {
                typeface = Typeface.MONOSPACE
                textSize = SIZE
            }
            lines.forEachIndexed { row, line -> canvas.drawText(line, MARGIN, MARGIN + LINE * (row + 1), paint) }
        }
    }
}
