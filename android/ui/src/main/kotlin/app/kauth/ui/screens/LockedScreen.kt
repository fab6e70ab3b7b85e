package app.kauth.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import app.kauth.core.LockedView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.SecretField
import app.kauth.ui.components.TimeLeftText
import app.kauth.ui.left
import app.kauth.ui.theme.Glyphs

/** The app is locked; requests can be denied all the same. */
@Composable
fun LockedScreen(scene: Scene, view: LockedView) {
    var passphrase by remember { mutableStateOf("") }
    val unlock = {
        val typed = passphrase
        passphrase = ""
        scene.send { unlock(typed) }
    }
    Page(scene, view.title, icon = Glyphs.lock, buttons = { Primary(scene.labels.unlock, unlock) }) {
        Body(view.text)
        Problem(view.problem)
        if (scene.left(view.tryAgainInMs) > 0) TimeLeftText(scene, view.tryAgainInMs)
        SecretField(scene.labels, scene.labels.passphraseField, passphrase, { passphrase = it }, onDone = unlock)
        RequestsWay(scene, view.waiting)
    }
}
