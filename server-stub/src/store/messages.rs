//! The development outbox, sealed.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx};

/// Puts a message in.
pub fn insert(tx: &Tx<'_>, id: &str, sealed: &[u8], now: i64) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO message (id, sealed, created_at) VALUES (?, ?, ?)")?
        .execute(params![id, sealed, now])?;
    Ok(())
}

/// The newest messages first: id, sealed text and when it was written.
pub fn newest(tx: &Tx<'_>, limit: u32) -> Result<Vec<(String, Vec<u8>, i64)>, StoreError> {
    let mut query =
        tx.prepare_cached("SELECT id, sealed, created_at FROM message ORDER BY rowid DESC LIMIT ?")?;
    let messages = query
        .query_map([limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    Ok(messages)
}

/// The sealed text of one.
pub fn find(tx: &Tx<'_>, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let found = tx
        .prepare_cached("SELECT sealed FROM message WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(found)
}

/// Forgets what is older.
pub fn sweep(tx: &Tx<'_>, before: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM message WHERE created_at < ?")?.execute([before])?;
    Ok(())
}
