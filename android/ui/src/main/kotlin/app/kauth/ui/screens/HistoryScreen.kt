package app.kauth.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kauth.core.HistoryRow
import app.kauth.core.HistoryView
import app.kauth.ui.Scene
import app.kauth.ui.components.Banners
import app.kauth.ui.components.Body
import app.kauth.ui.components.Headline
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Small
import app.kauth.ui.components.TopRow
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

/** Requests of the past. */
@Composable
fun HistoryScreen(scene: Scene, view: HistoryView) = Column(Modifier.fillMaxSize()) {
    TopRow(scene)
    LazyColumn(
        Modifier.weight(1f),
        contentPadding = PaddingValues(start = Space.l, end = Space.l, top = Space.s, bottom = Space.xl),
        verticalArrangement = Arrangement.spacedBy(Space.s),
    ) {
        item { Banners(scene) }
        item { Headline(view.title, Modifier.padding(horizontal = Space.s)) }
        view.empty?.let { item { Body(it, Modifier.padding(horizontal = Space.s)) } }
        items(view.rows, key = { it.id }) { Past(it) }
    }
}

@Composable
private fun Past(row: HistoryRow) = Panel(Modifier.semantics(mergeDescendants = true) {}) {
    Row(horizontalArrangement = Arrangement.spacedBy(Space.m)) {
        Icon(glyph(row.ending), contentDescription = null, Modifier.size(24.dp), tint = MaterialTheme.colorScheme.onSurfaceVariant)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(2.dp)) {
            Text(row.text, style = Kauth.type.body.copy(fontWeight = Kauth.type.title.fontWeight))
            Small("${row.what} · ${row.site}")
            Small(row.account)
            Small(row.`when`)
        }
    }
}
