package app.kauth.desktop

import java.io.BufferedReader

/** A screen that nobody sees. It ends with this process, however that ends. */
internal class Xvfb : AutoCloseable {
    // The shell waits for the end of its input, which comes when this process is gone.
    private val shell = ProcessBuilder("sh", "-c", "Xvfb -displayfd 1 -screen 0 1400x860x24 & exec >&-; read -r end; kill $!; wait")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()

    /** What DISPLAY is to be. */
    val name: String = ":" + checkNotNull(shell.inputStream.bufferedReader().use(BufferedReader::readLine)) { "Xvfb did not start" }

    override fun close() {
        shell.outputStream.close()
        shell.waitFor()
    }
}
