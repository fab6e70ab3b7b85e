//! What can be wrong with a vault. Kinds only: the words are in the catalogue of texts.

use crate::platform::{KeyStoreError, RandomError};

/// Why the vault did not do what it was asked. Nothing was changed, and nothing that is on disk was lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// There is no vault in that folder, and none was to be made.
    #[error("there is no vault")]
    Missing,
    /// It was written by a newer version of the app.
    #[error("the vault is of version {found}, this app knows {known}")]
    Newer {
        /// The file's version.
        found: u32,
        /// The newest this app can read.
        known: u32,
    },
    /// The file, or a record in it, is not what was written.
    #[error("the vault is damaged")]
    Damaged,
    /// This device's key store holds another key than the one the vault was made with: a copy from another device, or a
    /// restored backup.
    #[error("the vault belongs to another key store")]
    WrongKey,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The folder or the file cannot be written.
    #[error("the vault cannot be written")]
    ReadOnly,
    /// It is already open in another process.
    #[error("the vault is already open in another process")]
    InUse {
        /// That process' name and number, as far as it told: `kauth (4711)`.
        process: Option<String>,
    },
    /// The person's records cannot be read or written while the app is locked.
    #[error("the vault is locked")]
    Locked,
    /// That is not the passphrase.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// Too many wrong passphrases: none is looked at before the wait is over.
    #[error("too many wrong passphrases")]
    TooMany {
        /// Milliseconds to wait.
        retry_after_ms: u64,
    },
    /// There is a passphrase, and the present one must be given to change it.
    #[error("the present passphrase is needed")]
    PassphraseNeeded,
    /// There is no passphrase: nothing to lock, to unlock or to remove.
    #[error("the vault has no passphrase")]
    NoPassphrase,
    /// The key store did not do its part.
    #[error("the key store: {0}")]
    KeyStore(KeyStoreError),
    /// It could not be read or written for another reason, e.g. the disk fails.
    #[error("the vault could not be read or written")]
    Failed,
    /// It was closed.
    #[error("the vault is closed")]
    Closed,
}

impl From<RandomError> for VaultError {
    fn from(_: RandomError) -> Self {
        Self::Failed
    }
}
