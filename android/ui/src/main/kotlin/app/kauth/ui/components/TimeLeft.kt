package app.kauth.ui.components

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.coerceAtMost
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import app.kauth.ui.Scene
import app.kauth.ui.left
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

private const val SECOND_MS = 1000L
private const val MINUTE_S = 60L

/** Time left as a person reads it: seconds, or minutes and seconds. A begun second counts. */
fun clock(leftMs: Long): String {
    val seconds = (leftMs + SECOND_MS - 1) / SECOND_MS
    if (seconds < MINUTE_S) return seconds.toString()
    return "${seconds / MINUTE_S}:${(seconds % MINUTE_S).toString().padStart(2, '0')}"
}

/** The time a code still counts, as a ring with its seconds. */
@Composable
fun Ring(scene: Scene, endsInMs: ULong, periodMs: ULong, modifier: Modifier = Modifier) {
    val left = scene.left(endsInMs)
    val part = if (periodMs == 0uL) 0f else (left.toFloat() / periodMs.toLong()).coerceIn(0f, 1f)
    val side = with(LocalDensity.current) { 36.sp.toDp() }.coerceAtMost(64.dp)
    val track = MaterialTheme.colorScheme.outlineVariant
    val pen = MaterialTheme.colorScheme.primary
    val words = "${scene.labels.timeLeft} ${clock(left)}"
    Box(modifier.size(side).clearAndSetSemantics { contentDescription = words }, contentAlignment = Alignment.Center) {
        Canvas(Modifier.fillMaxSize()) {
            val stroke = Stroke(width = 3.dp.toPx(), cap = StrokeCap.Round)
            val inset = stroke.width / 2
            val box = Size(size.width - stroke.width, size.height - stroke.width)
            drawArc(track, 0f, 360f, false, Offset(inset, inset), box, style = stroke)
            drawArc(pen, -90f, 360f * part, false, Offset(inset, inset), box, style = stroke)
        }
        OneLine(clock(left), Kauth.type.label, Modifier.padding(horizontal = 7.dp), MaterialTheme.colorScheme.onSurfaceVariant)
    }
}

/** The time a request still waits, as a bar with minutes and seconds. */
@Composable
fun Countdown(scene: Scene, endsInMs: ULong, lifetimeMs: ULong, modifier: Modifier = Modifier) {
    val left = scene.left(endsInMs)
    val part = if (lifetimeMs == 0uL) 0f else (left.toFloat() / lifetimeMs.toLong()).coerceIn(0f, 1f)
    val words = "${scene.labels.timeLeft} ${clock(left)}"
    Row(
        modifier.fillMaxWidth().clearAndSetSemantics { contentDescription = words },
        horizontalArrangement = Arrangement.spacedBy(Space.m),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        LinearProgressIndicator(
            progress = { part },
            modifier = Modifier.weight(1f).height(4.dp),
            color = MaterialTheme.colorScheme.primary,
            trackColor = MaterialTheme.colorScheme.outlineVariant,
            gapSize = 0.dp,
            drawStopIndicator = {},
        )
        Text(
            clock(left),
            style = Kauth.type.label.copy(fontFeatureSettings = Kauth.type.code.fontFeatureSettings),
            color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
    }
}

/** The time that something still counts, in words only. */
@Composable
fun TimeLeftText(scene: Scene, endsInMs: ULong, modifier: Modifier = Modifier) =
    Small("${scene.labels.timeLeft} ${clock(scene.left(endsInMs))}", modifier)
