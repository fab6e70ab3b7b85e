//! The reviewers' keys: the list that every new dossier is encrypted to. Adding and removing wants a fresh step-up.

use axum::extract::Path;
use axum::http::StatusCode;
use kauth_protocol::jwk::PublicJwk;
use serde::Deserialize;
use serde_json::json;

use super::super::account::form_page;
use super::super::sign_in::Nothing;
use super::super::stop::{Reply, Wrong, see_other};
use super::super::visit::{Posted, Visit};
use super::{KEYS, support, words};
use crate::clock::SECOND;
use crate::domain::checks::{self, ReviewerAdded};
use crate::pages::{FormPage, Pair, ReviewerKey, ReviewerKeys};
use crate::store::checks::reviewers;

pub(super) async fn show(visit: Visit) -> Reply {
    draw(&visit, Vec::new(), StatusCode::OK).await
}

async fn draw(visit: &Visit, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let staff = support(visit)?.id.clone();
    visit.stepped_up(KEYS)?;
    let t = visit.t;
    let keys = visit.state.store.read(reviewers::active).await?;
    let keys = keys
        .into_iter()
        .map(|reviewer| ReviewerKey {
            thumbprint: reviewer.key.thumbprint(),
            since: t.web_keys_since(&t.date(reviewer.added_at.div_euclid(SECOND), 0)),
            name: reviewer.name,
            id: reviewer.id,
        })
        .collect();
    let page = ReviewerKeys { f: visit.frame_with(errors), staff, words: words::keys(t), keys };
    visit.page(status, &page)
}

/// The public half, as the page's script fills it in.
#[derive(Deserialize)]
pub(super) struct KeyForm {
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
}

pub(super) async fn add(Posted { visit, form }: Posted<KeyForm>) -> Reply {
    let staff = support(&visit)?;
    visit.stepped_up(KEYS)?;
    let key = json!({ "kty": "EC", "crv": "P-256", "x": form.x, "y": form.y });
    let added = match serde_json::from_value::<PublicJwk>(key) {
        Ok(key) => checks::add_reviewer(&visit.state, &staff.id, &staff.name, key).await?,
        Err(_) => ReviewerAdded::Malformed,
    };
    match added {
        ReviewerAdded::Added { .. } => Ok(see_other(&format!("{KEYS}?done=saved"))),
        ReviewerAdded::NotStaff => Err(Wrong::Forbidden.into()),
        ReviewerAdded::Malformed | ReviewerAdded::Known | ReviewerAdded::TooMany => {
            let errors = vec![("form", visit.t.web_keys_error())];
            draw(&visit, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

pub(super) async fn ask_remove(visit: Visit, Path(id): Path<String>) -> Reply {
    support(&visit)?;
    let action = format!("{KEYS}/{id}/remove");
    visit.stepped_up(&action)?;
    let found = visit.state.store.read(move |tx| reviewers::find(tx, &id)).await?;
    let reviewer = found.filter(|one| one.removed_at.is_none()).ok_or(Wrong::NotFound)?;
    let t = visit.t;
    let page = FormPage {
        page: "reviewer-key-remove",
        heading: t.web_keys_remove_title(),
        pairs: vec![Pair::new(reviewer.name, reviewer.key.thumbprint())],
        warnings: vec![t.web_keys_remove_lead()],
        button: t.web_remove(),
        danger: true,
        back: KEYS,
        ..form_page(&visit, &action, Vec::new())
    };
    visit.ok(&page)
}

pub(super) async fn remove(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let staff = support(&visit)?;
    visit.stepped_up(KEYS)?;
    if checks::remove_reviewer(&visit.state, &staff.id, &id).await? {
        Ok(see_other(&format!("{KEYS}?done=saved")))
    } else {
        Err(Wrong::NotFound.into())
    }
}
