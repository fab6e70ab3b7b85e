package app.kauth.desktop

import java.io.File
import java.io.IOException
import java.nio.file.Path
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport
import kotlin.concurrent.thread
import kotlin.io.path.div
import kotlin.io.path.pathString
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** The program in a process of its own, and what a person in front of its window sees and does. */
internal class OpenWindow(screen: Xvfb, home: Path) : AutoCloseable {
    private val process = ProcessBuilder(
        (Path.of(System.getProperty("java.home")) / "bin" / "java").pathString,
        // Starts sooner, and the file dialog is the same everywhere.
        "-XX:TieredStopAtLevel=1", "-Dsun.awt.disableGtkFileDialogs=true",
        "-Duser.language=en", "-Djna.library.path=${System.getProperty("jna.library.path")}",
        "-cp", System.getProperty("java.class.path"), Puppet::class.java.name, "--data", (home / "data").pathString,
    ).also {
        it.environment() += mapOf(
            "DISPLAY" to screen.name,
            "SKIKO_RENDER_API" to "SOFTWARE",
            "PATH" to "${home / "bin"}${File.pathSeparator}${System.getenv("PATH")}",
        )
    }.redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val commands = process.outputWriter()
    private val answers = LinkedBlockingQueue<String>()

    init {
        thread(isDaemon = true) { listens() }
    }

    /** Waits until these words, or words with them inside, are in the window. */
    fun sees(words: String): String = found("sees '$words'") { words in it.words }.words

    /** Waits until no such words are in the window. */
    fun misses(words: String) = until("misses '$words'") { seen -> Unit.takeIf { seen.none { words in it.words } } }

    /** Waits for words of this form. */
    fun reads(form: Regex): String = found("reads $form") { form.matches(it.words) }.words

    /** Clicks what bears these words; a dialog's are before those of the page. */
    fun taps(words: String) = clicks("taps '$words'") { seen -> seen.firstOrNull { it.acts && it.words.lines().first() == words } }

    /** Clicks into the field of that label and types in place of what is in it. */
    fun types(label: String, text: String) {
        clicks("types into '$label'") { seen -> seen.firstOrNull { it.types && it.words == label } }
        does("type", text)
    }

    /** Names a file in the dialog that is open for one. */
    fun names(file: Path, button: String) {
        val field = "Enter file name:"
        clicks("names a file") { seen ->
            seen.getOrNull(seen.indexOfLast { it.words == field } + 1).takeIf { seen.any { it.words == field } }
        }
        does("type", file.pathString)
        taps(button)
    }

    /** Drags a file from beside the window into it; whether it was taken. */
    fun drops(file: Path): Boolean = does("drop", file.pathString).jsonPrimitive.boolean

    /** Another program shows this picture beside the window. */
    fun lays(picture: Path) = does("show", picture.pathString)

    /** The window as it is now, as a file to look at. */
    fun shoots(name: String) {
        val folder = File(System.getProperty("kauth.pictures")).apply(File::mkdirs)
        does("shoot", File(folder, "$name.png").path)
    }

    /** Closes the window; what the program ended with. */
    fun closes(): Int {
        does("close")
        check(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) { "it goes on without its window" }
        return process.exitValue()
    }

    override fun close() {
        process.destroyForcibly().waitFor()
    }

    /** One look at the window finds what it is after. */
    fun <T : Any> until(what: String, pick: (List<Seen>) -> T?): T {
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S)
        while (true) {
            val seen = does("look").jsonArray.map { Seen(it.jsonObject) }
            pick(seen)?.let { return it }
            check(System.nanoTime() < deadline) { "$what; in the window: ${seen.joinToString(" | ") { it.words }}" }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS))
        }
    }

    private fun found(what: String, which: (Seen) -> Boolean): Seen = until(what) { seen -> seen.firstOrNull(which) }

    /** What moves is not hit: it has to be at the same place twice. */
    private fun clicks(what: String, which: (List<Seen>) -> Seen?) {
        var before: Seen? = null
        val at = until(what) { seen ->
            val now = which(seen)
            val rests = now != null && now == before
            before = now
            if (rests && now?.inView == false) does("scroll")
            now.takeIf { rests && it?.inView == true }
        }
        does("click", at.x, at.y)
    }

    private fun listens() = try {
        process.inputReader().forEachLine(answers::put)
    } catch (_: IOException) {
        // The process was ended.
    } finally {
        answers.put(ENDED)
    }

    private fun does(vararg words: Any): JsonElement {
        commands.write(words.joinToString("\t", postfix = "\n"))
        commands.flush()
        val answer = answers.poll(PATIENCE_S, TimeUnit.SECONDS)
        check(answer != null && answer != ENDED) { "no answer to ${words.toList()}" }
        return Json.parseToJsonElement(answer)
    }

    /** Something in the window. */
    data class Seen(val words: String, val acts: Boolean, val types: Boolean, val x: Int, val y: Int, val inView: Boolean) {
        constructor(json: JsonObject) : this(
            json.getValue("words").jsonPrimitive.content,
            json.getValue("acts").jsonPrimitive.boolean,
            json.getValue("types").jsonPrimitive.boolean,
            json.getValue("x").jsonPrimitive.int,
            json.getValue("y").jsonPrimitive.int,
            json.getValue("inView").jsonPrimitive.boolean,
        )
    }

    private companion object {
        const val PATIENCE_S = 30L
        const val ENDED = ""
        const val PAUSE_MS = 20L
    }
}
