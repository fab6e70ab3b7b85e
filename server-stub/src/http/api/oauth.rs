//! The token endpoint of flow A1, in RFC 6749's form.
//!
//! Who may: whoever has the code, the verifier and the key. How often: once a code. What if twice: refused, and what the
//! first one got is void. What if late: refused after a minute. What if killed here: the code is used or is not; the
//! person authorises again.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use kauth_protocol::oauth::{OauthError, TokenRequest, TokenResponse};

use super::auth::{ProofRefused, proof, remember_stranger};
use super::body::FormBody;
use crate::domain::oauth::{self, TokenRefused};
use crate::http::problem::Problem;
use crate::state::AppState;

fn refusal(status: StatusCode, error: &str, description: &str) -> Response {
    let body = OauthError { error: error.to_owned(), error_description: Some(description.to_owned()) };
    (status, Json(body)).into_response()
}

impl IntoResponse for TokenRefused {
    fn into_response(self) -> Response {
        refusal(StatusCode::BAD_REQUEST, self.name(), "the code buys nothing")
    }
}

/// The key whose DPoP proof came along; refusals have RFC 9449 §5 and §8's form.
pub(super) struct BoundTo(String);

impl FromRequestParts<AppState> for BoundTo {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let checked = proof(state, parts, None)
            .and_then(|proof| remember_stranger(state, &proof).map(|()| Self(proof.thumbprint)));
        checked.map_err(|refused| match refused {
            ProofRefused::Invalid => {
                refusal(StatusCode::BAD_REQUEST, "invalid_dpop_proof", "the DPoP proof does not hold")
            }
            ProofRefused::Nonce => refusal(
                StatusCode::BAD_REQUEST,
                "use_dpop_nonce",
                "take the nonce in DPoP-Nonce and try again",
            ),
            ProofRefused::Busy => Problem::from(ProofRefused::Busy).into_response(),
        })
    }
}

/// Changes an authorization code into a token that claims one link.
#[utoipa::path(
    post, path = "/oauth/token", tag = "oauth", security(("dpop" = [])),
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token", body = TokenResponse),
        (status = 400, description = "RFC 6749 §5.2 and RFC 9449", body = OauthError),
    ),
)]
pub(super) async fn token(
    State(state): State<AppState>,
    key: BoundTo,
    request: Request,
) -> Result<Response, Response> {
    let read = FormBody::<TokenRequest>::from_request(request, &state).await;
    let Ok(FormBody(form)) = read else {
        return Err(refusal(
            StatusCode::BAD_REQUEST,
            TokenRefused::InvalidRequest.name(),
            "the form is malformed",
        ));
    };
    match oauth::exchange(&state, &key.0, form).await {
        Ok(Ok(token)) => Ok(Json::<TokenResponse>(token).into_response()),
        Ok(Err(refused)) => Err(refused.into_response()),
        Err(failure) => Err(Problem::from(failure).into_response()),
    }
}
