//! Authorization codes of flow A1.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx};

/// An authorization code. Times are Unix ms.
pub struct Code {
    /// SHA-256.
    pub code_hash: Vec<u8>,
    /// Who authorised.
    pub account: String,
    /// Byte for byte as asked.
    pub redirect_uri: String,
    /// PKCE, S256.
    pub challenge: String,
    /// The transport key that it is bound to.
    pub dpop_jkt: String,
    /// From when on it is over.
    pub expires_at: i64,
    /// Whether it was presented.
    pub used: bool,
    /// The link made of it.
    pub link: Option<String>,
}

/// Keeps a code.
pub fn insert(tx: &Tx<'_>, code: &Code) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO oauth_code (code_hash, account, redirect_uri, challenge, dpop_jkt, expires_at) \
         VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        code.code_hash,
        code.account,
        code.redirect_uri,
        code.challenge,
        code.dpop_jkt,
        code.expires_at
    ])?;
    Ok(())
}

/// A code, used and late ones too.
pub fn find(tx: &Tx<'_>, code_hash: &[u8]) -> Result<Option<Code>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT account, redirect_uri, challenge, dpop_jkt, expires_at, used, link FROM oauth_code \
             WHERE code_hash = ?",
        )?
        .query_row([code_hash], |row| {
            Ok(Code {
                code_hash: code_hash.to_vec(),
                account: row.get(0)?,
                redirect_uri: row.get(1)?,
                challenge: row.get(2)?,
                dpop_jkt: row.get(3)?,
                expires_at: row.get(4)?,
                used: row.get(5)?,
                link: row.get(6)?,
            })
        })
        .optional()?)
}

/// Notes that a code was presented, and the link made of it.
pub fn set_used(tx: &Tx<'_>, code_hash: &[u8], link: Option<&str>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE oauth_code SET used = 1, link = ? WHERE code_hash = ?")?
        .execute(params![link, code_hash])?;
    Ok(())
}

/// Drops codes that are over since before `before`.
pub fn forget(tx: &Tx<'_>, before: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM oauth_code WHERE expires_at < ?")?.execute([before])?;
    Ok(())
}
