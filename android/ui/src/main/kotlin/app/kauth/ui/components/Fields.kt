package app.kauth.ui.components

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.text.input.VisualTransformation
import app.kauth.core.Labels
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

/** What a field is for, as the keyboard is to know it. */
enum class Typing(internal val keyboard: KeyboardOptions) {
    TEXT(KeyboardOptions(KeyboardCapitalization.Sentences)),
    EXACT(KeyboardOptions(KeyboardCapitalization.None, autoCorrectEnabled = false, keyboardType = KeyboardType.Ascii)),
    ADDRESS(KeyboardOptions(KeyboardCapitalization.None, autoCorrectEnabled = false, keyboardType = KeyboardType.Uri)),
    NUMBER(KeyboardOptions(keyboardType = KeyboardType.Number)),
    PHONE(KeyboardOptions(keyboardType = KeyboardType.Phone)),
}

/** A field with its label above it, where large type has room to wrap. */
@Composable
fun Field(
    label: String,
    text: String,
    onText: (String) -> Unit,
    modifier: Modifier = Modifier,
    typing: Typing = Typing.TEXT,
    singleLine: Boolean = true,
    leading: ImageVector? = null,
    trailing: (@Composable () -> Unit)? = null,
    onDone: (() -> Unit)? = null,
) = Labelled(label, modifier) {
    Entry(label, text, onText, typing.keyboard, VisualTransformation.None, singleLine, leading, trailing, onDone)
}

/** A field for a passphrase or a secret key: hidden until asked for, and never kept over a restart. */
@Composable
fun SecretField(
    labels: Labels,
    label: String,
    text: String,
    onText: (String) -> Unit,
    modifier: Modifier = Modifier,
    onDone: (() -> Unit)? = null,
) = Labelled(label, modifier) {
    var shown by remember { mutableStateOf(false) }
    val keyboard = KeyboardOptions(KeyboardCapitalization.None, autoCorrectEnabled = false, keyboardType = KeyboardType.Password)
    val eye: @Composable () -> Unit = {
        IconAction(
            if (shown) Glyphs.eyeClosed else Glyphs.eye,
            if (shown) labels.hideTyped else labels.showTyped,
            { shown = !shown },
        )
    }
    val mask = if (shown) VisualTransformation.None else PasswordVisualTransformation()
    Entry(label, text, onText, keyboard, mask, true, null, eye, onDone)
}

@Composable
private fun Labelled(label: String, modifier: Modifier, field: @Composable () -> Unit) =
    Column(modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(Space.xs)) {
        // The field itself says its label.
        Small(label, Modifier.clearAndSetSemantics { }, MaterialTheme.colorScheme.onSurface)
        field()
    }

@Composable
private fun Entry(
    label: String,
    text: String,
    onText: (String) -> Unit,
    keyboard: KeyboardOptions,
    mask: VisualTransformation,
    singleLine: Boolean,
    leading: ImageVector?,
    trailing: (@Composable () -> Unit)?,
    onDone: (() -> Unit)?,
) = OutlinedTextField(
    value = text,
    onValueChange = onText,
    modifier = Modifier.fillMaxWidth().semantics { contentDescription = label },
    textStyle = Kauth.type.body,
    leadingIcon = leading?.let { icon -> { Icon(icon, contentDescription = null) } },
    trailingIcon = trailing,
    visualTransformation = mask,
    singleLine = singleLine,
    minLines = if (singleLine) 1 else 3,
    shape = Corner.small,
    keyboardOptions = keyboard.copy(imeAction = if (onDone == null) ImeAction.Default else ImeAction.Done),
    keyboardActions = KeyboardActions(onDone = { onDone?.invoke() }),
    colors = OutlinedTextFieldDefaults.colors(
        unfocusedContainerColor = MaterialTheme.colorScheme.surfaceContainer,
        focusedContainerColor = MaterialTheme.colorScheme.surfaceContainer,
        unfocusedBorderColor = MaterialTheme.colorScheme.outline,
    ),
)
