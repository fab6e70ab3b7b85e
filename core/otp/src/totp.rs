//! Codes that move on with time (RFC 6238, T0 = 0). Time is Unix time in milliseconds and has no zone: the phone's time
//! zone cannot change a code.

use crate::{Algorithm, Code, Digits, Hotp, Period, Secret};

/// A time-based generator.
#[derive(Clone, Debug)]
pub struct Totp {
    hotp: Hotp,
    period: Period,
}

/// The stretch of time in which one code counts, in Unix milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The time step, counted from 1970. None before 1970: there is no code then (RFC 6238 counts up from 0), and a
    /// clock that says so is wrong.
    pub step: Option<u64>,
    /// First instant of it.
    pub begins_at: i64,
    /// First instant after it.
    pub ends_at: i64,
}

impl Totp {
    /// Works the key in.
    #[must_use]
    pub fn new(secret: &Secret, algorithm: Algorithm, digits: Digits, period: Period) -> Self {
        Self { hotp: Hotp::new(secret, algorithm, digits), period }
    }

    /// How long a code counts.
    #[must_use]
    pub fn period(&self) -> Period {
        self.period
    }

    /// The code of a time step.
    #[inline]
    #[must_use]
    pub fn code(&self, step: u64) -> Code {
        self.hotp.code(step)
    }

    /// The code at an instant; None before 1970.
    #[inline]
    #[must_use]
    pub fn code_at(&self, unix_ms: i64) -> Option<Code> {
        self.window_at(unix_ms).step.map(|step| self.code(step))
    }

    /// The window around an instant.
    #[inline]
    #[must_use]
    pub fn window_at(&self, unix_ms: i64) -> Window {
        if unix_ms < 0 {
            return Window { step: None, begins_at: i64::MIN, ends_at: 0 };
        }
        let period = self.period.milliseconds();
        let step = unix_ms / period;
        let begins_at = step * period;
        Window { step: Some(step.unsigned_abs()), begins_at, ends_at: begins_at.saturating_add(period) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totp(period: u32) -> Totp {
        let secret = Secret::from_bytes(b"12345678901234567890".to_vec()).unwrap();
        Totp::new(&secret, Algorithm::Sha1, Digits::SIX, Period::from_seconds(period).unwrap())
    }

    #[test]
    fn a_window_begins_with_its_first_millisecond_and_ends_before_its_last() {
        let totp = totp(30);
        for unix_ms in [30_000, 30_001, 59_999] {
            let window = totp.window_at(unix_ms);
            assert_eq!(window, Window { step: Some(1), begins_at: 30_000, ends_at: 60_000 }, "{unix_ms}");
        }
        assert_eq!(totp.window_at(29_999).step, Some(0));
        assert_eq!(totp.window_at(60_000).step, Some(2));
    }

    #[test]
    fn before_1970_there_is_no_code() {
        for unix_ms in [-1, -30_000, i64::MIN] {
            assert_eq!(totp(30).code_at(unix_ms), None);
            assert_eq!(totp(30).window_at(unix_ms), Window { step: None, begins_at: i64::MIN, ends_at: 0 });
        }
        assert_eq!(totp(30).code_at(0), Some(totp(30).code(0)));
    }

    #[test]
    fn the_end_of_time_does_not_overflow() {
        for period in [1, 30, Period::MAX_SECONDS] {
            let window = totp(period).window_at(i64::MAX);
            assert!(window.step.is_some());
            assert_eq!(window.ends_at, i64::MAX);
        }
    }
}
