package app.kauth.android

import android.Manifest
import android.location.Location
import android.location.LocationManager
import app.kauth.ui.model.Place
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** What a check borrows of the device: where it is. */
@RunWith(RobolectricTestRunner::class)
class CheckTest {
    private val places = listOf(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION)
    private val manager get() = service(LocationManager::class.java)

    private fun located(): MutableList<Place?> {
        val answers = mutableListOf<Place?>()
        Position(application, application.home).locate { answers += it }
        return answers
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
}
