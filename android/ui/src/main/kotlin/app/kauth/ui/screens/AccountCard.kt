package app.kauth.ui.screens

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kauth.core.AccountRow
import app.kauth.core.CodeKind
import app.kauth.core.Destination
import app.kauth.ui.Scene
import app.kauth.ui.components.CodeText
import app.kauth.ui.components.IconAction
import app.kauth.ui.components.NextCode
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Ring
import app.kauth.ui.components.Small
import app.kauth.ui.components.Warning
import app.kauth.ui.components.spoken
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.MinimumTarget
import app.kauth.ui.theme.Space

/** One account in the list. A tap copies its code; while codes are hidden, or without one, it leads to the account's page. */
@Composable
internal fun AccountCard(scene: Scene, row: AccountRow, hidden: Boolean) {
    val code = row.code
    val open = { scene.show(Destination.Account(row.id)) }
    val copy = { scene.send { copyCode(row.id) } }
    val words = listOfNotNull(row.spoken, code?.let(::spoken)).joinToString(", ")
    val does = if (code != null) {
        scene.labels.copy
    } else if (hidden) {
        scene.labels.showCode
    } else {
        null
    }
    Surface(Modifier.fillMaxWidth(), shape = Corner.medium, color = MaterialTheme.colorScheme.surfaceContainer) {
        Row {
            Column(
                Modifier.weight(1f)
                    .clickable(onClickLabel = does, onClick = if (code != null) copy else open)
                    .semantics(mergeDescendants = true) { contentDescription = words }
                    .heightIn(min = MinimumTarget)
                    .padding(start = Space.l, top = Space.m, bottom = Space.m),
                verticalArrangement = Arrangement.spacedBy(2.dp),
            ) {
                Names(row)
                if (code != null) Code(scene, row, code)
                if (hidden && code == null && row.codeKind != CodeKind.NONE) {
                    Small(scene.labels.showCode, Modifier.padding(top = Space.xs), MaterialTheme.colorScheme.primary)
                }
                Remarks(scene, row)
            }
            Column(Modifier.padding(Space.xs)) {
                IconAction(Glyphs.more, "${scene.labels.more}, ${row.spoken}", open, tint = MaterialTheme.colorScheme.onSurfaceVariant)
            }
        }
    }
}

@Composable
private fun Names(row: AccountRow) {
    Text(row.issuer, style = Kauth.type.body.copy(fontWeight = Kauth.type.title.fontWeight))
    Small(row.name)
    if (row.note.isNotEmpty()) Small(row.note)
}

@Composable
private fun Code(scene: Scene, row: AccountRow, code: String) {
    Row(
        Modifier.padding(top = Space.xs),
        horizontalArrangement = Arrangement.spacedBy(Space.m),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        CodeText(code, Modifier.weight(1f), color = MaterialTheme.colorScheme.primary)
        if (row.codeKind == CodeKind.TIME) Ring(scene, row.endsInMs, row.periodMs)
    }
    row.nextCode?.let { NextCode(scene.labels.nextCodeCaption, it) }
}

@Composable
private fun Remarks(scene: Scene, row: AccountRow) {
    if (row.codeKind == CodeKind.COUNTER) {
        Quiet(scene.labels.nextCode, { scene.send { nextCounterCode(row.id) } }, icon = Glyphs.refresh)
    }
    row.waiting?.let { Small(it, color = MaterialTheme.colorScheme.primary) }
    Problem(row.problem, Modifier.padding(top = Space.xs))
    Warning(row.weak, Modifier.padding(top = Space.xs))
}
