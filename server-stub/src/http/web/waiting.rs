//! The page that waits for the phone: of a sign-in, a step-up and an action. The page announces; only its form acts.

use std::convert::Infallible;

use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use kauth_protocol::approvals::State;
use kauth_protocol::display::{DisplayPair, label, place, sanitise};
use kauth_protocol::link_uri::OpenUri;
use kauth_texts::Language;

use super::stop::{Reply, Stop};
use super::visit::Visit;
use crate::domain::approvals::step::Requester;
use crate::domain::approvals::{self, ApprovalView, Opening};
use crate::domain::failure::Failure;
use crate::domain::{links, notices};
use crate::pages::{Pair, Waiting};
use crate::places::Place;
use crate::state::AppState;
use crate::store::accounts::Account;
use crate::store::sessions::Session;

/// What a page waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    SignIn,
    StepUp,
    Action,
}

/// A page that waits.
pub(super) struct Wait<'a> {
    pub(super) visit: &'a Visit,
    pub(super) session: &'a Session,
    pub(super) account: &'a Account,
    pub(super) what: For,
    /// Start of the forms' paths.
    pub(super) base: String,
    /// The request on the phone.
    pub(super) approval: Option<String>,
    /// What an action would do.
    pub(super) pairs: Vec<Pair>,
}

/// The stable name of where a request stands.
pub(super) fn state_name(state: State) -> &'static str {
    match state {
        State::Pending => "pending",
        State::Approved => "approved",
        State::Denied => "refused",
        State::Reported => "reported",
        State::Expired | State::Lapsed | State::Consumed => "expired",
        State::Cancelled => "cancelled",
        State::Superseded => "superseded",
        State::Failed => "failed",
    }
}

/// Why no request is on its way, as a query for the waiting page; empty where one is.
pub(super) fn why(opening: &Opening) -> String {
    match opening {
        Opening::Opened { .. } => String::new(),
        Opening::NoPhone => "?why=no_phone".to_owned(),
        Opening::OtherFactorsOnly => "?why=other_factors".to_owned(),
        Opening::TooSoon { retry_after } => format!("?why=later&seconds={retry_after}"),
    }
}

async fn phones(state: &AppState, account: &Account) -> Result<Vec<String>, Failure> {
    let account = account.id.clone();
    let all = state.store.read(move |tx| links::list(tx, &account)).await?;
    Ok(all.into_iter().map(|link| link.device).collect())
}

impl Wait<'_> {
    async fn view(&self) -> Result<Option<ApprovalView>, Failure> {
        match &self.approval {
            Some(id) => approvals::find(&self.visit.state, id, &requester(self.session)).await,
            None => Ok(None),
        }
    }

    /// Draws the page as things stand now.
    pub(super) async fn draw(self, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
        let t = self.visit.t;
        let view = self.view().await?;
        let phones = phones(&self.visit.state, self.account).await?;
        let way = self.way(&errors, view.is_some(), phones.is_empty());
        let asked = self.visit.parameter("why");
        let state = match (&view, asked.as_deref()) {
            (Some(view), _) => state_name(view.state),
            (None, _) if phones.is_empty() => "no_phone",
            (None, Some("other_factors")) => "other_factors",
            (None, _) if self.account.new_password_wanted => "other_factors",
            (None, _) => "later",
        };
        let (tone, heading, lead) = self.words(state, &phones);
        let now = self.visit.state.now();
        let others = self.what != For::Action;
        let rules = &self.visit.state.config.rules;
        let page = Waiting {
            page: if others { "waiting" } else { "action" },
            state,
            tone,
            heading,
            lead,
            digits: view.as_ref().and_then(|view| view.digits_to_show.clone()),
            ends_in_ms: view.as_ref().map_or(0, |view| (view.expires_at - now).max(0)),
            open_uri: OpenUri { origin: self.visit.state.origin.clone(), request: self.approval }.to_scheme(),
            pairs: self.pairs,
            way,
            may_remember: self.what == For::SignIn
                && rules.remember_browsers
                && !self.account.new_password_wanted,
            may_ask_again: !matches!(state, "approved" | "reported" | "no_phone" | "other_factors"),
            codes: others && !phones.is_empty(),
            recovery: others,
            base: self.base,
            f: self.visit.frame_with(errors),
        };
        debug_assert!(t.language() == self.visit.language);
        self.visit.page(status, &page)
    }

    fn way(&self, errors: &[(&'static str, String)], asked: bool, no_phone: bool) -> &'static str {
        let wrong = |field: &str| errors.iter().any(|(name, _)| *name == field);
        let wanted = self.visit.parameter("use");
        if wrong("recovery") || wanted.as_deref() == Some("recovery") || no_phone {
            "recovery"
        } else if wrong("code") || wanted.as_deref() == Some("code") || !asked {
            "code"
        } else {
            ""
        }
    }

    fn words(&self, state: &'static str, phones: &[String]) -> (&'static str, String, String) {
        let t = self.visit.t;
        let action = self.what == For::Action;
        match state {
            "pending" => {
                let phone = match phones {
                    [only] => only.clone(),
                    _ => t.web_wait_phones(),
                };
                let lead = if action { t.web_action_confirm_lead() } else { t.web_wait_pending_lead(&phone) };
                ("", t.web_wait_pending(), lead)
            }
            "approved" => ("good", t.web_wait_approved(), t.web_wait_approved_lead()),
            "refused" => ("bad", t.web_wait_refused(), t.web_wait_refused_lead()),
            "reported" => {
                let lead =
                    if action { t.web_wait_action_reported_lead() } else { t.web_wait_reported_lead() };
                ("bad", t.web_wait_reported(), lead)
            }
            "cancelled" => ("warn", t.web_wait_cancelled(), t.web_wait_cancelled_lead()),
            "superseded" => ("warn", t.web_wait_superseded(), t.web_wait_superseded_lead()),
            "failed" => ("bad", t.web_wait_failed(), t.web_wait_failed_lead()),
            "no_phone" => ("warn", t.web_wait_no_phone(), t.web_wait_no_phone_lead()),
            "later" | "other_factors" if action => {
                ("warn", t.web_wait_later(), t.web_wait_action_later_lead())
            }
            "later" => {
                let seconds =
                    self.visit.parameter("seconds").and_then(|text| text.parse().ok()).unwrap_or(10);
                ("warn", t.web_wait_later(), t.web_wait_later_lead(&t.duration(seconds)))
            }
            "other_factors" => ("warn", t.web_wait_other_factors(), t.web_wait_other_factors_lead()),
            _ => {
                let lead = if action { t.web_wait_action_expired_lead() } else { t.web_wait_expired_lead() };
                ("warn", t.web_wait_expired(), lead)
            }
        }
    }
}

/// On whose behalf a session asks.
pub(super) fn requester(session: &Session) -> Requester {
    Requester::Web { session: session.id.clone() }
}

/// Announces each state of a request until it has ended (WHATWG server-sent events).
pub(super) fn events(state: AppState, approval: Option<String>, requester: Requester) -> Response {
    let Some(id) = approval else { return StatusCode::NO_CONTENT.into_response() };
    let listener = state.wakeups.wait_for(&id);
    let stream =
        stream::unfold((listener, None::<&'static str>, false), move |(mut listener, told, ended)| {
            let (state, id, requester) = (state.clone(), id.clone(), requester.clone());
            async move {
                if ended {
                    return None;
                }
                loop {
                    let view = approvals::find(&state, &id, &requester).await.ok()??;
                    let name = state_name(view.state);
                    if told != Some(name) {
                        let event = Event::default().event("state").data(name);
                        return Some((
                            Ok::<_, Infallible>(event),
                            (listener, Some(name), view.state.is_terminal()),
                        ));
                    }
                    tokio::select! {
                        () = listener.changed() => {}
                        () = state.clock.sleep_until(view.lapses_at.unwrap_or(view.expires_at)) => {}
                        () = state.stopped() => return None,
                    }
                }
            }
        });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// What a phone shows of a browser that asks, in the wire's own labels.
pub(super) fn sign_in_pairs(visit: &Visit, account: &Account) -> Vec<DisplayPair> {
    begun_pairs(visit, notices::language(account))
}

/// As [`sign_in_pairs`], where nobody's account is known.
pub(super) fn begun_pairs(visit: &Visit, language: Language) -> Vec<DisplayPair> {
    let place = match visit.state.places.find(visit.address) {
        Place::ThisMachine => place::THIS_COMPUTER.to_owned(),
        Place::ThisNetwork => place::THIS_NETWORK.to_owned(),
        Place::Unknown => place::UNKNOWN.to_owned(),
        known @ Place::Known { .. } => known.text(language),
    };
    let time = chrono::DateTime::from_timestamp_millis(visit.state.now())
        .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
        .unwrap_or_default();
    [
        (label::SITE, visit.state.config.provider_name.clone()),
        (label::BROWSER, visit.agent.browser.to_owned()),
        (label::SYSTEM, visit.agent.system.to_owned()),
        (label::PLACE, place),
        (label::ADDRESS, visit.address.to_string()),
        (label::TIME, time),
    ]
    .into_iter()
    .map(|(label, value)| DisplayPair { label: label.to_owned(), value: sanitise(&value, 1_024) })
    .filter(|pair| !pair.value.is_empty())
    .collect()
}

/// Remembers which request a session waits for.
pub(super) async fn keep_approval(visit: &Visit, session: &Session, opening: &Opening) -> Result<(), Stop> {
    let mut session = session.clone();
    session.approval = match opening {
        Opening::Opened { id, .. } => Some(id.clone()),
        Opening::NoPhone | Opening::TooSoon { .. } | Opening::OtherFactorsOnly => None,
    };
    visit.state.store.write(move |tx| crate::store::sessions::put(tx, &session)).await?;
    Ok(())
}
