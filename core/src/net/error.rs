//! What can go wrong between the phone and a provider, told apart as far as the app acts on it.

use kauth_protocol::problem::{Code, Problem};

/// Why a call did not give what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NetError {
    /// Plain HTTP where it may not be.
    #[error("plain HTTP is not allowed here")]
    PlainHttp,
    /// No connection.
    #[error("no connection")]
    Offline,
    /// Too slow.
    #[error("timed out")]
    TimedOut,
    /// The certificate is not publicly valid, or not the pinned one.
    #[error("certificate refused")]
    Certificate,
    /// A redirect, a body that is too large, too deep, cut off, of another type, or not what was agreed.
    #[error("answer refused: {0}")]
    BadAnswer(&'static str),
    /// The provider refused.
    #[error("refused with {status}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// Its reason, if it gave one.
        problem: Option<Box<Problem>>,
        /// Seconds to wait, if it said so.
        retry_after_s: Option<u32>,
    },
    /// The transport key does not sign any more.
    #[error("the transport key is gone")]
    KeyGone,
    /// The key store failed otherwise.
    #[error("the key store failed")]
    KeyStore,
}

impl NetError {
    /// The provider's reason, if it gave one.
    pub(crate) fn code(&self) -> Option<Code> {
        self.problem().map(|problem| problem.code)
    }

    /// The provider's refusal, if it is one with a body.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused { problem, .. } => problem.as_deref(),
            _ => None,
        }
    }

    /// The HTTP status, if there was a reply.
    pub(crate) fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Seconds to wait, if the provider said so.
    pub(crate) fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Refused { retry_after_s, .. } => *retry_after_s,
            _ => None,
        }
    }

    /// Whether the same call may succeed later without anything being changed.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Offline | Self::TimedOut | Self::BadAnswer(_) | Self::Certificate => true,
            Self::Refused { status, .. } => *status >= 500 || *status == 429,
            Self::PlainHttp | Self::KeyGone | Self::KeyStore => false,
        }
    }
}

impl From<reqwest::Error> for NetError {
    fn from(error: reqwest::Error) -> Self {
        if refused_certificate(&error) {
            Self::Certificate
        } else if error.is_timeout() {
            Self::TimedOut
        } else if error.is_body() || error.is_decode() {
            Self::BadAnswer("cut off")
        } else {
            Self::Offline
        }
    }
}

/// rustls hides its reason inside `io::Error`s, whose `source` steps over what they hold.
fn refused_certificate(error: &(dyn std::error::Error + 'static)) -> bool {
    if let Some(rustls) = error.downcast_ref::<rustls::Error>() {
        return matches!(rustls, rustls::Error::InvalidCertificate(_));
    }
    let held = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    match held {
        Some(held) => refused_certificate(held),
        None => error.source().is_some_and(refused_certificate),
    }
}
