//! The one file that opens all others: the file key, and the root of the approval keys in one slot, or in two while the
//! passphrase changes.

use std::path::Path;

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

use super::SoftwareKeysError;
use super::files::Folder;
use crate::platform::{KeyStoreError, SystemRandom};
use crate::secret::seal::{self, Sealer};
use crate::secret::stretch::Stretch;
use crate::secret::{Secret, SecretText, Stored};

const NAME: &str = "root";
const ENDING: &str = ".key";
const VERSION: u32 = 1;
const SALT: &[u8] = b"kauth software keys 1";
const APPROVAL: &[u8] = b"kauth software approval root 1";

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Root {
    version: u32,
    file_key: Stored<Secret>,
    /// Each opens to the same root.
    approval: Vec<Slot>,
}

/// The root of the approval keys, sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "lock", rename_all = "snake_case", deny_unknown_fields)]
enum Slot {
    FileKey { sealed: String },
    Passphrase { stretch: Stretch, sealed: String },
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Root {
    /// Reads it, or makes it in a folder that has neither it nor a key.
    pub(super) fn open(folder: &Folder) -> Result<Self, SoftwareKeysError> {
        if let Some(root) = Self::read(folder)? {
            return Ok(root);
        }
        if !folder.names_ending(ENDING)?.is_empty() {
            return Err(SoftwareKeysError::Damaged);
        }
        let failed = |_| SoftwareKeysError::Io(std::io::ErrorKind::Other);
        let random = SystemRandom::new();
        let file_key = seal::new_key(&random).map_err(failed)?;
        let approval = seal::new_key(&random).map_err(failed)?;
        let root = Self { version: VERSION, file_key: Stored(file_key), approval: Vec::new() }
            .with(None, &approval)
            .map_err(|_| SoftwareKeysError::Io(std::io::ErrorKind::Other))?;
        if folder.write_first(Path::new(NAME), &root.json()?)? {
            return Ok(root);
        }
        Self::read(folder)?.ok_or(SoftwareKeysError::Damaged)
    }

    pub(super) fn keep(&self, folder: &Folder) -> Result<(), SoftwareKeysError> {
        folder.replace(Path::new(NAME), &self.json()?)
    }

    pub(super) fn needs_passphrase(&self) -> bool {
        !self.approval.iter().any(|slot| matches!(slot, Slot::FileKey { .. }))
    }

    /// What transport keys are sealed under.
    pub(super) fn transport(&self) -> Secret {
        self.derived("transport keys")
    }

    /// What wraps the vault's keys.
    pub(super) fn wrap(&self) -> Secret {
        self.derived("vault keys")
    }

    /// What approval keys are sealed under, if it can be had with that.
    pub(super) fn open_approval(&self, passphrase: Option<&SecretText>) -> Option<Secret> {
        self.approval.iter().find_map(|slot| self.open_slot(slot, passphrase))
    }

    /// The same with one slot only, the one for `passphrase`, and what is in it.
    ///
    /// # Errors
    /// `Refused` if `passphrase` opens none; `Failed`.
    pub(super) fn settled(self, passphrase: Option<&SecretText>) -> Result<(Self, Secret), KeyStoreError> {
        let fits = |slot: &Slot| matches!(slot, Slot::Passphrase { .. }) == passphrase.is_some();
        for slot in self.approval.iter().filter(|slot| fits(slot)) {
            if let Some(approval) = self.open_slot(slot, passphrase) {
                let settled = Self { approval: vec![slot.clone()], ..self };
                return Ok((settled, approval));
            }
        }
        // The app has a passphrase that this folder was never told of: from now on it counts here too.
        let approval =
            self.open_approval(None).filter(|_| passphrase.is_some()).ok_or(KeyStoreError::Refused)?;
        let settled = Self { approval: Vec::new(), ..self }.with(passphrase, &approval)?;
        Ok((settled, approval))
    }

    /// The same with one slot more, for `passphrase`.
    pub(super) fn with(
        mut self,
        passphrase: Option<&SecretText>,
        approval: &Secret,
    ) -> Result<Self, KeyStoreError> {
        let random = SystemRandom::new();
        let seal = |key: &Secret| {
            let sealed = Sealer::new(key)
                .map_err(|_| KeyStoreError::Failed)?
                .seal(&random, APPROVAL, approval)
                .map_err(|_| KeyStoreError::Failed)?;
            Ok::<_, KeyStoreError>(BASE64URL_NOPAD.encode(&sealed))
        };
        let slot = match passphrase {
            None => Slot::FileKey { sealed: seal(&self.derived("approval root"))? },
            Some(passphrase) => {
                let stretch = Stretch::new(&random).map_err(|_| KeyStoreError::Failed)?;
                let key = stretch.key(passphrase).map_err(|_| KeyStoreError::Failed)?;
                Slot::Passphrase { stretch, sealed: seal(&key)? }
            }
        };
        self.approval.push(slot);
        Ok(self)
    }

    fn open_slot(&self, slot: &Slot, passphrase: Option<&SecretText>) -> Option<Secret> {
        let (key, sealed) = match (slot, passphrase) {
            (Slot::FileKey { sealed }, _) => (self.derived("approval root"), sealed),
            (Slot::Passphrase { stretch, sealed }, Some(passphrase)) => {
                (stretch.key(passphrase).ok()?, sealed)
            }
            (Slot::Passphrase { .. }, None) => return None,
        };
        let sealed = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
        Sealer::new(&key).and_then(|sealer| sealer.open(APPROVAL, &sealed)).ok()
    }

    fn read(folder: &Folder) -> Result<Option<Self>, SoftwareKeysError> {
        let Some(bytes) = folder.read(Path::new(NAME))? else {
            return Ok(None);
        };
        let version: Version = bytes.read_json().map_err(|_| SoftwareKeysError::Damaged)?;
        if version.version > VERSION {
            return Err(SoftwareKeysError::Newer);
        }
        let root: Self = bytes.read_json().map_err(|_| SoftwareKeysError::Damaged)?;
        let whole = root.file_key.0.len() == 32 && !root.approval.is_empty();
        if whole { Ok(Some(root)) } else { Err(SoftwareKeysError::Damaged) }
    }

    fn json(&self) -> Result<Secret, SoftwareKeysError> {
        Secret::of_json(self).map_err(|_| SoftwareKeysError::Damaged)
    }

    /// HKDF fails only for outputs longer than ours; an empty key seals and opens nothing.
    fn derived(&self, purpose: &str) -> Secret {
        seal::derive(SALT, &[&self.file_key.0], purpose).unwrap_or_default()
    }
}
