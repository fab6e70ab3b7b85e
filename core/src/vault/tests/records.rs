use super::*;

#[test]
fn records_come_back_by_kind_after_the_vault_was_closed() {
    let device = Device::new();
    device
        .store()
        .write(&[
            put(RecordKind::Link, "a", "link"),
            put(RecordKind::Account, "a", "account"),
            put(RecordKind::Account, "", "nameless"),
            put(RecordKind::Request, "ü", ""),
        ])
        .unwrap();
    let store = device.store();
    assert_eq!(all(&store, RecordKind::Link), pairs(&[("a", "link")]));
    assert_eq!(all(&store, RecordKind::Account), pairs(&[("", "nameless"), ("a", "account")]));
    assert_eq!(all(&store, RecordKind::Request), pairs(&[("ü", "")]));
    assert_eq!(all(&store, RecordKind::Provider), pairs(&[]));
}

#[test]
fn a_put_replaces_and_a_delete_removes_once_and_for_all() {
    let device = Device::new();
    let mut store = device.store();
    store.write(&[put(RecordKind::Link, "a", "1"), put(RecordKind::Link, "b", "1")]).unwrap();
    store.write(&[put(RecordKind::Link, "a", "2"), delete(RecordKind::Link, "b")]).unwrap();
    store.write(&[delete(RecordKind::Link, "b"), delete(RecordKind::Account, "a")]).unwrap();
    assert_eq!(all(&store, RecordKind::Link), pairs(&[("a", "2")]));
}

#[test]
fn a_transaction_that_fails_changes_nothing() {
    let device = Device::new();
    let mut store = device.store();
    store.set_passphrase(None, &passphrase("correct horse")).unwrap();
    store.write(&[put(RecordKind::Link, "a", "1")]).unwrap();
    store.lock().unwrap();
    let refused = store.write(&[
        put(RecordKind::Link, "a", "2"),
        delete(RecordKind::Link, "a"),
        put(RecordKind::Account, "x", "secret"),
    ]);
    assert_eq!(refused, Err(VaultError::Locked));
    assert_eq!(all(&store, RecordKind::Link), pairs(&[("a", "1")]));
}

#[test]
fn five_thousand_accounts_are_kept_and_loaded() {
    let device = Device::new();
    let mut store = device.store();
    let changes: Vec<_> =
        (0..5_000).map(|n| put(RecordKind::Account, &format!("{n:05}"), &"x".repeat(300))).collect();
    store.write(&changes).unwrap();
    drop(store);
    let records = all(&device.store(), RecordKind::Account);
    assert_eq!(records.len(), 5_000);
    assert_eq!(records[4_999], ("04999".to_owned(), "x".repeat(300)));
}

#[test]
fn a_full_disk_is_said_and_takes_nothing_away() {
    let device = Device::new();
    let mut store = device.store();
    store.write(&[put(RecordKind::Account, "a", "1")]).unwrap();
    let pages: u32 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages).unwrap();
    let big = "x".repeat(100_000);
    let full = store.write(&[put(RecordKind::Account, "a", "2"), put(RecordKind::Account, "b", &big)]);
    assert_eq!(full, Err(VaultError::Full));
    assert_eq!(all(&store, RecordKind::Account), pairs(&[("a", "1")]));
    store.write(&[delete(RecordKind::Account, "a")]).unwrap();
    store.connection.pragma_update(None, "max_page_count", 100_000).unwrap();
    store.write(&[put(RecordKind::Account, "b", &big)]).unwrap();
    drop(store);
    assert_eq!(all(&device.store(), RecordKind::Account), pairs(&[("b", &big)]));
}

#[test]
fn a_name_that_is_too_long_is_refused() {
    let device = Device::new();
    let mut store = device.store();
    let long = "x".repeat(70_000);
    assert_eq!(store.write(&[put(RecordKind::Link, &long, "")]), Err(VaultError::Failed));
    store.write(&[put(RecordKind::Link, &long[..65_535], "")]).unwrap();
    assert_eq!(all(&store, RecordKind::Link).len(), 1);
}
