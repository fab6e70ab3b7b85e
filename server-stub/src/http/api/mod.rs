//! What phones and requesters call.

mod approvals;
mod auth;
mod body;
mod checks;
mod devices;
mod discovery;
mod inbox;
mod links;
mod oauth;
mod openapi;
mod requesters;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{any, delete, get, post, put};
use kauth_protocol::problem::Code;

use super::problem::Problem;
use crate::state::AppState;

const NONCE: HeaderName = HeaderName::from_static("dpop-nonce");

/// The API's routes.
pub fn router(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/.well-known/kauth", get(discovery::discovery))
        .route("/v1/links/claim", post(links::claim))
        .route("/v1/links/{id}", get(links::get).delete(links::delete))
        .route("/v1/links/{id}/ack", post(links::ack))
        .route("/v1/checks/claim", post(checks::claim))
        .route("/v1/checks/{id}", get(checks::get).delete(checks::delete))
        .route("/v1/checks/{id}/consent", put(checks::consent))
        .route("/v1/checks/{id}/phone", post(checks::phone))
        .route("/v1/checks/{id}/phone/confirm", post(checks::confirm))
        .route("/v1/checks/{id}/location", put(checks::location))
        .route("/v1/checks/{id}/location/declined", put(checks::location_declined))
        .route("/v1/checks/{id}/document", put(checks::document))
        .route("/v1/checks/{id}/images", get(checks::images))
        .route("/v1/checks/{id}/images/{kind}/{attempt}/chunks/{n}", put(checks::put))
        .route("/v1/checks/{id}/submit", post(checks::submit))
        .route("/v1/inbox", get(inbox::poll))
        .route("/v1/approvals", post(requesters::open))
        .route("/v1/approvals/{id}", get(requesters::outcome))
        .route("/v1/approvals/{id}/answer", post(approvals::answer))
        .route("/v1/devices/self", get(devices::get).patch(devices::patch).merge(delete(devices::delete)))
        .route("/v1/devices/self/wakeup", put(devices::put_wakeup))
        .route("/oauth/token", post(oauth::token))
        .route("/openapi.json", get(openapi::openapi))
        .method_not_allowed_fallback(method_not_allowed)
        .route("/v1/{*rest}", any(unknown))
        .layer(middleware::from_fn_with_state(state.clone(), around))
}

async fn method_not_allowed() -> Problem {
    Problem::new(Code::MethodNotAllowed, "this path has other methods")
}

async fn unknown() -> Problem {
    Problem::not_found()
}

/// A fresh nonce in every reply, and nothing of it in any cache.
async fn around(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(nonce) = HeaderValue::from_str(&state.nonces.make(state.now())) {
        headers.insert(NONCE, nonce);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
