//! Who looked, decided and deleted, and when: a chain of lines that cannot be changed or cut without being noticed.
//!
//! Each line's hash covers the hash before it. The log's length and last hash are signed hourly, at each deletion, and
//! in each status reply, so that every phone holds a witness. Nothing personal stands in a line, so the log outlives
//! the pictures.

use kauth_protocol::b64;
use kauth_protocol::checks::AuditHead;
use ring::digest::{Context, SHA256};
use serde::Serialize;

use crate::clock::{HOUR, SECOND};
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::checks::audit as rows;
use crate::store::{StoreError, Tx};

mod verify;

pub use verify::{AuditError, Found, Verdict, verify};

/// The hash before the first line.
pub const GENESIS: [u8; 32] = [0; 32];
/// A head is signed this often.
const HEADS: i64 = HOUR;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who<'a> {
    /// A staff account, by its id.
    Staff(&'a str),
    /// The server itself.
    Server,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The dossier was opened.
    Looked,
    /// A picture was fetched.
    Fetched,
    /// A login was looked up for it; whose, is not told.
    Sought,
    /// Pictures were asked for again.
    AskedRetake,
    /// Accepted.
    Accepted,
    /// Refused.
    Refused,
    /// Key, files and rows are gone.
    Deleted,
    /// A reviewer's key was added.
    AddedReviewer,
    /// A reviewer's key was removed.
    RemovedReviewer,
}

#[derive(Serialize)]
struct Line<'a> {
    at: i64,
    who: &'a str,
    what: What,
    /// Session, or reviewer's key.
    of: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
}

fn hash(before: &[u8], line: &str) -> Vec<u8> {
    let mut hash = Context::new(&SHA256);
    hash.update(before);
    hash.update(line.as_bytes());
    hash.finish().as_ref().to_vec()
}

/// Adds a line.
///
/// # Errors
/// [`StoreError`].
pub fn append(
    tx: &Tx<'_>,
    who: Who<'_>,
    what: What,
    of: &str,
    detail: &str,
    now: i64,
) -> Result<(), StoreError> {
    let who = match who {
        Who::Staff(id) => id,
        Who::Server => "server",
    };
    let line = serde_json::to_string(&Line { at: now, who, what, of, detail })
        .map_err(|_| StoreError::Unreadable("check_audit.line"))?;
    let (n, before) = rows::last(tx)?.map_or((0, GENESIS.to_vec()), |row| (row.n, row.hash));
    let hash = hash(&before, &line);
    rows::append(tx, &rows::Row { n: n.saturating_add(1), line, hash })
}

/// Where the log stands, signed.
///
/// # Errors
/// [`Failure`].
pub fn head(tx: &Tx<'_>, state: &AppState, now: i64) -> Result<String, Failure> {
    let (n, hash) = rows::last(tx)?.map_or((0, GENESIS.to_vec()), |row| (row.n, row.hash));
    let head = AuditHead {
        iss: state.origin.clone(),
        count: u64::try_from(n).unwrap_or(0),
        hash: b64::encode(&hash),
        iat: now.div_euclid(SECOND),
    };
    Ok(state.keys.sign(head.unsigned(state.keys.thumbprint()))?)
}

/// Signs where the log stands and keeps that in the log.
///
/// # Errors
/// [`Failure`].
pub fn keep_head(tx: &Tx<'_>, state: &AppState, now: i64) -> Result<(), Failure> {
    let count = rows::last(tx)?.map_or(0, |row| row.n);
    Ok(rows::keep_head(tx, count, now, &head(tx, state, now)?)?)
}

/// Keeps a head if the last one is an hour old.
///
/// # Errors
/// [`Failure`].
pub fn keep_hourly(tx: &Tx<'_>, state: &AppState, now: i64) -> Result<(), Failure> {
    let due = rows::last_head_at(tx)?.is_none_or(|at| now >= at.saturating_add(HEADS));
    if due && rows::last(tx)?.is_some() { keep_head(tx, state, now) } else { Ok(()) }
}
