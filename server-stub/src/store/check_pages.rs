//! Which browser sees the link to a kCheck session, and whether it had proved whose account that is about.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx, checks};
use crate::domain::checks::Session;

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

/// Open sessions that this browser began without proof of whose account they are about.
pub fn begun_by_stranger(tx: &Tx<'_>, browser: &[u8]) -> Result<Vec<Session>, StoreError> {
    let condition = "id IN (SELECT check_id FROM check_page WHERE browser = ? AND account IS NULL)";
    checks::open(tx, condition, &browser)
}

/// Open sessions of an account that its owner began, or the server itself.
pub fn begun_by_owner(tx: &Tx<'_>, account: &str) -> Result<Vec<Session>, StoreError> {
    let condition = "account = ? AND id NOT IN (SELECT check_id FROM check_page WHERE account IS NULL)";
    checks::open(tx, condition, &account)
}
