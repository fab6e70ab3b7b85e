//! Bodies of the session's calls. A call without a body here has none, and repeating any call is harmless.

use serde::{Deserialize, Serialize};

use super::{BlobKind, DocumentKind};
use crate::jwk::{Jwks, PublicJwk};

/// Claims a token for a session key. Comes with a DPoP proof by that key and no access token. The same key again gets
/// the same reply; another key `check_void`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimRequest {
    /// The token of the QR code or the mail.
    pub token: String,
    /// The key that signs everything of this session.
    pub session_key: PublicJwk,
}

/// The reply to a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimResponse {
    /// The session's id.
    pub check: String,
    /// What is asked: a JWS of type [`super::DESCRIPTION_TYP`] by the provider's key.
    pub description: String,
    /// The reviewers' keys. Their hash is the link's `r`; the phone computes it anew.
    pub reviewers: Jwks,
    /// Seconds until the session ends undecided.
    pub remaining: u64,
}

/// The person agrees to what was described.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentRequest {
    /// SHA-256 of the compact description, base64url.
    pub description_sha256: String,
}

/// Asks for a code by SMS; again after [`super::RESEND_AFTER`] seconds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhoneRequest {
    /// E.164: `+`, country code, number, 8 to 15 digits.
    pub number: String,
}

/// A code is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhoneResponse {
    /// Seconds that the code counts.
    pub remaining: u64,
    /// Seconds until another may be asked for.
    pub resend_after: u64,
    /// Tries left, over all codes of the session.
    pub tries_left: u8,
}

/// The code of the SMS.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeRequest {
    /// Six digits.
    pub code: String,
}

/// Which document will be photographed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentRequest {
    /// The kind.
    pub document: DocumentKind,
}

/// Which chunks are there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImagesResponse {
    /// One entry a blob of which something is there.
    pub images: Vec<StoredImage>,
}

/// The chunks of one blob that are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredImage {
    /// What it is.
    pub kind: BlobKind,
    /// Which try, from 1.
    pub attempt: u8,
    /// Numbers of the chunks, from 0, ascending.
    pub chunks: Vec<u8>,
}

/// Sends the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubmitRequest {
    /// A JWS of type [`super::MANIFEST_TYP`] by the session key.
    pub manifest: String,
    /// The data key, once a reviewer, in the order of the reviewers' thumbprints. With a retake the same bytes again.
    pub envelopes: Vec<Envelope>,
}

/// The data key for one reviewer (RFC 9180, base mode).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Envelope {
    /// Thumbprint of the reviewer's key.
    pub reviewer: String,
    /// The encapsulated key: an uncompressed point, 65 bytes, base64url.
    pub enc: String,
    /// The sealed data key: 32 + 16 bytes, base64url.
    pub sealed: String,
}
