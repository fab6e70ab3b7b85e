package app.kauth.ui.pictures

import app.kauth.core.Theme

/** A way to look at every screen. */
enum class Look(val language: String, val theme: Theme, val fontScale: Float, val density: Int) {
    LIGHT("en", Theme.LIGHT, 1f, 2),
    DARK("en", Theme.DARK, 1f, 2),
    LARGE("en", Theme.LIGHT, 2f, 1),
    GERMAN("de", Theme.LIGHT, 1f, 1),
    FRENCH("fr", Theme.DARK, 1f, 1),
    ITALIAN("it", Theme.LIGHT, 1f, 1),
    SPANISH("es", Theme.DARK, 1f, 1),
    PSEUDO("pseudo", Theme.DARK, 1f, 1),
    ;

    val folder: String get() = name.lowercase()

    companion object {
        const val WIDTH_DP = 360
        const val HEIGHT_DP = 740
    }
}
