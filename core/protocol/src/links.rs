//! Enrolment: a phone claims a link token with two keys and gets an account.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::jwk::{PublicJwk, sha256};
use crate::jws::{self, JwsError, Unsigned};
use crate::origin::Origin;

/// `POST` here to claim.
pub const CLAIM_PATH: &str = "/v1/links/claim";
/// How long an unclaimed token counts, in seconds.
pub const TOKEN_LIFETIME: u64 = 300;
/// Digits of the code that the phone shows and the person types on the page.
pub const CODE_DIGITS: usize = 6;
/// Tries to type it.
pub const CODE_TRIES: u8 = 3;
/// Most links an account.
pub const MAX_LINKS: usize = 5;

/// The path of one link.
#[must_use]
pub fn path(link: &str) -> String {
    format!("/v1/links/{link}")
}

/// The path to acknowledge one link.
#[must_use]
pub fn ack_path(link: &str) -> String {
    format!("/v1/links/{link}/ack")
}

/// Claims a token. Comes with a DPoP proof by the transport key and no access token; from a device that the
/// server knows, with the same keys as before.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimRequest {
    /// The link's token, or an access token of scope `device_link` (flow A1).
    pub token: String,
    /// What the person calls this phone, ≤ 64 characters.
    pub device_name: String,
    /// `android`, `ios`, `desktop` or `terminal`.
    pub platform: String,
    /// Signs silently.
    pub transport_key: PublicJwk,
    /// Asks the person each time.
    pub approval_key: PublicJwk,
    /// JWS of type [`POP_TYP`] by the approval key.
    pub proof: String,
    /// DER certificates, leaf first, base64url; challenge = SHA-256(token).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub attestation: Option<Vec<String>>,
}

/// The JWS `typ` of the approval key's proof of possession.
pub const POP_TYP: &str = "kauth-pop+jwt";

/// What the approval key signs at enrolment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofOfPossession {
    /// The server's origin.
    pub aud: Origin,
    /// SHA-256 of the token, base64url.
    pub token_sha256: String,
    /// Thumbprint of the transport key.
    pub transport: String,
    /// Thumbprint of the approval key.
    pub approval: String,
    /// A current DPoP nonce of the server.
    pub nonce: String,
}

impl ProofOfPossession {
    /// What a claim with these keys must be accompanied by.
    #[must_use]
    pub fn new(aud: &Origin, token: &str, transport: &PublicJwk, approval: &PublicJwk, nonce: &str) -> Self {
        Self {
            aud: aud.clone(),
            token_sha256: sha256(token.as_bytes()),
            transport: transport.thumbprint(),
            approval: approval.thumbprint(),
            nonce: nonce.into(),
        }
    }

    /// The JWS to be signed by the approval key.
    #[must_use]
    pub fn unsigned(&self) -> Unsigned {
        Unsigned::with_kid(POP_TYP, &self.approval, self)
    }

    /// Verifies a claim's proof. The nonce's age is still to be judged.
    ///
    /// # Errors
    /// [`JwsError`].
    pub fn verify(issuer: &Origin, request: &ClaimRequest) -> Result<Self, JwsError> {
        let proof: Self = jws::open(&request.proof, POP_TYP, &request.approval_key)?;
        let expected =
            Self::new(issuer, &request.token, &request.transport_key, &request.approval_key, &proof.nonce);
        if proof == expected { Ok(proof) } else { Err(JwsError::Claims) }
    }
}

/// The reply to a claim; the same again for the same token and keys.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimResponse {
    /// The link's id.
    pub link: String,
    /// Six digits to be typed on the page; absent where the claim needs none (flow A1).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// Seconds until the claim lapses.
    pub remaining: u64,
}

/// `GET` of a link: where it stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LinkResponse {
    /// Claimed; the person has not typed the code yet.
    Claimed {
        /// Seconds left.
        remaining: u64,
    },
    /// Confirmed: here is the account; to be kept and then acknowledged.
    Confirmed {
        /// Everything the phone keeps.
        grant: Box<Grant>,
        /// Seconds left to acknowledge.
        remaining: u64,
    },
    /// Acknowledged; the secrets are no longer handed out.
    Active,
    /// The person cancelled on the page, or typed a wrong code too often.
    Refused,
    /// Too late.
    Expired,
    /// Somebody else's keys claimed the same token.
    Void,
}

/// What an enrolled phone gets. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// The account's id at the provider: `sub` of its requests.
    pub account: String,
    /// The login as the person knows it.
    pub login: String,
    /// The provider's display name.
    pub provider: String,
    /// This device's id: `sub` of its answers.
    pub device: String,
    /// The device's access token, bound to the transport key. The same for every link of the device.
    pub access_token: String,
    /// This link's own TOTP secret.
    pub totp: TotpGrant,
    /// The ten recovery codes, at the first activation only.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub recovery_codes: Option<Vec<String>>,
    /// How many recovery codes are left.
    pub recovery_codes_left: u32,
    /// Names the set of recovery codes that counts now; another set has another name. So a phone that is linked again
    /// knows whether the codes it has still count.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub recovery_codes_set: Option<String>,
}

/// Parameters of a TOTP secret (RFC 6238).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpGrant {
    /// base32 without padding.
    pub secret: String,
    /// `SHA1`, `SHA256` or `SHA512`.
    pub algorithm: String,
    /// Number of digits.
    pub digits: u32,
    /// Seconds a step.
    pub period: u64,
}

impl Drop for Grant {
    fn drop(&mut self) {
        self.access_token.zeroize();
        self.totp.secret.zeroize();
        self.recovery_codes.zeroize();
    }
}

macro_rules! silent {
    ($($name:ty),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
silent!(ClaimRequest, ClaimResponse, Grant, TotpGrant);

impl std::fmt::Debug for LinkResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Claimed { .. } => "Claimed",
            Self::Confirmed { .. } => "Confirmed",
            Self::Active => "Active",
            Self::Refused => "Refused",
            Self::Expired => "Expired",
            Self::Void => "Void",
        })
    }
}

#[cfg(test)]
#[path = "links_tests.rs"]
mod tests;
