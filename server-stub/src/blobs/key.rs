//! The key of one kCheck session, K_s: what is locked under it in the database is noise once its file is destroyed.
//!
//! It is never used itself: each use has a key of its own, derived by HKDF-SHA-256 (RFC 5869).

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use ring::hmac;
use zeroize::Zeroizing;

use super::KEY;
use crate::domain::failure::Failure;
use crate::random::Random;

/// A session's key; wiped when dropped, prints nothing.
pub struct CheckKey(Zeroizing<[u8; KEY]>);

impl std::fmt::Debug for CheckKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CheckKey")
    }
}

struct Bytes;

impl KeyType for Bytes {
    fn len(&self) -> usize {
        KEY
    }
}

fn broken<T>(_: T) -> Failure {
    Failure::Computation("a check's key")
}

impl CheckKey {
    pub(super) fn new(bytes: Zeroizing<[u8; KEY]>) -> Self {
        Self(bytes)
    }

    fn derive(&self, purpose: &str) -> Result<Zeroizing<[u8; KEY]>, Failure> {
        let mut derived = Zeroizing::new([0; KEY]);
        Salt::new(HKDF_SHA256, b"kcheck-session-v1")
            .extract(&*self.0)
            .expand(&[purpose.as_bytes()], Bytes)
            .and_then(|made| made.fill(&mut *derived))
            .map_err(broken)?;
        Ok(derived)
    }

    fn cipher(&self) -> Result<LessSafeKey, Failure> {
        UnboundKey::new(&AES_256_GCM, &*self.derive("rows")?).map(LessSafeKey::new).map_err(broken)
    }

    /// AES-256-GCM of `plain`, bound to `place`: nonce ‖ ciphertext and tag.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn lock(&self, random: &dyn Random, place: &str, plain: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce)?;
        let mut body = Zeroizing::new(plain.to_vec());
        let tag = self
            .cipher()?
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.as_bytes()),
                &mut body,
            )
            .map_err(broken)?;
        Ok([&nonce, body.as_slice(), tag.as_ref()].concat())
    }

    /// Opens what [`CheckKey::lock`] made for the same place.
    ///
    /// # Errors
    /// [`Failure`]: another session's, another place's, or changed.
    pub fn unlock(&self, place: &str, locked: &[u8]) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let (nonce, body) = locked.split_first_chunk::<NONCE_LEN>().ok_or_else(|| broken(()))?;
        let mut body = Zeroizing::new(body.to_vec());
        let length = self
            .cipher()?
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(place.as_bytes()),
                body.as_mut_slice(),
            )
            .map_err(broken)?
            .len();
        body.truncate(length);
        Ok(body)
    }

    /// A keyed hash for one purpose, so that a short code cannot be guessed from what is stored.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn mac(&self, purpose: &str, what: &[u8]) -> Result<Vec<u8>, Failure> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &*self.derive(purpose)?);
        Ok(hmac::sign(&key, what).as_ref().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    #[test]
    fn opens_at_its_place_under_its_key_and_unchanged() {
        let (one, other) = (CheckKey::new(Zeroizing::new([1; KEY])), CheckKey::new(Zeroizing::new([2; KEY])));
        let locked = one.lock(&SystemRandom::new(), "here", b"+41790000000").unwrap();
        assert_eq!(one.unlock("here", &locked).unwrap().as_slice(), b"+41790000000");
        assert!(one.unlock("there", &locked).is_err());
        assert!(other.unlock("here", &locked).is_err());
        for index in 0..locked.len() {
            let mut changed = locked.clone();
            changed[index] ^= 1;
            assert!(one.unlock("here", &changed).is_err(), "byte {index}");
            assert!(one.unlock("here", &locked[..index]).is_err(), "cut at {index}");
        }
    }

    #[test]
    fn a_mac_is_of_its_key_and_purpose_and_the_key_prints_nothing() {
        let (one, other) = (CheckKey::new(Zeroizing::new([1; KEY])), CheckKey::new(Zeroizing::new([2; KEY])));
        let mac = one.mac("code", b"123456").unwrap();
        assert_eq!(one.mac("code", b"123456").unwrap(), mac);
        assert_ne!(one.mac("else", b"123456").unwrap(), mac);
        assert_ne!(other.mac("code", b"123456").unwrap(), mac);
        assert_eq!(format!("{one:?}"), "CheckKey");
    }
}
