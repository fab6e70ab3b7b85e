//! Lets what has a deadline end at it, by the server's clock.

use crate::clock::MINUTE;
use crate::state::AppState;
use crate::store::StoreError;
use crate::wakeups::Topic;

/// Runs until the server stops.
pub(crate) async fn run(state: AppState) {
    let mut deadlines = state.wakeups.listen(Topic::Deadlines);
    loop {
        let now = state.now();
        let next = match sweep(&state, now).await {
            Ok(next) => next.unwrap_or(now + MINUTE).min(now + MINUTE),
            Err(error) => {
                tracing::error!(%error, "sweeping failed");
                now + MINUTE
            }
        };
        tokio::select! {
            () = state.clock.sleep_until(next) => {}
            () = deadlines.changed() => {}
            () = state.stopped() => return,
        }
    }
}

/// Ends what is due at `now`; returns when the next thing is.
async fn sweep(_state: &AppState, _now: i64) -> Result<Option<i64>, StoreError> {
    Ok(None)
}
