package app.kauth.ui.pictures

import app.kauth.core.AppInterface
import app.kauth.core.PictureKind
import java.awt.Color
import java.awt.Font
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.lang.reflect.Proxy
import javax.imageio.ImageIO

/** A core that has pictures of a check, and nothing else. */
internal val samples: AppInterface by lazy {
    Proxy.newProxyInstance(AppInterface::class.java.classLoader, arrayOf(AppInterface::class.java)) { _, method, arguments ->
        check(method.name == "pictureOf") { method.name }
        sample(arguments.first() as PictureKind)
    } as AppInterface
}

/** A card on a table, with lines to its very edge; upright where a person holds it. */
private fun sample(kind: PictureKind): ByteArray {
    val (width, height) = if (kind == PictureKind.SELFIE) 900 to 1200 else 1500 to 1000
    val picture = BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
    val pen = picture.createGraphics()
    pen.color = Color(0x6B, 0x5B, 0x4A)
    pen.fillRect(0, 0, width, height)
    pen.color = Color(0xE8, 0xEE, 0xE4)
    pen.fillRoundRect(40, height / 2 - 400, width - 80, 800, 60, 60)
    pen.color = Color(0x22, 0x2A, 0x26)
    pen.font = Font(Font.MONOSPACED, Font.PLAIN, width / 20)
    for (line in 1..6) pen.drawString("UTO<<SAMPLE<<FRIEDA<<<<<<<<<<", 60, height / 2 - 400 + line * 110)
    pen.dispose()
    return ByteArrayOutputStream().also { ImageIO.write(picture, "png", it) }.toByteArray()
}
