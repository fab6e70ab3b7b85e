package app.kauth.android

import android.Manifest
import android.content.ComponentName
import android.content.pm.ActivityInfo
import android.content.pm.ApplicationInfo
import android.content.pm.PackageManager
import android.content.pm.ServiceInfo
import android.content.res.Configuration
import android.graphics.drawable.AdaptiveIconDrawable
import android.graphics.drawable.ColorDrawable
import android.graphics.drawable.VectorDrawable
import app.kauth.R
import app.kauth.design.Tokens
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.xmlpull.v1.XmlPullParser

/** What the system reads of the app without running it, from the binary that aapt2 made. */
@RunWith(RobolectricTestRunner::class)
class ManifestTest {
    private val packages = application.packageManager
    private val info = packages.getApplicationInfo(application.packageName, 0)

    /** The tags of an XML resource with one attribute each: `parent/tag value`. */
    private fun tags(resource: Int, attribute: String): List<String> {
        val parser = application.resources.getXml(resource)
        val path = ArrayDeque<String>()
        val found = mutableListOf<String>()
        while (parser.next() != XmlPullParser.END_DOCUMENT) {
            when (parser.eventType) {
                XmlPullParser.START_TAG -> {
                    val values = (0 until parser.attributeCount).filter { parser.getAttributeName(it) == attribute }
                    values.mapTo(found) { "${path.lastOrNull()}/${parser.name} ${parser.getAttributeValue(it)}" }
                    path.addLast(parser.name)
                }
                XmlPullParser.END_TAG -> path.removeLast()
            }
        }
        return found
    }

    @Test
    fun `nothing is backed up`() {
        assertEquals(0, info.flags and ApplicationInfo.FLAG_ALLOW_BACKUP)
        val domains = listOf("root", "file", "database", "sharedpref", "external")
        val device = listOf("device_root", "device_file", "device_database", "device_sharedpref")
        val extraction = tags(R.xml.data_extraction_rules, "domain")
        for (way in listOf("cloud-backup", "device-transfer")) {
            assertEquals((domains + device).map { "$way/exclude $it" }, extraction.filter { it.startsWith(way) })
        }
        assertEquals(domains.map { "full-backup-content/exclude $it" }, tags(R.xml.full_backup_content, "domain"))
    }

    @Test
    fun `the manifest points at the rules`() {
        val parser = application.assets.openXmlResourceParser("AndroidManifest.xml")
        val named = mutableMapOf<String, Int>()
        while (parser.next() != XmlPullParser.END_DOCUMENT) {
            if (parser.eventType == XmlPullParser.START_TAG && parser.name == "application") {
                for (i in 0 until parser.attributeCount) named[parser.getAttributeName(i)] = parser.getAttributeResourceValue(i, 0)
            }
        }
        assertEquals(R.xml.data_extraction_rules, named["dataExtractionRules"])
        assertEquals(R.xml.full_backup_content, named["fullBackupContent"])
        assertEquals(R.xml.network_security_config, named["networkSecurityConfig"])
        assertEquals(R.xml.locales_config, named["localeConfig"])
    }

    @Test
    fun `no cleartext, and no roots that a user put in`() {
        assertEquals(listOf("network-security-config/base-config false"), tags(R.xml.network_security_config, "cleartextTrafficPermitted"))
        assertEquals(listOf("trust-anchors/certificates system"), tags(R.xml.network_security_config, "src"))
    }

    @Test
    fun `the system offers the catalogue's languages`() {
        val offered = tags(R.xml.locales_config, "name").map { it.substringAfter(' ') }
        val view = application.core.view<app.kauth.core.Screen.Settings>()
        val known = (view.screen as app.kauth.core.Screen.Settings).v1.languages.map { it.value }.filter { it.isNotEmpty() }
        assertEquals(known.toSet(), offered.toSet())
    }

    @Test
    fun `nothing is open to other apps but what must be`() {
        val flags = PackageManager.GET_ACTIVITIES or PackageManager.GET_RECEIVERS or PackageManager.GET_SERVICES or
            PackageManager.GET_PROVIDERS
        val found = packages.getPackageInfo(application.packageName, flags)
        val all = found.activities.orEmpty().toList() + found.receivers.orEmpty() + found.services.orEmpty() + found.providers.orEmpty()
        assertEquals(
            setOf("MainActivity", "PushReceiver", "RaiseToForegroundService"),
            all.filter { it.exported }.map { it.name.substringAfterLast('.') }.toSet(),
        )
        assertEquals(7, all.size)
    }

    @Test
    fun `permissions are those that something needs`() {
        val asked = packages.getPackageInfo(application.packageName, PackageManager.GET_PERMISSIONS).requestedPermissions.toSet()
        assertEquals(
            setOf(
                Manifest.permission.INTERNET, Manifest.permission.ACCESS_NETWORK_STATE, Manifest.permission.CAMERA,
                Manifest.permission.ACCESS_COARSE_LOCATION, Manifest.permission.ACCESS_FINE_LOCATION,
                Manifest.permission.POST_NOTIFICATIONS, Manifest.permission.USE_BIOMETRIC, Manifest.permission.VIBRATE,
                Manifest.permission.RECEIVE_BOOT_COMPLETED, Manifest.permission.FOREGROUND_SERVICE,
                "android.permission.FOREGROUND_SERVICE_REMOTE_MESSAGING",
            ),
            asked,
        )
    }

    @Test
    fun `one task, and the service is of its kind`() {
        val activity = packages.getActivityInfo(ComponentName(application, MainActivity::class.java), 0)
        assertEquals(ActivityInfo.LAUNCH_SINGLE_TASK, activity.launchMode)
        val service = packages.getServiceInfo(ComponentName(application, StayReachableService::class.java), 0)
        assertEquals(ServiceInfo.FOREGROUND_SERVICE_TYPE_REMOTE_MESSAGING, service.foregroundServiceType)
        assertFalse(service.exported)
    }

    @Test
    fun `the first frame has the tokens' colours`() {
        assertEquals(Tokens.light.surface.toInt(), application.getColor(R.color.surface))
        assertEquals(Tokens.light.primary.toInt(), application.getColor(R.color.icon))
        val night = Configuration(application.resources.configuration).apply { uiMode = Configuration.UI_MODE_NIGHT_YES }
        assertEquals(Tokens.dark.surface.toInt(), application.createConfigurationContext(night).getColor(R.color.surface))
    }

    @Test
    fun `the icon is ours, in colour and in one`() {
        assertEquals(R.mipmap.ic_launcher, info.icon)
        val icon = application.getDrawable(R.mipmap.ic_launcher) as AdaptiveIconDrawable
        assertEquals(Tokens.light.primary.toInt(), (icon.background as ColorDrawable).color)
        assertTrue(icon.foreground is VectorDrawable)
        assertNotNull(icon.monochrome)
    }
}
