//! Where a session stands, as its phone is told.

use serde::{Deserialize, Serialize};

use super::{BlobKind, DocumentKind};
use crate::jwk::PublicJwk;
use crate::jws::{self, JwsError, Unsigned};
use crate::origin::Origin;

/// Where a session stands. What [`State::is_over`] never reopens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum State {
    /// Claimed; the person is still at it.
    Open,
    /// Sent; nobody has looked yet.
    Submitted,
    /// A reviewer has opened it.
    InReview,
    /// A reviewer asks for some pictures again.
    RetakeAsked,
    /// Accepted.
    Accepted,
    /// Refused.
    Refused,
    /// Undecided when its time was over.
    Expired,
    /// The person withdrew it.
    Withdrawn,
    /// A newer session of the same account took its place.
    Replaced,
    /// No reviewer is left who could read it.
    Unreadable,
    /// Stopped by somebody who is told at the account's addresses.
    Stopped,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Open,
        Self::Submitted,
        Self::InReview,
        Self::RetakeAsked,
        Self::Accepted,
        Self::Refused,
        Self::Expired,
        Self::Withdrawn,
        Self::Replaced,
        Self::Unreadable,
        Self::Stopped,
    ];

    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::RetakeAsked => "retake_asked",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Replaced => "replaced",
            Self::Unreadable => "unreadable",
            Self::Stopped => "stopped",
        }
    }

    /// From the text on the wire.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether nothing more is decided about it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        !matches!(self, Self::Open | Self::Submitted | Self::InReview | Self::RetakeAsked)
    }

    /// Whether the phone may upload now.
    #[must_use]
    pub const fn takes_pictures(self) -> bool {
        matches!(self, Self::Open | Self::RetakeAsked)
    }
}

/// How far the mobile number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PhoneStep {
    /// No code was asked for.
    None,
    /// A code was sent.
    Sent,
    /// The code was typed.
    Confirmed,
    /// All tries are used up.
    Failed,
}

/// `GET` of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckResponse {
    /// Where it stands.
    pub state: State,
    /// Seconds until everything is deleted; 0 once it is.
    pub remaining: u64,
    /// Whether the person agreed.
    pub consented: bool,
    /// How far the number is.
    pub phone: PhoneStep,
    /// Whether the location was given (`true`), declined (`false`) or not answered yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub location_given: Option<bool>,
    /// Which document will be photographed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub document: Option<DocumentKind>,
    /// SHA-256 of the newest manifest that was taken, base64url.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub manifest_sha256: Option<String>,
    /// Minutes that a review usually takes.
    pub usual_minutes: u32,
    /// With [`State::RetakeAsked`]: which pictures, and why.
    #[serde(default)]
    pub retake: Vec<Retake>,
    /// With [`State::Refused`]: why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub refused_because: Option<RetakeReason>,
    /// With [`State::Accepted`]: how the person goes on, on this phone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub finish: Option<Finish>,
    /// Where the audit log stands: a JWS of type [`AUDIT_HEAD_TYP`]. Who keeps it can show later that the log was cut.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub audit_head: Option<String>,
}

/// A picture that is asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Retake {
    /// Which.
    pub kind: BlobKind,
    /// Why.
    pub reason: RetakeReason,
}

/// Why a reviewer asks again or refuses. A code, because the phone says it in the person's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RetakeReason {
    /// Too blurred to read.
    Blurred,
    /// Light hides something.
    Glare,
    /// Too dark.
    TooDark,
    /// A part is missing.
    CutOff,
    /// Another side or another document.
    WrongSide,
    /// The document is no longer valid.
    ExpiredDocument,
    /// The person cannot be recognised.
    FaceHidden,
    /// The document in the selfie cannot be seen.
    DocumentHidden,
    /// What is on file does not match.
    NoMatch,
    /// The document does not look right.
    Doubtful,
    /// Something else.
    Other,
}

impl RetakeReason {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Blurred,
        Self::Glare,
        Self::TooDark,
        Self::CutOff,
        Self::WrongSide,
        Self::ExpiredDocument,
        Self::FaceHidden,
        Self::DocumentHidden,
        Self::NoMatch,
        Self::Doubtful,
        Self::Other,
    ];

    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blurred => "blurred",
            Self::Glare => "glare",
            Self::TooDark => "too_dark",
            Self::CutOff => "cut_off",
            Self::WrongSide => "wrong_side",
            Self::ExpiredDocument => "expired_document",
            Self::FaceHidden => "face_hidden",
            Self::DocumentHidden => "document_hidden",
            Self::NoMatch => "no_match",
            Self::Doubtful => "doubtful",
            Self::Other => "other",
        }
    }

    /// From the text on the wire.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// How an accepted recovery is finished: on the phone that sent the dossier, never on the page that began it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finish {
    /// Where to: a path at the provider's origin with a single-use token in its fragment. Absent until it counts.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path: Option<String>,
    /// Seconds until it counts: time for the account's owner to stop it.
    pub waits: u64,
    /// Seconds that it counts after that.
    pub remaining: u64,
    /// Whether it was used.
    pub done: bool,
}

/// The JWS `typ` of an audit head.
pub const AUDIT_HEAD_TYP: &str = "kauth-audit-head+jwt";

/// The audit log's length and last hash at a moment, signed by the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditHead {
    /// Provider.
    pub iss: Origin,
    /// Number of lines.
    pub count: u64,
    /// SHA-256 of the last line's predecessor's hash and the line, base64url.
    pub hash: String,
    /// When, Unix seconds.
    pub iat: i64,
}

impl AuditHead {
    /// The JWS to be signed by the provider's key.
    #[must_use]
    pub fn unsigned(&self, kid: &str) -> Unsigned {
        Unsigned::with_kid(AUDIT_HEAD_TYP, kid, self)
    }

    /// Verifies a head.
    ///
    /// # Errors
    /// [`JwsError`].
    pub fn open(compact: &str, issuer: &Origin, key: &PublicJwk) -> Result<Self, JwsError> {
        let head: Self = jws::open(compact, AUDIT_HEAD_TYP, key)?;
        if head.iss == *issuer { Ok(head) } else { Err(JwsError::Claims) }
    }
}
