//! A shell's key store: AndroidKeyStore, the Secure Enclave, or a test's.

use std::sync::Arc;

use kauth_core::platform::{
    CreatedKey, KeyInfo, KeyPurpose, KeyStore as CoreKeyStore, KeyStoreError as CoreError,
};
use kauth_core::secret::Secret;

/// What a key is for. A provider gets one of each.
#[uniffi::remote(Enum)]
pub enum KeyPurpose {
    /// Signs silently: calls, and the answers *No* and *This was not me*.
    Transport,
    /// Signs the answer *Yes*: only when the person was asked, and dies with a new enrolment of biometrics.
    Approval,
}

/// A P-256 key that was just made.
#[uniffi::remote(Record)]
pub struct CreatedKey {
    /// Names the key in this store from now on.
    pub id: String,
    /// The public point, uncompressed (SEC 1 §2.3.3: 4 ‖ x ‖ y, 65 bytes).
    pub public_key: Vec<u8>,
    /// X.509 certificates in DER that attest the key, its own first; empty where the store attests nothing.
    pub attestation: Vec<Vec<u8>>,
}

/// A key that is in the store.
#[uniffi::remote(Record)]
pub struct KeyInfo {
    /// Its name.
    pub id: String,
    /// What it is for.
    pub purpose: KeyPurpose,
    /// The public point, as in `CreatedKey.public_key`.
    pub public_key: Vec<u8>,
    /// It cannot leave its hardware.
    pub hardware_backed: bool,
}

/// Why a key store did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum KeyStoreError {
    /// There is no such key: deleted, or left behind on another device. For `unwrap`: what was wrapped is not by the key
    /// that is here.
    #[error("no such key")]
    NotFound,
    /// The key died, as approval keys do with a new enrolment of biometrics.
    #[error("the key is dead")]
    Invalidated,
    /// Not before the device, or the app, is unlocked.
    #[error("the key store is locked")]
    Locked,
    /// Not with this key, or the system or the person does not allow it (no screen lock for an approval key).
    #[error("the key store refused")]
    Refused,
    /// It failed for a reason of its own; trying again may help. Anything else that a shell throws counts as this.
    #[error("the key store failed")]
    Failed,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for KeyStoreError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

impl From<KeyStoreError> for CoreError {
    fn from(error: KeyStoreError) -> Self {
        match error {
            KeyStoreError::NotFound => Self::NotFound,
            KeyStoreError::Invalidated => Self::Invalidated,
            KeyStoreError::Locked => Self::Locked,
            KeyStoreError::Refused => Self::Refused,
            KeyStoreError::Failed => Self::Failed,
        }
    }
}

/// The device's key store. Calls may block (hardware takes up to a second) and come on the core's own threads. A shell may
/// call back into nothing from here.
#[uniffi::export(foreign)]
pub trait KeyStore: Send + Sync {
    /// Makes a P-256 key. `challenge` goes into the attestation, where the store can attest.
    fn create(&self, purpose: KeyPurpose, challenge: Option<Vec<u8>>) -> Result<CreatedKey, KeyStoreError>;

    /// Signs without asking: ECDSA over SHA-256 of `bytes`, as ASN.1 DER. `Refused` for an approval key.
    fn sign(&self, id: String, bytes: Vec<u8>) -> Result<Vec<u8>, KeyStoreError>;

    /// Tells whether a key is still usable, and what it is.
    fn describe(&self, id: String) -> Result<KeyInfo, KeyStoreError>;

    /// The ids of all transport and approval keys, so that those nobody owns after a kill can be deleted.
    fn list(&self) -> Result<Vec<String>, KeyStoreError>;

    /// Deletes a key for good. Deleting what is not there succeeds.
    fn delete(&self, id: String) -> Result<(), KeyStoreError>;

    /// Wraps a vault key (32 bytes) by a key that never leaves this store; the first call makes it. The bytes are not to be
    /// kept.
    fn wrap(&self, key: Vec<u8>) -> Result<Vec<u8>, KeyStoreError>;

    /// Unwraps what `wrap` made here.
    fn unwrap(&self, wrapped: Vec<u8>) -> Result<Vec<u8>, KeyStoreError>;

    /// Keys cannot leave this store's hardware.
    fn is_hardware_backed(&self) -> Result<bool, KeyStoreError>;
}

pub(crate) struct LentKeys(pub Arc<dyn KeyStore>);

impl CoreKeyStore for LentKeys {
    fn create(&self, purpose: KeyPurpose, challenge: Option<&[u8]>) -> Result<CreatedKey, CoreError> {
        Ok(self.0.create(purpose, challenge.map(<[u8]>::to_vec))?)
    }

    fn sign(&self, id: &str, bytes: &[u8]) -> Result<Vec<u8>, CoreError> {
        Ok(self.0.sign(id.to_owned(), bytes.to_vec())?)
    }

    fn describe(&self, id: &str) -> Result<KeyInfo, CoreError> {
        Ok(self.0.describe(id.to_owned())?)
    }

    fn list(&self) -> Result<Vec<String>, CoreError> {
        Ok(self.0.list()?)
    }

    fn delete(&self, id: &str) -> Result<(), CoreError> {
        Ok(self.0.delete(id.to_owned())?)
    }

    fn wrap(&self, key: &Secret) -> Result<Vec<u8>, CoreError> {
        Ok(self.0.wrap(key.expose().to_vec())?)
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Secret, CoreError> {
        Ok(Secret::new(self.0.unwrap(wrapped.to_vec())?))
    }

    fn is_hardware_backed(&self) -> bool {
        self.0.is_hardware_backed().unwrap_or(false)
    }
}
