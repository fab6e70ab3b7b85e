package app.kauth.ui.screens

import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.unit.dp
import app.kauth.core.Ending
import app.kauth.core.RequestEndedView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Page
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.Small
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

/** How a request ended. */
@Composable
fun RequestEndedScreen(scene: Scene, view: RequestEndedView) = Page(
    scene,
    view.title,
    above = { Sign(view.ending) },
    buttons = {
        val browser = view.backToBrowser
        if (browser == null) {
            Primary(scene.labels.close, scene::back)
        } else {
            Primary(browser, { scene.send { returnToBrowser() } }, icon = Glyphs.browser)
            Secondary(scene.labels.close, scene::back)
        }
    },
) {
    Body(view.text)
    Panel {
        Text(view.site, style = Kauth.type.title)
        Small(view.account)
    }
    RequestsWay(scene)
}

/** The sign of an ending: its form says it, not its colour. */
internal fun glyph(ending: Ending): ImageVector = when (ending) {
    Ending.APPROVED -> Glyphs.check
    Ending.REFUSED, Ending.WITHDRAWN -> Glyphs.close
    Ending.REPORTED -> Glyphs.stop
    Ending.EXPIRED, Ending.EXPIRED_BEFORE_OPENING, Ending.LAPSED -> Glyphs.clock
    Ending.ANSWERED_ELSEWHERE -> Glyphs.phone
    Ending.SUPERSEDED -> Glyphs.forward
    Ending.NO_NETWORK -> Glyphs.offline
    Ending.FAILED, Ending.NOT_ACCEPTED -> Glyphs.warning
}

@Composable
private fun Sign(ending: Ending) {
    val colors = MaterialTheme.colorScheme
    val (ground, ink) = when (ending) {
        Ending.APPROVED -> Kauth.colors.successContainer to Kauth.colors.onSuccessContainer
        Ending.REPORTED, Ending.FAILED, Ending.NOT_ACCEPTED -> colors.errorContainer to colors.onErrorContainer
        else -> colors.secondaryContainer to colors.onSecondaryContainer
    }
    Surface(shape = Corner.large, color = ground, contentColor = ink) {
        Icon(glyph(ending), contentDescription = null, Modifier.padding(Space.l).size(32.dp))
    }
}
