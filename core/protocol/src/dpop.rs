//! DPoP proofs (RFC 9449): each device request is signed by the transport key.
//!
//! Freshness is the age of the server's nonce (§4.3 check 11), never `iat`: a phone whose clock is a day off
//! works. What remains for the caller: that the nonce is its own and young, that `jti` is new, and that the
//! token is bound to `thumbprint`.

use serde::{Deserialize, Serialize};

use crate::jwk::{PublicJwk, sha256};
use crate::jws::{self, JwsError, Unsigned};

/// The JWS `typ` of a proof.
pub const TYP: &str = "dpop+jwt";
/// The header that carries a proof.
pub const HEADER: &str = "DPoP";
/// The header that carries the server's next nonce, in every reply.
pub const NONCE_HEADER: &str = "DPoP-Nonce";
/// How long a nonce counts, in seconds.
pub const NONCE_LIFETIME: u64 = 300;

/// What a proof says (RFC 9449 §4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// Unique for the nonce's life; ≥ 128 random bits.
    pub jti: String,
    /// HTTP method.
    pub htm: String,
    /// Target URI without query and fragment.
    pub htu: String,
    /// When the phone believes it is, Unix seconds. Not checked.
    pub iat: i64,
    /// SHA-256 of the access token, base64url; absent where no token is sent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ath: Option<String>,
    /// The server's nonce; absent only in a first call, which is then answered by `use_dpop_nonce`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nonce: Option<String>,
}

impl Proof {
    /// A proof for one request; `url` may carry a query, which is not part of `htu`.
    #[must_use]
    pub fn new(
        method: &str,
        url: &str,
        token: Option<&str>,
        nonce: Option<&str>,
        jti: &str,
        iat: i64,
    ) -> Self {
        Self {
            jti: jti.into(),
            htm: method.into(),
            htu: url.split(['?', '#']).next().unwrap_or_default().into(),
            iat,
            ath: token.map(|token| sha256(token.as_bytes())),
            nonce: nonce.map(Into::into),
        }
    }

    /// The JWS to be signed by the transport key.
    #[must_use]
    pub fn unsigned(&self, key: PublicJwk) -> Unsigned {
        Unsigned::with_jwk(TYP, key, self)
    }
}

/// A proof that holds for a request, with what the server still has to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedProof {
    /// The key that signed.
    pub key: PublicJwk,
    /// Its thumbprint, to be compared with the token's `cnf.jkt`.
    pub thumbprint: String,
    /// To be remembered for the nonce's life.
    pub jti: String,
    /// To be checked for origin and age.
    pub nonce: Option<String>,
}

/// Checks a proof against the request it came with: signature, `htm`, `htu` (byte for byte the server's public
/// URL) and `ath`.
///
/// # Errors
/// [`JwsError`]; [`JwsError::Claims`] where the proof is for another request or token.
pub fn verify(proof: &str, method: &str, htu: &str, token: Option<&str>) -> Result<VerifiedProof, JwsError> {
    let (claims, key): (Proof, PublicJwk) = jws::open_self_signed(proof, TYP)?;
    let expected = token.map(|token| sha256(token.as_bytes()));
    if claims.htm != method || claims.htu != htu || claims.ath != expected {
        return Err(JwsError::Claims);
    }
    if !(16..=128).contains(&claims.jti.len()) {
        return Err(JwsError::Claims);
    }
    Ok(VerifiedProof { thumbprint: key.thumbprint(), key, jti: claims.jti, nonce: claims.nonce })
}

#[cfg(test)]
#[path = "dpop_tests.rs"]
mod tests;
