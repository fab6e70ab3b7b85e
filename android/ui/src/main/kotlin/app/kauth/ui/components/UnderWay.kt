package app.kauth.ui.components

import androidx.compose.runtime.Composable
import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import app.kauth.core.AppInterface
import app.kauth.ui.Scene

/** Something that takes a while, and whether it is under way: its button shows that. */
@Stable
class UnderWay(private val scene: Scene) {
    var now by mutableStateOf(false)
        private set

    /** Carries a command out. */
    fun send(command: suspend AppInterface.() -> Unit) {
        now = true
        scene.send {
            try {
                command()
            } finally {
                now = false
            }
        }
    }

    /** Asks the host for something, and carries out what is to become of it; nothing does where the host has nothing. */
    fun <T : Any> ask(host: (onAnswer: (T?) -> Unit) -> Unit, command: suspend AppInterface.(T) -> Unit) {
        now = true
        host { answer -> if (answer == null) now = false else send { command(answer) } }
    }
}

@Composable
internal fun rememberUnderWay(scene: Scene): UnderWay = remember(scene.send) { UnderWay(scene) }
