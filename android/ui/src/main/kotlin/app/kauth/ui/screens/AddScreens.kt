package app.kauth.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalClipboardManager
import app.kauth.core.AddChoice
import app.kauth.core.AddChoiceView
import app.kauth.core.AddView
import app.kauth.core.Destination
import app.kauth.core.PermissionKind
import app.kauth.ui.Scene
import app.kauth.ui.components.Field
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.Typing
import app.kauth.ui.components.Warning
import app.kauth.ui.components.Way
import app.kauth.ui.theme.Glyphs

/** The ways to add an account. */
@Composable
fun AddScreen(scene: Scene, view: AddView) {
    var pasting by rememberSaveable { mutableStateOf(false) }
    Page(scene, view.title) {
        Problem(view.problem)
        Warning(view.cameraRefused) {
            Quiet(scene.labels.allow, { scene.send { askPermission(PermissionKind.CAMERA) } })
        }
        view.choices.forEach { AddWay(scene, it) { pasting = true } }
    }
    if (pasting) PasteDialog(scene) { pasting = false }
}

/** One of the ways; what is pasted is asked for by [onPaste]. */
@Composable
internal fun AddWay(scene: Scene, way: AddChoiceView, onPaste: () -> Unit) = when (way.choice) {
    AddChoice.SIGN_IN_HERE -> Way(Glyphs.phone, way.label, way.text, { scene.show(Destination.SignInHere) })
    AddChoice.SCAN -> Way(Glyphs.scan, way.label, way.text, { scene.show(Destination.Scan) })
    AddChoice.PICTURE -> Way(Glyphs.picture, way.label, way.text, { scene.host.pickPicture(scene.picture) })
    AddChoice.PASTE -> Way(Glyphs.paste, way.label, way.text, onPaste)
    AddChoice.BY_HAND -> Way(Glyphs.keyboard, way.label, way.text, { scene.show(Destination.AddByHand) })
}

/** What a link is pasted into: a person sees what is taken before it is. */
@Composable
private fun PasteDialog(scene: Scene, onDone: () -> Unit) {
    val clipboard = LocalClipboardManager.current
    var typed by rememberSaveable { mutableStateOf("") }
    val take = {
        val text = typed
        onDone()
        scene.send { scan(text) }
    }
    Ask(
        scene.labels.paste,
        onDone,
        buttons = {
            Secondary(scene.labels.cancel, onDone)
            Primary(scene.labels.next, take)
        },
    ) {
        Field(scene.labels.linkField, typed, { typed = it }, typing = Typing.ADDRESS, singleLine = false)
        Quiet(scene.labels.paste, { clipboard.getText()?.let { typed = it.text } }, icon = Glyphs.paste)
    }
}
