//! One-time codes, and nothing else: no clock, no storage, no printing. Whoever calls brings the time and keeps the
//! secret; what comes out is a [`Code`] or a typed error, never a code that might be wrong.
//!
//! Data flows one way: text → [`OtpUri`] → [`Parameters`] → [`Totp`] or [`Hotp`] (the key's HMAC state, made once)
//! → [`Code`]. The [`Ticker`] does that for many accounts at once and says when it wants to be asked again.

mod algorithm;
mod code;
mod hotp;
mod key;
mod parameters;
mod secret;
mod ticker;
mod totp;
mod uri;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use code::Code;
pub use hotp::Hotp;
pub use parameters::{Digits, DigitsOutOfRange, Kind, Parameters, Period, PeriodOutOfRange};
pub use secret::{Secret, SecretError};
pub use ticker::{Showing, Tick, Ticker};
pub use totp::{Totp, Window};
pub use uri::{OtpUri, UriError};
