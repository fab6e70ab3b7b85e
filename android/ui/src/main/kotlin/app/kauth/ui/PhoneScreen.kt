package app.kauth.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.unit.LayoutDirection
import app.kauth.ui.components.Passing
import app.kauth.ui.model.Phone
import app.kauth.ui.theme.KauthTheme
import app.kauth.ui.theme.Space

/** The whole app on a screen. Nothing is drawn until the core has spoken. */
@Composable
fun PhoneScreen(phone: Phone, host: HostUi) {
    val state by phone.state.collectAsState()
    val shown = state ?: return
    val scene = remember(shown, phone, host) {
        Scene(
            shown.view, shown.labels, shown.takenAt, host,
            send = phone::send,
            tell = phone::tell,
            picture = phone::picture,
            frame = { phone.frame(it) },
            sight = phone::sight,
            loopbackRedirect = phone.shell.loopbackRedirect,
        )
    }
    host.BackHandler(shown.view.canGoBack, scene::back)
    SceneScreen(scene)
}

/** One view, drawn. */
@Composable
fun SceneScreen(scene: Scene) {
    val direction = if (scene.view.rightToLeft) LayoutDirection.Rtl else LayoutDirection.Ltr
    KauthTheme(scene.view.theme, scene.host.font) {
        CompositionLocalProvider(LocalLayoutDirection provides direction) {
            Surface(Modifier.fillMaxSize(), color = MaterialTheme.colorScheme.surface) {
                // Below the page, never over it: what it would cover may be the next button.
                Column(Modifier.fillMaxSize().safeDrawingPadding()) {
                    Box(Modifier.weight(1f)) { Screens(scene) }
                    scene.view.snackbar?.let { Passing(scene, it, Modifier.padding(Space.s)) }
                }
            }
        }
    }
}
