//! Clients of the requester API.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx};

/// Adds a client.
pub fn insert(tx: &Tx<'_>, id: &str, name: &str, secret_hash: &[u8], now: i64) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO client (id, name, secret_hash, created_at) VALUES (?, ?, ?, ?)",
        params![id, name, secret_hash, now],
    )?;
    Ok(())
}

/// The hash of a client's secret, unless the client was ended.
pub fn secret_hash(tx: &Tx<'_>, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT secret_hash FROM client WHERE id = ? AND ended_at IS NULL")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Ends a client.
pub fn end(tx: &Tx<'_>, id: &str, now: i64) -> Result<bool, StoreError> {
    Ok(tx.execute("UPDATE client SET ended_at = ? WHERE id = ? AND ended_at IS NULL", params![now, id])? == 1)
}
