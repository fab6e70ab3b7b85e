//! Behind *stop this*: the page asks, the form stops. A mail program that opens every link changes nothing.

use axum::http::StatusCode;
use serde::Deserialize;

use super::super::account::form_page;
use super::super::stop::{Reply, see_other};
use super::super::visit::{Posted, Visit};
use super::{SIGN_IN, message};
use crate::domain::recovery::stop;
use crate::pages::{FormPage, Pair};

pub(super) async fn ask(visit: Visit) -> Reply {
    let token = visit.parameter("t").unwrap_or_default();
    if stop::find(&visit.state, &token).await?.is_none() {
        return nothing(visit).await;
    }
    let t = visit.t;
    let page = FormPage {
        page: "stop",
        heading: t.web_stop_title(),
        lines: vec![t.web_stop_lead()],
        hiddens: vec![Pair::new("t", token)],
        button: t.web_stop_button(),
        danger: true,
        back: SIGN_IN,
        ..form_page(&visit, "/stop", Vec::new())
    };
    visit.page(StatusCode::OK, &page)
}

#[derive(Deserialize)]
pub(super) struct StopForm {
    #[serde(default)]
    t: String,
}

pub(super) async fn stop(Posted { visit, form }: Posted<StopForm>) -> Reply {
    let stopped = stop::stop(&visit.state, &form.t).await?;
    Ok(see_other(if stopped { "/stop/done" } else { "/stop/nothing" }))
}

pub(super) async fn done(visit: Visit) -> Reply {
    let t = visit.t;
    message(&visit, "stopped", t.web_stopped_title(), vec![t.web_stopped_lead()])
}

pub(super) async fn nothing(visit: Visit) -> Reply {
    let t = visit.t;
    message(&visit, "stop-nothing", t.web_stop_nothing_title(), vec![t.web_stop_nothing_lead()])
}
