//! Flow A1, *from this phone*: OAuth 2 authorization code with PKCE (RFC 7636, S256), `iss` (RFC 9207) and a
//! DPoP-bound code and token (RFC 9449 §10).

use serde::{Deserialize, Serialize};

use crate::jwk::sha256;

/// The authorization endpoint: a page for the person's browser.
pub const AUTHORIZE_PATH: &str = "/oauth/authorize";
/// The token endpoint.
pub const TOKEN_PATH: &str = "/oauth/token";
/// The one scope: the token claims one link without a typed code.
pub const SCOPE: &str = "device_link";
/// The public client that every kAuth phone is.
pub const CLIENT_ID: &str = "kauth-phone";
/// The private-use redirect (RFC 8252 §7.1).
pub const REDIRECT_URI: &str = "kauth://oauth";
/// Seconds a code counts.
pub const CODE_LIFETIME: u64 = 60;
/// Seconds a token counts, for one claim.
pub const TOKEN_LIFETIME: u64 = 300;

/// The S256 challenge of a verifier (RFC 7636 §4.2).
#[must_use]
pub fn challenge(verifier: &str) -> String {
    sha256(verifier.as_bytes())
}

/// The token endpoint's form, `application/x-www-form-urlencoded`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenRequest {
    /// `authorization_code`.
    pub grant_type: String,
    /// The code from the redirect.
    pub code: String,
    /// Byte for byte as in the authorization request.
    pub redirect_uri: String,
    /// [`CLIENT_ID`].
    pub client_id: String,
    /// PKCE verifier.
    pub code_verifier: String,
}

/// What the token endpoint gives (RFC 6749 §5.1).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenResponse {
    /// To be used as `token` of a claim, once.
    pub access_token: String,
    /// `DPoP`.
    pub token_type: String,
    /// Seconds.
    pub expires_in: u64,
    /// [`SCOPE`].
    pub scope: String,
    /// Thumbprint of the server's signing key, as `k` of a link; A1 has no pin.
    pub k: String,
}

/// A refusal of the token endpoint (RFC 6749 §5.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OauthError {
    /// `invalid_grant`, `invalid_request`, `invalid_client`, `unsupported_grant_type`, `invalid_dpop_proof`,
    /// `use_dpop_nonce`.
    pub error: String,
    /// One line for an engineer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error_description: Option<String>,
}
