package app.kauth.desktop

import app.kauth.core.EffectKind
import app.kauth.core.Labels
import app.kauth.core.PermissionKind
import app.kauth.core.PermissionState
import app.kauth.core.PromptedException
import app.kauth.core.SettingsPage
import app.kauth.core.SignatureResult
import app.kauth.core.SoftwareKeys
import app.kauth.core.Vibration
import app.kauth.ui.model.Shell
import java.awt.Desktop
import java.awt.Toolkit
import java.awt.datatransfer.DataFlavor
import java.awt.datatransfer.StringSelection
import java.io.File
import java.io.IOException
import java.lang.ProcessBuilder.Redirect.DISCARD
import java.net.URI
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** Asks for consent to a signature in the window; [problem] is what was wrong with the last try. */
class Consent(val reason: String, val labels: Labels, val passphrase: Boolean, val problem: String?) {
    internal val said = CompletableDeferred<String?>()

    /** Yes, with the passphrase if one is asked for. */
    fun yes(passphrase: String) {
        said.complete(passphrase)
    }

    /** No. */
    fun no() {
        said.complete(null)
    }
}

/** A text that wants a file. */
class Saving(val fileName: String, private val text: String) {
    internal val done = CompletableDeferred<Unit>()

    /** Writes it, or leaves it if there is to be no file. */
    suspend fun to(file: File?) {
        withContext(Dispatchers.IO) {
            try {
                file?.writeText(text)
                done.complete(Unit)
            } catch (failed: IOException) {
                done.completeExceptionally(failed)
            }
        }
    }
}

/**
 * What a window can do for the core. Requests and recoveries show themselves, so there are no notifications; a printer is a file.
 */
class DeskShell(private val keys: SoftwareKeys, override val loopbackRedirect: String?, private val scope: CoroutineScope,) : Shell {
    private val asked = MutableStateFlow<List<Consent>>(emptyList())
    private val files = MutableStateFlow<List<Saving>>(emptyList())

    /** Consents that are asked for, oldest first. */
    val consents: StateFlow<List<Consent>> = asked

    /** Texts that want a file, oldest first. */
    val savings: StateFlow<List<Saving>> = files

    // The desktop's own command first: Java knows only GNOME's. What the browser prints must not fill a pipe that nobody reads.
    override suspend fun openUrl(url: String) = withContext(Dispatchers.IO) {
        try {
            ProcessBuilder("xdg-open", url).redirectOutput(DISCARD).redirectError(DISCARD).start()
        } catch (_: IOException) {
            Desktop.getDesktop().browse(URI(url))
        }
        Unit
    }

    override suspend fun notify(effect: EffectKind.Notify, labels: Labels) = Unit

    override suspend fun withdrawNotification(request: String) = Unit

    override suspend fun notifyRecovery(effect: EffectKind.NotifyRecovery, labels: Labels) = Unit

    override suspend fun withdrawRecoveryNotification(recovery: String) = Unit

    override suspend fun copy(text: String, sensitive: Boolean, clearAfterMs: ULong?) {
        val clipboard = Toolkit.getDefaultToolkit().systemClipboard
        clipboard.setContents(StringSelection(text), null)
        val later = clearAfterMs ?: return
        scope.launch {
            delay(later.toLong())
            val now = runCatching { clipboard.getData(DataFlavor.stringFlavor) }.getOrNull()
            if (now == text) clipboard.setContents(StringSelection(""), null)
        }
    }

    override suspend fun saveText(fileName: String, text: String) {
        val saving = Saving(fileName, text)
        files.update { it + saving }
        try {
            saving.done.await()
        } finally {
            files.update { it - saving }
        }
    }

    override suspend fun printText(title: String, text: String) = saveText("$title.txt", text)

    override suspend fun vibrate(pattern: Vibration) {
        if (pattern == Vibration.ARRIVED) Toolkit.getDefaultToolkit().beep()
    }

    override suspend fun speak(text: String) = Unit

    override suspend fun askPermission(kind: PermissionKind, reason: String, labels: Labels) = PermissionState.GRANTED

    override suspend fun openSystemSettings(page: SettingsPage) = Unit

    override suspend fun returnToBrowser() = Unit

    override suspend fun registerPush(instance: String, vapidKey: String?) = Unit

    override suspend fun sign(key: String, bytes: ByteArray, reason: String, labels: Labels): SignatureResult {
        var problem: String? = null
        while (true) {
            val asked = Consent(reason, labels, keys.needsPassphrase(), problem)
            val passphrase = consent(asked) ?: return SignatureResult.Declined
            try {
                return withContext(Dispatchers.IO) {
                    keys.signPrompted(key, bytes, passphrase.takeIf { keys.needsPassphrase() })
                }
            } catch (_: PromptedException.WrongPassphrase) {
                problem = labels.wrongPassphrase
            }
        }
    }

    private suspend fun consent(consent: Consent): String? {
        asked.update { it + consent }
        try {
            return consent.said.await()
        } finally {
            asked.update { it - consent }
        }
    }
}
