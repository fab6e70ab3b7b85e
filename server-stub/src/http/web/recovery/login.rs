//! Forgotten login address (G3) and a mailbox that is gone (G4): the answer never tells whether anybody was meant.

use axum::http::StatusCode;
use serde::Deserialize;

use super::super::stop::{Reply, see_other};
use super::super::visit::{Posted, Visit};
use super::password::LoginForm;
use super::{SIGN_IN, field, login_page, message, too_often};
use crate::domain::accounts as fields;
use crate::domain::recovery::login::Asked;
use crate::domain::recovery::{address_gone, login};
use crate::outbox::Channel;
use crate::pages::{Choice, Choices, FormPage, Pair};

const LOGIN: &str = "/forgotten/login";
const MAILBOX: &str = "/forgotten/mailbox";

#[derive(Deserialize, Default)]
pub(super) struct ReminderForm {
    #[serde(default)]
    number: String,
    #[serde(default)]
    recovery_address: String,
    #[serde(default)]
    choice: String,
}

pub(super) async fn form(visit: Visit) -> Reply {
    draw(&visit, &ReminderForm::default(), Vec::new(), StatusCode::OK)
}

fn draw(
    visit: &Visit,
    form: &ReminderForm,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let t = visit.t;
    let choice = |value, label| Choice { value, label, about: String::new() };
    let mut number = field("number", t.web_field_number(), "tel", &form.number, "tel");
    number.hint = t.web_field_number_hint();
    let second = t.web_field_recovery_address();
    let page = Choices {
        f: visit.frame_with(errors),
        page: "forgotten-login",
        heading: t.web_login_title(),
        lead: t.web_login_lead(),
        fields: vec![number, field("recovery_address", second, "email", &form.recovery_address, "off")],
        question: t.web_login_how(),
        choices: vec![choice("sms", t.web_login_sms()), choice("mail", t.web_login_mail())],
        chosen: if form.choice.is_empty() { "mail".to_owned() } else { form.choice.clone() },
        action: LOGIN,
        back: SIGN_IN,
        more: vec![Pair::new(t.web_way_none(), "/forgotten/login/check")],
    };
    visit.page(status, &page)
}

pub(super) async fn send(Posted { visit, form }: Posted<ReminderForm>) -> Reply {
    let t = visit.t;
    let (number, second) = (fields::number(&form.number), fields::address(&form.recovery_address));
    let channel = match form.choice.as_str() {
        "sms" => Some(Channel::Sms),
        "mail" => Some(Channel::Mail),
        _ => None,
    };
    let (Some(number), Some(second), Some(channel)) = (&number, &second, channel) else {
        let mut errors = Vec::new();
        if number.is_none() {
            errors.push(("number", t.web_error_number()));
        }
        if second.is_none() {
            errors.push(("recovery_address", t.web_error_login()));
        }
        if channel.is_none() {
            errors.push(("choice", t.web_error_choose()));
        }
        return draw(&visit, &form, errors, StatusCode::UNPROCESSABLE_ENTITY);
    };
    match login::send(&visit.state, number.clone(), second.clone(), channel, visit.address).await? {
        Asked::Sent => Ok(see_other("/forgotten/login/sent")),
        Asked::Wait(at) => {
            too_often(&visit, at, |text, status| draw(&visit, &form, vec![("number", text)], status))
        }
    }
}

pub(super) async fn sent(visit: Visit) -> Reply {
    let t = visit.t;
    message(&visit, "login-sent", t.web_login_sent_title(), vec![t.web_login_sent_lead()])
}

pub(super) async fn gone(visit: Visit) -> Reply {
    draw_gone(&visit, "", Vec::new(), StatusCode::OK)
}

fn draw_gone(visit: &Visit, typed: &str, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let t = visit.t;
    let page = FormPage {
        page: "mailbox-gone",
        heading: t.web_forgotten_gone(),
        lines: vec![t.web_gone_lead()],
        button: t.web_gone_button(),
        ..login_page(visit, MAILBOX, typed, errors)
    };
    visit.page(status, &page)
}

pub(super) async fn stand_in(Posted { visit, form }: Posted<LoginForm>) -> Reply {
    let refuse = |text, status| draw_gone(&visit, &form.login, vec![("login", text)], status);
    let Some(login) = fields::address(&form.login) else {
        return refuse(visit.t.web_error_login(), StatusCode::UNPROCESSABLE_ENTITY);
    };
    match address_gone::send(&visit.state, login, visit.address).await? {
        Asked::Sent => Ok(see_other("/forgotten/mailbox/sent")),
        Asked::Wait(at) => too_often(&visit, at, refuse),
    }
}

pub(super) async fn stand_in_sent(visit: Visit) -> Reply {
    let t = visit.t;
    message(&visit, "stand-in-sent", t.web_login_sent_title(), vec![t.web_gone_sent_lead()])
}
