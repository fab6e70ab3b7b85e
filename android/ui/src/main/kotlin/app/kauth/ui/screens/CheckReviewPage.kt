package app.kauth.ui.screens

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kauth.core.CheckReviewPicture
import app.kauth.core.CheckReviewView
import app.kauth.core.PictureKind
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Page
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Toggle
import app.kauth.ui.components.Warning
import app.kauth.ui.components.WholeWords
import app.kauth.ui.components.rememberUnderWay
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

private val side = 72.dp

/** Everything once more, before it is sent. */
@Composable
internal fun ReviewPage(scene: Scene, view: CheckReviewView) {
    var wifiOnly by rememberSaveable { mutableStateOf(false) }
    val sending = rememberUnderWay(scene)
    val send = {
        val waits = wifiOnly
        sending.send { sendCheck(waits) }
    }
    Page(
        scene,
        view.title,
        buttons = {
            Primary(view.send, send, busy = sending.now)
            Withdraw(scene, view.withdraw)
        },
    ) {
        Body(view.text)
        Problem(view.problem)
        view.pictures.forEach { Taken(scene, it) }
        PairsPanel(view.pairs)
        Panel { Toggle(view.wifiOnly, wifiOnly, { wifiOnly = it }) }
    }
}

@Composable
private fun Taken(scene: Scene, picture: CheckReviewPicture) = Panel {
    Row(horizontalArrangement = Arrangement.spacedBy(Space.m), verticalAlignment = Alignment.CenterVertically) {
        Thumbnail(scene, picture.kind)
        Column(Modifier.weight(1f)) {
            WholeWords(picture.label, Kauth.type.body.copy(fontWeight = Kauth.type.title.fontWeight))
            picture.retake?.let {
                Quiet(
                    it,
                    { scene.send { retake(picture.kind) } },
                    Modifier.semantics { contentDescription = "$it: ${picture.label}" },
                )
            }
        }
    }
    Warning(picture.flagged)
}

/** The picture itself, small; its sign until it is read, off the UI thread. Its label stands beside it. */
@Composable
private fun Thumbnail(scene: Scene, kind: PictureKind) {
    var shown by remember(kind) { mutableStateOf<ImageBitmap?>(null) }
    val pixels = with(LocalDensity.current) { side.roundToPx() }
    LaunchedEffect(kind) {
        withContext(Dispatchers.Default) {
            scene.tell { shown = scene.host.thumbnail(pictureOf(kind), pixels) }
        }
    }
    val ground = Modifier.size(side).clip(Corner.small).background(MaterialTheme.colorScheme.surfaceVariant)
    Box(ground, contentAlignment = Alignment.Center) {
        val picture = shown
        if (picture == null) {
            Icon(glyph(kind), contentDescription = null, Modifier.size(28.dp), tint = MaterialTheme.colorScheme.onSurfaceVariant)
        } else {
            Image(picture, contentDescription = null, Modifier.matchParentSize(), contentScale = ContentScale.Crop)
        }
    }
}
