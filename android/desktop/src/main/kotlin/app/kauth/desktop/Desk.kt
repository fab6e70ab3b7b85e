package app.kauth.desktop

import app.kauth.core.App
import app.kauth.core.AppConfig
import app.kauth.core.ShellCapabilities
import app.kauth.core.SoftwareKeys
import app.kauth.core.Timeouts
import app.kauth.ui.model.Phone
import java.io.File
import java.net.InetAddress
import java.time.OffsetDateTime
import java.util.Locale
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** An open phone on this computer: the core on its folder, keys in files beside it, and the port that a sign-in page leads back to. */
class Desk private constructor(
    val phone: Phone,
    val shell: DeskShell,
    private val app: App,
    private val scope: CoroutineScope,
    private val loopback: Loopback,
) : AutoCloseable {
    override fun close() {
        loopback.close()
        runBlocking { app.shutdown() }
        scope.cancel()
    }

    companion object {
        private const val SECONDS_A_MINUTE = 60

        /** Opens the phone in its folder; makes the folder if it is missing. */
        fun open(folder: File): Desk = runBlocking {
            val keys = SoftwareKeys.open(File(folder, "keys").path)
            val app = App.openWithSoftwareKeys(config(folder), keys)
            val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())
            val loopback = Loopback()
            val shell = DeskShell(keys, loopback.address, scope)
            val phone = Phone(app, shell, scope)
            loopback.start({ phone.state.value?.labels?.pageDone.orEmpty() }) { back -> phone.send { opened(back) } }
            scope.launch { phone.run() }
            phone.send { resumed() }
            Desk(phone, shell, app, scope, loopback)
        }

        private fun config(folder: File) = AppConfig(
            dataDir = File(folder, "data").path,
            languages = Locale.getDefault().toLanguageTag(),
            language = null,
            utcOffsetMinutes = OffsetDateTime.now().offset.totalSeconds / SECONDS_A_MINUTE,
            deviceName = runCatching { InetAddress.getLocalHost().hostName }.getOrDefault("computer"),
            platformName = "desktop",
            shell = ShellCapabilities(
                loopbackHttp = true,
                camera = true,
                browser = true,
                notifications = false,
                files = true,
                printing = true,
                stayReachable = false,
                push = false,
            ),
            timeouts = Timeouts(connectMs = 5_000u, callMs = 15_000u, pollMs = 40_000u, waitS = 25u),
        )
    }
}
