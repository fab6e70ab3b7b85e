package app.kauth.android

import android.app.Activity
import android.app.Application
import android.os.Bundle
import app.kauth.android.keys.AndroidKeys
import app.kauth.android.keys.KeyMaker
import app.kauth.core.App
import app.kauth.core.AppInterface

/** The process. It holds the core's [home] and tells it what the person sees. */
open class KauthApplication : Application() {
    lateinit var home: Home
        private set

    override fun onCreate() {
        super.onCreate()
        home = Home(this, lazy { AndroidKeys(KeyMaker(this)) }) { openCore(it) }
        registerActivityLifecycleCallbacks(Presence(home))
    }

    /** Opens the core on this device. */
    protected open suspend fun openCore(keys: AndroidKeys): AppInterface =
        App.open(coreConfig(this), keys, AndroidClock(this))
}

/** Marks the activity that shows the phone. */
interface PhoneActivity

/**
 * Long polls run while an activity is visible. Visible, not focused: a prompt over it is no absence; and what is only being
 * turned is not gone.
 */
private class Presence(private val home: Home) : Application.ActivityLifecycleCallbacks {
    private var visible = false

    override fun onActivityStarted(activity: Activity) {
        if (activity !is PhoneActivity) return
        home.front.appeared(activity)
        if (!visible) {
            visible = true
            home.cameBack()
        }
    }

    override fun onActivityStopped(activity: Activity) {
        if (activity !is PhoneActivity) return
        home.front.left(activity)
        if (!activity.isChangingConfigurations) {
            visible = false
            home.send { paused() }
        }
    }

    override fun onActivityCreated(activity: Activity, state: Bundle?) = Unit
    override fun onActivityResumed(activity: Activity) = Unit
    override fun onActivityPaused(activity: Activity) = Unit
    override fun onActivitySaveInstanceState(activity: Activity, state: Bundle) = Unit
    override fun onActivityDestroyed(activity: Activity) = Unit
}
