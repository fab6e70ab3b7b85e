use super::*;
use crate::platform::KeyStoreError;

/// Opening fails like this, twice, and leaves every byte of the vault as it was.
fn fails(device: &Device, expected: &VaultError) {
    // Looking at the file may leave an empty journal beside it.
    let content = || -> Vec<_> {
        let matters = |(name, bytes): &(String, Vec<u8>)| {
            name == "vault.db" || name != "vault.lock" && !bytes.is_empty()
        };
        device.files().into_iter().filter(matters).collect()
    };
    let before = content();
    for _ in 0..2 {
        assert_eq!(device.open().err().as_ref(), Some(expected));
        assert!(content() == before, "a vault that cannot be opened was changed");
    }
}

#[test]
fn a_vault_that_is_missing_is_said_and_not_made() {
    let device = Device::new();
    let config = VaultConfig { create: false, ..device.config() };
    assert_eq!(Store::open(&config, device.machine()).err(), Some(VaultError::Missing));
    assert!(!config.folder.exists());
    std::fs::create_dir(&config.folder).unwrap();
    assert_eq!(Store::open(&config, device.machine()).err(), Some(VaultError::Missing));
    assert_eq!(std::fs::read_dir(&config.folder).unwrap().count(), 0);
}

#[test]
fn a_second_opener_is_refused_and_told_who_holds_it() {
    let device = Device::new();
    let mut first = device.store();
    let Err(VaultError::InUse { process: Some(process) }) = device.open() else {
        panic!("not refused, or nobody named")
    };
    assert!(process.ends_with(&format!("({})", std::process::id())), "{process}");
    first.write(&[put(RecordKind::Link, "a", "1")]).unwrap();
    drop(first);
    assert_eq!(all(&device.store(), RecordKind::Link), pairs(&[("a", "1")]));
}

#[test]
fn another_program_on_the_file_is_in_use_too() {
    let device = Device::new();
    drop(device.store());
    let other = rusqlite::Connection::open(device.database()).unwrap();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; DELETE FROM record;").unwrap();
    assert_eq!(device.open().err(), Some(VaultError::InUse { process: None }));
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    device.store();
}

#[test]
fn a_newer_version_is_refused_by_number() {
    let device = Device::new();
    drop(device.store());
    let raw = rusqlite::Connection::open(device.database()).unwrap();
    raw.pragma_update(None, "user_version", 7).unwrap();
    drop(raw);
    fails(&device, &VaultError::Newer { found: 7, known: 1 });
}

#[test]
fn another_key_store_is_a_wrong_key() {
    let device = Device::new();
    drop(device.store());
    device.keys.replace_device(2);
    fails(&device, &VaultError::WrongKey);
    device.keys.replace_device(1);
    device.store();
}

#[test]
fn a_key_store_that_fails_is_said_as_such() {
    let device = Device::new();
    drop(device.store());
    for error in [KeyStoreError::Locked, KeyStoreError::Failed] {
        device.keys.fail_next(error);
        assert_eq!(device.open().err(), Some(VaultError::KeyStore(error)));
    }
    device.store();
}

#[test]
fn a_key_store_that_fails_while_the_vault_is_made_leaves_no_half_of_one() {
    let device = Device::new();
    device.keys.fail_next(KeyStoreError::Failed);
    assert_eq!(device.open().err(), Some(VaultError::KeyStore(KeyStoreError::Failed)));
    assert!(!device.database().exists());
    device.store();
}

#[test]
fn an_empty_a_foreign_and_a_cut_file_are_damaged_and_never_written_over() {
    let device = Device::new();
    let mut store = device.store();
    store.write(&[put(RecordKind::Account, "a", &"x".repeat(20_000))]).unwrap();
    drop(store);
    let whole = std::fs::read(device.database()).unwrap();
    let cut = &whole[..whole.len() - 4_096];
    for content in [b"".as_slice(), b"something else entirely", &[0; 8_192], &whole[..100], cut] {
        std::fs::write(device.database(), content).unwrap();
        fails(&device, &VaultError::Damaged);
    }
    std::fs::remove_file(device.database()).unwrap();
    let other = rusqlite::Connection::open(device.database()).unwrap();
    other.execute_batch("CREATE TABLE notes (text); PRAGMA user_version = 1;").unwrap();
    drop(other);
    fails(&device, &VaultError::Damaged);
}

#[test]
fn a_journal_without_its_database_is_damaged() {
    let device = Device::new();
    drop(device.store());
    std::fs::rename(device.database(), device.config().folder.join("vault.db-wal")).unwrap();
    fails(&device, &VaultError::Damaged);
}

#[test]
fn a_vault_that_was_half_made_is_made_anew() {
    let device = Device::new();
    let folder = device.config().folder;
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("vault.db.new"), "half").unwrap();
    std::fs::write(folder.join("vault.db.new-wal"), "half").unwrap();
    device.store();
    let names: Vec<_> = device.files().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["vault.db", "vault.lock"]);
}

#[test]
fn a_write_to_what_is_read_only_is_said_as_such() {
    let device = Device::new();
    drop(device.store());
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let raw = rusqlite::Connection::open_with_flags(device.database(), flags).unwrap();
    assert_eq!(VaultError::from(raw.execute("DELETE FROM record", []).unwrap_err()), VaultError::ReadOnly);
    for kind in [std::io::ErrorKind::PermissionDenied, std::io::ErrorKind::ReadOnlyFilesystem] {
        assert_eq!(VaultError::from(std::io::Error::from(kind)), VaultError::ReadOnly);
    }
    let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
    assert_eq!(VaultError::from(full), VaultError::Full);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;

    let device = Device::new();
    let mut store = device.store();
    store.write(&[put(RecordKind::Link, "a", "1")]).unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = device.config().folder;
    assert_eq!(mode(&folder), 0o700);
    for name in ["vault.db", "vault.db-wal", "vault.lock"] {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
    drop(store);
    std::fs::set_permissions(device.database(), std::fs::Permissions::from_mode(0o644)).unwrap();
    device.store();
    assert_eq!(mode(&device.database()), 0o600);
}
