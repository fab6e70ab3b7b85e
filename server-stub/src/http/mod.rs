//! Routes: parse, call the domain, render.

pub mod api;
pub mod client_address;
pub mod ops;
pub mod problem;
pub mod web;

use std::time::{Duration, UNIX_EPOCH};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;

use crate::state::AppState;

/// Everything that is served.
pub fn router(state: AppState) -> Router {
    let routes = Router::new().merge(api::router(&state)).merge(web::router(&state)).merge(ops::router());
    let dated = routes.layer(middleware::from_fn_with_state(state.clone(), date));
    ops::around(dated, &state).with_state(state)
}

/// `Date` by the server's own clock: phones learn from it how far off theirs is.
async fn date(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let now = Duration::from_secs(u64::try_from(state.clock.now_unix()).unwrap_or(0));
    if let Ok(value) = HeaderValue::from_str(&httpdate::fmt_http_date(UNIX_EPOCH + now)) {
        response.headers_mut().insert(header::DATE, value);
    }
    response
}
