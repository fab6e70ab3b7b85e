package app.kauth.ui.model

import app.kauth.core.AppInterface
import app.kauth.core.CoreException
import app.kauth.core.Effect
import app.kauth.core.EffectKind
import app.kauth.core.Labels
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch

/**
 * Runs each effect once and says `done`, or `failed`. Two lanes: what asks the person may take minutes and runs beside the rest; the rest
 * keeps the core's order, so that a notification is never withdrawn before it is shown.
 */
internal class Effects(private val app: AppInterface, private val shell: Shell, private val scope: CoroutineScope) {
    private val begun = mutableSetOf<ULong>()
    private val prompts = mutableMapOf<ULong, Job>()
    private val asking = mutableSetOf<Job>()
    private val inOrder = Channel<suspend () -> Unit>(Channel.UNLIMITED)
    private val worker = scope.launch { for (step in inOrder) step() }

    fun take(effects: List<Effect>, labels: Labels) {
        begun.retainAll(effects.map { it.id }.toSet())
        effects.filter { begun.add(it.id) }.forEach { begin(it, labels) }
    }

    fun close() {
        inOrder.close()
        worker.cancel()
        asking.toList().forEach { it.cancel() }
    }

    private fun begin(effect: Effect, labels: Labels) {
        when (val kind = effect.kind) {
            is EffectKind.SignatureNeeded -> prompts[kind.op] = aside(effect.id) { sign(kind, labels) }
            is EffectKind.StopSignature -> {
                prompts.remove(kind.op)?.cancel()
                next(effect.id) {}
            }
            is EffectKind.AskPermission -> aside(effect.id) {
                val state = shell.askPermission(kind.kind, kind.reason, labels)
                quietly { app.permission(kind.kind, state) }
            }
            is EffectKind.SaveText -> aside(effect.id) { shell.saveText(kind.fileName, kind.text) }
            is EffectKind.PrintText -> aside(effect.id) { shell.printText(kind.title, kind.text) }
            else -> next(effect.id) { quick(kind, labels) }
        }
    }

    private suspend fun quick(kind: EffectKind, labels: Labels) {
        when (kind) {
            is EffectKind.OpenUrl -> shell.openUrl(kind.url)
            is EffectKind.Notify -> shell.notify(kind, labels)
            is EffectKind.WithdrawNotification -> shell.withdrawNotification(kind.request)
            is EffectKind.NotifyRecovery -> shell.notifyRecovery(kind, labels)
            is EffectKind.WithdrawRecoveryNotification -> shell.withdrawRecoveryNotification(kind.recovery)
            is EffectKind.Copy -> shell.copy(kind.text, kind.sensitive, kind.clearAfterMs)
            is EffectKind.Vibrate -> shell.vibrate(kind.pattern)
            is EffectKind.Speak -> shell.speak(kind.text)
            is EffectKind.RegisterPush -> shell.registerPush(kind.instance, kind.vapidKey)
            is EffectKind.OpenSystemSettings -> shell.openSystemSettings(kind.page)
            is EffectKind.ReturnToBrowser -> shell.returnToBrowser()
            is EffectKind.SignatureNeeded, is EffectKind.StopSignature, is EffectKind.AskPermission,
            is EffectKind.SaveText, is EffectKind.PrintText,
            -> Unit
        }
    }

    /** The prompt is over before its outcome is known: a second one may open while the first answer is on its way. */
    private suspend fun sign(kind: EffectKind.SignatureNeeded, labels: Labels) {
        val result = shell.sign(kind.key, kind.bytes, kind.reason, labels)
        prompts.remove(kind.op)
        scope.launch { quietly { app.signed(kind.op, result) } }
    }

    private fun next(id: ULong, step: suspend () -> Unit) {
        inOrder.trySend { finishing(id, step) }
    }

    private fun aside(id: ULong, step: suspend () -> Unit): Job {
        val job = scope.launch { finishing(id, step) }
        asking += job
        job.invokeOnCompletion { asking -= job }
        return job
    }

    /** A host that fails (no browser, no printer) must not end the pump; one that is cancelled is asked again by the next pump. */
    @Suppress("TooGenericExceptionCaught")
    private suspend fun finishing(id: ULong, step: suspend () -> Unit) {
        try {
            step()
        } catch (stopped: CancellationException) {
            throw stopped
        } catch (_: Exception) {
            return quietly { app.failed(id) }
        }
        quietly { app.done(id) }
    }

    private suspend fun quietly(command: suspend () -> Unit) {
        try {
            command()
        } catch (_: CoreException) {
            // The core says it on screen, or it was shut down.
        }
    }
}
