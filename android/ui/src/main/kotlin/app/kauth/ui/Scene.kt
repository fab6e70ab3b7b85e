package app.kauth.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableLongStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.runtime.staticCompositionLocalOf
import app.kauth.core.AppInterface
import app.kauth.core.AppView
import app.kauth.core.CoreException
import app.kauth.core.Destination
import app.kauth.core.Labels
import app.kauth.core.PictureKind
import app.kauth.ui.model.CameraFrame
import app.kauth.ui.model.monotonicMs
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext

/** What a screen is drawn from, and the way back to the core. */
@Immutable
@Suppress("LongParameterList")
class Scene(
    val view: AppView,
    val labels: Labels,
    val takenAt: Long,
    val host: HostUi,
    val send: (suspend AppInterface.() -> Unit) -> Unit,
    val tell: suspend (suspend AppInterface.() -> Unit) -> CoreException?,
    val picture: (ByteArray) -> Unit,
    val frame: (CameraFrame) -> Unit,
    val sight: (PictureKind, CameraFrame) -> Boolean,
    val loopbackRedirect: String? = null,
) {
    /** Goes somewhere. */
    fun show(destination: Destination) = send { show(destination) }

    /** Goes back. */
    fun back() = send { back() }
}

/** The clock that counts times down; stands still in pictures. */
internal val LocalNow = staticCompositionLocalOf<() -> Long> { ::monotonicMs }

private const val TICK_MS = 200L

/** Milliseconds left of [endsInMs], counted down from when the view came. Only to draw: nothing is decided by it. */
@Composable
internal fun Scene.left(endsInMs: ULong): Long {
    val now = LocalNow.current
    var at by remember { mutableLongStateOf(now()) }
    LaunchedEffect(takenAt, endsInMs) {
        // Away from the frame's own dispatcher: a page that only counts down is at rest.
        withContext(Dispatchers.Default) {
            while (true) {
                at = now()
                delay(TICK_MS)
            }
        }
    }
    return (endsInMs.toLong() - (at - takenAt).coerceAtLeast(0)).coerceAtLeast(0)
}
