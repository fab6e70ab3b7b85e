//! Which session a cookie stands for, and how long sessions live.

use sha2::{Digest, Sha256};

use crate::clock::{HOUR, MINUTE};
use crate::random::{Random, Unavailable};
use crate::store::sessions::{self, Session, Stage};
use crate::store::{StoreError, Tx};

/// A signed-in session ends after this in any case.
pub const LIFETIME: i64 = 24 * HOUR;
/// … or after this without being used.
pub const IDLE: i64 = 2 * HOUR;
/// After the right password, the second factor must follow within this.
pub const SECOND_FACTOR_WITHIN: i64 = 15 * MINUTE;

/// What is kept of a cookie.
#[must_use]
pub fn hash(cookie: &str) -> Vec<u8> {
    Sha256::digest(cookie).to_vec()
}

/// The session of this cookie, if it has not ended.
///
/// # Errors
/// [`StoreError`].
pub fn current(tx: &Tx<'_>, cookie: &str, now: i64) -> Result<Option<Session>, StoreError> {
    sessions::by_cookie(tx, &hash(cookie), now, now - IDLE)
}

/// Gives a session a new cookie, as at each change of what it may do; returns the cookie.
///
/// # Errors
/// [`Unavailable`].
pub fn renew(session: &mut Session, random: &dyn Random) -> Result<String, Unavailable> {
    let cookie = random.token()?;
    session.cookie = hash(&cookie);
    Ok(cookie)
}

/// Makes a session signed in from now on.
pub fn complete(session: &mut Session, stage: Stage, now: i64) {
    session.stage = stage;
    session.created_at = now;
    session.seen_at = now;
    session.expires_at = now + if stage == Stage::SignedIn { LIFETIME } else { SECOND_FACTOR_WITHIN };
    session.next = String::new();
}

/// Ends the session that this request opened: a report came after it was consumed.
///
/// # Errors
/// [`StoreError`].
pub fn end_opened_by(tx: &Tx<'_>, approval: &str, _now: i64) -> Result<bool, StoreError> {
    sessions::end_opened_by(tx, approval)
}

/// Forgets sessions whose time is over.
///
/// # Errors
/// [`StoreError`].
pub fn sweep(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    sessions::sweep(tx, now, now - IDLE)
}
