package app.kauth.ui.theme

import androidx.compose.material3.Typography
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineHeightStyle
import androidx.compose.ui.unit.em
import androidx.compose.ui.unit.sp
import app.kauth.design.Tokens

/** The tokens' text styles. */
@Immutable
data class KauthType(
    val display: TextStyle,
    val title: TextStyle,
    val body: TextStyle,
    val label: TextStyle,
    val code: TextStyle,
    val digits: TextStyle,
)

internal val LocalType = staticCompositionLocalOf { type(FontFamily.Default) }

private const val TABULAR = "tnum"

internal fun type(family: FontFamily) = KauthType(
    display = style(Tokens.Type.display, family),
    title = style(Tokens.Type.title, family),
    body = style(Tokens.Type.body, family),
    label = style(Tokens.Type.label, family),
    code = style(Tokens.Type.code, family).copy(fontFeatureSettings = TABULAR),
    digits = style(Tokens.Type.digits, family).copy(fontFeatureSettings = TABULAR),
)

private fun style(token: Tokens.TextStyle, family: FontFamily) = TextStyle(
    fontFamily = family,
    fontSize = token.size.sp,
    lineHeight = token.line.sp,
    fontWeight = FontWeight(token.weight),
    letterSpacing = token.tracking.em,
    lineHeightStyle = LineHeightStyle(LineHeightStyle.Alignment.Center, LineHeightStyle.Trim.None),
)

/** Material's names for them, for its own components. */
internal fun typography(type: KauthType) = Typography(
    displayLarge = type.display, displayMedium = type.display, displaySmall = type.display,
    headlineLarge = type.display, headlineMedium = type.display, headlineSmall = type.title,
    titleLarge = type.title, titleMedium = type.title, titleSmall = type.label,
    bodyLarge = type.body, bodyMedium = type.body, bodySmall = type.label,
    labelLarge = type.label, labelMedium = type.label, labelSmall = type.label,
)
