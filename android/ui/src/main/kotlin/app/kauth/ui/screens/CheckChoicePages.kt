package app.kauth.ui.screens

import androidx.compose.runtime.Composable
import app.kauth.core.CheckDocumentView
import app.kauth.core.CheckLocationView
import app.kauth.core.IdentityDocument
import app.kauth.core.PermissionKind
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Hint
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.Way
import app.kauth.ui.components.rememberUnderWay
import app.kauth.ui.model.Place
import app.kauth.ui.theme.Glyphs

/** Whether the person says where they are. The system is asked only when *share* is tapped. */
@Composable
internal fun LocationPage(scene: Scene, view: CheckLocationView) {
    val sharing = rememberUnderWay(scene)
    val declining = rememberUnderWay(scene)
    val share = {
        sharing.ask<Place>({ onPlace -> scene.host.locate { onPlace(it ?: Place.unknown) } }) {
            checkLocation(it.latitude, it.longitude, it.accuracyM)
        }
    }
    Page(
        scene,
        view.title,
        icon = Glyphs.place,
        buttons = {
            Primary(view.share, share, icon = Glyphs.place, busy = sharing.now)
            Secondary(view.decline, { declining.send { declineLocation() } }, busy = declining.now)
            Withdraw(scene, view.withdraw)
        },
    ) {
        Body(view.text)
        Hint(view.required)
        Problem(view.problem)
        Problem(view.refused)
        if (view.refused != null) {
            Secondary(scene.labels.openSystemSettings, { scene.send { askPermission(PermissionKind.LOCATION) } })
        }
    }
}

/** Which document is photographed. */
@Composable
internal fun DocumentPage(scene: Scene, view: CheckDocumentView) = Page(
    scene,
    view.title,
    buttons = { Withdraw(scene, view.withdraw) },
) {
    Body(view.text)
    Hint(view.change)
    Problem(view.problem)
    view.choices.forEach { choice ->
        Way(glyph(choice.document), choice.label, choice.text, { scene.send { chooseDocument(choice.document) } })
    }
}

private fun glyph(document: IdentityDocument) = when (document) {
    IdentityDocument.IDENTITY_CARD -> Glyphs.card
    IdentityDocument.PASSPORT -> Glyphs.passport
}
