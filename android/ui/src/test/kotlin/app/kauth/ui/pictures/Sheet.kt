package app.kauth.ui.pictures

import java.awt.Color
import java.awt.RenderingHints
import java.awt.image.BufferedImage
import java.io.File
import javax.imageio.ImageIO

/** Puts pictures beside each other, to be looked at together. */
internal fun sheet(pictures: List<BufferedImage>, to: File, columns: Int = 6, gap: Int = 12) {
    val (width, height) = Look.WIDTH_DP to Look.HEIGHT_DP
    val rows = (pictures.size + columns - 1) / columns
    val whole = BufferedImage(columns * (width + gap) + gap, rows * (height + gap) + gap, BufferedImage.TYPE_INT_RGB)
    val pen = whole.createGraphics()
    pen.color = Color(0x80, 0x86, 0x88)
    pen.fillRect(0, 0, whole.width, whole.height)
    pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC)
    pictures.forEachIndexed { place, picture ->
        val (x, y) = gap + place % columns * (width + gap) to gap + place / columns * (height + gap)
        pen.drawImage(picture, x, y, width, height, null)
    }
    pen.dispose()
    ImageIO.write(whole, "png", to)
}
