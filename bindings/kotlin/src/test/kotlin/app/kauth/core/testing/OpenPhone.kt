package app.kauth.core.testing

import app.kauth.core.App
import app.kauth.core.AppConfig
import app.kauth.core.AppView
import app.kauth.core.CoreException
import app.kauth.core.EffectKind
import app.kauth.core.Screen
import app.kauth.core.ShellCapabilities
import app.kauth.core.SignatureResult
import app.kauth.core.SoftwareKeys
import app.kauth.core.Timeouts
import java.nio.file.Path
import kotlin.io.path.pathString
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.mapNotNull
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout

/** How a test's app is opened: plain HTTP to this machine, everything a shell can have. */
fun testConfig(folder: Path, language: String = "en"): AppConfig = AppConfig(
    dataDir = folder.resolve("vault").pathString,
    languages = language,
    language = null,
    utcOffsetMinutes = 0,
    deviceName = "Test phone",
    platformName = "desktop",
    shell = ShellCapabilities(
        loopbackHttp = true,
        camera = true,
        browser = true,
        notifications = true,
        files = true,
        printing = true,
        stayReachable = true,
        push = false,
    ),
    timeouts = Timeouts(connectMs = 10_000u, callMs = 20_000u, pollMs = 40_000u, waitS = 25u),
)

/** An app with nobody in front of it: one pump, signatures given without asking, every other effect noted and done. */
class OpenPhone(val app: App, private val keys: SoftwareKeys) {
    private val job = SupervisorJob()
    private val scope = CoroutineScope(job + Dispatchers.Default)
    private val newest = MutableStateFlow<AppView?>(null)
    private val begun = HashSet<ULong>()

    /** Effects that came, oldest first. */
    val effects = MutableStateFlow<List<EffectKind>>(emptyList())

    init {
        scope.launch { pump() }
    }

    /** Waits for a view from which something can be picked. */
    suspend fun <T : Any> until(pick: (AppView) -> T?): T =
        withTimeout(PATIENCE_MS) { newest.filterNotNull().mapNotNull(pick).first() }

    /** Ends the app and what reads from it. */
    suspend fun close() {
        app.shutdown()
        job.cancelAndJoin()
    }

    private suspend fun pump() {
        var revision = 0uL
        while (true) {
            val update = try {
                app.next(revision)
            } catch (_: CoreException) {
                return
            }
            revision = update.revision
            newest.value = update.view
            for (effect in update.effects.filter { begun.add(it.id) }) {
                effects.value += effect.kind
                scope.launch { carryOut(effect.id, effect.kind) }
            }
        }
    }

    private suspend fun carryOut(id: ULong, kind: EffectKind) {
        try {
            if (kind is EffectKind.SignatureNeeded) {
                app.signed(kind.op, keys.signPrompted(kind.key, kind.bytes, null))
            } else {
                app.done(id)
            }
        } catch (_: CoreException) {
            // Withdrawn meanwhile, or the app ended: the view says what came of it.
        }
    }

    companion object {
        /** No passing test comes near. */
        const val PATIENCE_MS = 30_000L

        /** Opens an app in a folder, in the foreground. */
        suspend fun open(folder: Path, config: AppConfig = testConfig(folder)): OpenPhone {
            val keys = SoftwareKeys.open(folder.resolve("keys").pathString)
            val phone = OpenPhone(App.openWithSoftwareKeys(config, keys), keys)
            phone.app.resumed()
            return phone
        }

        /** Opens an app that is linked with an account of the person: the one with this login, else the newest. */
        suspend fun linked(folder: Path, person: Person, login: String? = null): OpenPhone {
            val phone = open(folder)
            phone.app.scan(person.startsLink(login))
            phone.until { it.screen as? Screen.Agree }
            phone.app.agree()
            val code = phone.until { (it.screen as? Screen.LinkCode)?.v1?.code }
            check(person.typesDigits(code) in setOf("confirmed", "active"))
            // Only an account's first phone gets recovery codes.
            val linked = phone.until { it.screen.takeIf { at -> at is Screen.RecoveryCodes || at is Screen.Account } }
            if (linked is Screen.RecoveryCodes) phone.app.savedRecoveryCodes()
            phone.until { it.screen as? Screen.Account }
            return phone
        }
    }
}
