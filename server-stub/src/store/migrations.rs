//! The steps that bring a database from any older version to this one.
//!
//! A step is a numbered file, applied once, in order, and never edited afterwards: the database keeps its hash.
//! Numbers 1–9 are the phone's side (keys, links, approvals), 10–19 people and sessions, 20–29
//! running the server, 30–39 kCheck.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::StoreError;

/// One step.
pub struct Migration {
    /// Its number; steps are applied in rising order.
    pub number: i64,
    /// The SQL.
    pub sql: &'static str,
}

macro_rules! migration {
    ($number:literal, $file:literal) => {
        Migration { number: $number, sql: include_str!(concat!("migrations/", $file, ".sql")) }
    };
}

/// All steps in order.
pub const ALL: &[Migration] = &[
    migration!(1, "0001_server_keys"),
    migration!(2, "0002_links"),
    migration!(3, "0003_approvals"),
    migration!(10, "0010_people"),
    migration!(11, "0011_actions"),
    migration!(12, "0012_recovery"),
    migration!(13, "0013_orders"),
    migration!(14, "0014_recovery_notices"),
    migration!(15, "0015_told_login"),
    migration!(20, "0020_served_origin"),
    migration!(30, "0030_checks"),
];

/// Applies what is missing, all of it in one transaction.
///
/// # Errors
/// [`StoreError::Newer`] or [`StoreError::Edited`] if the database is not of this program's past; it is left as it is.
pub fn apply(connection: &Connection) -> Result<(), StoreError> {
    apply_up_to(connection, i64::MAX)
}

fn apply_up_to(connection: &Connection, last: i64) -> Result<(), StoreError> {
    let tx = connection.unchecked_transaction()?;
    tx.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, sha256 BLOB NOT NULL) STRICT",
    )?;
    let newest = ALL.iter().map(|step| step.number).max().unwrap_or(0);
    let known = |number: i64| ALL.iter().any(|step| step.number == number);
    let mut applied = tx.prepare("SELECT number FROM migration ORDER BY number")?;
    for number in applied.query_map([], |row| row.get::<_, i64>(0))? {
        let number = number?;
        if number > newest || !known(number) {
            return Err(StoreError::Newer(number));
        }
    }
    drop(applied);
    for step in ALL.iter().filter(|step| step.number <= last) {
        let hash: &[u8] = &Sha256::digest(step.sql);
        let stored: Option<Vec<u8>> = tx
            .query_row("SELECT sha256 FROM migration WHERE number = ?", [step.number], |row| row.get(0))
            .optional()?;
        match stored {
            Some(stored) if stored == hash => {}
            Some(_) => return Err(StoreError::Edited(step.number)),
            None => {
                tx.execute_batch(step.sql)?;
                tx.execute("INSERT INTO migration VALUES (?, ?)", params![step.number, hash])?;
            }
        }
    }
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(connection: &Connection) -> Vec<String> {
        let mut statement = connection
            .prepare("SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY type, name")
            .unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn every_older_version_becomes_this_one() {
        let fresh = Connection::open_in_memory().unwrap();
        apply(&fresh).unwrap();
        for step in ALL {
            let old = Connection::open_in_memory().unwrap();
            apply_up_to(&old, step.number).unwrap();
            apply(&old).unwrap();
            assert_eq!(schema(&old), schema(&fresh), "from version {}", step.number);
            apply(&old).unwrap();
        }
    }

    #[test]
    fn numbers_rise() {
        assert!(ALL.is_sorted_by(|a, b| a.number < b.number));
    }

    #[test]
    fn a_newer_database_is_left_alone() {
        let newer = Connection::open_in_memory().unwrap();
        apply(&newer).unwrap();
        newer.execute("INSERT INTO migration VALUES (9999, x'00')", []).unwrap();
        assert!(matches!(apply(&newer), Err(StoreError::Newer(9999))));
    }

    #[test]
    fn an_edited_step_is_noticed() {
        let edited = Connection::open_in_memory().unwrap();
        apply(&edited).unwrap();
        edited.execute("UPDATE migration SET sha256 = x'00' WHERE number = 1", []).unwrap();
        assert!(matches!(apply(&edited), Err(StoreError::Edited(1))));
    }
}
