//! The staff's keys, and which session is encrypted for which.

use kauth_protocol::jwk::PublicJwk;
use rusqlite::{OptionalExtension, Row, params};

use super::{Read, json, to_json};
use crate::store::Tx;

/// A reviewer's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    /// 128 random bits.
    pub id: String,
    /// The staff's account.
    pub account: String,
    /// What the console calls it.
    pub name: String,
    /// The public key.
    pub key: PublicJwk,
    /// Unix ms.
    pub added_at: i64,
    /// Unix ms.
    pub removed_at: Option<i64>,
}

const COLUMNS: &str = "reviewer.id, reviewer.account, name, jwk, added_at, removed_at";

fn reviewer(row: &Row<'_>) -> Read<Reviewer> {
    Ok(Reviewer {
        id: row.get(0)?,
        account: row.get(1)?,
        name: row.get(2)?,
        key: json(&row.get::<_, String>(3)?)?,
        added_at: row.get(4)?,
        removed_at: row.get(5)?,
    })
}

fn many(tx: &Tx<'_>, rest: &str, value: Option<&str>) -> Read<Vec<Reviewer>> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM reviewer {rest}"))?;
    let rows = statement.query_map(rusqlite::params_from_iter(value), |row| Ok(reviewer(row)))?;
    rows.map(|row| row?).collect()
}

/// Keys that new sessions are encrypted for.
pub fn active(tx: &Tx<'_>) -> Read<Vec<Reviewer>> {
    many(tx, "WHERE removed_at IS NULL ORDER BY thumbprint", None)
}

/// All that there were, newest first.
pub fn all(tx: &Tx<'_>) -> Read<Vec<Reviewer>> {
    many(tx, "ORDER BY added_at DESC, id", None)
}

/// For whom a session is encrypted, by thumbprint; removed ones, too.
pub fn of_session(tx: &Tx<'_>, check: &str) -> Read<Vec<Reviewer>> {
    many(
        tx,
        "JOIN check_reader ON reviewer = reviewer.id WHERE check_id = ? ORDER BY thumbprint",
        Some(check),
    )
}

/// The key with this id.
pub fn find(tx: &Tx<'_>, id: &str) -> Read<Option<Reviewer>> {
    Ok(many(tx, "WHERE reviewer.id = ?", Some(id))?.pop())
}

/// Whether a key was ever added.
pub fn is_known(tx: &Tx<'_>, thumbprint: &str) -> Read<bool> {
    Ok(tx
        .query_row("SELECT 1 FROM reviewer WHERE thumbprint = ?", [thumbprint], |_| Ok(()))
        .optional()?
        .is_some())
}

/// Adds a key.
pub fn insert(tx: &Tx<'_>, reviewer: &Reviewer) -> Read<()> {
    tx.execute(
        "INSERT INTO reviewer (id, account, name, thumbprint, jwk, added_at) VALUES (?, ?, ?, ?, ?, ?)",
        params![
            reviewer.id,
            reviewer.account,
            reviewer.name,
            reviewer.key.thumbprint(),
            to_json(&reviewer.key)?,
            reviewer.added_at
        ],
    )?;
    Ok(())
}

/// Removes a key: it reads nothing more.
pub fn remove(tx: &Tx<'_>, id: &str, now: i64) -> Read<bool> {
    let removed = tx.execute(
        "UPDATE reviewer SET removed_at = ? WHERE id = ? AND removed_at IS NULL",
        params![now, id],
    )?;
    Ok(removed == 1)
}

/// Says for whom a session is encrypted.
pub fn bind(tx: &Tx<'_>, check: &str, reviewer: &str) -> Read<()> {
    tx.prepare_cached("INSERT INTO check_reader VALUES (?, ?)")?.execute([check, reviewer])?;
    Ok(())
}
