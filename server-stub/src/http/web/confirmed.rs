//! What an account's person does with a yes of its own on the phone: a new login address, closing, a payment.

use axum::http::StatusCode;
use kauth_protocol::display;
use serde::Deserialize;

use super::account::form_page;
use super::actions;
use super::sign_in::{until, wait_text};
use super::sign_up::CodeForm;
use super::stop::{Reply, Stop, see_other};
use super::visit::{Posted, Visit};
use crate::domain::accounts as fields;
use crate::domain::actions::Task;
use crate::domain::changes::{self, AddressAsked, AddressProved};
use crate::pages::{CodeEntry, Field, FormPage};

#[derive(Deserialize)]
pub(super) struct AddressForm {
    #[serde(default)]
    login: String,
}

const ADDRESS: &str = "/account/address";

pub(super) async fn address(visit: Visit) -> Reply {
    actions::password_fresh(&visit, ADDRESS)?;
    draw_address(&visit, String::new(), Vec::new(), StatusCode::OK)
}

fn draw_address(
    visit: &Visit,
    login: String,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let t = visit.t;
    let label = t.web_address_new();
    let page = FormPage {
        page: "address",
        heading: t.web_address_title(),
        lines: vec![t.web_address_lead()],
        fields: vec![Field {
            name: "login",
            label,
            kind: "email",
            value: login,
            auto: "email",
            hint: String::new(),
        }],
        ..form_page(visit, ADDRESS, errors)
    };
    visit.page(status, &page)
}

pub(super) async fn ask_address(Posted { visit, form }: Posted<AddressForm>) -> Reply {
    let (session, _) = actions::password_fresh(&visit, ADDRESS)?;
    let Some(login) = fields::address(&form.login) else {
        let errors = vec![("login", visit.t.web_error_login())];
        return draw_address(&visit, form.login, errors, StatusCode::UNPROCESSABLE_ENTITY);
    };
    match changes::new_address(&visit.state, session, login, visit.language).await? {
        AddressAsked::Mailed => Ok(see_other("/account/address/verify")),
        AddressAsked::Wait(at) => {
            let errors = vec![("login", wait_text(&visit, at))];
            until(&visit, at, draw_address(&visit, form.login, errors, StatusCode::TOO_MANY_REQUESTS)?)
        }
    }
}

pub(super) async fn address_code(visit: Visit) -> Reply {
    draw_address_code(&visit, Vec::new(), StatusCode::OK).await
}

async fn draw_address_code(visit: &Visit, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let (session, _) = visit.signed_in()?;
    let Some(login) = changes::address_waiting(&visit.state, session).await? else {
        return Err(Stop::go(ADDRESS));
    };
    let page = CodeEntry {
        f: visit.frame_with(errors),
        page: "address-verify",
        heading: visit.t.web_address_title(),
        lead: visit.t.web_address_verify_lead(&login),
        action: "/account/address/verify",
        back: ADDRESS,
    };
    visit.page(status, &page)
}

pub(super) async fn prove_address(Posted { visit, form }: Posted<CodeForm>) -> Reply {
    let (session, _) = actions::password_fresh(&visit, "/account/address/verify")?;
    match changes::prove_address(&visit.state, session, &form.code).await? {
        AddressProved::Right(login) => actions::begin(&visit, Task::ChangeAddress { login }, ADDRESS).await,
        AddressProved::Wrong => {
            let errors = vec![("code", visit.t.web_error_mail_code())];
            draw_address_code(&visit, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        AddressProved::Over => {
            let errors = vec![("login", visit.t.web_error_mail_code_over())];
            draw_address(&visit, String::new(), errors, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

const CLOSE: &str = "/account/close";

#[derive(Deserialize)]
pub(super) struct ConfirmForm {
    #[serde(default)]
    confirm: String,
}

pub(super) async fn close(visit: Visit) -> Reply {
    actions::password_fresh(&visit, CLOSE)?;
    draw_close(&visit, Vec::new(), StatusCode::OK)
}

fn draw_close(visit: &Visit, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let t = visit.t;
    let page = FormPage {
        page: "close",
        heading: t.web_close_title(),
        warnings: vec![t.web_close_lead()],
        confirm: Some(t.web_close_confirm()),
        button: t.web_close_title(),
        danger: true,
        ..form_page(visit, CLOSE, errors)
    };
    visit.page(status, &page)
}

pub(super) async fn do_close(Posted { visit, form }: Posted<ConfirmForm>) -> Reply {
    if form.confirm != "on" {
        let errors = vec![("confirm", visit.t.web_error_confirm())];
        return draw_close(&visit, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    actions::begin(&visit, Task::CloseAccount, CLOSE).await
}

const PAY: &str = "/pay";

#[derive(Deserialize)]
pub(super) struct PayForm {
    #[serde(default)]
    payee: String,
    #[serde(default)]
    iban: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    reference: String,
}

pub(super) async fn invoice(visit: Visit) -> Reply {
    actions::password_fresh(&visit, PAY)?;
    let form = PayForm {
        payee: "Alpenblick Hosting AG".to_owned(),
        iban: "CH93 0076 2011 6238 5295 7".to_owned(),
        amount: "CHF 129.00".to_owned(),
        reference: "2026-0417".to_owned(),
    };
    draw_invoice(&visit, form, Vec::new(), StatusCode::OK)
}

fn draw_invoice(
    visit: &Visit,
    form: PayForm,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let t = visit.t;
    let field =
        |name, label, value| Field { name, label, kind: "text", value, auto: "off", hint: String::new() };
    let page = FormPage {
        page: "pay",
        heading: t.web_pay_title(),
        lines: vec![t.web_pay_teaser()],
        fields: vec![
            field("payee", t.web_pay_payee(), form.payee),
            field("iban", t.web_pay_account(), form.iban),
            field("amount", t.web_pay_amount(), form.amount),
            field("reference", t.web_pay_reference(), form.reference),
        ],
        button: t.web_pay_button(),
        ..form_page(visit, PAY, errors)
    };
    visit.page(status, &page)
}

pub(super) async fn pay(Posted { visit, form }: Posted<PayForm>) -> Reply {
    let all = [
        ("payee", &form.payee),
        ("iban", &form.iban),
        ("amount", &form.amount),
        ("reference", &form.reference),
    ];
    let errors: Vec<_> = all
        .into_iter()
        .filter(|(_, value)| display::check_text(value, 140).is_err())
        .map(|(name, _)| (name, visit.t.web_error_text()))
        .collect();
    if !errors.is_empty() {
        return draw_invoice(&visit, form, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let PayForm { payee, iban, amount, reference } = form;
    actions::begin(&visit, Task::Pay { payee, iban, amount, reference }, PAY).await
}
