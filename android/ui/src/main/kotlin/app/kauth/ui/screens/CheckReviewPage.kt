package app.kauth.ui.screens

import androidx.compose.foundation.layout.Box
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import app.kauth.core.CheckReviewPicture
import app.kauth.core.CheckReviewView
import app.kauth.core.PictureKind
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Page
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Toggle
import app.kauth.ui.components.Warning
import app.kauth.ui.components.WholeWords
import app.kauth.ui.components.rememberUnderWay
import app.kauth.ui.theme.Kauth

/** Everything once more, before it is sent. A picture that is looked at closely lies over it. */
@Composable
internal fun ReviewPage(scene: Scene, view: CheckReviewView) {
    var close by rememberSaveable { mutableStateOf<PictureKind?>(null) }
    val large = view.pictures.find { it.kind == close }
    Box {
        Box(if (large == null) Modifier else Modifier.clearAndSetSemantics {}) { Everything(scene, view) { close = it } }
        if (large != null) LargePicture(scene, large, Modifier.matchParentSize()) { close = null }
    }
}

@Composable
private fun Everything(scene: Scene, view: CheckReviewView, enlarge: (PictureKind) -> Unit) {
    var wifiOnly by rememberSaveable { mutableStateOf(false) }
    val sending = rememberUnderWay(scene)
    val send = {
        val waits = wifiOnly
        sending.send { sendCheck(waits) }
    }
    Page(
        scene,
        view.title,
        buttons = {
            Primary(view.send, send, busy = sending.now)
            view.otherDocument?.let { OtherDocument(scene, it) }
            Withdraw(scene, view.withdraw)
        },
    ) {
        Body(view.text)
        Problem(view.problem)
        view.pictures.forEach { picture -> Taken(scene, picture) { enlarge(picture.kind) } }
        PairsPanel(view.pairs)
        Panel { Toggle(view.wifiOnly, wifiOnly, { wifiOnly = it }) }
    }
}

@Composable
private fun Taken(scene: Scene, picture: CheckReviewPicture, enlarge: () -> Unit) = Panel {
    WholePicture(scene, picture, enlarge)
    WholeWords(picture.label, Kauth.type.body.copy(fontWeight = Kauth.type.title.fontWeight))
    Warning(picture.flagged)
    picture.retake?.let {
        Quiet(
            it,
            { scene.send { retake(picture.kind) } },
            Modifier.semantics { contentDescription = "$it: ${picture.label}" },
        )
    }
}
