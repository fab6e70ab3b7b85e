use super::*;

/// A closed vault with records under both keys.
fn written() -> Device {
    let device = Device::new();
    device
        .store()
        .write(&[
            put(RecordKind::Link, "one", "1"),
            put(RecordKind::Link, "two", "2"),
            put(RecordKind::Request, "one", "1"),
            put(RecordKind::Account, "one", "1"),
        ])
        .unwrap();
    device
}

fn raw(device: &Device) -> rusqlite::Connection {
    rusqlite::Connection::open(device.database()).unwrap()
}

#[test]
fn a_blob_moved_to_another_row_does_not_open() {
    let device = written();
    raw(&device)
        .execute_batch(
            "CREATE TEMP TABLE links AS SELECT id, sealed FROM main.record WHERE kind = 2;
             UPDATE main.record SET sealed = (SELECT sealed FROM links WHERE links.id <> record.id) WHERE kind = 2;",
        )
        .unwrap();
    assert_eq!(device.store().load(RecordKind::Link), Err(VaultError::Damaged));
    assert_eq!(all(&device.store(), RecordKind::Request), pairs(&[("one", "1")]));
}

#[test]
fn a_row_turned_into_another_kind_does_not_open() {
    let device = written();
    raw(&device).execute("UPDATE record SET kind = 7 WHERE kind = 6", []).unwrap();
    assert_eq!(device.store().load(RecordKind::History), Err(VaultError::Damaged));
}

#[test]
fn a_row_said_to_be_of_another_format_does_not_open() {
    let device = written();
    raw(&device).execute("UPDATE record SET format = 2 WHERE kind = 6", []).unwrap();
    assert_eq!(device.store().load(RecordKind::Request), Err(VaultError::Damaged));
}

#[test]
fn a_record_of_another_vault_of_the_same_device_does_not_open() {
    let (one, other) = (written(), written());
    let blob: (Vec<u8>, Vec<u8>) = raw(&other)
        .query_row("SELECT id, sealed FROM record WHERE kind = 6", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    raw(&one).execute("UPDATE record SET id = ?1, sealed = ?2 WHERE kind = 6", blob).unwrap();
    assert_eq!(one.store().load(RecordKind::Request), Err(VaultError::Damaged));
}

#[test]
fn a_record_that_the_index_misses_is_noticed() {
    let device = written();
    let sql = "SELECT rootpage, sql FROM sqlite_schema WHERE name = 'record_by_kind'";
    let index: (u32, String) = raw(&device).query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let writable = "PRAGMA writable_schema = ON;";
    let take_away = "DELETE FROM sqlite_schema WHERE name = 'record_by_kind'";
    raw(&device).execute_batch(&format!("{writable} {take_away}")).unwrap();
    raw(&device).execute("UPDATE record SET kind = 7 WHERE kind = 6", []).unwrap();
    let back = raw(&device);
    back.execute_batch(writable).unwrap();
    let put_back = "INSERT INTO sqlite_schema VALUES ('index', 'record_by_kind', 'record', ?1, ?2)";
    back.execute(put_back, index).unwrap();
    drop(back);
    assert_eq!(device.open().err(), Some(VaultError::Damaged));
}

#[test]
fn wraps_and_headers_of_another_vault_are_not_taken() {
    for sql in [
        "UPDATE wrap SET by_key_store = x'00'",
        "UPDATE wrap SET lock = 1 WHERE data_key = 2",
        "UPDATE header SET vault_id = randomblob(16)",
        "UPDATE header SET proof = attempts",
        "UPDATE header SET attempts = proof",
        "DELETE FROM wrap WHERE data_key = 2",
        "DELETE FROM header",
        "DROP TABLE wrap",
    ] {
        let device = written();
        raw(&device).execute_batch(sql).unwrap();
        assert_eq!(device.open().err(), Some(VaultError::Damaged), "{sql}");
    }
}

#[test]
fn whatever_byte_of_the_file_is_changed_nothing_wrong_comes_out() {
    let device = written();
    let whole = std::fs::read(device.database()).unwrap();
    let kinds = [RecordKind::Link, RecordKind::Request, RecordKind::Account];
    let read = |store: &Store| kinds.map(|kind| store.load(kind).map(readable));
    let before = read(&device.store());
    let (mut refused, mut harmless) = (0, 0);
    // The first page's head byte by byte, then a sample of everything.
    for place in (0..110).chain((110..whole.len()).step_by(41)) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x41;
        let _ = std::fs::remove_file(device.config().folder.join("vault.db-wal"));
        std::fs::write(device.database(), &bytes).unwrap();
        match device.open() {
            Ok(store) => {
                let after = read(&store);
                for (before, after) in before.iter().zip(&after) {
                    assert!(after == before || *after == Err(VaultError::Damaged), "byte {place}: {after:?}");
                }
                if after == before { harmless += 1 } else { refused += 1 }
            }
            Err(VaultError::Damaged | VaultError::Newer { .. } | VaultError::ReadOnly) => refused += 1,
            Err(other) => panic!("byte {place}: {other:?}"),
        }
    }
    // Most of a small file is free space; what is not must have been noticed.
    assert!(refused > 60, "{refused} refused, {harmless} harmless");
}
