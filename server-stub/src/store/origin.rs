//! The origin under which this server was last started.

use kauth_protocol::origin::Origin;
use rusqlite::OptionalExtension;

use super::{StoreError, Tx};

/// The origin of the last start.
pub fn find(tx: &Tx<'_>) -> Result<Option<Origin>, StoreError> {
    let text: Option<String> =
        tx.query_row("SELECT origin FROM served_origin", [], |row| row.get(0)).optional()?;
    text.map(|text| Origin::parse(&text).map_err(|_| StoreError::Unreadable("served_origin.origin")))
        .transpose()
}

/// Keeps the origin of this start; returns the one before.
pub fn replace(tx: &Tx<'_>, origin: &Origin) -> Result<Option<Origin>, StoreError> {
    let before = find(tx)?;
    tx.execute("INSERT OR REPLACE INTO served_origin VALUES (1, ?)", [origin.as_str()])?;
    Ok(before)
}
