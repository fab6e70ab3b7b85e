package app.kauth.ui.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import app.kauth.core.PermissionState
import app.kauth.core.SettingsView
import app.kauth.core.Theme
import app.kauth.ui.Scene
import app.kauth.ui.components.Body
import app.kauth.ui.components.Choice
import app.kauth.ui.components.Heading
import app.kauth.ui.components.Page
import app.kauth.ui.components.Pairs
import app.kauth.ui.components.Panel
import app.kauth.ui.components.Quiet
import app.kauth.ui.components.Toggle
import app.kauth.ui.theme.Glyphs
import app.kauth.ui.theme.Space

/** The settings. */
@Composable
fun SettingsScreen(scene: Scene, view: SettingsView) {
    val labels = scene.labels
    Page(scene, view.title) {
        Section(labels.appLock) {
            AppLock(scene, view)
            Toggle(labels.hideCodes, view.hideCodes, { on -> scene.send { setHideCodes(on) } })
        }
        Section(labels.reachable) {
            Body(view.reachable.text)
            view.reachable.stay?.let { stay ->
                Toggle(labels.stayReachable, stay, { on -> scene.send { setStayReachable(on) } })
            }
        }
        if (view.permissions.isNotEmpty()) Section(labels.permissions) { Permissions(scene, view) }
        Section(labels.theme) {
            val themes = listOf(Theme.SYSTEM to labels.themeSystem, Theme.LIGHT to labels.themeLight, Theme.DARK to labels.themeDark)
            themes.forEach { (theme, label) -> Choice(label, view.theme == theme, { scene.send { setTheme(theme) } }) }
        }
        Section(labels.language) {
            view.languages.forEach { Choice(it.label, it.chosen, { scene.send { setLanguage(it.value) } }) }
        }
        Section(labels.diagnostics) {
            Pairs(view.diagnostics.map { it.label to it.value })
            Quiet(labels.copy, { scene.send { copyDiagnostics() } }, icon = Glyphs.copy)
        }
    }
}

@Composable
private fun Section(title: String, content: @Composable ColumnScope.() -> Unit) =
    Column(verticalArrangement = Arrangement.spacedBy(Space.s)) {
        Heading(title)
        Panel(content = content)
    }

@Composable
private fun Permissions(scene: Scene, view: SettingsView) {
    view.permissions.forEach { permission ->
        Body(permission.text)
        when (permission.state) {
            PermissionState.GRANTED -> Unit
            PermissionState.BLOCKED ->
                Quiet(scene.labels.openSystemSettings, { scene.send { askPermission(permission.kind) } })
            PermissionState.DECLINED, PermissionState.UNKNOWN ->
                Quiet(scene.labels.allow, { scene.send { askPermission(permission.kind) } })
        }
    }
}
