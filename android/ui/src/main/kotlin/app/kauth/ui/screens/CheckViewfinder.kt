package app.kauth.ui.screens

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.unit.dp
import app.kauth.core.CheckPictureView
import app.kauth.core.PictureKind
import app.kauth.core.SightView
import app.kauth.design.Tokens
import app.kauth.ui.Scene
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Space

/** What the camera's sensor gives, upright. */
private const val RATIO = 3f / 4f

/** So that the hint and the shutter are in sight with it. */
private val HEIGHT = 280.dp

/** What the camera sees, the document's outline in it, and the one thing to do. The words are spoken by the core's effect. */
@Composable
internal fun CheckViewfinder(scene: Scene, view: CheckPictureView, take: () -> Unit) {
    Column(Modifier.fillMaxWidth().clip(Corner.large).background(MaterialTheme.colorScheme.surfaceVariant)) {
        Box(
            Modifier.align(Alignment.CenterHorizontally)
                .heightIn(max = HEIGHT).aspectRatio(RATIO, matchHeightConstraintsFirst = true),
        ) {
            scene.host.Viewfinder(
                selfie = view.kind == PictureKind.SELFIE,
                { if (scene.sight(view.kind, it)) take() },
                Modifier.matchParentSize(),
            )
            view.sight?.let { Outline(it, Modifier.matchParentSize()) }
        }
        view.sight?.let { Hint(it) }
    }
}

@Composable
private fun Outline(sight: SightView, modifier: Modifier) {
    // Over what the camera sees, whatever the theme.
    val color = if (sight.fine) Color(Tokens.dark.primary) else Color.White
    Canvas(modifier) {
        val line = Path()
        sight.outline.forEachIndexed { place, corner ->
            val (x, y) = size.width * corner.x to size.height * corner.y
            if (place == 0) line.moveTo(x, y) else line.lineTo(x, y)
        }
        if (sight.outline.isNotEmpty()) line.close()
        drawPath(line, Color.Black, alpha = SHADE, style = Stroke(6.dp.toPx(), join = StrokeJoin.Round))
        drawPath(line, color, style = Stroke((if (sight.fine) 4.dp else 2.dp).toPx(), join = StrokeJoin.Round))
    }
}

/** So that the line is seen on white paper, too. */
private const val SHADE = 0.5f

@Composable
private fun Hint(sight: SightView) {
    val colors = MaterialTheme.colorScheme
    Row(
        Modifier.fillMaxWidth().background(colors.inverseSurface).padding(Space.m),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        val sign = if (sight.fine) Glyphs.check else Glyphs.info
        Icon(sign, contentDescription = null, Modifier.padding(end = Space.s), tint = colors.inverseOnSurface)
        Text(sight.text, color = colors.inverseOnSurface, style = MaterialTheme.typography.bodyLarge)
    }
}
