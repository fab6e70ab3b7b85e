//! Linked phones are told of a recovery like addresses and numbers, through their inbox: one notice a recovery, replaced
//! by its outcome, with the link that stops it. What they are told is looked up when they fetch it.
//!
//! What if twice: the same notice again. What if late: what is over is told as over. A phone that is linked meanwhile gets
//! it with its first snapshot.

use data_encoding::BASE64URL_NOPAD;
use kauth_protocol::checks::State;
use kauth_protocol::inbox::{Event, RecoveryState};
use sha2::{Digest, Sha256};

use super::stop;
use crate::clock::{DAY, SECOND};
use crate::domain::checks::{Session, Stage};
use crate::state::AppState;
use crate::store::inbox::{self, News};
use crate::store::recovery_notices::{self as rows, RecoveryNotice};
use crate::store::{StoreError, Tx, devices, links};
use crate::wakeups::Topic;

/// How long an outcome is told: a phone may be in a drawer.
const OUTCOME: i64 = 7 * DAY;

/// What a notice is about.
#[derive(Clone, Copy)]
pub enum About<'a> {
    /// A forgotten password of this account, by its place in the store.
    Password(&'a str, &'a str),
    /// A kCheck session.
    Check(&'a str),
    /// A stand-in name of this account.
    StandIn(&'a str),
}

impl About<'_> {
    /// What phones know it by: nothing can be done with it.
    fn id(self) -> String {
        let what = match self {
            Self::Password(account, id) => format!("password {account} {id}"),
            Self::Check(check) => format!("check {check}"),
            Self::StandIn(account) => format!("stand-in {account}"),
        };
        BASE64URL_NOPAD.encode(&Sha256::digest(what))
    }
}

/// What to tell of it.
pub struct Told<'a> {
    /// How it stands.
    pub state: RecoveryState,
    /// From when on it counts, Unix ms.
    pub counts_at: Option<i64>,
    /// Until when it is told, Unix ms.
    pub ends_at: i64,
    /// The link that stops it.
    pub stop: Option<&'a stop::Link>,
}

/// Tells every linked phone of an account.
///
/// # Errors
/// [`StoreError`].
pub fn tell(
    tx: &Tx<'_>,
    account: &str,
    about: About<'_>,
    told: Told<'_>,
    now: i64,
) -> Result<(), StoreError> {
    let notice = RecoveryNotice {
        id: about.id(),
        account: account.to_owned(),
        state: told.state,
        counts_at: told.counts_at,
        ends_at: told.ends_at,
        stop: told.stop.map(|link| link.id.clone()),
    };
    rows::put(tx, &notice)?;
    announce(tx, &notice, now)
}

fn announce(tx: &Tx<'_>, notice: &RecoveryNotice, now: i64) -> Result<(), StoreError> {
    for device in links::active_of_account(tx, &notice.account)?.into_iter().filter_map(|link| link.device) {
        let news = News::Recovery { account: notice.account.clone(), recovery: notice.id.clone() };
        inbox::add(tx, &device, &news, now)?;
        // What came to nothing is worth no push: the phone takes its notice away when it next comes.
        if notice.state != RecoveryState::Over && devices::subscription(tx, &device)?.is_some() {
            tx.call(&device, notice.ends_at);
        }
        tx.wake(Topic::Inbox(device));
    }
    Ok(())
}

/// How a recovery ended: `Done` and `Stopped` are told for days, `Over` takes the notice away. Where nothing was told
/// nothing is.
///
/// # Errors
/// [`StoreError`].
pub fn ended(tx: &Tx<'_>, about: About<'_>, state: RecoveryState, now: i64) -> Result<(), StoreError> {
    match rows::find(tx, &about.id(), now)? {
        Some(notice) => end(tx, notice, state, now),
        None => Ok(()),
    }
}

fn end(tx: &Tx<'_>, notice: RecoveryNotice, state: RecoveryState, now: i64) -> Result<(), StoreError> {
    if !notice.state.is_open() {
        return Ok(());
    }
    let notice = RecoveryNotice { state, ends_at: now.saturating_add(OUTCOME), stop: None, ..notice };
    if state == RecoveryState::Over {
        rows::remove(tx, &notice.id)?;
    } else {
        rows::put(tx, &notice)?;
    }
    announce(tx, &notice, now)
}

/// Everything of an account was stopped but its kCheck sessions, which end by themselves.
///
/// # Errors
/// [`StoreError`].
pub fn stopped(tx: &Tx<'_>, account: &str, now: i64) -> Result<(), StoreError> {
    for notice in rows::of_account(tx, account, now)? {
        if !matches!(notice.state, RecoveryState::CheckBegun | RecoveryState::CheckAccepted) {
            end(tx, notice, RecoveryState::Stopped, now)?;
        }
    }
    Ok(())
}

/// The password that counts later: it does now, or another took its place.
///
/// # Errors
/// [`StoreError`].
pub fn password_ended(tx: &Tx<'_>, account: &str, state: RecoveryState, now: i64) -> Result<(), StoreError> {
    for notice in rows::of_account(tx, account, now)? {
        if notice.state == RecoveryState::PasswordLater {
            end(tx, notice, state, now)?;
        }
    }
    Ok(())
}

/// Until when a new password that counts from then on is told.
#[must_use]
pub const fn told_until(counts_at: i64) -> i64 {
    counts_at.saturating_add(OUTCOME)
}

/// A kCheck session was written: what its end, or a phone that claimed it, means for the notice about it.
///
/// # Errors
/// [`StoreError`].
pub fn check_saved(tx: &Tx<'_>, session: &Session, now: i64) -> Result<(), StoreError> {
    let about = About::Check(&session.id);
    match session.stage {
        // What was accepted goes on, and is told by who accepted it.
        Stage::Claimed(State::Accepted) => Ok(()),
        Stage::Claimed(State::Stopped) => ended(tx, about, RecoveryState::Stopped, now),
        stage if stage.is_over() => ended(tx, about, RecoveryState::Over, now),
        _ => {
            let notice = rows::find(tx, &about.id(), now)?;
            let (Some(notice), Some(deadline)) = (notice, session.deadline) else { return Ok(()) };
            if notice.ends_at == deadline {
                return Ok(());
            }
            let notice = RecoveryNotice { ends_at: deadline, ..notice };
            rows::put(tx, &notice)?;
            announce(tx, &notice, now)
        }
    }
}

/// What a phone is told now about a notice; of one that is not told any more, that it is over.
///
/// # Errors
/// [`StoreError`].
pub fn event(
    tx: &Tx<'_>,
    state: &AppState,
    account: &str,
    recovery: &str,
    now: i64,
) -> Result<Event, StoreError> {
    let notice = rows::find(tx, recovery, now)?.filter(|notice| notice.account == account);
    Ok(notice.map_or_else(
        || Event::RecoveryChanged {
            account: account.to_owned(),
            recovery: recovery.to_owned(),
            state: RecoveryState::Over,
            counts_in: None,
            remaining: 0,
            stop: None,
        },
        |notice| of(state, notice, now),
    ))
}

/// What a phone that has nothing yet is told about an account.
///
/// # Errors
/// [`StoreError`].
pub fn open(tx: &Tx<'_>, state: &AppState, account: &str, now: i64) -> Result<Vec<Event>, StoreError> {
    Ok(rows::of_account(tx, account, now)?.into_iter().map(|notice| of(state, notice, now)).collect())
}

fn of(state: &AppState, notice: RecoveryNotice, now: i64) -> Event {
    // Rounded up: who counts down to 0 is not early.
    let seconds = |until: i64| {
        u64::try_from(until.saturating_sub(now).saturating_add(SECOND - 1).max(0) / SECOND).unwrap_or(0)
    };
    // A password that counts cannot be stopped any more.
    let late = notice.state == RecoveryState::PasswordLater && notice.counts_at.is_some_and(|at| at <= now);
    Event::RecoveryChanged {
        counts_in: notice.counts_at.map(seconds),
        remaining: seconds(notice.ends_at),
        stop: notice.stop.filter(|_| !late).map(|id| stop::link(state, &id)),
        account: notice.account,
        recovery: notice.id,
        state: notice.state,
    }
}
