package app.kauth.ui.screens

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.unit.dp
import app.kauth.core.CheckSendingView
import app.kauth.core.CheckStatusView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Hint
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.Small
import app.kauth.ui.components.WholeWords
import app.kauth.ui.components.rememberUnderWay
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth

/** It is being sent. */
@Composable
internal fun SendingPage(scene: Scene, view: CheckSendingView) {
    val sending = rememberUnderWay(scene)
    Page(
        scene,
        view.title,
        icon = Glyphs.shield,
        buttons = {
            view.sendNow?.let { Secondary(it, { sending.send { sendCheck(false) } }, busy = sending.now) }
            Withdraw(scene, view.withdraw)
        },
    ) {
        Body(view.text)
        val part = if (view.totalBytes == 0uL) 0f else (view.doneBytes.toFloat() / view.totalBytes.toFloat()).coerceIn(0f, 1f)
        LinearProgressIndicator(
            progress = { part },
            // The words below say it.
            modifier = Modifier.fillMaxWidth().height(8.dp).clearAndSetSemantics { },
            color = MaterialTheme.colorScheme.primary,
            trackColor = MaterialTheme.colorScheme.outlineVariant,
            gapSize = 0.dp,
            drawStopIndicator = {},
        )
        Body(view.progress, color = MaterialTheme.colorScheme.onSurface)
        Hint(view.waits, icon = Glyphs.clock)
    }
}

/** Where it stands, and what comes next. */
@Composable
internal fun StatusPage(scene: Scene, view: CheckStatusView) {
    val finishing = rememberUnderWay(scene)
    Page(
        scene,
        view.title,
        icon = Glyphs.shield,
        buttons = {
            view.finish?.let { Primary(it, { finishing.send { finishCheck() } }, busy = finishing.now) }
            view.retake?.let { Primary(it.label, { scene.send { retake(it.kind) } }, icon = Glyphs.camera) }
            view.close?.let {
                val close = { scene.send { closeCheck() } }
                if (view.finish == null) Primary(it, close) else Secondary(it, close)
            }
            view.withdraw?.let { Withdraw(scene, it) }
        },
    ) {
        WholeWords(view.host, Kauth.type.title)
        Body(view.text)
        Problem(view.problem)
        PairsPanel(view.retakes)
        Hint(view.finishWaits, icon = Glyphs.clock)
        view.usual?.let { Body(it) }
        Small(view.deleted)
    }
}
