package app.kauth.android

import android.app.LocaleManager
import android.content.Context
import android.os.Build
import android.os.LocaleList
import app.kauth.core.AppInterface
import app.kauth.core.Screen
import app.kauth.ui.model.PhoneState
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.mapNotNull

/**
 * The language chosen for this app exists twice from Android 13 on: in the system's settings and in the core's. A choice in
 * the app is handed to the system; a choice in the system, made last, wins. Older versions know only the core's.
 */
class AppLanguage(context: Context) {
    private val manager =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) context.getSystemService(LocaleManager::class.java) else null
    private val kept = context.getSharedPreferences("language", Context.MODE_PRIVATE)

    /** What both agreed on last; empty follows the system's list. */
    private var agreed: String
        get() = kept.getString(AGREED, null).orEmpty()
        set(tag) = kept.edit().putString(AGREED, tag).apply()

    /** Tells the core what the person chose in the system's settings. */
    suspend fun tell(app: AppInterface) {
        val chosen = chosenInSystem() ?: return
        if (chosen == agreed) return
        app.setLanguage(chosen)
        agreed = chosen
    }

    /** Hands the system what the person chooses in the app: the settings show it. */
    suspend fun follow(states: Flow<PhoneState?>) {
        states.mapNotNull { it?.chosenInApp() }.distinctUntilChanged().collect { chosen ->
            if (chosen == agreed || chosenInSystem() != agreed) return@collect
            agreed = chosen
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
                manager?.applicationLocales = LocaleList.forLanguageTags(chosen)
            }
        }
    }

    private fun chosenInSystem(): String? =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            manager?.applicationLocales?.let { if (it.isEmpty) "" else it[0].language }
        } else {
            null
        }

    private fun PhoneState.chosenInApp(): String? =
        (view.screen as? Screen.Settings)?.v1?.languages?.find { it.chosen }?.value

    private companion object {
        const val AGREED = "agreed"
    }
}
