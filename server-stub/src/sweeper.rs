//! Lets what has a deadline end at it, by the server's clock, and forgets what is long over.
//!
//! Nothing's correctness waits for the sweeper: whoever reads something with a deadline looks at the clock, too. It is
//! there so that those who wait are told, and so that secrets do not outlive their use.

use crate::clock::{DAY, HOUR, MINUTE};
use crate::domain::checks::deletion;
use crate::domain::failure::Failure;
use crate::domain::{approvals, limits, links, orders, recovery, recovery_codes, remembered, sessions};
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
    let mut tidy_at = i64::MIN;
    loop {
        let now = state.now();
        let next = match round(&state, now, now >= tidy_at).await {
            Ok(next) => next.unwrap_or(i64::MAX),
            Err(error) => {
                tracing::error!(%error, "sweeping failed");
                now.saturating_add(MINUTE)
            }
        };
        if now >= tidy_at {
            tidy_at = now.saturating_add(MINUTE);
        }
        tokio::select! {
            () = state.clock.sleep_until(next.min(tidy_at)) => {}
            () = deadlines.changed() => {}
            () = state.stopped() => return,
        }
    }
}

/// Ends what is due at `now`; returns when the next thing is. Only that something *is* due costs a transaction.
async fn round(state: &AppState, now: i64, tidy: bool) -> Result<Option<i64>, Failure> {
    let (next, check) = state.store.read(next).await?;
    if !tidy && next.is_none_or(|next| next > now) {
        return Ok(next);
    }
    let mut again = i64::MIN;
    if (tidy || check.is_some_and(|check| check <= now))
        && let Err(error) = deletion::sweep(state, now).await
    {
        // It holds up nothing else, and is tried again in a minute.
        tracing::error!(%error, "a check could not be deleted yet");
        again = now.saturating_add(MINUTE);
    }
    let inner = state.clone();
    state
        .store
        .write(move |tx| {
            recovery::password::apply_due(tx, now)?;
            orders::settle(tx, &inner, now)?;
            let check = store::checks::wiping::next_deadline(tx)?.map(|at| at.max(again));
            let order = store::orders::next_deadline(tx)?;
            let later = store::recovery::next_deadline(tx)?;
            let next = [approvals::sweep(tx, now)?, links::sweep(tx, now)?, check, later, order];
            let next = next.into_iter().flatten().min();
            if tidy {
                forget(tx, now)?;
            }
            Ok::<_, Failure>(next)
        })
        .await
}

/// When the next thing is due, and when the next check is.
fn next(tx: &store::Tx<'_>) -> Result<(Option<i64>, Option<i64>), StoreError> {
    let approvals = store::approvals::next_deadline(tx)?;
    let checks = store::checks::wiping::next_deadline(tx)?;
    let others = checks.into_iter().chain(store::recovery::next_deadline(tx)?);
    let others = others.chain(store::orders::next_deadline(tx)?);
    Ok((approvals.into_iter().chain(store::links::next_deadline(tx)?).chain(others).min(), checks))
}

fn forget(tx: &store::Tx<'_>, now: i64) -> Result<(), StoreError> {
    store::approvals::forget(tx, now - KEEP_APPROVALS)?;
    store::inbox::forget(tx, now - KEEP_NEWS)?;
    store::links::forget(tx, now - KEEP_FAILED_LINKS)?;
    store::oauth::forget(tx, now - KEEP_CODES)?;
    store::accounts::sweep_sign_ups(tx, now)?;
    store::actions::sweep(tx, now)?;
    store::recovery::sweep(tx, now)?;
    sessions::sweep(tx, now)?;
    limits::sweep(tx, now)?;
    recovery_codes::sweep(tx, now)?;
    remembered::sweep(tx, now)?;
    outbox::sweep(tx, now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SECOND;
    use crate::domain::links::{OfferState, Offered, Stage};
    use crate::state::testing;

    #[tokio::test]
    async fn whoever_waits_is_told_at_the_deadline_of_the_servers_clock() {
        let (_folder, state, clock) = testing::state();
        let sweeping = tokio::spawn(run(state.clone()));
        let Offered::Offer(offer) = links::offer(&state, "anna", "session").await.unwrap() else { panic!() };
        let mut page = state.wakeups.listen(Topic::Link(offer.id.clone()));
        clock.advance(300 * SECOND);
        page.changed().await;
        let OfferState { stage, .. } = links::state(&state, &offer.id, "session").await.unwrap().unwrap();
        assert_eq!(stage, Stage::Expired);
        let id = offer.id.clone();
        let link = state.store.read(move |tx| store::links::find(tx, &id)).await.unwrap().unwrap();
        assert_eq!(link.deadline, None, "it was swept, not only read as late");
        clock.advance(2 * DAY);
        while state
            .store
            .read({
                let id = offer.id.clone();
                move |tx| Ok::<_, StoreError>(store::links::find(tx, &id)?.is_some())
            })
            .await
            .unwrap()
        {
            tokio::task::yield_now().await;
        }
        sweeping.abort();
    }
}
