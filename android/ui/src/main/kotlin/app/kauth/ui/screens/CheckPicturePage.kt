package app.kauth.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.key
import app.kauth.core.CheckPictureView
import app.kauth.core.PermissionKind
import app.kauth.core.PictureKind
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.Small
import app.kauth.ui.components.Warning
import app.kauth.ui.components.rememberUnderWay
import app.kauth.ui.theme.Glyphs

/** A picture is to be taken, or chosen. */
@Composable
internal fun PicturePage(scene: Scene, view: CheckPictureView) {
    val (taking, choosing) = key(view.kind) { rememberUnderWay(scene) to rememberUnderWay(scene) }
    val take = {
        if (!taking.now) taking.ask<ByteArray>(scene.host::takePicture) { checkPicture(view.kind, it) }
    }
    val choose = {
        scene.host.pickPicture { bytes -> choosing.send { checkPicture(view.kind, bytes) } }
    }
    Page(
        scene,
        view.title,
        icon = glyph(view.kind).takeIf { view.take == null },
        buttons = {
            val label = view.take
            if (label != null) {
                Primary(label, take, icon = Glyphs.camera, busy = taking.now)
                Secondary(view.choose, choose, icon = Glyphs.picture, busy = choosing.now)
            } else {
                Primary(view.choose, choose, icon = Glyphs.picture, busy = choosing.now)
            }
            view.sendAnyway?.let { Quiet(it, { scene.send { sendAnyway(view.kind) } }) }
            view.otherDocument?.let { OtherDocument(scene, it) }
            Withdraw(scene, view.withdraw)
        },
    ) {
        Small(view.position)
        Problem(view.problem)
        if (view.take != null) CheckViewfinder(scene, view, take)
        Body(view.text)
        Warning(view.cameraRefused) {
            Quiet(scene.labels.allow, { scene.send { askPermission(PermissionKind.CAMERA) } })
        }
    }
}

/** The sign of a picture, where it is not drawn itself. */
internal fun glyph(kind: PictureKind) = when (kind) {
    PictureKind.FRONT, PictureKind.BACK -> Glyphs.card
    PictureKind.PHOTO_PAGE -> Glyphs.passport
    PictureKind.SELFIE -> Glyphs.camera
}
