//! The pages: each handler reads its form, asks the domain, and draws or redirects.
//!
//! GET only shows; every change is a POST with the session's token and ends in a redirect.

mod account;
mod actions;
mod agent;
mod assets;
mod authorize;
mod checks;
mod confirmed;
mod console;
mod cookies;
mod landing;
mod layers;
mod link_phone;
mod next;
mod orders;
mod organisations;
mod outbox;
mod qr;
mod recovery;
mod recovery_codes;
mod sign_in;
mod sign_up;
mod step_up;
mod stop;
#[cfg(test)]
pub(super) mod tests;
mod two_step;
mod visit;
mod waiting;

use axum::Router;
use axum::http::Uri;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use self::stop::Wrong;
use crate::http::problem::Problem;
use crate::state::AppState;

/// The pages' routes.
pub fn router(state: &AppState) -> Router<AppState> {
    Router::new()
        .merge(entry())
        .merge(inside())
        .merge(open())
        .merge(recovery::router())
        .merge(checks::router())
        .merge(console::router())
        .fallback(nowhere)
        .layer(from_fn_with_state(state.clone(), layers::around))
}

/// Nothing is there: a page for people, a problem for programs.
async fn nowhere(uri: Uri) -> Response {
    if uri.path().starts_with("/v1/") {
        return Problem::not_found().into_response();
    }
    Wrong::NotFound.into_response()
}

/// Getting in.
fn entry() -> Router<AppState> {
    Router::new()
        .route("/", get(account::welcome))
        .route("/sign-up", get(sign_up::form).post(sign_up::begin))
        .route("/sign-up/confirm", get(sign_up::code).post(sign_up::confirm))
        .route("/sign-in", get(sign_in::form).post(sign_in::password))
        .route("/sign-in/second", get(sign_in::second))
        .route("/sign-in/events", get(sign_in::events))
        .route("/sign-in/finish", post(sign_in::finish))
        .route("/sign-in/code", post(sign_in::code))
        .route("/sign-in/recovery", post(sign_in::recovery))
        .route("/sign-in/again", post(sign_in::again))
        .route("/sign-in/cancel", post(sign_in::cancel))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/new-password", get(account::new_password).post(account::set_new_password))
        .route("/step-up", get(step_up::form).post(step_up::password))
        .route("/step-up/second", get(step_up::second))
        .route("/step-up/events", get(step_up::events))
        .route("/step-up/finish", post(step_up::finish))
        .route("/step-up/code", post(step_up::code))
        .route("/step-up/recovery", post(step_up::recovery))
        .route("/step-up/again", post(step_up::again))
        .route("/step-up/cancel", post(step_up::cancel))
        .route("/oauth/authorize", get(authorize::consent).post(authorize::decide))
}

/// For those who are in.
fn inside() -> Router<AppState> {
    Router::new()
        .route("/account", get(account::home))
        .route("/account/details", get(account::details).post(account::set_details))
        .route("/account/password", get(account::password).post(account::set_password))
        .route("/account/address", get(confirmed::address).post(confirmed::ask_address))
        .route("/account/address/verify", get(confirmed::address_code).post(confirmed::prove_address))
        .route("/account/close", get(confirmed::close).post(confirmed::do_close))
        .route("/pay", get(confirmed::invoice).post(confirmed::pay))
        .route("/history", get(account::past))
        .route("/actions/{id}", get(actions::show))
        .route("/actions/{id}/events", get(actions::events))
        .route("/actions/{id}/finish", post(actions::finish))
        .route("/actions/{id}/again", post(actions::again))
        .route("/actions/{id}/cancel", post(actions::cancel))
        .route("/2fa", get(two_step::show))
        .route("/2fa/add", get(two_step::methods).post(two_step::add))
        .route("/2fa/link/{id}", get(link_phone::show))
        .route("/2fa/link/{id}/qr.png", get(link_phone::picture))
        .route("/2fa/link/{id}/events", get(link_phone::events))
        .route("/2fa/link/{id}/confirm", post(link_phone::confirm))
        .route("/2fa/link/{id}/cancel", post(link_phone::cancel))
        .route("/2fa/recovery-codes", get(recovery_codes::show))
        .route("/2fa/recovery-codes/codes.txt", get(recovery_codes::download))
        .route("/2fa/recovery-codes/saved", post(recovery_codes::saved))
        .route("/2fa/recovery-codes/new", get(recovery_codes::ask_new).post(recovery_codes::make_new))
        .route("/2fa/phones/{id}/remove", get(two_step::ask_remove).post(two_step::remove))
        .route("/2fa/off", get(two_step::ask_off).post(two_step::turn_off))
        .route("/2fa/browsers/{id}/remove", post(two_step::stop_remembering))
        .route("/2fa/browsers/{id}/forget", post(two_step::forget_browser))
        .route("/orders", get(orders::list).post(orders::place))
        .route("/orders/{id}/mail", post(orders::again))
        .route("/organisations", get(organisations::list).post(organisations::create))
        .route("/organisations/{id}", get(organisations::show))
        .route("/organisations/{id}/members", post(organisations::add))
        .route("/organisations/{id}/members/{account}/role", post(organisations::change))
        .route("/organisations/{id}/members/{account}/remove", post(organisations::remove))
}

/// For everybody.
fn open() -> Router<AppState> {
    Router::new()
        .route("/link", get(landing::link))
        .route("/open", get(landing::open))
        .route("/check", get(landing::check))
        .route("/outbox", get(outbox::show))
        .route("/outbox/{id}/qr.png", get(outbox::picture))
        .route("/language", post(landing::language))
        .route("/assets/style.css", get(assets::style))
        .route("/assets/app.js", get(assets::script))
        .route("/assets/console/{name}", get(assets::module))
        .route("/assets/mark.svg", get(assets::mark))
        .route("/.well-known/assetlinks.json", get(landing::android))
        .route("/.well-known/apple-app-site-association", get(landing::apple))
}
