//! Keys in files, for the terminal and the desktop. Not in mobile builds: there the hardware keeps them.
//!
//! The folder holds `root`, with a file key, and one sealed PKCS #8 file a key, all of mode 0600. Transport keys and the
//! key that wraps the vault's are under the file key: a locked app must still hear requests and say no. Approval keys are
//! under a root of their own, sealed under the passphrase (Argon2id) if there is one and under the file key otherwise. So a
//! change of the passphrase replaces one file, by one rename; until the app's lock has changed as well, the root can be
//! opened with the old passphrase and with the new one.
//!
//! Weaker than hardware: whoever can read the folder has the transport keys, and without a passphrase the approval keys.

mod files;
mod root;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom as RingRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde::{Deserialize, Serialize};

use super::{CreatedKey, KeyInfo, KeyPurpose, KeyStore, KeyStoreError, Random, SystemRandom, crash_point};
use crate::secret::seal::Sealer;
use crate::secret::{Secret, SecretText};
use files::Folder;
use root::Root;

const WRAP: &[u8] = b"kauth software wrap 1";

/// Why the folder of keys cannot be used. Nothing in it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SoftwareKeysError {
    /// A file in it is not what was written, or the one that opens all others is missing.
    #[error("the folder of keys is damaged")]
    Damaged,
    /// It was written by a newer version.
    #[error("the folder of keys is of a newer version")]
    Newer,
    /// It cannot be read or written.
    #[error("the folder of keys cannot be used: {0}")]
    Io(std::io::ErrorKind),
}

/// Why nothing was signed after the person was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromptedError {
    /// Another passphrase may be typed.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The key, or the store, does not do it.
    #[error(transparent)]
    Key(#[from] KeyStoreError),
}

/// A folder of keys.
pub struct SoftwareKeys {
    folder: Folder,
    state: Mutex<State>,
}

struct State {
    root: Root,
    /// What approval keys are sealed under, while the app is unlocked: new ones need it.
    approval: Option<Secret>,
}

/// A key's file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    version: u32,
    purpose: Purpose,
    public_key: String,
    sealed: String,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Purpose {
    Transport,
    Approval,
}

/// A key's file, understood.
struct Key {
    purpose: KeyPurpose,
    public_key: Vec<u8>,
    sealed: Vec<u8>,
}

impl SoftwareKeys {
    /// Opens the folder, or makes it. Several processes may; the vault sees to it that only one goes on.
    ///
    /// # Errors
    /// [`SoftwareKeysError`].
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, SoftwareKeysError> {
        let folder = Folder::open(folder.as_ref())?;
        let root = Root::open(&folder)?;
        Ok(Self { folder, state: Mutex::new(State { root, approval: None }) })
    }

    /// A passphrase must be typed for each signature by an approval key. Without one, a plain yes is the consent.
    #[must_use]
    pub fn needs_passphrase(&self) -> bool {
        self.state().root.needs_passphrase()
    }

    /// Signs with an approval key, for a person who has just consented: ECDSA over SHA-256 of `bytes`, as ASN.1 DER.
    /// Takes a moment where there is a passphrase: not on a UI thread.
    ///
    /// # Errors
    /// [`PromptedError::WrongPassphrase`] (also for none where one is needed), and those of [`KeyStore::sign`].
    pub fn sign_prompted(
        &self,
        id: &str,
        bytes: &[u8],
        passphrase: Option<&str>,
    ) -> Result<Vec<u8>, PromptedError> {
        let key = self.key(id)?;
        if key.purpose != KeyPurpose::Approval {
            return Err(KeyStoreError::Refused.into());
        }
        let passphrase = passphrase.map(|text| SecretText::new(text.to_owned()));
        let root = self.state().root.clone();
        let under = root.open_approval(passphrase.as_ref()).ok_or(PromptedError::WrongPassphrase)?;
        Ok(key.sign(id, &under, bytes)?)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn key(&self, id: &str) -> Result<Key, KeyStoreError> {
        let name = file_name(id).ok_or(KeyStoreError::NotFound)?;
        let bytes = self.folder.read(&name).map_err(failed)?.ok_or(KeyStoreError::NotFound)?;
        // A damaged key is a dead one: it cannot be had back.
        Key::parse(bytes.expose()).ok_or(KeyStoreError::Invalidated)
    }
}

impl Key {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let file: KeyFile = serde_json::from_slice(bytes).ok()?;
        let decode = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        let purpose = match file.purpose {
            Purpose::Transport => KeyPurpose::Transport,
            Purpose::Approval => KeyPurpose::Approval,
        };
        (file.version == 1).then_some(Self {
            purpose,
            public_key: decode(&file.public_key)?,
            sealed: decode(&file.sealed)?,
        })
    }

    fn sign(&self, id: &str, under: &Secret, bytes: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
        let random = RingRandom::new();
        let pkcs8 = Sealer::new(under)
            .and_then(|sealer| sealer.open(&place(id, self.purpose, &self.public_key), &self.sealed))
            .map_err(|_| KeyStoreError::Invalidated)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.expose(), &random)
            .map_err(|_| KeyStoreError::Invalidated)?;
        let signature = pair.sign(&random, bytes).map_err(|_| KeyStoreError::Failed)?;
        Ok(signature.as_ref().to_vec())
    }
}

impl KeyStore for SoftwareKeys {
    /// There is nothing that could attest a key in a file.
    fn create(&self, purpose: KeyPurpose, _challenge: Option<&[u8]>) -> Result<CreatedKey, KeyStoreError> {
        let under = {
            let state = self.state();
            match purpose {
                KeyPurpose::Transport => state.root.transport(),
                KeyPurpose::Approval => state
                    .approval
                    .clone()
                    .or_else(|| state.root.open_approval(None))
                    .ok_or(KeyStoreError::Locked)?,
            }
        };
        let (random, ring_random) = (SystemRandom::new(), RingRandom::new());
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &ring_random)
            .map_err(|_| KeyStoreError::Failed)?;
        let pkcs8 = Secret::new(document.as_ref().to_vec());
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.expose(), &ring_random)
            .map_err(|_| KeyStoreError::Failed)?;
        let public_key = pair.public_key().as_ref().to_vec();
        let mut number = [0; 16];
        random.fill(&mut number).map_err(|_| KeyStoreError::Failed)?;
        let id = BASE64URL_NOPAD.encode(&number);
        let sealed = Sealer::new(&under)
            .map_err(|_| KeyStoreError::Failed)?
            .seal(&random, &place(&id, purpose, &public_key), &pkcs8)
            .map_err(|_| KeyStoreError::Failed)?;
        let file = KeyFile {
            version: 1,
            purpose: match purpose {
                KeyPurpose::Transport => Purpose::Transport,
                KeyPurpose::Approval => Purpose::Approval,
            },
            public_key: BASE64URL_NOPAD.encode(&public_key),
            sealed: BASE64URL_NOPAD.encode(&sealed),
        };
        let json = Secret::of_json(&file).map_err(|_| KeyStoreError::Failed)?;
        let name = file_name(&id).ok_or(KeyStoreError::Failed)?;
        self.folder.replace(&name, &json).map_err(failed)?;
        crash_point("keys.created");
        Ok(CreatedKey { id, public_key, attestation: Vec::new() })
    }

    fn sign(&self, id: &str, bytes: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
        let key = self.key(id)?;
        if key.purpose != KeyPurpose::Transport {
            return Err(KeyStoreError::Refused);
        }
        let under = self.state().root.transport();
        key.sign(id, &under, bytes)
    }

    fn describe(&self, id: &str) -> Result<KeyInfo, KeyStoreError> {
        let key = self.key(id)?;
        Ok(KeyInfo {
            id: id.to_owned(),
            purpose: key.purpose,
            public_key: key.public_key,
            hardware_backed: false,
        })
    }

    fn list(&self) -> Result<Vec<String>, KeyStoreError> {
        self.folder.names_ending(FILE_ENDING).map_err(failed)
    }

    fn delete(&self, id: &str) -> Result<(), KeyStoreError> {
        match file_name(id) {
            Some(name) => self.folder.remove(&name).map_err(failed),
            None => Ok(()),
        }
    }

    fn wrap(&self, key: &Secret) -> Result<Vec<u8>, KeyStoreError> {
        let under = self.state().root.wrap();
        Sealer::new(&under)
            .map_err(|_| KeyStoreError::Failed)?
            .seal(&SystemRandom::new(), WRAP, key)
            .map_err(|_| KeyStoreError::Failed)
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Secret, KeyStoreError> {
        let under = self.state().root.wrap();
        Sealer::new(&under).and_then(|sealer| sealer.open(WRAP, wrapped)).map_err(|_| KeyStoreError::NotFound)
    }

    fn is_hardware_backed(&self) -> bool {
        false
    }

    fn unlocked(&self, passphrase: Option<&SecretText>) -> Result<(), KeyStoreError> {
        let present = self.state().root.clone();
        let (settled, approval) = present.clone().settled(passphrase)?;
        if settled != present {
            settled.keep(&self.folder).map_err(failed)?;
        }
        // The vault is ours by now, so whatever is half written is nobody's.
        self.folder.remove_half_written().map_err(failed)?;
        *self.state() = State { root: settled, approval: Some(approval) };
        Ok(())
    }

    fn locked(&self) {
        self.state().approval = None;
    }

    fn passphrase_changing(
        &self,
        current: Option<&SecretText>,
        new: Option<&SecretText>,
    ) -> Result<(), KeyStoreError> {
        let present = self.state().root.clone();
        let (settled, approval) = present.settled(current)?;
        let both = settled.with(new, &approval)?;
        both.keep(&self.folder).map_err(failed)?;
        crash_point("keys.both_passphrases");
        self.state().root = both;
        Ok(())
    }
}

impl fmt::Debug for SoftwareKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SoftwareKeys")
    }
}

const FILE_ENDING: &str = ".key";

/// A key's file, if that can be an id of ours: an id comes from outside and must not lead out of the folder.
fn file_name(id: &str) -> Option<PathBuf> {
    let ours = id.len() == 22 && BASE64URL_NOPAD.decode(id.as_bytes()).is_ok();
    ours.then(|| PathBuf::from(format!("{id}{FILE_ENDING}")))
}

/// What a key's file is bound to.
fn place(id: &str, purpose: KeyPurpose, public_key: &[u8]) -> Vec<u8> {
    let purpose: &[u8] = match purpose {
        KeyPurpose::Transport => b" transport ",
        KeyPurpose::Approval => b" approval ",
    };
    [b"kauth software key 1 ", id.as_bytes(), purpose, public_key].concat()
}

fn failed(error: SoftwareKeysError) -> KeyStoreError {
    tracing::warn!(?error, "the folder of keys");
    KeyStoreError::Failed
}

#[cfg(test)]
mod tests;
