//! Creating an account.

use axum::http::StatusCode;
use serde::Deserialize;

use super::cookies::Cookie;
use super::sign_in::{until, wait_text};
use super::stop::{Reply, Stop, see_other};
use super::visit::{Posted, Visit, give};
use crate::domain::accounts as fields;
use crate::domain::passwords::{self, Password, Refused};
use crate::domain::sign_up::{self, Asked, Confirmed, Details};
use crate::pages::{CodeEntry, SignUp};

pub(super) async fn form(visit: Visit) -> Reply {
    draw(&visit, SignUpForm::default(), Vec::new(), StatusCode::OK)
}

#[derive(Deserialize, Default)]
pub(super) struct SignUpForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    recovery_address: String,
    #[serde(default)]
    password: Password,
}

fn draw(visit: &Visit, form: SignUpForm, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let f = visit.frame_with(errors);
    let page = SignUp {
        f,
        name: form.name,
        login: form.login,
        number: form.number,
        recovery_address: form.recovery_address,
    };
    visit.page(status, &page)
}

pub(super) async fn begin(Posted { visit, form }: Posted<SignUpForm>) -> Reply {
    let details = match check(&visit, &form) {
        Ok(details) => details,
        Err(errors) => return draw(&visit, form, errors, StatusCode::UNPROCESSABLE_ENTITY),
    };
    match sign_up::begin(&visit.state, &visit.cookie, details).await? {
        Asked::Mailed => Ok(see_other("/sign-up/confirm")),
        Asked::Wait(at) => {
            let errors = vec![("form", wait_text(&visit, at))];
            until(&visit, at, draw(&visit, form, errors, StatusCode::TOO_MANY_REQUESTS)?)
        }
    }
}

fn check(visit: &Visit, form: &SignUpForm) -> Result<Details, Vec<(&'static str, String)>> {
    let t = visit.t;
    let mut errors = Vec::new();
    let name = fields::name(&form.name);
    let login = fields::address(&form.login);
    let number = fields::number(&form.number);
    let recovery_address = fields::address(&form.recovery_address);
    if name.is_none() {
        errors.push(("name", t.web_error_name()));
    }
    if login.is_none() {
        errors.push(("login", t.web_error_login()));
    }
    if number.is_none() {
        errors.push(("number", t.web_error_number()));
    }
    if recovery_address.is_none() {
        errors.push(("recovery_address", t.web_error_login()));
    } else if recovery_address == login {
        errors.push(("recovery_address", t.web_error_recovery_same()));
    }
    let own = [form.login.trim(), form.name.trim(), &visit.state.config.provider_name];
    if let Err(refused) = passwords::check(&form.password, &own) {
        errors.push(("password", refused_text(visit, refused)));
    }
    match (name, login, number, recovery_address) {
        (Some(name), Some(login), Some(number), Some(recovery_address)) if errors.is_empty() => Ok(Details {
            name,
            login,
            number,
            recovery_address,
            password: form.password.clone(),
            language: visit.language,
        }),
        _ => Err(errors),
    }
}

/// Why a password is not taken.
pub(super) fn refused_text(visit: &Visit, refused: Refused) -> String {
    match refused {
        Refused::TooShort => visit.t.web_error_password_short(&passwords::SHORTEST.to_string()),
        Refused::TooLong => visit.t.web_error_password_long(&passwords::LONGEST.to_string()),
        Refused::TooCommon => visit.t.web_error_password_common(),
    }
}

pub(super) async fn code(visit: Visit) -> Reply {
    draw_code(&visit, Vec::new(), StatusCode::OK).await
}

async fn draw_code(visit: &Visit, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let Some(login) = sign_up::waiting_for(&visit.state, &visit.cookie).await? else {
        return Err(Stop::go("/sign-up"));
    };
    let page = CodeEntry {
        f: visit.frame_with(errors),
        page: "sign-up-confirm",
        heading: visit.t.web_sign_up_confirm_title(),
        lead: visit.t.web_sign_up_confirm_lead(&login),
        action: "/sign-up/confirm",
        back: "/sign-up",
    };
    visit.page(status, &page)
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    #[serde(default)]
    pub(super) code: String,
}

pub(super) async fn confirm(Posted { visit, form }: Posted<CodeForm>) -> Reply {
    let https = visit.state.is_https();
    match sign_up::confirm(&visit.state, &visit.client(), &visit.cookie, &form.code).await? {
        Confirmed::Made { cookie, browser_cookie } => {
            let mut response = see_other("/account");
            give(&mut response, Cookie::Session.set(&cookie, https));
            give(&mut response, Cookie::Browser.set(&browser_cookie, https));
            Ok(response)
        }
        Confirmed::Wrong => {
            let errors = vec![("code", visit.t.web_error_mail_code())];
            draw_code(&visit, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Confirmed::Over => {
            let errors = vec![("form", visit.t.web_error_mail_code_over())];
            draw(&visit, SignUpForm::default(), errors, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}
