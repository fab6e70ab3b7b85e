//! An accepted recovery goes on where the dossier came from: by a token that only that phone's status shows.
//!
//! Who may: whoever has the token, once. What if early: it does not count until everybody who was told could stop it.
//! What if late: a day after that it ends. The token changes one thing; what that is, the caller decides by the trigger.

use kauth_protocol::checks::{State, Trigger};

use super::{Session, Stage, rows, save};
use crate::domain::devices::token_hash;
use crate::store::{StoreError, Tx};

/// The page that finishes; the token stands in its fragment (`#t=`).
pub const FINISH_PATH: &str = "/check/finish";

/// What the page that finishes a recovery sees before anything is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FinishView {
    /// It counts now.
    Ready(Finished),
    /// Not before this moment, Unix ms.
    NotBefore(i64),
    /// Unknown, used, late or stopped.
    Over,
}

/// What was proved, and so may be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The session.
    pub check: String,
    /// What it was for.
    pub trigger: Trigger,
    /// The account, where it was known when the session began.
    pub account: Option<String>,
}

fn judge(session: Option<&Session>, now: i64) -> FinishView {
    let accepted = session.filter(|session| session.stage == Stage::Claimed(State::Accepted));
    match accepted.and_then(|session| session.finish.as_ref().map(|finish| (session, finish))) {
        Some((_, finish)) if finish.used_at.is_some() || now >= finish.until => FinishView::Over,
        Some((_, finish)) if now < finish.from => FinishView::NotBefore(finish.from),
        Some((session, _)) => FinishView::Ready(Finished {
            check: session.id.clone(),
            trigger: session.trigger,
            account: session.account.clone(),
        }),
        None => FinishView::Over,
    }
}

/// What a token is good for, without using it.
///
/// # Errors
/// [`StoreError`].
pub fn peek(tx: &Tx<'_>, token: &str, now: i64) -> Result<FinishView, StoreError> {
    Ok(judge(rows::by_finish(tx, &token_hash(token))?.as_ref(), now))
}

/// Uses a token: [`FinishView::Ready`] once, in the transaction that does what it is for.
///
/// # Errors
/// [`StoreError`].
pub fn redeem(tx: &Tx<'_>, token: &str, now: i64) -> Result<FinishView, StoreError> {
    let found = rows::by_finish(tx, &token_hash(token))?;
    let view = judge(found.as_ref(), now);
    if matches!(view, FinishView::Ready(_))
        && let Some(mut session) = found
    {
        if let Some(finish) = &mut session.finish {
            finish.used_at = Some(now);
        }
        save(tx, &mut session, now)?;
    }
    Ok(view)
}
