//! Who calls: a device by its token and a DPoP proof, a new device by a proof alone, a client by its secret.
//!
//! A proof is checked in RFC 9449's order: one header, signature, method and URL, token hash, nonce of ours not older
//! than five minutes, the token's key, and at last that it was never seen before. `iat` is not looked at: a phone whose
//! clock is a day off works.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use data_encoding::BASE64;
use kauth_protocol::dpop::{self, VerifiedProof};
use kauth_protocol::problem::Code;

use crate::domain::devices::nonces::Stale;
use crate::domain::{devices, requesters};
use crate::http::problem::Problem;
use crate::state::AppState;
use crate::store::devices::Device;

/// A device whose token and proof hold, and which was not revoked.
pub(super) struct DeviceAuth(pub Device);

/// A key whose proof holds; whose key it is, is not known.
pub(super) struct KeyAuth {
    /// RFC 7638 thumbprint.
    pub thumbprint: String,
}

/// A client of the requester API.
pub(super) struct ClientAuth {
    /// Its id.
    pub id: String,
}

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProofRefused {
    /// Missing, malformed, forged, for another request or token, or seen before.
    Invalid,
    /// Without a nonce, or with an old one.
    Nonce,
    /// Too many proofs to remember.
    Busy,
}

impl From<ProofRefused> for Problem {
    fn from(refused: ProofRefused) -> Self {
        match refused {
            ProofRefused::Invalid => unauthorised(Code::InvalidDpopProof, "the DPoP proof does not hold"),
            ProofRefused::Nonce => {
                unauthorised(Code::UseDpopNonce, "take the nonce in DPoP-Nonce and try again")
            }
            ProofRefused::Busy => Self::new(Code::Unavailable, "too many requests").retry_after(60),
        }
    }
}

fn unauthorised(code: Code, title: &str) -> Problem {
    let challenge = match code {
        Code::UseDpopNonce => r#"DPoP error="use_dpop_nonce", algs="ES256""#,
        Code::InvalidDpopProof => r#"DPoP error="invalid_dpop_proof", algs="ES256""#,
        _ => r#"DPoP error="invalid_token", algs="ES256""#,
    };
    Problem::new(code, title).header(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
}

/// The reply to a token that is missing, unknown or another key's.
pub(super) fn invalid_token() -> Problem {
    unauthorised(Code::InvalidToken, "the access token does not hold")
}

/// The reply to an approval key's proof whose nonce is old.
pub(super) fn use_nonce() -> Problem {
    ProofRefused::Nonce.into()
}

/// The one value of a header that must not come twice.
pub(super) fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Checks everything about a proof but whose key it is and whether it is new.
pub(super) fn proof(
    state: &AppState,
    parts: &Parts,
    token: Option<&str>,
) -> Result<VerifiedProof, ProofRefused> {
    let proof = single(&parts.headers, dpop::HEADER).ok_or(ProofRefused::Invalid)?;
    let url = state.origin.join(parts.uri.path());
    let verified =
        dpop::verify(proof, parts.method.as_str(), &url, token).map_err(|_| ProofRefused::Invalid)?;
    let fresh = verified.nonce.as_deref().is_some_and(|nonce| state.nonces.is_fresh(nonce, state.now()));
    if fresh { Ok(verified) } else { Err(ProofRefused::Nonce) }
}

/// Remembers a proof of a key that anybody could have made.
pub(super) fn remember_stranger(state: &AppState, proof: &VerifiedProof) -> Result<(), ProofRefused> {
    told(state.nonces.remember_stranger(&proof.thumbprint, &proof.jti, state.now()))
}

/// Remembers a proof of a key that the server knows.
pub(super) fn remember(state: &AppState, proof: &VerifiedProof) -> Result<(), ProofRefused> {
    told(state.nonces.remember(&proof.thumbprint, &proof.jti, state.now()))
}

fn told(remembered: Result<(), Stale>) -> Result<(), ProofRefused> {
    remembered.map_err(|stale| match stale {
        Stale::Repeat => ProofRefused::Invalid,
        Stale::Full => ProofRefused::Busy,
    })
}

fn with_scheme<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (given, value) = single(headers, header::AUTHORIZATION.as_str())?.split_once(' ')?;
    given.eq_ignore_ascii_case(scheme).then_some(value.trim())
}

impl FromRequestParts<AppState> for DeviceAuth {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let token = with_scheme(&parts.headers, "DPoP").ok_or_else(invalid_token)?;
        let proof = proof(state, parts, Some(token))?;
        let found = devices::by_token(state, token, &proof.thumbprint).await?;
        let device = found.ok_or_else(invalid_token)?;
        remember(state, &proof)?;
        if device.revoked_at.is_some() {
            return Err(Problem::revoked(devices::tombstone(state, &device.id, None)?));
        }
        Ok(Self(device))
    }
}

impl FromRequestParts<AppState> for KeyAuth {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let proof = proof(state, parts, None)?;
        remember_stranger(state, &proof)?;
        Ok(Self { thumbprint: proof.thumbprint })
    }
}

impl FromRequestParts<AppState> for ClientAuth {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let refused = || {
            Problem::new(Code::InvalidClient, "client id or secret is wrong").header(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static(r#"Basic realm="kauth", charset="UTF-8""#),
            )
        };
        let given = with_scheme(&parts.headers, "Basic").ok_or_else(refused)?;
        let decoded = BASE64.decode(given.as_bytes()).map_err(|_| refused())?;
        let text = std::str::from_utf8(&decoded).map_err(|_| refused())?;
        let (id, secret) = text.split_once(':').ok_or_else(refused)?;
        if requesters::is_client(state, id, secret).await? {
            Ok(Self { id: id.to_owned() })
        } else {
            Err(refused())
        }
    }
}
