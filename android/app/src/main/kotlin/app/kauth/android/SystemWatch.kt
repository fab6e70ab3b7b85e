package app.kauth.android

import android.app.KeyguardManager
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.os.PowerManager
import app.kauth.core.AppInterface
import app.kauth.ui.model.Phone

/** Tells the core what happens around it: the network, the clock, the languages, the battery, the device's screen lock. */
class SystemWatch(private val context: Context) {
    /** What may have changed while nobody looked. */
    suspend fun tell(app: AppInterface) {
        app.screenLock(context.getSystemService(KeyguardManager::class.java).isDeviceSecure)
        app.clockChanged(utcOffsetMinutes())
        app.languagesChanged(languages())
        app.batterySaving(savesBattery())
    }

    /** Work in the background waits, by the system's mode or by its rule for this app. */
    private fun savesBattery(): Boolean {
        val power = context.getSystemService(PowerManager::class.java)
        return power.isPowerSaveMode || !power.isIgnoringBatteryOptimizations(context.packageName)
    }

    /** Watches for as long as the process lives. */
    fun watch(phone: Phone) {
        phone.send { tell(this) }
        val connectivity = context.getSystemService(ConnectivityManager::class.java)
        val costs = { isMetered: Boolean -> phone.send { metered(isMetered) } }
        connectivity.registerDefaultNetworkCallback(NetworkWatch(costs) { phone.send { networkChanged() } })
        val changed = object : BroadcastReceiver() {
            override fun onReceive(context: Context, intent: Intent) = phone.send { tell(this) }
        }
        val changes = listOf(
            Intent.ACTION_TIME_CHANGED,
            Intent.ACTION_TIMEZONE_CHANGED,
            Intent.ACTION_LOCALE_CHANGED,
            PowerManager.ACTION_POWER_SAVE_MODE_CHANGED,
        )
        context.registerReceiver(changed, IntentFilter().apply { changes.forEach(::addAction) })
    }
}

/** The first network is no change: the core began with it. Whether it costs is told at once, and when that changes. */
internal class NetworkWatch(private val metered: (Boolean) -> Unit = {}, private val changed: () -> Unit) :
    ConnectivityManager.NetworkCallback() {
    private var current: Network? = null
    private var began = false
    private var isMetered: Boolean? = null

    override fun onAvailable(network: Network) {
        if (began && network != current) changed()
        began = true
        current = network
    }

    override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) {
        val now = !capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
        if (now != isMetered) metered(now)
        isMetered = now
    }

    override fun onLost(network: Network) {
        began = true
        if (network != current) return
        current = null
        changed()
    }
}
