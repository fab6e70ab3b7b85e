//! Failed tries in a row, by scope.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx};
use crate::domain::limits::Failures;

/// What happened in this scope.
pub fn find(tx: &Tx<'_>, scope: &str) -> Result<Failures, StoreError> {
    Ok(tx
        .prepare_cached("SELECT count, last_at, wait_until FROM failure WHERE scope = ?")?
        .query_row([scope], |row| {
            Ok(Failures { count: row.get(0)?, last_at: row.get(1)?, wait_until: row.get(2)? })
        })
        .optional()?
        .unwrap_or_default())
}

/// Keeps what happened in this scope.
pub fn put(tx: &Tx<'_>, scope: &str, failures: Failures) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO failure (scope, count, last_at, wait_until) VALUES (?, ?, ?, ?)",
    )?
    .execute(params![scope, failures.count, failures.last_at, failures.wait_until])?;
    Ok(())
}

/// Begins anew in this scope.
pub fn clear(tx: &Tx<'_>, scope: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM failure WHERE scope = ?")?.execute([scope])?;
    Ok(())
}

/// Forgets what is long past and locks nothing.
pub fn sweep(tx: &Tx<'_>, last_before: i64, locked_from: u32) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM failure WHERE last_at < ? AND count < ?")?
        .execute(params![last_before, locked_from])?;
    Ok(())
}
