//! base64url without padding (RFC 7515 §2), the only base64 on this wire.

use data_encoding::BASE64URL_NOPAD;

/// Encodes bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// Decodes text; padding, white space, the other alphabet and non-canonical last bits are refused.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

/// Decodes text that must hold exactly `N` bytes.
#[must_use]
pub fn decode_exact<const N: usize>(text: &str) -> Option<[u8; N]> {
    decode(text)?.try_into().ok()
}

/// Whether text is an id or a token: base64url of 16 to 64 bytes (≥ 128 random bits).
#[must_use]
pub fn is_token(text: &str) -> bool {
    text.len() <= 86 && decode(text).is_some_and(|bytes| (16..=64).contains(&bytes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_form_is_read() {
        assert_eq!(decode("AA"), Some(vec![0]));
        for bad in ["AA==", "AB", "A", "+/", "A A", "AA\n"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
        assert!(is_token(&encode(&[7; 16])));
        assert!(!is_token(&encode(&[7; 15])));
        assert!(!is_token(&encode(&[7; 65])));
    }
}
