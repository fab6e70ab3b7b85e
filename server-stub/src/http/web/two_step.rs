//! `/2fa`: phones, browsers, and turning it on and off.

use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;

use super::account::form_page;
use super::sign_in::Nothing;
use super::stop::{Reply, Wrong, see_other};
use super::visit::{Posted, Visit};
use crate::clock::SECOND;
use crate::domain::failure::Failure;
use crate::domain::links::{self, LinkView, Offered};
use crate::domain::{changes, recovery_codes as codes, remembered, sessions};
use crate::pages::{AddMethod, Browser, FormPage, Phone, TwoStep};
use crate::store::{browsers, recovery_codes};

const BACK: &str = "/2fa";

pub(super) async fn show(visit: Visit) -> Reply {
    let (_, account) = visit.signed_in()?;
    let t = visit.t;
    let id = account.id.clone();
    let (phones, left, known) = visit
        .state
        .store
        .read(move |tx| {
            Ok::<_, Failure>((
                links::list(tx, &id)?,
                recovery_codes::left(tx, &id)?,
                browsers::list(tx, &id)?,
            ))
        })
        .await?;
    let mut warnings = Vec::new();
    if account.two_step && phones.is_empty() {
        warnings.push(t.web_account_warn_no_phone());
    }
    if account.two_step && left <= codes::WARN_AT {
        warnings.push(t.web_account_warn_codes(left.into()));
    }
    let codes_waiting = account.two_step && codes::to_show(&visit.state, &account.id).await?.is_some();
    visit.ok(&TwoStep {
        codes_waiting,
        f: visit.frame_with(Vec::new()),
        on: account.two_step,
        warnings,
        phones: phones.into_iter().map(|link| phone(&visit, link)).collect(),
        codes_left: left.into(),
        browsers: known.into_iter().map(|known| browser(&visit, known)).collect(),
    })
}

fn phone(visit: &Visit, link: LinkView) -> Phone {
    let t = visit.t;
    Phone {
        id: link.id,
        name: link.device,
        platform: platform(&link.platform),
        since: t.web_phones_since(&t.date(link.linked_at.div_euclid(SECOND), 0)),
        last_used: t.web_phones_last_used(&t.date_time_utc(link.seen_at.div_euclid(SECOND))),
    }
}

/// A platform's own name.
fn platform(code: &str) -> String {
    match code {
        "android" => "Android".to_owned(),
        "ios" => "iOS".to_owned(),
        other => other.to_owned(),
    }
}

/// Browser and system in words.
pub(super) fn browser_name(visit: &Visit, browser: &str, system: &str) -> String {
    let t = visit.t;
    let browser = if browser.is_empty() { t.web_browser_other() } else { browser.to_owned() };
    let system = if system.is_empty() { t.web_system_other() } else { system.to_owned() };
    t.web_browsers_name(&browser, &system)
}

fn browser(visit: &Visit, known: browsers::Browser) -> Browser {
    let t = visit.t;
    let remembered = known
        .remembered_until
        .filter(|_| remembered::is_remembered(&known, visit.state.now()))
        .map(|until| t.web_browsers_remembered(&t.date(until.div_euclid(SECOND), 0)));
    Browser {
        name: browser_name(visit, &known.browser, &known.system),
        seen: t.web_browsers_seen(&t.date_time_utc(known.seen_at.div_euclid(SECOND))),
        remembered,
        here: visit
            .browser_cookie
            .as_deref()
            .map(sessions::hash)
            .is_some_and(|cookie| cookie == known.cookie),
        id: known.id,
    }
}

const ADD: &str = "/2fa/add";

pub(super) async fn methods(visit: Visit) -> Reply {
    visit.stepped_up(ADD)?;
    visit.ok(&AddMethod { f: visit.frame() })
}

#[derive(Deserialize)]
pub(super) struct MethodForm {
    #[serde(default)]
    method: String,
}

pub(super) async fn add(Posted { visit, form }: Posted<MethodForm>) -> Reply {
    let (session, account) = visit.stepped_up(ADD)?;
    if form.method != "kauth" {
        return Err(Wrong::NotFound.into());
    }
    match links::offer(&visit.state, &account.id, &session.id).await? {
        Offered::Offer(offer) => Ok(see_other(&format!("/2fa/link/{}", offer.id))),
        Offered::TooManyLinks => {
            let f = visit.frame_with(vec![("form", visit.t.web_link_too_many())]);
            visit.page(StatusCode::UNPROCESSABLE_ENTITY, &AddMethod { f })
        }
    }
}

pub(super) async fn ask_remove(visit: Visit, Path(id): Path<String>) -> Reply {
    let action = format!("/2fa/phones/{id}/remove");
    let (_, account) = visit.stepped_up(&action)?;
    let account = account.id.clone();
    let (phones, left) = visit
        .state
        .store
        .read(move |tx| Ok::<_, Failure>((links::list(tx, &account)?, recovery_codes::left(tx, &account)?)))
        .await?;
    let phone = phones.iter().find(|link| link.id == id).ok_or(Wrong::NotFound)?;
    let t = visit.t;
    let last = (phones.len() == 1).then(|| t.web_remove_phone_last(&left.to_string()));
    visit.ok(&FormPage {
        page: "remove-phone",
        heading: t.web_remove_phone_title(&phone.device),
        lines: vec![t.web_remove_phone_lead()],
        warnings: last.into_iter().collect(),
        button: t.web_remove(),
        danger: true,
        back: BACK,
        ..form_page(&visit, &action, Vec::new())
    })
}

pub(super) async fn remove(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (_, account) = visit.stepped_up(&format!("/2fa/phones/{id}/remove"))?;
    changes::remove_phone(&visit.state, account, &id).await?.ok_or(Wrong::NotFound)?;
    Ok(see_other("/2fa?done=phone-removed"))
}

const OFF: &str = "/2fa/off";

pub(super) async fn ask_off(visit: Visit) -> Reply {
    visit.stepped_up(OFF)?;
    let t = visit.t;
    visit.ok(&FormPage {
        page: "two-step-off",
        heading: t.web_off_title(),
        warnings: vec![t.web_off_lead()],
        button: t.web_off_button(),
        danger: true,
        back: BACK,
        ..form_page(&visit, OFF, Vec::new())
    })
}

pub(super) async fn turn_off(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (_, account) = visit.stepped_up(OFF)?;
    changes::two_step_off(&visit.state, account).await?;
    Ok(see_other("/2fa?done=off"))
}

pub(super) async fn stop_remembering(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Reply {
    browser_change(&visit, &id, false).await
}

pub(super) async fn forget_browser(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Reply {
    browser_change(&visit, &id, true).await
}

/// Making the way in harder wants no step-up: it must work at once for somebody who is worried.
async fn browser_change(visit: &Visit, id: &str, forget: bool) -> Reply {
    let (_, account) = visit.signed_in()?;
    changes::browser(&visit.state, account, id, forget).await?;
    Ok(see_other("/2fa?done=saved"))
}
