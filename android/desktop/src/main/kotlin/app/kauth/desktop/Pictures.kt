package app.kauth.desktop

import java.awt.AWTException
import java.awt.GraphicsEnvironment
import java.awt.Rectangle
import java.awt.Robot
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.IOException
import javax.imageio.ImageIO

/** The largest file that the core takes, and a byte more: with that it says by itself that it is too large. */
private const val TOO_LARGE = (32 shl 20) + 1

/** What is read in place of what cannot be: the core's words for it are those for any file that it does not know. */
private val unreadable = ByteArray(0)

/** A file's bytes. Only of a plain file: a pipe might never end. Takes its time. */
internal fun File.picture(): ByteArray = try {
    if (isFile) inputStream().use { it.readNBytes(TOO_LARGE) } else unreadable
} catch (_: IOException) {
    unreadable
}

/** A picture of all screens, as a PNG file's bytes. Takes its time. */
internal fun screens(): ByteArray = try {
    val all = GraphicsEnvironment.getLocalGraphicsEnvironment().screenDevices.map { it.defaultConfiguration.bounds }
    val picture = Robot().createScreenCapture(all.reduce(Rectangle::union))
    ByteArrayOutputStream().also { ImageIO.write(picture, "png", it) }.toByteArray()
} catch (_: AWTException) {
    unreadable
}
