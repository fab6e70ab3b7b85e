//! Everything of a session goes when it is over, and 72 hours after its claim at the latest.
//!
//! First K_s is destroyed: from then on what is stored is noise. Then the files, then the rows (`secure_delete`), then
//! the write-ahead log is emptied; only then is the session written down as wiped, with a line in the audit log and a
//! signed head. Interrupted anywhere, the next round begins again: every step is harmless twice. Before the server serves
//! it makes good what was due meanwhile. Nothing's refusal waits for this: whoever reads looks at the clock.

use std::collections::HashSet;

use kauth_protocol::checks::{LocationWish, State};

use super::step::Event;
use super::{Session, audit, end, rows, save};
use crate::clock::{DAY, HOUR};
use crate::crash_point;
use crate::domain::failure::Failure;
use crate::metrics::CheckOutcome;
use crate::state::AppState;
use crate::store::checks::{dossiers, wiping};
use crate::store::{StoreError, Tx};

/// How a session ended is kept this long for its phone: the state, no person.
const KEEP_OUTCOME: i64 = 7 * DAY;
/// How often a log that is in use is tried at once; then the sweeper comes again.
const TRIES: usize = 3;

/// Ends what is due, and wipes what is over.
///
/// # Errors
/// [`Failure`]; the next round begins again.
pub async fn sweep(state: &AppState, now: i64) -> Result<(), Failure> {
    let inner = state.clone();
    let over = state
        .store
        .write(move |tx| {
            for session in wiping::late(tx, now)? {
                let mut late = session.at(now);
                save(tx, &mut late, now)?;
                tx.count_check(CheckOutcome::Expired);
            }
            for session in rows::without_reader(tx)? {
                end(tx, session, Event::Unreadable, now)?;
            }
            for session in wiping::unclaimed(tx, now)? {
                lapse(tx, session, now)?;
            }
            wiping::forget(tx, now, now.saturating_sub(KEEP_OUTCOME))?;
            wiping::forget_news(tx, now.saturating_sub(HOUR))?;
            rows::limits::forget(tx, now.saturating_sub(DAY), now.saturating_sub(HOUR))?;
            audit::keep_hourly(tx, &inner, now)?;
            Ok::<_, Failure>(wiping::unwiped(tx)?)
        })
        .await?;
    // One that cannot be deleted yet holds up no other.
    let mut failed = None;
    for session in over {
        if let Err(error) = wipe(state, &session.id).await {
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Before serving: what a crash left behind goes, and what was due while the server was down.
///
/// # Errors
/// [`Failure`]: then nothing may be served.
pub async fn at_start(state: &AppState) -> Result<(), Failure> {
    let (inner, now) = (state.clone(), state.now());
    let (files, keys) = state
        .store
        .write(move |tx| {
            let claimed = rows::claimed(tx)?;
            let mut keyed: HashSet<String> = inner.blobs.keys()?.into_iter().collect();
            for session in claimed {
                // Put back from a backup, which has no keys: nobody will ever read it.
                if !keyed.remove(&session.id) {
                    end(tx, session, Event::Unreadable, now)?;
                }
            }
            for session in wiping::unwiped(tx)? {
                keyed.remove(&session.id);
            }
            let known: HashSet<String> = dossiers::files(tx)?.into_iter().collect();
            let names = inner.blobs.names()?;
            let files: Vec<String> = names.into_iter().filter(|name| !known.contains(name)).collect();
            Ok::<_, Failure>((files, keyed))
        })
        .await?;
    let blobs = state.blobs.clone();
    let cleaning = tokio::task::spawn_blocking(move || {
        keys.iter().try_for_each(|check| blobs.destroy_key(check))?;
        if files.is_empty() { Ok(()) } else { blobs.remove(files.iter().map(String::as_str)) }
    });
    cleaning.await.map_err(|_| Failure::Computation("sweeping files"))??;
    sweep(state, now).await
}

/// Wipes a session that is over; what fails is logged, and the sweeper comes again.
pub(super) async fn wipe_or_leave(state: &AppState, check: &str) {
    if let Err(error) = wipe(state, check).await {
        tracing::error!(%error, "a check could not be deleted yet");
    }
}

async fn wipe(state: &AppState, check: &str) -> Result<(), Failure> {
    let id = check.to_owned();
    let files = state
        .store
        .read(move |tx| {
            let over = rows::find(tx, &id)?
                .is_some_and(|session| session.stage.is_over() && session.wiped_at.is_none());
            if over { Ok(Some(dossiers::chunks(tx, &id)?)) } else { Ok::<_, Failure>(None) }
        })
        .await?;
    let Some(files) = files else { return Ok(()) };
    let (blobs, id) = (state.blobs.clone(), check.to_owned());
    let destroying = tokio::task::spawn_blocking(move || {
        blobs.destroy_key(&id)?;
        crash_point("checks.wipe.key_destroyed");
        if files.is_empty() { Ok(()) } else { blobs.remove(files.iter().map(|chunk| chunk.file.as_str())) }
    });
    destroying.await.map_err(|_| Failure::Computation("destroying a key"))??;
    crash_point("checks.wipe.files_removed");
    let (id, now) = (check.to_owned(), state.now());
    state.store.write(move |tx| clear(tx, &id, now)).await?;
    crash_point("checks.wipe.rows_deleted");
    for _ in 0..TRIES {
        if state.store.empty_log().await? {
            let (inner, id) = (state.clone(), check.to_owned());
            state.store.write(move |tx| wiped(tx, &inner, &id)).await?;
            crash_point("checks.wipe.done");
            return Ok(());
        }
        tokio::task::yield_now().await;
    }
    tracing::warn!("the write-ahead log is in use: a deletion is not complete yet");
    Ok(())
}

/// Nobody claimed its token in time: there is no dossier to delete, and the page that offered it says that it is over.
fn lapse(tx: &Tx<'_>, session: Session, now: i64) -> Result<(), StoreError> {
    wiping::delete_rows(tx, &session.id)?;
    let until = session.token_until;
    let mut lapsed = Session { wiped_at: Some(now), ..bare(session.ended(State::Expired, until), now) };
    save(tx, &mut lapsed, now)
}

/// Deletes all rows, and of the session all but how it ended.
fn clear(tx: &Tx<'_>, check: &str, now: i64) -> Result<(), Failure> {
    wiping::delete_rows(tx, check)?;
    let Some(session) = rows::find(tx, check)? else { return Ok(()) };
    let mut bare = bare(session.clone(), now);
    if bare != session {
        save(tx, &mut bare, now)?;
    }
    Ok(())
}

/// Of a session how it ended, and whose it is as long as that can still be finished.
fn bare(session: Session, now: i64) -> Session {
    Session {
        account: session.account.clone().filter(|_| {
            session.finish.as_ref().is_some_and(|finish| finish.used_at.is_none() && now < finish.until)
        }),
        asker: String::new(),
        begun: Vec::new(),
        documents: Vec::new(),
        location: LocationWish::None,
        language: String::new(),
        reviewers: String::new(),
        description: None,
        phone: super::Phone { step: session.phone.step, ..super::Phone::default() },
        location_given: None,
        document: None,
        retake: Vec::new(),
        ..session
    }
}

fn wiped(tx: &Tx<'_>, state: &AppState, check: &str) -> Result<(), Failure> {
    let Some(mut session) = rows::find(tx, check)?.filter(|session| session.wiped_at.is_none()) else {
        return Ok(());
    };
    let now = state.now();
    session.wiped_at = Some(now);
    save(tx, &mut session, now)?;
    tx.count_check(CheckOutcome::Deleted);
    audit::append(tx, audit::Who::Server, audit::What::Deleted, check, session.stage.as_str(), now)?;
    audit::keep_head(tx, state, now)
}

/// What a session was for is no more: it ends, unless it is over; what is left of it goes with the next round.
///
/// # Errors
/// [`StoreError`].
pub fn stop(tx: &Tx<'_>, check: &str, now: i64) -> Result<(), StoreError> {
    match rows::find(tx, check)? {
        Some(session) => end(tx, session, Event::Stop, now),
        None => Ok(()),
    }
}

/// The account is closed: its sessions end.
///
/// # Errors
/// [`StoreError`].
pub fn end_of_account(tx: &Tx<'_>, account: &str, now: i64) -> Result<(), StoreError> {
    for session in rows::open_of_account(tx, account)? {
        end(tx, session, Event::Stop, now)?;
    }
    Ok(())
}
