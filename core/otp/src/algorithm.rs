//! The hash below the HMAC. A closed list: an unknown name is refused, because guessing one shows a wrong code.

use std::fmt;

/// The hash of the HMAC (RFC 6238 §1.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// SHA-1, what RFC 4226 prescribes and nearly everybody uses.
    #[default]
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// The name is none of SHA1, SHA256 and SHA512.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the algorithm is not one of SHA1, SHA256 and SHA512")]
pub struct UnknownAlgorithm;

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 3] = [Self::Sha1, Self::Sha256, Self::Sha512];

    /// The name in an `otpauth` URI.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }

    /// Reads a name as people write it: in either case, with a dash or an underscore, after `Hmac` (Java's names).
    ///
    /// # Errors
    /// [`UnknownAlgorithm`] for any other name, the empty one included.
    pub fn parse(name: &str) -> Result<Self, UnknownAlgorithm> {
        if name.len() > 16 {
            return Err(UnknownAlgorithm);
        }
        let plain: String =
            name.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_uppercase()).collect();
        match plain.strip_prefix("HMAC").unwrap_or(&plain) {
            "SHA1" => Ok(Self::Sha1),
            "SHA256" => Ok(Self::Sha256),
            "SHA512" => Ok(Self::Sha512),
            _ => Err(UnknownAlgorithm),
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_write_them_and_no_others() {
        for algorithm in Algorithm::ALL {
            assert_eq!(Algorithm::parse(algorithm.name()), Ok(algorithm));
        }
        assert_eq!(Algorithm::parse("sha-256"), Ok(Algorithm::Sha256));
        assert_eq!(Algorithm::parse("HmacSHA512"), Ok(Algorithm::Sha512));
        for bad in ["", "MD5", "SHA", "SHA2", "SHA-224", "SHA384", "SHA3-256", "HMAC", "sha1 ", "ＳＨＡ１"]
        {
            assert_eq!(Algorithm::parse(bad), Err(UnknownAlgorithm), "{bad}");
        }
    }
}
