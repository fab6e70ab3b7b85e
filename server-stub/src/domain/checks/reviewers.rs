//! Who reads dossiers: staff with the support role, by keys that live in their browsers.
//!
//! A new key is for new sessions only, because the link's `r` names those that may read. A removed key reads nothing
//! more; a session that has none left is unreadable, and goes at once.

use kauth_protocol::checks::MAX_REVIEWERS;
use kauth_protocol::display::{self, MAX_LABEL};
use kauth_protocol::jwk::PublicJwk;
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};

use super::step::Event;
use super::{audit, deletion, end, rows};
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::checks::reviewers::{self, Reviewer};
use crate::store::{StoreError, Tx, accounts};

/// What became of adding a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewerAdded {
    /// New sessions are encrypted for it, too.
    Added {
        /// Its id.
        id: String,
    },
    /// The account has no support role, or is none.
    NotStaff,
    /// The key is no point of the curve, or the name may not be shown.
    Malformed,
    /// This key was added before.
    Known,
    /// There are as many as a session may have.
    TooMany,
}

/// Whether the key is a point of P-256: one that is not would make every dossier impossible to seal.
fn is_point(key: &PublicJwk) -> bool {
    let random = ring::rand::SystemRandom::new();
    let (Some(point), Ok(own)) = (key.to_sec1(), EphemeralPrivateKey::generate(&ECDH_P256, &random)) else {
        return false;
    };
    agree_ephemeral(own, &UnparsedPublicKey::new(&ECDH_P256, point), |_| ()).is_ok()
}

/// Adds a key of a staff account.
///
/// # Errors
/// [`Failure`].
pub async fn add_reviewer(
    state: &AppState,
    staff: &str,
    name: &str,
    key: PublicJwk,
) -> Result<ReviewerAdded, Failure> {
    if display::check_text(name, MAX_LABEL).is_err() || !is_point(&key) {
        return Ok(ReviewerAdded::Malformed);
    }
    let (inner, account, name) = (state.clone(), staff.to_owned(), name.to_owned());
    state
        .store
        .write(move |tx| {
            if !accounts::find(tx, &account)?.is_some_and(|account| account.support) {
                return Ok(ReviewerAdded::NotStaff);
            }
            if reviewers::is_known(tx, &key.thumbprint())? {
                return Ok(ReviewerAdded::Known);
            }
            if reviewers::active(tx)?.len() >= MAX_REVIEWERS {
                return Ok(ReviewerAdded::TooMany);
            }
            let (id, now) = (inner.random.id()?, inner.now());
            let reviewer = Reviewer {
                id: id.clone(),
                account: account.clone(),
                name,
                key,
                added_at: now,
                removed_at: None,
            };
            reviewers::insert(tx, &reviewer)?;
            audit::append(tx, audit::Who::Staff(&account), audit::What::AddedReviewer, &id, "", now)?;
            Ok::<_, Failure>(ReviewerAdded::Added { id })
        })
        .await
}

/// Removes a key, by staff; `false` if there is no such key. Sessions that nobody can read any more are deleted.
///
/// # Errors
/// [`Failure`].
pub async fn remove_reviewer(state: &AppState, staff: &str, reviewer: &str) -> Result<bool, Failure> {
    let (inner, staff, id) = (state.clone(), staff.to_owned(), reviewer.to_owned());
    let (removed, unreadable) = state
        .store
        .write(move |tx| {
            let now = inner.now();
            let is_staff = accounts::find(tx, &staff)?.is_some_and(|account| account.support);
            if !is_staff || !reviewers::remove(tx, &id, now)? {
                return Ok((false, Vec::new()));
            }
            audit::append(tx, audit::Who::Staff(&staff), audit::What::RemovedReviewer, &id, "", now)?;
            let unreadable = rows::without_reader(tx)?;
            let ids = unreadable.iter().map(|session| session.id.clone()).collect();
            for session in unreadable {
                end(tx, session, Event::Unreadable, now)?;
            }
            Ok::<_, Failure>((true, ids))
        })
        .await?;
    for check in unreadable {
        deletion::wipe_or_leave(state, &check).await;
    }
    Ok(removed)
}

/// A staff account is closed: its keys read nothing more. What nobody can read then, the sweeper deletes.
///
/// # Errors
/// [`StoreError`].
pub fn remove_reviewers_of(tx: &Tx<'_>, staff: &str, now: i64) -> Result<(), StoreError> {
    for key in reviewers::active(tx)?.into_iter().filter(|key| key.account == staff) {
        reviewers::remove(tx, &key.id, now)?;
        audit::append(tx, audit::Who::Server, audit::What::RemovedReviewer, &key.id, "", now)?;
    }
    tx.wake(crate::wakeups::Topic::Deadlines);
    Ok(())
}
