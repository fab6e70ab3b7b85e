package app.kauth.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import app.kauth.core.AccountRow
import app.kauth.core.AccountView
import app.kauth.core.CodeKind
import app.kauth.core.Destination
import app.kauth.core.LinkedView
import app.kauth.core.RecoveryLeftView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.CodeText
import app.kauth.ui.components.Hint
import app.kauth.ui.components.NextCode
import app.kauth.ui.components.Page
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Ring
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.SideBySide
import app.kauth.ui.components.Small
import app.kauth.ui.components.Warning
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

private enum class Edit { NONE, NAME, NOTE }

/** One account's page. */
@Composable
fun AccountScreen(scene: Scene, view: AccountView) {
    val row = view.row
    var edit by rememberSaveable(row.id) { mutableStateOf(Edit.NONE) }
    Page(scene, row.issuer, buttons = { Buttons(scene, row.id) { edit = it } }) {
        Body(row.name)
        if (row.note.isNotEmpty()) Hint(row.note, icon = Glyphs.note)
        RequestsWay(scene)
        Problem(row.problem)
        Warning(row.weak)
        if (row.codeKind != CodeKind.NONE || view.codeHint.isNotEmpty()) Codes(scene, view)
        view.linked?.let { Linked(it) }
        view.recovery?.let { Recovery(scene, row, it) }
    }
    val done = { edit = Edit.NONE }
    when (edit) {
        Edit.NONE -> Unit
        Edit.NAME -> EditDialog(scene, scene.labels.rename, scene.labels.nameField, row.name, true, done) { rename(row.id, it) }
        Edit.NOTE -> EditDialog(scene, scene.labels.editNote, scene.labels.noteField, row.note, false, done) { note(row.id, it) }
    }
}

@Composable
private fun Codes(scene: Scene, view: AccountView) = Panel {
    val row = view.row
    row.code?.let { code ->
        Row(horizontalArrangement = Arrangement.spacedBy(Space.m), verticalAlignment = Alignment.CenterVertically) {
            CodeText(code, Modifier.weight(1f), Kauth.type.digits, MaterialTheme.colorScheme.primary)
            if (row.codeKind == CodeKind.TIME) Ring(scene, row.endsInMs, row.periodMs)
        }
        row.nextCode?.let { NextCode(scene.labels.nextCodeCaption, it) }
    }
    if (row.code == null || row.codeKind == CodeKind.COUNTER) Small(view.codeHint)
    if (row.codeKind != CodeKind.NONE) {
        SideBySide(gap = Space.s) {
            if (row.code != null) Secondary(scene.labels.copy, { scene.send { copyCode(row.id) } }, icon = Glyphs.copy)
            if (row.codeKind == CodeKind.COUNTER) {
                Secondary(scene.labels.nextCode, { scene.send { nextCounterCode(row.id) } }, icon = Glyphs.refresh)
            }
        }
    }
}

@Composable
private fun Linked(view: LinkedView) = Panel {
    Text(view.provider, style = Kauth.type.body.copy(fontWeight = Kauth.type.title.fontWeight))
    Small(view.host)
    Warning(view.ownCertificate)
    Body(view.text)
    Small(view.since)
}

@Composable
private fun Recovery(scene: Scene, row: AccountRow, view: RecoveryLeftView) = Panel {
    Body(view.text, color = MaterialTheme.colorScheme.onSurface)
    Warning(view.warning)
    if (view.canShow) {
        Secondary(scene.labels.showRecoveryCodes, { scene.show(Destination.RecoveryCodes(row.id)) }, icon = Glyphs.key)
    }
}

@Composable
private fun Buttons(scene: Scene, account: String, onEdit: (Edit) -> Unit) {
    SideBySide(gap = Space.s) {
        Secondary(scene.labels.rename, { onEdit(Edit.NAME) }, icon = Glyphs.edit)
        Secondary(scene.labels.editNote, { onEdit(Edit.NOTE) }, icon = Glyphs.note)
    }
    Quiet(
        scene.labels.remove,
        { scene.show(Destination.RemoveAccount(account)) },
        icon = Glyphs.remove,
        color = MaterialTheme.colorScheme.error,
    )
}
