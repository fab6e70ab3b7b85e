use super::*;

const PLANTED: [&str; 6] = [
    "JBSWY3DPEHPK3PXP",
    "anna@example.org",
    "Example Hosting",
    "manager.example.org",
    "2-ABCD-EFGH",
    "correct horse",
];

fn find(files: &[(String, Vec<u8>)], needle: &[u8]) -> Option<String> {
    let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    files.iter().find(|(_, bytes)| holds(bytes)).map(|(name, _)| name.clone())
}

#[test]
fn no_file_holds_a_secret_a_name_or_a_host() {
    let device = Device::new();
    let mut store = device.store();
    let changes = |kind| PLANTED.map(|text| put(kind, text, &text.repeat(50)));
    for kind in RecordKind::ALL {
        store.write(&changes(*kind)).unwrap();
        store.write(&changes(*kind)[1..]).unwrap();
    }
    store.set_passphrase(None, &passphrase("correct horse")).unwrap();
    store.write(&[delete(RecordKind::Account, PLANTED[0]), delete(RecordKind::Link, PLANTED[1])]).unwrap();
    store.write(&changes(RecordKind::Account)).unwrap();
    let open = device.files();
    assert!(
        open.iter().any(|(name, bytes)| name == "vault.db-wal" && !bytes.is_empty()),
        "the WAL is looked at"
    );
    drop(store);
    let closed = device.files();
    for text in PLANTED {
        assert_eq!(find(&open, text.as_bytes()), None, "{text}");
        assert_eq!(find(&closed, text.as_bytes()), None, "{text}");
    }
    assert_eq!(
        find(&open, b"CREATE TABLE record").as_deref(),
        Some("vault.db"),
        "the search finds what is there"
    );
}

#[test]
fn what_a_new_passphrase_replaced_is_in_no_file_any_more() {
    let device = Device::new();
    let mut store = device.store();
    let wrap = |store: &Store| -> Vec<u8> {
        let sql = "SELECT coalesce(sealed, by_key_store) FROM wrap WHERE data_key = 2";
        store.connection.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    store.write(&[put(RecordKind::Account, "a", "1")]).unwrap();
    let without = wrap(&store);
    assert!(find(&device.files(), &without).is_some());
    store.set_passphrase(None, &passphrase("first")).unwrap();
    let first = wrap(&store);
    assert_eq!(find(&device.files(), &without), None);
    store.set_passphrase(Some(&passphrase("first")), &passphrase("second")).unwrap();
    assert_eq!(find(&device.files(), &first), None);
}

#[test]
fn a_deleted_accounts_blob_is_in_no_file_any_more() {
    let device = Device::new();
    let mut store = device.store();
    store.write(&[put(RecordKind::Account, "a", "1")]).unwrap();
    let blob: Vec<u8> =
        store.connection.query_row("SELECT sealed FROM record", [], |row| row.get(0)).unwrap();
    assert!(find(&device.files(), &blob).is_some());
    store.write(&[delete(RecordKind::Account, "a")]).unwrap();
    assert_eq!(find(&device.files(), &blob), None);
}

#[test]
fn debug_output_holds_no_content() {
    let change = put(RecordKind::Account, "a", "planted");
    let record = Record { id: "a".into(), value: Secret::new(b"planted".to_vec()) };
    let printed = format!("{change:?} {record:?} {:?}", passphrase("planted"));
    assert!(!printed.contains("planted"), "{printed}");
}

/// Looks for a key in this process' memory. The key is given disguised, so that the search does not find itself.
#[cfg(target_os = "linux")]
fn in_memory(disguised: &[u8; 32]) -> usize {
    use std::io::{Read, Seek, SeekFrom};

    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = std::fs::File::open("/proc/self/mem").unwrap();
    let mut found = 0;
    for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
        let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        let mut at = from;
        // Pieces that overlap; each is disguised as it is read, so that it does not become a finding of its own.
        while at < to {
            let mut piece = vec![0; usize::try_from((to - at).min(1 << 20)).unwrap()];
            if memory.seek(SeekFrom::Start(at)).is_err() || memory.read_exact(&mut piece).is_err() {
                break;
            }
            piece.iter_mut().for_each(|byte| *byte ^= 0x5a);
            found += piece.windows(32).filter(|window| window == disguised).count();
            at += 1 << 20;
            at -= if at < to { 31 } else { 0 };
        }
    }
    found
}

#[cfg(target_os = "linux")]
#[test]
fn locking_wipes_the_persons_key_from_memory() {
    let device = Device::new();
    let mut store = device.store();
    store.set_passphrase(None, &passphrase("correct horse")).unwrap();
    store.write(&[put(RecordKind::Account, "a", "1")]).unwrap();
    store.lock().unwrap();
    store.unlock(&passphrase("correct horse")).unwrap();
    assert_eq!(all(&store, RecordKind::Account).len(), 1);
    let disguised = store.disguised_person_key();
    assert!(in_memory(&disguised) > 0, "the search finds the key while it is there");
    store.lock().unwrap();
    assert_eq!(in_memory(&disguised), 0);
}
