//! Codes that move on with each use (RFC 4226).

use crate::key::Key;
use crate::{Algorithm, Code, Digits, Secret};

/// A counter-based generator. The counter is the caller's: it must be stored before the code is shown.
#[derive(Clone, Debug)]
pub struct Hotp {
    key: Key,
    digits: Digits,
}

impl Hotp {
    /// Works the key in.
    #[must_use]
    pub fn new(secret: &Secret, algorithm: Algorithm, digits: Digits) -> Self {
        Self { key: Key::new(secret, algorithm), digits }
    }

    /// The code for a counter.
    #[inline]
    #[must_use]
    pub fn code(&self, counter: u64) -> Code {
        Code::decimal(self.key.truncated(counter), self.digits)
    }
}
