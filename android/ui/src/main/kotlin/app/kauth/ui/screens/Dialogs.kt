package app.kauth.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.window.Dialog
import androidx.compose.ui.window.DialogProperties
import app.kauth.core.AppInterface
import app.kauth.core.CoreException
import app.kauth.ui.Scene
import app.kauth.ui.components.Field
import app.kauth.ui.components.Heading
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.SideBySide
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Space
import kotlinx.coroutines.launch

/** A question above the page. */
@Composable
fun Ask(
    title: String,
    onClose: () -> Unit,
    buttons: @Composable () -> Unit,
    content: @Composable () -> Unit
) = Dialog(onDismissRequest = onClose, properties = DialogProperties()) {
    Surface(shape = Corner.large, color = MaterialTheme.colorScheme.surfaceContainer) {
        Column(
            Modifier.verticalScroll(rememberScrollState()).padding(Space.xl),
            verticalArrangement = Arrangement.spacedBy(Space.l),
        ) {
            Heading(title)
            content()
            SideBySide(gap = Space.s, content = buttons)
        }
    }
}

/** One field that goes to a command. Stays open with what was typed, and with the core's word for it, if that is refused. */
@Composable
internal fun EditDialog(
    scene: Scene,
    title: String,
    field: String,
    now: String,
    singleLine: Boolean,
    onDone: () -> Unit,
    command: suspend AppInterface.(String) -> Unit,
) {
    var typed by rememberSaveable { mutableStateOf(now) }
    SendDialog(scene, title, scene.labels.save, onDone, { command(typed) }) { save ->
        Field(field, typed, { typed = it }, singleLine = singleLine, onDone = save.takeIf { singleLine })
    }
}

/** Fields that go to a command. */
@Composable
internal fun SendDialog(
    scene: Scene,
    title: String,
    label: String,
    onDone: () -> Unit,
    command: suspend AppInterface.() -> Unit,
    fields: @Composable (send: () -> Unit) -> Unit,
) {
    val scope = rememberCoroutineScope()
    var problem by remember { mutableStateOf<String?>(null) }
    val send: () -> Unit = {
        scope.launch {
            val refused = scene.tell(command)
            problem = (refused as? CoreException.Refused)?.text
            if (refused == null) onDone()
        }
    }
    Ask(
        title,
        onDone,
        buttons = {
            Secondary(scene.labels.cancel, onDone)
            Primary(label, send)
        },
    ) {
        Problem(problem)
        fields(send)
    }
}
