package app.kauth.ui.theme

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp

/**
 * The icons, drawn with one pen of 2 dp on 24 dp: one hand for all, and no icon library that is only in one of the two
 * builds.
 */
object Glyphs {
    val add by glyph("M12 5V19", "M5 12H19")
    val back by glyph("M19 12H5", "M11 6L5 12L11 18")
    val browser by glyph("M3.5 5H20.5V19H3.5Z", "M3.5 9.5H20.5", "M6.5 7.25H6.6")
    val camera by glyph("M3 8H7.5L9 5H15L16.5 8H21V19H3Z", "M8.5 13A3.5 3.5 0 1 1 15.5 13A3.5 3.5 0 1 1 8.5 13Z")
    val card by glyph("M3 5.5H21V18.5H3Z", "M6.3 11A2.2 2.2 0 1 1 10.7 11A2.2 2.2 0 1 1 6.3 11Z", "M6 15.5H11", "M14 10H18", "M14 14H18")
    val check by glyph("M5 12.5L10 17.5L19.5 7")
    val close by glyph("M6 6L18 18", "M18 6L6 18")
    val copy by glyph("M9 9H20V20H9Z", "M15 9V4H4V15H9")
    val edit by glyph("M4 20L5 16L16 5L19 8L8 19Z", "M14 7L17 10")
    val enlarge by glyph("M4.5 10.5A6 6 0 1 1 16.5 10.5A6 6 0 1 1 4.5 10.5Z", "M15 15L20 20", "M10.5 8V13", "M8 10.5H13")
    val eye by glyph("M2.5 12C5 7.5 8.3 5.5 12 5.5S19 7.5 21.5 12C19 16.5 15.7 18.5 12 18.5S5 16.5 2.5 12Z", RING_SMALL)
    val eyeClosed by glyph(
        "M2.5 12C5 7.5 8.3 5.5 12 5.5S19 7.5 21.5 12C19 16.5 15.7 18.5 12 18.5S5 16.5 2.5 12Z",
        RING_SMALL,
        "M4 20L20 4",
    )
    val forward by glyph("M9.5 6L15.5 12L9.5 18")
    val history by glyph("M4 12A8 8 0 1 0 7 5.8L4 8.5", "M4 4V8.5H8.5", "M12 8V12.5L15 14.5")
    val key by glyph("M4.5 15.5A3.5 3.5 0 1 1 11.5 15.5A3.5 3.5 0 1 1 4.5 15.5Z", "M10.6 13L18.5 5", "M15 8.5L18 11.5")
    val keyboard by glyph("M3 6.5H21V17.5H3Z", "M7 10.5H7.1", "M12 10.5H12.1", "M17 10.5H17.1", "M8 14H16")
    val link by glyph(
        "M10 14A4 4 0 0 0 15.7 14L19 10.7A4 4 0 0 0 13.3 5L12 6.3",
        "M14 10A4 4 0 0 0 8.3 10L5 13.3A4 4 0 0 0 10.7 19L12 17.7"
    )
    val lock by glyph("M5 11H19V20H5Z", "M8 11V8A4 4 0 0 1 16 8V11", "M12 15V16")
    val more by glyph("M12 5.5V5.6", "M12 12V12.1", "M12 18.5V18.6", pen = 2.8f)
    val note by glyph("M5 4H19V20H5Z", "M8.5 9H15.5", "M8.5 13H15.5", "M8.5 17H12")
    val offline by glyph("M3 9A13 13 0 0 1 21 9", "M6.5 13A8 8 0 0 1 17.5 13", "M12 18V18.1", "M4 20L20 4")
    val paste by glyph("M5 5H19V21H5Z", "M9 3H15V7H9Z", "M9 12H15", "M9 16H13")
    val passport by glyph("M5 3H19V21H5Z", "M8.5 10A3.5 3.5 0 1 1 15.5 10A3.5 3.5 0 1 1 8.5 10Z", "M9 17H15")
    val phone by glyph("M7 3H17V21H7Z", "M11 18H13")
    val picture by glyph("M4 5H20V19H4Z", "M4 16L9 11L14 16", "M13 15L16 12L20 16", "M15.5 8.5V8.6")
    val place by glyph(
        "M12 21C8 16 5.5 13 5.5 9.5A6.5 6.5 0 0 1 18.5 9.5C18.5 13 16 16 12 21Z",
        "M9.8 9.5A2.2 2.2 0 1 1 14.2 9.5A2.2 2.2 0 1 1 9.8 9.5Z"
    )
    val print by glyph("M7 8V3H17V8", "M7 17H4V8H20V17H17", "M7 14H17V21H7Z")
    val refresh by glyph("M20 12A8 8 0 1 1 17.5 6.2L20 8.5", "M20 4V8.5H15.5")
    val remove by glyph("M4 7H20", "M9 7V4H15V7", "M6 7L7 20H17L18 7", "M10 11V16", "M14 11V16")
    val save by glyph("M12 4V15", "M7.5 11L12 15.5L16.5 11", "M5 20H19")
    val scan by glyph(
        "M4 8V4H8",
        "M16 4H20V8",
        "M20 16V20H16",
        "M8 20H4V16",
        "M8 8H11V11H8Z",
        "M13.5 8H16V11H13.5Z",
        "M8 13.5H11V16H8Z",
        "M14 14H16V16"
    )
    val search by glyph("M4.5 10.5A6 6 0 1 1 16.5 10.5A6 6 0 1 1 4.5 10.5Z", "M15 15L20 20")
    val settings by glyph(
        "M4 7H12",
        "M17 7H20",
        "M4 17H7",
        "M12 17H20",
        "M12 7A2.5 2.5 0 1 1 17 7A2.5 2.5 0 1 1 12 7Z",
        "M7 17A2.5 2.5 0 1 1 12 17A2.5 2.5 0 1 1 7 17Z"
    )
    val shield by glyph("M12 3L19.5 6V11.5C19.5 16 16.5 19.5 12 21C7.5 19.5 4.5 16 4.5 11.5V6Z", "M8.5 12L11 14.5L15.5 9.5")
    val stop by glyph("M3.5 12A8.5 8.5 0 1 1 20.5 12A8.5 8.5 0 1 1 3.5 12Z", "M6 6L18 18")
    val torch by glyph("M8 3H16V7L14 10V21H10V10L8 7Z", "M12 13V14")
    val warning by glyph("M12 4L21 20H3Z", "M12 10V14.5", "M12 17V17.1")
    val clock by glyph("M3.5 12A8.5 8.5 0 1 1 20.5 12A8.5 8.5 0 1 1 3.5 12Z", "M12 7V12.5L15.5 14.5")
    val info by glyph("M3.5 12A8.5 8.5 0 1 1 20.5 12A8.5 8.5 0 1 1 3.5 12Z", "M12 11V16.5", "M12 7.8V7.9")
}

private const val RING_SMALL = "M9 12A3 3 0 1 1 15 12A3 3 0 1 1 9 12Z"
private const val SIDE = 24f
private const val PEN = 2f

private fun glyph(vararg paths: String, pen: Float = PEN): Lazy<ImageVector> = lazy(LazyThreadSafetyMode.NONE) {
    ImageVector.Builder(defaultWidth = SIDE.dp, defaultHeight = SIDE.dp, viewportWidth = SIDE, viewportHeight = SIDE)
        .apply {
            paths.forEach { path ->
                addPath(
                    pathData = addPathNodes(path),
                    stroke = SolidColor(Color.Black),
                    strokeLineWidth = pen,
                    strokeLineCap = StrokeCap.Round,
                    strokeLineJoin = StrokeJoin.Round,
                )
            }
        }
        .build()
}
