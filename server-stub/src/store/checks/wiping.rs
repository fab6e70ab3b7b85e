//! What deletion needs: which sessions are due, and taking their rows away.

use rusqlite::params;

use super::{Read, Session, many};
use crate::store::Tx;

/// How the ids of messages begin that tell of a decision: their numbers outlive the session, and not for long.
pub const NEWS: &str = "news-";

/// Forgets messages that told of a decision before this moment.
pub fn forget_news(tx: &Tx<'_>, before: i64) -> Read<()> {
    tx.execute(
        "DELETE FROM message WHERE substr(id, 1, length(?1)) = ?1 AND created_at <= ?2",
        params![NEWS, before],
    )?;
    Ok(())
}

/// When the next claimed session is late.
pub fn next_deadline(tx: &Tx<'_>) -> Read<Option<i64>> {
    Ok(tx
        .prepare_cached(
            "SELECT min(deadline) FROM check_session WHERE wiped_at IS NULL AND ended_at IS NULL",
        )?
        .query_row([], |row| row.get(0))?)
}

/// Sessions that are late and not over yet.
pub fn late(tx: &Tx<'_>, now: i64) -> Read<Vec<Session>> {
    many(tx, "deadline <= ? AND ended_at IS NULL", &[&now])
}

/// Sessions that are over and of which something is left, oldest first.
pub fn unwiped(tx: &Tx<'_>) -> Read<Vec<Session>> {
    many(tx, "ended_at IS NOT NULL AND wiped_at IS NULL ORDER BY ended_at", &[])
}

/// Deletes everything that hangs on a session, and of the session all but how it ended.
pub fn delete_rows(tx: &Tx<'_>, check: &str) -> Read<()> {
    // The messages first: they are found by the session. News of its end go out after it.
    tx.execute(
        "DELETE FROM message WHERE id IN (SELECT id FROM check_sms WHERE check_id = ?)
            AND substr(id, 1, length(?)) <> ?",
        [check, NEWS, NEWS],
    )?;
    for table in ["check_chunk", "check_manifest", "check_envelope", "check_decision", "check_reader"] {
        tx.execute(&format!("DELETE FROM {table} WHERE check_id = ?"), [check])?;
    }
    Ok(())
}

/// Sessions whose token nobody claimed in time.
pub fn unclaimed(tx: &Tx<'_>, now: i64) -> Read<Vec<Session>> {
    many(tx, "stage = 'offered' AND token_until <= ?", &[&now])
}

/// Forgets whose a session was once nothing can be finished with it any more, and the session itself when it ended
/// before `ended_before`.
pub fn forget(tx: &Tx<'_>, now: i64, ended_before: i64) -> Read<()> {
    tx.execute(
        "UPDATE check_session SET account = NULL WHERE wiped_at IS NOT NULL AND account IS NOT NULL
            AND (finish_until IS NULL OR finish_until <= ?1 OR finish_used_at IS NOT NULL)",
        [now],
    )?;
    tx.execute(
        "DELETE FROM check_session WHERE wiped_at IS NOT NULL AND ended_at <= ?
            AND coalesce(finish_until, 0) <= ?",
        params![ended_before, now],
    )?;
    Ok(())
}
