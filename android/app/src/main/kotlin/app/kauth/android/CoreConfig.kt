package app.kauth.android

import android.content.Context
import android.content.pm.ApplicationInfo
import android.content.pm.PackageManager
import android.os.Build
import android.os.LocaleList
import android.provider.Settings
import app.kauth.android.push.Distributors
import app.kauth.core.AppConfig
import app.kauth.core.ShellCapabilities
import app.kauth.core.Timeouts
import java.io.File
import java.util.TimeZone

/** What this device is and can do. The vault lies where nothing is backed up and nothing works before the first unlock. */
fun coreConfig(context: Context) = AppConfig(
    dataDir = File(context.noBackupFilesDir, "vault").path,
    languages = languages(),
    language = null,
    utcOffsetMinutes = utcOffsetMinutes(),
    deviceName = Settings.Global.getString(context.contentResolver, Settings.Global.DEVICE_NAME) ?: Build.MODEL,
    platformName = "android",
    shell = ShellCapabilities(
        // On a phone, loopback is any other app: only for trying the demo.
        loopbackHttp = context.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0,
        camera = context.packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_ANY),
        browser = true,
        notifications = true,
        files = true,
        printing = context.packageManager.hasSystemFeature(PackageManager.FEATURE_PRINTING),
        stayReachable = true,
        push = Distributors(context).installed().isNotEmpty(),
    ),
    timeouts = Timeouts(connectMs = 10_000u, callMs = 20_000u, pollMs = 40_000u, waitS = 25u),
)

/** Minutes east of UTC, now. */
fun utcOffsetMinutes(): Int = TimeZone.getDefault().getOffset(System.currentTimeMillis()) / MS_A_MINUTE

/** The system's list as `Accept-Language` writes it. */
fun languages(): String {
    val list = LocaleList.getAdjustedDefault()
    return (0 until list.size()).joinToString(",") { list[it].toLanguageTag() }
}

private const val MS_A_MINUTE = 60_000
