package app.kauth.ui.screens

import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import app.kauth.core.CheckConsentView
import app.kauth.core.CheckView
import app.kauth.core.CheckWithdrawView
import app.kauth.core.Destination
import app.kauth.core.PairView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Destructive
import app.kauth.ui.components.Page
import app.kauth.ui.components.Pairs
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.Small
import app.kauth.ui.components.Warning
import app.kauth.ui.components.WholeWords
import app.kauth.ui.components.rememberUnderWay
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth

/** Proving who one is, at the step where that is. */
@Composable
fun CheckScreen(scene: Scene, view: CheckView) = when (view) {
    is CheckView.Consent -> ConsentPage(scene, view.v1)
    is CheckView.Number -> NumberPage(scene, view.v1)
    is CheckView.Code -> CodePage(scene, view.v1)
    is CheckView.Location -> LocationPage(scene, view.v1)
    is CheckView.Document -> DocumentPage(scene, view.v1)
    is CheckView.Picture -> PicturePage(scene, view.v1)
    is CheckView.Review -> ReviewPage(scene, view.v1)
    is CheckView.Sending -> SendingPage(scene, view.v1)
    is CheckView.Status -> StatusPage(scene, view.v1)
    is CheckView.Withdraw -> WithdrawPage(scene, view.v1)
}

/** Who asks, why, and what is sent. */
@Composable
private fun ConsentPage(scene: Scene, view: CheckConsentView) {
    val agreeing = rememberUnderWay(scene)
    val declining = rememberUnderWay(scene)
    Page(
        scene,
        view.title,
        icon = Glyphs.shield,
        buttons = {
            Primary(view.agree, { agreeing.send { consent() } }, busy = agreeing.now)
            Secondary(view.decline, { declining.send { withdrawCheck() } }, busy = declining.now)
        },
    ) {
        Problem(view.problem)
        Panel {
            WholeWords(view.host, Kauth.type.display)
            Small(view.callsItself)
        }
        Warning(view.unknown)
        Body(view.text, color = MaterialTheme.colorScheme.onSurface)
        PairsPanel(view.pairs)
    }
}

@Composable
internal fun PairsPanel(pairs: List<PairView>) {
    if (pairs.isNotEmpty()) Panel { Pairs(pairs.map { it.label to it.value }) }
}

/** Leads to the question before it is withdrawn. */
@Composable
internal fun Withdraw(scene: Scene, label: String) = Quiet(
    label,
    { scene.show(Destination.WithdrawCheck) },
    icon = Glyphs.remove,
    color = MaterialTheme.colorScheme.error,
)

/** Leads back to which document. */
@Composable
internal fun OtherDocument(scene: Scene, label: String) = Quiet(label, { scene.show(Destination.CheckDocument) }, icon = Glyphs.card)

/** The question before it is withdrawn. */
@Composable
private fun WithdrawPage(scene: Scene, view: CheckWithdrawView) {
    val withdrawing = rememberUnderWay(scene)
    Page(
        scene,
        view.title,
        buttons = {
            Secondary(scene.labels.cancel, scene::back)
            Destructive(view.withdraw, { withdrawing.send { withdrawCheck() } }, icon = Glyphs.remove, busy = withdrawing.now)
        },
    ) {
        Body(view.text)
        Problem(view.problem)
    }
}
