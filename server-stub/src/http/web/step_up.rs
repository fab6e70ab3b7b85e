//! Step-up: password and second factor once more, before something that matters.

use axum::http::StatusCode;
use axum::response::Response;
use kauth_protocol::approvals::Kind;
use kauth_protocol::display::{DisplayPair, label, sanitise};
use kauth_texts::Texts;
use serde::Deserialize;

use super::cookies::Cookie;
use super::next::local_path;
use super::sign_in::{FactorForm, HOME, Nothing, field_of, refuse, until, wait_text};
use super::stop::{Reply, Stop, see_other};
use super::visit::{Posted, Visit, encode, give};
use super::waiting::{self, For, Wait};
use crate::domain::approvals::Opening;
use crate::domain::passwords::Password;
use crate::domain::sign_in::{self, Passed, Proof, Proving};
use crate::domain::step_up::{Wanted, wanted};
use crate::domain::{actions, approvals, notices};
use crate::pages::StepUp;
use crate::store::accounts::Account;
use crate::store::sessions::{self, Session};

/// Where only the password is wanted: the phone's yes on the action itself is the second factor.
const PASSWORD_ONLY: &str = "password";

#[derive(Deserialize)]
pub(super) struct StepUpForm {
    #[serde(default)]
    password: Password,
    #[serde(default)]
    next: String,
    #[serde(default)]
    only: String,
}

fn only(given: &str) -> &'static str {
    if given == PASSWORD_ONLY { PASSWORD_ONLY } else { "" }
}

pub(super) async fn form(visit: Visit) -> Reply {
    let next = visit.parameter("next").unwrap_or_default();
    let only = only(&visit.parameter("only").unwrap_or_default());
    let (session, account) = visit.signed_in()?;
    let wanted = wanted(session, account, visit.state.now());
    let enough = wanted == Wanted::Nothing || (wanted == Wanted::SecondFactor && only == PASSWORD_ONLY);
    if enough {
        return Ok(see_other(local_path(&next, HOME)));
    }
    draw(&visit, account, wanted, local_path(&next, ""), only, Vec::new(), StatusCode::OK)
}

fn draw(
    visit: &Visit,
    account: &Account,
    wanted: Wanted,
    next: &str,
    only: &'static str,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let page = StepUp {
        f: visit.frame_with(errors),
        next: next.to_owned(),
        only,
        login: account.login.clone(),
        ask_password: wanted == Wanted::Password,
    };
    visit.page(status, &page)
}

pub(super) async fn password(Posted { visit, form }: Posted<StepUpForm>) -> Reply {
    let (session, account) = visit.signed_in()?;
    let next = local_path(&form.next, HOME);
    let only = only(&form.only);
    let now = visit.state.now();
    let (session, cookie) = if wanted(session, account, now) == Wanted::Password {
        let again = |error: String, status: StatusCode| {
            draw(&visit, account, Wanted::Password, next, only, vec![("password", error)], status)
        };
        match sign_in::password_again(&visit.state, &visit.client(), session, account, &form.password).await?
        {
            Passed::Wrong => return again(visit.t.web_error_password(), StatusCode::UNPROCESSABLE_ENTITY),
            Passed::Wait(at) => {
                return until(&visit, at, again(wait_text(&visit, at), StatusCode::TOO_MANY_REQUESTS)?);
            }
            Passed::Locked => return again(visit.t.web_error_locked(), StatusCode::TOO_MANY_REQUESTS),
            Passed::Right(begun) => (begun.session, Some(begun.cookie)),
        }
    } else {
        (session.clone(), None)
    };
    let mut response = if only == PASSWORD_ONLY || wanted(&session, account, now) == Wanted::Nothing {
        see_other(next)
    } else {
        let session = Session { next: next.to_owned(), ..session };
        let opening = ask(&visit, &session, account).await?;
        see_other(&format!("/step-up/second{}", waiting::why(&opening)))
    };
    if let Some(cookie) = cookie {
        give(&mut response, Cookie::Session.set(&cookie, visit.state.is_https()));
    }
    Ok(response)
}

/// Asks the phones; what is shown is in the account's language.
async fn ask(visit: &Visit, session: &Session, account: &Account) -> Result<Opening, Stop> {
    let t = Texts::of(notices::language(account));
    let browser =
        if visit.agent.browser.is_empty() { t.web_browser_other() } else { visit.agent.browser.to_owned() };
    let pairs = [
        (label::TITLE.to_owned(), t.web_step_up_request()),
        (t.web_action_account(), account.login.clone()),
        (t.web_action_browser(), browser),
        (t.web_action_where(), visit.address.to_string()),
    ];
    let pairs = pairs.into_iter().map(|(label, value)| DisplayPair { label, value: sanitise(&value, 1_024) });
    let browser = visit.browser_cookie.as_deref();
    let opening =
        actions::open(&visit.state, session, account, Kind::Action, pairs.collect(), browser).await?;
    waiting::keep_approval(visit, session, &opening).await?;
    Ok(opening)
}

fn wait(visit: &Visit) -> Result<Wait<'_>, Stop> {
    let (session, account) = visit.signed_in()?;
    if wanted(session, account, visit.state.now()) != Wanted::SecondFactor {
        return Err(Stop::go(&format!("/step-up?next={}", encode(local_path(&session.next, HOME)))));
    }
    Ok(Wait {
        visit,
        session,
        account,
        what: For::StepUp,
        base: "/step-up".to_owned(),
        approval: session.approval.clone(),
        pairs: Vec::new(),
    })
}

pub(super) async fn second(visit: Visit) -> Reply {
    wait(&visit)?.draw(Vec::new(), StatusCode::OK).await
}

pub(super) async fn events(visit: Visit) -> Reply {
    let (session, _) = visit.signed_in()?;
    Ok(waiting::events(visit.state.clone(), session.approval.clone(), waiting::requester(session)))
}

fn done(visit: &Visit, finished: Option<(String, String)>) -> Response {
    let Some((cookie, next)) = finished else { return see_other("/step-up/second") };
    let mut response = see_other(local_path(&next, HOME));
    give(&mut response, Cookie::Session.set(&cookie, visit.state.is_https()));
    response
}

pub(super) async fn finish(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let waiting = wait(&visit)?;
    Ok(done(&visit, sign_in::finish_step_up(&visit.state, waiting.session, false).await?))
}

pub(super) async fn code(Posted { visit, form }: Posted<FactorForm>) -> Reply {
    by_code(&visit, Proof::Totp(&form.code)).await
}

pub(super) async fn recovery(Posted { visit, form }: Posted<FactorForm>) -> Reply {
    by_code(&visit, Proof::Recovery(&form.code)).await
}

async fn by_code(visit: &Visit, proof: Proof<'_>) -> Reply {
    let waiting = wait(visit)?;
    let field = field_of(&proof);
    let (session, account) = (waiting.session, waiting.account);
    let proving = sign_in::prove(&visit.state, &visit.client(), session, account, proof).await?;
    if proving == Proving::Right {
        return Ok(done(visit, sign_in::finish_step_up(&visit.state, session, true).await?));
    }
    refuse(visit, waiting, field, proving).await
}

pub(super) async fn again(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let waiting = wait(&visit)?;
    let opening = ask(&visit, waiting.session, waiting.account).await?;
    Ok(see_other(&format!("/step-up/second{}", waiting::why(&opening))))
}

pub(super) async fn cancel(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (session, _) = visit.signed_in()?;
    if let Some(approval) = &session.approval {
        approvals::cancel(&visit.state, approval, &waiting::requester(session)).await?;
    }
    let session = Session { approval: None, next: String::new(), ..session.clone() };
    visit.state.store.write(move |tx| sessions::put(tx, &session)).await?;
    Ok(see_other(HOME))
}
