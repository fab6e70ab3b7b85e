//! The support console: what waits, one dossier, a decision, and the keys that open dossiers. For the support role only;
//! pictures are opened by the reviewer's browser, never here.

mod dossier;
mod keys;
mod queue;
#[cfg(test)]
mod tests;
mod words;

use axum::Router;
use axum::routing::{get, post};

use super::stop::{Stop, Wrong, see_other};
use super::visit::Visit;
use crate::domain::checks::ReviewRefused;
use crate::state::AppState;
use crate::store::accounts::Account;

const QUEUE: &str = "/console";
const KEYS: &str = "/console/keys";

/// The console's routes.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/console", get(queue::show))
        .route("/console/checks/{id}", get(dossier::show).post(dossier::seek))
        .route("/console/checks/{id}/blobs/{kind}/{attempt}", get(dossier::blob))
        .route("/console/checks/{id}/decide", post(dossier::decide))
        .route("/console/keys", get(keys::show).post(keys::add))
        .route("/console/keys/{id}/remove", get(keys::ask_remove).post(keys::remove))
}

/// Somebody of the provider's support; to everybody else there is nothing here.
fn support(visit: &Visit) -> Result<&Account, Stop> {
    let (_, account) = visit.signed_in()?;
    if account.support { Ok(account) } else { Err(Wrong::NotFound.into()) }
}

impl From<ReviewRefused> for Stop {
    fn from(refused: ReviewRefused) -> Self {
        match refused {
            ReviewRefused::NotAllowed => Wrong::Forbidden.into(),
            ReviewRefused::Unknown => Wrong::NotFound.into(),
            ReviewRefused::Over | ReviewRefused::Changed => Self::from(see_other("/console?done=changed")),
            ReviewRefused::Malformed | ReviewRefused::HasAccount | ReviewRefused::NotSought => {
                Self::from(see_other("/console?done=changed"))
            }
            ReviewRefused::Failure(failure) => failure.into(),
        }
    }
}
