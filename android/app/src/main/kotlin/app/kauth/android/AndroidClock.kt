package app.kauth.android

import android.content.Context
import android.os.SystemClock
import android.provider.Settings
import app.kauth.core.Clock
import app.kauth.core.ClockException

/** Time on Android: the monotonic clock counts the device's sleep, and the boot is known by its number. */
class AndroidClock(private val context: Context) : Clock {
    override fun wallMs(): Long = System.currentTimeMillis()

    override fun monotonicMs(): ULong = SystemClock.elapsedRealtime().toULong()

    /** Where a device does not count its boots the core reads the kernel's boot id. */
    override fun bootId(): String =
        try {
            Settings.Global.getInt(context.contentResolver, Settings.Global.BOOT_COUNT).toString()
        } catch (_: Settings.SettingNotFoundException) {
            throw ClockException.Failed()
        }
}
