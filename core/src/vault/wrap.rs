//! How a data key is wrapped: by the key store alone, or by the passphrase and the key store together.
//!
//! With a passphrase the wrapping key is HKDF over Argon2id's output and a random key that the key store wraps: neither a
//! copy of the disk with the passphrase nor the device without it is enough. A lock kind of a later version (PIN,
//! biometrics) is one more row.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::error::VaultError;
use super::kind::DataKey;
use super::row::VaultId;
use super::store::Machine;
use crate::platform::KeyStoreError;
use crate::secret::seal::{self, Sealer};
use crate::secret::stretch::Stretch;
use crate::secret::{Secret, SecretText};

const PURPOSE: &str = "kauth vault passphrase wrap 1";

/// A wrapped data key, as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    /// By the key store alone: there is no lock.
    KeyStore {
        /// The data key.
        by_key_store: Vec<u8>,
    },
    /// By the passphrase and the key store.
    Passphrase {
        /// The key store's share.
        by_key_store: Vec<u8>,
        /// How the passphrase becomes the other share.
        stretch: Stretch,
        /// The data key under both.
        sealed: Vec<u8>,
    },
}

impl Wrap {
    /// Wraps by the key store alone.
    pub(super) fn by_key_store(machine: &Machine, key: &Secret) -> Result<Self, VaultError> {
        Ok(Self::KeyStore { by_key_store: machine.keys.wrap(key).map_err(VaultError::KeyStore)? })
    }

    /// Wraps by the passphrase and the key store.
    pub(super) fn by_passphrase(
        machine: &Machine,
        vault: &VaultId,
        key: &Secret,
        passphrase: &SecretText,
    ) -> Result<Self, VaultError> {
        let random = machine.random.as_ref();
        let share = seal::new_key(random)?;
        let by_key_store = machine.keys.wrap(&share).map_err(VaultError::KeyStore)?;
        let stretch = Stretch::new(random)?;
        let both = both(vault, &stretch, passphrase, &share)?;
        let sealed = both.seal(random, &place(vault), key).map_err(|_| VaultError::Failed)?;
        Ok(Self::Passphrase { by_key_store, stretch, sealed })
    }

    /// The key store's part of unwrapping.
    ///
    /// # Errors
    /// `WrongKey`, `KeyStore`.
    pub(super) fn ask_key_store(&self, machine: &Machine) -> Result<Secret, VaultError> {
        let (Self::KeyStore { by_key_store } | Self::Passphrase { by_key_store, .. }) = self;
        let key = machine.keys.unwrap(by_key_store).map_err(|error| match error {
            KeyStoreError::NotFound | KeyStoreError::Invalidated => VaultError::WrongKey,
            other => VaultError::KeyStore(other),
        })?;
        if key.len() == 32 { Ok(key) } else { Err(VaultError::WrongKey) }
    }

    pub(super) fn read(
        connection: &Connection,
        vault: &VaultId,
        data_key: DataKey,
    ) -> Result<Self, VaultError> {
        let mut statement = connection.prepare_cached(
            "SELECT lock, by_key_store, sealed, salt, memory_kib, passes, lanes, checksum FROM wrap WHERE data_key = ?1",
        )?;
        let row = statement
            .query_row([data_key.number()], |row| {
                let lock: i64 = row.get(0)?;
                let by_key_store = row.get(1)?;
                let wrap = match lock {
                    0 => Self::KeyStore { by_key_store },
                    _ => Self::Passphrase {
                        by_key_store,
                        sealed: row.get(2)?,
                        stretch: Stretch {
                            salt: row.get(3)?,
                            memory_kib: row.get(4)?,
                            passes: row.get(5)?,
                            lanes: row.get(6)?,
                        },
                    },
                };
                Ok((lock, wrap, row.get::<_, Vec<u8>>(7)?))
            })
            .optional()?;
        let (lock, wrap, checksum) = row.ok_or(VaultError::Damaged)?;
        if lock == wrap.lock() && checksum == wrap.checksum(vault, data_key) {
            Ok(wrap)
        } else {
            Err(VaultError::Damaged)
        }
    }

    /// Puts it in the place of the present one, within the caller's transaction.
    pub(super) fn write(
        &self,
        connection: &Connection,
        vault: &VaultId,
        data_key: DataKey,
    ) -> Result<(), VaultError> {
        connection.execute("DELETE FROM wrap WHERE data_key = ?1", [data_key.number()])?;
        let (by_key_store, sealed, stretch) = match self {
            Self::KeyStore { by_key_store } => (by_key_store, None, None),
            Self::Passphrase { by_key_store, stretch, sealed } => (by_key_store, Some(sealed), Some(stretch)),
        };
        connection.execute(
            "INSERT INTO wrap (data_key, lock, by_key_store, sealed, salt, memory_kib, passes, lanes, checksum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                data_key.number(),
                self.lock(),
                by_key_store,
                sealed,
                stretch.map(|stretch| stretch.salt),
                stretch.map(|stretch| stretch.memory_kib),
                stretch.map(|stretch| stretch.passes),
                stretch.map(|stretch| stretch.lanes),
                self.checksum(vault, data_key),
            ],
        )?;
        Ok(())
    }

    fn lock(&self) -> i64 {
        match self {
            Self::KeyStore { .. } => 0,
            Self::Passphrase { .. } => 1,
        }
    }

    fn checksum(&self, vault: &VaultId, data_key: DataKey) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(vault);
        hash.update(data_key.number().to_be_bytes());
        hash.update(self.lock().to_be_bytes());
        let (Self::KeyStore { by_key_store } | Self::Passphrase { by_key_store, .. }) = self;
        hash.update(by_key_store.len().to_be_bytes());
        hash.update(by_key_store);
        if let Self::Passphrase { stretch, sealed, .. } = self {
            hash.update(stretch.salt);
            for number in [stretch.memory_kib, stretch.passes, stretch.lanes] {
                hash.update(number.to_be_bytes());
            }
            hash.update(sealed);
        }
        hash.finalize().to_vec()
    }
}

/// Opens a passphrase's wrap, once the key store gave its share.
///
/// # Errors
/// `WrongPassphrase`; `Damaged` for a cost that nobody wrote.
pub(super) fn open_by_passphrase(
    vault: &VaultId,
    stretch: &Stretch,
    sealed: &[u8],
    passphrase: &SecretText,
    share: &Secret,
) -> Result<Secret, VaultError> {
    both(vault, stretch, passphrase, share)?
        .open(&place(vault), sealed)
        .map_err(|_| VaultError::WrongPassphrase)
}

fn both(
    vault: &VaultId,
    stretch: &Stretch,
    passphrase: &SecretText,
    share: &Secret,
) -> Result<Sealer, VaultError> {
    let stretched = stretch.key(passphrase).map_err(|_| VaultError::Damaged)?;
    let key = seal::derive(vault, &[&stretched, share], PURPOSE).map_err(|_| VaultError::Failed)?;
    Sealer::new(&key).map_err(|_| VaultError::Failed)
}

fn place(vault: &VaultId) -> Vec<u8> {
    [b"kauth vault person key".as_slice(), vault].concat()
}
