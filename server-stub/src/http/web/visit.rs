//! One request of a browser: who it is, in which language, and how to answer it.

use std::net::IpAddr;

use askama::Template;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use kauth_texts::{Language, Texts};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::agent::Agent;
use super::cookies::Cookie;
use super::stop::{Reply, Stop, Wrong};
use crate::clock::MINUTE;
use crate::domain::failure::Failure;
use crate::domain::sign_in::Client;
use crate::domain::{sessions, step_up};
use crate::http::client_address::ClientAddress;
use crate::pages::{Frame, Said, Tone};
use crate::state::AppState;
use crate::store::accounts::{self, Account};
use crate::store::sessions::{Session, Stage};

/// Longest form that is read, in bytes.
const LONGEST_FORM: usize = 16 * 1024;

/// One request of a browser.
pub(super) struct Visit {
    /// The server's parts.
    pub(super) state: AppState,
    /// Texts of the visitor's language.
    pub(super) t: &'static Texts,
    /// The visitor's language.
    pub(super) language: Language,
    /// Where from.
    pub(super) address: IpAddr,
    /// Browser and system.
    pub(super) agent: Agent,
    /// The session cookie; a new one where there was none.
    pub(super) cookie: String,
    /// Whether [`Self::cookie`] must still be given to the browser.
    fresh: bool,
    /// The browser's own cookie.
    pub(super) browser_cookie: Option<String>,
    /// The session and its account, once the password was right.
    pub(super) known: Option<(Session, Account)>,
    /// The path asked for.
    pub(super) path: String,
    /// The query asked with.
    pub(super) query: String,
}

/// The language of a request: the one chosen in the footer, else the browser's.
#[must_use]
pub(super) fn language(headers: &HeaderMap) -> Language {
    let chosen = Cookie::Language.read(headers, false).and_then(|tag| Language::from_tag(&tag));
    let wanted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    chosen.unwrap_or_else(|| Language::negotiate(wanted))
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Stop> {
        let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(parts, state).await;
        let language = language(&parts.headers);
        let https = state.is_https();
        let given = Cookie::Session.read(&parts.headers, https);
        let known = match &given {
            Some(cookie) => find(state, cookie).await?,
            None => None,
        };
        let fresh = given.is_none();
        let cookie = match given {
            Some(cookie) => cookie,
            None => state.random.token()?,
        };
        Ok(Self {
            t: Texts::of(language),
            language,
            address,
            agent: Agent::of(&parts.headers),
            cookie,
            fresh,
            browser_cookie: Cookie::Browser.read(&parts.headers, https),
            known,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            state: state.clone(),
        })
    }
}

async fn find(state: &AppState, cookie: &str) -> Result<Option<(Session, Account)>, Failure> {
    let (cookie, now) = (cookie.to_owned(), state.now());
    let found = state
        .store
        .read(move |tx| {
            let Some(session) = sessions::current(tx, &cookie, now)? else { return Ok(None) };
            let account = accounts::find(tx, &session.account)?;
            Ok::<_, Failure>(account.map(|account| (session, account)))
        })
        .await?;
    if let Some((session, _)) = &found
        && now - session.seen_at >= MINUTE
    {
        let id = session.id.clone();
        state.store.write(move |tx| crate::store::sessions::seen(tx, &id, now)).await?;
    }
    Ok(found)
}

impl Visit {
    /// The token that every form of this session carries.
    #[must_use]
    pub(super) fn csrf(&self) -> String {
        // The cookie is secret and HttpOnly, so its hash is as good as a stored token, and changes with it.
        BASE64URL_NOPAD
            .encode(&Sha256::new().chain_update("kauth-csrf ").chain_update(&self.cookie).finalize())
    }

    /// What stands around a page.
    #[must_use]
    pub(super) fn frame(&self) -> Frame {
        let signed_in = self.known.as_ref().filter(|(session, _)| session.stage == Stage::SignedIn);
        Frame {
            person: signed_in.map(|(_, account)| account.name.clone()),
            support: signed_in.is_some_and(|(_, account)| account.support),
            csrf: self.csrf(),
            path: self.path.clone(),
            ..bare_frame(&self.state, self.language)
        }
    }

    /// What stands around a page with a line about what was just done, or with what is wrong.
    #[must_use]
    pub(super) fn frame_with(&self, errors: Vec<(&'static str, String)>) -> Frame {
        Frame { errors, said: self.said(), ..self.frame() }
    }

    /// The line that a redirect asked for by `?done=…`.
    fn said(&self) -> Option<Said> {
        let t = self.t;
        let (tone, text) = match self.parameter("done")?.as_str() {
            "saved" => (Tone::Good, t.web_said_saved()),
            "password" => (Tone::Good, t.web_said_password()),
            "address" => (Tone::Good, t.web_said_address()),
            "paid" => (Tone::Good, t.web_said_paid()),
            "role" => (Tone::Good, t.web_said_role()),
            "off" => (Tone::Warn, t.web_said_off()),
            "phone-removed" => (Tone::Warn, t.web_said_phone_removed()),
            "decided" => (Tone::Good, t.web_console_said_decided()),
            "changed" => (Tone::Warn, t.web_console_error_changed()),
            "mailed" => (Tone::Good, t.web_orders_mailed()),
            "signed-out" => (Tone::Plain, t.web_said_signed_out()),
            "session-over" => (Tone::Warn, t.web_said_session_over()),
            "closed" => (Tone::Plain, t.web_said_closed()),
            _ => return None,
        };
        Some(Said { tone, text })
    }

    /// A parameter of the query.
    #[must_use]
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Draws a page.
    ///
    /// # Errors
    /// If the template cannot be drawn.
    pub(super) fn page(&self, status: StatusCode, page: &impl Template) -> Reply {
        let html = page.render().map_err(|_| Failure::Computation("a template"))?;
        let mut response =
            (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
        if self.fresh {
            give(&mut response, Cookie::Session.set(&self.cookie, self.state.is_https()));
        }
        Ok(response)
    }

    /// Draws a page with status 200.
    ///
    /// # Errors
    /// If the template cannot be drawn.
    pub(super) fn ok(&self, page: &impl Template) -> Reply {
        self.page(StatusCode::OK, page)
    }

    /// The session and account of somebody who is signed in; others are led to the sign-in page and back.
    ///
    /// # Errors
    /// The way there.
    pub(super) fn signed_in(&self) -> Result<(&Session, &Account), Stop> {
        match &self.known {
            Some((session, account)) if session.stage == Stage::SignedIn => Ok((session, account)),
            Some((session, _)) if session.stage == Stage::NewPassword => Err(Stop::go("/new-password")),
            _ => Err(Stop::go(&format!("/sign-in?next={}", encode(&self.here())))),
        }
    }

    /// As [`Self::signed_in`], with password and second factor proved just now; others are led there and back to
    /// `back`.
    ///
    /// # Errors
    /// The way there.
    pub(super) fn stepped_up(&self, back: &str) -> Result<(&Session, &Account), Stop> {
        let (session, account) = self.signed_in()?;
        match step_up::wanted(session, account, self.state.now()) {
            step_up::Wanted::Nothing => Ok((session, account)),
            step_up::Wanted::Password | step_up::Wanted::SecondFactor => {
                Err(Stop::go(&format!("/step-up?next={}", encode(back))))
            }
        }
    }

    /// Path and query of this page.
    #[must_use]
    pub(super) fn here(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// What the domain needs to know of the browser.
    #[must_use]
    pub(super) fn client(&self) -> Client {
        Client {
            cookie: self.browser_cookie.clone(),
            browser: self.agent.browser.to_owned(),
            system: self.agent.system.to_owned(),
            address: self.address,
        }
    }
}

/// A frame without a person and without forms.
#[must_use]
pub(super) fn bare_frame(state: &AppState, language: Language) -> Frame {
    Frame {
        t: Texts::of(language),
        lang: language.tag(),
        dir: language.dir().as_str(),
        provider: state.config.provider_name.clone(),
        csrf: String::new(),
        person: None,
        support: false,
        path: String::new(),
        development: state.config.development_outbox,
        said: None,
        errors: Vec::new(),
    }
}

/// Adds a cookie to a reply.
pub(super) fn give(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Percent-encodes a value of a query.
#[must_use]
pub(super) fn encode(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// A form that was sent by one of our own pages in this very session.
pub(super) struct Posted<T> {
    /// The request.
    pub(super) visit: Visit,
    /// The form's fields.
    pub(super) form: T,
}

impl<T: DeserializeOwned> FromRequest<AppState> for Posted<T> {
    type Rejection = Stop;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        if parts.method != Method::POST || visit.fresh || !is_same_origin(&parts.headers, state) {
            return Err(Wrong::Csrf.into());
        }
        let body = axum::body::to_bytes(body, LONGEST_FORM).await.map_err(|_| Wrong::Csrf)?;
        let mut tokens =
            form_urlencoded::parse(&body).filter(|(key, _)| key == "csrf").map(|(_, value)| value);
        let token = tokens.next().unwrap_or_default();
        let expected = visit.csrf();
        if tokens.next().is_some() || !bool::from(token.as_bytes().ct_eq(expected.as_bytes())) {
            return Err(Wrong::Csrf.into());
        }
        let request = Request::from_parts(parts, body.into());
        let axum::Form(form) = axum::Form::from_request(request, state).await.map_err(|_| Wrong::Csrf)?;
        Ok(Self { visit, form })
    }
}

/// Whether the browser says that one of our pages sent this. Without a referrer policy that tells origins, browsers
/// send `Origin: null`; then `Sec-Fetch-Site` tells, and the token decides in any case.
fn is_same_origin(headers: &HeaderMap, state: &AppState) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let site = text("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let origin = text("origin").is_none_or(|origin| origin == "null" || origin == state.origin.as_str());
    site && origin
}
