//! The page with the link: a QR code, *Open in kAuth*, and where it stands. Only the browser that began it sees it.

use std::convert::Infallible;

use axum::extract::Path;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use kauth_protocol::checks::{State, Trigger};
use kauth_protocol::display::{DisplayPair, label};

use super::super::sign_in::{HOME, until, wait_text};
use super::super::stop::{Reply, Stop, Wrong, see_other};
use super::super::visit::Visit;
use super::super::{qr, waiting};
use crate::clock::{MINUTE, SECOND};
use crate::domain::check_pages::{self, Shown, Wish};
use crate::domain::checks::{PageView, Stage};
use crate::pages::{CheckBegun, Message};
use crate::store::accounts::{self, Account};
use crate::wakeups::Topic;

/// Begins a session for this browser, which has proved to be the account's where there is one, and leads to its page.
pub(super) async fn begin(visit: &Visit, trigger: Trigger, account: Option<&Account>) -> Reply {
    let begun = waiting::begun_pairs(visit, visit.language);
    ask(visit, Wish { trigger, account, proved: account.is_some(), begun, ..wish(visit) }).await
}

/// As [`begin`], about a login that anybody may have typed: page, link and what the phone is told are the same whether
/// anybody has it or not.
pub(crate) async fn begin_for(visit: &Visit, trigger: Trigger, login: &str) -> Reply {
    let typed = login.to_owned();
    let account = visit.state.store.read(move |tx| accounts::by_login(tx, &typed)).await?;
    let mut begun = waiting::begun_pairs(visit, visit.language);
    begun.insert(0, DisplayPair { label: label::LOGIN.to_owned(), value: login.to_owned() });
    ask(visit, Wish { trigger, account: account.as_ref(), begun, ..wish(visit) }).await
}

fn wish(visit: &Visit) -> Wish<'_> {
    Wish {
        trigger: Trigger::ForgottenLogin,
        account: None,
        proved: false,
        cookie: &visit.cookie,
        begun: Vec::new(),
        language: visit.language,
        address: visit.address,
    }
}

async fn ask(visit: &Visit, wish: Wish<'_>) -> Reply {
    match check_pages::begin(&visit.state, wish).await? {
        Shown::Page(check) => Ok(see_other(&format!("/checks/{check}"))),
        Shown::Wait(at) => {
            let lines = vec![wait_text(visit, at)];
            until(visit, at, message(visit, visit.t.web_check_not_now_title(), lines)?)
        }
        Shown::Running => Ok(see_other("/checks/running")),
        Shown::NotNow => Ok(see_other("/checks/not-now")),
    }
}

fn message(visit: &Visit, heading: String, lines: Vec<String>) -> Reply {
    let (link, link_text) = (HOME, visit.t.web_back());
    visit.ok(&Message { f: visit.frame(), page: "check-not-now", heading, lines, link, link_text })
}

pub(super) async fn not_now(visit: Visit) -> Reply {
    message(&visit, visit.t.web_check_not_now_title(), vec![visit.t.web_check_not_now_lead()])
}

pub(super) async fn running(visit: Visit) -> Reply {
    message(&visit, visit.t.web_check_running_title(), vec![visit.t.web_check_running_lead()])
}

async fn found(visit: &Visit, id: &str) -> Result<PageView, Stop> {
    let account = visit.known.as_ref().map(|(_, account)| account.id.as_str());
    let view = check_pages::view(&visit.state, id, &visit.cookie, account).await?;
    Ok(view.ok_or(Wrong::NotFound)?)
}

/// How far it is. How it ended, and whose it is, is the phone's business: whoever began it may be a stranger.
fn name(view: &PageView) -> &'static str {
    match view.stage {
        Stage::Offered => "offered",
        Stage::Void => "void",
        _ if !view.claimed => "over",
        stage if stage.is_over() => {
            if view.wiped {
                "deleted"
            } else {
                "ended"
            }
        }
        Stage::Claimed(State::Open) => "claimed",
        Stage::Claimed(_) => "sent",
    }
}

/// Whether nothing more happens to what has this name.
fn is_last(name: &str) -> bool {
    matches!(name, "void" | "over" | "deleted")
}

/// Where a check of this kind is begun.
const fn beginning(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::ForgottenPassword => "/forgotten",
        Trigger::ForgottenLogin => "/forgotten/login/check",
        Trigger::TwoStepOff => "/sign-in/lost",
        Trigger::Unlock => "/unlock",
        Trigger::FirstPayout => "/payout",
        Trigger::SuspectOrder => "/orders",
    }
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let view = found(&visit, &id).await?;
    let t = visit.t;
    let state = name(&view);
    let (heading, lead) = match state {
        "offered" => (t.web_check_title(), t.web_check_lead()),
        "claimed" => (t.web_check_claimed_title(), t.web_check_claimed_lead()),
        "sent" => (t.web_check_sent_title(), t.web_check_sent_lead()),
        "ended" => (t.web_check_ended_title(), t.web_check_ended_lead()),
        "deleted" => (t.web_check_ended_title(), t.web_check_deleted_lead()),
        "void" => (t.web_check_void_title(), t.web_check_void_lead()),
        _ => (t.web_check_over_title(), t.web_check_over_lead()),
    };
    let again = matches!(state, "claimed" | "void" | "over").then(|| beginning(view.trigger));
    let (uri, scheme_uri) = view.uri.map_or_else(Default::default, |uri| (uri.to_https(), uri.to_scheme()));
    visit.ok(&CheckBegun {
        f: visit.frame(),
        id,
        state,
        heading,
        lead,
        again,
        follows: !is_last(state),
        ends_in_ms: i64::try_from(view.remaining).unwrap_or(0) * 1_000,
        uri,
        scheme_uri,
    })
}

pub(super) async fn picture(visit: Visit, Path(id): Path<String>) -> Reply {
    let uri = found(&visit, &id).await?.uri.ok_or(Wrong::NotFound)?;
    Ok(qr::picture(&uri.to_https())?)
}

pub(super) async fn events(visit: Visit, Path(id): Path<String>) -> Result<Response, Stop> {
    found(&visit, &id).await?;
    let listener = visit.state.wakeups.listen(Topic::Check(id.clone()));
    let state = visit.state.clone();
    let stream = stream::unfold((listener, None::<&'static str>), move |(mut listener, told)| {
        let (state, id) = (state.clone(), id.clone());
        async move {
            if told.is_some_and(is_last) {
                return None;
            }
            loop {
                let view = crate::domain::checks::view(&state, &id).await.ok()??;
                let name = name(&view);
                if told != Some(name) {
                    let event = Event::default().event("state").data(name);
                    return Some((Ok::<_, Infallible>(event), (listener, Some(name))));
                }
                // What is over has no time left, and waits for its deletion.
                let left = match view.remaining {
                    0 => MINUTE,
                    left => i64::try_from(left).unwrap_or(0).saturating_add(1) * SECOND,
                };
                tokio::select! {
                    () = listener.changed() => {}
                    () = state.clock.sleep_until(state.now().saturating_add(left)) => {}
                    () = state.stopped() => return None,
                }
            }
        }
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()).into_response())
}
