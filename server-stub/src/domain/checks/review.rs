//! The staff's side: what waits, one dossier, one picture, a decision.
//!
//! Who may: an account with the support role and a key for which the session was encrypted, never about itself. Every look
//! is a line of the audit log before it is a reply. What if late: refused after the deadline, whatever was swept. What if
//! two decide: a decision names the manifest that was looked at, and the first one stands.

mod deciding;
mod reading;
mod seeking;
mod telling;

use kauth_protocol::checks::{State, Trigger};

use super::step::Refused;
use super::{Session, Stage, rows};
use crate::clock::{HOUR, SECOND};
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::{StoreError, Tx, accounts};

pub use deciding::{Decision, decide};
pub use reading::{Dossier, Note, blob, dossier};
pub use seeking::{Candidate, Sought, seek};

/// Less than this until the deadline is urgent.
const NEAR: i64 = 12 * HOUR;

/// Why staff is not shown something, or a decision is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReviewRefused {
    /// No support role, no key for this session, or the reviewer's own dossier.
    #[error("not allowed")]
    NotAllowed,
    /// No such session or picture.
    #[error("unknown")]
    Unknown,
    /// Its time is up, or it is decided.
    #[error("over")]
    Over,
    /// Nobody looked at what is there now, or it changed since.
    #[error("changed")]
    Changed,
    /// A retake of nothing, of what is not there, or once too often; a note that may not be shown.
    #[error("malformed")]
    Malformed,
    /// It is about an account already, or about none at all.
    #[error("has its account")]
    HasAccount,
    /// Accepting wants the account that the reviewer looked up, and that one was not.
    #[error("not looked up")]
    NotSought,
    /// Something of ours failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for ReviewRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<Refused> for ReviewRefused {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Over | Refused::Void => Self::Over,
            Refused::Malformed => Self::Malformed,
            _ => Self::Changed,
        }
    }
}

/// One that waits, the most urgent first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// The session.
    pub check: String,
    /// Why it was asked for.
    pub trigger: Trigger,
    /// Who asked.
    pub asker: String,
    /// Submitted or in review.
    pub state: State,
    /// Whether its deadline is near.
    pub urgent: bool,
    /// Seconds since it was sent.
    pub waits: u64,
    /// Seconds until it is deleted.
    pub remaining: u64,
}

fn staff_may(tx: &Tx<'_>, staff: &str) -> Result<(), ReviewRefused> {
    let support = accounts::find(tx, staff)?.is_some_and(|account| account.support);
    if support { Ok(()) } else { Err(ReviewRefused::NotAllowed) }
}

/// The session, for staff that may read it now.
fn readable(tx: &Tx<'_>, staff: &str, check: &str, now: i64) -> Result<Session, ReviewRefused> {
    staff_may(tx, staff)?;
    let session = rows::find(tx, check)?.ok_or(ReviewRefused::Unknown)?.at(now);
    let readers = rows::reviewers::of_session(tx, check)?;
    let reads = readers.iter().any(|reader| reader.account == staff && reader.removed_at.is_none());
    if !session.stage.is_over() && (!reads || session.account.as_deref() == Some(staff)) {
        return Err(ReviewRefused::NotAllowed);
    }
    match session.stage {
        Stage::Claimed(State::Submitted | State::InReview | State::RetakeAsked) => Ok(session),
        Stage::Claimed(State::Open) | Stage::Offered => Err(ReviewRefused::Unknown),
        _ => Err(ReviewRefused::Over),
    }
}

/// What waits for this staff account.
///
/// # Errors
/// [`ReviewRefused`].
pub async fn queue(state: &AppState, staff: &str) -> Result<Vec<Queued>, ReviewRefused> {
    let (now, staff) = (state.now(), staff.to_owned());
    let sessions = state
        .store
        .read(move |tx| {
            staff_may(tx, &staff)?;
            let mut all = rows::waiting_for(tx, &staff)?;
            all.retain(|session| session.account.as_deref() != Some(&staff));
            Ok::<_, ReviewRefused>(all)
        })
        .await?;
    let seconds = |ms: i64| u64::try_from(ms.max(0) / SECOND).unwrap_or(0);
    let mut queued: Vec<(bool, i64, Queued)> = Vec::new();
    for session in sessions.into_iter().map(|session| session.at(now)) {
        let Stage::Claimed(stands) = session.stage else { continue };
        if stands.is_over() {
            continue;
        }
        let left = session.deadline.unwrap_or(now).saturating_sub(now);
        let since = session.submitted_at.unwrap_or(now);
        let locked_out = session.is_recovery();
        queued.push((
            locked_out,
            since,
            Queued {
                check: session.id,
                trigger: session.trigger,
                asker: session.asker,
                state: stands,
                urgent: left < NEAR,
                waits: seconds(now.saturating_sub(since)),
                remaining: seconds(left),
            },
        ));
    }
    // First what is deleted soon, then who cannot get in, then who waits longest.
    queued.sort_by_key(|(locked_out, since, queued)| (!queued.urgent, !locked_out, *since));
    Ok(queued.into_iter().map(|(_, _, queued)| queued).collect())
}
