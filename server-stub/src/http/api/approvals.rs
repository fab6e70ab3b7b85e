//! A phone answers.
//!
//! Who may: a device that was linked when the request was made. How often: as often as it likes; only other wrong
//! digits cost a try. What if twice: the same bytes get the first reply. What if late: 410 with how it ended. What if
//! killed here: the phone stored the bytes before it sent them, and sends them again.

use axum::Json;
use axum::extract::State;
use kauth_protocol::approvals::AnswerResponse;
use kauth_protocol::problem::{Code, Problem as ProblemBody};

use super::auth::DeviceAuth;
use super::body::{Id, JoseBody};
use crate::domain::approvals::{self, step::Reply};
use crate::http::problem::Problem;
use crate::state::AppState;

/// Takes an answer. The same bytes get the same reply; a wrong try sent again costs none.
#[utoipa::path(
    post, path = "/v1/approvals/{id}/answer", tag = "approvals", security(("dpop_token" = [])),
    params(("id" = String, Path, description = "Request id")),
    request_body(content = String, content_type = "application/jose", description = "JWS of typ kauth-answer+jwt"),
    responses(
        (status = 200, description = "Taken", body = AnswerResponse),
        (status = "4XX", description = "answer_invalid, not_found, already_answered, request_ended, wrong_digits, \
            revoked, invalid_token, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn answer(
    State(state): State<AppState>,
    DeviceAuth(device): DeviceAuth,
    Id(id): Id,
    JoseBody(body): JoseBody,
) -> Result<Json<AnswerResponse>, Problem> {
    match approvals::answer(&state, &device, &id, &body).await? {
        Reply::Taken { state } => Ok(Json(AnswerResponse { state })),
        Reply::AlreadyAnswered { decision } => {
            let problem = Problem::new(Code::AlreadyAnswered, "another answer stands");
            Err(problem.with(|body| body.decision = Some(decision)))
        }
        Reply::Ended { state } => {
            let problem = Problem::new(Code::RequestEnded, "the request has ended");
            Err(problem.with(|body| body.state = Some(state)))
        }
        Reply::WrongDigits { tries_left } => {
            let problem = Problem::new(Code::WrongDigits, "the digits are wrong");
            Err(problem.with(|body| body.tries_left = Some(tries_left)))
        }
        Reply::Invalid => Err(Problem::new(Code::AnswerInvalid, "the answer does not hold")),
        Reply::NotFound => Err(Problem::not_found()),
    }
}
