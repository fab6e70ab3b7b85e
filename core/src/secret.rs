//! Bytes and texts that print nothing, are wiped when dropped and do not serialise by accident.
//!
//! A secret goes into a vault record only inside [`Stored`], so that each such place can be found by reading. What
//! leaves the core is made from a secret (a code, a signature), never the secret.

mod json;
pub(crate) mod seal;
pub(crate) mod stretch;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop};

pub use json::JsonError;

/// Overwrites what finished calls left on this thread's stack: an expanded cipher key is an ordinary value that its
/// library does not wipe, and each move of it left a copy. To be called right after the last use of a key.
#[inline(never)]
pub(crate) fn wipe_stack() {
    let mut below = [0_u8; 128 * 1024];
    below.zeroize();
    std::hint::black_box(&below);
}

/// Secret bytes. Comparing takes the same time wherever two of them differ.
#[derive(Clone, Default, Zeroize, ZeroizeOnDrop)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// Takes the bytes over.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes, for the one who uses them now.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// How many bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// There are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A value as JSON, without leaving copies behind while it grows.
    ///
    /// # Errors
    /// [`JsonError`] if the value has no JSON form.
    pub fn of_json<T: Serialize + ?Sized>(value: &T) -> Result<Self, JsonError> {
        json::write(value)
    }

    /// Reads the value back out of JSON.
    ///
    /// # Errors
    /// [`JsonError`] if the bytes are not that value's JSON.
    pub fn read_json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, JsonError> {
        json::read(&self.0)
    }

    pub(crate) fn expose_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }

    /// Adds bytes where there is room for them already; growing wipes what is left behind.
    pub(crate) fn append(&mut self, more: &[u8]) {
        let needed = self.0.len().saturating_add(more.len());
        if needed > self.0.capacity() {
            let mut grown = Vec::with_capacity(needed.saturating_mul(2));
            grown.extend_from_slice(&self.0);
            self.0.zeroize();
            self.0 = grown;
        }
        self.0.extend_from_slice(more);
    }

    /// Keeps the first `length` bytes and wipes the rest.
    pub(crate) fn truncate(&mut self, length: usize) {
        if let Some(rest) = self.0.get_mut(length..) {
            rest.zeroize();
            self.0.truncate(length);
        }
    }
}

impl From<Vec<u8>> for Secret {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// A secret text: a passphrase, a token, a recovery code. Comparing takes the same time wherever two of them differ.
#[derive(Clone, Default, Zeroize, ZeroizeOnDrop)]
pub struct SecretText(String);

impl SecretText {
    /// Takes the text over.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for the one who uses it now.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// There is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes a passphrase is stretched from: NFC (as RFC 8265 §4.2.2 asks), so that two keyboards that compose "é"
    /// differently type the same passphrase.
    pub(crate) fn passphrase_bytes(&self) -> Secret {
        // NFC at most triples UTF-8 (UAX #15, §9): no growth, so no copy is left behind.
        let mut normal = String::with_capacity(self.0.len().saturating_mul(3));
        normal.extend(self.0.nfc());
        Secret(normal.into_bytes())
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for SecretText {}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText")
    }
}

impl fmt::Display for SecretText {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// A secret inside a vault record: the only way in which one serialises. Bytes become base64url, texts stay texts.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Stored<T>(pub T);

impl<T> fmt::Debug for Stored<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stored")
    }
}

impl Serialize for Stored<Secret> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = SecretText(data_encoding::BASE64URL_NOPAD.encode(self.0.expose()));
        serializer.serialize_str(text.expose())
    }
}

impl<'de> Deserialize<'de> for Stored<Secret> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Stored::<SecretText>::deserialize(deserializer)?.0;
        data_encoding::BASE64URL_NOPAD
            .decode(text.expose().as_bytes())
            .map(|bytes| Self(Secret(bytes)))
            .map_err(|_| serde::de::Error::custom("not base64url"))
    }
}

impl Serialize for Stored<SecretText> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

impl<'de> Deserialize<'de> for Stored<SecretText> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(SecretText(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_printed() {
        let bytes = Secret::new(b"planted-bytes".to_vec());
        let text = SecretText::new("planted-text".into());
        let stored = (Stored(bytes.clone()), Stored(text.clone()), Some(vec![Stored(text.clone())]));
        let printed = format!("{bytes:?}{bytes:#?}{bytes}{text:?}{text:#?}{text}{stored:?}{stored:#?}");
        assert!(!printed.contains("planted"), "{printed}");
        assert!(!printed.contains("112"), "a byte of it, as a number");
    }

    #[test]
    fn equality_is_by_content() {
        assert_eq!(Secret::new(vec![1, 2]), Secret::new(vec![1, 2]));
        assert_ne!(Secret::new(vec![1, 2]), Secret::new(vec![1, 3]));
        assert_ne!(Secret::new(vec![1, 2]), Secret::new(vec![1, 2, 3]));
        assert_eq!(SecretText::new("a".into()), SecretText::new("a".into()));
        assert_ne!(SecretText::new("a".into()), SecretText::new("A".into()));
    }

    #[test]
    fn a_stored_secret_comes_back() {
        let secret = Stored(Secret::new(vec![0, 255, 7]));
        let json = Secret::of_json(&(secret.clone(), Stored(SecretText::new("ü".into())))).unwrap();
        let (bytes, text): (Stored<Secret>, Stored<SecretText>) = json.read_json().unwrap();
        assert_eq!(bytes, secret);
        assert_eq!(text.0.expose(), "ü");
    }

    #[test]
    fn a_bad_stored_secret_is_refused_without_being_quoted() {
        let json = Secret::new(br#""planted secret""#.to_vec());
        let refusal = json.read_json::<Stored<Secret>>().unwrap_err();
        assert!(!format!("{refusal} {refusal:?}").contains("planted"));
    }

    #[test]
    fn composed_and_decomposed_passphrases_are_the_same() {
        let composed = SecretText::new("caf\u{e9}".into());
        let decomposed = SecretText::new("cafe\u{301}".into());
        assert_eq!(composed.passphrase_bytes(), decomposed.passphrase_bytes());
        assert_ne!(composed.passphrase_bytes(), SecretText::new("cafe".into()).passphrase_bytes());
    }
}
