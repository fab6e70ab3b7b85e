//! The calling device's own record.
//!
//! Who may: the device itself. How often: as it likes, its wake-up once a second. What if twice: the same again is the
//! same; after `DELETE` the token is dead and says so with the server's signed word. What if killed here: one
//! transaction each.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kauth_protocol::devices::{DevicePatchRequest, DeviceResponse, WakeupRequest};
use kauth_protocol::display::{self, MAX_LABEL};
use kauth_protocol::problem::{Code, Problem as ProblemBody};

use super::auth::DeviceAuth;
use super::body::JsonBody;
use crate::domain::devices::wakeup::{self, WakeupSet};
use crate::domain::links;
use crate::http::problem::Problem;
use crate::state::AppState;
use crate::store;
use crate::store::devices::Device;

async fn view(state: &AppState, device: Device) -> Result<Json<DeviceResponse>, Problem> {
    let id = device.id.clone();
    let links = state.store.read(move |tx| store::links::active_of_device(tx, &id)).await?;
    Ok(Json(DeviceResponse {
        device: device.id,
        name: device.name,
        platform: device.platform,
        accounts: links.into_iter().map(|link| link.account).collect(),
        wakeup: device.wakeup,
    }))
}

/// What the server knows of this device.
#[utoipa::path(
    get, path = "/v1/devices/self", tag = "devices", security(("dpop_token" = [])),
    responses(
        (status = 200, description = "The device", body = DeviceResponse),
        (status = "4XX", description = "revoked, invalid_token, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn get(
    State(state): State<AppState>,
    DeviceAuth(device): DeviceAuth,
) -> Result<Json<DeviceResponse>, Problem> {
    view(&state, device).await
}

/// Renames this device.
#[utoipa::path(
    patch, path = "/v1/devices/self", tag = "devices", security(("dpop_token" = [])),
    request_body = DevicePatchRequest,
    responses(
        (status = 200, description = "The device", body = DeviceResponse),
        (status = "4XX", description = "bad_display_text, bad_request, revoked, invalid_token, invalid_dpop_proof, \
            use_dpop_nonce", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn patch(
    State(state): State<AppState>,
    DeviceAuth(device): DeviceAuth,
    JsonBody(request): JsonBody<DevicePatchRequest>,
) -> Result<Json<DeviceResponse>, Problem> {
    display::check_text(&request.name, MAX_LABEL)
        .map_err(|_| Problem::new(Code::BadDisplayText, "the name may not be shown"))?;
    let (id, name) = (device.id.clone(), request.name.clone());
    state.store.write(move |tx| store::devices::rename(tx, &id, &name)).await?;
    view(&state, Device { name: request.name, ..device }).await
}

/// Removes this device with all its links; its token is dead from then on.
#[utoipa::path(
    delete, path = "/v1/devices/self", tag = "devices", security(("dpop_token" = [])),
    responses(
        (status = 204, description = "Removed"),
        (status = "4XX", description = "revoked, invalid_token, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    DeviceAuth(device): DeviceAuth,
) -> Result<StatusCode, Problem> {
    links::end_device(&state, &device.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets how this device is woken; at most once a second.
#[utoipa::path(
    put, path = "/v1/devices/self/wakeup", tag = "devices", security(("dpop_token" = [])),
    request_body = WakeupRequest,
    responses(
        (status = 204, description = "Set"),
        (status = "4XX", description = "bad_request, too_many_requests, revoked, invalid_token, invalid_dpop_proof, \
            use_dpop_nonce", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn put_wakeup(
    State(state): State<AppState>,
    DeviceAuth(device): DeviceAuth,
    JsonBody(request): JsonBody<WakeupRequest>,
) -> Result<StatusCode, Problem> {
    match wakeup::set(&state, &device.id, request).await? {
        WakeupSet::Done => Ok(StatusCode::NO_CONTENT),
        WakeupSet::Refused => Err(Problem::new(Code::BadRequest, "the endpoint or its keys are refused")),
        WakeupSet::TooSoon => {
            Err(Problem::new(Code::TooManyRequests, "at most once a second").retry_after(1))
        }
    }
}
