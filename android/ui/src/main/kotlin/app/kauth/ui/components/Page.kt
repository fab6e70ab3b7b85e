package app.kauth.ui.components

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.dp
import app.kauth.ui.Scene
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.MinimumTarget
import app.kauth.ui.theme.Space

/** The row above a page: back, where that leads somewhere, and what else a page has up there. */
@Composable
fun TopRow(scene: Scene, modifier: Modifier = Modifier, actions: @Composable RowScope.() -> Unit = {}) = Row(
    modifier.fillMaxWidth().heightIn(min = MinimumTarget).padding(horizontal = Space.xs),
    verticalAlignment = Alignment.CenterVertically,
) {
    if (scene.view.canGoBack) IconAction(Glyphs.back, scene.labels.back, scene::back)
    Spacer(Modifier.weight(1f))
    actions()
}

/**
 * A page: headline, content, and its buttons at the bottom edge. All of it scrolls together when it is taller than the
 * screen, so that nothing is ever cut, turned sideways or in large type.
 */
@Composable
fun Page(
    scene: Scene,
    title: String,
    modifier: Modifier = Modifier,
    icon: ImageVector? = null,
    hasTop: Boolean = true,
    above: @Composable () -> Unit = { if (icon != null) Badge(icon) },
    buttons: @Composable ColumnScope.() -> Unit = {},
    content: @Composable ColumnScope.() -> Unit,
) = Column(modifier.fillMaxSize()) {
    if (hasTop) TopRow(scene)
    BoxWithConstraints(Modifier.weight(1f)) {
        Column(
            Modifier.fillMaxWidth()
                .verticalScroll(rememberScrollState())
                .heightIn(min = maxHeight)
                .padding(start = Space.xl, end = Space.xl, top = if (hasTop) Space.s else Space.xl, bottom = Space.xl),
            verticalArrangement = Arrangement.SpaceBetween,
        ) {
            Column(verticalArrangement = Arrangement.spacedBy(Space.l)) {
                Banners(scene)
                above()
                Headline(title)
                content()
            }
            Column(
                Modifier.fillMaxWidth().padding(top = Space.xl),
                verticalArrangement = Arrangement.spacedBy(Space.s),
                horizontalAlignment = Alignment.CenterHorizontally,
                content = buttons,
            )
        }
    }
}

/** The sign above a headline. */
@Composable
fun Badge(icon: ImageVector, modifier: Modifier = Modifier) = Surface(
    modifier,
    shape = Corner.medium,
    color = MaterialTheme.colorScheme.primaryContainer,
    contentColor = MaterialTheme.colorScheme.onPrimaryContainer,
) { Icon(icon, contentDescription = null, Modifier.padding(Space.m).size(28.dp)) }

/** A card on the page. */
@Composable
fun Panel(modifier: Modifier = Modifier, content: @Composable ColumnScope.() -> Unit) = Column(
    modifier.fillMaxWidth().background(MaterialTheme.colorScheme.surfaceContainer, Corner.medium).padding(Space.l),
    verticalArrangement = Arrangement.spacedBy(Space.s),
    content = content,
)

/** A way to go on, as a card with what it is and when it is the right one. */
@Composable
fun Way(icon: ImageVector, label: String, text: String?, onClick: () -> Unit, modifier: Modifier = Modifier) = Surface(
    modifier = modifier.fillMaxWidth(),
    shape = Corner.medium,
    color = MaterialTheme.colorScheme.surfaceContainer,
) {
    Row(
        Modifier.clickable(onClick = onClick).heightIn(min = MinimumTarget).padding(Space.l),
        horizontalArrangement = Arrangement.spacedBy(Space.l),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(icon, contentDescription = null, Modifier.size(24.dp), tint = MaterialTheme.colorScheme.primary)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(2.dp)) {
            Text(label, style = Kauth.type.body.copy(fontWeight = Kauth.type.title.fontWeight))
            if (text != null) Small(text)
        }
        if (LocalDensity.current.fontScale <= LARGE_TYPE) {
            Icon(Glyphs.forward, contentDescription = null, Modifier.size(20.dp), tint = MaterialTheme.colorScheme.outline)
        }
    }
}
