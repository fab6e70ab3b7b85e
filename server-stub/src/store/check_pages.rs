//! Which browser sees the link to a kCheck session.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx};

/// Lets a browser, and the account that is signed in there, see the link.
pub fn put(
    tx: &Tx<'_>,
    check: &str,
    browser: &[u8],
    account: Option<&str>,
    expires_at: i64,
) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO check_page (check_id, browser, account, expires_at) VALUES (?, ?, ?, ?)")?
        .execute(params![check, browser, account, expires_at])?;
    Ok(())
}

/// Whether this browser or this account may see it.
pub fn may_see(
    tx: &Tx<'_>,
    check: &str,
    browser: &[u8],
    account: Option<&str>,
    now: i64,
) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT 1 FROM check_page WHERE check_id = ? AND (browser = ? OR account = ?) AND expires_at > ?",
        )?
        .query_row(params![check, browser, account, now], |_| Ok(()))
        .optional()?
        .is_some())
}
