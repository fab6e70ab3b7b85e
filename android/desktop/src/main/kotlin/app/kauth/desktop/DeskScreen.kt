package app.kauth.desktop

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.onKeyEvent
import androidx.compose.ui.input.key.type
import app.kauth.ui.PhoneScreen
import app.kauth.ui.components.Hint
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.SecretField
import app.kauth.ui.screens.Ask
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.KauthTheme
import app.kauth.ui.theme.Space
import java.awt.Window

/** The phone, and what a system would draw around it: the prompt for a signature, and where its keys are. */
@Composable
fun DeskScreen(desk: Desk, window: Window) {
    val scope = rememberCoroutineScope()
    val host = remember(desk, window) { DeskHost(desk.phone, window, scope) }
    val state by desk.phone.state.collectAsState()
    val consents by desk.shell.consents.collectAsState()
    val savings by desk.shell.savings.collectAsState()
    val shown = state ?: return
    val escape = Modifier.onKeyEvent {
        (it.key == Key.Escape && it.type == KeyEventType.KeyUp).also { pressed -> if (pressed) desk.phone.send { back() } }
    }
    KauthTheme(shown.view.theme, host.font) {
        Surface(color = MaterialTheme.colorScheme.surface) {
            Column(escape.then(host.dropsHere)) {
                Box(Modifier.weight(1f)) { PhoneScreen(desk.phone, host) }
                Hint(shown.labels.softwareKeys, Modifier.padding(Space.s), Glyphs.key)
            }
        }
        consents.firstOrNull()?.let { ConsentDialog(it) }
    }
    savings.firstOrNull()?.let { saving ->
        LaunchedEffect(saving) { saving.to(host.place(saving.fileName)) }
    }
}

@Composable
private fun ConsentDialog(consent: Consent) {
    var passphrase by remember(consent) { mutableStateOf("") }
    val yes = { consent.yes(passphrase) }
    Ask(
        consent.reason,
        consent::no,
        buttons = {
            Secondary(consent.labels.no, consent::no)
            Primary(consent.labels.yes, yes)
        },
    ) {
        Problem(consent.problem)
        if (consent.passphrase) {
            SecretField(consent.labels, consent.labels.passphraseField, passphrase, { passphrase = it }, onDone = yes)
        }
    }
}
