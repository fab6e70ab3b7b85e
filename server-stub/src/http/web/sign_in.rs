//! Signing in and out.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use kauth_protocol::approvals::Kind;
use serde::Deserialize;

use super::cookies::Cookie;
use super::next::local_path;
use super::stop::{Reply, Stop, see_other};
use super::visit::{Posted, Visit, give};
use super::waiting::{self, For, Wait};
use crate::clock::SECOND;
use crate::domain::approvals::Opening;
use crate::domain::passwords::Password;
use crate::domain::sign_in::{self, Begun, Client, Completed, Passed, Proof, Proving};
use crate::domain::{actions, approvals};
use crate::metrics;
use crate::pages::SignIn;
use crate::store::accounts::Account;
use crate::store::sessions::{self, Session, Stage};

/// Where people land who did not want to go anywhere else.
pub(super) const HOME: &str = "/account";

#[derive(Deserialize)]
pub(super) struct SignInForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: Password,
    #[serde(default)]
    next: String,
}

pub(super) async fn form(visit: Visit) -> Reply {
    let next = visit.parameter("next").unwrap_or_default();
    if visit.signed_in().is_ok() {
        return Ok(see_other(local_path(&next, HOME)));
    }
    let next = local_path(&next, "").to_owned();
    visit.ok(&SignIn { f: visit.frame_with(Vec::new()), login: String::new(), next })
}

/// How long to wait, in words.
pub(super) fn wait_text(visit: &Visit, until: i64) -> String {
    let seconds = (until - visit.state.now() + SECOND - 1).max(SECOND) / SECOND;
    visit.t.web_error_wait(&visit.t.duration(seconds))
}

/// Says in a header, too, how long to wait (RFC 9110 §10.2.3).
pub(super) fn until(visit: &Visit, until: i64, mut response: Response) -> Reply {
    let seconds = (until - visit.state.now() + SECOND - 1).max(SECOND) / SECOND;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

pub(super) async fn password(Posted { visit, form }: Posted<SignInForm>) -> Reply {
    let next = local_path(&form.next, "").to_owned();
    let passed = sign_in::password(&visit.state, &visit.client(), &form.login, &form.password, &next).await?;
    let again = |error: String, status: StatusCode| {
        let f = visit.frame_with(vec![("form", error)]);
        visit.page(status, &SignIn { f, login: form.login.clone(), next: next.clone() })
    };
    match passed {
        Passed::Wrong => {
            visit.state.metrics.sign_in(metrics::SignIn::Refused);
            again(visit.t.web_error_credentials(), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Passed::Wait(at) => until(&visit, at, again(wait_text(&visit, at), StatusCode::TOO_MANY_REQUESTS)?),
        Passed::Locked => again(visit.t.web_error_locked(), StatusCode::TOO_MANY_REQUESTS),
        Passed::Right(begun) => after_password(&visit, *begun).await,
    }
}

async fn after_password(visit: &Visit, begun: Begun) -> Reply {
    let Begun { session, cookie, account, complete } = begun;
    let mut client = visit.client();
    if complete {
        let how = if account.two_step { metrics::SignIn::Remembered } else { metrics::SignIn::Password };
        let completed = sign_in::with_proof(&visit.state, &client, &session, &account, false, false).await?;
        visit.state.metrics.sign_in(how);
        return Ok(enter(visit, completed));
    }
    // From now on the phone's requests of this browser are known to be of one browser.
    let drawn = match client.cookie {
        Some(_) => None,
        None => Some(visit.state.random.id()?),
    };
    client.cookie = client.cookie.or_else(|| drawn.clone());
    let opening = ask(visit, &client, &session, &account).await?;
    let mut response = see_other(&format!("/sign-in/second{}", waiting::why(&opening)));
    give(&mut response, Cookie::Session.set(&cookie, visit.state.is_https()));
    if let Some(drawn) = drawn {
        give(&mut response, Cookie::Browser.set(&drawn, visit.state.is_https()));
    }
    Ok(response)
}

/// Asks the phones whether this sign-in is the person's. After a report nobody is asked until the password is new.
async fn ask(visit: &Visit, client: &Client, session: &Session, account: &Account) -> Result<Opening, Stop> {
    let opening = if account.new_password_wanted {
        Opening::OtherFactorsOnly
    } else {
        let pairs = waiting::sign_in_pairs(visit, account);
        let browser = client.cookie.as_deref();
        actions::open(&visit.state, session, account, Kind::SignIn, pairs, browser).await?
    };
    waiting::keep_approval(visit, session, &opening).await?;
    Ok(opening)
}

/// The way in, with new cookies.
fn enter(visit: &Visit, completed: Completed) -> Response {
    let to = if completed.new_password { "/new-password" } else { local_path(&completed.next, HOME) };
    let mut response = see_other(to);
    let https = visit.state.is_https();
    give(&mut response, Cookie::Session.set(&completed.cookie, https));
    if let Some(cookie) = completed.browser_cookie {
        give(&mut response, Cookie::Browser.set(&cookie, https));
    }
    response
}

/// The session that waits for its second factor.
fn half_way(visit: &Visit) -> Result<(&Session, &Account), Stop> {
    match &visit.known {
        Some((session, account)) if session.stage == Stage::SecondFactor => Ok((session, account)),
        Some((session, _)) if session.stage == Stage::NewPassword => Err(Stop::go("/new-password")),
        Some(_) => Err(Stop::go(HOME)),
        None => Err(Stop::go("/sign-in?done=session-over")),
    }
}

fn wait(visit: &Visit) -> Result<Wait<'_>, Stop> {
    let (session, account) = half_way(visit)?;
    Ok(Wait {
        visit,
        session,
        account,
        what: For::SignIn,
        base: "/sign-in".to_owned(),
        approval: session.approval.clone(),
        pairs: Vec::new(),
    })
}

pub(super) async fn second(visit: Visit) -> Reply {
    wait(&visit)?.draw(Vec::new(), StatusCode::OK).await
}

pub(super) async fn events(visit: Visit) -> Reply {
    let (session, _) = half_way(&visit)?;
    Ok(waiting::events(visit.state.clone(), session.approval.clone(), waiting::requester(session)))
}

#[derive(Deserialize)]
pub(super) struct FactorForm {
    #[serde(default)]
    pub(super) code: String,
    #[serde(default)]
    remember: String,
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn finish(Posted { visit, form }: Posted<FactorForm>) -> Reply {
    let (session, account) = half_way(&visit)?;
    let remember = form.remember == "on";
    match sign_in::by_phone(&visit.state, &visit.client(), session, account, remember).await? {
        Some(completed) => {
            visit.state.metrics.sign_in(metrics::SignIn::Approval);
            Ok(enter(&visit, completed))
        }
        None => Ok(see_other("/sign-in/second")),
    }
}

pub(super) async fn code(Posted { visit, form }: Posted<FactorForm>) -> Reply {
    by_code(&visit, Proof::Totp(&form.code), &form, metrics::SignIn::Code).await
}

pub(super) async fn recovery(Posted { visit, form }: Posted<FactorForm>) -> Reply {
    by_code(&visit, Proof::Recovery(&form.code), &form, metrics::SignIn::RecoveryCode).await
}

async fn by_code(visit: &Visit, proof: Proof<'_>, form: &FactorForm, how: metrics::SignIn) -> Reply {
    let (session, account) = half_way(visit)?;
    let field = field_of(&proof);
    let proving = sign_in::prove(&visit.state, &visit.client(), session, account, proof).await?;
    if proving == Proving::Right {
        let remember = form.remember == "on";
        let completed =
            sign_in::with_proof(&visit.state, &visit.client(), session, account, remember, true).await?;
        visit.state.metrics.sign_in(how);
        return Ok(enter(visit, completed));
    }
    visit.state.metrics.sign_in(metrics::SignIn::Refused);
    refuse(visit, wait(visit)?, field, proving).await
}

/// The field that a second factor is typed into.
pub(super) fn field_of(proof: &Proof<'_>) -> &'static str {
    match proof {
        Proof::Totp(_) => "code",
        Proof::Recovery(_) => "recovery",
    }
}

/// The waiting page with what is wrong with a second factor.
pub(super) async fn refuse(visit: &Visit, wait: Wait<'_>, field: &'static str, proving: Proving) -> Reply {
    let t = visit.t;
    let text = match proving {
        Proving::Wait(at) => wait_text(visit, at),
        Proving::Locked => t.web_error_locked(),
        Proving::Right | Proving::Wrong if field == "code" => t.web_error_code(),
        Proving::Right | Proving::Wrong => t.web_error_recovery_code(),
    };
    match proving {
        Proving::Wait(at) => {
            until(visit, at, wait.draw(vec![(field, text)], StatusCode::TOO_MANY_REQUESTS).await?)
        }
        Proving::Locked => wait.draw(vec![(field, text)], StatusCode::TOO_MANY_REQUESTS).await,
        Proving::Right | Proving::Wrong => {
            wait.draw(vec![(field, text)], StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

pub(super) async fn again(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (session, account) = half_way(&visit)?;
    let opening = ask(&visit, &visit.client(), session, account).await?;
    Ok(see_other(&format!("/sign-in/second{}", waiting::why(&opening))))
}

pub(super) async fn cancel(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (session, _) = half_way(&visit)?;
    leave(&visit, session).await?;
    let mut response = see_other("/sign-in");
    give(&mut response, Cookie::Session.remove(visit.state.is_https()));
    Ok(response)
}

pub(super) async fn sign_out(Posted { visit, .. }: Posted<Nothing>) -> Reply {
    if let Some((session, _)) = &visit.known {
        leave(&visit, session).await?;
    }
    let mut response = see_other("/sign-in?done=signed-out");
    give(&mut response, Cookie::Session.remove(visit.state.is_https()));
    Ok(response)
}

/// Ends a session and what it still asks.
async fn leave(visit: &Visit, session: &Session) -> Result<(), Stop> {
    if let Some(approval) = &session.approval {
        approvals::cancel(&visit.state, approval, &waiting::requester(session)).await?;
    }
    let id = session.id.clone();
    visit.state.store.write(move |tx| sessions::end(tx, &id)).await?;
    Ok(())
}
