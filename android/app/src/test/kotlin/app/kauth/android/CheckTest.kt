package app.kauth.android

import android.Manifest
import android.app.Activity
import android.content.ComponentName
import android.content.Intent
import android.content.IntentFilter
import android.location.Location
import android.location.LocationManager
import android.net.Uri
import android.provider.MediaStore
import app.kauth.core.PictureKind
import app.kauth.ui.model.Place
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** What a check borrows of the device: where it is, and its camera app. */
@RunWith(RobolectricTestRunner::class)
class CheckTest {
    private val places = listOf(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION)
    private val manager get() = service(LocationManager::class.java)

    private fun located(): MutableList<Place?> {
        val answers = mutableListOf<Place?>()
        Position(application, application.home).locate { answers += it }
        return answers
    }

    private fun takes(activity: Activity, kind: PictureKind): Pair<Intent, List<ByteArray?>> {
        val answers = mutableListOf<ByteArray?>()
        Still(activity, application.home).take(kind) { answers += it }
        until("asked the camera app") { shadowOf(activity).peekNextStartedActivityForResult() != null }
        return shadowOf(activity).peekNextStartedActivityForResult().intent to answers
    }

    @Test
    fun `the system asks the person, and no is no place`() {
        val activity = opened().get()
        val answers = located()
        until("asked") { shadowOf(activity).lastRequestedPermission != null }
        val request = shadowOf(activity).lastRequestedPermission
        assertEquals(places, request.requestedPermissions.toList())
        activity.onRequestPermissionsResult(request.requestCode, request.requestedPermissions, intArrayOf(-1, -1))
        until("answered") { answers.isNotEmpty() }
        assertEquals(listOf(null), answers)
    }

    @Test
    fun `the first fix is the place`() {
        opened()
        shadowOf(application).grantPermissions(*places.toTypedArray())
        shadowOf(manager).setProviderEnabled(LocationManager.GPS_PROVIDER, true)
        val answers = located()
        val fix = Location(LocationManager.GPS_PROVIDER).apply {
            latitude = 49.0134
            longitude = 12.1016
            accuracy = 20f
            time = 1
            elapsedRealtimeNanos = 1
        }
        shadowOf(manager).simulateLocation(LocationManager.GPS_PROVIDER, fix)
        until("answered") { answers.isNotEmpty() }
        assertEquals(listOf(Place(49.0134, 12.1016, 20.0)), answers)
        assertTrue(shadowOf(manager).getLegacyLocationRequests(LocationManager.GPS_PROVIDER).isEmpty())
    }

    @Test
    fun `a device that finds no place is not waited for without end`() {
        opened()
        shadowOf(application).grantPermissions(*places.toTypedArray())
        shadowOf(manager).setProviderEnabled(LocationManager.GPS_PROVIDER, true)
        val answers = located()
        pass(31_000)
        until("answered") { answers.isNotEmpty() }
        assertEquals(listOf(null), answers)
    }

    @Test
    fun `the camera app is lent a place for one picture`() {
        val activity = opened().get()
        shadowOf(application).grantPermissions(Manifest.permission.CAMERA)
        val (asked, answers) = takes(activity, PictureKind.SELFIE)
        assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, asked.action)
        assertEquals("app.kauth.still", asked.getParcelableExtra(MediaStore.EXTRA_OUTPUT, Uri::class.java)?.authority)
        assertTrue(asked.flags and Intent.FLAG_GRANT_WRITE_URI_PERMISSION != 0)
        shadowOf(activity).receiveResult(asked, Activity.RESULT_CANCELED, null)
        until("answered") { answers.isNotEmpty() }
        assertEquals(listOf(null), answers)
    }

    @Test
    fun `a camera app is there or not`() {
        val still = Still(application, application.home)
        assertFalse(still.isThere)
        val packages = shadowOf(application.packageManager)
        val camera = ComponentName("camera", "camera.Take")
        packages.addActivityIfNotPresent(camera)
        packages.addIntentFilterForActivity(
            camera,
            IntentFilter(MediaStore.ACTION_IMAGE_CAPTURE).apply { addCategory(Intent.CATEGORY_DEFAULT) },
        )
        assertTrue(still.isThere)
    }
}
