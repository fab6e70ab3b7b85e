package app.kauth.ui.theme

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.unit.dp
import app.kauth.core.Theme
import app.kauth.design.Tokens

/** Distances. */
object Space {
    val xs = Tokens.Space.xs.dp
    val s = Tokens.Space.s.dp
    val m = Tokens.Space.m.dp
    val l = Tokens.Space.l.dp
    val xl = Tokens.Space.xl.dp
    val xxl = Tokens.Space.xxl.dp
}

/** Corners. */
object Corner {
    val small = RoundedCornerShape(Tokens.Radius.small.dp)
    val medium = RoundedCornerShape(Tokens.Radius.medium.dp)
    val large = RoundedCornerShape(Tokens.Radius.large.dp)
    val sheet = RoundedCornerShape(topStart = Tokens.Radius.large.dp, topEnd = Tokens.Radius.large.dp)
}

/** The least side of what can be tapped. */
val MinimumTarget = Tokens.MINIMUM_TARGET.dp

/** What the tokens add to [MaterialTheme]. */
object Kauth {
    val colors: MoreColors
        @Composable get() = LocalMoreColors.current
    val type: KauthType
        @Composable get() = LocalType.current
}

/** Colours, type and corners of the tokens. */
@Composable
fun KauthTheme(theme: Theme, font: FontFamily, content: @Composable () -> Unit) {
    val dark = when (theme) {
        Theme.SYSTEM -> isSystemInDarkTheme()
        Theme.LIGHT -> false
        Theme.DARK -> true
    }
    val palette = if (dark) Tokens.dark else Tokens.light
    val type = remember(font) { type(font) }
    CompositionLocalProvider(LocalMoreColors provides remember(dark) { more(palette) }, LocalType provides type) {
        MaterialTheme(
            colorScheme = remember(dark) { scheme(palette, dark) },
            typography = remember(type) { typography(type) },
            shapes = Shapes(Corner.small, Corner.small, Corner.medium, Corner.large, Corner.large),
            content = content,
        )
    }
}
