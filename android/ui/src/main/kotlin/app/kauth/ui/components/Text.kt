package app.kauth.ui.components

import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.text.style.TextAlign
import app.kauth.ui.theme.Kauth

private const val LEAST = 0.6f

/** A page's headline. */
@Composable
fun Headline(text: String, modifier: Modifier = Modifier, align: TextAlign = TextAlign.Start) =
    WholeWords(text, Kauth.type.display, modifier, align = align, says = Modifier.semantics { heading() })

/** A heading within a page. */
@Composable
fun Heading(text: String, modifier: Modifier = Modifier) =
    WholeWords(text, Kauth.type.title, modifier, says = Modifier.semantics { heading() })

/** Running text. */
@Composable
fun Body(
    text: String,
    modifier: Modifier = Modifier,
    color: Color = MaterialTheme.colorScheme.onSurfaceVariant,
    align: TextAlign = TextAlign.Start,
) = Text(text, modifier, style = Kauth.type.body, color = color, textAlign = align)

/** Small text beside something. */
@Composable
fun Small(
    text: String,
    modifier: Modifier = Modifier,
    color: Color = MaterialTheme.colorScheme.onSurfaceVariant,
    align: TextAlign = TextAlign.Start,
) = Text(text, modifier, style = Kauth.type.label, color = color, textAlign = align)

/**
 * Text that wraps between words; where a single word is wider than the page (large type, German), the type gives way
 * instead of the word, down to [LEAST] of its size: a word that needs less is broken, because nobody could read it.
 */
@Composable
fun WholeWords(
    text: String,
    style: TextStyle,
    modifier: Modifier = Modifier,
    color: Color = LocalContentColor.current,
    align: TextAlign = TextAlign.Start,
    says: Modifier = Modifier,
) = Fitting(text, style, modifier, color, align, says, LEAST) { it.split(' ', '\u00A0').maxByOrNull(String::length).orEmpty() }

/** Text on one line; the type gives way where it is wider than its place. */
@Composable
fun OneLine(
    text: String,
    style: TextStyle,
    modifier: Modifier = Modifier,
    color: Color = LocalContentColor.current,
    align: TextAlign = TextAlign.Start,
    says: Modifier = Modifier,
) = Fitting(text, style, modifier, color, align, says, least = 0f) { it }

@Composable
private fun Fitting(
    text: String,
    style: TextStyle,
    modifier: Modifier,
    color: Color,
    align: TextAlign,
    says: Modifier,
    least: Float,
    unbroken: (String) -> String,
) {
    BoxWithConstraints(modifier) {
        val measurer = rememberTextMeasurer()
        val width = constraints.maxWidth
        val fitted = remember(text, style, width, measurer) { fitted(unbroken(text), style, width, measurer, least) }
        val fill = if (align == TextAlign.Center) says.fillMaxWidth() else says
        Text(text, fill, style = fitted, color = color, textAlign = align)
    }
}

private fun fitted(part: String, style: TextStyle, width: Int, measurer: TextMeasurer, least: Float): TextStyle {
    val needs = measurer.measure(part, style, softWrap = false, maxLines = 1).size.width
    if (needs <= width || needs == 0) return style
    val factor = ((width.toFloat() - 1) / needs).coerceAtLeast(least)
    return style.copy(fontSize = style.fontSize * factor, lineHeight = style.lineHeight * factor)
}
