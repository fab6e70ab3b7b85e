//! The audit log: lines that are only ever added, and signed heads.

use rusqlite::{OptionalExtension, params};

use super::Read;
use crate::store::Tx;

/// One line with its number and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1.
    pub n: i64,
    /// What happened, as JSON.
    pub line: String,
    /// SHA-256 (hash before ‖ line).
    pub hash: Vec<u8>,
}

/// The last line.
pub fn last(tx: &Tx<'_>) -> Read<Option<Row>> {
    Ok(tx
        .prepare_cached("SELECT n, line, hash FROM check_audit ORDER BY n DESC LIMIT 1")?
        .query_row([], |row| Ok(Row { n: row.get(0)?, line: row.get(1)?, hash: row.get(2)? }))
        .optional()?)
}

/// Adds a line.
pub fn append(tx: &Tx<'_>, row: &Row) -> Read<()> {
    tx.prepare_cached("INSERT INTO check_audit VALUES (?, ?, ?)")?
        .execute(params![row.n, row.line, row.hash])?;
    Ok(())
}

/// Hands every line to `take`, in order.
pub fn each(tx: &Tx<'_>, mut take: impl FnMut(Row)) -> Read<()> {
    let mut statement = tx.prepare("SELECT n, line, hash FROM check_audit ORDER BY n")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(Row { n: row.get(0)?, line: row.get(1)?, hash: row.get(2)? });
    }
    Ok(())
}

/// Keeps a signed head.
pub fn keep_head(tx: &Tx<'_>, count: i64, at: i64, jws: &str) -> Read<()> {
    tx.prepare_cached("INSERT INTO check_audit_head VALUES (?, ?, ?)")?.execute(params![count, at, jws])?;
    Ok(())
}

/// When the last head was signed.
pub fn last_head_at(tx: &Tx<'_>) -> Read<Option<i64>> {
    Ok(tx.prepare_cached("SELECT max(at) FROM check_audit_head")?.query_row([], |row| row.get(0))?)
}

/// Every head, oldest first.
pub fn heads(tx: &Tx<'_>) -> Read<Vec<String>> {
    let mut statement = tx.prepare("SELECT jws FROM check_audit_head ORDER BY at, rowid")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
