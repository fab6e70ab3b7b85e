use std::path::Path;

use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use tempfile::TempDir;

use super::*;

struct Dir(TempDir);

impl Dir {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("keys")
    }

    /// As a new process sees it.
    fn keys(&self) -> SoftwareKeys {
        SoftwareKeys::open(self.path()).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn text(text: &str) -> SecretText {
    SecretText::new(text.to_owned())
}

fn verify(key: &CreatedKey, signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &key.public_key).verify(b"bytes", signature).is_ok()
}

/// Whether an approval key signs with that passphrase.
fn signs(keys: &SoftwareKeys, key: &CreatedKey, passphrase: Option<&str>) -> bool {
    match keys.sign_prompted(&key.id, b"bytes", passphrase) {
        Ok(signature) => {
            assert!(verify(key, &signature));
            true
        }
        Err(PromptedError::WrongPassphrase) => false,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn keys_sign_as_their_purpose_allows_also_in_the_next_process() {
    let dir = Dir::new();
    let keys = dir.keys();
    let transport = keys.create(KeyPurpose::Transport, None).unwrap();
    let approval = keys.create(KeyPurpose::Approval, None).unwrap();
    drop(keys);
    let keys = dir.keys();
    assert!(verify(&transport, &keys.sign(&transport.id, b"bytes").unwrap()));
    assert_eq!(keys.sign(&approval.id, b"bytes"), Err(KeyStoreError::Refused));
    assert!(!keys.needs_passphrase());
    assert!(signs(&keys, &approval, None));
    let refused = keys.sign_prompted(&transport.id, b"bytes", None);
    assert_eq!(refused, Err(KeyStoreError::Refused.into()));
    let info = keys.describe(&approval.id).unwrap();
    assert_eq!((info.purpose, &info.public_key), (KeyPurpose::Approval, &approval.public_key));
    assert!(!info.hardware_backed && !keys.is_hardware_backed());
    assert_eq!((transport.public_key.len(), transport.public_key[0]), (65, 4));
}

#[test]
fn keys_are_listed_and_deleted_once_and_for_all() {
    let dir = Dir::new();
    let keys = dir.keys();
    let one = keys.create(KeyPurpose::Transport, None).unwrap().id;
    let two = keys.create(KeyPurpose::Approval, None).unwrap().id;
    let mut listed = keys.list().unwrap();
    listed.sort();
    let mut expected = [one.clone(), two.clone()];
    expected.sort();
    assert_eq!(listed, expected);
    keys.delete(&one).unwrap();
    keys.delete(&one).unwrap();
    assert_eq!(keys.list().unwrap(), [two]);
    assert_eq!(keys.sign(&one, b"bytes"), Err(KeyStoreError::NotFound));
}

#[test]
fn an_id_does_not_lead_out_of_the_folder() {
    let dir = Dir::new();
    let keys = dir.keys();
    std::fs::write(dir.0.path().join("x.key"), "{}").unwrap();
    for id in ["../x", "", "root", "/etc/passwd", "..%2fx", "AAAAAAAAAAAAAAAAAAAA/x"] {
        assert_eq!(keys.sign(id, b"bytes"), Err(KeyStoreError::NotFound), "{id}");
        keys.delete(id).unwrap();
    }
    assert!(dir.0.path().join("x.key").exists());
    assert_eq!(dir.names(), ["root"]);
}

#[test]
fn what_one_folder_wrapped_no_other_unwraps() {
    let (one, other) = (Dir::new(), Dir::new());
    let key = Secret::new(vec![7; 32]);
    let wrapped = one.keys().wrap(&key).unwrap();
    assert_eq!(one.keys().unwrap(&wrapped), Ok(key));
    assert_eq!(other.keys().unwrap(&wrapped), Err(KeyStoreError::NotFound));
    assert_eq!(one.keys().unwrap(&wrapped[1..]), Err(KeyStoreError::NotFound));
    assert_eq!(one.keys().unwrap(b""), Err(KeyStoreError::NotFound));
}

#[test]
fn a_passphrase_guards_approval_keys_and_no_others() {
    let dir = Dir::new();
    let keys = dir.keys();
    let transport = keys.create(KeyPurpose::Transport, None).unwrap();
    let before = keys.create(KeyPurpose::Approval, None).unwrap();
    keys.passphrase_changing(None, Some(&text("correct horse"))).unwrap();
    keys.unlocked(Some(&text("correct horse"))).unwrap();
    let while_open = keys.create(KeyPurpose::Approval, None).unwrap();
    keys.locked();
    assert_eq!(keys.create(KeyPurpose::Approval, None), Err(KeyStoreError::Locked));
    drop(keys);
    let keys = dir.keys();
    assert!(keys.needs_passphrase());
    for key in [&before, &while_open] {
        assert!(!signs(&keys, key, None));
        assert!(!signs(&keys, key, Some("wrong")));
        assert!(signs(&keys, key, Some("correct horse")));
    }
    assert!(verify(&transport, &keys.sign(&transport.id, b"bytes").unwrap()));
    keys.create(KeyPurpose::Transport, None).unwrap();
    assert_eq!(keys.unlocked(Some(&text("wrong"))), Err(KeyStoreError::Refused));
    assert_eq!(keys.passphrase_changing(Some(&text("wrong")), None), Err(KeyStoreError::Refused));
    assert!(keys.needs_passphrase());
}

#[test]
fn between_two_passphrases_both_do_and_the_app_says_which_it_became() {
    for (old, new) in [(None, Some("new")), (Some("old"), Some("new")), (Some("old"), None)] {
        for became in [old, new] {
            let dir = Dir::new();
            let keys = dir.keys();
            let key = keys.create(KeyPurpose::Approval, None).unwrap();
            let (old_text, new_text, became_text) = (old.map(text), new.map(text), became.map(text));
            keys.unlocked(old_text.as_ref()).unwrap();
            keys.passphrase_changing(old_text.as_ref(), new_text.as_ref()).unwrap();
            // Killed here.
            drop(keys);
            let keys = dir.keys();
            assert!(signs(&keys, &key, old) && signs(&keys, &key, new), "{old:?} {new:?}");
            assert_eq!(keys.needs_passphrase(), old.is_some() && new.is_some());
            keys.unlocked(became_text.as_ref()).unwrap();
            drop(keys);
            let keys = dir.keys();
            assert!(signs(&keys, &key, became));
            assert_eq!(keys.needs_passphrase(), became.is_some());
            let given_up = if became == old { new } else { old };
            if became.is_some() {
                assert!(!signs(&keys, &key, given_up), "{old:?} {new:?} {became:?}");
            }
        }
    }
}

#[test]
fn a_passphrase_the_folder_was_never_told_of_counts_from_now_on() {
    let dir = Dir::new();
    let keys = dir.keys();
    let key = keys.create(KeyPurpose::Approval, None).unwrap();
    keys.unlocked(Some(&text("correct horse"))).unwrap();
    assert!(keys.needs_passphrase());
    assert!(signs(&keys, &key, Some("correct horse")) && !signs(&keys, &key, None));
}

#[test]
fn what_a_crash_left_half_written_is_tidied_up() {
    let dir = Dir::new();
    let keys = dir.keys();
    std::fs::write(dir.path().join("root.0123.tmp"), "half").unwrap();
    assert_eq!(dir.names(), ["root", "root.0123.tmp"]);
    keys.unlocked(None).unwrap();
    assert_eq!(dir.names(), ["root"]);
}

#[test]
fn two_first_openers_agree_on_one_root() {
    let dir = Dir::new();
    let folder = dir.path();
    let openers: Vec<_> = (0..8)
        .map(|_| {
            let folder = folder.clone();
            std::thread::spawn(move || SoftwareKeys::open(folder).unwrap())
        })
        .collect();
    let keys: Vec<_> = openers.into_iter().map(|opener| opener.join().unwrap()).collect();
    let wrapped = keys[0].wrap(&Secret::new(vec![1; 32])).unwrap();
    for other in &keys {
        assert!(other.unwrap(&wrapped).is_ok());
    }
    assert_eq!(dir.names(), ["root"]);
}

#[test]
fn a_damaged_a_newer_and_a_lost_root_are_said_and_not_replaced() {
    let dir = Dir::new();
    let key = dir.keys().create(KeyPurpose::Transport, None).unwrap();
    let root = dir.path().join("root");
    let whole = std::fs::read(&root).unwrap();
    let newer = br#"{"version":2,"something":"else"}"#.as_slice();
    for (content, expected) in [
        (b"".as_slice(), SoftwareKeysError::Damaged),
        (&whole[..whole.len() / 2], SoftwareKeysError::Damaged),
        (br#"{"version":1,"file_key":"","approval":[]}"#, SoftwareKeysError::Damaged),
        (newer, SoftwareKeysError::Newer),
    ] {
        std::fs::write(&root, content).unwrap();
        assert_eq!(SoftwareKeys::open(dir.path()).err(), Some(expected));
        assert_eq!(std::fs::read(&root).unwrap(), content);
    }
    std::fs::remove_file(&root).unwrap();
    assert_eq!(SoftwareKeys::open(dir.path()).err(), Some(SoftwareKeysError::Damaged));
    assert!(!root.exists());
    std::fs::write(&root, whole).unwrap();
    assert!(verify(&key, &dir.keys().sign(&key.id, b"bytes").unwrap()));
}

#[test]
fn a_damaged_or_exchanged_key_file_is_a_dead_key() {
    let dir = Dir::new();
    let keys = dir.keys();
    let one = keys.create(KeyPurpose::Transport, None).unwrap();
    let two = keys.create(KeyPurpose::Transport, None).unwrap();
    let approval = keys.create(KeyPurpose::Approval, None).unwrap();
    let file = |key: &CreatedKey| dir.path().join(format!("{}.key", key.id));
    std::fs::copy(file(&two), file(&one)).unwrap();
    assert_eq!(keys.sign(&one.id, b"bytes"), Err(KeyStoreError::Invalidated));
    std::fs::write(file(&two), "{").unwrap();
    assert_eq!(keys.describe(&two.id), Err(KeyStoreError::Invalidated));
    // An approval key does not become a silent one by a word in its file.
    let json = std::fs::read_to_string(file(&approval)).unwrap();
    std::fs::write(file(&approval), json.replace("approval", "transport")).unwrap();
    assert_eq!(keys.sign(&approval.id, b"bytes"), Err(KeyStoreError::Invalidated));
}

#[test]
fn no_private_key_is_on_disk_in_the_open() {
    let dir = Dir::new();
    let keys = dir.keys();
    keys.create(KeyPurpose::Transport, None).unwrap();
    keys.create(KeyPurpose::Approval, None).unwrap();
    // How every PKCS #8 file of a P-256 key begins (RFC 5208, RFC 5915).
    let begins = data_encoding::HEXLOWER.decode(b"301306072a8648ce3d020106082a8648ce3d030107").unwrap();
    let as_text = BASE64URL_NOPAD.encode(&begins);
    for name in dir.names() {
        let bytes = std::fs::read(dir.path().join(&name)).unwrap();
        assert!(!bytes.windows(begins.len()).any(|window| window == begins), "{name}");
        assert!(!String::from_utf8_lossy(&bytes).contains(&as_text), "{name}");
    }
    assert_eq!(format!("{keys:?}"), "SoftwareKeys");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;

    let dir = Dir::new();
    dir.keys().create(KeyPurpose::Transport, None).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir.path()), 0o700);
    for name in dir.names() {
        assert_eq!(mode(&dir.path().join(name)), 0o600);
    }
}
