//! The requester API: a client asks a person's phone and learns the outcome once.
//!
//! Who may: a client by its secret, and only its own questions. How often: as the rules of
//! [`crate::domain::approvals`] let its class. What if twice: a second question supersedes the client's first; a second
//! fetch says `consumed`. What if late: the yes has lapsed after a minute. What if killed here: a yes that was told into
//! the void is consumed; the client asks again.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kauth_protocol::problem::{Code, Problem as ProblemBody};
use kauth_protocol::requesters::{ApprovalOpenRequest, ApprovalOpenResponse, ApprovalOutcomeResponse};

use super::auth::ClientAuth;
use super::body::{Id, JsonBody, LARGE, Prefer};
use crate::clock::SECOND;
use crate::domain::approvals::step::Requester;
use crate::domain::approvals::{self, NewApproval, OpenError, Opening};
use crate::domain::limits::Class;
use crate::domain::requesters;
use crate::http::problem::Problem;
use crate::state::AppState;
use crate::store::accounts;

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Display(_) => Self::new(Code::BadDisplayText, "a text may not be shown"),
            OpenError::Malformed => {
                Self::new(Code::BadRequest, "pairs, title or lifetime are not as they must be")
            }
            OpenError::Failure(failure) => failure.into(),
        }
    }
}

/// Asks the phones of an account.
#[utoipa::path(
    post, path = "/v1/approvals", tag = "requesters", security(("client" = [])), request_body = ApprovalOpenRequest,
    responses(
        (status = 201, description = "Asked", body = ApprovalOpenResponse),
        (status = "4XX", description = "bad_request, bad_display_text, invalid_client, not_found (no such account, or \
            no phone), conflict (only other factors are left), too_many_requests", body = ProblemBody,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn open(
    State(state): State<AppState>,
    client: ClientAuth,
    JsonBody(request): JsonBody<ApprovalOpenRequest, LARGE>,
) -> Result<(StatusCode, Json<ApprovalOpenResponse>), Problem> {
    let login = request.account.trim().to_lowercase();
    let account = state.store.read(move |tx| accounts::by_login(tx, &login)).await?;
    let account = account.ok_or_else(Problem::not_found)?;
    let new = NewApproval {
        requester: Requester::Client { id: client.id },
        browser: None,
        account: account.id,
        class: Class::Client,
        kind: request.kind,
        policy: request.policy,
        user_check: None,
        pairs: request.display,
        lifetime: request.lifetime,
    };
    match approvals::open(&state, new).await? {
        Opening::Opened { id, digits_to_show, expires_at } => {
            let remaining = remaining(&state, expires_at);
            let response = ApprovalOpenResponse { request: id, digits: digits_to_show, remaining };
            Ok((StatusCode::CREATED, Json(response)))
        }
        Opening::NoPhone => Err(Problem::not_found()),
        Opening::TooSoon { retry_after } => {
            Err(Problem::new(Code::TooManyRequests, "too soon after the last one").retry_after(retry_after))
        }
        Opening::OtherFactorsOnly => Err(Problem::new(Code::Conflict, "only other factors are left")),
    }
}

fn remaining(state: &AppState, expires_at: i64) -> u64 {
    u64::try_from(expires_at.saturating_sub(state.now()) / SECOND).unwrap_or(0)
}

/// Where it stands. `approved` is told once and is thereby consumed.
#[utoipa::path(
    get, path = "/v1/approvals/{id}", tag = "requesters", security(("client" = [])),
    params(
        ("id" = String, Path, description = "Request id"),
        ("prefer" = Option<String>, Header, description = "wait=25"),
    ),
    responses(
        (status = 200, description = "Where it stands", body = ApprovalOutcomeResponse),
        (status = "4XX", description = "invalid_client, not_found", body = ProblemBody,
            content_type = "application/problem+json"),
    ),
)]
pub(super) async fn outcome(
    State(state): State<AppState>,
    client: ClientAuth,
    Id(id): Id,
    prefer: Prefer,
) -> Result<Json<ApprovalOutcomeResponse>, Problem> {
    let outcome = requesters::outcome(&state, &client.id, &id, prefer.wait).await?;
    let outcome = outcome.ok_or_else(Problem::not_found)?;
    let pending = outcome.state == kauth_protocol::approvals::State::Pending;
    let remaining = if pending { remaining(&state, outcome.expires_at) } else { 0 };
    Ok(Json(ApprovalOutcomeResponse { state: outcome.state, remaining }))
}
