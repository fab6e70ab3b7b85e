//! `otpauth://` URIs both ways: an account's name and what makes its codes.
//!
//! The form was never standardised, so writers differ. Reading is tolerant in what only names things (a missing label,
//! a raw `#`, `+` for a space, either case) and strict in what makes codes: a value that is there but cannot be used is
//! refused by name instead of being replaced by a default, because that would show a wrong code with a straight face.

mod label;
mod read;
#[cfg(test)]
mod tests;

use std::fmt::{self, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use zeroize::Zeroizing;

use crate::{Kind, Parameters, SecretError};

/// An account as an `otpauth` URI describes it. Its `Debug` holds no secret and no name.
#[derive(Clone, PartialEq, Eq)]
pub struct OtpUri {
    issuer: String,
    account: String,
    parameters: Parameters,
}

/// Why a text is no `otpauth` URI that can be used. Holds nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UriError {
    /// It does not begin with `otpauth://`.
    #[error("this is not an otpauth link")]
    NotOtpauth,
    /// It begins with `otpauth-migration://`: an export of several accounts, which is another format.
    #[error("this is an export of several accounts, not a single one")]
    Migration,
    /// Longer than [`OtpUri::MAX_BYTES`], or a name in it is longer than [`OtpUri::MAX_NAME_CHARS`].
    #[error("the link is too long")]
    TooLong,
    /// The kind of codes is not `totp` or `hotp`.
    #[error("the link is for a kind of codes this app does not know")]
    UnknownType,
    /// A parameter that may stand there once stands there again.
    #[error("the link says the same thing twice")]
    Duplicate,
    /// Bytes that are not UTF-8.
    #[error("the link holds characters that cannot be read")]
    NotText,
    /// There is no secret.
    #[error("the link has no secret")]
    MissingSecret,
    /// The secret is empty, too long or not base32.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The hash is not one of SHA1, SHA256 and SHA512.
    #[error("the link names a hash this app does not know")]
    Algorithm,
    /// The number of digits is not 1 to 10.
    #[error("the link asks for a number of digits that is not 1 to 10")]
    Digits,
    /// The period is not 1 second to a year.
    #[error("the link asks for a period that is not 1 second to a year")]
    Period,
    /// A counter-based account without its counter.
    #[error("the link has no counter")]
    MissingCounter,
    /// The counter is not a number of at most 64 bits.
    #[error("the link's counter is not a number")]
    Counter,
}

impl UriError {
    /// The stable name, `snake_case`: for tests, `--json` and importers' reports.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::NotOtpauth => "not_otpauth",
            Self::Migration => "migration",
            Self::TooLong => "too_long",
            Self::UnknownType => "unknown_type",
            Self::Duplicate => "duplicate",
            Self::NotText => "not_text",
            Self::MissingSecret => "missing_secret",
            Self::Secret(SecretError::Empty) => "secret_empty",
            Self::Secret(SecretError::NotBase32) => "secret_not_base32",
            Self::Secret(SecretError::TooLong) => "secret_too_long",
            Self::Algorithm => "algorithm",
            Self::Digits => "digits",
            Self::Period => "period",
            Self::MissingCounter => "missing_counter",
            Self::Counter => "counter",
        }
    }
}

/// RFC 3986 §2.3 leaves these as they are; `@` may stand in a path and keeps addresses readable.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

impl OtpUri {
    /// The longest URI that is read. A QR code holds less than 3,000 bytes.
    pub const MAX_BYTES: usize = 8192;

    /// The longest issuer and the longest account name, in characters.
    pub const MAX_NAME_CHARS: usize = 128;

    /// An account of that name. Control characters and those that turn the direction of text become spaces, runs of
    /// spaces one space.
    ///
    /// # Errors
    /// [`UriError::TooLong`] for a name of more than [`Self::MAX_NAME_CHARS`].
    pub fn new(issuer: &str, account: &str, parameters: Parameters) -> Result<Self, UriError> {
        let (issuer, account) = (label::clean(issuer), label::clean(account));
        if [&issuer, &account].iter().any(|name| name.chars().count() > Self::MAX_NAME_CHARS) {
            return Err(UriError::TooLong);
        }
        Ok(Self { issuer, account, parameters })
    }

    /// Reads a URI. White space around it does not count.
    ///
    /// # Errors
    /// [`UriError`] names the first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, UriError> {
        read::uri(text)
    }

    /// The site or provider; empty if the URI does not say.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The account's name there; empty if the URI does not say.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// What makes its codes.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// Issuer, account and parameters, taken apart without copying the secret.
    #[must_use]
    pub fn into_parts(self) -> (String, String, Parameters) {
        (self.issuer, self.account, self.parameters)
    }

    /// The URI, with every parameter written out. It holds the secret and is wiped on drop.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let Parameters { secret, algorithm, digits, kind } = &self.parameters;
        // Room for everything, so that growing leaves no copy of the secret behind.
        let room = 160 + 2 * secret.expose_bytes().len() + 6 * self.issuer.len() + 3 * self.account.len();
        let mut text = Zeroizing::new(String::with_capacity(room));
        text.push_str(match kind {
            Kind::Totp { .. } => "otpauth://totp/",
            Kind::Hotp { .. } => "otpauth://hotp/",
        });
        // A colon in an account without issuer would be taken for the one that ends the issuer.
        if !self.issuer.is_empty() || self.account.contains(':') {
            text.extend(utf8_percent_encode(&self.issuer, ESCAPED));
            text.push(':');
        }
        text.extend(utf8_percent_encode(&self.account, ESCAPED));
        text.push_str("?secret=");
        text.push_str(&secret.to_base32());
        if !self.issuer.is_empty() {
            text.push_str("&issuer=");
            text.extend(utf8_percent_encode(&self.issuer, ESCAPED));
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "&algorithm={algorithm}&digits={}", digits.get());
        let _ = match kind {
            Kind::Totp { period } => write!(text, "&period={}", period.seconds()),
            Kind::Hotp { counter } => write!(text, "&counter={counter}"),
        };
        text
    }
}

impl fmt::Debug for OtpUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OtpUri").field("parameters", &self.parameters).finish_non_exhaustive()
    }
}
