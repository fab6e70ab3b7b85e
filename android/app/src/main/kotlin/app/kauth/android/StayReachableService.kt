package app.kauth.android

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.app.Service
import android.content.Context
import android.content.Intent
import android.content.pm.ServiceInfo
import android.os.Build
import android.os.IBinder
import app.kauth.R
import app.kauth.core.CoreException
import app.kauth.core.Labels
import app.kauth.ui.model.PhoneState
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch

/**
 * Keeps the process alive while the person wants to stay reachable; the core's long poll does the rest. Of the kind
 * `remoteMessaging`, because a request is a message from the person's other device: `dataSync` may run six hours a day from
 * Android 15 on and may not begin after a restart of the device.
 */
class StayReachableService : Service() {
    override fun onBind(intent: Intent?): IBinder? = null

    /** The system allows no delay, so that the first notification may lack the words; they follow with the core. */
    override fun onStartCommand(intent: Intent?, flags: Int, startId: Int): Int {
        begin(null)
        home.scope.launch {
            try {
                begin(home.phone().state.filterNotNull().first().labels)
            } catch (_: CoreException) {
                stopSelf()
            }
        }
        return START_STICKY
    }

    private fun begin(labels: Labels?) {
        val name = labels?.stayReachable ?: getString(R.string.app_name)
        val channel = NotificationChannel(CHANNEL, name, NotificationManager.IMPORTANCE_LOW)
        getSystemService(NotificationManager::class.java).createNotificationChannel(channel)
        val open = PendingIntent.getActivity(this, 0, appIntent(this), PendingIntent.FLAG_IMMUTABLE)
        val notification = Notification.Builder(this, CHANNEL)
            .setSmallIcon(R.drawable.ic_request)
            .setContentTitle(labels?.reachableNotification)
            .setContentIntent(open)
            .setOngoing(true)
            .build()
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) {
            startForeground(ID, notification, ServiceInfo.FOREGROUND_SERVICE_TYPE_REMOTE_MESSAGING)
        } else {
            startForeground(ID, notification)
        }
    }

    companion object {
        internal const val CHANNEL = "reachable"
        internal const val ID = 2

        /** Runs the service while the core says so. */
        suspend fun follow(context: Context, states: Flow<PhoneState?>) {
            states.filterNotNull().map { it.view.stayReachable }.distinctUntilChanged().collect { stay ->
                val service = Intent(context, StayReachableService::class.java)
                if (stay) start(context, service) else context.stopService(service)
            }
        }

        private fun start(context: Context, service: Intent) {
            try {
                context.startForegroundService(service)
            } catch (_: IllegalStateException) {
                // Not from the background, woken by a job, say: the app's next opening begins it.
            }
        }
    }
}
