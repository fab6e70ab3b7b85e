//! Routes: parse, call the domain, render.

pub mod api;
pub mod client_address;
pub mod ops;
pub mod problem;
pub mod web;

use axum::Router;

use crate::state::AppState;

/// Everything that is served.
pub fn router(state: AppState) -> Router {
    let routes = Router::new().merge(api::router()).merge(web::router()).merge(ops::router());
    ops::around(routes, &state).with_state(state)
}
