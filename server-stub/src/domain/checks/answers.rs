//! What the person says: consent, location, document, and *I withdraw*.
//!
//! Who may: the key that claimed. What if twice: the same again. What if late: the session is over. What if killed
//! here: the answer stands or does not, and the same call again finds out.

use kauth_protocol::checks::DocumentKind;

use super::step::Event;
use super::{CheckRefused, apply, deletion, of_key, rows};
use crate::crash_point;
use crate::domain::failure::Failure;
use crate::state::AppState;

/// An answer of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Agrees to the description with this hash.
    Consent {
        /// SHA-256 of the compact description, base64url.
        description_sha256: String,
    },
    /// The location will travel with the dossier.
    LocationGiven,
    /// It will not.
    LocationDeclined,
    /// This will be photographed.
    Document(DocumentKind),
}

/// Takes an answer.
///
/// # Errors
/// [`CheckRefused`].
pub async fn answer(
    state: &AppState,
    check: &str,
    thumbprint: &str,
    answer: Answer,
) -> Result<(), CheckRefused> {
    let (inner, check, thumbprint) = (state.clone(), check.to_owned(), thumbprint.to_owned());
    let told = state
        .store
        .write(move |tx| {
            let session = of_key(tx, &check, &thumbprint)?;
            let event = match &answer {
                Answer::Consent { description_sha256 } => Event::Consent { sha256: description_sha256 },
                Answer::LocationGiven => Event::Location(true),
                Answer::LocationDeclined => Event::Location(false),
                Answer::Document(kind) => Event::Document(*kind),
            };
            let (_, told) = apply(tx, session, event, inner.now())?;
            crash_point("checks.answer.before_commit");
            Ok::<_, CheckRefused>(told)
        })
        .await?;
    crash_point("checks.answer.after_commit");
    Ok(told?)
}

/// The person withdraws: everything of the session is deleted before this returns; what cannot be, by the sweeper.
///
/// # Errors
/// [`CheckRefused`]; a session that is over already is none.
pub async fn withdraw(state: &AppState, check: &str, thumbprint: &str) -> Result<(), CheckRefused> {
    let (inner, id, thumbprint) = (state.clone(), check.to_owned(), thumbprint.to_owned());
    let told = state
        .store
        .write(move |tx| {
            let session = of_key(tx, &id, &thumbprint)?;
            Ok::<_, CheckRefused>(apply(tx, session, Event::Withdraw, inner.now())?.1)
        })
        .await?;
    deletion::wipe_or_leave(state, check).await;
    match told {
        // There is nothing left to withdraw.
        Err(super::step::Refused::Void) => Ok(()),
        told => Ok(told?),
    }
}

/// Somebody who was told at the account's addresses stops it; `false` if there is nothing to stop.
///
/// # Errors
/// [`Failure`].
pub async fn stop(state: &AppState, check: &str) -> Result<bool, Failure> {
    let (inner, id) = (state.clone(), check.to_owned());
    let stopped = state
        .store
        .write(move |tx| {
            let Some(mut session) = rows::find(tx, &id)? else { return Ok(false) };
            let now = inner.now();
            // An accepted recovery that was not finished can be stopped, too: that is what it waits for.
            if session.finish.as_ref().is_some_and(|finish| finish.used_at.is_none() && now < finish.until) {
                session.finish = None;
                session.account = None;
                session.stage = super::Stage::Claimed(kauth_protocol::checks::State::Stopped);
                super::save(tx, &mut session, now)?;
                return Ok(true);
            }
            Ok::<_, Failure>(apply(tx, session, Event::Stop, now)?.1.is_ok())
        })
        .await?;
    deletion::wipe_or_leave(state, check).await;
    Ok(stopped)
}
