package app.kauth.android.push

import android.app.Service
import android.content.Intent
import android.os.Binder
import android.os.IBinder

/** A distributor binds to it for the seconds of a wake-up, so that the system lets this app reach the network. Does nothing. */
class RaiseToForegroundService : Service() {
    override fun onBind(intent: Intent): IBinder = Binder()
}
