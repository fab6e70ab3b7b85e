package app.kauth.ui.screens

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import app.kauth.core.Destination
import app.kauth.core.StartView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.TopRow
import app.kauth.ui.theme.Glyphs

/** No account yet. */
@Composable
fun StartScreen(scene: Scene, view: StartView) = Column(Modifier.fillMaxSize()) {
    TopRow(scene) { PlacesActions(scene) }
    Page(
        scene,
        view.title,
        icon = Glyphs.shield,
        hasTop = false,
        buttons = { Primary(view.add, { scene.show(Destination.Add) }, icon = Glyphs.add) },
    ) {
        Body(view.text)
        RequestsWay(scene)
    }
}
