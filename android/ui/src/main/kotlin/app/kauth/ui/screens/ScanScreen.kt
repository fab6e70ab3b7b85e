package app.kauth.ui.screens

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.unit.dp
import app.kauth.core.ScanView
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Page
import app.kauth.ui.components.Primary
import app.kauth.ui.components.Problem
import app.kauth.ui.components.Secondary
import app.kauth.ui.theme.Corner
import app.kauth.ui.theme.Glyphs

/** The camera looks for a QR code. */
@Composable
fun ScanScreen(scene: Scene, view: ScanView) {
    var light by remember { mutableStateOf(false) }
    val switch = {
        light = !light
        scene.host.torch(light)
    }
    Page(
        scene,
        view.title,
        buttons = {
            if (scene.host.hasTorch) Secondary(scene.labels.torch, switch, icon = Glyphs.torch)
            if (scene.host.canGrabScreen) {
                Primary(scene.labels.grabScreen, { scene.host.grabScreen(scene.picture) }, icon = Glyphs.browser)
            }
            Secondary(scene.labels.picture, { scene.host.pickPicture(scene.picture) }, icon = Glyphs.picture)
        },
    ) {
        Body(view.text)
        Box(
            Modifier.fillMaxWidth().aspectRatio(1f).clip(Corner.large)
                .background(MaterialTheme.colorScheme.surfaceVariant)
                .border(2.dp, MaterialTheme.colorScheme.primary, Corner.large),
        ) {
            scene.host.Viewfinder(selfie = false, scene.frame, Modifier.matchParentSize())
        }
        Problem(view.problem)
    }
}
