package app.kauth.android

import android.Manifest
import android.app.Activity
import android.location.Location
import android.location.LocationManager
import app.kauth.core.PermissionKind
import app.kauth.core.PermissionState
import app.kauth.ui.model.Place
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.util.ReflectionHelpers

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
    fun `a second no is for good, and the core is told`() {
        val activity = opened().get()
        for ((wantsReason, state) in listOf(true to PermissionState.DECLINED, false to PermissionState.BLOCKED)) {
            val before = shadowOf(activity).lastRequestedPermission
            val answers = located()
            until("asked") { shadowOf(activity).lastRequestedPermission !== before }
            val request = shadowOf(activity).lastRequestedPermission
            places.forEach { shadowOf(application.packageManager).setShouldShowRequestPermissionRationale(it, wantsReason) }
            ReflectionHelpers.setField(Activity::class.java, activity, "mHasCurrentPermissionsRequest", false)
            activity.onRequestPermissionsResult(request.requestCode, request.requestedPermissions, intArrayOf(-1, -1))
            until("answered") { answers.isNotEmpty() }
            val told = application.core.commands.last { it.name == "permission" && it.arguments[0] == PermissionKind.LOCATION }
            assertEquals(state, told.arguments[1])
        }
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
