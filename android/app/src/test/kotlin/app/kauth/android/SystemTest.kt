package app.kauth.android

import android.app.KeyguardManager
import android.app.LocaleManager
import android.app.NotificationManager
import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.content.Intent
import android.content.pm.ServiceInfo
import android.net.NetworkCapabilities
import android.os.LocaleList
import android.os.PowerManager
import android.os.SystemClock
import android.provider.Settings
import app.kauth.core.ClockException
import app.kauth.core.Screen
import app.kauth.core.SettingsView
import java.util.TimeZone
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadow.api.Shadow
import org.robolectric.shadows.ShadowNetwork
import org.robolectric.shadows.ShadowNetworkCapabilities

/** What the system tells, and what keeps the app alive. */
@RunWith(RobolectricTestRunner::class)
class SystemTest {
    private val core get() = application.core

    @Test
    fun `the device's screen lock is told at the start and on return`() {
        val keyguard = shadowOf(service(KeyguardManager::class.java))
        keyguard.setIsDeviceSecure(false)
        val controller = opened()
        until("told") { core.count("screenLock") > 0 }
        assertEquals(listOf(false), core.last("screenLock"))
        controller.pause().stop()
        keyguard.setIsDeviceSecure(true)
        controller.restart().start().resume()
        until("told again") { core.last("screenLock") == listOf<Any?>(true) }
    }

    @Test
    fun `a new clock or time zone is told`() {
        opened()
        until("told") { core.count("resumed") == 1 }
        val zone = TimeZone.getDefault()
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("GMT+05:30"))
            application.sendBroadcast(Intent(Intent.ACTION_TIMEZONE_CHANGED))
            until("told") { core.last("clockChanged") == listOf<Any?>(330) }
        } finally {
            TimeZone.setDefault(zone)
        }
    }

    @Test
    fun `saving battery is told, by the system's mode or its rule for the app`() {
        val power = shadowOf(service(PowerManager::class.java))
        power.setIgnoringBatteryOptimizations(application.packageName, true)
        opened()
        until("told") { core.count("resumed") == 1 }
        assertEquals(listOf(false), core.last("batterySaving"))
        power.setIsPowerSaveMode(true)
        application.sendBroadcast(Intent(PowerManager.ACTION_POWER_SAVE_MODE_CHANGED))
        until("the mode") { core.last("batterySaving") == listOf<Any?>(true) }
        power.setIsPowerSaveMode(false)
        application.sendBroadcast(Intent(PowerManager.ACTION_POWER_SAVE_MODE_CHANGED))
        until("no mode") { core.last("batterySaving") == listOf<Any?>(false) }
        power.setIgnoringBatteryOptimizations(application.packageName, false)
        application.sendBroadcast(Intent(PowerManager.ACTION_POWER_SAVE_MODE_CHANGED))
        until("the rule") { core.last("batterySaving") == listOf<Any?>(true) }
    }

    @Test
    fun `other languages of the system are told`() {
        opened()
        until("told") { core.count("resumed") == 1 }
        val before = LocaleList.getDefault()
        try {
            LocaleList.setDefault(LocaleList.forLanguageTags("fr-CH,de-CH"))
            application.sendBroadcast(Intent(Intent.ACTION_LOCALE_CHANGED))
            until("told") { core.last("languagesChanged") == listOf<Any?>("fr-CH,de-CH") }
        } finally {
            LocaleList.setDefault(before)
        }
    }

    @Test
    fun `a network that comes, goes or changes is told, the first is not`() {
        var changes = 0
        val watch = NetworkWatch { changes++ }
        val (wifi, mobile) = ShadowNetwork.newInstance(1) to ShadowNetwork.newInstance(2)
        watch.onAvailable(wifi)
        watch.onAvailable(wifi)
        assertEquals(0, changes)
        watch.onAvailable(mobile)
        assertEquals(1, changes)
        watch.onLost(wifi)
        assertEquals("it was left before", 1, changes)
        watch.onLost(mobile)
        assertEquals(2, changes)
        watch.onAvailable(wifi)
        assertEquals(3, changes)
    }

    @Test
    fun `whether the network costs is told at once and when it changes`() {
        val told = mutableListOf<Boolean>()
        val watch = NetworkWatch({ told += it }) {}
        val network = ShadowNetwork.newInstance(1)
        val mobile = ShadowNetworkCapabilities.newInstance()
        val wifi = ShadowNetworkCapabilities.newInstance().also {
            shadowOf(it).addCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
        }
        listOf(mobile, mobile, wifi, wifi, mobile).forEach { watch.onCapabilitiesChanged(network, it) }
        assertEquals(listOf(true, false, true), told)
    }

    @Test
    fun `without a network at the start the first one is news`() {
        var changes = 0
        val watch = NetworkWatch { changes++ }
        watch.onLost(ShadowNetwork.newInstance(1))
        watch.onAvailable(ShadowNetwork.newInstance(2))
        assertEquals(1, changes)
    }

    @Test
    fun `the clock counts sleep and knows its boot`() {
        val clock = AndroidClock(application)
        assertEquals(SystemClock.elapsedRealtime().toULong(), clock.monotonicMs())
        assertThrows(ClockException.Failed::class.java) { clock.bootId() }
        Settings.Global.putInt(application.contentResolver, Settings.Global.BOOT_COUNT, 41)
        assertEquals("41", clock.bootId())
        Settings.Global.putInt(application.contentResolver, Settings.Global.BOOT_COUNT, 42)
        assertEquals("42", clock.bootId())
    }

    @Test
    fun `a job catches up now and then, where there is a network`() {
        opened()
        val job = service(JobScheduler::class.java).getPendingJob(CatchUpJob.ID)!!
        assertEquals(JobInfo.NETWORK_TYPE_ANY, job.networkType)
        assertTrue(job.isPeriodic)
        assertTrue(job.isPersisted)
        assertEquals(CatchUpJob::class.java.name, job.service.className)
    }

    @Test
    fun `the job opens a core that was dead, and fetches`() {
        core.show(core.view<Screen.Accounts>())
        val job = Robolectric.setupService(CatchUpJob::class.java)
        assertTrue(job.onStartJob(Shadow.newInstanceOf(JobParameters::class.java)))
        until("woken") { core.count("woken") == 1 }
        until("finished") { shadowOf(job).isJobFinished }
        assertFalse(shadowOf(job).isRescheduleNeeded)
        assertEquals(1, application.opened)
    }

    @Test
    fun `the device's start opens the core`() {
        core.show(core.view<Screen.Accounts>())
        application.sendBroadcast(Intent(Intent.ACTION_BOOT_COMPLETED).setPackage(application.packageName))
        until("woken") { core.count("woken") == 1 }
    }

    @Test
    fun `the service runs while the core says so`() {
        opened()
        val shown = core.view<Screen.Accounts>()
        assertEquals(null, shadowOf(application).nextStartedService)
        core.show(shown.copy(stayReachable = true))
        until("started") { shadowOf(application).peekNextStartedService() != null }
        val started = shadowOf(application).nextStartedService
        assertEquals(StayReachableService::class.java.name, started.component!!.className)
        core.show(shown.copy(stayReachable = false))
        until("stopped") { shadowOf(application).nextStoppedService != null }
    }

    @Test
    fun `the service says in the core's words why it is there`() {
        core.show(core.view<Screen.Accounts>())
        val service = Robolectric.buildService(StayReachableService::class.java).create().startCommand(0, 1).get()
        val words = core.words
        fun title() = shadowOf(service).lastForegroundNotification.extras.getString(android.app.Notification.EXTRA_TITLE)
        until("named") { title() == words.reachableNotification }
        assertEquals(ServiceInfo.FOREGROUND_SERVICE_TYPE_REMOTE_MESSAGING, service.foregroundServiceType)
        val channel = service(NotificationManager::class.java).getNotificationChannel(StayReachableService.CHANNEL)
        assertEquals(NotificationManager.IMPORTANCE_LOW, channel.importance)
        assertEquals(words.stayReachable, channel.name)
    }

    private fun settingsIn(tag: String): app.kauth.core.AppView {
        val view = core.view<Screen.Settings>()
        val settings: SettingsView = (view.screen as Screen.Settings).v1
        val languages = settings.languages.map { it.copy(chosen = it.value == tag) }
        return view.copy(screen = Screen.Settings(settings.copy(languages = languages)))
    }

    @Test
    fun `a language chosen in the app is the system's too, and the other way round`() {
        val manager = service(LocaleManager::class.java)
        val controller = opened()
        core.show(settingsIn("de"))
        until("handed over") { manager.applicationLocales.toLanguageTags() == "de" }
        assertEquals(0, core.count("setLanguage"))

        controller.pause().stop()
        manager.applicationLocales = LocaleList.forLanguageTags("fr")
        controller.restart().start().resume()
        until("told") { core.count("setLanguage") == 1 }
        assertEquals(listOf("fr"), core.last("setLanguage"))
        core.show(settingsIn("fr"))
        pass(1_000)
        assertEquals("fr", manager.applicationLocales.toLanguageTags())

        controller.pause().stop()
        manager.applicationLocales = LocaleList.getEmptyLocaleList()
        controller.restart().start().resume()
        until("told") { core.count("setLanguage") == 2 }
        assertEquals(listOf(""), core.last("setLanguage"))
    }
}
