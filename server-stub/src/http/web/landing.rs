//! Where links lead on a machine without the app, what this host says about its apps, and the choice of language.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kauth_protocol::link_uri::OpenUri;
use kauth_texts::Language;
use serde::Deserialize;
use serde_json::json;

use super::cookies::Cookie;
use super::next::local_path;
use super::stop::{Reply, Wrong, see_other};
use super::visit::{Posted, Visit, give};
use crate::pages::Landing;
use crate::state::AppState;
use crate::store::accounts;

/// What stands behind the `#` is for the app alone: this page has no script at all.
pub(super) async fn link(visit: Visit) -> Reply {
    let t = visit.t;
    visit.ok(&Landing {
        f: visit.frame(),
        page: "landing-link",
        heading: t.web_landing_link_title(),
        lead: t.web_landing_link_lead(),
        steps: vec![t.web_landing_link_scan(), t.web_landing_link_paste()],
        open_uri: open_uri(&visit),
    })
}

/// As [`link`]: no script, so nothing here reads who is asked to prove what.
pub(super) async fn check(visit: Visit) -> Reply {
    let t = visit.t;
    visit.ok(&Landing {
        f: visit.frame(),
        page: "landing-check",
        heading: t.web_landing_check_title(),
        lead: t.web_landing_check_lead(),
        steps: vec![t.web_landing_link_scan(), t.web_landing_check_paste()],
        open_uri: open_uri(&visit),
    })
}

pub(super) async fn open(visit: Visit) -> Reply {
    let t = visit.t;
    visit.ok(&Landing {
        f: visit.frame(),
        page: "landing-open",
        heading: t.web_landing_open_title(),
        lead: t.web_landing_open_lead(),
        steps: Vec::new(),
        open_uri: open_uri(&visit),
    })
}

fn open_uri(visit: &Visit) -> String {
    OpenUri { origin: visit.state.origin.clone(), request: None }.to_scheme()
}

#[derive(Deserialize)]
pub(super) struct LanguageForm {
    language: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn language(Posted { visit, form }: Posted<LanguageForm>) -> Reply {
    let Some(language) = Language::from_tag(&form.language) else { return Err(Wrong::NotFound.into()) };
    if let Ok((_, account)) = visit.signed_in() {
        let id = account.id.clone();
        visit.state.store.write(move |tx| accounts::set_language(tx, &id, language.tag())).await?;
    }
    let mut response = see_other(local_path(&form.next, "/"));
    give(&mut response, Cookie::Language.set(language.tag(), visit.state.is_https()));
    Ok(response)
}

fn json_file(value: &serde_json::Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

pub(super) async fn android(State(state): State<AppState>) -> Response {
    let statements: Vec<_> = state
        .config
        .app_links
        .android
        .iter()
        .map(|(package, fingerprint)| {
            json!({
                "relation": ["delegate_permission/common.handle_all_urls"],
                "target": {
                    "namespace": "android_app",
                    "package_name": package,
                    "sha256_cert_fingerprints": [fingerprint],
                },
            })
        })
        .collect();
    json_file(&statements.into())
}

pub(super) async fn apple(State(state): State<AppState>) -> Response {
    let details: Vec<_> = state
        .config
        .app_links
        .apple
        .iter()
        .map(|app| json!({ "appIDs": [app], "components": [{ "/": "/link" }, { "/": "/open" }, { "/": "/check" }] }))
        .collect();
    json_file(&json!({ "applinks": { "details": details } }))
}
