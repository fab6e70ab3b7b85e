package app.kauth.android

import android.app.Application
import android.content.Context
import app.kauth.android.keys.AndroidKeys
import app.kauth.android.push.UnifiedPush
import app.kauth.core.AppInterface
import app.kauth.core.CoreException
import app.kauth.ui.model.Phone
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * Where the one core of the process lives. Whoever comes first opens it: the person's tap, an answer from a notification, a
 * wake-up, a job. It then stays open for as long as the process, whatever happens to activities.
 */
class Home(
    private val application: Application,
    private val keys: Lazy<AndroidKeys>,
    private val open: suspend (AndroidKeys) -> AppInterface,
) {
    /** The main thread: the core does its work on threads of its own. */
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)

    /** The activity on screen, if any. */
    val front = Front()

    private val shell = AndroidShell(application, front, keys, scope)

    /** What the system lets the app do. */
    val permissions get() = shell.permissions
    private val system = SystemWatch(application)
    private val language = AppLanguage(application)
    private var opening: Deferred<Phone>? = null

    /**
     * The phone; its core is opened by the first call. A caller that goes away does not stop that.
     *
     * @throws CoreException where it cannot be opened; the next call tries again
     */
    suspend fun phone(): Phone = withContext(Dispatchers.Main.immediate) {
        val current = opening?.takeUnless { it.isCancelled } ?: scope.async { start() }.also { opening = it }
        current.await()
    }

    /** Carries a command out, opening the core for it. What it is refused for is said by the core. */
    suspend fun tell(command: suspend AppInterface.() -> Unit) {
        try {
            phone().app.command()
        } catch (_: CoreException) {
            // Said on the screen, by the core, or by the window that cannot open it.
        }
    }

    /** Launches a command. */
    fun send(command: suspend AppInterface.() -> Unit): Job = scope.launch { tell(command) }

    /** The person sees the app again: what may have changed meanwhile is told, then the polls begin. */
    fun cameBack(): Job = send {
        system.tell(this)
        shell.permissions.tell(this)
        language.tell(this)
        resumed()
    }

    private suspend fun start(): Phone {
        // Loading the library takes a while.
        val app = withContext(Dispatchers.Default) { open(keys.value) }
        val phone = Phone(app, shell, scope)
        scope.launch { phone.run() }
        scope.launch { StayReachableService.follow(application, phone.state) }
        scope.launch { shell.notifications.follow(phone.state) }
        scope.launch { shell.recoveryNotifications.follow(phone.state) }
        scope.launch { language.follow(phone.state) }
        system.watch(phone)
        UnifiedPush(application, front, scope).renew { phone.send(it) }
        CatchUpJob.schedule(application)
        return phone
    }
}

/** The process's home. */
val Context.home: Home get() = (applicationContext as KauthApplication).home
