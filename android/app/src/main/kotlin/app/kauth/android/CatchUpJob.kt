package app.kauth.android

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch

/**
 * Fetches once now and then, for who has neither a distributor nor the app open: late, but not never. Requests of two minutes
 * are mostly over by then; what an account's provider changed or removed is not.
 */
class CatchUpJob : JobService() {
    private var work: Job? = null

    override fun onStartJob(parameters: JobParameters): Boolean {
        work = home.scope.launch {
            home.tell { woken() }
            jobFinished(parameters, false)
        }
        return true
    }

    /** The network went: the next period will do. */
    override fun onStopJob(parameters: JobParameters): Boolean {
        work?.cancel()
        return false
    }

    companion object {
        internal const val ID = 1

        /** The shortest that the system grants. */
        private const val PERIOD_MS = 15L * 60 * 1000

        /** Plans it, unless it is planned: planning anew would begin the period anew. */
        fun schedule(context: Context) {
            val scheduler = context.getSystemService(JobScheduler::class.java)
            if (scheduler.getPendingJob(ID) != null) return
            val job = JobInfo.Builder(ID, ComponentName(context, CatchUpJob::class.java))
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setPeriodic(PERIOD_MS)
                .setPersisted(true)
                .build()
            scheduler.schedule(job)
        }
    }
}
