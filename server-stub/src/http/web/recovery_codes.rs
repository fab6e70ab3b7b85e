//! The ten recovery codes: shown once, saved, and made anew.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;

use super::account::form_page;
use super::sign_in::Nothing;
use super::stop::{Reply, Stop, see_other};
use super::visit::{Posted, Visit};
use crate::clock::SECOND;
use crate::domain::changes;
use crate::domain::recovery_codes as codes;
use crate::pages::{FormPage, RecoveryCodes};

/// The codes that wait to be saved. They count once the phone has confirmed that it is linked.
async fn waiting(visit: &Visit) -> Result<Vec<String>, Stop> {
    let (_, account) = visit.stepped_up("/2fa/recovery-codes")?;
    let shown = if account.two_step { codes::to_show(&visit.state, &account.id).await? } else { None };
    shown.ok_or_else(|| Stop::go("/2fa"))
}

pub(super) async fn show(visit: Visit) -> Reply {
    let codes = waiting(&visit).await?;
    let (_, account) = visit.signed_in()?;
    visit.ok(&RecoveryCodes {
        f: visit.frame(),
        linked: visit.parameter("linked").map(|_| visit.t.web_codes_linked()),
        codes,
        provider_login: account.login.clone(),
    })
}

pub(super) async fn download(visit: Visit) -> Reply {
    let codes = waiting(&visit).await?;
    let (_, account) = visit.signed_in()?;
    let t = visit.t;
    let date = t.date(visit.state.now().div_euclid(SECOND), 0);
    let head = t.web_codes_file(&date, &account.login, &visit.state.config.provider_name);
    let text = format!("{head}\r\n\r\n{}\r\n", codes.join("\r\n"));
    let mut response = ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response();
    let attached = HeaderValue::from_static("attachment; filename=\"kauth-recovery-codes.txt\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, attached);
    Ok(response)
}

pub(super) async fn saved(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (_, account) = visit.signed_in()?;
    changes::recovery_codes_saved(&visit.state, account).await?;
    Ok(see_other("/2fa"))
}

const NEW: &str = "/2fa/recovery-codes/new";

pub(super) async fn ask_new(visit: Visit) -> Reply {
    let (_, account) = visit.stepped_up(NEW)?;
    if !account.two_step {
        return Err(Stop::go("/2fa"));
    }
    let t = visit.t;
    visit.ok(&FormPage {
        page: "new-recovery-codes",
        heading: t.web_codes_new(),
        warnings: vec![t.web_codes_new_lead()],
        button: t.web_codes_new(),
        back: "/2fa",
        ..form_page(&visit, NEW, Vec::new())
    })
}

pub(super) async fn make_new(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (_, account) = visit.stepped_up(NEW)?;
    if !account.two_step {
        return Err(Stop::go("/2fa"));
    }
    changes::new_recovery_codes(&visit.state, account).await?;
    Ok(see_other("/2fa/recovery-codes"))
}
