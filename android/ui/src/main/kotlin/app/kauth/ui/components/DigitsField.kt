package app.kauth.ui.components

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.text.BasicTextField
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.alpha
import androidx.compose.ui.focus.onFocusChanged
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

/** Digits to be typed, one large box each. A paste with spaces is taken; what is no digit finds no box. */
@Composable
fun DigitsField(
    label: String,
    typed: String,
    count: Int,
    onTyped: (String) -> Unit,
    onDone: () -> Unit,
    modifier: Modifier = Modifier,
) {
    var focused by remember { mutableStateOf(false) }
    BasicTextField(
        value = typed,
        onValueChange = { onTyped(it.filter(Char::isDigit).take(count)) },
        modifier = modifier.fillMaxWidth().onFocusChanged { focused = it.isFocused }.semantics { contentDescription = label },
        singleLine = true,
        textStyle = TextStyle(fontSize = 1.sp, color = Color.Transparent),
        cursorBrush = SolidColor(Color.Transparent),
        keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.NumberPassword, imeAction = ImeAction.Done),
        keyboardActions = KeyboardActions(onDone = { onDone() }),
        decorationBox = { field ->
            Box {
                Box(Modifier.alpha(0f)) { field() }
                Boxes(typed, count, focused)
            }
        },
    )
}

@Composable
private fun Boxes(typed: String, count: Int, focused: Boolean) {
    Row(
        Modifier.fillMaxWidth().clearAndSetSemantics { },
        horizontalArrangement = Arrangement.spacedBy(Space.s, Alignment.CenterHorizontally),
    ) {
        repeat(count) { place ->
            val here = focused && place == typed.length.coerceAtMost(count - 1)
            val edge = if (here) MaterialTheme.colorScheme.primary else MaterialTheme.colorScheme.outline
            Box(
                Modifier.weight(1f, fill = false)
                    .widthIn(max = 72.dp).fillMaxWidth()
                    .heightIn(min = 64.dp)
                    .background(MaterialTheme.colorScheme.surfaceVariant, Corner.small)
                    .border(if (here) 2.dp else 1.dp, edge, Corner.small)
                    .padding(Space.xs),
                contentAlignment = Alignment.Center,
            ) {
                val digit = typed.getOrNull(place)?.toString() ?: " "
                OneLine(digit, Kauth.type.digits.copy(fontSize = 32.sp, letterSpacing = 0.sp), align = TextAlign.Center)
            }
        }
    }
}
