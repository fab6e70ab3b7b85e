use super::*;
use crate::platform::{KeyStore, KeyStoreError};
use crate::vault::LockState;

fn with_passphrase(text: &str) -> (Device, Store) {
    let device = Device::new();
    let mut store = device.store();
    store.write(&[put(RecordKind::Link, "a", "link"), put(RecordKind::Account, "a", "secret")]).unwrap();
    store.set_passphrase(None, &passphrase(text)).unwrap();
    (device, store)
}

#[test]
fn without_a_passphrase_there_is_nothing_to_lock() {
    let mut store = Device::new().store();
    assert_eq!(store.lock_state(), LockState::None);
    assert_eq!(store.lock(), Err(VaultError::NoPassphrase));
    assert_eq!(store.unlock(&passphrase("x")), Err(VaultError::NoPassphrase));
    assert_eq!(store.remove_passphrase(&passphrase("x")), Err(VaultError::NoPassphrase));
}

#[test]
fn a_locked_vault_keeps_the_persons_records_and_works_with_the_devices() {
    let (_device, mut store) = with_passphrase("correct horse");
    assert_eq!(store.lock_state(), LockState::Unlocked);
    store.lock().unwrap();
    assert_eq!(store.lock_state(), LockState::Locked);
    assert_eq!(store.load(RecordKind::Account), Err(VaultError::Locked));
    assert_eq!(store.write(&[put(RecordKind::Account, "b", "x")]), Err(VaultError::Locked));
    assert_eq!(all(&store, RecordKind::Link), pairs(&[("a", "link")]));
    store.write(&[put(RecordKind::Request, "r", "1"), delete(RecordKind::Link, "a")]).unwrap();
    assert_eq!(store.unlock(&passphrase("wrong")), Err(VaultError::WrongPassphrase));
    assert_eq!(store.load(RecordKind::Account), Err(VaultError::Locked));
    store.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(all(&store, RecordKind::Account), pairs(&[("a", "secret")]));
}

#[test]
fn an_account_is_deleted_while_locked() {
    let (_device, mut store) = with_passphrase("correct horse");
    store.lock().unwrap();
    store.write(&[delete(RecordKind::Account, "a")]).unwrap();
    store.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(all(&store, RecordKind::Account), pairs(&[]));
}

#[test]
fn a_vault_with_a_passphrase_opens_locked() {
    let (device, store) = with_passphrase("correct horse");
    drop(store);
    let mut store = device.store();
    assert_eq!(store.lock_state(), LockState::Locked);
    store.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(all(&store, RecordKind::Account), pairs(&[("a", "secret")]));
}

#[test]
fn changing_and_removing_need_the_present_passphrase() {
    let (device, mut store) = with_passphrase("first");
    assert_eq!(store.set_passphrase(None, &passphrase("second")), Err(VaultError::PassphraseNeeded));
    assert_eq!(
        store.set_passphrase(Some(&passphrase("wrong")), &passphrase("second")),
        Err(VaultError::WrongPassphrase)
    );
    assert_eq!(store.remove_passphrase(&passphrase("wrong")), Err(VaultError::WrongPassphrase));
    store.set_passphrase(Some(&passphrase("first")), &passphrase("second")).unwrap();
    drop(store);
    let mut store = device.store();
    assert_eq!(store.unlock(&passphrase("first")), Err(VaultError::WrongPassphrase));
    store.unlock(&passphrase("second")).unwrap();
    store.remove_passphrase(&passphrase("second")).unwrap();
    drop(store);
    let store = device.store();
    assert_eq!(store.lock_state(), LockState::None);
    assert_eq!(all(&store, RecordKind::Account), pairs(&[("a", "secret")]));
}

#[test]
fn the_records_stay_as_they_are_when_the_passphrase_changes() {
    let (_device, mut store) = with_passphrase("first");
    let blobs = |store: &Store| -> Vec<Vec<u8>> {
        let mut statement = store.connection.prepare("SELECT sealed FROM record ORDER BY id").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let before = blobs(&store);
    store.set_passphrase(Some(&passphrase("first")), &passphrase("second")).unwrap();
    assert_eq!(blobs(&store), before);
}

#[test]
fn passphrase_and_key_store_are_both_needed() {
    let (device, store) = with_passphrase("correct horse");
    drop(store);
    // The device's key alone unwraps, the person's share does not: as if that one was copied from elsewhere.
    let raw = rusqlite::Connection::open(device.database()).unwrap();
    let wrapped: Vec<Vec<u8>> = raw
        .prepare("SELECT by_key_store FROM wrap ORDER BY data_key")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(wrapped.iter().all(|wrapped| FakeKeys::new(2).unwrap(wrapped) == Err(KeyStoreError::NotFound)));
    drop(raw);
    let mut store = device.store();
    device.keys.replace_device(2);
    assert_eq!(store.unlock(&passphrase("correct horse")), Err(VaultError::WrongKey));
    device.keys.replace_device(1);
    store.unlock(&passphrase("correct horse")).unwrap();
}

/// From now on no key can be wrapped anew.
const FAILING: &str =
    "CREATE TEMP TRIGGER failing BEFORE INSERT ON main.wrap BEGIN SELECT RAISE(ABORT, ''); END";
const WORKING: &str = "DROP TRIGGER failing";

#[test]
fn a_change_that_cannot_be_written_leaves_the_old_passphrase() {
    let (device, mut store) = with_passphrase("first");
    store.connection.execute_batch(FAILING).unwrap();
    assert!(store.set_passphrase(Some(&passphrase("first")), &passphrase("second")).is_err());
    store.connection.execute_batch(WORKING).unwrap();
    device.keys.fail_next(KeyStoreError::Failed);
    assert!(store.set_passphrase(Some(&passphrase("first")), &passphrase("second")).is_err());
    drop(store);
    device.store().unlock(&passphrase("first")).unwrap();
}

#[test]
fn a_key_store_with_its_own_use_for_the_passphrase_follows_the_lock() {
    use crate::platform::software::{PromptedError, SoftwareKeys};
    use crate::platform::{KeyPurpose, KeyStore};

    let device = Device::new();
    let folder = device.folder.path().join("keys");
    let keys = Arc::new(SoftwareKeys::open(&folder).unwrap());
    let open = || Store::open(&device.config(), Machine { keys: keys.clone(), ..device.machine() }).unwrap();
    let mut store = open();
    let key = keys.create(KeyPurpose::Approval, None).unwrap().id;
    let signs = |passphrase| match keys.sign_prompted(&key, b"bytes", passphrase) {
        Err(PromptedError::WrongPassphrase) => false,
        signed => !signed.unwrap().is_empty(),
    };
    store.set_passphrase(None, &passphrase("first")).unwrap();
    assert!(signs(Some("first")) && !signs(None));
    store.connection.execute_batch(FAILING).unwrap();
    assert!(store.set_passphrase(Some(&passphrase("first")), &passphrase("second")).is_err());
    store.connection.execute_batch(WORKING).unwrap();
    assert!(signs(Some("first")) && !signs(Some("second")));
    store.lock().unwrap();
    assert_eq!(keys.create(KeyPurpose::Approval, None), Err(KeyStoreError::Locked));
    store.unlock(&passphrase("first")).unwrap();
    keys.create(KeyPurpose::Approval, None).unwrap();
    drop(store);
    let mut store = open();
    assert!(keys.needs_passphrase());
    store.remove_passphrase(&passphrase("first")).unwrap();
    assert!(signs(None) && !keys.needs_passphrase());
}

/// Wrong passphrases until one is not looked at; answers the wait.
fn exhaust(store: &mut Store) -> u64 {
    for _ in 0..20 {
        match store.unlock(&passphrase("wrong")) {
            Err(VaultError::WrongPassphrase) => {}
            Err(VaultError::TooMany { retry_after_ms }) => return retry_after_ms,
            other => panic!("{other:?}"),
        }
    }
    panic!("never held up")
}

#[test]
fn wrong_passphrases_lead_to_growing_waits() {
    let (device, mut store) = with_passphrase("correct horse");
    store.lock().unwrap();
    for _ in 0..5 {
        assert_eq!(store.unlock(&passphrase("wrong")), Err(VaultError::WrongPassphrase));
    }
    let held = Err(VaultError::TooMany { retry_after_ms: 30_000 });
    assert_eq!(store.unlock(&passphrase("correct horse")), held, "the right one is not looked at either");
    assert_eq!(store.remove_passphrase(&passphrase("correct horse")), held, "nor by another door");
    assert_eq!(store.set_passphrase(Some(&passphrase("correct horse")), &passphrase("new")), held);
    device.clock.advance(29_999);
    assert_eq!(exhaust(&mut store), 1);
    device.clock.advance(1);
    assert_eq!(store.unlock(&passphrase("wrong")), Err(VaultError::WrongPassphrase));
    assert_eq!(exhaust(&mut store), 60_000);
    device.clock.advance(60_000);
    store.unlock(&passphrase("correct horse")).unwrap();
    for _ in 0..5 {
        assert_eq!(store.unlock(&passphrase("wrong")), Err(VaultError::WrongPassphrase), "counted anew");
    }
}

#[test]
fn the_wait_outlives_the_process_the_wall_clock_and_the_boot() {
    let (device, mut store) = with_passphrase("correct horse");
    assert_eq!(exhaust(&mut store), 30_000);
    drop(store);
    device.clock.set_wall(4_000_000_000_000);
    let mut store = device.store();
    assert_eq!(exhaust(&mut store), 30_000, "the wall clock says nothing");
    device.clock.advance(10_000);
    drop(store);
    device.clock.reboot(86_400_000);
    let mut store = device.store();
    assert_eq!(exhaust(&mut store), 30_000, "a reboot begins the wait anew");
    device.clock.advance(20_000);
    drop(store);
    let mut store = device.store();
    assert_eq!(exhaust(&mut store), 10_000, "opening again does not");
    device.clock.advance(10_000);
    store.unlock(&passphrase("correct horse")).unwrap();
}

#[test]
fn the_count_cannot_be_put_back_by_editing_the_file() {
    let (device, mut store) = with_passphrase("correct horse");
    exhaust(&mut store);
    drop(store);
    let raw = rusqlite::Connection::open(device.database()).unwrap();
    raw.execute("UPDATE header SET attempts = zeroblob(60)", []).unwrap();
    drop(raw);
    assert_eq!(device.open().err(), Some(VaultError::Damaged));
}
