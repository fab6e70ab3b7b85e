package app.kauth.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.SideEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.runtime.setValue
import app.kauth.core.CheckView
import app.kauth.core.Screen
import app.kauth.ui.screens.AccountScreen
import app.kauth.ui.screens.AccountsScreen
import app.kauth.ui.screens.AddByHandScreen
import app.kauth.ui.screens.AddScreen
import app.kauth.ui.screens.AgreeScreen
import app.kauth.ui.screens.CheckScreen
import app.kauth.ui.screens.HistoryScreen
import app.kauth.ui.screens.ImportScreen
import app.kauth.ui.screens.LinkAgainScreen
import app.kauth.ui.screens.LinkCodeScreen
import app.kauth.ui.screens.LinkRemovedScreen
import app.kauth.ui.screens.LockedScreen
import app.kauth.ui.screens.ProblemScreen
import app.kauth.ui.screens.RecoveryCodesScreen
import app.kauth.ui.screens.RemoveScreen
import app.kauth.ui.screens.RequestEndedScreen
import app.kauth.ui.screens.RequestScreen
import app.kauth.ui.screens.ScanScreen
import app.kauth.ui.screens.SettingsScreen
import app.kauth.ui.screens.SignInHereScreen
import app.kauth.ui.screens.StartScreen
import app.kauth.ui.screens.WorkingScreen

/**
 * The core's screen. Half-typed text of a screen goes when the screen goes, but not when a request or the lock only covers
 * it for a while: what was typed is there again afterwards.
 */
@Composable
internal fun Screens(scene: Scene) {
    val holder = rememberSaveableStateHolder()
    val screen = scene.view.screen
    val place = place(screen)
    var beneath by rememberSaveable { mutableStateOf(place) }
    holder.SaveableStateProvider(place) { Draw(scene, screen) }
    SideEffect {
        if (place != beneath && !covers(screen)) {
            holder.removeState(beneath)
            beneath = place
        }
    }
}

private fun covers(screen: Screen) = screen is Screen.Request || screen is Screen.RequestEnded || screen is Screen.Locked

private fun place(screen: Screen): String = when (screen) {
    is Screen.Account -> "Account ${screen.v1.row.id}"
    is Screen.Request -> "Request ${screen.v1.id}"
    is Screen.RequestEnded -> "RequestEnded ${screen.v1.id}"
    is Screen.Check -> "Check ${place(screen.v1)}"
    else -> screen::class.java.simpleName
}

private fun place(check: CheckView): String =
    if (check is CheckView.Picture) "Picture ${check.v1.kind}" else check::class.java.simpleName

@Composable
private fun Draw(scene: Scene, screen: Screen) = when (screen) {
    is Screen.Locked -> LockedScreen(scene, screen.v1)
    is Screen.Start -> StartScreen(scene, screen.v1)
    is Screen.Accounts -> AccountsScreen(scene, screen.v1)
    is Screen.Add -> AddScreen(scene, screen.v1)
    is Screen.Scan -> ScanScreen(scene, screen.v1)
    is Screen.AddByHand -> AddByHandScreen(scene, screen.v1)
    is Screen.Import -> ImportScreen(scene, screen.v1)
    is Screen.SignInHere -> SignInHereScreen(scene, screen.v1)
    is Screen.Agree -> AgreeScreen(scene, screen.v1)
    is Screen.Working -> WorkingScreen(scene, screen.v1)
    is Screen.LinkCode -> LinkCodeScreen(scene, screen.v1)
    is Screen.RecoveryCodes -> RecoveryCodesScreen(scene, screen.v1)
    is Screen.Account -> AccountScreen(scene, screen.v1)
    is Screen.Remove -> RemoveScreen(scene, screen.v1)
    is Screen.Request -> RequestScreen(scene, screen.v1)
    is Screen.RequestEnded -> RequestEndedScreen(scene, screen.v1)
    is Screen.History -> HistoryScreen(scene, screen.v1)
    is Screen.Settings -> SettingsScreen(scene, screen.v1)
    is Screen.LinkRemoved -> LinkRemovedScreen(scene, screen.v1)
    is Screen.LinkAgain -> LinkAgainScreen(scene, screen.v1)
    is Screen.Check -> CheckScreen(scene, screen.v1)
    is Screen.Problem -> ProblemScreen(scene, screen.v1)
}
