package app.kauth.ui.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import app.kauth.core.AddByHandView
import app.kauth.core.ManualEntry
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Field
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.SecretField
import app.kauth.ui.components.SideBySide
import app.kauth.ui.components.Typing
import app.kauth.ui.theme.Space

/** Typing an account's details. The secret key is not kept over a restart, all else is. */
@Composable
fun AddByHandScreen(scene: Scene, view: AddByHandView) {
    val labels = scene.labels
    var issuer by rememberSaveable { mutableStateOf("") }
    var name by rememberSaveable { mutableStateOf("") }
    var secret by remember { mutableStateOf("") }
    var algorithm by rememberSaveable { mutableStateOf("") }
    var digits by rememberSaveable { mutableStateOf("") }
    var period by rememberSaveable { mutableStateOf("") }
    var counter by rememberSaveable { mutableStateOf("") }
    val save = {
        val entry = ManualEntry(issuer, name, secret, algorithm, digits, period, counter)
        scene.send { addByHand(entry) }
    }
    Page(scene, view.title, buttons = { Primary(labels.save, save) }) {
        Body(view.text)
        Problem(view.problem)
        Field(labels.issuerField, issuer, { issuer = it })
        Field(labels.nameField, name, { name = it }, typing = Typing.EXACT)
        SecretField(labels, labels.secretField, secret, { secret = it })
        Field(labels.algorithmField, algorithm, { algorithm = it }, typing = Typing.EXACT)
        SideBySide(gap = Space.m) {
            Field(labels.digitsField, digits, { digits = it }, typing = Typing.NUMBER)
            Field(labels.periodField, period, { period = it }, typing = Typing.NUMBER)
        }
        Field(labels.counterField, counter, { counter = it }, typing = Typing.NUMBER)
    }
}
