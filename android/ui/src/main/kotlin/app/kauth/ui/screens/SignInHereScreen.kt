package app.kauth.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import app.kauth.core.SignInHereView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Field
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Typing
import app.kauth.ui.components.Way
import app.kauth.ui.theme.Glyphs

/** Typing a provider's address, to sign in on this phone. */
@Composable
fun SignInHereScreen(scene: Scene, view: SignInHereView) {
    var host by rememberSaveable { mutableStateOf("") }
    val signIn = {
        val typed = host
        scene.send { signInHere(typed, scene.loopbackRedirect) }
    }
    Page(scene, view.title, icon = Glyphs.phone, buttons = { Primary(scene.labels.signIn, signIn) }) {
        Body(view.text)
        Problem(view.problem)
        Field(scene.labels.hostField, host, { host = it }, typing = Typing.ADDRESS, onDone = signIn)
        view.knownHosts.forEach { known -> Way(Glyphs.link, known, null, { host = known }) }
    }
}
