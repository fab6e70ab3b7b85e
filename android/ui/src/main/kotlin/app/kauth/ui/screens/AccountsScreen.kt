package app.kauth.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.FloatingActionButton
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import app.kauth.core.AccountsView
import app.kauth.core.Destination
import app.kauth.ui.Scene
import app.kauth.ui.components.Banners
import app.kauth.ui.components.Body
import app.kauth.ui.components.Field
import app.kauth.ui.components.Headline
import app.kauth.ui.components.IconAction
import app.kauth.ui.components.Small
import app.kauth.ui.components.TopRow
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Space

/** The accounts with their codes. */
@Composable
fun AccountsScreen(scene: Scene, view: AccountsView) {
    var searching by rememberSaveable { mutableStateOf(false) }
    Box(Modifier.fillMaxSize()) {
        Column(Modifier.fillMaxSize()) {
            TopRow(scene) {
                IconAction(Glyphs.search, scene.labels.search, { searching = true })
                IconAction(Glyphs.refresh, scene.labels.refresh, { scene.send { refresh() } })
                PlacesActions(scene)
            }
            LazyColumn(
                Modifier.weight(1f),
                contentPadding = PaddingValues(start = Space.l, end = Space.l, top = Space.s, bottom = 96.dp),
                verticalArrangement = Arrangement.spacedBy(Space.s),
            ) {
                item { Banners(scene) }
                item { Headline(view.title, Modifier.padding(horizontal = Space.s)) }
                if (searching || view.search.isNotEmpty()) {
                    item { Search(scene, view) { searching = false } }
                }
                item { RequestsWay(scene) }
                view.nothingFound?.let { item { Body(it, Modifier.padding(Space.s)) } }
                items(view.rows, key = { it.id }) { AccountCard(scene, it, view.codesHidden) }
                view.refreshed?.let { item { Small(it, Modifier.padding(Space.s)) } }
            }
        }
        FloatingActionButton(
            { scene.show(Destination.Add) },
            Modifier.align(Alignment.BottomEnd).padding(Space.l),
            shape = Corner.medium,
            containerColor = MaterialTheme.colorScheme.primary,
            contentColor = MaterialTheme.colorScheme.onPrimary,
        ) { Icon(Glyphs.add, contentDescription = scene.labels.add) }
    }
}

@Composable
private fun Search(scene: Scene, view: AccountsView, onEnd: () -> Unit) {
    var typed by rememberSaveable { mutableStateOf(view.search) }
    val search = { text: String ->
        typed = text
        scene.send { search(text) }
    }
    Field(
        scene.labels.search,
        typed,
        search,
        leading = Glyphs.search,
        trailing = {
            IconAction(Glyphs.close, scene.labels.clearSearch, {
                search("")
                onEnd()
            })
        },
    )
}
