//! AES-256-GCM with a random nonce: `nonce (12) ‖ ciphertext ‖ tag (16)`, bound to a place by associated data.
//!
//! A key is kept as a [`Secret`] and expanded only while it is used: an expanded key cannot be wiped, so none is kept.

use ring::{aead, hkdf};

use super::Secret;
use crate::platform::{Random, RandomError};

/// What does not open: another key, another place, or changed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value does not open")]
pub(crate) struct DoesNotOpen;

/// How many bytes a seal adds.
const OVERHEAD: usize = aead::NONCE_LEN + 16;

/// Why nothing was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("could not be sealed")]
pub(crate) struct NotSealed;

impl From<RandomError> for NotSealed {
    fn from(_: RandomError) -> Self {
        Self
    }
}

/// A new 256-bit key.
pub(crate) fn new_key(random: &dyn Random) -> Result<Secret, RandomError> {
    let mut key = Secret::new(vec![0; 32]);
    random.fill(key.expose_mut())?;
    Ok(key)
}

/// Opens and seals under one key, for as short as it is needed.
pub(crate) struct Sealer(aead::LessSafeKey);

impl Sealer {
    /// Expands a key of 32 bytes.
    pub(crate) fn new(key: &Secret) -> Result<Self, DoesNotOpen> {
        aead::UnboundKey::new(&aead::AES_256_GCM, key.expose())
            .map(|key| Self(aead::LessSafeKey::new(key)))
            .map_err(|_| DoesNotOpen)
    }

    /// Seals `plain` for `place`.
    pub(crate) fn seal(
        &self,
        random: &dyn Random,
        place: &[u8],
        plain: &Secret,
    ) -> Result<Vec<u8>, NotSealed> {
        let mut nonce = [0; aead::NONCE_LEN];
        random.fill(&mut nonce)?;
        // One allocation: growing would leave plaintext behind.
        let mut sealed = Vec::with_capacity(plain.len().saturating_add(OVERHEAD));
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain.expose());
        let (_, text) = sealed.split_at_mut(aead::NONCE_LEN);
        let tag = self
            .0
            .seal_in_place_separate_tag(
                aead::Nonce::assume_unique_for_key(nonce),
                aead::Aad::from(place),
                text,
            )
            .map_err(|_| NotSealed)?;
        sealed.extend_from_slice(tag.as_ref());
        Ok(sealed)
    }

    /// Opens what was sealed for `place`.
    pub(crate) fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Secret, DoesNotOpen> {
        let (nonce, text) = sealed.split_first_chunk().ok_or(DoesNotOpen)?;
        let mut plain = Secret::new(text.to_vec());
        let length = self
            .0
            .open_in_place(
                aead::Nonce::assume_unique_for_key(*nonce),
                aead::Aad::from(place),
                plain.expose_mut(),
            )
            .map_err(|_| DoesNotOpen)?
            .len();
        plain.truncate(length);
        Ok(plain)
    }
}

/// Another key out of keys: HKDF-SHA-256 (RFC 5869) over `parts` one after the other, each of fixed length.
pub(crate) fn derive(salt: &[u8], parts: &[&Secret], purpose: &str) -> Result<Secret, NotSealed> {
    let mut material = Secret::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        material.append(part.expose());
    }
    let mut key = Secret::new(vec![0; 32]);
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(material.expose())
        .expand(&[purpose.as_bytes()], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(key.expose_mut()))
        .map_err(|_| NotSealed)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::SystemRandom;

    #[test]
    fn what_is_sealed_opens_only_with_its_key_at_its_place_unchanged() {
        let random = SystemRandom::new();
        let (key, other) = (new_key(&random).unwrap(), new_key(&random).unwrap());
        let plain = Secret::new(b"plain".to_vec());
        let sealer = Sealer::new(&key).unwrap();
        let sealed = sealer.seal(&random, b"here", &plain).unwrap();
        assert_eq!(sealed.len(), plain.len() + OVERHEAD);
        assert_eq!(sealer.open(b"here", &sealed).unwrap(), plain);
        assert_eq!(sealer.open(b"there", &sealed), Err(DoesNotOpen));
        assert_eq!(Sealer::new(&other).unwrap().open(b"here", &sealed), Err(DoesNotOpen));
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(sealer.open(b"here", &changed), Err(DoesNotOpen), "byte {place}");
            assert_eq!(sealer.open(b"here", &sealed[..place]), Err(DoesNotOpen), "cut at {place}");
        }
    }

    #[test]
    fn the_same_text_twice_looks_different() {
        let random = SystemRandom::new();
        let sealer = Sealer::new(&new_key(&random).unwrap()).unwrap();
        let plain = Secret::new(vec![0; 64]);
        assert_ne!(sealer.seal(&random, b"", &plain).unwrap(), sealer.seal(&random, b"", &plain).unwrap());
    }

    #[test]
    fn derived_keys_differ_by_salt_material_and_purpose() {
        let (one, two) = (Secret::new(vec![1; 32]), Secret::new(vec![2; 32]));
        let key = |salt: &[u8], parts: &[&Secret], purpose| derive(salt, parts, purpose).unwrap();
        let first = key(b"salt", &[&one, &two], "a");
        assert_eq!(first, key(b"salt", &[&one, &two], "a"));
        assert_ne!(first, key(b"tlas", &[&one, &two], "a"));
        assert_ne!(first, key(b"salt", &[&two, &one], "a"));
        assert_ne!(first, key(b"salt", &[&one, &two], "b"));
    }
}
