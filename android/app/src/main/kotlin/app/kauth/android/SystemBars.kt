package app.kauth.android

import android.content.res.Configuration
import android.os.Build
import android.view.View
import android.view.Window
import android.view.WindowInsetsController
import app.kauth.core.Theme
import app.kauth.ui.model.PhoneState
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.map

/** From edge to edge, with the bars' icons dark where the app is light, which need not be as the system is. */
class SystemBars(private val window: Window) {
    /** Follows the app's theme. */
    suspend fun follow(states: Flow<PhoneState?>) {
        states.filterNotNull().map { it.view.theme }.distinctUntilChanged().collect { apply(isLight(it)) }
    }

    private fun isLight(theme: Theme): Boolean = when (theme) {
        Theme.LIGHT -> true
        Theme.DARK -> false
        Theme.SYSTEM -> {
            val mode = window.context.resources.configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK
            mode != Configuration.UI_MODE_NIGHT_YES
        }
    }

    private fun apply(light: Boolean) {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            window.setDecorFitsSystemWindows(false)
            window.insetsController?.setSystemBarsAppearance(if (light) DARK_ICONS else 0, DARK_ICONS)
        } else {
            applyByFlags(light)
        }
    }

    @Suppress("DEPRECATION")
    private fun applyByFlags(light: Boolean) {
        var flags = View.SYSTEM_UI_FLAG_LAYOUT_STABLE or View.SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN or
            View.SYSTEM_UI_FLAG_LAYOUT_HIDE_NAVIGATION
        if (light) flags = flags or View.SYSTEM_UI_FLAG_LIGHT_STATUS_BAR or View.SYSTEM_UI_FLAG_LIGHT_NAVIGATION_BAR
        window.decorView.systemUiVisibility = flags
    }

    private companion object {
        const val DARK_ICONS =
            WindowInsetsController.APPEARANCE_LIGHT_STATUS_BARS or WindowInsetsController.APPEARANCE_LIGHT_NAVIGATION_BARS
    }
}
