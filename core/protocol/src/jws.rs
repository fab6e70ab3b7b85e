//! Compact JWS (RFC 7515) with ES256 and nothing else, signed by a key that may live in hardware.
//!
//! Signing has two halves because the signature comes from outside: [`Unsigned`] holds the bytes to sign, and
//! its `signed_by_…` joins them with what the key made. Reading checks the signature before the claims are
//! looked at, takes one algorithm and the exact `typ` it is asked for, and refuses unknown or duplicate members
//! in header and claims (so `crit`, `jku`, `x5u` and friends cannot steer it).

use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::jwk::PublicJwk;
use crate::{b64, der};

/// Longest compact JWS that is read, in bytes.
pub const MAX_COMPACT: usize = 128 * 1024;

/// Why a JWS was refused. It never tells what was inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// Not three base64url parts, or too long.
    #[error("not a compact JWS")]
    Malformed,
    /// The header names another `typ`, another algorithm, another key or members we do not know.
    #[error("header refused")]
    Header,
    /// The signature does not verify under the key.
    #[error("signature refused")]
    Signature,
    /// Members are missing, unknown, duplicate or of the wrong form.
    #[error("claims refused")]
    Claims,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: Alg,
    typ: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwk: Option<PublicJwk>,
}

#[derive(Serialize, Deserialize)]
enum Alg {
    ES256,
}

/// A JWS that still lacks its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsigned(String);

impl Unsigned {
    /// Claims of type `typ` to be signed by the key with thumbprint `kid`.
    #[must_use]
    pub fn with_kid<T: Serialize>(typ: &str, kid: &str, claims: &T) -> Self {
        Self::new(Header { alg: Alg::ES256, typ: typ.into(), kid: Some(kid.into()), jwk: None }, claims)
    }

    /// Claims of type `typ` that carry the public key itself (a DPoP proof).
    #[must_use]
    pub fn with_jwk<T: Serialize>(typ: &str, jwk: PublicJwk, claims: &T) -> Self {
        Self::new(Header { alg: Alg::ES256, typ: typ.into(), kid: None, jwk: Some(jwk) }, claims)
    }

    fn new<T: Serialize>(header: Header, claims: &T) -> Self {
        let part = |json: serde_json::Result<Vec<u8>>| b64::encode(&json.unwrap_or_default());
        Self(format!("{}.{}", part(serde_json::to_vec(&header)), part(serde_json::to_vec(claims))))
    }

    /// From bytes that [`Unsigned::signing_input`] gave earlier and that were kept meanwhile.
    #[must_use]
    pub fn from_signing_input(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        (text.split('.').count() == 2).then(|| Self(text.into()))
    }

    /// The bytes that the key signs (SHA-256 is the key's part).
    #[must_use]
    pub fn signing_input(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Joins with a DER signature, as key stores make them.
    ///
    /// # Errors
    /// [`JwsError::Signature`] if it is not DER of a P-256 signature.
    pub fn signed_by_der(self, signature: &[u8]) -> Result<String, JwsError> {
        let raw = der::to_raw(signature).ok_or(JwsError::Signature)?;
        Ok(self.signed_by_raw(&raw))
    }

    /// Joins with a raw r‖s signature (RFC 7518 §3.4).
    #[must_use]
    pub fn signed_by_raw(self, signature: &[u8; 64]) -> String {
        format!("{}.{}", self.0, b64::encode(signature))
    }
}

struct Parts<'a> {
    header: Header,
    claims: Vec<u8>,
    input: &'a [u8],
    signature: [u8; 64],
}

fn split(compact: &str) -> Result<Parts<'_>, JwsError> {
    if compact.len() > MAX_COMPACT {
        return Err(JwsError::Malformed);
    }
    let (input, signature) = compact.rsplit_once('.').ok_or(JwsError::Malformed)?;
    let (header, claims) = input.split_once('.').ok_or(JwsError::Malformed)?;
    let header = b64::decode(header).ok_or(JwsError::Malformed)?;
    Ok(Parts {
        header: serde_json::from_slice(&header).map_err(|_| JwsError::Header)?,
        claims: b64::decode(claims).ok_or(JwsError::Malformed)?,
        input: input.as_bytes(),
        signature: b64::decode_exact(signature).ok_or(JwsError::Malformed)?,
    })
}

fn check(parts: &Parts<'_>, key: &PublicJwk) -> Result<(), JwsError> {
    let point = key.to_sec1().ok_or(JwsError::Signature)?;
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
        .verify(parts.input, &parts.signature)
        .map_err(|_| JwsError::Signature)
}

/// The `kid` that a JWS claims, to choose a key by. Nothing is verified yet.
///
/// # Errors
/// [`JwsError::Malformed`] or [`JwsError::Header`].
pub fn kid(compact: &str) -> Result<String, JwsError> {
    split(compact)?.header.kid.ok_or(JwsError::Header)
}

/// Verifies a JWS of type `typ` whose `kid` is the thumbprint of `key`, and gives its claims as JSON bytes.
///
/// # Errors
/// Any [`JwsError`] but [`JwsError::Claims`].
pub fn verify(compact: &str, typ: &str, key: &PublicJwk) -> Result<Vec<u8>, JwsError> {
    let parts = split(compact)?;
    if parts.header.typ != typ || parts.header.jwk.is_some() {
        return Err(JwsError::Header);
    }
    if parts.header.kid.as_deref() != Some(key.thumbprint().as_str()) {
        return Err(JwsError::Header);
    }
    check(&parts, key)?;
    Ok(parts.claims)
}

/// [`verify`], then reads the claims.
///
/// # Errors
/// Any [`JwsError`].
pub fn open<T: DeserializeOwned>(compact: &str, typ: &str, key: &PublicJwk) -> Result<T, JwsError> {
    claims(&verify(compact, typ, key)?)
}

/// Verifies a JWS of type `typ` under the key in its own header (a DPoP proof): it proves possession of that
/// key and nothing about whose it is.
///
/// # Errors
/// Any [`JwsError`].
pub fn open_self_signed<T: DeserializeOwned>(compact: &str, typ: &str) -> Result<(T, PublicJwk), JwsError> {
    let mut parts = split(compact)?;
    if parts.header.typ != typ || parts.header.kid.is_some() {
        return Err(JwsError::Header);
    }
    let key = parts.header.jwk.take().ok_or(JwsError::Header)?;
    check(&parts, &key)?;
    Ok((claims(&parts.claims)?, key))
}

/// Reads verified claims; the type decides which members are known (`deny_unknown_fields`).
///
/// # Errors
/// [`JwsError::Claims`].
pub fn claims<T: DeserializeOwned>(json: &[u8]) -> Result<T, JwsError> {
    serde_json::from_slice(json).map_err(|_| JwsError::Claims)
}

#[cfg(test)]
#[path = "jws_tests.rs"]
mod tests;
