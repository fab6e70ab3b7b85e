//! Every sealed value there is, wherever it stands.
//!
//! Found by the schema, so that no room can be forgotten: a column is sealed if its name begins with `sealed`, and its
//! values are bound to the place `table.column:KEY`, KEY being the row's primary key.

use rusqlite::params;
use rusqlite::types::Value;

use super::{StoreError, Tx};

/// A column of sealed values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its table.
    pub table: String,
    /// Its name.
    pub name: String,
    /// The table's primary key.
    key: String,
}

/// All of them.
///
/// # Errors
/// [`StoreError::Unreadable`] if one stands in a table whose primary key is not a single column.
pub fn columns(tx: &Tx<'_>) -> Result<Vec<Column>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT t.name, c.name, k.name, (SELECT count(*) FROM pragma_table_info(t.name) WHERE pk > 0)
         FROM sqlite_schema t, pragma_table_info(t.name) c
         LEFT JOIN pragma_table_info(t.name) k ON k.pk = 1
         WHERE t.type = 'table' AND c.name LIKE 'sealed%' ORDER BY 1, 2",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((
            Column {
                table: row.get(0)?,
                name: row.get(1)?,
                key: row.get::<_, Option<_>>(2)?.unwrap_or_default(),
            },
            row.get(3)?,
        ))
    })?;
    rows.map(|row| match row? {
        (column, 1_i64) => Ok(column),
        _ => Err(StoreError::Unreadable("a sealed column whose rows have no place")),
    })
    .collect()
}

/// Replaces the values of a column for which `change` (given place and value) has another one; returns how many.
///
/// # Errors
/// What `change` says, or a [`StoreError`].
pub fn replace<E: From<StoreError>>(
    tx: &Tx<'_>,
    column: &Column,
    mut change: impl FnMut(&str, &[u8]) -> Result<Option<Vec<u8>>, E>,
) -> Result<usize, E> {
    let Column { table, name, key } = column;
    let mut replaced = Vec::new();
    {
        let select = format!(
            "SELECT \"{key}\", CAST(\"{key}\" AS TEXT), \"{name}\" FROM \"{table}\" WHERE \"{name}\" IS NOT NULL"
        );
        let mut statement = tx.prepare(&select).map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let read = || -> rusqlite::Result<(Value, String, Vec<u8>)> {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            };
            let (id, text, value) = read().map_err(StoreError::from)?;
            if let Some(new) = change(&format!("{table}.{name}:{text}"), &value)? {
                replaced.push((id, new));
            }
        }
    }
    let update = format!("UPDATE \"{table}\" SET \"{name}\" = ? WHERE \"{key}\" = ?");
    let mut statement = tx.prepare(&update).map_err(StoreError::from)?;
    for (id, value) in &replaced {
        statement.execute(params![value, id]).map_err(StoreError::from)?;
    }
    Ok(replaced.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing;

    #[tokio::test]
    async fn every_sealed_column_of_the_schema_is_found_and_has_a_place() {
        let (_folder, store) = testing::store();
        let found = store.read(columns).await.unwrap();
        let names: Vec<String> =
            found.iter().map(|column| format!("{}.{}", column.table, column.name)).collect();
        for known in
            ["server_key.sealed_pkcs8", "server_secret.sealed", "account.sealed_number", "message.sealed"]
        {
            assert!(names.iter().any(|name| name == known), "{known} in {names:?}");
        }
    }

    #[tokio::test]
    async fn a_sealed_column_without_a_single_key_is_refused() {
        for table in [
            "CREATE TABLE odd (sealed BLOB) STRICT",
            "CREATE TABLE odd (a, b, sealed BLOB, PRIMARY KEY (a, b))",
        ] {
            let (_folder, store) = testing::store();
            let refused = store
                .write(move |tx| {
                    tx.execute_batch(table)?;
                    columns(tx)
                })
                .await;
            assert!(matches!(refused, Err(StoreError::Unreadable(_))), "{table}");
        }
    }

    #[tokio::test]
    async fn only_what_changes_is_written_and_each_value_knows_its_place() {
        let (_folder, store) = testing::store();
        let (places, kept) = store
            .write(|tx| -> Result<_, StoreError> {
                tx.execute_batch(
                    "CREATE TABLE odd (id INTEGER PRIMARY KEY, sealed_x BLOB) STRICT;
                     INSERT INTO odd VALUES (1, x'01'), (2, x'02'), (3, NULL)",
                )?;
                let column = columns(tx)?.into_iter().find(|column| column.table == "odd");
                let mut places = Vec::new();
                let count = replace(tx, &column.unwrap(), |place, value| {
                    places.push(place.to_owned());
                    Ok::<_, StoreError>((value == [2]).then(|| vec![9]))
                })?;
                assert_eq!(count, 1);
                let all = "SELECT group_concat(iif(sealed_x IS NULL, 'none', hex(sealed_x))) FROM odd";
                let kept: String = tx.query_row(all, [], |row| row.get(0))?;
                Ok((places, kept))
            })
            .await
            .unwrap();
        assert_eq!(places, ["odd.sealed_x:1", "odd.sealed_x:2"]);
        assert_eq!(kept, "01,09,none");
    }
}
