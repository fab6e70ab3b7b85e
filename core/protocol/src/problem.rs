//! Refusals on the wire: `application/problem+json` (RFC 9457) with a stable `code` from one table.
//!
//! The prose in `title` is for an engineer who reads a log; a phone shows its own words, chosen by `code`.

use serde::{Deserialize, Serialize};

use crate::approvals::{Decision, State};

/// The media type of a problem.
pub const CONTENT_TYPE: &str = "application/problem+json";

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $status:literal;)*) => {
        /// A stable reason. The table is the enum.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
            /// A code of a newer server: judge by the HTTP status.
            #[serde(other, rename = "unknown")]
            Unknown,
        }

        impl Code {
            /// Every code that a server of this version sends.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The text on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* Self::Unknown => "unknown" }
            }

            /// The HTTP status that it comes with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Unknown => 500 }
            }
        }
    };
}

codes! {
    /// The body is not JSON, lacks a member, or a member has the wrong form.
    BadRequest = "bad_request", 400;
    /// A text breaks the display rules.
    BadDisplayText = "bad_display_text", 400;
    /// The answer's signature, key, nonce, hash or claims are wrong.
    AnswerInvalid = "answer_invalid", 400;
    /// The chunk's bytes are not those that its `Content-Digest` names.
    DigestMismatch = "digest_mismatch", 400;
    /// The approval key's proof in a claim is wrong.
    ProofInvalid = "proof_invalid", 400;
    /// The provider wants attestation and none came.
    AttestationRequired = "attestation_required", 400;
    /// The access token is missing, unknown or bound to another key.
    InvalidToken = "invalid_token", 401;
    /// The DPoP proof is missing, wrong or a repeat.
    InvalidDpopProof = "invalid_dpop_proof", 401;
    /// The DPoP proof lacks a nonce or has an old one: take the one in `DPoP-Nonce` and try once more.
    UseDpopNonce = "use_dpop_nonce", 401;
    /// A requester's client id or secret is wrong.
    InvalidClient = "invalid_client", 401;
    /// This token or client may not do that.
    Forbidden = "forbidden", 403;
    /// Nothing with that id, or not this device's.
    NotFound = "not_found", 404;
    /// The method is not for this path.
    MethodNotAllowed = "method_not_allowed", 405;
    /// The link token was claimed by other keys: the link is void on both screens.
    LinkVoid = "link_void", 409;
    /// Other keys claimed the check's token: it is void.
    CheckVoid = "check_void", 409;
    /// The provider wants the location, and it was declined.
    LocationRequired = "location_required", 409;
    /// The account has as many linked phones as it may.
    TooManyLinks = "too_many_links", 409;
    /// Another decision, or another device's, stands; `decision` tells which.
    AlreadyAnswered = "already_answered", 409;
    /// This thing is in a state that does not allow that.
    Conflict = "conflict", 409;
    /// The link token is unknown, expired or used.
    LinkExpired = "link_expired", 410;
    /// The check's token is unknown, expired or used, or the check is over; `GET` of it says how.
    CheckOver = "check_over", 410;
    /// The request has ended; `state` tells how.
    RequestEnded = "request_ended", 410;
    /// The link or the device was revoked; `tombstone` is the server's signed word.
    Revoked = "revoked", 410;
    /// The body is larger than this endpoint reads.
    TooLarge = "too_large", 413;
    /// The body has another media type.
    UnsupportedMediaType = "unsupported_media_type", 415;
    /// The digits are wrong; `tries_left` tells how many tries remain.
    WrongDigits = "wrong_digits", 422;
    /// No message is sent to this number: it is none, or of a country that is not served.
    NumberRefused = "number_refused", 422;
    /// Too soon; `Retry-After` tells when.
    TooManyRequests = "too_many_requests", 429;
    /// The server failed; nothing was changed.
    Internal = "internal", 500;
    /// The server is stopping or full; `Retry-After` tells when.
    Unavailable = "unavailable", 503;
}

/// A refusal (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The stable reason.
    pub code: Code,
    /// One line for an engineer; nothing secret, nothing personal.
    pub title: String,
    /// With [`Code::WrongDigits`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tries_left: Option<u8>,
    /// With [`Code::AlreadyAnswered`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub decision: Option<Decision>,
    /// With [`Code::RequestEnded`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub state: Option<State>,
    /// With [`Code::Revoked`]: a JWS of type [`crate::tombstone::TYP`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tombstone: Option<String>,
}

impl Problem {
    /// A refusal with nothing beside its reason.
    #[must_use]
    pub fn new(code: Code, title: impl Into<String>) -> Self {
        Self {
            status: code.status(),
            code,
            title: title.into(),
            tries_left: None,
            decision: None,
            state: None,
            tombstone: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_survive_the_wire() {
        for (i, code) in Code::ALL.iter().enumerate() {
            assert!(Code::ALL[..i].iter().all(|other| other.as_str() != code.as_str()));
            let json = serde_json::to_string(&Problem::new(*code, "x")).unwrap();
            assert_eq!(serde_json::from_str::<Problem>(&json).unwrap().code, *code);
            assert!((400..600).contains(&code.status()));
        }
    }

    #[test]
    fn a_newer_servers_code_is_unknown_and_not_an_error() {
        let problem: Problem =
            serde_json::from_str(r#"{"status":418,"code":"teapot","title":"x","type":"about:blank"}"#)
                .unwrap();
        assert_eq!(problem.code, Code::Unknown);
    }
}
