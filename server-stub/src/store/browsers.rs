//! Browsers that completed a sign-in: known ones, some of them remembered for a while.

use data_encoding::BASE64URL_NOPAD;
use rusqlite::{OptionalExtension, Row, named_params, params};

use super::{StoreError, Tx};

/// A browser that is known to an account. Times are Unix ms.
#[derive(Debug, Clone)]
pub struct Browser {
    /// Its name in lists.
    pub id: String,
    /// SHA-256 of its cookie.
    pub cookie: Vec<u8>,
    /// Whose.
    pub account: String,
    /// Name from the server's list.
    pub browser: String,
    /// Name from the server's list.
    pub system: String,
    /// First complete sign-in.
    pub first_at: i64,
    /// Last complete sign-in.
    pub seen_at: i64,
    /// Until when the second factor is spared at sign-in.
    pub remembered_until: Option<i64>,
}

const COLUMNS: &str = "id, cookie, account, browser, system, first_at, seen_at, remembered_until";

fn browser(row: &Row<'_>) -> rusqlite::Result<Browser> {
    Ok(Browser {
        id: row.get(0)?,
        cookie: row.get(1)?,
        account: row.get(2)?,
        browser: row.get(3)?,
        system: row.get(4)?,
        first_at: row.get(5)?,
        seen_at: row.get(6)?,
        remembered_until: row.get(7)?,
    })
}

/// The browser with this cookie, if the account knows it.
pub fn find(tx: &Tx<'_>, account: &str, cookie: &[u8]) -> Result<Option<Browser>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM browser WHERE account = ? AND cookie = ?");
    Ok(tx.prepare_cached(&sql)?.query_row(params![account, cookie], browser).optional()?)
}

/// All browsers that an account knows, newest first.
pub fn list(tx: &Tx<'_>, account: &str) -> Result<Vec<Browser>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM browser WHERE account = ? ORDER BY seen_at DESC, id LIMIT 100");
    let mut query = tx.prepare_cached(&sql)?;
    let browsers = query.query_map([account], browser)?.collect::<Result<_, _>>()?;
    Ok(browsers)
}

/// Keeps a browser after a complete sign-in; an earlier remembrance stays unless a later one is given.
pub fn put(tx: &Tx<'_>, browser: &Browser) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO browser (id, cookie, account, browser, system, first_at, seen_at, remembered_until)
         VALUES (:id, :cookie, :account, :browser, :system, :first_at, :seen_at, :until)
         ON CONFLICT (cookie, account) DO UPDATE SET browser = :browser, system = :system, seen_at = :seen_at,
            remembered_until = coalesce(:until, remembered_until)",
    )?
    .execute(named_params! {
        ":id": browser.id, ":cookie": browser.cookie, ":account": browser.account, ":browser": browser.browser,
        ":system": browser.system, ":first_at": browser.first_at, ":seen_at": browser.seen_at,
        ":until": browser.remembered_until,
    })?;
    Ok(())
}

/// Gives a browser another cookie, for all accounts that know it, and for what it asked `account`'s phones before.
pub fn rename(tx: &Tx<'_>, account: &str, old: &[u8], new: &[u8]) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE browser SET cookie = ? WHERE cookie = ?")?.execute([new, old])?;
    tx.prepare_cached("UPDATE approval SET browser = ? WHERE account = ? AND browser = ?")?.execute([
        BASE64URL_NOPAD.encode(new).as_str(),
        account,
        BASE64URL_NOPAD.encode(old).as_str(),
    ])?;
    Ok(())
}

/// Ends the remembrance of one browser, or of all of an account.
pub fn stop_remembering(tx: &Tx<'_>, account: &str, id: Option<&str>) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE browser SET remembered_until = NULL WHERE account = ?1 AND (?2 IS NULL OR id = ?2)",
    )?
    .execute(params![account, id])?;
    Ok(())
}

/// Forgets one browser, or all of an account: it is a stranger again.
pub fn forget(tx: &Tx<'_>, account: &str, id: Option<&str>) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM browser WHERE account = ?1 AND (?2 IS NULL OR id = ?2)")?
        .execute(params![account, id])?;
    Ok(())
}

/// Forgets browsers that have not been seen since.
pub fn sweep(tx: &Tx<'_>, seen_before: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM browser WHERE seen_at < ?")?.execute([seen_before])?;
    Ok(())
}
