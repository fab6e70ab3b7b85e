//! Forgotten password (G2), page by page. Each looks the same whether anybody has the login or not.

use axum::http::StatusCode;
use kauth_protocol::checks::Trigger;
use serde::Deserialize;

use super::super::account::form_page;
use super::super::checks;
use super::super::sign_up::refused_text;
use super::super::stop::{Reply, Stop, see_other};
use super::super::visit::{Posted, Visit};
use super::{SIGN_IN, field, login_page, message, too_often};
use crate::clock::{HOUR, SECOND};
use crate::domain::accounts as fields;
use crate::domain::passwords::Password;
use crate::domain::recovery::password::{self, Begun, Chosen, Proved};
use crate::pages::{self, Choice, Choices, FormPage, Pair};
use crate::store::recovery::{Recovery, Way};

const FORM: &str = "/forgotten";
const WAYS: &str = "/forgotten/way";
const CODE: &str = "/forgotten/code";
const PASSWORD: &str = "/forgotten/password";

#[derive(Deserialize)]
pub(in crate::http::web) struct LoginForm {
    #[serde(default)]
    pub(in crate::http::web) login: String,
}

pub(super) async fn form(visit: Visit) -> Reply {
    let over = visit.parameter("over").map(|_| ("form", visit.t.web_error_recovery_over()));
    draw_form(&visit, "", over.into_iter().collect(), StatusCode::OK)
}

fn draw_form(visit: &Visit, typed: &str, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let t = visit.t;
    let page = FormPage {
        page: "forgotten",
        heading: t.web_forgotten(),
        lines: vec![t.web_forgotten_lead()],
        more: vec![
            Pair::new(t.web_forgotten_login(), "/forgotten/login"),
            Pair::new(t.web_forgotten_gone(), "/forgotten/mailbox"),
            Pair::new(t.web_unlock_title(), "/unlock"),
        ],
        ..login_page(visit, FORM, typed, errors)
    };
    visit.page(status, &page)
}

pub(super) async fn begin(Posted { visit, form }: Posted<LoginForm>) -> Reply {
    let refuse = |name, text, status| draw_form(&visit, &form.login, vec![(name, text)], status);
    let Some(login) = fields::address(&form.login) else {
        return refuse("login", visit.t.web_error_login(), StatusCode::UNPROCESSABLE_ENTITY);
    };
    match password::begin(&visit.state, &visit.cookie, login, visit.address).await? {
        Begun::Asked => Ok(see_other(WAYS)),
        Begun::Wait(at) => too_often(&visit, at, |text, status| refuse("login", text, status)),
    }
}

/// The browser's recovery; without one, back to the beginning.
async fn begun(visit: &Visit) -> Result<Recovery, Stop> {
    password::current(&visit.state, &visit.cookie).await?.ok_or_else(|| Stop::go(FORM))
}

pub(super) async fn ways(visit: Visit) -> Reply {
    draw_ways(&visit, Vec::new(), StatusCode::OK).await
}

async fn draw_ways(visit: &Visit, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let begun = begun(visit).await?;
    let t = visit.t;
    let choice = |value, label, about| Choice { value, label, about };
    let page = Choices {
        f: visit.frame_with(errors),
        page: "recovery-way",
        heading: t.web_way_title(),
        lead: t.web_way_lead(&begun.login),
        fields: Vec::new(),
        question: t.web_way_title(),
        choices: vec![
            choice("address", t.web_way_address(), t.web_way_address_about()),
            choice("number", t.web_way_number(), t.web_way_number_about()),
            choice("none", t.web_way_none(), t.web_way_none_about(&checks::usual(visit))),
        ],
        chosen: begun.way.map_or(String::new(), |way| way.as_str().to_owned()),
        action: WAYS,
        back: SIGN_IN,
        more: Vec::new(),
    };
    visit.page(status, &page)
}

#[derive(Deserialize)]
pub(super) struct ChoiceForm {
    #[serde(default)]
    choice: String,
}

pub(super) async fn send(Posted { visit, form }: Posted<ChoiceForm>) -> Reply {
    let begun = begun(&visit).await?;
    if form.choice == "none" {
        return checks::begin_for(&visit, Trigger::ForgottenPassword, &begun.login).await;
    }
    let Some(way) = Way::parse(&form.choice) else {
        let errors = vec![("choice", visit.t.web_error_choose())];
        return draw_ways(&visit, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if password::send(&visit.state, &visit.cookie, way).await? {
        Ok(see_other(CODE))
    } else {
        Ok(see_other("/forgotten?over=1"))
    }
}

pub(super) async fn code(visit: Visit) -> Reply {
    draw_code(&visit, Vec::new(), StatusCode::OK).await
}

async fn draw_code(visit: &Visit, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let begun = begun(visit).await?;
    let t = visit.t;
    let code = |name, label| field(name, label, "text", "", "one-time-code");
    let fields = match begun.way {
        Some(Way::Address) => vec![code("code", t.web_recovery_code_mail())],
        Some(Way::Number) => {
            vec![code("code", t.web_recovery_code_sms()), code("second_code", t.web_recovery_code_mail())]
        }
        None => return Ok(see_other(WAYS)),
    };
    let page = FormPage {
        page: "recovery-code",
        heading: t.web_recovery_code_title(),
        lines: vec![t.web_recovery_code_lead()],
        fields,
        back: WAYS,
        ..form_page(visit, CODE, errors)
    };
    visit.page(status, &page)
}

#[derive(Deserialize)]
pub(super) struct CodesForm {
    #[serde(default)]
    code: String,
    #[serde(default)]
    second_code: String,
}

pub(super) async fn prove(Posted { visit, form }: Posted<CodesForm>) -> Reply {
    begun(&visit).await?;
    match password::prove(&visit.state, &visit.cookie, &form.code, &form.second_code).await? {
        Proved::Right => Ok(see_other(PASSWORD)),
        Proved::Wrong => {
            let errors = vec![("form", visit.t.web_error_recovery_sent())];
            draw_code(&visit, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Proved::Over => Ok(see_other("/forgotten?over=1")),
    }
}

pub(super) async fn password(visit: Visit) -> Reply {
    draw_password(&visit, Vec::new(), StatusCode::OK).await
}

/// What follows a new password, and when; and that it is sooner here than elsewhere, where it is.
pub(super) fn hold_lines(visit: &Visit) -> String {
    let hold = password::hold(&visit.state);
    let time = visit.t.duration(hold / SECOND);
    let mut lines = visit.t.web_recovery_hold(&time);
    if hold < HOUR {
        lines.push(' ');
        lines.push_str(&visit.t.web_recovery_hold_short(&time));
    }
    lines
}

async fn draw_password(visit: &Visit, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let begun = begun(visit).await?;
    if !begun.proved {
        return Ok(see_other(CODE));
    }
    let t = visit.t;
    let page = pages::Password {
        f: visit.frame_with(errors),
        page: "recovery-password",
        heading: t.web_recovery_password_title(),
        lead: format!("{} {}", t.web_recovery_password_lead(), hold_lines(visit)),
        action: PASSWORD,
        login: begun.login,
    };
    visit.page(status, &page)
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    password: Password,
}

pub(super) async fn choose(Posted { visit, form }: Posted<PasswordForm>) -> Reply {
    match password::choose(&visit.state, &visit.cookie, &form.password).await? {
        Chosen::Later(at) => Ok(see_other(&format!("/forgotten/done?at={at}"))),
        Chosen::Refused(refused) => {
            let errors = vec![("password", refused_text(&visit, refused))];
            draw_password(&visit, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Chosen::Over => Ok(see_other("/forgotten?over=1")),
    }
}

pub(super) async fn done(visit: Visit) -> Reply {
    let t = visit.t;
    let hold = password::hold(&visit.state);
    // Only a number between now and the end of the wait is shown: anybody can write an address.
    let now = visit.state.now();
    let at = visit.parameter("at").and_then(|at| at.parse::<i64>().ok());
    let at = at.filter(|at| (now - hold..=now + hold).contains(at)).unwrap_or(now + hold);
    let when = t.date_time_utc(at.div_euclid(SECOND));
    let lines = vec![t.web_recovery_done_lead(&when), hold_lines(&visit)];
    message(&visit, "recovery-done", t.web_recovery_done_title(), lines)
}
