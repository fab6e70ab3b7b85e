package app.kauth.ui.screens

import androidx.compose.runtime.Composable
import app.kauth.core.RemoveView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Destructive
import app.kauth.ui.components.Page
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.Warning
import app.kauth.ui.theme.Glyphs

/** The question before an account is removed. */
@Composable
fun RemoveScreen(scene: Scene, view: RemoveView) = Page(
    scene,
    view.title,
    buttons = {
        Secondary(scene.labels.cancel, scene::back)
        Destructive(view.remove, { scene.send { delete(view.id) } }, icon = Glyphs.remove)
    },
) {
    Body(view.text)
    Warning(view.warning)
}
