package app.kauth.ui.screens

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.gestures.detectTapGestures
import androidx.compose.foundation.gestures.detectTransformGestures
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableFloatStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.graphicsLayer
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.IntSize
import androidx.compose.ui.unit.dp
import app.kauth.core.CheckReviewPicture
import app.kauth.core.PictureKind
import app.kauth.ui.Scene
import app.kauth.ui.components.IconAction
import app.kauth.ui.components.WholeWords
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** As high as a card is in a panel's width. */
private val height = 200.dp

/** How much larger than the screen a picture gets; a tap makes it [CLOSE] times as large. */
private const val MOST = 8f
private const val CLOSE = 3f

/** A picture of the check, all of it; a tap opens it large. */
@Composable
internal fun WholePicture(scene: Scene, picture: CheckReviewPicture, enlarge: () -> Unit) = Box(
    Modifier.fillMaxWidth().height(height).clip(Corner.small).background(MaterialTheme.colorScheme.surfaceVariant)
        .clickable(role = Role.Button, onClick = enlarge)
        .semantics { contentDescription = "${picture.enlarge}: ${picture.label}" },
    contentAlignment = Alignment.Center,
) {
    Picture(scene, picture.kind, with(LocalDensity.current) { height.roundToPx() }, Modifier.matchParentSize())
    Icon(
        Glyphs.enlarge,
        contentDescription = null,
        Modifier.align(Alignment.BottomEnd).padding(Space.s).clip(Corner.small)
            .background(MaterialTheme.colorScheme.inverseSurface).padding(Space.xs).size(24.dp),
        tint = MaterialTheme.colorScheme.inverseOnSurface,
    )
}

/** A picture on the whole screen: two fingers, or a tap, make it larger. Back leads to where it lay. */
@Composable
internal fun LargePicture(scene: Scene, picture: CheckReviewPicture, modifier: Modifier, close: () -> Unit) {
    scene.host.BackHandler(true, close)
    Surface(modifier, color = MaterialTheme.colorScheme.surface) {
        Column {
            Row(Modifier.fillMaxWidth().padding(Space.xs), verticalAlignment = Alignment.CenterVertically) {
                IconAction(Glyphs.close, scene.labels.close, close)
                WholeWords(picture.label, Kauth.type.title, Modifier.weight(1f))
            }
            BoxWithConstraints(Modifier.weight(1f).fillMaxWidth().clipToBounds()) {
                val zoom = remember(picture.kind) { Zoom() }
                val pixels = maxOf(constraints.maxWidth, constraints.maxHeight)
                Picture(scene, picture.kind, pixels, Modifier.fillMaxSize().zooms(zoom).semantics { contentDescription = picture.label })
            }
        }
    }
}

/** A picture's place and size under fingers. */
internal class Zoom {
    var scale by mutableFloatStateOf(1f)
        private set
    var shift by mutableStateOf(Offset.Zero)
        private set

    /** What lies under [about] stays under it, and goes with the finger; the picture's edge never comes into the frame. */
    fun move(frame: IntSize, about: Offset, by: Float, pan: Offset = Offset.Zero) {
        val next = (scale * by).coerceIn(1f, MOST)
        val middle = Offset(frame.width / 2f, frame.height / 2f)
        val from = about - middle
        val moved = (shift - from) * (next / scale) + from + pan
        val room = middle * (next - 1f)
        shift = Offset(moved.x.coerceIn(-room.x, room.x), moved.y.coerceIn(-room.y, room.y))
        scale = next
    }

    /** Close to [about], or back to the whole. */
    fun tap(frame: IntSize, about: Offset) = move(frame, about, if (scale > 1f) 1f / scale else CLOSE)
}

private fun Modifier.zooms(zoom: Zoom) = this
    .pointerInput(zoom) { detectTapGestures { zoom.tap(size, it) } }
    .pointerInput(zoom) { detectTransformGestures { about, pan, by, _ -> zoom.move(size, about, by, pan) } }
    .graphicsLayer {
        scaleX = zoom.scale
        scaleY = zoom.scale
        translationX = zoom.shift.x
        translationY = zoom.shift.y
    }

/** The picture itself, about so many [pixels] wide and high; its sign until it is read, off the UI thread. */
@Composable
private fun Picture(scene: Scene, kind: PictureKind, pixels: Int, modifier: Modifier) {
    var shown by remember(kind) { mutableStateOf<ImageBitmap?>(null) }
    LaunchedEffect(kind) {
        withContext(Dispatchers.Default) {
            scene.tell { shown = scene.host.thumbnail(pictureOf(kind), pixels) }
        }
    }
    Box(modifier, contentAlignment = Alignment.Center) {
        val picture = shown
        if (picture == null) {
            Icon(glyph(kind), contentDescription = null, Modifier.size(28.dp), tint = MaterialTheme.colorScheme.onSurfaceVariant)
        } else {
            Image(picture, contentDescription = null, Modifier.matchParentSize(), contentScale = ContentScale.Fit)
        }
    }
}
