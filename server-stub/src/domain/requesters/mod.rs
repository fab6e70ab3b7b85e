//! Clients of the requester API: an existing login asks a person's phone.
//!
//! A secret is 256 random bits, so its plain hash is enough to store it.

use kauth_protocol::MAX_WAIT;
use kauth_protocol::approvals::State;
use subtle::ConstantTimeEq;

use super::approvals::step::{Consumption, Requester};
use super::approvals::{self, ApprovalView};
use super::devices::token_hash;
use super::failure::Failure;
use crate::clock::SECOND;
use crate::crash_point;
use crate::state::AppState;
use crate::store::clients as rows;

/// What a client signs in with. The secret is shown once.
pub struct Credentials {
    /// Client id.
    pub id: String,
    /// Client secret.
    pub secret: zeroize::Zeroizing<String>,
}

/// Makes a client.
///
/// # Errors
/// [`Failure`].
pub async fn create(state: &AppState, name: &str) -> Result<Credentials, Failure> {
    let (id, secret) = (state.random.id()?, zeroize::Zeroizing::new(state.random.token()?));
    let (client, hash, name, now) = (id.clone(), token_hash(&secret), name.to_owned(), state.now());
    state.store.write(move |tx| rows::insert(tx, &client, &name, &hash, now)).await?;
    Ok(Credentials { id, secret })
}

/// Ends a client: its secret counts no more. `false` if there is none.
///
/// # Errors
/// [`Failure`].
pub async fn end(state: &AppState, id: &str) -> Result<bool, Failure> {
    let (id, now) = (id.to_owned(), state.now());
    Ok(state.store.write(move |tx| rows::end(tx, &id, now)).await?)
}

/// Whether these are a client's credentials.
///
/// # Errors
/// [`Failure`].
pub async fn is_client(state: &AppState, id: &str, secret: &str) -> Result<bool, Failure> {
    let id = id.to_owned();
    let stored = state.store.read(move |tx| rows::secret_hash(tx, &id)).await?;
    let given = token_hash(secret);
    Ok(stored.is_some_and(|stored| stored.ct_eq(&given).into()))
}

/// What a client learns of its approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// `approved` exactly once; from then on `consumed`.
    pub state: State,
    /// Unix ms.
    pub expires_at: i64,
}

/// Waits up to `wait` seconds for the outcome of the client's approval; a yes is thereby consumed. `None` if it has no
/// such approval.
///
/// # Errors
/// [`Failure`].
pub async fn outcome(
    state: &AppState,
    client: &str,
    id: &str,
    wait: u64,
) -> Result<Option<Outcome>, Failure> {
    let requester = Requester::Client { id: client.to_owned() };
    let wait = i64::try_from(wait.min(MAX_WAIT)).unwrap_or(0) * SECOND;
    let until = state.now().saturating_add(wait);
    loop {
        let mut news = state.wakeups.wait_for(id);
        let Some(view) = approvals::find(state, id, &requester).await? else { return Ok(None) };
        let now = match view.state {
            State::Approved => take(state, id, &requester).await?,
            other => other,
        };
        let ApprovalView { expires_at, .. } = view;
        let outcome = Outcome { state: now, expires_at };
        if outcome.state != State::Pending || wait == 0 {
            return Ok(Some(outcome));
        }
        tokio::select! {
            () = news.changed() => {}
            () = state.clock.sleep_until(until) => return Ok(Some(outcome)),
            () = state.stopped() => return Ok(Some(outcome)),
        }
    }
}

/// Consumes a yes; of two calls at once one is told *approved*, the other *consumed*.
async fn take(state: &AppState, id: &str, requester: &Requester) -> Result<State, Failure> {
    let (id, requester, now) = (id.to_owned(), requester.clone(), state.now());
    let consumption = state
        .store
        .write(move |tx| {
            let consumption = approvals::consume(tx, &id, &requester, now)?;
            crash_point("requesters.outcome.before_commit");
            Ok::<_, Failure>(consumption)
        })
        .await?;
    crash_point("requesters.outcome.after_commit");
    Ok(match consumption {
        Consumption::Now => State::Approved,
        Consumption::Before => State::Consumed,
        Consumption::Not(state) => state,
        Consumption::NotYours => State::Expired,
    })
}
