package app.kauth.android

import android.os.Looper
import app.kauth.android.keys.AndroidKeys
import app.kauth.android.keys.FakeAndroidKeyStore
import app.kauth.core.AppInterface
import java.time.Duration
import java.util.concurrent.TimeUnit
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.shadows.ShadowPausedLooper

/** The app's process with a core of the test's choice. Robolectric starts one for each test: the core is dead at first. */
class TestApplication : KauthApplication() {
    /** Opens what the process runs on; by default a fake. */
    var opener: suspend (AndroidKeys) -> AppInterface = { core }

    val core by lazy { FakeCore() }

    /** How often a core was opened. */
    var opened = 0

    override fun onCreate() {
        FakeAndroidKeyStore.install()
        super.onCreate()
    }

    override suspend fun openCore(keys: AndroidKeys): AppInterface {
        opened++
        return opener(keys)
    }
}

val application: TestApplication get() = RuntimeEnvironment.getApplication() as TestApplication

/** Runs the main thread until something is so. Virtual time stands still; waits in real time only for other threads. */
fun until(what: String, isSo: () -> Boolean) {
    val looper = shadowOf(Looper.getMainLooper()) as ShadowPausedLooper
    val end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S)
    looper.idle()
    while (!isSo()) {
        check(System.nanoTime() < end) { "never: $what" }
        looper.poll(POLL_MS)
        looper.idle()
    }
}

/** Virtual time goes by. */
fun pass(ms: Long) = shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(ms))

/** The activity on screen, with the phone drawn. */
fun opened(): ActivityController<MainActivity> {
    val controller = Robolectric.buildActivity(MainActivity::class.java).setup()
    application.core.show(application.core.view<app.kauth.core.Screen.Accounts>())
    until("the phone is drawn") { controller.get().drawn?.state?.value != null }
    return controller
}

fun <T> service(type: Class<T>): T = application.getSystemService(type)

private const val PATIENCE_S = 30L
private const val POLL_MS = 200L
