//! Secrets at rest: TOTP secrets, phone numbers and signing keys are AEAD blobs under a key outside the database.
//!
//! A blob is `version ‖ key id (4) ‖ nonce (12) ‖ ciphertext and tag`, AES-256-GCM, and bound to where it belongs:
//! the same bytes moved to another row or column do not open. The key file holds one key a line, the current one
//! first; older ones only open, so a rotation can seal anew at its own pace.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use data_encoding::BASE64URL_NOPAD;
use ring::{aead, hmac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::random::{Random, Unavailable};

const VERSION: u8 = 1;
const ID: usize = 4;
const HEAD: usize = 1 + ID + aead::NONCE_LEN;
/// A key file is a few lines; more is some other file.
const FILE_LIMIT: u64 = 64 * 1024;

/// What was read by [`Seal::open`]; wiped when dropped.
pub type Plain = Zeroizing<Vec<u8>>;

/// Why something could not be sealed, opened, or the key file not be used.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The key file could not be read or made.
    #[error("the key file cannot be used: {0}")]
    File(#[from] std::io::Error),
    /// Somebody else than its owner may read the key file.
    #[error("the key file is open to other users: take their rights away (chmod 600)")]
    Exposed,
    /// A line of the key file is no key.
    #[error("the key file is damaged: line {0} is no key")]
    Line(usize),
    /// The key file has no key in it.
    #[error("the key file holds no key")]
    Empty,
    /// The blob was made by a key that is not in the file, moved from its place, or changed.
    #[error("a sealed value does not open: another key, another place, or damaged")]
    DoesNotOpen,
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] Unavailable),
}

struct Key {
    id: [u8; ID],
    aead: aead::LessSafeKey,
    derive: hmac::Key,
}

impl Key {
    fn new(bytes: &[u8]) -> Option<Self> {
        let aead = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_256_GCM, bytes).ok()?);
        let id = Sha256::new().chain_update(b"kauth-seal-id").chain_update(bytes).finalize();
        Some(Self { id: *id.first_chunk()?, aead, derive: hmac::Key::new(hmac::HMAC_SHA256, bytes) })
    }
}

/// Seals and opens secrets at rest.
pub struct Seal {
    current: Key,
    older: Vec<Key>,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Seal").field("older", &self.older.len()).finish_non_exhaustive()
    }
}

impl Seal {
    /// Reads the key file at `path`, or makes one with a fresh key, readable by its owner only.
    ///
    /// # Errors
    /// [`SealError`] if the file cannot be used as it is.
    pub fn load_or_create(path: &Path, random: &dyn Random) -> Result<Self, SealError> {
        match File::open(path) {
            Ok(file) => Self::read(file),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut bytes = Zeroizing::new([0; 32]);
                random.fill(&mut *bytes)?;
                create(path, &Zeroizing::new(format!("{}\n", BASE64URL_NOPAD.encode(&*bytes))))?;
                Self::from_keys([bytes.as_slice()])
            }
            Err(error) => Err(error.into()),
        }
    }

    fn read(file: File) -> Result<Self, SealError> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            if file.metadata()?.permissions().mode() & 0o077 != 0 {
                return Err(SealError::Exposed);
            }
        }
        let mut text = Zeroizing::new(String::new());
        file.take(FILE_LIMIT).read_to_string(&mut text)?;
        let mut keys = Vec::new();
        for (index, line) in text.lines().map(str::trim).enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bytes = BASE64URL_NOPAD.decode(line.as_bytes()).map_err(|_| SealError::Line(index + 1))?;
            if bytes.len() != 32 {
                return Err(SealError::Line(index + 1));
            }
            keys.push(Zeroizing::new(bytes));
        }
        Self::from_keys(keys.iter().map(|key| key.as_slice()))
    }

    /// Uses these 32-byte keys, the current one first.
    ///
    /// # Errors
    /// [`SealError::Empty`] without any, [`SealError::Line`] for one of another length.
    pub fn from_keys<'a>(keys: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, SealError> {
        let mut keys =
            keys.into_iter().enumerate().map(|(index, key)| Key::new(key).ok_or(SealError::Line(index + 1)));
        let current = keys.next().ok_or(SealError::Empty)??;
        Ok(Self { current, older: keys.collect::<Result<_, _>>()? })
    }

    /// Seals `plain` for `place` (`table.column:row id`), the only place where it opens again.
    ///
    /// # Errors
    /// [`SealError::Random`].
    pub fn seal(&self, random: &dyn Random, place: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; aead::NONCE_LEN];
        random.fill(&mut nonce)?;
        let mut sealed = Vec::with_capacity(HEAD + plain.len() + aead::MAX_TAG_LEN);
        sealed.push(VERSION);
        sealed.extend_from_slice(&self.current.id);
        sealed.extend_from_slice(&nonce);
        let mut body = Zeroizing::new(plain.to_vec());
        let tag = self
            .current
            .aead
            .seal_in_place_separate_tag(
                aead::Nonce::assume_unique_for_key(nonce),
                aead::Aad::from(place.as_bytes()),
                &mut body,
            )
            .map_err(|_| SealError::DoesNotOpen)?;
        sealed.extend_from_slice(&body);
        sealed.extend_from_slice(tag.as_ref());
        Ok(sealed)
    }

    /// Opens what [`Seal::seal`] made for the same `place`.
    ///
    /// # Errors
    /// [`SealError::DoesNotOpen`].
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Plain, SealError> {
        let open = || {
            let (version, rest) = sealed.split_first()?;
            let (id, rest) = rest.split_first_chunk::<ID>()?;
            let (nonce, body) = rest.split_first_chunk::<{ aead::NONCE_LEN }>()?;
            if *version != VERSION {
                return None;
            }
            let key = std::iter::once(&self.current).chain(&self.older).find(|key| key.id == *id)?;
            let mut body = Zeroizing::new(body.to_vec());
            let nonce = aead::Nonce::assume_unique_for_key(*nonce);
            let length =
                key.aead.open_in_place(nonce, aead::Aad::from(place.as_bytes()), &mut body).ok()?.len();
            body.truncate(length);
            Some(body)
        };
        open().ok_or(SealError::DoesNotOpen)
    }

    /// Whether `sealed` was made by the current key: a rotation seals the others anew.
    #[must_use]
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        sealed.get(1..=ID) == Some(self.current.id.as_slice())
    }

    /// An HMAC-SHA-256 key of the current key for one purpose. It changes when the key file is rotated, so it is
    /// good for what lives minutes (nonces, cookies' checks), not for what is stored.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> hmac::Key {
        let derived = hmac::sign(&self.current.derive, purpose.as_bytes());
        hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref())
    }
}

/// Writes a new file that only its owner may read, and makes sure that it is on the disk.
pub(crate) fn create(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    fn seal(keys: &[u8]) -> Seal {
        let keys: Vec<[u8; 32]> = keys.iter().map(|byte| [*byte; 32]).collect();
        Seal::from_keys(keys.iter().map(<[u8; 32]>::as_slice)).unwrap()
    }

    #[test]
    fn opens_only_at_its_place_and_unchanged() {
        let seal = seal(&[1]);
        let sealed = seal.seal(&SystemRandom::new(), "links.totp:a", b"secret").unwrap();
        assert_eq!(seal.open("links.totp:a", &sealed).unwrap().as_slice(), b"secret");
        assert!(seal.open("links.totp:b", &sealed).is_err());
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(seal.open("links.totp:a", &changed).is_err(), "byte {index}");
            assert!(seal.open("links.totp:a", &sealed[..index]).is_err(), "cut at {index}");
        }
    }

    #[test]
    fn an_older_key_opens_and_only_the_current_one_seals() {
        let sealed = seal(&[1]).seal(&SystemRandom::new(), "p", b"secret").unwrap();
        let rotated = seal(&[2, 1]);
        assert_eq!(rotated.open("p", &sealed).unwrap().as_slice(), b"secret");
        assert!(!rotated.is_current(&sealed));
        assert!(rotated.is_current(&rotated.seal(&SystemRandom::new(), "p", b"secret").unwrap()));
        assert!(seal(&[2]).open("p", &sealed).is_err());
    }

    #[test]
    fn the_key_file_is_made_once_private_and_read_again() {
        let folder = crate::store::testing::folder();
        let path = folder.path().join("server.key");
        let made = Seal::load_or_create(&path, &SystemRandom::new()).unwrap();
        let sealed = made.seal(&SystemRandom::new(), "p", b"secret").unwrap();
        let read = Seal::load_or_create(&path, &SystemRandom::new()).unwrap();
        assert_eq!(read.open("p", &sealed).unwrap().as_slice(), b"secret");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(matches!(Seal::load_or_create(&path, &SystemRandom::new()), Err(SealError::Exposed)));
        }
    }

    #[test]
    fn a_damaged_key_file_is_named_and_left_alone() {
        let folder = crate::store::testing::folder();
        let path = folder.path().join("server.key");
        create(&path, "# current first\nnot a key\n").unwrap();
        assert!(matches!(Seal::load_or_create(&path, &SystemRandom::new()), Err(SealError::Line(2))));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "# current first\nnot a key\n");
    }
}
