package app.kauth.desktop

import app.kauth.desktop.Computer.Companion.window
import java.awt.image.BufferedImage
import java.io.RandomAccessFile
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.createDirectory
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import org.junit.Assert.assertTrue
import org.junit.Test

private const val UNKNOWN = "kAuth can read neither a picture nor another app’s accounts here."
private const val DAMAGED = "This picture cannot be opened."
private const val WITHOUT_CODE = "There is no QR code in this picture."

/** A PNG file's signature and half of its first chunk, in bytes. */
private const val CUT = 20

/** What is dropped on the window and is no picture of a code. */
class WindowMistakesTest {
    @Test
    fun `each is answered in the core's words, and the window goes on`() = window { computer ->
        taps("Add an account")
        sees("From a picture or a file")
        answers(computer.file("letter.png", "Dear Anna".toByteArray()), UNKNOWN)
        answers(empty(computer.file("empty.png")), WITHOUT_CODE)
        answers(computer.file("folder.png").createDirectory(), UNKNOWN)
        answers(empty(computer.file("again.png")), WITHOUT_CODE)
        answers(cut(computer.file("cut.png")), DAMAGED)
        answers(empty(computer.file("once more.png")), WITHOUT_CODE)
        answers(huge(computer.file("huge.png")), UNKNOWN)
        answers(empty(computer.file("at last.png")), WITHOUT_CODE)
        answers(computer.file("gone.png"), UNKNOWN)
        shoots("no-picture")
        taps("Back")
        sees("Sign in safely with this phone")
    }

    private fun OpenWindow.answers(file: Path, words: String) {
        assertTrue("$file is taken", drops(file))
        sees(words)
    }

    private fun empty(file: Path): Path = file.also {
        ImageIO.write(BufferedImage(60, 60, BufferedImage.TYPE_BYTE_GRAY), "png", it.toFile())
    }

    private fun cut(file: Path): Path = empty(file).also { it.writeBytes(it.readBytes().copyOf(CUT)) }

    /** More than this program's memory, and no more than a name on the disk. */
    private fun huge(file: Path): Path = file.also { path -> RandomAccessFile(path.toFile(), "rw").use { it.setLength(8L shl 30) } }
}
