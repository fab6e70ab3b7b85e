package app.kauth.android

import android.app.Activity
import android.content.Intent
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.transformLatest

/** What another activity answered. */
class Answered(val ok: Boolean, val data: Intent?)

/**
 * The activity that the person sees, and what was asked in its name. Questions belong to the process: their answers find the
 * asker also through an activity that was made anew meanwhile.
 */
class Front {
    private val shown = MutableStateFlow<Activity?>(null)
    private val asked = HashMap<Int, CompletableDeferred<Answered>>()
    private var lastCode = 0

    /** The activity on screen now. */
    val activity: Activity? get() = shown.value

    /** Waits for an activity on screen. */
    suspend fun activity(): Activity = shown.filterNotNull().first()

    fun appeared(activity: Activity) {
        shown.value = activity
    }

    fun left(activity: Activity) {
        shown.compareAndSet(activity, null)
    }

    /** Does something on an activity; where that goes away before the end (rotation), once more on the next. */
    @OptIn(ExperimentalCoroutinesApi::class)
    suspend fun <T> on(block: suspend (Activity) -> T): T =
        shown.transformLatest { if (it != null) emit(block(it)) }.first()

    /** Asks another activity. Closes it if the answer is not wanted any more. */
    suspend fun ask(intent: Intent): Answered = answer { activity, code -> activity.startActivityForResult(intent, code) }

    /** Shows the system's question; what was said is for the caller to look up. */
    suspend fun askFor(vararg permissions: String) {
        answer { activity, code -> activity.requestPermissions(arrayOf(*permissions), code) }
    }

    /** Takes what an activity was answered. */
    fun take(code: Int, ok: Boolean, data: Intent?) {
        asked.remove(code)?.complete(Answered(ok, data))
    }

    private suspend fun answer(begin: (Activity, Int) -> Unit): Answered {
        val code = FIRST_CODE + lastCode++ % CODES
        val answer = CompletableDeferred<Answered>()
        asked[code] = answer
        try {
            begin(activity(), code)
            return answer.await()
        } finally {
            if (asked.remove(code) != null) activity?.finishActivity(code)
        }
    }

    private companion object {
        /** Request codes are 16 bits; androidx takes the upper ones for itself. */
        const val FIRST_CODE = 0x100
        const val CODES = 0x1000
    }
}
