package app.kauth.ui.screens

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import app.kauth.core.AskedDigits
import app.kauth.core.Decision
import app.kauth.core.RequestView
import app.kauth.ui.Scene
import app.kauth.ui.components.Banners
import app.kauth.ui.components.Body
import app.kauth.ui.components.Countdown
import app.kauth.ui.components.DigitsField
import app.kauth.ui.components.Headline
import app.kauth.ui.components.Pairs
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.SideBySide
import app.kauth.ui.components.Small
import app.kauth.ui.components.Warning
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

/** "Is this you?": a sheet over everything, the question first, the answer where the thumb is. */
@Composable
fun RequestScreen(scene: Scene, view: RequestView) {
    var digits by rememberSaveable(view.id) { mutableStateOf("") }
    val asked = when (view.digits) {
        AskedDigits.NONE -> 0
        AskedDigits.TWO -> 2
        AskedDigits.SIX -> 6
    }
    val yes = {
        val typed = digits.takeIf { asked > 0 }
        scene.send { answer(view.id, Decision.APPROVE, typed) }
    }
    val typing: (@Composable () -> Unit)? = if (asked > 0 && view.canApprove) {
        {
            view.digitsText?.let { Body(it, color = MaterialTheme.colorScheme.onSurface) }
            DigitsField(scene.labels.browserDigitsField, digits, asked, { digits = it }, yes)
        }
    } else {
        null
    }
    Sheet(answers = { Answers(scene, view, yes, typing) }) {
        Top(scene, view)
        Remarks(scene, view)
        Context(view)
        Banners(scene)
    }
}

/** What is asked scrolls; the answers stay in reach, and never take more than half of the screen. */
@Composable
private fun Sheet(answers: @Composable ColumnScope.() -> Unit, content: @Composable ColumnScope.() -> Unit) = Box(
    Modifier.fillMaxSize().background(MaterialTheme.colorScheme.surfaceVariant).padding(top = Space.m),
) {
    Surface(Modifier.fillMaxSize(), shape = Corner.sheet, color = MaterialTheme.colorScheme.surface) {
        BoxWithConstraints {
            val half = maxHeight / 2
            Column {
                Column(
                    Modifier.weight(1f).fillMaxWidth().verticalScroll(rememberScrollState())
                        .padding(start = Space.xl, end = Space.xl, top = Space.s, bottom = Space.m),
                    verticalArrangement = Arrangement.spacedBy(Space.m),
                    content = content,
                )
                HorizontalDivider(color = MaterialTheme.colorScheme.outlineVariant)
                Column(
                    Modifier.fillMaxWidth().heightIn(max = half).verticalScroll(rememberScrollState())
                        .padding(start = Space.xl, end = Space.xl, top = Space.m, bottom = Space.s),
                    verticalArrangement = Arrangement.spacedBy(Space.s),
                    horizontalAlignment = Alignment.CenterHorizontally,
                    content = answers,
                )
            }
        }
    }
}

@Composable
private fun Top(scene: Scene, view: RequestView) {
    Row(verticalAlignment = Alignment.CenterVertically) {
        view.positionText?.let { Small(it) }
        Spacer(Modifier.weight(1f))
        Quiet(scene.labels.later, scene::back, color = MaterialTheme.colorScheme.onSurfaceVariant)
    }
    Headline(view.title)
    Problem(view.problem)
    Body(view.text)
    Countdown(scene, view.endsInMs, view.lifetimeMs)
}

@Composable
private fun Context(view: RequestView) = Panel {
    Text(view.site, style = Kauth.type.title)
    Small(view.host)
    Text(view.account, Modifier.padding(bottom = Space.xs), style = Kauth.type.body)
    Pairs(view.pairs.map { it.label to it.value })
}

@Composable
private fun Remarks(scene: Scene, view: RequestView) {
    // Behind a request of a locked app is the page that unlocks it.
    Warning(view.unlockToApprove) { Quiet(scene.labels.unlock, scene::back, icon = Glyphs.lock) }
    Warning(view.updateNeeded)
    Warning(view.linkAgain)
}

@Composable
private fun Answers(scene: Scene, view: RequestView, yes: () -> Unit, typing: (@Composable () -> Unit)?) {
    val no = { scene.send { answer(view.id, Decision.DENY, null) } }
    val notMe = { scene.send { answer(view.id, Decision.REPORT, null) } }
    typing?.invoke()
    SideBySide {
        Secondary(scene.labels.no, no, busy = view.answering == Decision.DENY)
        if (view.canApprove) Primary(scene.labels.yes, yes, busy = view.answering == Decision.APPROVE)
    }
    Quiet(scene.labels.notMe, notMe, icon = Glyphs.stop, busy = view.answering == Decision.REPORT, color = MaterialTheme.colorScheme.error)
}
