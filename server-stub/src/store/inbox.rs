//! What devices have not fetched yet.

use kauth_protocol::approvals::State;
use rusqlite::params;

use super::approvals::{state_name, state_named};
use super::{StoreError, Tx};

/// Something to tell a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// An approval to answer.
    Requested {
        /// Which.
        approval: String,
    },
    /// An approval changed.
    Closed {
        /// Which.
        approval: String,
        /// Into what.
        state: State,
    },
    /// What is known of an account changed.
    Changed {
        /// Which.
        account: String,
        /// Whether the recovery codes that the phone holds are void.
        codes_voided: bool,
    },
    /// How a recovery of an account stands.
    Recovery {
        /// Whose.
        account: String,
        /// Which.
        recovery: String,
    },
    /// The link with an account was revoked.
    Removed {
        /// Which.
        account: String,
    },
}

/// Adds news for a device.
pub fn add(tx: &Tx<'_>, device: &str, news: &News, now: i64) -> Result<(), StoreError> {
    let (kind, approval, account, state) = match news {
        News::Requested { approval } => ("requested", Some(approval), None, None),
        News::Closed { approval, state } => ("closed", Some(approval), None, Some(state_name(*state))),
        News::Changed { account, codes_voided: false } => ("changed", None, Some(account), None),
        News::Changed { account, codes_voided: true } => ("voided", None, Some(account), None),
        News::Recovery { account, recovery } => ("recovery", Some(recovery), Some(account), None),
        News::Removed { account } => ("removed", None, Some(account), None),
    };
    tx.prepare_cached(
        "INSERT INTO inbox_event (device, kind, approval, account, state, created_at) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![device, kind, approval, account, state, now])?;
    Ok(())
}

/// News of a device after a number, oldest first, at most `most`, each with its number.
pub fn after(tx: &Tx<'_>, device: &str, seq: i64, most: u32) -> Result<Vec<(i64, News)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT seq, kind, approval, account, state FROM inbox_event WHERE device = ? AND seq > ? ORDER BY seq LIMIT ?",
    )?;
    let mut rows = statement.query(params![device, seq, most])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        let text =
            |index: usize| Ok::<String, StoreError>(row.get::<_, Option<String>>(index)?.unwrap_or_default());
        let news = match kind.as_str() {
            "requested" => News::Requested { approval: text(2)? },
            "closed" => News::Closed {
                approval: text(2)?,
                state: state_named(&text(4)?).ok_or(StoreError::Unreadable("inbox_event.state"))?,
            },
            "changed" => News::Changed { account: text(3)?, codes_voided: false },
            "voided" => News::Changed { account: text(3)?, codes_voided: true },
            "recovery" => News::Recovery { account: text(3)?, recovery: text(2)? },
            "removed" => News::Removed { account: text(3)? },
            _ => return Err(StoreError::Unreadable("inbox_event.kind")),
        };
        all.push((row.get(0)?, news));
    }
    Ok(all)
}

/// The number under which a device was told of a request.
pub fn number_of_request(tx: &Tx<'_>, device: &str, approval: &str) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT max(seq) FROM inbox_event WHERE device = ? AND kind = 'requested' AND approval = ?",
        )?
        .query_row([device, approval], |row| row.get(0))?)
}

/// Where the numbering of this store stands.
pub struct Mark {
    /// Random, of this store's life: a restored backup of another life is told apart.
    pub epoch: Vec<u8>,
    /// Numbers up to this are dropped.
    pub dropped: i64,
    /// The highest number given.
    pub newest: i64,
}

/// Reads the mark.
pub fn mark(tx: &Tx<'_>) -> Result<Mark, StoreError> {
    let (epoch, dropped) = tx
        .prepare_cached("SELECT epoch, dropped FROM inbox_floor")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let newest = tx
        .prepare_cached("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'inbox_event'), 0)")?
        .query_row([], |row| row.get(0))?;
    Ok(Mark { epoch, dropped, newest })
}

/// Drops news older than `before`.
pub fn forget(tx: &Tx<'_>, before: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE inbox_floor SET dropped = coalesce((SELECT max(seq) FROM inbox_event WHERE created_at < ?), dropped)",
    )?
    .execute([before])?;
    tx.prepare_cached("DELETE FROM inbox_event WHERE created_at < ?")?.execute([before])?;
    Ok(())
}
