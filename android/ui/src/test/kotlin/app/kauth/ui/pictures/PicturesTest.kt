package app.kauth.ui.pictures

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.graphics.toAwtImage
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.unit.Density
import app.kauth.core.CheckReviewPicture
import app.kauth.core.CheckView
import app.kauth.core.GalleryItem
import app.kauth.core.Screen
import app.kauth.core.gallery
import app.kauth.ui.LocalNow
import app.kauth.ui.Scene
import app.kauth.ui.SceneScreen
import app.kauth.ui.StillHost
import java.io.File
import java.util.concurrent.atomic.AtomicInteger
import javax.imageio.ImageIO
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** Every screen in every state, from the core's gallery: a picture each, and what can be measured on it. */
class PicturesTest {
    @Test fun light() = look(Look.LIGHT)

    @Test fun dark() = look(Look.DARK)

    @Test fun large() = look(Look.LARGE)

    @Test fun german() = look(Look.GERMAN)

    @Test fun french() = look(Look.FRENCH)

    @Test fun italian() = look(Look.ITALIAN)

    @Test fun spanish() = look(Look.SPANISH)

    @Test fun pseudo() = look(Look.PSEUDO)

    @OptIn(ExperimentalTestApi::class)
    private fun look(look: Look) {
        val folder = File(System.getProperty("kauth.pictures"), look.folder).apply { mkdirs() }
        val items = gallery(look.language)
        assertTrue("a gallery of ${items.size}", items.size > 20)
        var item by mutableStateOf(items.first())
        val wrong = mutableListOf<String>()
        runDesktopComposeUiTest(Look.WIDTH_DP * look.density, Look.HEIGHT_DP * look.density) {
            setContent {
                CompositionLocalProvider(
                    LocalDensity provides Density(look.density.toFloat(), look.fontScale),
                    LocalNow provides { 0L },
                ) { key(item.name) { SceneScreen(still(item, look)) } }
            }
            val sheet = Sheet(items.size + items.count { pictures(it).isNotEmpty() })

            // What lies beneath is not said, though the unmerged tree has it.
            fun take(name: String, liesOver: Boolean = false) {
                waitForIdle()
                val picture = captureToImage().toAwtImage()
                ImageIO.write(picture, "png", File(folder, "$name.png"))
                val merged = onNode(isRoot()).fetchSemanticsNode()
                val unmerged =
                    if (liesOver) merged else onNode(isRoot(), useUnmergedTree = true).fetchSemanticsNode()
                wrong += Checks(name, picture, look.density).of(merged, unmerged)
                sheet.add(picture)
            }
            items.forEach { next ->
                told.set(0)
                item = next
                waitForIdle()
                val pictures = pictures(next)
                waitUntil(timeoutMillis = PATIENCE_MS) { told.get() == pictures.size }
                take(next.name)
                pictures.firstOrNull()?.let {
                    onNodeWithContentDescription("${it.enlarge}: ${it.label}").performClick()
                    waitUntil(timeoutMillis = PATIENCE_MS) { told.get() > pictures.size }
                    take("${next.name}_large", liesOver = true)
                }
            }
            sheet.write(File(folder.parentFile, "sheet-${look.folder}.png"))
        }
        File(folder.parentFile, "wrong-${look.folder}.txt").writeText(wrong.joinToString("\n"))
        assertEquals("", wrong.joinToString("\n"))
    }

    /** How much of the core's was read: its pictures. */
    private val told = AtomicInteger()

    private fun pictures(item: GalleryItem): List<CheckReviewPicture> {
        val check = (item.view.screen as? Screen.Check)?.v1
        return (check as? CheckView.Review)?.v1?.pictures.orEmpty()
    }

    private fun still(item: GalleryItem, look: Look) = Scene(
        item.view.copy(theme = look.theme),
        item.labels,
        0L,
        StillHost(),
        send = {},
        tell = { command ->
            samples.command()
            told.incrementAndGet()
            null
        },
        picture = {},
        frame = {},
        sight = { _, _ -> false },
    )
}

private const val PATIENCE_MS = 10_000L
