//! kCheck, the phone's side.
//!
//! Every call has a DPoP proof by the session key and no token. A session that is not this key's is not there.

mod chunk;

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kauth_protocol::checks::{
    CheckResponse, ClaimRequest, ClaimResponse, CodeRequest, ConsentRequest, DocumentRequest, ImagesResponse,
    PhoneRequest, PhoneResponse, SubmitRequest,
};
use kauth_protocol::problem::{Code, Problem as ProblemBody};

use super::auth::{KeyAuth, ProofRefused, proof, remember, remember_stranger};
use super::body::{JsonBody, LARGE, Prefer};
use crate::clock::SECOND;
use crate::domain::checks::step::Refused;
use crate::domain::checks::{self, Answer, CheckRefused};
use crate::http::problem::Problem;
use crate::state::AppState;

pub(super) use chunk::{__path_put, put};

/// A session and the key that speaks for it.
pub(super) struct CheckAuth {
    /// The session's id, as the path has it.
    pub check: String,
    /// RFC 7638 thumbprint of the key whose proof holds.
    pub thumbprint: String,
}

impl FromRequestParts<AppState> for CheckAuth {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let path = Path::<std::collections::HashMap<String, String>>::from_request_parts(parts, state).await;
        let check = path.ok().and_then(|Path(mut path)| path.remove("id"));
        let check = check.filter(|id| kauth_protocol::b64::is_token(id)).ok_or_else(Problem::not_found)?;
        let proof = proof(state, parts, None)?;
        if checks::is_key_of(state, &check, &proof.thumbprint).await? {
            remember(state, &proof)?;
            Ok(Self { check, thumbprint: proof.thumbprint })
        } else {
            remember_stranger(state, &proof)?;
            Err(Problem::not_found())
        }
    }
}

/// `Retry-After` of a moment, rounded up.
fn seconds_until(now: i64, until: i64) -> u64 {
    u64::try_from(until.saturating_sub(now).saturating_add(SECOND - 1) / SECOND).unwrap_or(1).max(1)
}

/// The problem of a refusal; `now` is what `Retry-After` is counted from.
fn problem(now: i64, refused: CheckRefused) -> Problem {
    match refused {
        CheckRefused::Unknown => Problem::not_found(),
        CheckRefused::AnotherKey => ProofRefused::Invalid.into(),
        CheckRefused::Digest => {
            Problem::new(Code::DigestMismatch, "the chunk is not what its Content-Digest says")
        }
        CheckRefused::TooLarge => Problem::new(Code::TooLarge, "more than a blob or a session may have"),
        CheckRefused::Full => Problem::new(Code::Unavailable, "no room for more").retry_after(300),
        CheckRefused::Number => Problem::new(Code::NumberRefused, "no message is sent to this number"),
        CheckRefused::Failure(failure) => failure.into(),
        CheckRefused::Refused(refused) => match refused {
            Refused::Malformed => Problem::new(Code::BadRequest, "a member has the wrong form or hash"),
            Refused::Conflict => Problem::new(Code::Conflict, "the session's state does not allow that"),
            Refused::Void => Problem::new(Code::CheckVoid, "two keys claimed this token"),
            Refused::Over => Problem::new(Code::CheckOver, "the session or its token is over"),
            Refused::LocationRequired => Problem::new(Code::LocationRequired, "the location is required"),
            Refused::NotBefore(until) => Problem::new(Code::TooManyRequests, "too soon, or too many")
                .retry_after(seconds_until(now, until)),
            Refused::WrongDigits { tries_left } => Problem::new(Code::WrongDigits, "another code")
                .with(|problem| problem.tries_left = Some(tries_left)),
        },
    }
}

/// Claims a token with a fresh session key. The same again gets the same reply; another key makes it void.
#[utoipa::path(
    post, path = "/v1/checks/claim", tag = "checks", request_body = ClaimRequest, security(("dpop" = [])),
    responses(
        (status = 200, description = "Claimed", body = ClaimResponse),
        (status = "4XX", description = "bad_request, invalid_dpop_proof, use_dpop_nonce, check_void, check_over",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn claim(
    State(state): State<AppState>,
    key: KeyAuth,
    JsonBody(request): JsonBody<ClaimRequest>,
) -> Result<Json<ClaimResponse>, Problem> {
    let claimed = checks::claim(&state, &key.thumbprint, request).await;
    claimed.map(Json).map_err(|refused| problem(state.now(), refused))
}

async fn answered(state: AppState, auth: CheckAuth, answer: Answer) -> Result<StatusCode, Problem> {
    let taken = checks::answer(&state, &auth.check, &auth.thumbprint, answer).await;
    taken.map(|()| StatusCode::NO_CONTENT).map_err(|refused| problem(state.now(), refused))
}

/// The person agrees to the description with this hash.
#[utoipa::path(
    put, path = "/v1/checks/{id}/consent", tag = "checks", request_body = ConsentRequest, security(("dpop" = [])),
    params(("id" = String, Path, description = "Session id")),
    responses(
        (status = 204, description = "Agreed"),
        (status = "4XX", description = "bad_request, not_found, check_void, check_over, invalid_dpop_proof, \
            use_dpop_nonce", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn consent(
    State(state): State<AppState>,
    auth: CheckAuth,
    JsonBody(request): JsonBody<ConsentRequest>,
) -> Result<StatusCode, Problem> {
    answered(state, auth, Answer::Consent { description_sha256: request.description_sha256 }).await
}

/// Sends a code to a number. The same number within `resend_after` gets the reply again and no message.
#[utoipa::path(
    post, path = "/v1/checks/{id}/phone", tag = "checks", request_body = PhoneRequest, security(("dpop" = [])),
    params(("id" = String, Path, description = "Session id")),
    responses(
        (status = 200, description = "A code is under way", body = PhoneResponse),
        (status = "4XX", description = "not_found, conflict, check_void, check_over, number_refused, \
            too_many_requests, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn phone(
    State(state): State<AppState>,
    auth: CheckAuth,
    JsonBody(request): JsonBody<PhoneRequest>,
) -> Result<Json<PhoneResponse>, Problem> {
    let asked = checks::ask_code(&state, &auth.check, &auth.thumbprint, request.number).await;
    asked.map(Json).map_err(|refused| problem(state.now(), refused))
}

/// The code of the message.
#[utoipa::path(
    post, path = "/v1/checks/{id}/phone/confirm", tag = "checks", request_body = CodeRequest,
    security(("dpop" = [])), params(("id" = String, Path, description = "Session id")),
    responses(
        (status = 204, description = "Confirmed"),
        (status = "4XX", description = "bad_request, not_found, conflict (no code counts), check_void, check_over, \
            wrong_digits, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn confirm(
    State(state): State<AppState>,
    auth: CheckAuth,
    JsonBody(request): JsonBody<CodeRequest>,
) -> Result<StatusCode, Problem> {
    let typed = checks::type_code(&state, &auth.check, &auth.thumbprint, request.code).await;
    typed.map(|()| StatusCode::NO_CONTENT).map_err(|refused| problem(state.now(), refused))
}

/// The location will travel with the dossier, encrypted.
#[utoipa::path(
    put, path = "/v1/checks/{id}/location", tag = "checks", security(("dpop" = [])),
    params(("id" = String, Path, description = "Session id")),
    responses(
        (status = 204, description = "Noted"),
        (status = "4XX", description = "not_found, conflict, check_void, check_over, invalid_dpop_proof, \
            use_dpop_nonce", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn location(State(state): State<AppState>, auth: CheckAuth) -> Result<StatusCode, Problem> {
    answered(state, auth, Answer::LocationGiven).await
}

/// The person does not say where they are.
#[utoipa::path(
    put, path = "/v1/checks/{id}/location/declined", tag = "checks", security(("dpop" = [])),
    params(("id" = String, Path, description = "Session id")),
    responses(
        (status = 204, description = "Noted"),
        (status = "4XX", description = "not_found, conflict, location_required, check_void, check_over, \
            invalid_dpop_proof, use_dpop_nonce", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn location_declined(
    State(state): State<AppState>,
    auth: CheckAuth,
) -> Result<StatusCode, Problem> {
    answered(state, auth, Answer::LocationDeclined).await
}

/// Which document will be photographed; until something was sent.
#[utoipa::path(
    put, path = "/v1/checks/{id}/document", tag = "checks", request_body = DocumentRequest, security(("dpop" = [])),
    params(("id" = String, Path, description = "Session id")),
    responses(
        (status = 204, description = "Noted"),
        (status = "4XX", description = "bad_request, not_found, conflict, check_void, check_over, \
            invalid_dpop_proof, use_dpop_nonce", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn document(
    State(state): State<AppState>,
    auth: CheckAuth,
    JsonBody(request): JsonBody<DocumentRequest>,
) -> Result<StatusCode, Problem> {
    answered(state, auth, Answer::Document(request.document)).await
}

/// Which chunks are there.
#[utoipa::path(
    get, path = "/v1/checks/{id}/images", tag = "checks", security(("dpop" = [])),
    params(("id" = String, Path, description = "Session id")),
    responses(
        (status = 200, description = "What is there", body = ImagesResponse),
        (status = "4XX", description = "not_found, check_void, check_over, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn images(
    State(state): State<AppState>,
    auth: CheckAuth,
) -> Result<Json<ImagesResponse>, Problem> {
    let listed = checks::images(&state, &auth.check, &auth.thumbprint).await;
    listed.map(Json).map_err(|refused| problem(state.now(), refused))
}

/// Sends the dossier. The same manifest again is harmless.
#[utoipa::path(
    post, path = "/v1/checks/{id}/submit", tag = "checks", request_body = SubmitRequest, security(("dpop" = [])),
    params(("id" = String, Path, description = "Session id")),
    responses(
        (status = 204, description = "Taken"),
        (status = "4XX", description = "bad_request (signature, hash, envelopes), not_found, conflict (a blob is \
            missing or another, or the state), check_void, check_over, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn submit(
    State(state): State<AppState>,
    auth: CheckAuth,
    JsonBody(request): JsonBody<SubmitRequest, LARGE>,
) -> Result<StatusCode, Problem> {
    let taken = checks::submit(&state, &auth.check, &auth.thumbprint, request).await;
    taken.map(|()| StatusCode::NO_CONTENT).map_err(|refused| problem(state.now(), refused))
}

/// Where the session stands, also after its end. With `Prefer: wait=25` it waits until state or a step changed, since
/// the `ETag` in `If-None-Match` or since the call.
#[utoipa::path(
    get, path = "/v1/checks/{id}", tag = "checks", security(("dpop" = [])),
    params(
        ("id" = String, Path, description = "Session id"),
        ("prefer" = Option<String>, Header, description = "wait=25"),
        ("if-none-match" = Option<String>, Header, description = "The last reply's ETag"),
    ),
    responses(
        (status = 200, description = "Where it stands", body = CheckResponse),
        (status = "4XX", description = "not_found, check_void, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    auth: CheckAuth,
    prefer: Prefer,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let known = known.map(|tag| tag.trim().trim_matches('"').to_owned());
    let _waiting = state.metrics.waiting_phone();
    let (response, version) = checks::wait(&state, &auth.check, &auth.thumbprint, known, prefer.wait)
        .await
        .map_err(|refused| problem(state.now(), refused))?;
    let mut response = Json(response).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Withdraws, and deletes before it replies. Again is harmless.
#[utoipa::path(
    delete, path = "/v1/checks/{id}", tag = "checks", security(("dpop" = [])),
    params(("id" = String, Path, description = "Session id")),
    responses(
        (status = 204, description = "Withdrawn, or over already"),
        (status = "4XX", description = "not_found, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn delete(State(state): State<AppState>, auth: CheckAuth) -> Result<StatusCode, Problem> {
    let withdrawn = checks::withdraw(&state, &auth.check, &auth.thumbprint).await;
    withdrawn.map(|()| StatusCode::NO_CONTENT).map_err(|refused| problem(state.now(), refused))
}
