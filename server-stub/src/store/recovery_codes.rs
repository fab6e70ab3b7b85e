//! Recovery codes: salted hashes, and the codes themselves only until the person has saved them.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx};

/// One stored code.
#[derive(Clone)]
pub struct Stored {
    /// 0–9: the code's first character.
    pub number: u8,
    /// 16 random bytes.
    pub salt: Vec<u8>,
    /// Argon2id.
    pub hash: Vec<u8>,
}

/// Puts a new set in the place of an old one, which is void from then on.
pub fn replace(
    tx: &Tx<'_>,
    account: &str,
    codes: &[Stored],
    sealed_codes: &[u8],
    show_until: i64,
    now: i64,
) -> Result<(), StoreError> {
    remove(tx, account)?;
    tx.prepare_cached(
        "INSERT INTO recovery_set (account, made_at, sealed_codes, show_until) VALUES (?, ?, ?, ?)",
    )?
    .execute(params![account, now, sealed_codes, show_until])?;
    let mut insert =
        tx.prepare_cached("INSERT INTO recovery_code (account, number, salt, hash) VALUES (?, ?, ?, ?)")?;
    for code in codes {
        insert.execute(params![account, code.number, code.salt, code.hash])?;
    }
    Ok(())
}

/// Removes the set.
pub fn remove(tx: &Tx<'_>, account: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM recovery_code WHERE account = ?")?.execute([account])?;
    tx.prepare_cached("DELETE FROM recovery_set WHERE account = ?")?.execute([account])?;
    Ok(())
}

/// Whether there is a set.
pub fn exists(tx: &Tx<'_>, account: &str) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM recovery_set WHERE account = ?")?
        .query_row([account], |_| Ok(()))
        .optional()?
        .is_some())
}

/// When the set was made; none if there is none.
pub fn made_at(tx: &Tx<'_>, account: &str) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT made_at FROM recovery_set WHERE account = ?")?
        .query_row([account], |row| row.get(0))
        .optional()?)
}

/// Codes not used yet.
pub fn left(tx: &Tx<'_>, account: &str) -> Result<u32, StoreError> {
    Ok(tx
        .prepare_cached("SELECT count(*) FROM recovery_code WHERE account = ? AND used_at IS NULL")?
        .query_row([account], |row| row.get(0))?)
}

/// The numbered code, if it is not used.
pub fn find(tx: &Tx<'_>, account: &str, number: u8) -> Result<Option<Stored>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT number, salt, hash FROM recovery_code WHERE account = ? AND number = ? AND used_at IS NULL",
        )?
        .query_row(params![account, number], |row| {
            Ok(Stored { number: row.get(0)?, salt: row.get(1)?, hash: row.get(2)? })
        })
        .optional()?)
}

/// Uses exactly this code; `false` if somebody else did, or the set was replaced.
pub fn redeem(tx: &Tx<'_>, account: &str, code: &Stored, now: i64) -> Result<bool, StoreError> {
    let used = tx
        .prepare_cached(
            "UPDATE recovery_code SET used_at = ? WHERE account = ? AND number = ? AND hash = ? AND used_at IS NULL",
        )?
        .execute(params![now, account, code.number, code.hash])?;
    Ok(used == 1)
}

/// The sealed codes, while they may still be shown.
pub fn to_show(tx: &Tx<'_>, account: &str, now: i64) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT sealed_codes FROM recovery_set
             WHERE account = ? AND sealed_codes IS NOT NULL AND show_until > ?",
        )?
        .query_row(params![account, now], |row| row.get(0))
        .optional()?)
}

/// Shows them no more.
pub fn saved(tx: &Tx<'_>, account: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE recovery_set SET sealed_codes = NULL WHERE account = ?")?.execute([account])?;
    Ok(())
}

/// Wipes shown codes whose time is over.
pub fn sweep(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE recovery_set SET sealed_codes = NULL WHERE show_until <= ? AND sealed_codes NOT NULL",
    )?
    .execute([now])?;
    Ok(())
}
