package app.kauth.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.unit.dp
import app.kauth.core.LinkAgainView
import app.kauth.core.LinkRemovedView
import app.kauth.core.ProblemView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Hint
import app.kauth.ui.components.Page
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.WholeWords
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

/** A provider ended a link. */
@Composable
fun LinkRemovedScreen(scene: Scene, view: LinkRemovedView) = Page(
    scene,
    view.title,
    icon = Glyphs.link,
    buttons = { Primary(scene.labels.close, scene::back) },
) {
    Body(view.text)
    Hint(view.hint)
}

/** This phone must be linked again: what is lost, what is kept. */
@Composable
fun LinkAgainScreen(scene: Scene, view: LinkAgainView) = Page(
    scene,
    view.title,
    icon = Glyphs.link,
    buttons = {
        Primary(view.again, { scene.send { signInHere(view.host, scene.loopbackRedirect) } })
        Secondary(scene.labels.close, scene::back)
    },
) {
    Body(view.text)
    Panel {
        view.lost.forEach { Point(Glyphs.close, it, MaterialTheme.colorScheme.error) }
        view.kept.forEach { Point(Glyphs.check, it, Kauth.colors.success) }
    }
    WholeWords(view.host, Kauth.type.title)
}

@Composable
private fun Point(icon: ImageVector, text: String, ink: Color) = Row(horizontalArrangement = Arrangement.spacedBy(Space.m)) {
    Icon(icon, contentDescription = null, Modifier.size(24.dp), tint = ink)
    Body(text, Modifier.weight(1f), MaterialTheme.colorScheme.onSurface)
}

/** Something did not work, and nothing was changed. */
@Composable
fun ProblemScreen(scene: Scene, view: ProblemView) = Page(
    scene,
    view.title,
    icon = Glyphs.warning,
    buttons = {
        val retry = view.retry
        if (retry == null) {
            Primary(scene.labels.close, scene::back)
        } else {
            Primary(retry, { scene.send { retry() } }, icon = Glyphs.refresh)
            Secondary(scene.labels.close, scene::back)
        }
    },
) { Body(view.text) }
