package app.kauth.ui.model

import app.kauth.core.AppInterface
import app.kauth.core.AppView
import app.kauth.core.CoreException
import app.kauth.core.Labels
import app.kauth.core.PictureKind
import app.kauth.core.Update
import java.nio.ByteBuffer
import kotlin.time.TimeSource
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch

/** What is drawn: the core's newest view, the labels in its language, and when it came. */
data class PhoneState(
    val view: AppView,
    val labels: Labels,
    /** Milliseconds of [monotonicMs]; times in the view count from here. */
    val takenAt: Long,
)

/**
 * The core on a screen: one pump that publishes views and hands effects to the [Shell], and commands that go the other way.
 * What a command is refused for is said by the core itself, in place or in the snackbar, so [send] drops it.
 */
class Phone(val app: AppInterface, val shell: Shell, private val scope: CoroutineScope) {
    private var frame = ByteBuffer.allocateDirect(0)
    private val newest = MutableStateFlow<PhoneState?>(null)

    /** The newest state; null until the core has spoken. */
    val state: StateFlow<PhoneState?> = newest.asStateFlow()

    /** The one pump. Returns after the core's `shutdown`; cancelling it loses nothing. */
    suspend fun run() = coroutineScope {
        val effects = Effects(app, shell, this)
        var revision = 0uL
        while (true) {
            val update = next(revision) ?: break
            revision = update.revision
            val labels = newest.value?.takeIf { it.view.language == update.view.language }?.labels ?: labels() ?: break
            newest.value = PhoneState(update.view, labels, monotonicMs())
            effects.take(update.effects, labels)
        }
        effects.close()
    }

    /** Launches a command and forgets it. */
    fun send(command: suspend AppInterface.() -> Unit) {
        scope.launch { tell(command) }
    }

    /** Carries a command out, and answers what it was refused for; null if it was not. For dialogs that stay open then. */
    suspend fun tell(command: suspend AppInterface.() -> Unit): CoreException? =
        try {
            app.command()
            null
        } catch (refused: CoreException) {
            refused
        }

    /** Hands over the bytes of a picture or another file, off the caller's thread; what was wrong is said by the core. */
    fun picture(bytes: ByteArray) {
        scope.launch(Dispatchers.IO) { tell { picture(lent(bytes)) } }
    }

    /** Looks for a QR code in a camera's frame, on the camera's thread. */
    @Synchronized
    fun frame(seen: CameraFrame): Boolean =
        app.frame(lend(seen.luma), seen.width.toUInt(), seen.height.toUInt(), seen.rowStride.toUInt())

    /** Looks at a camera's frame for a picture of the check, on the camera's thread. True if the picture is to be taken now. */
    @Synchronized
    fun sight(kind: PictureKind, seen: CameraFrame): Boolean =
        app.sight(kind, lend(seen.luma), seen.width.toUInt(), seen.height.toUInt(), seen.rowStride.toUInt(), seen.rotation)

    /** A frame's bytes as the core borrows them, in a place that the next frame takes over. */
    private fun lend(luma: ByteArray): ByteBuffer {
        if (frame.capacity() != luma.size) frame = ByteBuffer.allocateDirect(luma.size)
        frame.clear()
        return frame.put(luma).apply { flip() }
    }

    private suspend fun next(revision: ULong): Update? =
        try {
            app.next(revision)
        } catch (_: CoreException) {
            null
        }

    private suspend fun labels(): Labels? =
        try {
            app.labels()
        } catch (_: CoreException) {
            null
        }
}

private val start = TimeSource.Monotonic.markNow()

/** Milliseconds on a clock that nobody sets. */
fun monotonicMs(): Long = start.elapsedNow().inWholeMilliseconds

/** Bytes as the core borrows them. */
fun lent(bytes: ByteArray): ByteBuffer = ByteBuffer.allocateDirect(bytes.size).put(bytes).apply { flip() }
