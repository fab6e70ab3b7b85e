package app.kauth.ui.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import app.kauth.core.RecoveryCodesAction
import app.kauth.core.RecoveryCodesView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Page
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.SideBySide
import app.kauth.ui.components.spoken
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

/** Recovery codes, to be saved. */
@Composable
fun RecoveryCodesScreen(scene: Scene, view: RecoveryCodesView) = Page(
    scene,
    view.title,
    icon = Glyphs.key,
    buttons = {
        val saved = view.saved
        if (saved != null) {
            Primary(saved, { scene.send { savedRecoveryCodes() } }, icon = Glyphs.check)
        } else {
            Secondary(scene.labels.close, scene::back)
        }
    },
) {
    Body(view.text)
    Panel { Codes(view.codes) }
    SideBySide(gap = Space.s) {
        view.actions.forEach { action ->
            Secondary(
                action.label,
                { scene.send { recoveryCodes(view.account, action.action) } },
                icon = icon(action.action),
            )
        }
    }
}

@Composable
private fun Codes(codes: List<String>) {
    val style = Kauth.type.body.copy(fontFeatureSettings = Kauth.type.code.fontFeatureSettings)
    codes.chunked(2).forEach { two ->
        SideBySide(gap = Space.s) { two.forEach { Text(it, Modifier.semantics { contentDescription = spoken(it) }, style = style) } }
    }
}

private fun icon(action: RecoveryCodesAction): ImageVector = when (action) {
    RecoveryCodesAction.COPY -> Glyphs.copy
    RecoveryCodesAction.SAVE -> Glyphs.save
    RecoveryCodesAction.PRINT -> Glyphs.print
}
