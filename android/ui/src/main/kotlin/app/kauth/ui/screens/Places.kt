package app.kauth.ui.screens

import androidx.compose.foundation.layout.RowScope
import androidx.compose.runtime.Composable
import app.kauth.core.Destination
import app.kauth.ui.Scene
import app.kauth.ui.components.IconAction
import app.kauth.ui.components.Way
import app.kauth.ui.theme.Glyphs

/** The ways from the first page to the other places. */
@Composable
internal fun RowScope.PlacesActions(scene: Scene) {
    IconAction(Glyphs.history, scene.labels.history, { scene.show(Destination.History) })
    IconAction(Glyphs.settings, scene.labels.settings, { scene.show(Destination.Settings) })
}

/** The way to the requests that wait, while some do. */
@Composable
internal fun RequestsWay(scene: Scene, waiting: String? = scene.view.waiting) {
    waiting?.let { Way(Glyphs.shield, it, null, { scene.show(Destination.NextRequest) }) }
}
