//! *Stop this*: a link in every notice of a recovery. It works without signing in, because its reader may be locked out
//! as well; it only ever stops.

use sha2::{Digest, Sha256};

use crate::clock::DAY;
use crate::domain::checks;
use crate::domain::failure::Failure;
use crate::domain::notices::{self, Notice};
use crate::domain::recovery::phones;
use crate::random::Unavailable;
use crate::state::AppState;
use crate::store::recovery::{self, Stop};
use crate::store::{StoreError, Tx, accounts};

/// How long a link stops: longer than anything it could stop.
const LIFETIME: i64 = 14 * DAY;

/// A link that is not kept yet.
pub struct Token(String);

/// A link that is kept.
pub struct Link {
    /// What its token is made of, so that a phone that fetches it later gets the same.
    pub id: String,
    /// The address.
    pub url: String,
}

/// Draws one, before the transaction.
///
/// # Errors
/// [`Unavailable`].
pub fn token(state: &AppState) -> Result<Token, Unavailable> {
    Ok(Token(state.random.id()?))
}

/// The address of the link with this id.
pub(super) fn link(state: &AppState, id: &str) -> String {
    format!("{}/stop?t={}", state.origin, *state.keys.stop_token(id))
}

impl Token {
    /// Keeps that it stops the recoveries of this account; gives the link for the notice.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn keep(self, tx: &Tx<'_>, state: &AppState, account: &str, now: i64) -> Result<Link, StoreError> {
        self.keep_for(tx, state, Stop { account: account.to_owned(), check: None }, now)
    }

    /// As [`Self::keep`], for a kCheck session as well.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn keep_for(self, tx: &Tx<'_>, state: &AppState, stop: Stop, now: i64) -> Result<Link, StoreError> {
        let token = state.keys.stop_token(&self.0);
        recovery::put_stop(tx, &Sha256::digest(token.as_bytes()), &stop, now + LIFETIME)?;
        Ok(Link { url: link(state, &self.0), id: self.0 })
    }
}

/// What this link stops.
///
/// # Errors
/// [`StoreError`].
pub async fn find(state: &AppState, token: &str) -> Result<Option<Stop>, StoreError> {
    let (token, now) = (Sha256::digest(token), state.now());
    state.store.read(move |tx| recovery::find_stop(tx, &token, now)).await
}

/// Stops everything that is under way for the link's account; says whether anything was. Stopping twice is harmless.
///
/// # Errors
/// [`Failure`].
pub async fn stop(state: &AppState, token: &str) -> Result<bool, Failure> {
    let Some(Stop { account, check }) = find(state, token).await? else { return Ok(false) };
    let shown = match &check {
        Some(check) => checks::stop(state, check).await?,
        None => false,
    };
    let (now, inner) = (state.now(), state.clone());
    state
        .store
        .write(move |tx| {
            let stopped = recovery::drop_all(tx, &account)? || shown;
            phones::stopped(tx, &account, now)?;
            if let (true, Some(account)) = (stopped, accounts::find(tx, &account)?) {
                notices::tell(tx, &inner, &account, &Notice::RecoveryStopped, now)?;
            }
            Ok::<_, Failure>(stopped)
        })
        .await
}
