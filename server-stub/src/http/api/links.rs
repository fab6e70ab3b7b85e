//! Linking, the phone's side.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kauth_protocol::links::{ClaimRequest, ClaimResponse, LinkResponse};
use kauth_protocol::problem::{Code, Problem as ProblemBody};

use super::auth::{DeviceAuth, KeyAuth, invalid_token, use_nonce};
use super::body::{Id, JsonBody, LARGE, Prefer};
use crate::domain::links::{self, Acknowledged, ClaimRefused, Standing};
use crate::http::problem::Problem;
use crate::state::AppState;

impl From<ClaimRefused> for Problem {
    fn from(refused: ClaimRefused) -> Self {
        match refused {
            ClaimRefused::Malformed => Self::new(Code::BadRequest, "a member has the wrong form"),
            ClaimRefused::DisplayText => {
                Self::new(Code::BadDisplayText, "the device's name may not be shown")
            }
            ClaimRefused::Proof => Self::new(Code::ProofInvalid, "the approval key's proof does not hold"),
            ClaimRefused::StaleNonce => use_nonce(),
            ClaimRefused::AttestationRequired => {
                Self::new(Code::AttestationRequired, "attestation is required")
            }
            ClaimRefused::Expired => Self::new(Code::LinkExpired, "the token is unknown, used or late"),
            ClaimRefused::Void => Self::new(Code::LinkVoid, "other keys claimed this token"),
            ClaimRefused::NotBound => invalid_token(),
            ClaimRefused::TooMany => {
                Self::new(Code::TooManyLinks, "the account has as many phones as it may")
            }
            ClaimRefused::Conflict => {
                Self::new(Code::Conflict, "one of the keys is known with another second key")
            }
            ClaimRefused::Revoked { tombstone } => Self::revoked(tombstone),
            ClaimRefused::Failure(failure) => failure.into(),
        }
    }
}

/// Claims a token with two keys. The same again gives the same reply; other keys make the link void on both screens.
#[utoipa::path(
    post, path = "/v1/links/claim", tag = "links", request_body = ClaimRequest, security(("dpop" = [])),
    responses(
        (status = 200, description = "Claimed", body = ClaimResponse),
        (status = "4XX", description = "bad_request, bad_display_text, proof_invalid, attestation_required, \
            invalid_token, use_dpop_nonce, invalid_dpop_proof, link_void, too_many_links, conflict, link_expired, \
            revoked", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn claim(
    State(state): State<AppState>,
    key: KeyAuth,
    JsonBody(request): JsonBody<ClaimRequest, LARGE>,
) -> Result<Json<ClaimResponse>, Problem> {
    Ok(Json(links::claim(&state, &key.thumbprint, request).await?))
}

/// Where a link stands, for the key that claimed it. With `Prefer: wait=25` it waits for the code to be typed.
#[utoipa::path(
    get, path = "/v1/links/{id}", tag = "links", security(("dpop" = [])),
    params(("id" = String, Path, description = "Link id"), ("prefer" = Option<String>, Header, description = "wait=25")),
    responses(
        (status = 200, description = "Where it stands; confirmed carries what the phone keeps", body = LinkResponse),
        (status = "4XX", description = "not_found, revoked, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    key: KeyAuth,
    Id(id): Id,
    prefer: Prefer,
) -> Result<Json<LinkResponse>, Problem> {
    match links::wait(&state, &id, &key.thumbprint, prefer.wait).await? {
        Standing::Response(response) => Ok(Json(response)),
        Standing::Revoked { tombstone } => Err(Problem::revoked(tombstone)),
        Standing::Unknown => Err(Problem::not_found()),
    }
}

/// The phone has kept everything: the link counts. Again is harmless.
#[utoipa::path(
    post, path = "/v1/links/{id}/ack", tag = "links", security(("dpop_token" = [])),
    params(("id" = String, Path, description = "Link id")),
    responses(
        (status = 200, description = "Active", body = LinkResponse),
        (status = "4XX", description = "not_found, link_expired, revoked, invalid_token, invalid_dpop_proof, \
            use_dpop_nonce", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn ack(
    State(state): State<AppState>,
    DeviceAuth(device): DeviceAuth,
    Id(id): Id,
) -> Result<Json<LinkResponse>, Problem> {
    match links::ack(&state, &device.id, &id).await? {
        Acknowledged::Active => Ok(Json(LinkResponse::Active)),
        Acknowledged::Ended => {
            Err(Problem::new(Code::LinkExpired, "the link ended before it was acknowledged"))
        }
        Acknowledged::Unknown => Err(Problem::not_found()),
    }
}

/// The phone removes its own link. Again is harmless; the token dies with the last link.
#[utoipa::path(
    delete, path = "/v1/links/{id}", tag = "links", security(("dpop_token" = [])),
    params(("id" = String, Path, description = "Link id")),
    responses(
        (status = 204, description = "Removed"),
        (status = "4XX", description = "not_found, revoked, invalid_token, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    DeviceAuth(device): DeviceAuth,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    if links::end_by_device(&state, &device.id, &id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found())
    }
}
