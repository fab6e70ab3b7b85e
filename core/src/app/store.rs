//! The vault as the app uses it: records as JSON in memory that is wiped, a batch as one transaction.

use std::path::PathBuf;

use kauth_texts::Texts;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::actor::Actor;
use super::config::{AppConfig, Platform};
use crate::error::{CoreError, ErrorKind};
use crate::platform::KeyStoreError;
use crate::secret::{Secret, SecretText};
use crate::vault::{Change, LockState, RecordKind, Vault, VaultConfig, VaultError};

pub(super) use crate::vault::RecordKind as Kind;

/// The one settings record.
pub(super) const SETTINGS: &str = "settings";

/// Changes that are made together or not at all.
#[derive(Default)]
pub(super) struct Batch(Vec<Result<Change, VaultError>>);

impl Batch {
    pub(super) fn put<T: Serialize>(&mut self, kind: RecordKind, id: &str, record: &T) {
        let value = Secret::of_json(record).map_err(|_| VaultError::Failed);
        self.0.push(value.map(|value| Change::Put { kind, id: id.to_owned(), value }));
    }

    /// Bytes as they are.
    pub(super) fn put_bytes(&mut self, kind: RecordKind, id: &str, bytes: Vec<u8>) {
        self.0.push(Ok(Change::Put { kind, id: id.to_owned(), value: Secret::new(bytes) }));
    }

    pub(super) fn delete(&mut self, kind: RecordKind, id: &str) {
        self.0.push(Ok(Change::Delete { kind, id: id.to_owned() }));
    }
}

/// The vault.
pub(super) struct Store(Vault);

/// Why the vault did not do it.
pub(super) struct Failure(VaultError);

impl Store {
    pub(super) async fn open(config: &AppConfig, platform: &Platform) -> Result<Self, Failure> {
        let folder = PathBuf::from(&config.data_dir);
        let vault = Vault::open(
            VaultConfig { folder, create: true },
            platform.keys.clone(),
            platform.clock.clone(),
            platform.random.clone(),
        );
        vault.await.map(Self).map_err(Failure)
    }

    pub(super) async fn close(&self) {
        self.0.close().await;
    }

    pub(super) async fn write(&self, batch: Batch) -> Result<(), Failure> {
        let changes: Result<Vec<Change>, VaultError> = batch.0.into_iter().collect();
        let changes = changes.map_err(Failure)?;
        if changes.is_empty() {
            return Ok(());
        }
        self.0.write(changes).await.map_err(Failure)
    }

    /// All records of a kind, with their ids.
    pub(super) async fn load<T: DeserializeOwned>(
        &self,
        kind: RecordKind,
    ) -> Result<Vec<(String, T)>, Failure> {
        let records = self.0.load(kind).await.map_err(Failure)?;
        let read =
            |record: &crate::vault::Record| record.value.read_json().map(|value| (record.id.clone(), value));
        records.iter().map(read).collect::<Result<_, _>>().map_err(|_| Failure(VaultError::Damaged))
    }

    /// All records of a kind that are bytes, with their ids.
    pub(super) async fn load_bytes(&self, kind: RecordKind) -> Result<Vec<(String, Secret)>, Failure> {
        let records = self.0.load(kind).await.map_err(Failure)?;
        Ok(records.into_iter().map(|record| (record.id, record.value)).collect())
    }

    pub(super) async fn lock_state(&self) -> Result<LockState, Failure> {
        self.0.lock_state().await.map_err(Failure)
    }

    pub(super) async fn unlock(&self, passphrase: String) -> Result<(), Failure> {
        self.0.unlock(SecretText::new(passphrase)).await.map_err(Failure)
    }

    pub(super) async fn lock(&self) -> Result<(), Failure> {
        self.0.lock().await.map_err(Failure)
    }

    pub(super) async fn set_passphrase(&self, current: Option<String>, new: String) -> Result<(), Failure> {
        self.0.set_passphrase(current.map(SecretText::new), SecretText::new(new)).await.map_err(Failure)
    }

    pub(super) async fn remove_passphrase(&self, current: String) -> Result<(), Failure> {
        self.0.remove_passphrase(SecretText::new(current)).await.map_err(Failure)
    }
}

impl Failure {
    /// The failure in a person's words.
    pub(super) fn error(&self, texts: &Texts) -> CoreError {
        let kind = match &self.0 {
            VaultError::Newer { .. } => ErrorKind::VaultNewer,
            VaultError::Damaged => ErrorKind::VaultDamaged,
            VaultError::WrongKey => ErrorKind::VaultKey,
            VaultError::Full => ErrorKind::VaultFull,
            VaultError::InUse { process } => {
                let text = texts.error_vault_in_use(process.as_deref().unwrap_or("kAuth"));
                return CoreError { kind: ErrorKind::VaultInUse, text, retry_after_s: None };
            }
            VaultError::Locked => ErrorKind::Locked,
            VaultError::WrongPassphrase | VaultError::PassphraseNeeded => ErrorKind::WrongPassphrase,
            VaultError::TooMany { retry_after_ms } => {
                let seconds = u32::try_from(retry_after_ms.div_ceil(1000)).unwrap_or(u32::MAX);
                return CoreError::new(ErrorKind::TooMany, texts).after(Some(seconds));
            }
            VaultError::NoPassphrase => ErrorKind::NothingToDo,
            VaultError::KeyStore(KeyStoreError::NotFound | KeyStoreError::Invalidated) => ErrorKind::VaultKey,
            VaultError::KeyStore(_) => ErrorKind::KeyStore,
            VaultError::Closed => ErrorKind::Stopped,
            _ => ErrorKind::VaultFailed,
        };
        CoreError::new(kind, texts)
    }
}

impl Actor {
    /// Writes a batch, or says in the person's words why not.
    pub(super) async fn commit(&self, batch: Batch) -> Result<(), CoreError> {
        self.store.write(batch).await.map_err(|failure| failure.error(self.state.texts()))
    }

    /// Reads all records of a kind.
    pub(super) async fn load<T: DeserializeOwned>(
        &self,
        kind: RecordKind,
    ) -> Result<Vec<(String, T)>, CoreError> {
        self.store.load(kind).await.map_err(|failure| failure.error(self.state.texts()))
    }
}
