//! What an account's phones were asked, for its person to read.

use super::approvals::state_named;
use super::{StoreError, Tx};
use kauth_protocol::approvals::State;

/// One request of the past.
pub struct Past {
    /// The signed request as it was sent.
    pub request: String,
    /// What became of it.
    pub state: State,
    /// Unix ms.
    pub created_at: i64,
}

/// The newest requests first.
pub fn of_account(tx: &Tx<'_>, account: &str, most: u32) -> Result<Vec<Past>, StoreError> {
    let mut query = tx.prepare_cached(
        "SELECT request, state, created_at FROM approval WHERE account = ? ORDER BY created_at DESC, id LIMIT ?",
    )?;
    let rows = query.query_map(rusqlite::params![account, most], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))
    })?;
    rows.map(|row| {
        let (request, state, created_at) = row?;
        let state = state_named(&state).ok_or(StoreError::Unreadable("approval.state"))?;
        Ok(Past { request, state, created_at })
    })
    .collect()
}
