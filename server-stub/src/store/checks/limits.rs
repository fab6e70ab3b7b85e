//! What is counted against pumping: messages by number, openings by address. Both stand here as keyed marks.

use rusqlite::params;

use super::Read;
use crate::store::Tx;

/// Remembers a message.
pub fn add_message(tx: &Tx<'_>, id: &str, check: &str, mark: &[u8], now: i64) -> Read<()> {
    tx.prepare_cached("INSERT INTO check_sms VALUES (?, ?, ?, ?)")?.execute(params![id, check, mark, now])?;
    Ok(())
}

/// How many messages a session sent.
pub fn messages_of(tx: &Tx<'_>, check: &str) -> Read<usize> {
    let count: i64 = tx
        .prepare_cached("SELECT count(*) FROM check_sms WHERE check_id = ?")?
        .query_row([check], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// To how many numbers beside this one a session sent.
pub fn other_numbers(tx: &Tx<'_>, check: &str, mark: &[u8]) -> Read<usize> {
    let count: i64 = tx
        .prepare_cached("SELECT count(DISTINCT mark) FROM check_sms WHERE check_id = ? AND mark <> ?")?
        .query_row(params![check, mark], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// When a number got messages since `since`, oldest first.
pub fn sent_to(tx: &Tx<'_>, mark: &[u8], since: i64) -> Read<Vec<i64>> {
    let mut statement =
        tx.prepare_cached("SELECT sent_at FROM check_sms WHERE mark = ? AND sent_at > ? ORDER BY sent_at")?;
    let rows = statement.query_map(params![mark, since], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When sessions were begun since `since`, oldest first: from this address, and in all.
pub fn openings(tx: &Tx<'_>, mark: &[u8], since: i64) -> Read<(Vec<i64>, Vec<i64>)> {
    let mut all = tx.prepare_cached("SELECT at, mark = ? FROM check_opening WHERE at > ? ORDER BY at")?;
    let rows = all.query_map(params![mark, since], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, bool)> = rows.collect::<Result<_, _>>()?;
    let own = rows.iter().filter(|(_, own)| *own).map(|(at, _)| *at).collect();
    Ok((own, rows.iter().map(|(at, _)| *at).collect()))
}

/// Remembers an opening.
pub fn add_opening(tx: &Tx<'_>, mark: &[u8], now: i64) -> Read<()> {
    tx.prepare_cached("INSERT INTO check_opening VALUES (?, ?)")?.execute(params![mark, now])?;
    Ok(())
}

/// Forgets messages and openings from before these moments; not the messages of a session that is still there, which
/// has limits of its own and takes its messages with it.
pub fn forget(tx: &Tx<'_>, messages_before: i64, openings_before: i64) -> Read<()> {
    tx.execute(
        "DELETE FROM check_sms WHERE sent_at <= ? AND check_id NOT IN
            (SELECT id FROM check_session WHERE wiped_at IS NULL)",
        [messages_before],
    )?;
    tx.execute("DELETE FROM check_opening WHERE at <= ?", [openings_before])?;
    Ok(())
}
