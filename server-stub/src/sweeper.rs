//! Lets what has a deadline end at it, by the server's clock, and forgets what is long over.
//!
//! Nothing's correctness waits for the sweeper: whoever reads something with a deadline looks at the clock, too. It is
//! there so that those who wait are told, and so that secrets do not outlive their use.

use crate::clock::{DAY, HOUR, MINUTE};
use crate::domain::{approvals, limits, links, recovery_codes, remembered, sessions};
use crate::outbox;
use crate::state::AppState;
use crate::store::{self, StoreError};
use crate::wakeups::Topic;

/// Approvals are kept this long for a late report.
const KEEP_APPROVALS: i64 = 30 * DAY;
/// News that no phone fetched are kept this long; a phone that comes later gets a snapshot.
const KEEP_NEWS: i64 = 7 * DAY;
/// Links that came to nothing are kept this long for their page.
const KEEP_FAILED_LINKS: i64 = DAY;
/// Authorization codes are kept this long so that a second use is noticed.
const KEEP_CODES: i64 = HOUR;

/// Runs until the server stops.
pub(crate) async fn run(state: AppState) {
    let mut deadlines = state.wakeups.listen(Topic::Deadlines);
    let mut tidied = i64::MIN;
    loop {
        let now = state.now();
        let tidy = now >= tidied.saturating_add(MINUTE);
        if tidy {
            tidied = now;
        }
        let next = match sweep(&state, now, tidy).await {
            Ok(next) => next.unwrap_or(i64::MAX).min(now.saturating_add(MINUTE)),
            Err(error) => {
                tracing::error!(%error, "sweeping failed");
                now.saturating_add(MINUTE)
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
async fn sweep(state: &AppState, now: i64, tidy: bool) -> Result<Option<i64>, StoreError> {
    state
        .store
        .write(move |tx| {
            let next = [approvals::sweep(tx, now)?, links::sweep(tx, now)?].into_iter().flatten().min();
            if tidy {
                forget(tx, now)?;
            }
            Ok(next)
        })
        .await
}

fn forget(tx: &store::Tx<'_>, now: i64) -> Result<(), StoreError> {
    store::approvals::forget(tx, now - KEEP_APPROVALS)?;
    store::inbox::forget(tx, now - KEEP_NEWS)?;
    store::links::forget(tx, now - KEEP_FAILED_LINKS)?;
    store::oauth::forget(tx, now - KEEP_CODES)?;
    store::accounts::sweep_sign_ups(tx, now)?;
    store::actions::sweep(tx, now)?;
    sessions::sweep(tx, now)?;
    limits::sweep(tx, now)?;
    recovery_codes::sweep(tx, now)?;
    remembered::sweep(tx, now)?;
    outbox::sweep(tx, now)
}
