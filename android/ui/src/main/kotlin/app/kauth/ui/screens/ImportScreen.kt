package app.kauth.ui.screens

import androidx.compose.foundation.layout.Column
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import app.kauth.core.ImportGroupView
import app.kauth.core.ImportRow
import app.kauth.core.ImportView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Heading
import app.kauth.ui.components.Hint
import app.kauth.ui.components.Page
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Secondary
import app.kauth.ui.components.Small
import app.kauth.ui.theme.Kauth

/** What another authenticator's export holds, before anything of it is added. */
@Composable
fun ImportScreen(scene: Scene, view: ImportView) = Page(
    scene,
    view.title,
    buttons = {
        view.add?.let { Primary(it, { scene.send { addImport() } }) }
        Secondary(view.leave, { scene.send { cancel() } })
    },
) {
    Body(view.text)
    Problem(view.problem)
    view.another?.let { AddWay(scene, it) {} }
    view.groups.forEach { Group(it) }
    view.hint?.let { Hint(it) }
}

@Composable
private fun Group(group: ImportGroupView) {
    Heading(group.title)
    Panel { group.rows.forEach { Found(it) } }
}

@Composable
private fun Found(row: ImportRow) = Column(Modifier.semantics(mergeDescendants = true) {}) {
    Text(row.title, style = Kauth.type.body.copy(fontWeight = Kauth.type.title.fontWeight))
    if (row.text.isNotEmpty()) Small(row.text)
}
