package app.kauth.ui.flows

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.LocalSaveableStateRegistry
import androidx.compose.runtime.saveable.SaveableStateRegistry
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.runDesktopComposeUiTest
import app.kauth.core.App
import app.kauth.core.SoftwareKeys
import app.kauth.core.Timeouts
import app.kauth.core.testing.Person
import app.kauth.core.testing.testConfig
import app.kauth.ui.PhoneScreen
import app.kauth.ui.StillHost
import app.kauth.ui.model.Phone
import java.io.File
import java.nio.file.Files
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/**
 * A person with a phone: the real core on a folder of its own, the real screens, and fingers that find things by what is
 * written on them.
 */
@OptIn(ExperimentalTestApi::class)
class Flow private constructor(private val ui: ComposeUiTest) {
    private val folder: File = Files.createTempDirectory("kauth-ui").toFile()

    /** Where the key store keeps its keys. */
    val keyFolder = File(folder, "keys")
    private var scope = CoroutineScope(Dispatchers.Default)
    private var phone by mutableStateOf<Phone?>(null)

    private var saved = SaveableStateRegistry(null) { true }
    private var drawn by mutableStateOf(true)

    /** What [StillHost] finds when a picture is to be chosen. */
    var picture = ByteArray(0)

    /** Where the phone lies; null where it does not know. */
    var place
        get() = host.place
        set(value) {
            host.place = value
        }

    /** The shell of the phone that is open. */
    lateinit var shell: TestShell
        private set

    /** The core of the phone that is open. */
    lateinit var core: App
        private set

    private val host = StillHost { picture }

    /** Starts the app, or starts it again in the same folder. */
    fun open() = runBlocking {
        val keys = SoftwareKeys.open(keyFolder.path)
        core = App.openWithSoftwareKeys(config(), keys)
        shell = TestShell(keys)
        scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
        val opened = Phone(core, shell, scope)
        scope.launch { opened.run() }
        core.resumed()
        ui.runOnUiThread { phone = opened }
    }

    /** The process dies. */
    fun die() {
        runBlocking { core.shutdown() }
        scope.cancel()
        ui.runOnUiThread { phone = null }
    }

    private fun config() = testConfig(folder.toPath()).copy(
        deviceName = "Anna's phone",
        platformName = "android",
        timeouts = Timeouts(connectMs = 2_000u, callMs = 5_000u, pollMs = 40_000u, waitS = 25u),
    )

    /** Waits until a text, or a label that is spoken, is on screen. */
    fun sees(text: String, substring: Boolean = false) = until("sees '$text'") { nodes(written(text, substring)) > 0 }

    /** Waits until a text is not on screen any more. */
    fun misses(text: String) = until("misses '$text'") { nodes(written(text, false)) == 0 }

    /** Waits until something lies over a text, so that nobody finds it: the unmerged tree still has it. */
    fun covers(text: String) = until("covers '$text'") { nodes(written(text, false), false) == 0 }

    /** It is on screen now. */
    fun shows(text: String): Boolean = nodes(written(text, false)) > 0

    /** How many texts and labels on screen have this in them. */
    fun counts(part: String): Int = nodes(written(part, true))

    /** Taps what bears a text or a label. */
    fun taps(text: String, substring: Boolean = false) {
        val button = written(text, substring) and hasClickAction()
        until("taps '$text'") { nodes(button, false) > 0 }
        first(button).also(::scrolls).performClick()
    }

    /** The system's back gesture. */
    fun backs() = ui.runOnUiThread { host.back() }

    /** Types into the field of that label, in place of what is in it. */
    fun types(label: String, text: String) {
        val field = hasContentDescription(label) and hasSetTextAction()
        until("types into '$label'") { nodes(field, false) > 0 }
        first(field).also(::scrolls).performTextReplacement(text)
    }

    /** Adds to what is in the field. */
    fun adds(label: String, text: String) = first(hasContentDescription(label) and hasSetTextAction()).performTextInput(text)

    /** What is in the field. */
    fun typed(label: String): String =
        first(hasContentDescription(label) and hasSetTextAction()).fetchSemanticsNode()
            .config.getOrNull(SemanticsProperties.EditableText)?.text.orEmpty()

    /** Waits for a text of this form and reads it, without its spaces. */
    fun reads(form: Regex): String {
        val matcher = SemanticsMatcher("reads $form") { node ->
            node.config.getOrNull(SemanticsProperties.Text).orEmpty().any { form.matches(it.text) }
        }
        until("reads $form") { nodes(matcher) > 0 }
        return ui.onAllNodes(matcher, useUnmergedTree = true).onFirst().fetchSemanticsNode()
            .config[SemanticsProperties.Text].first { form.matches(it.text) }.text.replace(" ", "")
    }

    /** Waits until the shell was told something, and gives what it was about. */
    fun told(what: String): String {
        until("told to $what") { shell.last(what) != null }
        return shell.last(what).orEmpty()
    }

    /** Waits for anything, in real time: the core and the server do not live by the test's clock. */
    fun until(what: String, condition: () -> Boolean) {
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S)
        while (!condition()) {
            if (System.nanoTime() > deadline) throw AssertionError("$what; on screen: ${onScreen()}")
            ui.waitForIdle()
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS))
        }
    }

    private fun onScreen(): String = phone?.state?.value?.view?.screen?.javaClass?.simpleName.orEmpty() + " " +
        ui.onAllNodes(SemanticsMatcher("text") { SemanticsProperties.Text in it.config }, useUnmergedTree = true)
            .fetchSemanticsNodes().joinToString(" | ") { node -> node.config[SemanticsProperties.Text].joinToString { it.text } }

    private fun scrolls(node: SemanticsNodeInteraction) {
        // What does not lie in something that scrolls is on screen anyway.
        runCatching { node.performScrollTo() }
    }

    private fun written(text: String, substring: Boolean) =
        hasText(text, substring) or hasContentDescription(text, substring)

    private fun nodes(matcher: SemanticsMatcher, unmerged: Boolean = true): Int =
        ui.onAllNodes(matcher, useUnmergedTree = unmerged).fetchSemanticsNodes(atLeastOneRootRequired = false).size

    private fun first(matcher: SemanticsMatcher) = ui.onAllNodes(matcher).onFirst()

    /** The phone is turned: all is drawn anew, from what was saved. */
    fun turns() {
        val kept = ui.runOnUiThread { saved.performSave() }
        ui.runOnUiThread { drawn = false }
        ui.waitForIdle()
        saved = SaveableStateRegistry(kept) { true }
        ui.runOnUiThread { drawn = true }
    }

    @Composable
    private fun Screen() {
        if (!drawn) return
        CompositionLocalProvider(LocalSaveableStateRegistry provides saved) {
            phone?.let { PhoneScreen(it, host) }
        }
    }

    companion object {
        private const val WAIT_S = 30L
        private const val PAUSE_MS = 20L

        /** Runs a test with a phone that is open. */
        fun phone(test: Flow.() -> Unit) = runDesktopComposeUiTest(width = 360, height = 740) {
            val flow = Flow(this)
            setContent { flow.Screen() }
            flow.open()
            try {
                flow.test()
            } finally {
                flow.die()
                flow.folder.deleteRecursively()
            }
        }

        /** The same with a person at a computer. */
        fun phoneAndPerson(test: Flow.(Person) -> Unit) = Person().use { person -> phone { test(person) } }
    }
}

/** "123 456" and its like. */
val SIX_DIGITS = Regex("[0-9]{3} [0-9]{3}")

/** So many digits, and none of them as they should be. */
fun otherDigits(digits: String): String = digits.map { if (it == '9') '0' else it + 1 }.joinToString("")

/** Links by the QR code on the page (A2), up to the list of accounts. */
fun Flow.links(person: Person) {
    person.does("sign_up", "name" to "Anna A")
    picture = person.qr()
    taps("Add an account")
    taps("From a picture or a file")
    taps("Continue")
    person.does("type_digits", "code" to reads(SIX_DIGITS))
    taps("I saved them")
    // The page that this leaves has a way back of its own.
    misses("I saved them")
    taps("Back")
    sees("Accounts")
}
