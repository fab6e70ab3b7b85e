package app.kauth.ui.components

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kauth.core.Banner
import app.kauth.core.BannerKind
import app.kauth.core.Snackbar
import app.kauth.ui.Scene
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Kauth
import app.kauth.ui.theme.Space

/** What went wrong, in place; read out when it comes. */
@Composable
fun Problem(text: String?, modifier: Modifier = Modifier) {
    if (text == null) return
    Notice(
        text,
        Glyphs.warning,
        MaterialTheme.colorScheme.errorContainer,
        MaterialTheme.colorScheme.onErrorContainer,
        modifier.semantics { liveRegion = LiveRegionMode.Polite },
    )
}

/** Something to think twice about. */
@Composable
fun Warning(text: String?, modifier: Modifier = Modifier, action: (@Composable () -> Unit)? = null) {
    if (text == null) return
    Notice(text, Glyphs.warning, Kauth.colors.warningContainer, Kauth.colors.onWarningContainer, modifier, action)
}

/** Something worth knowing. */
@Composable
fun Hint(text: String?, modifier: Modifier = Modifier, icon: ImageVector = Glyphs.info) {
    if (text == null) return
    Notice(text, icon, MaterialTheme.colorScheme.secondaryContainer, MaterialTheme.colorScheme.onSecondaryContainer, modifier)
}

@Composable
private fun Notice(
    text: String,
    icon: ImageVector,
    ground: Color,
    ink: Color,
    modifier: Modifier,
    action: (@Composable () -> Unit)? = null,
) = Column(modifier.fillMaxWidth().background(ground, Corner.medium).padding(Space.m)) {
    Row(horizontalArrangement = Arrangement.spacedBy(Space.m)) {
        Icon(icon, contentDescription = null, Modifier.size(20.dp), tint = ink)
        Small(text, Modifier.weight(1f), ink)
    }
    if (action != null) Row(Modifier.align(Alignment.End)) { action() }
}

/** The standing notices, most urgent first. */
@Composable
fun Banners(scene: Scene, modifier: Modifier = Modifier) {
    if (scene.view.banners.isEmpty()) return
    Column(modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(Space.s)) {
        scene.view.banners.forEach { OneBanner(scene, it) }
    }
}

@Composable
private fun OneBanner(scene: Scene, banner: Banner) {
    val colors = MaterialTheme.colorScheme
    val (ground, ink) = when (banner.kind) {
        BannerKind.OFFLINE, BannerKind.CHECK -> colors.secondaryContainer to colors.onSecondaryContainer
        BannerKind.PROVIDER_REFUSES, BannerKind.LINK_AGAIN, BannerKind.STORAGE, BannerKind.RECOVERY ->
            colors.errorContainer to colors.onErrorContainer
        else -> Kauth.colors.warningContainer to Kauth.colors.onWarningContainer
    }
    Notice(
        banner.text,
        icon(banner.kind),
        ground,
        ink,
        Modifier.semantics { liveRegion = LiveRegionMode.Polite },
        buttons(scene, banner, ink),
    )
}

private fun buttons(scene: Scene, banner: Banner, ink: Color): (@Composable () -> Unit)? {
    if (banner.action == null && banner.dismiss == null) return null
    return {
        if (banner.action != null && banner.dismiss != null) {
            SideBySide(Modifier.padding(top = Space.s), gap = Space.s) {
                Act(scene, banner, ink, BorderStroke(1.dp, ink))
                Dismiss(scene, banner, ink)
            }
        } else {
            Act(scene, banner, ink, border = null)
            Dismiss(scene, banner, ink)
        }
    }
}

@Composable
private fun Act(scene: Scene, banner: Banner, ink: Color, border: BorderStroke?) = banner.action?.let {
    Quiet(it, { scene.send { bannerAction(banner.kind, banner.about) } }, color = ink, border = border)
}

@Composable
private fun Dismiss(scene: Scene, banner: Banner, ink: Color) = banner.dismiss?.let {
    Quiet(it, { scene.send { dismissBanner(banner.kind, banner.about) } }, color = ink)
}

private fun icon(kind: BannerKind): ImageVector = when (kind) {
    BannerKind.OFFLINE -> Glyphs.offline
    BannerKind.CLOCK_WRONG -> Glyphs.clock
    BannerKind.NO_SCREEN_LOCK -> Glyphs.lock
    BannerKind.LINK_AGAIN -> Glyphs.link
    BannerKind.CHECK -> Glyphs.card
    else -> Glyphs.warning
}

/** The passing notice below the page. */
@Composable
fun Passing(scene: Scene, snackbar: Snackbar, modifier: Modifier = Modifier) = Surface(
    modifier.fillMaxWidth().semantics { liveRegion = LiveRegionMode.Polite },
    shape = Corner.medium,
    color = MaterialTheme.colorScheme.inverseSurface,
    contentColor = MaterialTheme.colorScheme.inverseOnSurface,
    shadowElevation = 4.dp,
) {
    Row(
        Modifier.padding(start = Space.l, end = Space.s, top = Space.s, bottom = Space.s),
        verticalAlignment = Alignment.CenterVertically,
        horizontalArrangement = Arrangement.spacedBy(Space.s),
    ) {
        Small(snackbar.text, Modifier.weight(1f).padding(vertical = Space.s), MaterialTheme.colorScheme.inverseOnSurface)
        snackbar.undo?.let { Quiet(it, { scene.send { undo() } }, color = MaterialTheme.colorScheme.inversePrimary) }
    }
}
