package app.kauth.android

import android.app.KeyguardManager
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import app.kauth.core.AppInterface
import app.kauth.core.Decision
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull

/** Takes an answer from a notification to the core, which is opened for it where the process was dead. */
class AnswerReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val request = intent.getStringExtra(Notifications.REQUEST) ?: return
        val decision = Decision.entries.find { actionOf(it) == intent.action } ?: return
        // Not every sender of the notification's intent (a watch, a listener) keeps to the lock screen as the system does.
        val locked = context.getSystemService(KeyguardManager::class.java).isDeviceLocked
        if (decision == Decision.APPROVE && locked) return
        handOver(context) { answer(request, decision, null) }
    }

    internal companion object {
        fun intent(context: Context, request: String, decision: Decision): Intent =
            Intent(context, AnswerReceiver::class.java).setAction(actionOf(decision)).putExtra(Notifications.REQUEST, request)

        private fun actionOf(decision: Decision) = "app.kauth.ANSWER_${decision.name}"
    }
}

/** Carries a command out while the system keeps the process: ten seconds for a broadcast. What takes longer goes on unkept. */
internal fun BroadcastReceiver.handOver(context: Context, command: suspend AppInterface.() -> Unit) {
    val pending = goAsync()
    val home = context.home
    val work = home.send(command)
    home.scope.launch {
        withTimeoutOrNull(KEPT) { work.join() }
        pending?.finish()
    }
}

private val KEPT = 9.seconds
