//! kCheck on the web: what may begin it, the page with its link, and the page that finishes it.

mod begun;
mod finish;
#[cfg(test)]
pub(super) mod tests;
mod triggers;

use axum::Router;
use axum::routing::{get, post};

pub(super) use self::begun::begin_for;
use super::visit::Visit;
use crate::state::AppState;

/// How long a review usually takes, in words.
pub(super) fn usual(visit: &Visit) -> String {
    visit.t.duration(i64::from(visit.state.config.checks.usual_minutes) * 60)
}

/// For everybody; what needs more asks for it.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/checks/{id}", get(begun::show))
        .route("/checks/{id}/qr.png", get(begun::picture))
        .route("/checks/{id}/events", get(begun::events))
        .route("/checks/not-now", get(begun::not_now))
        .route("/checks/running", get(begun::running))
        .route("/check/finish", get(finish::show).post(finish::finish))
        .route("/check/finish/open", post(finish::open))
        .route("/check/finish/done", get(finish::done))
        .route("/forgotten/login/check", get(triggers::ask_forgotten_login).post(triggers::forgotten_login))
        .route("/sign-in/lost", get(triggers::ask_two_step_off).post(triggers::two_step_off))
        .route("/unlock", get(triggers::ask_unlock).post(triggers::unlock))
        .route("/payout", get(triggers::ask_payout).post(triggers::payout))
}
