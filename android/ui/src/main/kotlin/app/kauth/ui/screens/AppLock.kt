package app.kauth.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import app.kauth.core.LockKind
import app.kauth.core.SettingsView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.SecretField
import app.kauth.ui.theme.Glyphs

private enum class Asked { NONE, SET, CHANGE, REMOVE }

/** The app lock in the settings: set, change, take off, lock now. */
@Composable
internal fun AppLock(scene: Scene, view: SettingsView) {
    var asked by rememberSaveable { mutableStateOf(Asked.NONE) }
    val labels = scene.labels
    Body(view.lockText)
    when (view.lock) {
        LockKind.NONE -> Quiet(labels.setPassphrase, { asked = Asked.SET }, icon = Glyphs.lock)
        LockKind.PASSPHRASE -> {
            Quiet(labels.lock, { scene.send { lock() } }, icon = Glyphs.lock)
            Quiet(labels.changePassphrase, { asked = Asked.CHANGE })
            Quiet(labels.removePassphrase, { asked = Asked.REMOVE })
        }
    }
    val done = { asked = Asked.NONE }
    when (asked) {
        Asked.NONE -> Unit
        Asked.SET -> NewPassphrase(scene, labels.setPassphrase, false, done)
        Asked.CHANGE -> NewPassphrase(scene, labels.changePassphrase, true, done)
        Asked.REMOVE -> NoPassphrase(scene, done)
    }
}

@Composable
private fun NewPassphrase(scene: Scene, title: String, hasOne: Boolean, onDone: () -> Unit) {
    val labels = scene.labels
    var current by remember { mutableStateOf("") }
    var new by remember { mutableStateOf("") }
    var repeated by remember { mutableStateOf("") }
    SendDialog(scene, title, labels.save, onDone, { setPassphrase(current.takeIf { hasOne }, new, repeated) }) { save ->
        if (hasOne) SecretField(labels, labels.currentPassphraseField, current, { current = it })
        SecretField(labels, labels.newPassphraseField, new, { new = it })
        SecretField(labels, labels.repeatPassphraseField, repeated, { repeated = it }, onDone = save)
    }
}

@Composable
private fun NoPassphrase(scene: Scene, onDone: () -> Unit) {
    val labels = scene.labels
    var current by remember { mutableStateOf("") }
    SendDialog(scene, labels.removePassphrase, labels.remove, onDone, { removePassphrase(current) }) { save ->
        SecretField(labels, labels.currentPassphraseField, current, { current = it }, onDone = save)
    }
}
