package app.kauth.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.kauth.core.AgreeView
import app.kauth.core.LinkCodeView
import app.kauth.core.WorkingView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.CodeText
import app.kauth.ui.components.Hint
import app.kauth.ui.components.Page
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.Small
import app.kauth.ui.components.TimeLeftText
import app.kauth.ui.components.Warning
import app.kauth.ui.components.WholeWords
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

/** A link was read; nothing was sent yet. */
@Composable
fun AgreeScreen(scene: Scene, view: AgreeView) = Page(
    scene,
    view.title,
    icon = Glyphs.link,
    buttons = {
        Primary(view.agree, { scene.send { agree() } })
        Secondary(scene.labels.cancel, { scene.send { cancel() } })
    },
) {
    Panel {
        WholeWords(view.host, Kauth.type.title)
        view.hostUnicode?.let { Small(it) }
    }
    Warning(view.mixedScripts)
    Warning(view.ownCertificate)
    Body(view.text)
    Hint(view.known)
}

/** Something is under way with a provider. */
@Composable
fun WorkingScreen(scene: Scene, view: WorkingView) = Page(
    scene,
    view.title,
    buttons = { if (view.canCancel) Secondary(scene.labels.cancel, { scene.send { cancel() } }) },
) {
    Body(view.text)
    WholeWords(view.host, Kauth.type.title)
    // The headline says it; a still arc for those who asked for less motion.
    val size = Modifier.padding(top = Space.l).size(40.dp).clearAndSetSemantics { }
    if (scene.host.reduceMotion) CircularProgressIndicator({ STILL }, size) else CircularProgressIndicator(size)
}

/** The six digits that the person types on the web page. */
@Composable
fun LinkCodeScreen(scene: Scene, view: LinkCodeView) = Page(
    scene,
    view.title,
    buttons = { Secondary(scene.labels.cancel, { scene.send { cancel() } }) },
) {
    Body(view.text)
    Problem(view.problem)
    Panel(Modifier.padding(vertical = Space.s)) {
        Column(
            Modifier.fillMaxWidth().padding(vertical = Space.l),
            horizontalAlignment = Alignment.CenterHorizontally,
            verticalArrangement = Arrangement.spacedBy(Space.s),
        ) {
            CodeText(
                view.code,
                Modifier.fillMaxWidth(),
                Kauth.type.digits,
                MaterialTheme.colorScheme.primary,
                TextAlign.Center,
            )
            TimeLeftText(scene, view.endsInMs)
        }
    }
    WholeWords(view.host, Kauth.type.title)
    view.callsItself?.let { Body(it) }
}

private const val STILL = 0.25f
