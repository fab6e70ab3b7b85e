//! The vault from inside: what a suite with processes cannot reach.

mod damage;
mod handle;
mod lock;
mod migrations;
mod opening;
mod records;
mod secrecy;

use std::sync::Arc;

use tempfile::TempDir;

use super::error::VaultError;
use super::handle::{Change, Record, VaultConfig};
use super::kind::RecordKind;
use super::store::{Machine, Store};
use crate::platform::SystemRandom;
use crate::platform::fakes::{FakeKeys, ManualClock};
use crate::secret::{Secret, SecretText};

/// A device with a folder for its vault.
struct Device {
    folder: TempDir,
    keys: FakeKeys,
    clock: ManualClock,
}

impl Device {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            keys: FakeKeys::new(1),
            clock: ManualClock::new(1_700_000_000_000),
        }
    }

    fn config(&self) -> VaultConfig {
        VaultConfig { folder: self.folder.path().join("vault"), create: true }
    }

    fn machine(&self) -> Machine {
        Machine {
            keys: Arc::new(self.keys.clone()),
            clock: Arc::new(self.clock.clone()),
            random: Arc::new(SystemRandom::new()),
        }
    }

    fn open(&self) -> Result<Store, VaultError> {
        Store::open(&self.config(), self.machine())
    }

    /// Opens, and must not fail.
    fn store(&self) -> Store {
        self.open().unwrap()
    }

    fn database(&self) -> std::path::PathBuf {
        self.config().folder.join("vault.db")
    }

    /// All bytes of all files, by name.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = std::fs::read_dir(self.config().folder)
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let name = entry.file_name().into_string().unwrap();
                (name, std::fs::read(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }
}

fn put(kind: RecordKind, id: &str, value: &str) -> Change {
    Change::Put { kind, id: id.to_owned(), value: Secret::new(value.as_bytes().to_vec()) }
}

fn delete(kind: RecordKind, id: &str) -> Change {
    Change::Delete { kind, id: id.to_owned() }
}

fn passphrase(text: &str) -> SecretText {
    SecretText::new(text.to_owned())
}

/// Name and content of all records of a kind, in order.
fn all(store: &Store, kind: RecordKind) -> Vec<(String, String)> {
    readable(store.load(kind).unwrap())
}

fn readable(records: Vec<Record>) -> Vec<(String, String)> {
    let text = |record: Record| (record.id, String::from_utf8(record.value.expose().to_vec()).unwrap());
    let mut records: Vec<_> = records.into_iter().map(text).collect();
    records.sort();
    records
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect()
}
