//! Getting back in: forgotten password, forgotten login, mailbox gone, and the link that stops any of it.

mod login;
mod password;
mod stopping;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;

pub(super) use self::password::LoginForm;
use super::account::form_page;
use super::sign_in::{until, wait_text};
use super::stop::Reply;
use super::visit::Visit;
use crate::pages::{Field, FormPage, Message};
use crate::state::AppState;

/// For everybody: who comes here is not signed in.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/forgotten", get(password::form).post(password::begin))
        .route("/forgotten/way", get(password::ways).post(password::send))
        .route("/forgotten/code", get(password::code).post(password::prove))
        .route("/forgotten/password", get(password::password).post(password::choose))
        .route("/forgotten/done", get(password::done))
        .route("/forgotten/login", get(login::form).post(login::send))
        .route("/forgotten/login/sent", get(login::sent))
        .route("/forgotten/mailbox", get(login::gone).post(login::stand_in))
        .route("/forgotten/mailbox/sent", get(login::stand_in_sent))
        .route("/stop", get(stopping::ask).post(stopping::stop))
        .route("/stop/done", get(stopping::done))
        .route("/stop/nothing", get(stopping::nothing))
}

const SIGN_IN: &str = "/sign-in";

fn field(name: &'static str, label: String, kind: &'static str, value: &str, auto: &'static str) -> Field {
    Field { name, label, kind, value: value.to_owned(), auto, hint: String::new() }
}

/// A page that asks for a login and nothing else.
pub(super) fn login_page(
    visit: &Visit,
    action: &str,
    typed: &str,
    errors: Vec<(&'static str, String)>,
) -> FormPage {
    FormPage {
        fields: vec![field("login", visit.t.web_field_login(), "email", typed, "username")],
        back: SIGN_IN,
        ..form_page(visit, action, errors)
    }
}

/// Something to read, and back to signing in.
fn message(visit: &Visit, page: &'static str, heading: String, lines: Vec<String>) -> Reply {
    let (link, link_text) = (SIGN_IN, visit.t.web_sign_in());
    visit.ok(&Message { f: visit.frame(), page, heading, lines, link, link_text })
}

/// The page once more, with when it may be tried again.
fn too_often(visit: &Visit, at: i64, draw: impl FnOnce(String, StatusCode) -> Reply) -> Reply {
    until(visit, at, draw(wait_text(visit, at), StatusCode::TOO_MANY_REQUESTS)?)
}
