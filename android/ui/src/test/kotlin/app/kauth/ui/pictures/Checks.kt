package app.kauth.ui.pictures

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.text.TextLayoutResult
import app.kauth.design.Tokens
import app.kauth.ui.components.spoken
import java.awt.image.BufferedImage
import kotlin.math.max
import kotlin.math.min
import kotlin.math.pow

/** What is wrong with a picture, in words; empty if nothing is. */
internal class Checks(private val what: String, private val picture: BufferedImage, private val density: Int) {
    private val wrong = mutableListOf<String>()

    fun of(merged: SemanticsNode, unmerged: SemanticsNode): List<String> {
        if (colours() < 8) say("blank")
        walk(merged) { if (SemanticsActions.OnClick in it.config) target(it) }
        walk(unmerged) { node -> layout(node)?.let { text(node, it) } }
        return wrong
    }

    private fun say(words: String) {
        wrong += "$what: $words"
    }

    private fun colours(): Int {
        val seen = mutableSetOf<Int>()
        for (y in 0 until picture.height step 3) for (x in 0 until picture.width step 3) seen += picture.getRGB(x, y)
        return seen.size
    }

    private fun target(node: SemanticsNode) {
        val least = Tokens.MINIMUM_TARGET * density - 1
        val name = name(node)
        if (node.size.width < least || node.size.height < least) say("target ${node.size} of '$name'")
        if (name.isBlank()) say("a target at ${node.boundsInRoot} without a name")
    }

    private fun name(node: SemanticsNode): String {
        val config = node.config
        val texts = config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        val described = config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
        return (described + texts).joinToString(" ")
    }

    private fun text(node: SemanticsNode, layout: TextLayoutResult) {
        val words = layout.layoutInput.text.text
        if (words.isBlank()) return
        if (isCut(layout)) say("cut: '$words'")
        val left = node.positionInRoot.x
        if (left < 0 || left + node.size.width > picture.width + 1) say("leaves the page: '$words'")
        broken(words, layout)?.let { say("broken within a word: '$it'") }
        if (CODE.matches(words) && spoken(words) !in node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()) {
            say("code not spoken digit by digit")
        }
        val isSecretDots = SemanticsProperties.Password in node.config
        if (density > 1 && !isSecretDots) contrast(node)?.let { if (it < LEAST_CONTRAST) say("contrast %.2f of '%s'".format(it, words)) }
    }

    /** `hasVisualOverflow` counts parts of a pixel on this platform, so the lines are measured themselves. */
    private fun isCut(layout: TextLayoutResult): Boolean =
        layout.didOverflowHeight ||
            (0 until layout.lineCount).any {
                layout.isLineEllipsized(it) ||
                    layout.getLineRight(it) - layout.getLineLeft(it) > layout.size.width + 1
            }

    /** A line that ends between two letters of a word that would have fitted on a line of its own. */
    private fun broken(words: String, layout: TextLayoutResult): String? =
        (0 until layout.lineCount - 1).map { layout.getLineEnd(it) }
            .filter { it in 1 until words.length && words[it - 1].isLetter() && words[it].isLetter() }
            .map { end ->
                end - words.take(end).takeLastWhile { !it.isWhitespace() }.length until
                    end + words.drop(end).takeWhile { !it.isWhitespace() }.length
            }
            .filter { word -> word.sumOf { layout.getBoundingBox(it).width.toDouble() } <= layout.layoutInput.constraints.maxWidth }
            .map { word -> words.substring(word).trim { letter -> !letter.isLetterOrDigit() } }
            .firstOrNull { word -> word.none { it in ".@-" } }

    /** The strongest contrast of any pixel to the commonest colour in the text's own rectangle, where all of it is seen. */
    private fun contrast(node: SemanticsNode): Double? {
        val box = node.boundsInRoot
        val whole = box.height >= node.size.height - 1 && box.width >= node.size.width - 1
        val (left, top) = box.left.toInt() to box.top.toInt()
        val (right, bottom) = box.right.toInt() to box.bottom.toInt()
        val inside = left >= 0 && top >= 0 && right <= picture.width && bottom <= picture.height
        val empty = right <= left || bottom <= top
        if (!whole || !inside || empty) return null
        val counts = HashMap<Int, Int>()
        for (y in top until bottom) for (x in left until right) counts.merge(picture.getRGB(x, y), 1, Int::plus)
        val ground = counts.maxBy { it.value }.key
        return counts.keys.maxOf { ratio(it, ground) }
    }

    private companion object {
        val CODE = Regex("[0-9]{2,}( [0-9]{2,})+")
        const val LEAST_CONTRAST = 4.5
    }
}

private fun layout(node: SemanticsNode): TextLayoutResult? {
    val ask = node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action ?: return null
    val answers = mutableListOf<TextLayoutResult>()
    return if (ask(answers)) answers.firstOrNull() else null
}

private fun walk(node: SemanticsNode, visit: (SemanticsNode) -> Unit) {
    visit(node)
    node.children.forEach { walk(it, visit) }
}

/** WCAG 2.2's contrast of two colours. */
internal fun ratio(one: Int, other: Int): Double {
    val (a, b) = light(one) to light(other)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

private fun light(rgb: Int): Double {
    fun channel(shift: Int): Double {
        val value = (rgb shr shift and 0xFF) / 255.0
        return if (value <= 0.04045) value / 12.92 else ((value + 0.055) / 1.055).pow(2.4)
    }
    return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}
