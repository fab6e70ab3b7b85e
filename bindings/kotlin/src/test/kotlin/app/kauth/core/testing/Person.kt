package app.kauth.core.testing

import java.io.BufferedReader
import java.io.Writer
import java.util.Base64
import java.util.concurrent.TimeUnit
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/**
 * A person at a computer with a web browser, and the real server they sign in to: the child process `kauth-person`
 * (tests/person says what it understands). Closing it stops the server and deletes its folder.
 *
 * The program's path is the system property `kauth.person`.
 */
class Person : AutoCloseable {
    private val process: Process = ProcessBuilder(System.getProperty("kauth.person"))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
    private val commands: Writer = process.outputWriter()
    private val answers: BufferedReader = process.inputReader()

    /** The server's address, `http://127.0.0.1:PORT`. */
    val url: String = text(read(), "url")

    /** Carries out one command; what is null is left out. Fails with the person's words where it could not be done. */
    @Synchronized
    fun does(what: String, vararg with: Pair<String, Any?>): JsonObject {
        val command = buildJsonObject {
            put("do", JsonPrimitive(what))
            for ((name, value) in with) {
                when (value) {
                    null -> {}
                    is Boolean -> put(name, JsonPrimitive(value))
                    is Number -> put(name, JsonPrimitive(value))
                    is List<*> -> put(name, JsonArray(value.map { JsonPrimitive(it.toString()) }))
                    else -> put(name, JsonPrimitive(value.toString()))
                }
            }
        }
        commands.write("$command\n")
        commands.flush()
        return read()
    }

    /** The same, for one text of the answer. */
    fun asks(what: String, name: String, vararg with: Pair<String, Any?>): String = text(does(what, *with), name)

    /** A link's QR code as the page shows it: a PNG file's bytes. */
    fun qr(): ByteArray = Base64.getDecoder().decode(asks("start_link", "qr_png"))

    /** Signs up and gives the login. */
    fun signsUp(name: String = "Anna Example", browser: String? = null): String =
        text(does("sign_up", "name" to name, "browser" to browser), "login")

    /** Opens the page with the QR code; gives its text. */
    fun startsLink(login: String? = null): String = text(does("start_link", "login" to login), "link")

    /** Types the phone's six digits; gives the page's state. */
    fun typesDigits(code: String): String =
        text(does("type_digits", "code" to code.filter { it.isDigit() }), "state")

    /** Signs in with the password; gives the page. */
    fun signsIn(login: String, vararg with: Pair<String, Any?>): JsonObject = does("sign_in", "login" to login, *with)

    /** A member of an answer as text; empty if it is null. */
    fun text(answer: JsonObject, name: String): String {
        val value = answer[name] as? JsonPrimitive
        return if (value == null || value.toString() == "null") "" else value.content
    }

    /** A list of texts. */
    fun texts(answer: JsonObject, name: String): List<String> =
        answer.getValue(name).jsonArray.map { it.jsonPrimitive.content }

    /** A list of objects. */
    fun objects(answer: JsonObject, name: String): List<JsonObject> = answer.getValue(name).jsonArray.map { it.jsonObject }

    private fun read(): JsonObject {
        val line = checkNotNull(answers.readLine()) { "kauth-person ended" }
        val answer = Json.parseToJsonElement(line).jsonObject
        answer["error"]?.let { error(it.jsonPrimitive.content) }
        return answer.getValue("ok").jsonObject
    }

    override fun close() {
        commands.close()
        if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly()
    }
}
