package app.kauth.ui.components

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.layout.FirstBaseline
import androidx.compose.ui.layout.Layout
import androidx.compose.ui.layout.Placeable
import androidx.compose.ui.unit.Constraints
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

private const val WIDEST_LABEL = 0.4f

/** From here on type is large: what stands beside text gives way to it. */
internal const val LARGE_TYPE = 1.3f

/**
 * Labels and values in two columns, the first as wide as its widest label. Where that would take too much of the page
 * (large type, long words) each value stands below its label and has the whole width.
 */
@Composable
fun Pairs(pairs: List<Pair<String, String>>, modifier: Modifier = Modifier) = Layout(
    content = {
        pairs.forEach { (label, value) ->
            Small(label)
            Text(value, style = Kauth.type.body)
        }
    },
    modifier = modifier.fillMaxWidth(),
) { measurables, constraints ->
    val gap = Space.m.roundToPx()
    val between = Space.s.roundToPx()
    val width = constraints.maxWidth
    val labels = measurables.filterIndexed { place, _ -> place % 2 == 0 }
    val values = measurables.filterIndexed { place, _ -> place % 2 == 1 }
    val column = labels.maxOfOrNull { it.maxIntrinsicWidth(Constraints.Infinity) } ?: 0
    val stacked = fontScale > LARGE_TYPE || column > width * WIDEST_LABEL
    val valueWidth = if (stacked) width else width - column - gap
    val rows: List<Pair<Placeable, Placeable>> = labels.zip(values) { label, value ->
        label.measure(Constraints(maxWidth = if (stacked) width else column)) to value.measure(Constraints(maxWidth = valueWidth))
    }
    fun height(row: Pair<Placeable, Placeable>) =
        if (stacked) row.first.height + row.second.height else maxOf(row.first.height, row.second.height)
    val whole = rows.sumOf(::height) + between * (rows.size - 1).coerceAtLeast(0)
    layout(width, whole) {
        var at = 0
        rows.forEach { row ->
            val (label, value) = row
            if (stacked) {
                label.placeRelative(0, at)
                value.placeRelative(0, at + label.height)
            } else {
                // Both on the line of the value's first line.
                label.placeRelative(0, at + ((minOf(value.height, firstLine(value)) - label.height) / 2).coerceAtLeast(0))
                value.placeRelative(column + gap, at)
            }
            at += height(row) + between
        }
    }
}

private fun firstLine(value: Placeable): Int = value[FirstBaseline].let { if (it > 0) it * 4 / 3 else value.height }
