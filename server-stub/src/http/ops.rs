//! For whoever runs the server: health, metrics, and one log line a request.
//!
//! The log line has the route's pattern and never the path, which has ids in it, nor the query. Each request gets an
//! id of its own, in the reply's `x-request-id` and in every line logged on its behalf; one that comes with the
//! request is not believed.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tracing::Instrument;

use super::client_address::ClientAddress;
use crate::places::Place;
use crate::state::AppState;
use crate::store::StoreError;

const HEALTH: &str = "/healthz";
const METRICS: &str = "/metrics";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// `GET /healthz` and `GET /metrics`.
pub fn router() -> Router<AppState> {
    Router::new().route(HEALTH, get(health)).route(METRICS, get(metrics))
}

/// Puts request ids, log lines and counting around all routes of `router`.
pub fn around(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    router.layer(middleware::from_fn_with_state(state.clone(), observe))
}

/// 200 when the store answers, else 503: what a load balancer asks.
async fn health(State(state): State<AppState>) -> Response {
    let asked = state
        .store
        .read(|tx| tx.query_row("SELECT 1", [], |row| row.get::<_, i64>(0)).map_err(StoreError::from));
    match asked.await {
        Ok(_) => (StatusCode::OK, "ok\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "not healthy");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n").into_response()
        }
    }
}

/// For this machine and its network only: counts are nobody else's business.
async fn metrics(State(state): State<AppState>, address: ClientAddress) -> Response {
    if !matches!(state.places.find(address.0), Place::ThisMachine | Place::ThisNetwork) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, state.metrics.render()).into_response()
}

async fn observe(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = state.random.id().unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map_or("none", |path| path.as_str()).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %id);
    async move {
        let mut response = next.run(request).await;
        let status = response.status();
        state.metrics.reply(status.as_u16());
        let ms = began.elapsed().as_secs_f64() * 1e3;
        if status.is_server_error() {
            tracing::error!(%method, route, status = status.as_u16(), ms, "replied");
        } else if route == HEALTH || route == METRICS {
            tracing::debug!(%method, route, status = status.as_u16(), ms, "replied");
        } else {
            tracing::info!(%method, route, status = status.as_u16(), ms, "replied");
        }
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        response
    }
    .instrument(span)
    .await
}

#[cfg(test)]
#[path = "ops_tests.rs"]
mod tests;
