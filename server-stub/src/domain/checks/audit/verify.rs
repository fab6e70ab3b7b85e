//! `kauth-server audit verify`: is every line where it was written, and is none missing at the end?
//!
//! The chain shows a changed, swapped or missing line. A tail that was cut off, heads and all, is shown only by a head
//! from elsewhere: a phone's, or one that was printed. So an old head can be given.

use std::path::Path;

use kauth_protocol::checks::{AUDIT_HEAD_TYP, AuditHead};
use kauth_protocol::jwk::{Jwks, PublicJwk};
use kauth_protocol::{b64, jws};

use super::{GENESIS, hash, rows};
use crate::store::{DATABASE_FILE, StoreError, Tx, keys, read_file};

/// Why the log could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// There is no database.
    #[error("{0}: there is no database here")]
    NoDatabase(std::path::PathBuf),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Found {
    /// This line is not what was written, or one before it is missing.
    #[error("line {0} was changed, or a line before it was taken out")]
    Changed(u64),
    /// A head says that there were more lines.
    #[error("lines are missing at the end: {signed} were signed for, {there} are there")]
    Cut {
        /// Lines that were signed for.
        signed: u64,
        /// Lines that are there.
        there: u64,
    },
    /// The lines up to this one are a consistent log, but another one than was signed for.
    #[error("the log was written anew: the first {0} lines are not those that were signed for")]
    Rewritten(u64),
    /// A head that no key of this server signed.
    #[error("a signed head does not hold: no key of this server made it")]
    BadHead,
}

/// What the look showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Lines that are there.
    pub lines: u64,
    /// Signed heads that they were compared with.
    pub heads: usize,
    /// What is wrong, if anything is.
    pub found: Option<Found>,
}

/// Verifies the log in this data folder; `head` is one from elsewhere. A running server may go on. Blocking.
///
/// # Errors
/// [`AuditError`] if the log cannot be looked at.
pub fn verify(data_dir: &Path, head: Option<&str>) -> Result<Verdict, AuditError> {
    let file = data_dir.join(DATABASE_FILE);
    if !file.is_file() {
        return Err(AuditError::NoDatabase(data_dir.into()));
    }
    Ok(read_file(&file, |tx| look(tx, head))?)
}

fn look(tx: &Tx<'_>, head: Option<&str>) -> Result<Verdict, StoreError> {
    let mut hashes: Vec<Vec<u8>> = vec![GENESIS.to_vec()];
    let mut changed = None;
    rows::each(tx, |row| {
        let expected = i64::try_from(hashes.len()).unwrap_or(i64::MAX);
        let before = hashes.last().map(Vec::as_slice).unwrap_or_default();
        if changed.is_none() && (row.n != expected || hash(before, &row.line) != row.hash) {
            changed = Some(u64::try_from(row.n).unwrap_or(0));
        }
        hashes.push(row.hash);
    })?;
    let lines = hashes.len() as u64 - 1;
    let public = keys::every_public(tx)?;
    let keys: Vec<PublicJwk> = public.iter().filter_map(|jwk| serde_json::from_str(jwk).ok()).collect();
    let keys = Jwks { keys };
    let mut heads = rows::heads(tx)?;
    heads.extend(head.map(|head| head.trim().to_owned()));
    let found =
        changed.map(Found::Changed).or_else(|| heads.iter().find_map(|head| compare(head, &keys, &hashes)));
    Ok(Verdict { lines, heads: heads.len(), found })
}

fn compare(head: &str, keys: &Jwks, hashes: &[Vec<u8>]) -> Option<Found> {
    let opened = jws::kid(head)
        .ok()
        .and_then(|kid| jws::open::<AuditHead>(head, AUDIT_HEAD_TYP, keys.find(&kid)?).ok());
    let Some(head) = opened else { return Some(Found::BadHead) };
    let there = hashes.len() as u64 - 1;
    match usize::try_from(head.count).ok().and_then(|count| hashes.get(count)) {
        None => Some(Found::Cut { signed: head.count, there }),
        Some(hash) if b64::encode(hash) != head.hash => Some(Found::Rewritten(head.count)),
        Some(_) => None,
    }
}
