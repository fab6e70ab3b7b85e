//! What makes an account's codes, checked once: values of these types cannot make a wrong or impossible code, so nothing
//! after them has to ask again.

use crate::{Algorithm, Secret};

/// How many digits a code has: 1 to 10. Ten is as many as the 31 bits of RFC 4226 §5.3 can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits(u8);

/// Not 1 to 10 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has 1 to 10 digits")]
pub struct DigitsOutOfRange;

impl Digits {
    /// Six, what nearly everybody uses.
    pub const SIX: Self = Self(6);

    /// Checks a number of digits.
    ///
    /// # Errors
    /// [`DigitsOutOfRange`] for 0 and everything above 10.
    pub fn new(digits: u8) -> Result<Self, DigitsOutOfRange> {
        if (1..=10).contains(&digits) { Ok(Self(digits)) } else { Err(DigitsOutOfRange) }
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

impl Default for Digits {
    fn default() -> Self {
        Self::SIX
    }
}

/// How long a time-based code counts, in whole seconds: 1 to [`Period::MAX_SECONDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period(u32);

/// Not 1 second to a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code counts from one second to a year")]
pub struct PeriodOutOfRange;

impl Period {
    /// 366 days. Anything longer is a mistake of units.
    pub const MAX_SECONDS: u32 = 366 * 24 * 60 * 60;

    /// Thirty seconds, what nearly everybody uses.
    pub const THIRTY: Self = Self(30);

    /// Checks a period in seconds.
    ///
    /// # Errors
    /// [`PeriodOutOfRange`] for 0 and everything above [`Period::MAX_SECONDS`].
    pub fn from_seconds(seconds: u32) -> Result<Self, PeriodOutOfRange> {
        if (1..=Self::MAX_SECONDS).contains(&seconds) { Ok(Self(seconds)) } else { Err(PeriodOutOfRange) }
    }

    /// In seconds.
    #[must_use]
    pub fn seconds(self) -> u32 {
        self.0
    }

    /// In milliseconds.
    #[must_use]
    pub fn milliseconds(self) -> i64 {
        i64::from(self.0) * 1000
    }
}

impl Default for Period {
    fn default() -> Self {
        Self::THIRTY
    }
}

/// What moves an account's codes on. More kinds will come (those of Steam, mOTP and Yandex), so a match needs a last
/// arm that refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Time (RFC 6238).
    Totp {
        /// How long a code counts.
        period: Period,
    },
    /// Use (RFC 4226).
    Hotp {
        /// The counter of the next code.
        counter: u64,
    },
}

/// Everything that makes an account's codes. Its `Debug` holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The shared secret.
    pub secret: Secret,
    /// The hash.
    pub algorithm: Algorithm,
    /// How long a code is.
    pub digits: Digits,
    /// What moves the codes on.
    pub kind: Kind,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_values_cannot_be_made() {
        assert_eq!(Digits::new(0), Err(DigitsOutOfRange));
        assert_eq!(Digits::new(11), Err(DigitsOutOfRange));
        assert_eq!(Digits::new(1).unwrap().get(), 1);
        assert_eq!(Digits::new(10).unwrap().get(), 10);
        assert_eq!(Period::from_seconds(0), Err(PeriodOutOfRange));
        assert_eq!(Period::from_seconds(Period::MAX_SECONDS + 1), Err(PeriodOutOfRange));
        assert_eq!(Period::from_seconds(1).unwrap().milliseconds(), 1000);
        assert_eq!(Period::from_seconds(Period::MAX_SECONDS).unwrap().milliseconds(), 31_622_400_000);
    }
}
