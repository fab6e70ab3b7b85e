package app.kauth.ui.components

import androidx.compose.foundation.layout.Row
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextAlign
import app.kauth.ui.theme.Kauth

/** A code as a screen reader is to say it: digit by digit. */
fun spoken(code: String): String = code.filterNot(Char::isWhitespace).toList().joinToString(" ")

/** A code, in figures of one width; spoken digit by digit. */
@Composable
fun CodeText(
    code: String,
    modifier: Modifier = Modifier,
    style: TextStyle = Kauth.type.code,
    color: Color = LocalContentColor.current,
    align: TextAlign = TextAlign.Start,
) = OneLine(code, style, modifier, color, align, Modifier.semantics { contentDescription = spoken(code) })

/** The code after the one that counts, small. */
@Composable
fun NextCode(caption: String, code: String, modifier: Modifier = Modifier) {
    val faint = MaterialTheme.colorScheme.onSurfaceVariant
    Row(modifier, verticalAlignment = Alignment.CenterVertically) {
        Small("$caption ", color = faint)
        CodeText(code, style = Kauth.type.label.copy(fontFeatureSettings = Kauth.type.code.fontFeatureSettings), color = faint)
    }
}
