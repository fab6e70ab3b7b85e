//! Who is support, set by the operator on the command line, beside a running server: nobody gets there by a page.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, params};

use super::{DATABASE_FILE, StoreError};

/// How long the running server may keep the database busy.
const PATIENCE: Duration = Duration::from_secs(10);

/// Gives an account the support role, or takes it and its reviewer's keys away; `false` if nobody has this login.
///
/// # Errors
/// [`StoreError`], also where there is no database yet.
pub fn set(data_dir: &Path, login: &str, support: bool, now: i64) -> Result<bool, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(data_dir.join(DATABASE_FILE), flags)?;
    connection.busy_timeout(PATIENCE)?;
    let tx = connection.transaction()?;
    let login = login.trim().to_lowercase();
    let changed = tx.execute(
        "UPDATE account SET support = ? WHERE login = ? AND closed_at IS NULL",
        params![support, login],
    )?;
    if !support {
        tx.execute(
            "UPDATE reviewer SET removed_at = ?
             WHERE removed_at IS NULL AND account IN (SELECT id FROM account WHERE login = ?)",
            params![now, login],
        )?;
    }
    tx.commit()?;
    Ok(changed == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::testing;

    #[test]
    fn only_who_has_an_account_becomes_support_and_it_can_be_taken_away() {
        let (folder, _state, _clock) = testing::state();
        let connection = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
        let sql = "INSERT INTO account (id, login, name, sealed_number, recovery_address, password, password_at, language,
                       created_at) VALUES ('a', 'berta@example.org', 'B', x'', '', '', 0, 'en', 0);
                   INSERT INTO reviewer VALUES ('r', 'a', 'B', 't', '{}', 0, NULL);";
        connection.execute_batch(sql).unwrap();
        let read = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).unwrap();
        assert!(!set(folder.path(), "nobody@example.org", true, 5).unwrap());
        assert!(set(folder.path(), " Berta@Example.org", true, 5).unwrap());
        assert_eq!(read("SELECT support FROM account"), Some(1));
        assert_eq!(read("SELECT removed_at FROM reviewer"), None);
        assert!(set(folder.path(), "berta@example.org", false, 7).unwrap());
        assert_eq!(read("SELECT support FROM account"), Some(0));
        assert_eq!(
            read("SELECT removed_at FROM reviewer"),
            Some(7),
            "a new dossier is not encrypted to them"
        );
        assert!(set(&folder.path().join("nowhere"), "berta@example.org", true, 5).is_err());
    }
}
