//! Home, the person's details and password, and what the phones were asked.

use axum::http::StatusCode;
use kauth_protocol::approvals::State;
use serde::Deserialize;

use super::cookies::Cookie;
use super::sign_in::HOME;
use super::sign_up::refused_text;
use super::stop::{Reply, Stop, see_other};
use super::visit::{Posted, Visit, give};
use super::waiting::state_name;
use crate::clock::SECOND;
use crate::domain::changes;
use crate::domain::failure::Failure;
use crate::domain::passwords::{self, Password};
use crate::domain::sign_in;
use crate::domain::{accounts as fields, history, links, recovery_codes as codes};
use crate::pages::{self, Entry, Field, FormPage, History, Tone, Welcome};
use crate::store::accounts::Account;
use crate::store::recovery_codes;
use crate::store::sessions::{Session, Stage};

pub(super) async fn welcome(visit: Visit) -> Reply {
    if visit.signed_in().is_ok() {
        return Ok(see_other(HOME));
    }
    visit.ok(&Welcome { f: visit.frame() })
}

pub(super) async fn home(visit: Visit) -> Reply {
    let (_, account) = visit.signed_in()?;
    let t = visit.t;
    let id = account.id.clone();
    let (phones, left) = visit
        .state
        .store
        .read(move |tx| Ok::<_, Failure>((links::list(tx, &id)?.len(), recovery_codes::left(tx, &id)?)))
        .await?;
    let number = fields::masked(&fields::open_number(&visit.state, account)?);
    let warning = match (account.two_step, phones, left) {
        (true, 0, _) => Some(t.web_account_warn_no_phone()),
        (true, _, left) if left <= codes::WARN_AT => Some(t.web_account_warn_codes(left.into())),
        _ => None,
    };
    let two_step_line = if account.two_step {
        t.web_account_two_step_on(&left.to_string(), &phones.to_string())
    } else {
        t.web_account_two_step_off()
    };
    visit.ok(&pages::Account {
        f: visit.frame_with(Vec::new()),
        name: account.name.clone(),
        login: account.login.clone(),
        number,
        recovery_address: account.recovery_address.clone(),
        password_since: t.web_account_password_since(&t.date(account.password_at.div_euclid(SECOND), 0)),
        two_step: account.two_step,
        two_step_line,
        warning,
    })
}

#[derive(Deserialize)]
pub(super) struct DetailsForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    recovery_address: String,
}

const DETAILS: &str = "/account/details";

pub(super) async fn details(visit: Visit) -> Reply {
    let (_, account) = visit.stepped_up(DETAILS)?;
    let form = DetailsForm {
        name: account.name.clone(),
        number: fields::open_number(&visit.state, account)?,
        recovery_address: account.recovery_address.clone(),
    };
    draw_details(&visit, form, Vec::new(), StatusCode::OK)
}

fn draw_details(
    visit: &Visit,
    form: DetailsForm,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let t = visit.t;
    let field = |name, label, kind, value, auto, hint| Field { name, label, kind, value, auto, hint };
    let second = t.web_field_recovery_address();
    let page = FormPage {
        page: "details",
        heading: t.web_details_title(),
        lines: vec![t.web_details_lead()],
        fields: vec![
            field("name", t.web_field_name(), "text", form.name, "name", String::new()),
            field("number", t.web_field_number(), "tel", form.number, "tel", t.web_field_number_hint()),
            field("recovery_address", second, "email", form.recovery_address, "off", String::new()),
        ],
        button: t.web_save(),
        ..form_page(visit, DETAILS, errors)
    };
    visit.page(status, &page)
}

/// A form with nothing in it yet.
pub(super) fn form_page(visit: &Visit, action: &str, errors: Vec<(&'static str, String)>) -> FormPage {
    FormPage {
        f: visit.frame_with(errors),
        page: "form",
        heading: String::new(),
        lines: Vec::new(),
        warnings: Vec::new(),
        pairs: Vec::new(),
        hiddens: Vec::new(),
        fields: Vec::new(),
        confirm: None,
        action: action.to_owned(),
        button: visit.t.web_continue(),
        danger: false,
        back: HOME,
        more: Vec::new(),
    }
}

pub(super) async fn set_details(Posted { visit, form }: Posted<DetailsForm>) -> Reply {
    let (_, account) = visit.stepped_up(DETAILS)?;
    let t = visit.t;
    let (name, number) = (fields::name(&form.name), fields::number(&form.number));
    let recovery_address = fields::address(&form.recovery_address);
    let mut errors = Vec::new();
    if name.is_none() {
        errors.push(("name", t.web_error_name()));
    }
    if number.is_none() {
        errors.push(("number", t.web_error_number()));
    }
    if recovery_address.is_none() {
        errors.push(("recovery_address", t.web_error_login()));
    } else if recovery_address.as_ref() == Some(&account.login) {
        errors.push(("recovery_address", t.web_error_recovery_same()));
    }
    match (name, number, recovery_address) {
        (Some(name), Some(number), Some(address)) if errors.is_empty() => {
            changes::details(&visit.state, account, name, &number, address).await?;
            Ok(see_other("/account?done=saved"))
        }
        _ => draw_details(&visit, form, errors, StatusCode::UNPROCESSABLE_ENTITY),
    }
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    password: Password,
}

const PASSWORD: &str = "/account/password";

pub(super) async fn password(visit: Visit) -> Reply {
    let (_, account) = visit.stepped_up(PASSWORD)?;
    draw_password(&visit, account, PASSWORD, Vec::new(), StatusCode::OK)
}

fn draw_password(
    visit: &Visit,
    account: &Account,
    action: &'static str,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let t = visit.t;
    let (page, heading, lead) = if action == PASSWORD {
        ("password", t.web_password_title(), t.web_password_lead())
    } else {
        ("new-password", t.web_new_password_title(), t.web_new_password_lead())
    };
    let login = account.login.clone();
    visit.page(status, &pages::Password { f: visit.frame_with(errors), page, heading, lead, action, login })
}

async fn take_password(
    visit: &Visit,
    session: &Session,
    account: &Account,
    form: &PasswordForm,
    action: &'static str,
) -> Reply {
    let own = [account.login.as_str(), account.name.as_str(), &visit.state.config.provider_name];
    let same = passwords::verify(&form.password, Some(account.password.clone())).await?;
    let refused = match passwords::check(&form.password, &own) {
        Err(refused) => Some(refused_text(visit, refused)),
        // The reported password is known to somebody else.
        Ok(()) if same => Some(visit.t.web_error_password_common()),
        Ok(()) => None,
    };
    if let Some(text) = refused {
        let errors = vec![("password", text)];
        return draw_password(visit, account, action, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let cookie = sign_in::new_password(&visit.state, session, account, &form.password).await?;
    let mut response = see_other("/account?done=password");
    give(&mut response, Cookie::Session.set(&cookie, visit.state.is_https()));
    Ok(response)
}

pub(super) async fn set_password(Posted { visit, form }: Posted<PasswordForm>) -> Reply {
    let (session, account) = visit.stepped_up(PASSWORD)?;
    take_password(&visit, session, account, &form, PASSWORD).await
}

const NEW_PASSWORD: &str = "/new-password";

/// The session that must set a new password before anything else.
fn must_change(visit: &Visit) -> Result<(&Session, &Account), Stop> {
    match &visit.known {
        Some((session, account)) if session.stage == Stage::NewPassword => Ok((session, account)),
        Some(_) => Err(Stop::go(HOME)),
        None => Err(Stop::go("/sign-in?done=session-over")),
    }
}

pub(super) async fn new_password(visit: Visit) -> Reply {
    let (_, account) = must_change(&visit)?;
    draw_password(&visit, account, NEW_PASSWORD, Vec::new(), StatusCode::OK)
}

pub(super) async fn set_new_password(Posted { visit, form }: Posted<PasswordForm>) -> Reply {
    let (session, account) = must_change(&visit)?;
    take_password(&visit, session, account, &form, NEW_PASSWORD).await
}

pub(super) async fn past(visit: Visit) -> Reply {
    let (_, account) = visit.signed_in()?;
    let t = visit.t;
    let past = history::of_account(&visit.state, &account.id).await?;
    let entries = past
        .into_iter()
        .map(|one| {
            let state = if one.state == State::Consumed { "approved" } else { state_name(one.state) };
            let (outcome, tone) = match state {
                "pending" => (t.web_outcome_pending(), Tone::Plain),
                "approved" => (t.web_outcome_approved(), Tone::Good),
                "refused" => (t.web_outcome_denied(), Tone::Bad),
                "reported" => (t.web_outcome_reported(), Tone::Bad),
                "cancelled" => (t.web_outcome_cancelled(), Tone::Plain),
                "superseded" => (t.web_outcome_superseded(), Tone::Plain),
                "failed" => (t.web_outcome_failed(), Tone::Bad),
                _ => (t.web_outcome_expired(), Tone::Plain),
            };
            let title = one.title.unwrap_or_else(|| t.web_history_sign_in());
            let mut line = t.date_time_utc(one.created_at.div_euclid(SECOND));
            for part in one.details {
                line.push_str(" · ");
                line.push_str(&part);
            }
            Entry { state, title, line, outcome, tone }
        })
        .collect();
    visit.ok(&History { f: visit.frame(), entries })
}
