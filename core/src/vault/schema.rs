//! Versions of the file. A migration is numbered by its place in the list, runs in one transaction with all others
//! that are due, and is never edited. It sees SQL only, never a key: a record that is to be sealed in another form
//! says so itself (`format`), and is rewritten when it is next put.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::VaultError;
use crate::platform::crash_point;

/// Brings the schema from the version before to its own.
pub(super) type Migration = fn(&Transaction<'_>) -> rusqlite::Result<()>;

/// The first one makes version 1.
pub(super) const MIGRATIONS: &[Migration] = &[|tx| tx.execute_batch(include_str!("schema/0001_first.sql"))];

/// Says of a file that it is a vault: "kAut".
const APPLICATION: i32 = 0x6b41_7574;

/// The file's version.
///
/// # Errors
/// `Newer`; `Damaged` for a file that is no vault.
pub(super) fn version(connection: &Connection, migrations: &[Migration]) -> Result<u32, VaultError> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = u32::try_from(migrations.len()).unwrap_or(u32::MAX);
    if application != APPLICATION || found == 0 {
        return Err(VaultError::Damaged);
    }
    if found > known {
        return Err(VaultError::Newer { found, known });
    }
    Ok(found)
}

/// Brings a file of version `from` to the newest, or leaves it as it is.
pub(super) fn migrate(
    connection: &mut Connection,
    from: u32,
    migrations: &[Migration],
) -> Result<(), VaultError> {
    let due = usize::try_from(from).ok().and_then(|from| migrations.get(from..)).unwrap_or_default();
    if due.is_empty() {
        return Ok(());
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    apply(&tx, due, migrations.len())?;
    crash_point("vault.migration.before_commit");
    tx.commit()?;
    Ok(())
}

/// Makes the newest schema in an empty file.
pub(super) fn make(tx: &Transaction<'_>, migrations: &[Migration]) -> Result<(), VaultError> {
    tx.pragma_update(None, "application_id", APPLICATION)?;
    apply(tx, migrations, migrations.len())
}

fn apply(tx: &Transaction<'_>, due: &[Migration], version: usize) -> Result<(), VaultError> {
    for migration in due {
        migration(tx)?;
    }
    let version = i64::try_from(version).map_err(|_| VaultError::Failed)?;
    Ok(tx.pragma_update(None, "user_version", version)?)
}
