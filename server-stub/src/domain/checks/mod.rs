//! kCheck: a person proves who they are, from the link to the deletion.
//!
//! `step` decides, purely; each other file is one call or one side: `opening` and `claim` begin a session, `answers` and
//! `phone` are what the person says, `uploads` and `submit` what the phone sends, `status` what it is told. `review` is the
//! staff's side, `reviewers` their keys, `finish` how a recovery goes on. `deletion` takes everything away again, and
//! `audit` keeps who did what.

mod answers;
pub mod audit;
mod claim;
pub mod deletion;
mod finish;
mod opening;
mod phone;
mod review;
mod reviewers;
mod session;
mod status;
pub mod step;
mod submit;
mod uploads;

use kauth_protocol::checks::State;
use kauth_protocol::jwk::PublicJwk;

pub use answers::{Answer, answer, stop, withdraw};
pub use claim::claim;
pub use finish::{FINISH_PATH, FinishView, Finished, peek, redeem};
pub use opening::{Begun, NewCheck, OPENINGS_IN_ALL, OPENINGS_OF_ADDRESS, PageView, Way, begin, view};
pub use phone::{ask_code, type_code};
pub use review::{
    Candidate, Decision, Dossier, Note, Queued, ReviewRefused, Sought, blob, decide, dossier, queue, seek,
};
pub use reviewers::{ReviewerAdded, add_reviewer, remove_reviewer, remove_reviewers_of};
pub use session::{Finishing, KEPT, Phone, Session, Stage};
pub use status::wait;
pub use submit::submit;
pub use uploads::{PutChunk, images, put_chunk};

use self::step::{Event, Refused, step};
use super::failure::Failure;
use super::recovery::phones;
use crate::blobs::CheckKey;
use crate::metrics::CheckOutcome;
use crate::state::AppState;
use crate::store::checks as rows;
use crate::store::{StoreError, Tx};
use crate::wakeups::Topic;

/// Why a phone's call was not granted.
#[derive(Debug, thiserror::Error)]
pub enum CheckRefused {
    /// No such session, or not this key's.
    #[error("no such session")]
    Unknown,
    /// The session says no.
    #[error("refused: {0:?}")]
    Refused(Refused),
    /// The proof is not by the key in the body.
    #[error("another key's proof")]
    AnotherKey,
    /// The bytes are not what their digest says.
    #[error("another digest")]
    Digest,
    /// More than a blob or a session may have.
    #[error("too large")]
    TooLarge,
    /// All sessions together have as much as they may.
    #[error("full")]
    Full,
    /// No message is sent to this number.
    #[error("number refused")]
    Number,
    /// Something of ours failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for CheckRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<Refused> for CheckRefused {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

/// The session with this id that this key claimed.
fn of_key(tx: &Tx<'_>, check: &str, thumbprint: &str) -> Result<Session, CheckRefused> {
    let session = rows::find(tx, check)?;
    session
        .filter(|session| session.key.as_ref().is_some_and(|key| key.thumbprint() == thumbprint))
        .ok_or(CheckRefused::Unknown)
}

/// What a phone is told about a session that is over; `None` while it goes on.
fn end_of(session: &Session) -> Option<Refused> {
    match session.stage {
        Stage::Void => Some(Refused::Void),
        stage if stage.is_over() => Some(Refused::Over),
        _ => None,
    }
}

/// Whether this key claimed the session: its proofs are remembered like a known device's.
///
/// # Errors
/// [`Failure`].
pub async fn is_key_of(state: &AppState, check: &str, thumbprint: &str) -> Result<bool, Failure> {
    let (check, thumbprint) = (check.to_owned(), thumbprint.to_owned());
    let found = state.store.read(move |tx| Ok::<_, Failure>(rows::find(tx, &check)?)).await?;
    let is = |key: &PublicJwk| key.thumbprint() == thumbprint;
    Ok(found.and_then(|session| session.key).as_ref().is_some_and(is))
}

/// A session's own key. Without it the session cannot go on.
fn key_of(state: &AppState, check: &str) -> Result<CheckKey, Failure> {
    state.blobs.key(check)?.ok_or(Failure::Store(StoreError::Unreadable("a check's key is missing")))
}

/// Applies an event to a session and writes back what changed; gives the session, and what the caller is told.
fn apply(
    tx: &Tx<'_>,
    session: Session,
    event: Event<'_>,
    now: i64,
) -> Result<(Session, Result<(), Refused>), StoreError> {
    let before = session.clone();
    let (mut after, told) = step(session, event, now);
    if after != before {
        save(tx, &mut after, now)?;
        if after.stage != before.stage {
            tx.count_check(outcome(after.stage));
        }
    }
    Ok((after, told))
}

/// Ends a session; one that is over already, or that does not end by this, stays as it is.
fn end(tx: &Tx<'_>, session: Session, event: Event<'_>, now: i64) -> Result<(), StoreError> {
    apply(tx, session, event, now).map(|_| ())
}

const fn outcome(stage: Stage) -> CheckOutcome {
    match stage {
        Stage::Offered => CheckOutcome::Offered,
        Stage::Void => CheckOutcome::Void,
        Stage::Claimed(state) => match state {
            State::Open => CheckOutcome::Open,
            State::Submitted => CheckOutcome::Submitted,
            State::InReview => CheckOutcome::InReview,
            State::RetakeAsked => CheckOutcome::RetakeAsked,
            State::Accepted => CheckOutcome::Accepted,
            State::Refused => CheckOutcome::Refused,
            State::Expired => CheckOutcome::Expired,
            State::Withdrawn => CheckOutcome::Withdrawn,
            State::Replaced => CheckOutcome::Replaced,
            State::Unreadable => CheckOutcome::Unreadable,
            State::Stopped => CheckOutcome::Stopped,
        },
    }
}

/// Writes a session, wakes its page, its phone and the sweeper, and tells the account's phones what follows.
fn save(tx: &Tx<'_>, session: &mut Session, now: i64) -> Result<(), StoreError> {
    rows::update(tx, session)?;
    phones::check_saved(tx, session, now)?;
    tx.wake(Topic::Check(session.id.clone()));
    if session.stage.is_over() {
        tx.wake(Topic::Deadlines);
    }
    Ok(())
}
