//! What the phones of an account are told about a recovery: one row each, replaced by its outcome.

use kauth_protocol::inbox::RecoveryState;
use rusqlite::{OptionalExtension, Row, params};

use super::{StoreError, Tx};

/// One that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryNotice {
    /// What phones know it by.
    pub id: String,
    /// Whose.
    pub account: String,
    /// How it stands.
    pub state: RecoveryState,
    /// From when on it counts, Unix ms.
    pub counts_at: Option<i64>,
    /// Until when it is told, Unix ms.
    pub ends_at: i64,
    /// What its stop link makes its token of.
    pub stop: Option<String>,
}

const COLUMNS: &str = "id, account, state, counts_at, ends_at, stop";

fn read(row: &Row<'_>) -> rusqlite::Result<(RecoveryNotice, String)> {
    let notice = RecoveryNotice {
        id: row.get(0)?,
        account: row.get(1)?,
        state: RecoveryState::Unknown,
        counts_at: row.get(3)?,
        ends_at: row.get(4)?,
        stop: row.get(5)?,
    };
    Ok((notice, row.get(2)?))
}

fn with_state((notice, state): (RecoveryNotice, String)) -> Result<RecoveryNotice, StoreError> {
    let state = RecoveryState::parse(&state).ok_or(StoreError::Unreadable("recovery_notice.state"))?;
    Ok(RecoveryNotice { state, ..notice })
}

/// Keeps one in place of what was told about the same recovery before.
pub fn put(tx: &Tx<'_>, notice: &RecoveryNotice) -> Result<(), StoreError> {
    tx.prepare_cached(&format!(
        "INSERT OR REPLACE INTO recovery_notice ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
    ))?
    .execute(params![
        notice.id,
        notice.account,
        notice.state.as_str(),
        notice.counts_at,
        notice.ends_at,
        notice.stop
    ])?;
    Ok(())
}

/// The one with this id, if it is still told.
pub fn find(tx: &Tx<'_>, id: &str, now: i64) -> Result<Option<RecoveryNotice>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM recovery_notice WHERE id = ? AND ends_at > ?");
    tx.prepare_cached(&sql)?.query_row(params![id, now], read).optional()?.map(with_state).transpose()
}

/// Those of an account that are still told.
pub fn of_account(tx: &Tx<'_>, account: &str, now: i64) -> Result<Vec<RecoveryNotice>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM recovery_notice WHERE account = ? AND ends_at > ? ORDER BY ends_at, id"
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map(params![account, now], read)?;
    rows.map(|row| with_state(row?)).collect()
}

/// Whether a phone is told of any.
pub fn any_of_device(tx: &Tx<'_>, device: &str, now: i64) -> Result<bool, StoreError> {
    let any = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM recovery_notice JOIN link ON link.account = recovery_notice.account \
             WHERE link.device = ? AND link.state = 'active' AND ends_at > ?)",
        )?
        .query_row(params![device, now], |row| row.get(0))?;
    Ok(any)
}

/// Forgets one.
pub fn remove(tx: &Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM recovery_notice WHERE id = ?")?.execute([id])?;
    Ok(())
}
