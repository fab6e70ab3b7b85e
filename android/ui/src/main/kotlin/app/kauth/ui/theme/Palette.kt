package app.kauth.ui.theme

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import app.kauth.design.Tokens

/** The tokens' colours that Material has no role for. */
@Immutable
data class MoreColors(
    val success: Color,
    val successContainer: Color,
    val onSuccessContainer: Color,
    val warning: Color,
    val warningContainer: Color,
    val onWarningContainer: Color,
)

internal val LocalMoreColors = staticCompositionLocalOf { more(Tokens.light) }

internal fun more(palette: Tokens.Palette) = MoreColors(
    success = Color(palette.success),
    successContainer = Color(palette.successContainer),
    onSuccessContainer = Color(palette.onSuccessContainer),
    warning = Color(palette.warning),
    warningContainer = Color(palette.warningContainer),
    onWarningContainer = Color(palette.onWarningContainer),
)

/** The tokens as Material's roles; roles that Material derives from others are set too, so that none of its own colours shows. */
internal fun scheme(palette: Tokens.Palette, dark: Boolean): ColorScheme = with(palette) {
    (if (dark) darkColorScheme() else lightColorScheme()).copy(
        primary = Color(primary),
        onPrimary = Color(onPrimary),
        primaryContainer = Color(primaryContainer),
        onPrimaryContainer = Color(onPrimaryContainer),
        inversePrimary = Color(inversePrimary),
        secondary = Color(secondary),
        onSecondary = Color(onSecondary),
        secondaryContainer = Color(secondaryContainer),
        onSecondaryContainer = Color(onSecondaryContainer),
        tertiary = Color(secondary),
        onTertiary = Color(onSecondary),
        tertiaryContainer = Color(secondaryContainer),
        onTertiaryContainer = Color(onSecondaryContainer),
        background = Color(surface),
        onBackground = Color(onSurface),
        surface = Color(surface),
        onSurface = Color(onSurface),
        surfaceVariant = Color(surfaceVariant),
        onSurfaceVariant = Color(onSurfaceVariant),
        surfaceTint = Color(primary),
        inverseSurface = Color(inverseSurface),
        inverseOnSurface = Color(inverseOnSurface),
        error = Color(error),
        onError = Color(onError),
        errorContainer = Color(errorContainer),
        onErrorContainer = Color(onErrorContainer),
        outline = Color(outline),
        outlineVariant = Color(outlineVariant),
        scrim = Color(scrim),
        surfaceBright = Color(surfaceContainer),
        surfaceDim = Color(surface),
        surfaceContainer = Color(surfaceContainer),
        surfaceContainerHigh = Color(surfaceContainerHigh),
        surfaceContainerHighest = Color(surfaceContainerHigh),
        surfaceContainerLow = Color(surfaceContainer),
        surfaceContainerLowest = Color(surfaceContainer),
    )
}
