package app.kauth.android

import android.content.Context
import android.os.VibrationEffect
import android.os.Vibrator
import app.kauth.core.Vibration

/** How the phone makes itself felt: one long, one short, two short. */
class Haptics(context: Context) {
    private val vibrator = context.getSystemService(Vibrator::class.java)

    fun play(pattern: Vibration) {
        val timings = when (pattern) {
            Vibration.ARRIVED -> longArrayOf(0, 250)
            Vibration.SUCCEEDED -> longArrayOf(0, 40)
            Vibration.FAILED -> longArrayOf(0, 60, 90, 60)
        }
        vibrator.vibrate(VibrationEffect.createWaveform(timings, -1))
    }
}
