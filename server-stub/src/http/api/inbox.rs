//! The long poll.
//!
//! Who may: a device, its own inbox only. How often: one at a time, a newer poll ends the older one. What if twice: the
//! same cursor brings the same events. What if late: what was dropped meanwhile is made good by a snapshot. What if
//! killed here: the phone's cursor has not moved, so nothing is lost.

use axum::Json;
use axum::extract::State;
use kauth_protocol::inbox::InboxResponse;
use kauth_protocol::problem::Problem as ProblemBody;

use super::auth::DeviceAuth;
use super::body::{Cursor, Prefer};
use crate::domain::devices;
use crate::domain::inbox::{self, Polled};
use crate::http::problem::Problem;
use crate::state::AppState;

/// What happened since the cursor; a newer poll of the same device ends this one without events.
#[utoipa::path(
    get, path = "/v1/inbox", tag = "inbox", security(("dpop_token" = [])),
    params(
        ("cursor" = Option<String>, Query, description = "The last reply's; unknown or missing: a snapshot"),
        ("prefer" = Option<String>, Header, description = "wait=25"),
    ),
    responses(
        (status = 200, description = "Events, none if nothing happened", body = InboxResponse),
        (status = "4XX", description = "revoked, invalid_token, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn poll(
    State(state): State<AppState>,
    DeviceAuth(device): DeviceAuth,
    prefer: Prefer,
    Cursor(cursor): Cursor,
) -> Result<Json<InboxResponse>, Problem> {
    match inbox::poll(&state, &device.id, cursor, prefer.wait).await? {
        Polled::Response(response) => Ok(Json(response)),
        Polled::Revoked => Err(Problem::revoked(devices::tombstone(&state, &device.id, None)?)),
    }
}
