package app.kauth.android

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.annotation.SuppressLint
import android.content.Context
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Bundle
import android.os.Looper
import app.kauth.core.PermissionKind
import app.kauth.core.PermissionState
import app.kauth.ui.model.Place
import kotlin.coroutines.resume
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withTimeoutOrNull

/** Where the phone is, asked once. The person is asked by the system; the page before it said why. */
class Position(private val context: Context, private val home: Home) {
    fun locate(onPlace: (Place?) -> Unit) {
        home.scope.launch {
            if (!isAllowed()) {
                home.front.askFor(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
                home.tell { home.permissions.tell(this) }
            }
            val here = if (isAllowed()) withTimeoutOrNull(PATIENCE_MS) { first() } else null
            onPlace(here?.let { Place(it.latitude, it.longitude, it.accuracy.toDouble()) })
        }
    }

    private fun isAllowed() = home.permissions.state(PermissionKind.LOCATION) == PermissionState.GRANTED

    /** The first answer of whatever the system has switched on; null if that is nothing. */
    @SuppressLint("MissingPermission")
    private suspend fun first(): Location? = suspendCancellableCoroutine { answer ->
        val manager = context.getSystemService(LocationManager::class.java)
        val providers = manager.getProviders(true).filter { it != LocationManager.PASSIVE_PROVIDER }
        val listener = Once { if (answer.isActive) answer.resume(it) }
        answer.invokeOnCancellation { manager.removeUpdates(listener) }
        listener.stop = { manager.removeUpdates(listener) }
        if (providers.isEmpty()) answer.resume(null)
        providers.forEach { manager.requestLocationUpdates(it, 0, 0f, listener, Looper.getMainLooper()) }
    }

    /** All its functions are written out: before Android 11 they have no bodies of their own. */
    private class Once(private val found: (Location) -> Unit) : LocationListener {
        lateinit var stop: () -> Unit

        override fun onLocationChanged(location: Location) {
            stop()
            found(location)
        }

        override fun onProviderEnabled(provider: String) = Unit

        override fun onProviderDisabled(provider: String) = Unit

        @Deprecated("Before Android 10 it is called.")
        override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit
    }

    private companion object {
        const val PATIENCE_MS = 30_000L
    }
}
