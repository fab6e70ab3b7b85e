//! What makes the provider ask who somebody is, each with a page of its own.

use axum::http::StatusCode;
use kauth_protocol::checks::Trigger;

use super::super::account::form_page;
use super::super::recovery::{LoginForm, login_page};
use super::super::sign_in::{HOME, Nothing};
use super::super::stop::{Reply, Stop};
use super::super::visit::{Posted, Visit};
use super::begin_for;
use super::begun::begin;
use crate::domain::accounts as fields;
use crate::pages::FormPage;
use crate::store::accounts::Account;
use crate::store::sessions::Stage;

pub(super) async fn ask_forgotten_login(visit: Visit) -> Reply {
    let t = visit.t;
    let page = FormPage {
        page: "forgotten-login-check",
        heading: t.web_login_title(),
        lines: vec![t.web_way_none_about(&super::usual(&visit))],
        back: "/forgotten/login",
        ..form_page(&visit, "/forgotten/login/check", Vec::new())
    };
    visit.ok(&page)
}

/// The login is forgotten, and neither number nor second address is at hand: about whom it is, the dossier says.
pub(super) async fn forgotten_login(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    begin(&visit, Trigger::ForgottenLogin, None).await
}

/// Somebody whose password was right just now, and who has no second factor left.
fn without_factor(visit: &Visit) -> Result<&Account, Stop> {
    match &visit.known {
        Some((session, account)) if session.stage == Stage::SecondFactor => Ok(account),
        Some(_) => Err(Stop::go(HOME)),
        None => Err(Stop::go("/sign-in?done=session-over")),
    }
}

pub(super) async fn ask_two_step_off(visit: Visit) -> Reply {
    without_factor(&visit)?;
    let t = visit.t;
    let page = FormPage {
        page: "two-step-lost",
        heading: t.web_two_step_lost(),
        lines: vec![t.web_two_step_lost_lead()],
        back: "/sign-in/second",
        ..form_page(&visit, "/sign-in/lost", Vec::new())
    };
    visit.ok(&page)
}

pub(super) async fn two_step_off(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let account = without_factor(&visit)?;
    begin(&visit, Trigger::TwoStepOff, Some(account)).await
}

pub(super) async fn ask_unlock(visit: Visit) -> Reply {
    draw_unlock(&visit, "", Vec::new(), StatusCode::OK)
}

fn draw_unlock(visit: &Visit, typed: &str, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let t = visit.t;
    let page = FormPage {
        page: "unlock",
        heading: t.web_unlock_title(),
        lines: vec![t.web_unlock_lead()],
        ..login_page(visit, "/unlock", typed, errors)
    };
    visit.page(status, &page)
}

pub(super) async fn unlock(Posted { visit, form }: Posted<LoginForm>) -> Reply {
    let Some(login) = fields::address(&form.login) else {
        let errors = vec![("login", visit.t.web_error_login())];
        return draw_unlock(&visit, &form.login, errors, StatusCode::UNPROCESSABLE_ENTITY);
    };
    begin_for(&visit, Trigger::Unlock, &login).await
}

pub(super) async fn ask_payout(visit: Visit) -> Reply {
    visit.signed_in()?;
    let t = visit.t;
    let page = FormPage {
        page: "payout",
        heading: t.web_payout_title(),
        lines: vec![t.web_payout_lead()],
        ..form_page(&visit, "/payout", Vec::new())
    };
    visit.ok(&page)
}

pub(super) async fn payout(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (_, account) = visit.signed_in()?;
    begin(&visit, Trigger::FirstPayout, Some(account)).await
}
