//! Approvals, who may answer them, replies given, and the counters that slow openings down.

use std::collections::{BTreeMap, BTreeSet};

use kauth_protocol::approvals::{Decision, Policy, State, UserCheck};
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{StoreError, Tx};
use crate::domain::approvals::step::{Approval, BodyHash, Reply, Requester};

/// An approval as stored: what decides, and what is only carried along.
pub struct Stored {
    /// Request id.
    pub id: String,
    /// The account asked.
    pub account: String,
    /// `known`, `other` or `client`.
    pub class: String,
    /// The nonce in the request.
    pub nonce: String,
    /// The signed request, byte for byte.
    pub request: String,
    /// The digits, sealed for `approval.sealed_digits:ID`.
    pub sealed_digits: Option<Vec<u8>>,
    /// When it was made, Unix ms.
    pub created_at: i64,
    /// What [`crate::domain::approvals::step::step`] works on; its digits are not filled in.
    pub approval: Approval,
    version: i64,
}

/// The wire's name of a value, which is also the column's.
fn name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The name of a state in a column.
#[must_use]
pub fn state_name(state: State) -> String {
    name(&state)
}

/// The state that a column names.
#[must_use]
pub fn state_named(text: &str) -> Option<State> {
    serde_json::from_value(text.into()).ok()
}

fn named<T: DeserializeOwned>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    serde_json::from_value(text.into()).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, error.into())
    })
}

fn requester_columns(requester: &Requester) -> (&'static str, &str) {
    match requester {
        Requester::Web { session } => ("web", session),
        Requester::Client { id } => ("client", id),
    }
}

fn unsigned(row: &Row<'_>, index: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(index)?).unwrap_or(0))
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

const COLUMNS: &str = "id, account, requester_kind, requester, class, nonce, request, policy, user_check, \
                       sealed_digits, tries_left, state, decision, decided_by, reported, created_at, expires_at, \
                       lapses_at, version";

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let kind: String = row.get(2)?;
    let requester = if kind == "web" {
        Requester::Web { session: row.get(3)? }
    } else {
        Requester::Client { id: row.get(3)? }
    };
    let decision: Option<String> = row.get(12)?;
    let decided = decision
        .is_some()
        .then(|| Ok::<(Decision, String), rusqlite::Error>((named(row, 12)?, row.get(13)?)));
    let lapses: Option<i64> = row.get(17)?;
    Ok(Stored {
        id: row.get(0)?,
        account: row.get(1)?,
        class: row.get(4)?,
        nonce: row.get(5)?,
        request: row.get(6)?,
        sealed_digits: row.get(9)?,
        created_at: row.get(15)?,
        approval: Approval {
            state: named(row, 11)?,
            policy: named::<Policy>(row, 7)?,
            user_check: named::<UserCheck>(row, 8)?,
            digits: None,
            tries_left: row.get(10)?,
            devices: BTreeSet::new(),
            expires_at: unsigned(row, 16)?,
            lapses_at: lapses.map(|at| u64::try_from(at).unwrap_or(0)),
            decided: decided.transpose()?,
            reported: row.get(14)?,
            requester,
            replies: BTreeMap::new(),
        },
        version: row.get(18)?,
    })
}

/// An approval with its devices and replies.
pub fn find(tx: &Tx<'_>, id: &str) -> Result<Option<Stored>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM approval WHERE id = ?");
    let Some(mut found) = tx.prepare_cached(&sql)?.query_row([id], stored).optional()? else {
        return Ok(None);
    };
    let mut devices = tx.prepare_cached("SELECT device FROM approval_device WHERE approval = ?")?;
    found.approval.devices = devices.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut replies = tx.prepare_cached("SELECT body, reply FROM approval_reply WHERE approval = ?")?;
    let rows = replies.query_map([id], |row| Ok((row.get::<_, BodyHash>(0)?, row.get::<_, String>(1)?)))?;
    for row in rows {
        let (body, reply) = row?;
        let reply: Reply =
            serde_json::from_str(&reply).map_err(|_| StoreError::Unreadable("approval_reply"))?;
        found.approval.replies.insert(body, reply);
    }
    Ok(Some(found))
}

/// Adds an approval.
#[expect(clippy::too_many_arguments, reason = "one row, written once")]
pub fn insert(
    tx: &Tx<'_>,
    id: &str,
    account: &str,
    browser: &str,
    class: &str,
    nonce: &str,
    request: &str,
    sealed_digits: Option<&[u8]>,
    approval: &Approval,
    now: i64,
) -> Result<(), StoreError> {
    let (kind, requester) = requester_columns(&approval.requester);
    tx.prepare_cached(
        "INSERT INTO approval (id, account, requester_kind, requester, browser, class, nonce, request, policy, \
         user_check, sealed_digits, tries_left, state, created_at, expires_at, deadline) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        id,
        account,
        kind,
        requester,
        browser,
        class,
        nonce,
        request,
        name(&approval.policy),
        name(&approval.user_check),
        sealed_digits,
        approval.tries_left,
        name(&approval.state),
        now,
        signed(approval.expires_at),
        approval.deadline().map(signed),
    ])?;
    let mut device = tx.prepare_cached("INSERT INTO approval_device VALUES (?, ?)")?;
    for one in &approval.devices {
        device.execute([id, one.as_str()])?;
    }
    Ok(())
}

/// Writes what a step made of an approval, if nobody wrote it since it was read.
pub fn update(tx: &Tx<'_>, before: &Stored, next: &Approval) -> Result<(), StoreError> {
    let (decision, by) = next.decided.as_ref().map(|(decision, by)| (name(decision), by.as_str())).unzip();
    let written = tx
        .prepare_cached(
            "UPDATE approval SET state = ?, tries_left = ?, decision = ?, decided_by = ?, reported = ?, lapses_at = ?, \
             deadline = ?, version = version + 1, \
             sealed_digits = CASE WHEN ?7 IS NULL THEN NULL ELSE sealed_digits END WHERE id = ?8 AND version = ?9",
        )?
        .execute(params![
            name(&next.state),
            next.tries_left,
            decision,
            by,
            next.reported,
            next.lapses_at.map(signed),
            next.deadline().map(signed),
            before.id,
            before.version,
        ])?;
    if written != 1 {
        return Err(StoreError::Unreadable("approval.version"));
    }
    let mut gone = tx.prepare_cached("DELETE FROM approval_device WHERE approval = ? AND device = ?")?;
    for device in before.approval.devices.difference(&next.devices) {
        gone.execute([before.id.as_str(), device.as_str()])?;
    }
    let mut reply = tx.prepare_cached("INSERT INTO approval_reply VALUES (?, ?, ?)")?;
    for (body, given) in next.replies.iter().filter(|(body, _)| !before.approval.replies.contains_key(*body))
    {
        let text = serde_json::to_string(given).map_err(|_| StoreError::Unreadable("approval_reply"))?;
        reply.execute(params![before.id, body, text])?;
    }
    Ok(())
}

fn ids(tx: &Tx<'_>, sql: &str, values: impl rusqlite::Params) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Approvals of an account that may still change: pending or approved, oldest first.
pub fn open_of_account(tx: &Tx<'_>, account: &str) -> Result<Vec<String>, StoreError> {
    ids(
        tx,
        "SELECT id FROM approval WHERE account = ? AND deadline IS NOT NULL ORDER BY created_at, approval.rowid",
        [account],
    )
}

/// Approvals that this device may answer and nobody has, oldest first.
pub fn pending_of_device(tx: &Tx<'_>, device: &str) -> Result<Vec<String>, StoreError> {
    ids(
        tx,
        "SELECT id FROM approval JOIN approval_device ON approval = id WHERE device = ? AND state = 'pending' \
         ORDER BY created_at, approval.rowid",
        [device],
    )
}

/// Approvals whose deadline has come.
pub fn due(tx: &Tx<'_>, now: i64) -> Result<Vec<String>, StoreError> {
    ids(tx, "SELECT id FROM approval WHERE deadline <= ? ORDER BY deadline LIMIT 1000", [now])
}

/// The next deadline.
pub fn next_deadline(tx: &Tx<'_>) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT min(deadline) FROM approval WHERE deadline IS NOT NULL")?
        .query_row([], |row| row.get(0))?)
}

/// The newest request of an account: whether it was denied.
pub fn last_was_denied(tx: &Tx<'_>, account: &str) -> Result<bool, StoreError> {
    let state: Option<String> = tx
        .prepare_cached(
            "SELECT state FROM approval WHERE account = ? ORDER BY created_at DESC, rowid DESC LIMIT 1",
        )?
        .query_row([account], |row| row.get(0))
        .optional()?;
    Ok(state.as_deref() == Some("denied"))
}

/// Whether another browser or client asked since `since`.
pub fn another_asked(tx: &Tx<'_>, account: &str, browser: &str, since: i64) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM approval WHERE account = ? AND created_at > ? AND browser <> ?)",
        )?
        .query_row(params![account, since, browser], |row| row.get(0))?)
}

/// Drops what is over since before `before`.
pub fn forget(tx: &Tx<'_>, before: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM approval WHERE created_at < ? AND deadline IS NULL")?.execute([before])?;
    Ok(())
}

/// Openings in a row without a yes, and when the last one was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counter {
    /// How many.
    pub unapproved: u32,
    /// Unix ms.
    pub opened_at: i64,
}

/// The counter of an account and class.
pub fn counter(tx: &Tx<'_>, account: &str, class: &str) -> Result<Counter, StoreError> {
    Ok(tx
        .prepare_cached("SELECT unapproved, opened_at FROM approval_counter WHERE account = ? AND class = ?")?
        .query_row([account, class], |row| Ok(Counter { unapproved: row.get(0)?, opened_at: row.get(1)? }))
        .optional()?
        .unwrap_or_default())
}

/// Writes a counter.
pub fn set_counter(tx: &Tx<'_>, account: &str, class: &str, counter: Counter) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO approval_counter VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET unapproved = excluded.unapproved, \
         opened_at = excluded.opened_at",
    )?
    .execute(params![account, class, counter.unapproved, counter.opened_at])?;
    Ok(())
}

/// Lets a class begin anew.
pub fn clear_counter(tx: &Tx<'_>, account: &str, class: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM approval_counter WHERE account = ? AND class = ?")?
        .execute([account, class])?;
    Ok(())
}

/// Lets every class begin anew, and asks again.
pub fn clear(tx: &Tx<'_>, account: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM approval_counter WHERE account = ?")?.execute([account])?;
    tx.prepare_cached("DELETE FROM approval_block WHERE account = ?")?.execute([account])?;
    Ok(())
}

/// Asks nobody about this account any more.
pub fn block(tx: &Tx<'_>, account: &str, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO approval_block VALUES (?, ?) ON CONFLICT DO NOTHING")?
        .execute(params![account, now])?;
    Ok(())
}

/// Whether nobody is asked about this account.
pub fn is_blocked(tx: &Tx<'_>, account: &str) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM approval_block WHERE account = ?)")?
        .query_row([account], |row| row.get(0))?)
}
