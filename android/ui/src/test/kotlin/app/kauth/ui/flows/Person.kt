package app.kauth.ui.flows

import java.io.BufferedReader
import java.io.BufferedWriter
import java.util.Base64
import java.util.concurrent.TimeUnit

/**
 * The person at the computer and a real server: `kauth-person` as a child, one JSON line each way. It ends with this
 * process, and with [close].
 */
class Person : AutoCloseable {
    private val process: Process = ProcessBuilder(System.getProperty("kauth.person"))
        .redirectError(ProcessBuilder.Redirect.DISCARD).start()
    private val to: BufferedWriter = process.outputStream.bufferedWriter()
    private val from: BufferedReader = process.inputStream.bufferedReader()

    /** Where the server listens. */
    val url: String = answer()["url"] as String

    /** Carries a command out and gives what it answers; fails with what it says is wrong. */
    fun does(command: String, vararg with: Pair<String, Any?>): Map<String, Any?> {
        to.write(Json.write(mapOf("do" to command) + with))
        to.newLine()
        to.flush()
        return answer()
    }

    /** The same, for one text of the answer. */
    fun asks(command: String, field: String, vararg with: Pair<String, Any?>): String = does(command, *with)[field].toString()

    /** A link's QR code, as the page shows it. */
    fun qr(): ByteArray = Base64.getDecoder().decode(asks("start_link", "qr_png"))

    @Suppress("UNCHECKED_CAST")
    private fun answer(): Map<String, Any?> {
        val line = requireNotNull(from.readLine()) { "the person has gone" }
        val answer = Json.read(line) as Map<String, Any?>
        return requireNotNull(answer["ok"] as? Map<String, Any?>) { "the person says: ${answer["error"]}" }
    }

    override fun close() {
        to.close()
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroy()
    }
}
