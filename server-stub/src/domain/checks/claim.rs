//! A phone claims a token with a fresh key: the 72 hours begin, K_s is made, the description is signed.
//!
//! Who may: whoever has the token, once. What if twice: the same key gets the same reply, another key makes it void on
//! both. What if late: the token has ended. What if killed here: the file of K_s may be there without a claim; the next
//! claim replaces it, or the next start sweeps it.

use kauth_protocol::checks::{ClaimRequest, ClaimResponse, Description, RETENTION, Trigger};
use kauth_protocol::jwk::Jwks;
use kauth_protocol::{VERSION, b64};

use super::step::{Event, Refused};
use super::{CheckRefused, Session, Stage, apply, deletion, rows};
use crate::clock::SECOND;
use crate::crash_point;
use crate::domain::devices::token_hash;
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::{Tx, accounts};

/// Claims a token for the session key with this thumbprint (its DPoP proof was checked).
///
/// # Errors
/// [`CheckRefused`].
pub async fn claim(
    state: &AppState,
    thumbprint: &str,
    request: ClaimRequest,
) -> Result<ClaimResponse, CheckRefused> {
    if !b64::is_token(&request.token) || request.session_key.to_sec1().is_none() {
        return Err(Refused::Malformed.into());
    }
    if request.session_key.thumbprint() != thumbprint {
        return Err(CheckRefused::AnotherKey);
    }
    let inner = state.clone();
    let (check, told) = state
        .store
        .write(move |tx| {
            let taken = take(tx, &inner, &request, inner.now())?;
            crash_point("checks.claim.before_commit");
            Ok::<_, CheckRefused>(taken)
        })
        .await?;
    crash_point("checks.claim.after_commit");
    if matches!(told, Err(Refused::Void)) {
        deletion::wipe_or_leave(state, &check).await;
    }
    Ok(told?)
}

type Taken = (String, Result<ClaimResponse, Refused>);

fn take(tx: &Tx<'_>, state: &AppState, request: &ClaimRequest, now: i64) -> Result<Taken, CheckRefused> {
    let Some(session) = rows::by_token(tx, &token_hash(&request.token))? else {
        return Ok((String::new(), Err(Refused::Over)));
    };
    let id = session.id.clone();
    let first = session.stage == Stage::Offered;
    let (mut claimed, told) = apply(tx, session, Event::Claim { key: &request.session_key }, now)?;
    if let Err(refused) = told {
        return Ok((id, Err(refused)));
    }
    if first {
        // Before the commit: a claim that stands has its key on the disk.
        state.blobs.make_key(&id, &*state.random)?;
        crash_point("checks.claim.key_made");
        claimed.description = Some(describe(tx, state, &claimed, now)?);
        super::save(tx, &mut claimed, now)?;
    }
    let reviewers = rows::reviewers::of_session(tx, &id)?;
    let left = claimed.deadline.map_or(0, |deadline| deadline.saturating_sub(now).max(0) / SECOND);
    let response = ClaimResponse {
        check: id.clone(),
        description: claimed.description.unwrap_or_default(),
        reviewers: Jwks { keys: reviewers.into_iter().map(|reviewer| reviewer.key).collect() },
        remaining: u64::try_from(left).unwrap_or(0),
    };
    Ok((id, Ok(response)))
}

fn describe(tx: &Tx<'_>, state: &AppState, session: &Session, now: i64) -> Result<String, Failure> {
    let account = match (&session.account, session.trigger) {
        (None, _) => None,
        // Anybody may have typed the login: whoever claims must not learn whether somebody has it.
        (_, Trigger::ForgottenPassword | Trigger::ForgottenLogin | Trigger::Unlock) => None,
        (Some(account), _) => accounts::label(tx, account)?,
    };
    let description = Description {
        v: VERSION,
        iss: state.origin.clone(),
        jti: session.id.clone(),
        key: session.key.as_ref().map(kauth_protocol::jwk::PublicJwk::thumbprint).unwrap_or_default(),
        trigger: session.trigger,
        account,
        asker: session.asker.clone(),
        begun: session.begun.clone(),
        documents: session.documents.clone(),
        location: session.location,
        reviewers: session.reviewers.clone(),
        retention: RETENTION,
        iat: now.div_euclid(SECOND),
    };
    Ok(state.keys.sign(description.unsigned(state.keys.thumbprint()))?)
}
