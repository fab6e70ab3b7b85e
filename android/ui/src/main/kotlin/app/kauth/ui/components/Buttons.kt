package app.kauth.ui.components

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.layout.Layout
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Constraints
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.MinimumTarget
import app.kauth.ui.theme.Space

private val inside = PaddingValues(horizontal = Space.l, vertical = Space.m)
private val tall = 56.dp

/** The one button of a page that invites a tap. */
@Composable
fun Primary(label: String, onClick: () -> Unit, modifier: Modifier = Modifier, icon: ImageVector? = null, busy: Boolean = false) =
    Button(
        onClick,
        modifier.fillMaxWidth().heightIn(min = tall),
        shape = Corner.medium,
        contentPadding = inside,
    ) { Inside(label, icon, busy) }

/** A button beside or below it. */
@Composable
fun Secondary(
    label: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    icon: ImageVector? = null,
    busy: Boolean = false,
    color: Color = MaterialTheme.colorScheme.primary,
    enabled: Boolean = true,
) = OutlinedButton(
    onClick,
    modifier.fillMaxWidth().heightIn(min = tall),
    enabled = enabled,
    shape = Corner.medium,
    contentPadding = inside,
    border = BorderStroke(1.dp, if (enabled) MaterialTheme.colorScheme.outline else MaterialTheme.colorScheme.outlineVariant),
    colors = ButtonDefaults.outlinedButtonColors(contentColor = color, disabledContentColor = MaterialTheme.colorScheme.onSurfaceVariant),
) { Inside(label, icon, busy) }

/** A button that takes something away for good. */
@Composable
fun Destructive(
    label: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    icon: ImageVector? = null,
    busy: Boolean = false,
) = Button(
    onClick,
    modifier.fillMaxWidth().heightIn(min = tall),
    shape = Corner.medium,
    contentPadding = inside,
    colors = ButtonDefaults.buttonColors(MaterialTheme.colorScheme.error, MaterialTheme.colorScheme.onError),
) { Inside(label, icon, busy) }

/** A quiet button. */
@Composable
fun Quiet(
    label: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    icon: ImageVector? = null,
    busy: Boolean = false,
    color: Color = MaterialTheme.colorScheme.primary,
    border: BorderStroke? = null,
) = TextButton(
    onClick,
    modifier.heightIn(min = MinimumTarget),
    shape = Corner.medium,
    contentPadding = PaddingValues(horizontal = Space.m, vertical = Space.s),
    border = border,
    colors = ButtonDefaults.textButtonColors(contentColor = color),
) { Inside(label, icon, busy) }

/** A button that is an icon; its label is spoken. */
@Composable
fun IconAction(
    icon: ImageVector,
    label: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    tint: Color = LocalContentColor.current
) =
    IconButton(onClick, modifier.size(MinimumTarget)) { Icon(icon, contentDescription = label, tint = tint) }

@Composable
private fun RowScope.Inside(label: String, icon: ImageVector?, busy: Boolean) {
    if (busy) {
        CircularProgressIndicator(Modifier.size(20.dp), color = LocalContentColor.current, strokeWidth = 2.dp)
        Spacer(Modifier.width(Space.s))
    } else if (icon != null) {
        Icon(icon, contentDescription = null, Modifier.size(20.dp))
        Spacer(Modifier.width(Space.s))
    }
    Text(
        label,
        Modifier.weight(1f, fill = false),
        style = Kauth.type.label.copy(fontSize = Kauth.type.body.fontSize),
        textAlign = TextAlign.Center
    )
}

/** Two or more of one width side by side; one below the other where a label would be broken. */
@Composable
fun SideBySide(modifier: Modifier = Modifier, gap: Dp = Space.m, content: @Composable () -> Unit) =
    Layout(content, modifier.fillMaxWidth()) { measurables, constraints ->
        val space = gap.roundToPx()
        val count = measurables.size.coerceAtLeast(1)
        val each = (constraints.maxWidth - space * (count - 1)) / count
        val fits = measurables.all { it.maxIntrinsicWidth(Constraints.Infinity) <= each }
        val width = if (fits) each else constraints.maxWidth
        val tallest = if (fits) measurables.maxOfOrNull { it.minIntrinsicHeight(width) } ?: 0 else 0
        val placed = measurables.map { it.measure(Constraints(width, width, tallest, Constraints.Infinity)) }
        val height = if (fits) placed.maxOfOrNull { it.height } ?: 0 else placed.sumOf { it.height } + space * (count - 1)
        layout(constraints.maxWidth, height) {
            var at = 0
            placed.forEach {
                if (fits) it.placeRelative(at, 0) else it.placeRelative(0, at)
                at += space + if (fits) width else it.height
            }
        }
    }
