//! The shared secret: base32 in, base32 out. It prints nothing, is compared in constant time and wiped on drop.
//!
//! Reading is tolerant where the meaning stays the same (case, spaces, dashes, padding) and strict everywhere else.
//! In particular a wrong length and left-over bits that are not zero are refused: that is what a secret looks like that
//! lost a character when it was copied, and its codes would be confidently wrong.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A shared secret of 1 to [`Secret::MAX_BYTES`] bytes.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

/// Why something is no secret. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Nothing is there, or only spaces, dashes and padding.
    #[error("the secret is empty")]
    Empty,
    /// A character outside base32 (RFC 4648 §6), a length base32 cannot have, or left-over bits that are not zero.
    #[error("the secret is not base32")]
    NotBase32,
    /// More than [`Secret::MAX_BYTES`].
    #[error("the secret is too long")]
    TooLong,
}

impl Secret {
    /// The longest secret that is taken. RFC 4226 recommends 20 bytes, HMAC-SHA-512 gains nothing beyond 128.
    pub const MAX_BYTES: usize = 512;

    /// The shortest secret that RFC 4226 §4 (R6) allows: 128 bits.
    const ENOUGH_BITS: usize = 128;

    /// Reads base32 in either case; spaces, dashes and padding do not count.
    ///
    /// # Errors
    /// [`SecretError`] says which rule is broken.
    pub fn from_base32(text: &str) -> Result<Self, SecretError> {
        // Groups of four with a separator each, and padding, still fit.
        if text.len() > Self::MAX_BYTES * 3 {
            return Err(SecretError::TooLong);
        }
        let text = text.trim_end_matches(|c: char| c == '=' || is_separator(c));
        let mut symbols = Zeroizing::new(Vec::with_capacity(text.len()));
        for c in text.chars().filter(|c| !is_separator(*c)) {
            let symbol = u8::try_from(c).map_err(|_| SecretError::NotBase32)?;
            symbols.push(symbol.to_ascii_uppercase());
        }
        let length = BASE32_NOPAD.decode_len(symbols.len()).map_err(|_| SecretError::NotBase32)?;
        let mut bytes = Zeroizing::new(vec![0; length]);
        let written = BASE32_NOPAD.decode_mut(&symbols, &mut bytes).map_err(|_| SecretError::NotBase32)?;
        bytes.truncate(written);
        Self::check(bytes)
    }

    /// Takes the bytes themselves.
    ///
    /// # Errors
    /// [`SecretError::Empty`] and [`SecretError::TooLong`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, SecretError> {
        Self::check(Zeroizing::new(bytes))
    }

    fn check(bytes: Zeroizing<Vec<u8>>) -> Result<Self, SecretError> {
        match bytes.len() {
            0 => Err(SecretError::Empty),
            length if length > Self::MAX_BYTES => Err(SecretError::TooLong),
            _ => Ok(Self(bytes)),
        }
    }

    /// The bytes, for storing them encrypted. The name is long so that each use is seen in a review.
    #[must_use]
    pub fn expose_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Upper-case base32 without padding, wiped on drop.
    #[must_use]
    pub fn to_base32(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(BASE32_NOPAD.encode_len(self.0.len())));
        BASE32_NOPAD.encode_append(&self.0, &mut text);
        text
    }

    /// Shorter than the 128 bits RFC 4226 §4 (R6) asks for. Such secrets exist (80 bits were common): they are taken,
    /// and the person is told.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.0.len() * 8 < Self::ENOUGH_BITS
    }
}

fn is_separator(c: char) -> bool {
    c == '-' || c.is_whitespace()
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(text: &str) -> Result<Vec<u8>, SecretError> {
        Secret::from_base32(text).map(|secret| secret.expose_bytes().to_vec())
    }

    #[test]
    fn what_means_the_same_is_read_the_same() {
        // RFC 4648 §10: "foobar".
        for text in [
            "MZXW6YTBOI",
            "mzxw6ytboi",
            "MZXW6YTBOI======",
            "MZXW6YTBOI=",
            " mzxw 6ytb-oi \n",
            "MZXW\u{a0}6YTBOI == ",
        ] {
            assert_eq!(bytes(text).as_deref(), Ok(b"foobar".as_slice()), "{text}");
        }
    }

    #[test]
    fn what_might_mean_something_else_is_refused() {
        // 0, 1, 8 and 9 are not in the alphabet; neither is what only looks like a letter of it.
        for text in [
            "MZXW6YTB0I",
            "MZXW6YTB1I",
            "MZXW6YTB8I",
            "MZXW6YTB9I",
            "MZXW6YTBO!",
            "MZXW=6YTBOI",
            "=MZXW6YTBOI",
            "МZXW6YTBOI",
            "MZXW_6YTB",
            "MZ+XW",
            "ſſſſſſſſ",
        ] {
            assert_eq!(bytes(text), Err(SecretError::NotBase32), "{text}");
        }
    }

    #[test]
    fn a_lost_character_is_noticed() {
        for text in ["M", "MZX", "MZXW6Y", "MZXW6YTBOJ", "MZXW6YTB7"] {
            assert_eq!(bytes(text), Err(SecretError::NotBase32), "{text}");
        }
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        for text in ["", " ", "====", " - - ="] {
            assert_eq!(bytes(text), Err(SecretError::Empty), "{text:?}");
        }
        let longest = "A".repeat(Secret::MAX_BYTES / 5 * 8);
        assert!(bytes(&longest).is_ok());
        assert_eq!(bytes(&"A".repeat(824)), Err(SecretError::TooLong));
        assert_eq!(bytes(&" ".repeat(10_000)), Err(SecretError::TooLong));
        assert_eq!(Secret::from_bytes(vec![]).err(), Some(SecretError::Empty));
        assert_eq!(Secret::from_bytes(vec![0; Secret::MAX_BYTES + 1]).err(), Some(SecretError::TooLong));
    }

    #[test]
    fn weak_means_less_than_128_bits() {
        assert!(Secret::from_bytes(vec![1; 10]).unwrap().is_weak());
        assert!(Secret::from_bytes(vec![1; 15]).unwrap().is_weak());
        assert!(!Secret::from_bytes(vec![1; 16]).unwrap().is_weak());
    }

    #[test]
    fn it_prints_nothing() {
        let secret = Secret::from_base32("MZXW6YTBOI").unwrap();
        assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(…) Secret(…)");
    }

    proptest! {
        #[test]
        fn base32_there_and_back(bytes in prop::collection::vec(any::<u8>(), 1..=Secret::MAX_BYTES)) {
            let secret = Secret::from_bytes(bytes).unwrap();
            prop_assert_eq!(&Secret::from_base32(&secret.to_base32()).unwrap(), &secret);
            prop_assert_eq!(&Secret::from_base32(&secret.to_base32().to_lowercase()).unwrap(), &secret);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,80}") {
            drop(Secret::from_base32(&text));
        }
    }
}
