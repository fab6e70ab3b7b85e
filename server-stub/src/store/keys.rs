//! The server's own keys and secrets.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx};

/// A signing key that counts.
pub struct ServerKey {
    /// Rises from key to key.
    pub seq: i64,
    /// RFC 7638.
    pub thumbprint: String,
    /// PKCS #8, sealed for `server_key.sealed_pkcs8:SEQ`.
    pub sealed_pkcs8: Vec<u8>,
}

/// Every key that counts, oldest first.
pub fn all(tx: &Tx<'_>) -> Result<Vec<ServerKey>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT seq, thumbprint, sealed_pkcs8 FROM server_key WHERE sealed_pkcs8 IS NOT NULL ORDER BY seq",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(ServerKey { seq: row.get(0)?, thumbprint: row.get(1)?, sealed_pkcs8: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The public halves of all keys there ever were: what they signed once stays to be verified.
pub fn every_public(tx: &Tx<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare("SELECT public_jwk FROM server_key ORDER BY seq")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The number that the next key gets.
pub fn next_seq(tx: &Tx<'_>) -> Result<i64, StoreError> {
    Ok(tx.query_row("SELECT coalesce(max(seq), 0) + 1 FROM server_key", [], |row| row.get(0))?)
}

/// Adds a key, which becomes the current one.
pub fn insert(tx: &Tx<'_>, key: &ServerKey, public_jwk: &str, now: i64) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO server_key (seq, thumbprint, public_jwk, sealed_pkcs8, created_at) VALUES (?, ?, ?, ?, ?)",
        params![key.seq, key.thumbprint, public_jwk, key.sealed_pkcs8, now],
    )?;
    Ok(())
}

/// Destroys a key's private half: it counts no more.
pub fn withdraw(tx: &Tx<'_>, thumbprint: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE server_key SET sealed_pkcs8 = NULL WHERE thumbprint = ?", [thumbprint])?;
    Ok(())
}

/// The signed changes, oldest first.
pub fn changes(tx: &Tx<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT jws FROM key_change ORDER BY seq")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The number that the next change gets.
pub fn next_change(tx: &Tx<'_>) -> Result<i64, StoreError> {
    Ok(tx.query_row("SELECT coalesce(max(seq), 0) + 1 FROM key_change", [], |row| row.get(0))?)
}

/// Adds a signed change.
pub fn insert_change(tx: &Tx<'_>, seq: i64, jws: &str) -> Result<(), StoreError> {
    tx.execute("INSERT INTO key_change VALUES (?, ?)", params![seq, jws])?;
    Ok(())
}

/// A sealed secret by its name.
pub fn secret(tx: &Tx<'_>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(tx
        .query_row("SELECT sealed FROM server_secret WHERE name = ?", [name], |row| row.get(0))
        .optional()?)
}

/// Keeps a sealed secret.
pub fn keep_secret(tx: &Tx<'_>, name: &str, sealed: &[u8]) -> Result<(), StoreError> {
    tx.execute("INSERT INTO server_secret VALUES (?, ?)", params![name, sealed])?;
    Ok(())
}
