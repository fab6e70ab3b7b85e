use super::*;
use crate::vault::schema::{MIGRATIONS, Migration};

const NEXT: Migration = |tx| {
    tx.execute_batch(
        "ALTER TABLE record ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
         UPDATE record SET pinned = 1;",
    )
};
const BROKEN: Migration = |tx| tx.execute_batch("DELETE FROM record; DROP TABLE nothing;");

fn open_as(device: &Device, more: &[Migration]) -> Result<Store, VaultError> {
    Store::open_as(&device.config(), device.machine(), &[MIGRATIONS, more].concat())
}

fn version(store: &Store) -> u32 {
    store.connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn a_newer_app_brings_an_older_vault_along_and_the_older_app_says_so() {
    let device = Device::new();
    device.store().write(&[put(RecordKind::Account, "a", "1")]).unwrap();
    let store = open_as(&device, &[NEXT]).unwrap();
    assert_eq!(version(&store), 2);
    assert_eq!(all(&store, RecordKind::Account), pairs(&[("a", "1")]));
    let pinned: u32 = store.connection.query_row("SELECT pinned FROM record", [], |row| row.get(0)).unwrap();
    assert_eq!(pinned, 1);
    drop(store);
    assert_eq!(device.open().err(), Some(VaultError::Newer { found: 2, known: 1 }));
    assert_eq!(all(&open_as(&device, &[NEXT]).unwrap(), RecordKind::Account), pairs(&[("a", "1")]));
}

#[test]
fn a_migration_that_fails_leaves_the_older_version_whole() {
    let device = Device::new();
    device.store().write(&[put(RecordKind::Account, "a", "1")]).unwrap();
    assert!(open_as(&device, &[NEXT, BROKEN]).is_err());
    let store = device.store();
    assert_eq!(version(&store), 1);
    assert_eq!(all(&store, RecordKind::Account), pairs(&[("a", "1")]));
}

#[test]
fn a_new_vault_is_of_the_newest_version() {
    let device = Device::new();
    assert_eq!(version(&open_as(&device, &[NEXT]).unwrap()), 2);
    assert_eq!(version(&Device::new().store()), 1);
}

/// A closed vault as each version wrote it, by `sqlite3 vault.db .dump`: on the fake device with seed 1, with the two records
/// and the passphrase that the test looks for.
const WRITTEN: &[(u32, &str)] = &[(1, include_str!("v1.sql"))];

#[test]
fn what_every_version_wrote_still_opens() {
    assert_eq!(WRITTEN.len(), MIGRATIONS.len(), "each version leaves a file behind for this test");
    for (version, sql) in WRITTEN {
        let device = Device::new();
        std::fs::create_dir(device.config().folder).unwrap();
        let raw = rusqlite::Connection::open(device.database()).unwrap();
        raw.execute_batch(sql).unwrap();
        raw.pragma_update(None, "application_id", 0x6b41_7574).unwrap();
        raw.pragma_update(None, "user_version", version).unwrap();
        drop(raw);
        let mut store = device.store();
        assert_eq!(all(&store, RecordKind::Link), pairs(&[("link", "of the device")]));
        store.unlock(&passphrase("correct horse")).unwrap();
        assert_eq!(all(&store, RecordKind::Account), pairs(&[("account", "of the person")]));
        store.write(&[delete(RecordKind::Account, "account")]).unwrap();
        assert_eq!(all(&store, RecordKind::Account), pairs(&[]), "row ids are still found");
    }
}
