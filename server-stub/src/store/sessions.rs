//! Browser sessions, from the right password on. The cookie itself is never kept, only its SHA-256.

use rusqlite::{OptionalExtension, Row, named_params, params};

use super::{StoreError, Tx};
use crate::wakeups::Topic;

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is awaited.
    SecondFactor,
    /// Both were right; a new password must be set before anything else.
    NewPassword,
    /// Signed in.
    SignedIn,
}

impl Stage {
    fn as_str(self) -> &'static str {
        match self {
            Self::SecondFactor => "second_factor",
            Self::NewPassword => "new_password",
            Self::SignedIn => "signed_in",
        }
    }

    fn read(text: &str) -> Self {
        match text {
            "signed_in" => Self::SignedIn,
            "new_password" => Self::NewPassword,
            _ => Self::SecondFactor,
        }
    }
}

/// One browser's session. Times are Unix ms.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its name in other tables; no secret.
    pub id: String,
    /// SHA-256 of the cookie.
    pub cookie: Vec<u8>,
    /// Whose.
    pub account: String,
    /// How far it has come.
    pub stage: Stage,
    /// Whether the browser was known when the password was right.
    pub known: bool,
    /// Where to go after the second factor: a local path or empty.
    pub next: String,
    /// The request it waits for.
    pub approval: Option<String>,
    /// The request that opened it.
    pub opened_by: Option<String>,
    /// When the password was last proved.
    pub password_at: Option<i64>,
    /// When a second factor was last proved.
    pub factor_at: Option<i64>,
    /// Name from the server's list.
    pub browser: String,
    /// Name from the server's list.
    pub system: String,
    /// When it began.
    pub created_at: i64,
    /// When it was last used.
    pub seen_at: i64,
    /// When it ends in any case.
    pub expires_at: i64,
}

const COLUMNS: &str = "id, cookie, account, stage, known, next, approval, opened_by, password_at, factor_at, browser, \
                       system, created_at, seen_at, expires_at";

fn session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get(0)?,
        cookie: row.get(1)?,
        account: row.get(2)?,
        stage: Stage::read(&row.get::<_, String>(3)?),
        known: row.get(4)?,
        next: row.get(5)?,
        approval: row.get(6)?,
        opened_by: row.get(7)?,
        password_at: row.get(8)?,
        factor_at: row.get(9)?,
        browser: row.get(10)?,
        system: row.get(11)?,
        created_at: row.get(12)?,
        seen_at: row.get(13)?,
        expires_at: row.get(14)?,
    })
}

/// The session of this cookie, if it has not ended.
pub fn by_cookie(
    tx: &Tx<'_>,
    cookie: &[u8],
    now: i64,
    idle_since: i64,
) -> Result<Option<Session>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM session WHERE cookie = ? AND expires_at > ? AND seen_at > ?");
    Ok(tx.prepare_cached(&sql)?.query_row(params![cookie, now, idle_since], session).optional()?)
}

/// Keeps a session as it is now, new or changed.
pub fn put(tx: &Tx<'_>, session: &Session) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO session (id, cookie, account, stage, known, next, approval, opened_by, password_at, factor_at,
            browser, system, created_at, seen_at, expires_at)
         VALUES (:id, :cookie, :account, :stage, :known, :next, :approval, :opened_by, :password_at, :factor_at,
            :browser, :system, :created_at, :seen_at, :expires_at)
         ON CONFLICT (id) DO UPDATE SET cookie = :cookie, stage = :stage, next = :next, approval = :approval,
            opened_by = :opened_by, password_at = :password_at, factor_at = :factor_at, seen_at = :seen_at,
            expires_at = :expires_at",
    )?
    .execute(named_params! {
        ":id": session.id, ":cookie": session.cookie, ":account": session.account,
        ":stage": session.stage.as_str(), ":known": session.known, ":next": session.next,
        ":approval": session.approval, ":opened_by": session.opened_by, ":password_at": session.password_at,
        ":factor_at": session.factor_at, ":browser": session.browser, ":system": session.system,
        ":created_at": session.created_at, ":seen_at": session.seen_at, ":expires_at": session.expires_at,
    })?;
    Ok(())
}

/// Notes that the session is in use.
pub fn seen(tx: &Tx<'_>, id: &str, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE session SET seen_at = ? WHERE id = ?")?.execute(params![now, id])?;
    Ok(())
}

/// Ends one session.
pub fn end(tx: &Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM session WHERE id = ?")?.execute([id])?;
    tx.wake(Topic::Session(id.to_owned()));
    Ok(())
}

/// Ends all sessions of an account but one.
pub fn end_others(tx: &Tx<'_>, account: &str, but: Option<&str>) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM session WHERE account = ? AND id IS NOT ?")?
        .execute(params![account, but])?;
    Ok(())
}

/// Ends the signed-in sessions of an account; those that wait for the second factor go on waiting.
pub fn end_signed_in(tx: &Tx<'_>, account: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM session WHERE account = ? AND stage <> 'second_factor'")?
        .execute([account])?;
    Ok(())
}

/// Ends the session that this request opened; says whether there was one.
pub fn end_opened_by(tx: &Tx<'_>, approval: &str) -> Result<bool, StoreError> {
    Ok(tx.prepare_cached("DELETE FROM session WHERE opened_by = ?")?.execute([approval])? > 0)
}

/// Forgets sessions whose time is over.
pub fn sweep(tx: &Tx<'_>, now: i64, idle_since: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM session WHERE expires_at <= ? OR seen_at <= ?")?
        .execute([now, idle_since])?;
    Ok(())
}
