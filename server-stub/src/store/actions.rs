//! Actions that wait for a yes of their own, and new login addresses that must prove themselves.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx};

/// An action. Times are Unix ms.
pub struct Action {
    /// 128 random bits.
    pub id: String,
    /// Whose.
    pub account: String,
    /// The session that asked for it; no other may finish it.
    pub session: String,
    /// What to do, JSON.
    pub task: String,
    /// The request on the phone.
    pub approval: Option<String>,
    /// When it was done.
    pub done_at: Option<i64>,
    /// When it was asked for.
    pub created_at: i64,
    /// When it is too late.
    pub expires_at: i64,
}

/// Keeps a new action.
pub fn insert(tx: &Tx<'_>, action: &Action) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO action (id, account, session, task, approval, created_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        action.id,
        action.account,
        action.session,
        action.task,
        action.approval,
        action.created_at,
        action.expires_at
    ])?;
    Ok(())
}

/// The action, if this session asked for it.
pub fn find(tx: &Tx<'_>, id: &str, session: &str, now: i64) -> Result<Option<Action>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT id, account, session, task, approval, done_at, created_at, expires_at FROM action
             WHERE id = ? AND session = ? AND expires_at > ?",
        )?
        .query_row(params![id, session, now], |row| {
            Ok(Action {
                id: row.get(0)?,
                account: row.get(1)?,
                session: row.get(2)?,
                task: row.get(3)?,
                approval: row.get(4)?,
                done_at: row.get(5)?,
                created_at: row.get(6)?,
                expires_at: row.get(7)?,
            })
        })
        .optional()?)
}

/// Notes the request that asks for the yes.
pub fn set_approval(tx: &Tx<'_>, id: &str, approval: Option<&str>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE action SET approval = ? WHERE id = ?")?.execute(params![approval, id])?;
    Ok(())
}

/// Marks it as done; `false` if it was already.
pub fn set_done(tx: &Tx<'_>, id: &str, now: i64) -> Result<bool, StoreError> {
    let done = tx
        .prepare_cached("UPDATE action SET done_at = ? WHERE id = ? AND done_at IS NULL")?
        .execute(params![now, id])?;
    Ok(done == 1)
}

/// A new login address on its way.
pub struct AddressChange {
    /// The session that asked for it.
    pub session: String,
    /// The new address.
    pub login: String,
    /// MAC of the code that was mailed there.
    pub code: Vec<u8>,
    /// Whether the code was typed.
    pub verified: bool,
    /// When it is too late, Unix ms.
    pub expires_at: i64,
}

/// Keeps a new address, in place of an earlier one.
pub fn put_address(tx: &Tx<'_>, change: &AddressChange) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO address_change (session, login, code, expires_at) VALUES (?, ?, ?, ?)",
    )?
    .execute(params![change.session, change.login, change.code, change.expires_at])?;
    Ok(())
}

/// The session's open change.
pub fn find_address(tx: &Tx<'_>, session: &str, now: i64) -> Result<Option<AddressChange>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT session, login, code, verified, expires_at FROM address_change
             WHERE session = ? AND expires_at > ?",
        )?
        .query_row(params![session, now], |row| {
            Ok(AddressChange {
                session: row.get(0)?,
                login: row.get(1)?,
                code: row.get(2)?,
                verified: row.get(3)?,
                expires_at: row.get(4)?,
            })
        })
        .optional()?)
}

/// Takes one try at the code; `false` if none is left.
pub fn try_address(tx: &Tx<'_>, session: &str, tries: u32, now: i64) -> Result<bool, StoreError> {
    let taken = tx
        .prepare_cached(
            "UPDATE address_change SET tries = tries + 1 WHERE session = ? AND tries < ? AND expires_at > ?",
        )?
        .execute(params![session, tries, now])?;
    Ok(taken == 1)
}

/// Forgets the change.
pub fn drop_address(tx: &Tx<'_>, session: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM address_change WHERE session = ?")?.execute([session])?;
    Ok(())
}

/// Forgets what is too late.
pub fn sweep(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM action WHERE expires_at <= ?")?.execute([now])?;
    tx.prepare_cached("DELETE FROM address_change WHERE expires_at <= ?")?.execute([now])?;
    Ok(())
}
