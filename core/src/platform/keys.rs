//! Where the device's keys live: a secure element, a trusted environment, or a file.

use crate::secret::{Secret, SecretText};

/// What a key is for. A provider gets one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyPurpose {
    /// Signs silently: calls, and the answers *No* and *This was not me*.
    Transport,
    /// Signs the answer *Yes*: only when the person was asked, and dies with a new enrolment of biometrics.
    Approval,
}

/// A P-256 key that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedKey {
    /// Names the key in this store from now on.
    pub id: String,
    /// The public point, uncompressed (SEC 1 §2.3.3: 4 ‖ x ‖ y, 65 bytes).
    pub public_key: Vec<u8>,
    /// X.509 certificates in DER that attest the key, its own first; empty where the store attests nothing.
    pub attestation: Vec<Vec<u8>>,
}

/// A key that is in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyInfo {
    /// Its name.
    pub id: String,
    /// What it is for.
    pub purpose: KeyPurpose,
    /// The public point, as in [`CreatedKey::public_key`].
    pub public_key: Vec<u8>,
    /// It cannot leave its hardware.
    pub hardware_backed: bool,
}

/// Why a key store did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum KeyStoreError {
    /// There is no such key: deleted, or left behind on another device. For `unwrap`: what was wrapped is not by the
    /// key that is here.
    #[error("no such key")]
    NotFound,
    /// The key died, as approval keys do with a new enrolment of biometrics.
    #[error("the key is dead")]
    Invalidated,
    /// Not before the device, or the app, is unlocked.
    #[error("the key store is locked")]
    Locked,
    /// Not with this key: an approval key does not sign silently; or the system, or the person, does not allow it.
    #[error("the key store refused")]
    Refused,
    /// It failed for a reason of its own; trying again may help.
    #[error("the key store failed")]
    Failed,
}

impl KeyStoreError {
    /// The key will not come back: what it was for must be linked again.
    #[must_use]
    pub fn key_is_gone(self) -> bool {
        matches!(self, Self::NotFound | Self::Invalidated)
    }
}

/// The device's key store. Calls may block (hardware takes up to a second): never on a UI thread. A shell may call back
/// into nothing from here.
pub trait KeyStore: Send + Sync {
    /// Makes a P-256 key. `challenge` goes into the attestation, where the store can attest.
    ///
    /// # Errors
    /// [`KeyStoreError::Locked`], [`KeyStoreError::Refused`] (no screen lock for an approval key), `Failed`.
    fn create(&self, purpose: KeyPurpose, challenge: Option<&[u8]>) -> Result<CreatedKey, KeyStoreError>;

    /// Signs without asking: ECDSA over SHA-256 of `bytes`, as ASN.1 DER.
    ///
    /// # Errors
    /// `NotFound`, `Invalidated`, `Locked`, `Failed`; [`KeyStoreError::Refused`] for an approval key.
    fn sign(&self, id: &str, bytes: &[u8]) -> Result<Vec<u8>, KeyStoreError>;

    /// Tells whether a key is still usable, and what it is.
    ///
    /// # Errors
    /// `NotFound`, `Invalidated`, `Failed`.
    fn describe(&self, id: &str) -> Result<KeyInfo, KeyStoreError>;

    /// The ids of all transport and approval keys, so that those nobody owns after a kill can be deleted.
    ///
    /// # Errors
    /// `Failed`.
    fn list(&self) -> Result<Vec<String>, KeyStoreError>;

    /// Deletes a key for good. Deleting what is not there succeeds.
    ///
    /// # Errors
    /// `Failed`.
    fn delete(&self, id: &str) -> Result<(), KeyStoreError>;

    /// Wraps a vault key (32 bytes) by a key that never leaves this store; the first call makes it.
    ///
    /// # Errors
    /// `Locked`, `Failed`.
    fn wrap(&self, key: &Secret) -> Result<Vec<u8>, KeyStoreError>;

    /// Unwraps what [`KeyStore::wrap`] made here.
    ///
    /// # Errors
    /// [`KeyStoreError::NotFound`] for bytes that another store wrapped or somebody changed; `Invalidated`, `Locked`,
    /// `Failed`.
    fn unwrap(&self, wrapped: &[u8]) -> Result<Secret, KeyStoreError>;

    /// Keys cannot leave this store's hardware.
    fn is_hardware_backed(&self) -> bool;

    /// The app lock is open, with this passphrase; `None`: there is no app lock. A store that has its own use for the
    /// passphrase finishes here what [`KeyStore::passphrase_changing`] began. Others do nothing.
    ///
    /// # Errors
    /// `Refused` if the passphrase is not this store's, `Failed`.
    fn unlocked(&self, _passphrase: Option<&SecretText>) -> Result<(), KeyStoreError> {
        Ok(())
    }

    /// The app was locked: forget what [`KeyStore::unlocked`] opened.
    fn locked(&self) {}

    /// The app lock's passphrase is about to change (`None`: no lock). Until [`KeyStore::unlocked`] tells which of the
    /// two it became, both must do: a crash in between leaves either.
    ///
    /// # Errors
    /// `Refused` if `current` is not this store's, `Failed`; nothing was changed then.
    fn passphrase_changing(
        &self,
        _current: Option<&SecretText>,
        _new: Option<&SecretText>,
    ) -> Result<(), KeyStoreError> {
        Ok(())
    }
}
