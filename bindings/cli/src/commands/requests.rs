//! The requests: shown, answered, and those of the past (C).

use kauth_core::app::{AskedDigits, Decision, Destination, RequestView, Screen};
use serde_json::json;

use crate::failure::Failure;
use crate::json::{Past, Request};
use crate::session::Session;
use crate::talk;
use crate::time_left::time_left;

/// Asks all providers, and shows what waits.
pub(super) async fn inbox(session: &mut Session) -> Result<(), Failure> {
    refresh(session).await?;
    let requests = session.app.inbox().await?;
    if session.json {
        let requests: Vec<Request<'_>> = requests.iter().map(Request::from).collect();
        talk::object(&json!({ "requests": requests }));
        return Ok(());
    }
    if requests.is_empty() {
        talk::say(&session.texts.cli_said_no_request());
    }
    for request in &requests {
        for line in lines(request, session) {
            talk::result(&line);
        }
    }
    Ok(())
}

/// Answers a request; without an id, the only one that waits.
pub(super) async fn answer(
    session: &mut Session,
    decision: Decision,
    id: Option<String>,
    digits: Option<String>,
    yes: bool,
) -> Result<(), Failure> {
    if decision == Decision::Approve {
        session.unlocked().await?;
        session.begin_signing().await?;
    }
    refresh(session).await?;
    let request = pick(session, id).await?;
    let mut digits = digits;
    if decision == Decision::Approve && !yes {
        lines(&request, session).iter().for_each(|line| talk::say(line));
        if digits.is_none() && request.digits != AskedDigits::None {
            let question = request.digits_text.clone().unwrap_or_default();
            digits = Some(talk::line(&question, session.texts)?);
        } else if !talk::yes(&session.texts.cli_ask_approve(), session.texts)? {
            return Err(Failure::shell("refused", session.texts.cli_failed_refused()));
        }
    }
    session.consented = true;
    let app = session.app.clone();
    let wanted = request.id.clone();
    session.drive(async move { app.answer(wanted, decision, digits).await }).await?;
    if session.json {
        talk::object(&json!({ "event": "answered", "request": request.id }));
        return Ok(());
    }
    match session.view().await?.screen {
        Screen::RequestEnded(view) if view.id == request.id => talk::say(&view.title),
        _ => talk::say(&session.texts.cli_said_answered()),
    }
    Ok(())
}

/// Shows the requests of the past.
pub(super) async fn history(session: &mut Session) -> Result<(), Failure> {
    session.unlocked().await?;
    session.app.show(Destination::History).await?;
    let Screen::History(view) = session.screen().await? else { return Ok(()) };
    if session.json {
        let rows: Vec<Past<'_>> = view.rows.iter().map(Past::from).collect();
        talk::object(&json!({ "history": rows }));
        return Ok(());
    }
    if let Some(empty) = &view.empty {
        talk::say(empty);
    }
    for row in &view.rows {
        talk::result(
            &[&row.when, &row.site, &row.account, &row.what, &row.text].map(String::as_str).join("  "),
        );
    }
    Ok(())
}

async fn refresh(session: &mut Session) -> Result<(), Failure> {
    let app = session.app.clone();
    session.drive(async move { app.refresh().await }).await
}

async fn pick(session: &Session, id: Option<String>) -> Result<RequestView, Failure> {
    let mut waiting = session.app.inbox().await?;
    if let Some(id) = id {
        if let Some(request) = waiting.into_iter().find(|request| request.id == id) {
            return Ok(request);
        }
        // The core has the words for a request that is over, answered or was never here.
        session.app.show(Destination::Request { request: id }).await?;
        return Err(Failure::shell("request_unknown", session.texts.cli_failed_no_request()));
    }
    match (waiting.pop(), waiting.len()) {
        (Some(request), 0) => Ok(request),
        (Some(_), others) => {
            let count = i64::try_from(others).unwrap_or(i64::MAX).saturating_add(1);
            Err(Failure::usage(session.texts.cli_usage_which_request(count)))
        }
        (None, _) => Err(Failure::shell("request_unknown", session.texts.cli_failed_no_request())),
    }
}

fn lines(request: &RequestView, session: &Session) -> Vec<String> {
    let mut lines = vec![
        format!("{}  {}", request.id, request.title),
        format!("  {}  {}  {}", request.site, request.host, request.account),
    ];
    lines.extend(request.pairs.iter().map(|pair| format!("  {}: {}", pair.label, pair.value)));
    let remarks = [
        &request.digits_text,
        &request.unlock_to_approve,
        &request.update_needed,
        &request.link_again,
        &request.problem,
    ];
    lines.extend(remarks.into_iter().flatten().map(|remark| format!("  {remark}")));
    lines.push(format!("  {}", session.texts.cli_said_ends(&time_left(request.ends_in_ms, session.texts))));
    lines
}
