//! Actions: what waits for a yes of its own, shown line by line as the phone shows it.

use axum::extract::Path;
use axum::http::StatusCode;

use super::cookies::Cookie;
use super::sign_in::Nothing;
use super::stop::{Reply, Stop, Wrong, see_other};
use super::visit::{Posted, Visit, encode, give};
use super::waiting::{self, For, Wait};
use crate::domain::actions::{self, Begun, Done, Task};
use crate::domain::approvals;
use crate::domain::step_up::{Wanted, wanted};
use crate::pages::Pair;
use crate::store::accounts::Account;
use crate::store::actions::Action;
use crate::store::sessions::Session;

/// Begins an action of somebody whose password is fresh; others are led to prove it and back to `back`.
pub(super) async fn begin(visit: &Visit, task: Task, back: &str) -> Reply {
    let (session, account) = password_fresh(visit, back)?;
    let stepped_up = wanted(session, account, visit.state.now()) == Wanted::Nothing;
    let browser = visit.browser_cookie.as_deref();
    match actions::begin(&visit.state, session, account, task.clone(), stepped_up, browser).await? {
        Begun::Waits { id, opening } => Ok(see_other(&format!("/actions/{id}{}", waiting::why(&opening)))),
        Begun::Finished(done) => after(visit, &task, done),
        Begun::StepUp => Ok(see_other(&format!("/step-up?next={}", encode(back)))),
    }
}

/// The session and account of somebody whose password is fresh.
pub(super) fn password_fresh<'a>(visit: &'a Visit, back: &str) -> Result<(&'a Session, &'a Account), Stop> {
    let (session, account) = visit.signed_in()?;
    if wanted(session, account, visit.state.now()) == Wanted::Password {
        return Err(Stop::go(&format!("/step-up?only=password&next={}", encode(back))));
    }
    Ok((session, account))
}

fn after(visit: &Visit, task: &Task, done: Done) -> Reply {
    if done == Done::Obsolete {
        return Err(Wrong::Forbidden.into());
    }
    Ok(match task {
        Task::ChangeAddress { .. } => see_other("/account?done=address"),
        Task::MakeLegalOwner { organisation, .. } => {
            see_other(&format!("/organisations/{organisation}?done=role"))
        }
        Task::Pay { .. } => see_other("/account?done=paid"),
        Task::CloseAccount => {
            let mut response = see_other("/sign-in?done=closed");
            give(&mut response, Cookie::Session.remove(visit.state.is_https()));
            give(&mut response, Cookie::Browser.remove(visit.state.is_https()));
            response
        }
    })
}

async fn found<'a>(visit: &'a Visit, id: &str) -> Result<(&'a Session, &'a Account, Action, Task), Stop> {
    let (session, account) = visit.signed_in()?;
    let (action, task) = actions::find(&visit.state, session, id).await?.ok_or(Wrong::NotFound)?;
    Ok((session, account, action, task))
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let (session, account, action, task) = found(&visit, &id).await?;
    if action.done_at.is_some() {
        return after(&visit, &task, Done::Done);
    }
    let (title, pairs) = {
        let (account, t, task) = (account.clone(), visit.t, task.clone());
        visit.state.store.read(move |tx| task.describe(tx, t, &account)).await?
    };
    let mut all = vec![Pair::new(visit.t.web_action_what(), title)];
    all.extend(pairs.into_iter().map(|(label, value)| Pair::new(label, value)));
    let base = format!("/actions/{}", action.id);
    Wait { visit: &visit, session, account, what: For::Action, base, approval: action.approval, pairs: all }
        .draw(Vec::new(), StatusCode::OK)
        .await
}

pub(super) async fn events(visit: Visit, Path(id): Path<String>) -> Reply {
    let (session, _, action, _) = found(&visit, &id).await?;
    Ok(waiting::events(visit.state.clone(), action.approval, waiting::requester(session)))
}

pub(super) async fn finish(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (_, account, action, task) = found(&visit, &id).await?;
    match actions::finish(&visit.state, account, &action, &task).await? {
        Done::NotNow => Ok(see_other(&format!("/actions/{id}"))),
        done => after(&visit, &task, done),
    }
}

pub(super) async fn again(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (_, _, _, task) = found(&visit, &id).await?;
    let (session, account) = password_fresh(&visit, &format!("/actions/{id}"))?;
    let browser = visit.browser_cookie.as_deref();
    let opening = actions::ask(&visit.state, session, account, &id, &task, browser).await?;
    Ok(see_other(&format!("/actions/{id}{}", waiting::why(&opening))))
}

pub(super) async fn cancel(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (session, _, action, _) = found(&visit, &id).await?;
    if let Some(approval) = &action.approval {
        approvals::cancel(&visit.state, approval, &waiting::requester(session)).await?;
    }
    Ok(see_other("/account"))
}
