//! Browsers that an account knows, and those that are spared the second factor for a while.

use crate::clock::DAY;
use crate::store::browsers::{self, Browser};
use crate::store::{StoreError, Tx};

/// How long a browser is remembered (C6).
pub const LIFETIME: i64 = 30 * DAY;
/// A browser that was not seen for this long is a stranger again.
const KNOWN_FOR: i64 = 400 * DAY;

/// Whether this browser is spared the second factor now.
#[must_use]
pub fn is_remembered(browser: &Browser, now: i64) -> bool {
    browser.remembered_until.is_some_and(|until| now < until)
}

/// No browser of the account is spared the second factor any more: after a report, a revoked phone, a new password.
///
/// # Errors
/// [`StoreError`].
pub fn end_all(tx: &Tx<'_>, account: &str, _now: i64) -> Result<(), StoreError> {
    browsers::stop_remembering(tx, account, None)
}

/// Forgets browsers that were not seen for long.
///
/// # Errors
/// [`StoreError`].
pub fn sweep(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    browsers::sweep(tx, now - KNOWN_FOR)
}
