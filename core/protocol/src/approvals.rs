//! Approval: a request that the provider signs and a phone shows, and the answer that a phone signs.
//!
//! The request is signed once and served byte for byte; the answer names its SHA-256, so it stands for exactly
//! the text that was shown. The digits that a page shows are never in the request.

use serde::{Deserialize, Serialize};

use crate::display::{self, DisplayPair};
use crate::jwk::{PublicJwk, sha256};
use crate::jws::{self, JwsError, Unsigned};
use crate::origin::Origin;

/// The JWS `typ` of a request.
pub const REQUEST_TYP: &str = "kauth-request+jwt";
/// The JWS `typ` of an answer.
pub const ANSWER_TYP: &str = "kauth-answer+jwt";
/// The media type of an answer.
pub const ANSWER_CONTENT_TYPE: &str = "application/jose";
/// Seconds a request lives unless its requester says less.
pub const LIFETIME: u64 = 120;
/// Seconds an approved request waits to be consumed.
pub const CONSUME_WITHIN: u64 = 60;

/// The path that takes an answer.
#[must_use]
pub fn answer_path(request: &str) -> String {
    format!("/v1/approvals/{request}/answer")
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Kind {
    /// Somebody signs in.
    SignIn,
    /// Somebody does something that needs a yes of its own; title and pairs say what.
    Action,
}

/// How strong a yes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Policy {
    /// A tap.
    YesNo,
    /// Two digits that the page shows. One try.
    #[serde(rename = "digits_2")]
    Digits2,
    /// Six digits that the page shows (NIST SP 800-63B-4). Three tries.
    #[serde(rename = "digits_6")]
    Digits6,
}

impl Policy {
    /// Number of digits that a yes carries.
    #[must_use]
    pub const fn digits(self) -> usize {
        match self {
            Self::YesNo => 0,
            Self::Digits2 => 2,
            Self::Digits6 => 6,
        }
    }

    /// Tries to get the digits right.
    #[must_use]
    pub const fn tries(self) -> u8 {
        match self {
            Self::Digits6 => 3,
            Self::YesNo | Self::Digits2 => 1,
        }
    }

    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::YesNo => "yes_no",
            Self::Digits2 => "digits_2",
            Self::Digits6 => "digits_6",
        }
    }
}

/// Whether a yes needs the person's finger. A no never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UserCheck {
    /// A yes is signed by the approval key.
    Required,
    /// The transport key may sign a yes, too.
    None,
}

/// What a provider signs and a person reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRequest {
    /// Protocol version, 1.
    pub v: u32,
    /// Provider.
    pub iss: Origin,
    /// Account.
    pub sub: String,
    /// Request id, ≥ 128 random bits.
    pub jti: String,
    /// ≥ 128 random bits, to be repeated in the answer.
    pub nonce: String,
    /// What is asked.
    pub kind: Kind,
    /// How strong a yes is.
    pub policy: Policy,
    /// Whether a yes needs the approval key.
    pub user_check: UserCheck,
    /// Seconds from making to expiry.
    pub lifetime: u64,
    /// When it was made, Unix seconds; shown, never judged by.
    pub iat: i64,
    /// What the person reads, in order.
    pub display: Vec<DisplayPair>,
}

/// A verified request: one to show, or one that this version can only deny.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenedRequest {
    /// Show it.
    Known(ApprovalRequest),
    /// Of a newer version, kind or policy: "update needed"; no is still possible.
    UpdateNeeded(RequestIdentity),
}

/// What every version's request carries, and what an answer needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestIdentity {
    /// Provider.
    pub iss: Origin,
    /// Account.
    pub sub: String,
    /// Request id.
    pub jti: String,
    /// To be repeated in the answer.
    pub nonce: String,
    /// Seconds from making to expiry.
    pub lifetime: u64,
}

#[derive(Deserialize)]
struct Newer {
    v: u32,
    kind: String,
    policy: String,
    #[serde(flatten)]
    identity: RequestIdentity,
}

impl ApprovalRequest {
    /// The JWS to be signed by the provider's key.
    #[must_use]
    pub fn unsigned(&self, kid: &str) -> Unsigned {
        Unsigned::with_kid(REQUEST_TYP, kid, self)
    }

    /// The parts that every version has.
    #[must_use]
    pub fn identity(&self) -> RequestIdentity {
        RequestIdentity {
            iss: self.iss.clone(),
            sub: self.sub.clone(),
            jti: self.jti.clone(),
            nonce: self.nonce.clone(),
            lifetime: self.lifetime,
        }
    }
}

/// Verifies a request under the provider's key and for this issuer, with the rules for text.
///
/// # Errors
/// [`JwsError::Claims`] also where the issuer, an id, the lifetime or a text is not as it must be: such a request
/// is never shown.
pub fn open_request(compact: &str, issuer: &Origin, key: &PublicJwk) -> Result<OpenedRequest, JwsError> {
    let json = jws::verify(compact, REQUEST_TYP, key)?;
    let opened = match jws::claims::<ApprovalRequest>(&json) {
        Ok(request) if request.v == crate::VERSION => {
            let titled = request.kind == Kind::SignIn
                || request.display.first().is_some_and(|pair| pair.label == display::label::TITLE);
            if display::check_pairs(&request.display).is_err() || request.display.is_empty() || !titled {
                return Err(JwsError::Claims);
            }
            OpenedRequest::Known(request)
        }
        _ => newer(&json)?,
    };
    let identity = match &opened {
        OpenedRequest::Known(request) => request.identity(),
        OpenedRequest::UpdateNeeded(identity) => identity.clone(),
    };
    let ids_hold = crate::b64::is_token(&identity.jti) && crate::b64::is_token(&identity.nonce);
    if identity.iss == *issuer && ids_hold && (1..=3600).contains(&identity.lifetime) {
        Ok(opened)
    } else {
        Err(JwsError::Claims)
    }
}

fn newer(json: &[u8]) -> Result<OpenedRequest, JwsError> {
    let newer: Newer = jws::claims(json)?;
    let known = newer.v == crate::VERSION
        && ["sign_in", "action"].contains(&newer.kind.as_str())
        && ["yes_no", "digits_2", "digits_6"].contains(&newer.policy.as_str());
    if known || newer.v == 0 {
        Err(JwsError::Claims)
    } else {
        Ok(OpenedRequest::UpdateNeeded(newer.identity))
    }
}

/// What the person decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Decision {
    /// Yes. By the approval key, or by the transport key where the request says `user_check: none`.
    Approve,
    /// No. By the transport key: it must work from a notification and with a wet finger.
    Deny,
    /// This was not me. By the transport key.
    Report,
}

/// What a phone signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Provider.
    pub aud: Origin,
    /// Device.
    pub sub: String,
    /// Request id.
    pub req: String,
    /// The request's nonce.
    pub nonce: String,
    /// SHA-256 of the compact request as ASCII, base64url.
    pub req_sha256: String,
    /// What was decided.
    pub decision: Decision,
    /// The digits, with an approval whose policy asks for them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub digits: Option<String>,
    /// Thumbprint of the key that signs.
    pub key: String,
}

impl Answer {
    /// An answer to a request, by the key with thumbprint `key`.
    #[must_use]
    pub fn new(
        request: &RequestIdentity,
        compact: &str,
        device: &str,
        decision: Decision,
        digits: Option<&str>,
        key: &str,
    ) -> Self {
        Self {
            aud: request.iss.clone(),
            sub: device.into(),
            req: request.jti.clone(),
            nonce: request.nonce.clone(),
            req_sha256: sha256(compact.as_bytes()),
            decision,
            digits: digits.map(Into::into),
            key: key.into(),
        }
    }

    /// The JWS to be signed by the key that it names.
    #[must_use]
    pub fn unsigned(&self) -> Unsigned {
        Unsigned::with_kid(ANSWER_TYP, &self.key, self)
    }

    /// Verifies an answer under one of the device's keys.
    ///
    /// # Errors
    /// [`JwsError`]; whether it answers this request is for [`Answer::answers`].
    pub fn open(compact: &str, key: &PublicJwk) -> Result<Self, JwsError> {
        let answer: Self = jws::open(compact, ANSWER_TYP, key)?;
        if answer.key == key.thumbprint() { Ok(answer) } else { Err(JwsError::Claims) }
    }

    /// Whether this is an answer to that request by that device.
    #[must_use]
    pub fn answers(&self, request: &RequestIdentity, compact: &str, device: &str) -> bool {
        self.aud == request.iss
            && self.sub == device
            && self.req == request.jti
            && self.nonce == request.nonce
            && self.req_sha256 == sha256(compact.as_bytes())
    }
}

/// Where a request stands. Terminal states never reopen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum State {
    /// Waiting for an answer.
    Pending,
    /// Yes, and not consumed yet.
    Approved,
    /// Yes, and its requester has acted on it.
    Consumed,
    /// Yes, but its requester did not come within [`CONSUME_WITHIN`] seconds.
    Lapsed,
    /// No.
    Denied,
    /// This was not me.
    Reported,
    /// Nobody answered in time.
    Expired,
    /// Its requester withdrew it.
    Cancelled,
    /// A newer request took its place.
    Superseded,
    /// Wrong digits too often.
    Failed,
}

impl State {
    /// Whether nothing can change it, save a report.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        !matches!(self, Self::Pending | Self::Approved)
    }
}

/// The reply to an answer that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerResponse {
    /// Where the request stands now.
    pub state: State,
}

#[cfg(test)]
#[path = "approvals_tests.rs"]
mod tests;
