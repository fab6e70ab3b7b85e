//! Forgotten passwords on their way, passwords that count later, links that stop, stand-in names.

use rusqlite::{OptionalExtension, Row, named_params, params};

use super::{StoreError, Tx};

/// Which way the codes went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the second address.
    Address,
    /// To the number, and another to the login address: a number alone is no evidence.
    Number,
}

impl Way {
    /// Its code in forms and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Number => "number",
        }
    }

    /// The way with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Address, Self::Number].into_iter().find(|way| way.as_str() == code)
    }
}

/// A forgotten password on its way.
#[derive(Clone)]
pub struct Recovery {
    /// SHA-256 of the browser's cookie, base64url.
    pub id: String,
    /// The login as typed, in one spelling.
    pub login: String,
    /// Whose, if anybody's.
    pub account: Option<String>,
    /// The way chosen.
    pub way: Option<Way>,
    /// Keyed hash of the code.
    pub code: Option<Vec<u8>>,
    /// Keyed hash of the code that went to the login address.
    pub second_code: Option<Vec<u8>>,
    /// How often codes were sent.
    pub sent: u32,
    /// Whether the codes were typed.
    pub proved: bool,
    /// Unix ms.
    pub expires_at: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Recovery> {
    let way: Option<String> = row.get("way")?;
    Ok(Recovery {
        id: row.get("id")?,
        login: row.get("login")?,
        account: row.get("account")?,
        way: way.as_deref().and_then(Way::parse),
        code: row.get("code")?,
        second_code: row.get("second_code")?,
        sent: row.get("sent")?,
        proved: row.get("proved")?,
        expires_at: row.get("expires_at")?,
    })
}

/// Keeps a recovery in place of the browser's older one. Tries begin anew only with a new one.
pub fn put(tx: &Tx<'_>, recovery: &Recovery) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO recovery (id, login, account, way, code, second_code, sent, proved, expires_at)
         VALUES (:id, :login, :account, :way, :code, :second_code, :sent, :proved, :expires_at)
         ON CONFLICT (id) DO UPDATE SET
             tries = CASE WHEN login = excluded.login THEN tries ELSE 0 END,
             login = excluded.login, account = excluded.account, way = excluded.way, code = excluded.code,
             second_code = excluded.second_code, sent = excluded.sent, proved = excluded.proved,
             expires_at = excluded.expires_at",
    )?
    .execute(named_params! {
        ":id": recovery.id,
        ":login": recovery.login,
        ":account": recovery.account,
        ":way": recovery.way.map(Way::as_str),
        ":code": recovery.code,
        ":second_code": recovery.second_code,
        ":sent": recovery.sent,
        ":proved": recovery.proved,
        ":expires_at": recovery.expires_at,
    })?;
    Ok(())
}

/// The browser's recovery, if it still counts.
pub fn find(tx: &Tx<'_>, id: &str, now: i64) -> Result<Option<Recovery>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT * FROM recovery WHERE id = ? AND expires_at > ?")?
        .query_row(params![id, now], read)
        .optional()?)
}

/// Counts a try at the codes; `None` if none is left.
pub fn try_codes(tx: &Tx<'_>, id: &str, most: u32, now: i64) -> Result<Option<Recovery>, StoreError> {
    let counted = tx
        .prepare_cached(
            "UPDATE recovery SET tries = tries + 1
             WHERE id = ? AND expires_at > ? AND tries < ? AND way IS NOT NULL AND NOT proved",
        )?
        .execute(params![id, now, most])?;
    if counted == 0 { Ok(None) } else { find(tx, id, now) }
}

/// Ends a browser's recovery.
pub fn drop_one(tx: &Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM recovery WHERE id = ?")?.execute([id])?;
    Ok(())
}

/// Ends every recovery of an account and the password that would count later; says whether there was one.
pub fn drop_all(tx: &Tx<'_>, account: &str) -> Result<bool, StoreError> {
    let begun = tx.prepare_cached("DELETE FROM recovery WHERE account = ?")?.execute([account])?;
    let later = tx.prepare_cached("DELETE FROM later_password WHERE account = ?")?.execute([account])?;
    let names = tx.prepare_cached("DELETE FROM stand_in WHERE account = ?")?.execute([account])?;
    Ok(begun + later + names > 0)
}

/// Keeps a password for later.
pub fn put_later(tx: &Tx<'_>, account: &str, password: &str, counts_at: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO later_password (account, password, counts_at) VALUES (?, ?, ?)",
    )?
    .execute(params![account, password, counts_at])?;
    Ok(())
}

/// Takes the passwords that count now: account and PHC form.
pub fn take_due(tx: &Tx<'_>, now: i64) -> Result<Vec<(String, String)>, StoreError> {
    let mut query =
        tx.prepare_cached("DELETE FROM later_password WHERE counts_at <= ? RETURNING account, password")?;
    let rows = query.query_map([now], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the next password counts.
pub fn next_deadline(tx: &Tx<'_>) -> Result<Option<i64>, StoreError> {
    Ok(tx.prepare_cached("SELECT min(counts_at) FROM later_password")?.query_row([], |row| row.get(0))?)
}

/// What a link stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Whose recoveries.
    pub account: String,
    /// And this kCheck session.
    pub check: Option<String>,
}

/// Keeps a token that stops something.
pub fn put_stop(tx: &Tx<'_>, token: &[u8], stop: &Stop, expires_at: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO recovery_stop (token, account, check_id, expires_at) VALUES (?, ?, ?, ?)",
    )?
    .execute(params![token, stop.account, stop.check, expires_at])?;
    Ok(())
}

/// What a token stops.
pub fn find_stop(tx: &Tx<'_>, token: &[u8], now: i64) -> Result<Option<Stop>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT account, check_id FROM recovery_stop WHERE token = ? AND expires_at > ?")?
        .query_row(params![token, now], |row| Ok(Stop { account: row.get(0)?, check: row.get(1)? }))
        .optional()?)
}

/// Keeps a stand-in name in place of the account's older one.
pub fn put_stand_in(tx: &Tx<'_>, name: &[u8], account: &str, expires_at: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM stand_in WHERE account = ?")?.execute([account])?;
    tx.prepare_cached("INSERT INTO stand_in (name, account, expires_at) VALUES (?, ?, ?)")?
        .execute(params![name, account, expires_at])?;
    Ok(())
}

/// Whose stand-in name this is.
pub fn find_stand_in(tx: &Tx<'_>, name: &[u8], now: i64) -> Result<Option<String>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT account FROM stand_in WHERE name = ? AND expires_at > ?")?
        .query_row(params![name, now], |row| row.get(0))
        .optional()?)
}

/// Uses a stand-in name up.
pub fn drop_stand_in(tx: &Tx<'_>, name: &[u8]) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM stand_in WHERE name = ?")?.execute([name])?;
    Ok(())
}

/// Keeps to which browser a login was told.
pub fn put_told_login(
    tx: &Tx<'_>,
    token: &[u8],
    browser: &[u8],
    account: &str,
    expires_at: i64,
) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO told_login (token, browser, account, expires_at) VALUES (?, ?, ?, ?)")?
        .execute(params![token, browser, account, expires_at])?;
    Ok(())
}

/// Whose login was told to this browser.
pub fn find_told_login(
    tx: &Tx<'_>,
    token: &[u8],
    browser: &[u8],
    now: i64,
) -> Result<Option<String>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT account FROM told_login WHERE token = ? AND browser = ? AND expires_at > ?")?
        .query_row(params![token, browser, now], |row| row.get(0))
        .optional()?)
}

/// Forgets what is over.
pub fn sweep(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    for table in ["recovery", "recovery_stop", "recovery_notice", "stand_in", "check_page", "told_login"] {
        let until = if table == "recovery_notice" { "ends_at" } else { "expires_at" };
        tx.execute(&format!("DELETE FROM {table} WHERE {until} <= ?"), [now])?;
    }
    Ok(())
}
