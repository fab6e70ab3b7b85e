//! Phones: their keys, their token, and whether what they send is theirs and fresh.

pub mod nonces;
pub mod wakeup;

use kauth_protocol::tombstone::Tombstone;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use crate::clock::{MINUTE, SECOND};
use crate::state::AppState;
use crate::store::devices::{self as rows, Device};
use crate::store::{StoreError, Tx, links};
use crate::wakeups::Topic;

/// A device's last sign of life is noted at most this often.
const SEEN_EVERY: i64 = 5 * MINUTE;

/// What a token is stored as.
#[must_use]
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

/// The device with this token, if it is bound to this key; revoked ones too.
///
/// # Errors
/// [`Failure`].
pub async fn by_token(state: &AppState, token: &str, thumbprint: &str) -> Result<Option<Device>, Failure> {
    let hash = token_hash(token);
    let found = state.store.read(move |tx| rows::by_token(tx, &hash)).await?;
    let Some(device) = found.filter(|device| device.transport_key.thumbprint() == thumbprint) else {
        return Ok(None);
    };
    let now = state.now();
    if device.revoked_at.is_none() && now.saturating_sub(device.seen_at) >= SEEN_EVERY {
        let id = device.id.clone();
        state.store.write(move |tx| rows::seen(tx, &id, now)).await?;
    }
    Ok(Some(device))
}

/// The server's signed word that a link (or, without an account, the whole device) is revoked.
///
/// # Errors
/// [`Failure`].
pub fn tombstone(state: &AppState, device: &str, account: Option<&str>) -> Result<String, Failure> {
    let tombstone = Tombstone {
        iss: state.origin.clone(),
        device: device.to_owned(),
        account: account.map(str::to_owned),
        iat: state.now().div_euclid(SECOND),
    };
    Ok(state.keys.sign(tombstone.unsigned(state.keys.thumbprint()))?)
}

/// Ends a device that has no link any more: its token dies. One that never had an active link is forgotten.
pub(crate) fn end_if_unlinked(tx: &Tx<'_>, device: &str, now: i64) -> Result<bool, StoreError> {
    if links::has_open(tx, device)? {
        return Ok(false);
    }
    if links::was_ever_active(tx, device)? {
        rows::revoke(tx, device, now)?;
    } else {
        rows::delete(tx, device)?;
    }
    tx.wake(Topic::Inbox(device.to_owned()));
    Ok(true)
}
