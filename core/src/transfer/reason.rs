//! Why something is not taken, in words that a person can act on.

use kauth_otp::{SecretError, UriError};
use kauth_texts::Texts;

use crate::error::ErrorKind;

/// Why one entry is not taken. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Codes of a kind that cannot be made here, by its name.
    Kind(&'static str),
    /// A kind that nobody has heard of.
    UnknownKind,
    /// The hash is not one of SHA1, SHA256 and SHA512.
    Algorithm,
    /// The secret is missing, no base32 or too long.
    Secret,
    /// Not 1 to 10 digits.
    Digits,
    /// Not 1 second to a year.
    Period,
    /// A counter-based account without its counter.
    Counter,
    /// It has not the form that its app writes.
    Form,
}

impl Reason {
    /// The reason, finished.
    pub(crate) fn text(self, texts: &Texts) -> String {
        match self {
            Self::Kind(name) => texts.import_reason_kind(name),
            Self::UnknownKind => texts.import_reason_unknown_kind(),
            Self::Algorithm => texts.import_reason_algorithm(),
            Self::Secret => texts.import_reason_secret(),
            Self::Digits => texts.otp_digits(),
            Self::Period => texts.otp_period(),
            Self::Counter => texts.import_reason_counter(),
            Self::Form => texts.import_reason_form(),
        }
    }
}

impl From<UriError> for Reason {
    fn from(error: UriError) -> Self {
        match error {
            UriError::UnknownType => Self::UnknownKind,
            UriError::MissingSecret | UriError::Secret(_) => Self::Secret,
            UriError::Algorithm => Self::Algorithm,
            UriError::Digits => Self::Digits,
            UriError::Period => Self::Period,
            UriError::MissingCounter | UriError::Counter => Self::Counter,
            _ => Self::Form,
        }
    }
}

impl From<SecretError> for Reason {
    fn from(_: SecretError) -> Self {
        Self::Secret
    }
}

/// Why nothing of an export is taken. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is locked with a password.
    Encrypted,
    /// No form that is known, damaged, or too large.
    Unknown,
    /// There is no account with codes in it.
    Empty,
}

impl Unread {
    /// The kind that shells know it by.
    pub(crate) fn kind(self) -> ErrorKind {
        match self {
            Self::Encrypted => ErrorKind::ImportEncrypted,
            Self::Unknown => ErrorKind::ImportUnknown,
            Self::Empty => ErrorKind::ImportEmpty,
        }
    }
}
