//! One picture, encrypted: 16 bytes of salt, then frames of at most 64 KiB, each with its tag.
//!
//! The key is made from the session's data key, the salt and the blob's place (session, kind, attempt), so a blob opens
//! nowhere else. A frame's nonce is its number and whether it is the last: frames can be neither swapped, repeated nor
//! cut off. Encrypted once; the same bytes are sent again. Encrypting again means a new salt.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use zeroize::Zeroizing;

use super::BlobKind;

/// Bytes of the salt at a blob's head.
pub const SALT: usize = 16;
/// Bytes of a frame before encryption; the last may be shorter.
pub const FRAME: usize = 65_536;
/// Bytes that encryption adds to a frame.
pub const TAG: usize = 16;
/// Bytes of the data key.
pub const DATA_KEY: usize = 32;

const INFO: &str = "kcheck-file-v1";

/// Where a blob belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Session id.
    pub check: &'a str,
    /// What it is.
    pub kind: BlobKind,
    /// Which try, from 1.
    pub attempt: u8,
}

/// It is not this blob of this session, it was changed, or it is no blob at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the blob does not open")]
pub struct DoesNotOpen;

/// Bytes of a blob with that many bytes in it.
#[must_use]
pub const fn sealed_length(plain: usize) -> usize {
    let frames = if plain == 0 { 1 } else { plain.div_ceil(FRAME) };
    SALT + plain + frames * TAG
}

/// Encrypts. `salt` is random and new each time.
///
/// # Errors
/// [`DoesNotOpen`] if the cipher fails, which it does only for absurd sizes.
pub fn seal(
    data_key: &[u8; DATA_KEY],
    salt: &[u8; SALT],
    place: Place<'_>,
    plain: &[u8],
) -> Result<Vec<u8>, DoesNotOpen> {
    let key = key(data_key, salt, place)?;
    let mut sealed = Vec::with_capacity(sealed_length(plain.len()));
    sealed.extend_from_slice(salt);
    let mut number = 0;
    let mut rest = plain;
    loop {
        let (frame, after) = rest.split_at(rest.len().min(FRAME));
        let start = sealed.len();
        sealed.extend_from_slice(frame);
        let place = sealed.get_mut(start..).ok_or(DoesNotOpen)?;
        let nonce = nonce(number, after.is_empty());
        let tag = key.seal_in_place_separate_tag(nonce, Aad::empty(), place).map_err(|_| DoesNotOpen)?;
        sealed.extend_from_slice(tag.as_ref());
        if after.is_empty() {
            return Ok(sealed);
        }
        rest = after;
        number = u32::checked_add(number, 1).ok_or(DoesNotOpen)?;
    }
}

/// Decrypts; all of it or nothing.
///
/// # Errors
/// [`DoesNotOpen`].
pub fn open(
    data_key: &[u8; DATA_KEY],
    place: Place<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    let (salt, frames) = sealed.split_first_chunk::<SALT>().ok_or(DoesNotOpen)?;
    let key = key(data_key, salt, place)?;
    let mut plain = Zeroizing::new(Vec::with_capacity(frames.len()));
    let mut rest = frames;
    let mut number = 0;
    loop {
        let (frame, after) = rest.split_at(rest.len().min(FRAME + TAG));
        let mut frame = Zeroizing::new(frame.to_vec());
        let opened = key
            .open_in_place(nonce(number, after.is_empty()), Aad::empty(), &mut frame)
            .map_err(|_| DoesNotOpen)?;
        if opened.is_empty() && number > 0 {
            return Err(DoesNotOpen);
        }
        plain.extend_from_slice(opened);
        if after.is_empty() {
            return Ok(plain);
        }
        rest = after;
        number = u32::checked_add(number, 1).ok_or(DoesNotOpen)?;
    }
}

/// Each part with its length before it, two bytes, most significant first: no two lists of parts look the same.
#[must_use]
pub(super) fn length_prefixed(parts: &[&str]) -> Vec<u8> {
    let mut joined = Vec::new();
    for part in parts {
        joined.extend_from_slice(&u16::try_from(part.len()).unwrap_or(u16::MAX).to_be_bytes());
        joined.extend_from_slice(part.as_bytes());
    }
    joined
}

fn key(data_key: &[u8; DATA_KEY], salt: &[u8; SALT], place: Place<'_>) -> Result<LessSafeKey, DoesNotOpen> {
    let info = length_prefixed(&[INFO, place.check, place.kind.as_str(), &place.attempt.to_string()]);
    let mut key = Zeroizing::new([0; DATA_KEY]);
    Salt::new(HKDF_SHA256, salt)
        .extract(data_key)
        .expand(&[&info], KeyBytes)
        .and_then(|made| made.fill(&mut *key))
        .map_err(|_| DoesNotOpen)?;
    UnboundKey::new(&AES_256_GCM, &*key).map(LessSafeKey::new).map_err(|_| DoesNotOpen)
}

struct KeyBytes;

impl KeyType for KeyBytes {
    fn len(&self) -> usize {
        DATA_KEY
    }
}

fn nonce(number: u32, last: bool) -> Nonce {
    let [a, b, c, d] = number.to_be_bytes();
    Nonce::assume_unique_for_key([0, 0, 0, 0, 0, 0, 0, a, b, c, d, u8::from(last)])
}
