package app.kauth.ui.pictures

import java.awt.Color
import java.awt.Graphics2D
import java.awt.RenderingHints
import java.awt.image.BufferedImage
import java.io.File
import javax.imageio.ImageIO

/** All pictures of a look, small, side by side, for a glance. None is kept: together they are more than a gigabyte. */
internal class Sheet(count: Int) {
    private val whole: BufferedImage
    private val pen: Graphics2D
    private var place = 0

    init {
        val rows = (count + COLUMNS - 1) / COLUMNS
        val (width, height) = COLUMNS * (Look.WIDTH_DP + GAP) + GAP to rows * (Look.HEIGHT_DP + GAP) + GAP
        whole = BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
        pen = whole.createGraphics()
        pen.color = Color(0x80, 0x86, 0x88)
        pen.fillRect(0, 0, whole.width, whole.height)
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC)
    }

    /** The next one, row by row. */
    fun add(picture: BufferedImage) {
        val (x, y) = GAP + place % COLUMNS * (Look.WIDTH_DP + GAP) to GAP + place / COLUMNS * (Look.HEIGHT_DP + GAP)
        pen.drawImage(picture, x, y, Look.WIDTH_DP, Look.HEIGHT_DP, null)
        place++
    }

    fun write(to: File) {
        pen.dispose()
        ImageIO.write(whole, "png", to)
    }

    private companion object {
        const val COLUMNS = 6
        const val GAP = 12
    }
}
