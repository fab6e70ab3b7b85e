//! What phones and requesters call.

use axum::Router;

use crate::state::AppState;

/// The API's routes.
pub fn router() -> Router<AppState> {
    Router::new()
}
