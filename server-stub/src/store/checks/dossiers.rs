//! What a phone sent: chunks, manifests, envelopes; and what was decided about it.

use kauth_protocol::checks::BlobKind;
use rusqlite::{OptionalExtension, Row, params};

use super::{Read, unreadable};
use crate::store::Tx;

/// One uploaded chunk; its bytes are in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Of what.
    pub kind: BlobKind,
    /// Which try.
    pub attempt: u8,
    /// Which piece, from 0.
    pub n: u8,
    /// How many bytes.
    pub bytes: u32,
    /// SHA-256 of them.
    pub sha256: Vec<u8>,
    /// The file.
    pub file: String,
}

fn chunk(row: &Row<'_>) -> Read<Chunk> {
    Ok(Chunk {
        kind: BlobKind::parse(&row.get::<_, String>(0)?).ok_or_else(unreadable)?,
        attempt: row.get(1)?,
        n: row.get(2)?,
        bytes: row.get(3)?,
        sha256: row.get(4)?,
        file: row.get(5)?,
    })
}

const CHUNK: &str = "SELECT kind, attempt, n, bytes, sha256, file FROM check_chunk WHERE check_id = ?";

/// All chunks of a session: by kind, attempt and number.
pub fn chunks(tx: &Tx<'_>, check: &str) -> Read<Vec<Chunk>> {
    let mut statement = tx.prepare_cached(&format!("{CHUNK} ORDER BY kind, attempt, n"))?;
    let rows = statement.query_map([check], |row| Ok(chunk(row)))?;
    rows.map(|row| row?).collect()
}

/// One chunk, if it is there.
pub fn find(tx: &Tx<'_>, check: &str, kind: BlobKind, attempt: u8, n: u8) -> Read<Option<Chunk>> {
    tx.prepare_cached(&format!("{CHUNK} AND kind = ? AND attempt = ? AND n = ?"))?
        .query_row(params![check, kind.as_str(), attempt, n], |row| Ok(chunk(row)))
        .optional()?
        .transpose()
}

/// Adds a chunk whose file is on the disk.
pub fn insert(tx: &Tx<'_>, check: &str, chunk: &Chunk) -> Read<()> {
    tx.prepare_cached("INSERT INTO check_chunk VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(params![
        check,
        chunk.kind.as_str(),
        chunk.attempt,
        chunk.n,
        chunk.bytes,
        chunk.sha256,
        chunk.file
    ])?;
    Ok(())
}

/// Bytes of a session's chunks.
pub fn bytes_of(tx: &Tx<'_>, check: &str) -> Read<u64> {
    let sum: i64 = tx
        .prepare_cached("SELECT coalesce(sum(bytes), 0) FROM check_chunk WHERE check_id = ?")?
        .query_row([check], |row| row.get(0))?;
    Ok(u64::try_from(sum).unwrap_or(0))
}

/// Bytes of everybody's chunks.
pub fn bytes_of_all(tx: &Tx<'_>) -> Read<u64> {
    let sum: i64 = tx
        .prepare_cached("SELECT coalesce(sum(bytes), 0) FROM check_chunk")?
        .query_row([], |row| row.get(0))?;
    Ok(u64::try_from(sum).unwrap_or(0))
}

/// Names of all files that some row names.
pub fn files(tx: &Tx<'_>) -> Read<Vec<String>> {
    let mut statement = tx.prepare("SELECT file FROM check_chunk")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A session's manifests, oldest first: hash and JWS.
pub fn manifests(tx: &Tx<'_>, check: &str) -> Read<Vec<(String, String)>> {
    let mut statement =
        tx.prepare_cached("SELECT sha256, jws FROM check_manifest WHERE check_id = ? ORDER BY n")?;
    let rows = statement.query_map([check], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a manifest.
pub fn add_manifest(tx: &Tx<'_>, check: &str, sha256: &str, jws: &str) -> Read<()> {
    tx.prepare_cached(
        "INSERT INTO check_manifest SELECT ?1, count(*), ?2, ?3 FROM check_manifest WHERE check_id = ?1",
    )?
    .execute([check, sha256, jws])?;
    Ok(())
}

/// A session's locked envelopes: the reviewer's thumbprint and the bytes, in that order.
pub fn envelopes(tx: &Tx<'_>, check: &str) -> Read<Vec<(String, Vec<u8>)>> {
    let mut statement = tx
        .prepare_cached("SELECT reviewer, locked FROM check_envelope WHERE check_id = ? ORDER BY reviewer")?;
    let rows = statement.query_map([check], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps a locked envelope.
pub fn put_envelope(tx: &Tx<'_>, check: &str, reviewer: &str, locked: &[u8]) -> Read<()> {
    tx.prepare_cached("INSERT INTO check_envelope VALUES (?, ?, ?)")?
        .execute(params![check, reviewer, locked])?;
    Ok(())
}

/// A decision that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Staff account.
    pub staff: String,
    /// `retake`, `accept` or `refuse`.
    pub decision: String,
    /// A note, locked under K_s for `check_decision.locked_note:CHECK:N`.
    pub locked_note: Option<Vec<u8>>,
    /// When, Unix ms.
    pub at: i64,
}

/// A session's decisions, oldest first.
pub fn decisions(tx: &Tx<'_>, check: &str) -> Read<Vec<Decided>> {
    let mut statement = tx.prepare_cached(
        "SELECT staff, decision, locked_note, at FROM check_decision WHERE check_id = ? ORDER BY n",
    )?;
    let rows = statement.query_map([check], |row| {
        Ok(Decided { staff: row.get(0)?, decision: row.get(1)?, locked_note: row.get(2)?, at: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds the `n`-th decision.
pub fn add_decision(tx: &Tx<'_>, check: &str, n: usize, decided: &Decided) -> Read<()> {
    tx.prepare_cached("INSERT INTO check_decision VALUES (?, ?, ?, ?, ?, ?)")?.execute(params![
        check,
        i64::try_from(n).unwrap_or(i64::MAX),
        decided.staff,
        decided.decision,
        decided.locked_note,
        decided.at
    ])?;
    Ok(())
}
