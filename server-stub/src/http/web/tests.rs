//! The pages through their router: what a browser, or somebody who is not one, can do.

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use tower::ServiceExt;

use crate::clock::{MINUTE, ManualClock};
use crate::domain::passwords::Password;
use crate::domain::{accounts as fields, limits, passwords, recovery_codes, step_up};
use crate::settings::Config;
use crate::state::{AppState, testing};
use crate::store::accounts::{self, Account};
use crate::store::browsers;
use crate::store::testing::Folder;

pub(in crate::http) const LOGIN: &str = "anna@example.org";
pub(in crate::http) const PASSWORD: &str = "drei kleine boote";

pub(in crate::http) struct Site {
    _folder: Option<Folder>,
    pub(in crate::http) state: AppState,
    pub(in crate::http) clock: ManualClock,
}

/// A browser: cookies and the last page.
#[derive(Default)]
pub(in crate::http) struct Browser {
    pub(in crate::http) cookies: Vec<(String, String)>,
    pub(in crate::http) page: String,
    pub(in crate::http) status: u16,
    pub(in crate::http) location: String,
    pub(in crate::http) set_cookies: Vec<String>,
    pub(in crate::http) headers: axum::http::HeaderMap,
}

pub(in crate::http) fn site() -> Site {
    site_with(|config| config.development_outbox = true)
}

pub(in crate::http) fn site_with(change: impl FnOnce(&mut Config)) -> Site {
    let (folder, state, clock) = testing::state_with(change);
    Site { _folder: Some(folder), state, clock }
}

impl Site {
    /// The pages of a server that somebody else keeps.
    pub(in crate::http) fn of(state: AppState, clock: ManualClock) -> Self {
        Self { _folder: None, state, clock }
    }

    pub(in crate::http) async fn send(&self, request: Request<Body>) -> Response<Body> {
        let router = crate::http::web::router(&self.state).with_state(self.state.clone());
        router.oneshot(request).await.unwrap()
    }

    pub(in crate::http) async fn account(&self, two_step: bool) -> Account {
        self.account_called(LOGIN, two_step).await
    }

    pub(in crate::http) async fn account_called(&self, login: &str, two_step: bool) -> Account {
        let id = self.state.random.id().unwrap();
        let place = fields::number_place(&id);
        let account = Account {
            sealed_number: self.state.seal.seal(&*self.state.random, &place, b"+41791234567").unwrap(),
            id: id.clone(),
            login: login.to_owned(),
            name: "Anna Keller".to_owned(),
            recovery_address: "second@example.org".to_owned(),
            password: passwords::hash(&Password::new(PASSWORD), &*self.state.random).await.unwrap(),
            password_at: self.state.now(),
            new_password_wanted: false,
            two_step,
            support: false,
            language: "en".to_owned(),
            created_at: self.state.now(),
        };
        let stored = account.clone();
        self.state
            .store
            .write(move |tx| {
                assert!(accounts::insert(tx, &stored)?);
                accounts::set_two_step(tx, &stored.id, two_step)
            })
            .await
            .unwrap();
        account
    }

    pub(in crate::http) async fn codes(&self, account: &Account) -> Vec<String> {
        let draft = recovery_codes::draft(&self.state, &account.id).await.unwrap();
        let (codes, id, now) = (draft.codes.clone(), account.id.clone(), self.state.now());
        self.state.store.write(move |tx| recovery_codes::keep(tx, &id, &draft, now)).await.unwrap();
        codes
    }
}

impl Browser {
    /// A new one, after its try to sign in.
    pub(in crate::http) async fn signed_in_as(site: &Site, login: &str, password: &str) -> Self {
        let mut browser = Self::default();
        browser.get(site, "/sign-in").await;
        browser.post(site, "/sign-in", &[("login", login), ("password", password)]).await;
        browser
    }

    pub(in crate::http) fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub(in crate::http) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(in crate::http) async fn take(&mut self, response: Response<Body>) {
        self.status = response.status().as_u16();
        self.headers = response.headers().clone();
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
        self.location = response.headers().get(header::LOCATION).map(text).unwrap_or_default();
        self.set_cookies = response.headers().get_all(header::SET_COOKIE).iter().map(text).collect();
        for set in &self.set_cookies {
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(key, _)| key != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        self.page = String::from_utf8_lossy(&body).into_owned();
    }

    pub(in crate::http) async fn get(&mut self, site: &Site, path: &str) -> u16 {
        let request =
            Request::get(path).header(header::COOKIE, self.cookie_header()).body(Body::empty()).unwrap();
        let response = site.send(request).await;
        self.take(response).await;
        self.status
    }

    pub(in crate::http) fn csrf(&self) -> String {
        let rest = self.page.split("name=\"csrf\" value=\"").nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    pub(in crate::http) async fn post(&mut self, site: &Site, path: &str, fields: &[(&str, &str)]) -> u16 {
        let csrf = self.csrf();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_raw(site, path, &all, &[]).await
    }

    pub(in crate::http) async fn post_raw(
        &mut self,
        site: &Site,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> u16 {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = Request::post(path)
            .header(header::COOKIE, self.cookie_header())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = site.send(request.body(Body::from(body)).unwrap()).await;
        self.take(response).await;
        self.status
    }

    pub(in crate::http) async fn sign_out(&mut self, site: &Site) {
        self.get(site, "/account").await;
        assert_eq!(self.post(site, "/sign-out", &[]).await, 303);
    }

    pub(in crate::http) async fn sign_in(&mut self, site: &Site, password: &str) -> u16 {
        self.get(site, "/sign-in").await;
        self.post(site, "/sign-in", &[("login", LOGIN), ("password", password)]).await
    }
}

#[tokio::test]
async fn every_page_keeps_other_sites_out() {
    let site = site();
    let mut browser = Browser::default();
    for path in ["/", "/sign-in", "/sign-up", "/link", "/nothing/here", "/account", "/outbox"] {
        browser.get(&site, path).await;
        let policy = browser.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(browser.headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert_eq!(browser.headers[header::REFERRER_POLICY], "no-referrer", "{path}");
        assert_eq!(browser.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(browser.headers[header::X_FRAME_OPTIONS], "DENY", "{path}");
        assert!(!browser.page.contains(" style=") && !browser.page.contains("<script>"), "{path}");
    }
}

#[tokio::test]
async fn cookies_are_the_hosts_own() {
    let site = site();
    let mut browser = Browser::default();
    browser.get(&site, "/sign-in").await;
    let set = &browser.set_cookies[0];
    assert!(set.starts_with("__Host-kauth_session="), "{set}");
    for flag in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(set.contains(flag), "{set}");
    }
    assert!(!set.contains("Domain"));
}

#[tokio::test]
async fn a_form_without_its_token_changes_nothing() {
    let site = site();
    site.account(false).await;
    let mut browser = Browser::default();
    browser.get(&site, "/sign-in").await;
    let good = browser.csrf();
    let form = [("login", LOGIN), ("password", PASSWORD)];
    assert_eq!(browser.post_raw(&site, "/sign-in", &form, &[]).await, 403);
    let with = |token: &'static str| [("csrf", token), ("login", LOGIN), ("password", PASSWORD)];
    assert_eq!(browser.post_raw(&site, "/sign-in", &with("wrong"), &[]).await, 403);
    let right = [("csrf", good.as_str()), ("login", LOGIN), ("password", PASSWORD)];
    assert_eq!(browser.post_raw(&site, "/sign-in", &right, &[("origin", "https://evil.example")]).await, 403);
    assert_eq!(browser.post_raw(&site, "/sign-in", &right, &[("sec-fetch-site", "cross-site")]).await, 403);
    let mut stranger = Browser::default();
    assert_eq!(
        stranger.post_raw(&site, "/sign-in", &right, &[]).await,
        403,
        "the token is bound to the cookie"
    );
    let doubled = [right[0], ("csrf", "x"), right[1], right[2]];
    assert_eq!(browser.post_raw(&site, "/sign-in", &doubled, &[]).await, 403);
    assert_eq!(browser.post_raw(&site, "/sign-in", &right, &[("origin", "null")]).await, 303);
}

#[tokio::test]
async fn g1_a_sign_in_changes_the_session_and_stays_here() {
    let site = site();
    site.account(false).await;
    let mut browser = Browser::default();
    browser.get(&site, "/sign-in?next=//evil.example").await;
    assert!(!browser.page.contains("evil.example"));
    let before = browser.cookie("__Host-kauth_session").unwrap().to_owned();
    let fields = [("login", LOGIN), ("password", PASSWORD), ("next", "https://evil.example/")];
    assert_eq!(browser.post(&site, "/sign-in", &fields).await, 303);
    assert_eq!(browser.location, "/account");
    assert_ne!(browser.cookie("__Host-kauth_session").unwrap(), before);
    assert_eq!(browser.get(&site, "/account").await, 200);
    let mut thief =
        Browser { cookies: vec![("__Host-kauth_session".to_owned(), before)], ..Browser::default() };
    assert_eq!(thief.get(&site, "/account").await, 303, "the cookie from before is worth nothing");
    let inside = browser.cookie("__Host-kauth_session").unwrap().to_owned();
    browser.post(&site, "/sign-out", &[]).await;
    let mut thief =
        Browser { cookies: vec![("__Host-kauth_session".to_owned(), inside)], ..Browser::default() };
    assert_eq!(thief.get(&site, "/account").await, 303, "and so is that one after signing out");
}

#[tokio::test]
async fn unknown_and_known_logins_are_answered_alike() {
    let site = site();
    site.account(false).await;
    let mut pages = Vec::new();
    for login in [LOGIN, "nobody@example.org"] {
        let mut browser = Browser::default();
        browser.get(&site, "/sign-in").await;
        assert_eq!(
            browser.post(&site, "/sign-in", &[("login", login), ("password", "wrong one")]).await,
            422
        );
        pages.push(browser.page.replace(login, "LOGIN").replace(&browser.csrf(), "TOKEN"));
    }
    assert_eq!(pages[0], pages[1]);
    for login in [LOGIN, "nobody@example.org"] {
        let mut browser = Browser::default();
        let mut statuses = Vec::new();
        for _ in 0..=limits::FREE {
            browser.get(&site, "/sign-in").await;
            statuses
                .push(browser.post(&site, "/sign-in", &[("login", login), ("password", "wrong one")]).await);
        }
        assert_eq!(statuses.last(), Some(&429), "{login}: {statuses:?}");
        assert!(browser.headers.contains_key(header::RETRY_AFTER));
        site.clock.advance(2 * 60 * MINUTE);
    }
}

#[tokio::test]
async fn strangers_failures_do_not_keep_the_owner_out() {
    let site = site();
    site.account(false).await;
    let mut owner = Browser::default();
    owner.sign_in(&site, PASSWORD).await;
    owner.sign_out(&site).await;
    let mut stranger = Browser::default();
    for _ in 0..10 {
        stranger.sign_in(&site, "guess guess").await;
    }
    assert_eq!(stranger.status, 429);
    assert_eq!(stranger.sign_in(&site, PASSWORD).await, 429, "not even with the right password");
    assert_eq!(owner.sign_in(&site, PASSWORD).await, 303, "the browser that is known goes in");
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_and_only_after_the_password() {
    let site = site();
    let account = site.account(true).await;
    let codes = site.codes(&account).await;
    let mut browser = Browser::default();
    browser.get(&site, "/sign-in").await;
    browser.post(&site, "/sign-in/recovery", &[("code", &codes[0])]).await;
    assert_eq!((browser.status, browser.location.as_str()), (303, "/sign-in?done=session-over"));
    browser.sign_in(&site, PASSWORD).await;
    assert!(browser.location.starts_with("/sign-in/second"), "{}", browser.location);
    browser.get(&site, "/sign-in/second").await;
    assert!(browser.page.contains("data-state=\"no_phone\""));
    assert_eq!(browser.get(&site, "/account").await, 303, "half a sign-in is none");
    browser.get(&site, "/sign-in/second").await;
    assert_eq!(browser.post(&site, "/sign-in/recovery", &[("code", &codes[0])]).await, 303);
    assert_eq!(browser.location, "/account");
    let mut second = Browser::default();
    second.sign_in(&site, PASSWORD).await;
    second.get(&site, "/sign-in/second").await;
    assert_eq!(second.post(&site, "/sign-in/recovery", &[("code", &codes[0])]).await, 422);
    assert!(second.page.contains("role=\"alert\""));
}

#[tokio::test]
async fn g1_a_change_wants_both_factors_within_five_minutes() {
    let site = site();
    let account = site.account(true).await;
    let codes = site.codes(&account).await;
    let mut browser = Browser::default();
    browser.sign_in(&site, PASSWORD).await;
    browser.get(&site, "/sign-in/second").await;
    browser.post(&site, "/sign-in/recovery", &[("code", &codes[0])]).await;
    assert_eq!(browser.get(&site, "/account/details").await, 200, "both were proved just now");
    site.clock.advance(step_up::WINDOW);
    for path in
        ["/account/details", "/account/password", "/2fa/add", "/2fa/off", "/2fa/recovery-codes/new", "/pay"]
    {
        assert_eq!(browser.get(&site, path).await, 303, "{path}");
        assert!(browser.location.starts_with("/step-up?"), "{path}: {}", browser.location);
    }
    browser.get(&site, "/account").await;
    for (path, fields) in [
        ("/2fa/off", vec![]),
        ("/account/password", vec![("password", "ganz andere worte")]),
        (
            "/account/details",
            vec![("name", "M"), ("number", "+41791111111"), ("recovery_address", "m@evil.example")],
        ),
    ] {
        assert_eq!(browser.post(&site, path, &fields).await, 303, "{path}");
        assert!(browser.location.starts_with("/step-up?"), "a stolen session changes nothing: {path}");
        browser.get(&site, "/account").await;
    }
    browser.get(&site, "/step-up?next=/account/details").await;
    assert_eq!(
        browser.post(&site, "/step-up", &[("password", "wrong"), ("next", "/account/details")]).await,
        422
    );
    browser.post(&site, "/step-up", &[("password", PASSWORD), ("next", "/account/details")]).await;
    assert!(browser.location.starts_with("/step-up/second"));
    assert_eq!(browser.get(&site, "/account/details").await, 303, "the password alone is not enough");
    browser.get(&site, "/step-up/second").await;
    assert_eq!(browser.post(&site, "/step-up/recovery", &[("code", &codes[1])]).await, 303);
    assert_eq!(browser.location, "/account/details");
    assert_eq!(browser.get(&site, "/account/details").await, 200);
}

#[tokio::test]
async fn a_reported_password_must_go() {
    let site = site();
    let account = site.account(true).await;
    let codes = site.codes(&account).await;
    let mut before = Browser::default();
    before.sign_in(&site, PASSWORD).await;
    before.get(&site, "/sign-in/second").await;
    before.post(&site, "/sign-in/recovery", &[("code", &codes[0])]).await;
    let id = account.id.clone();
    let now = site.state.now();
    site.state.store.write(move |tx| passwords::require_new(tx, &id, now)).await.unwrap();
    assert_eq!(before.get(&site, "/account").await, 303, "sessions end");
    let mut browser = Browser::default();
    browser.sign_in(&site, PASSWORD).await;
    browser.get(&site, "/sign-in/second").await;
    browser.post(&site, "/sign-in/recovery", &[("code", &codes[1])]).await;
    assert_eq!(browser.location, "/new-password");
    assert_eq!(browser.get(&site, "/account").await, 303, "nothing else first");
    assert_eq!(browser.location, "/new-password");
    browser.get(&site, "/new-password").await;
    assert_eq!(
        browser.post(&site, "/new-password", &[("password", PASSWORD)]).await,
        422,
        "not the same again"
    );
    assert_eq!(browser.post(&site, "/new-password", &[("password", "vier kleine boote")]).await, 303);
    assert_eq!(browser.get(&site, "/account").await, 200);
    assert_eq!(Browser::default().sign_in(&site, PASSWORD).await, 422);
}

#[tokio::test]
async fn a_remembered_browser_is_spared_the_second_factor_for_thirty_days_and_never_at_step_up() {
    let site = site();
    let account = site.account(true).await;
    let codes = site.codes(&account).await;
    let mut browser = Browser::default();
    browser.sign_in(&site, PASSWORD).await;
    browser.get(&site, "/sign-in/second").await;
    browser.post(&site, "/sign-in/recovery", &[("code", &codes[0]), ("remember", "on")]).await;
    browser.sign_out(&site).await;
    browser.sign_in(&site, PASSWORD).await;
    assert_eq!(browser.location, "/account");
    browser.get(&site, "/2fa/add").await;
    assert!(browser.location.starts_with("/step-up?"));
    let mut other = Browser::default();
    other.sign_in(&site, PASSWORD).await;
    assert!(other.location.starts_with("/sign-in/second"));
    let id = account.id.clone();
    let known = site.state.store.read(move |tx| browsers::list(tx, &id)).await.unwrap();
    assert_eq!(known.len(), 1, "half a sign-in makes no browser known");
    site.clock.advance(crate::domain::remembered::LIFETIME);
    browser.sign_in(&site, PASSWORD).await;
    assert!(browser.location.starts_with("/sign-in/second"));
}

#[tokio::test]
async fn where_the_operator_forbids_it_no_browser_is_remembered() {
    let site = site_with(|config| config.rules.remember_browsers = false);
    let account = site.account(true).await;
    let codes = site.codes(&account).await;
    let mut browser = Browser::default();
    browser.sign_in(&site, PASSWORD).await;
    browser.get(&site, "/sign-in/second").await;
    assert!(!browser.page.contains("name=\"remember\""));
    browser.post(&site, "/sign-in/recovery", &[("code", &codes[0]), ("remember", "on")]).await;
    assert_eq!(browser.status, 303);
    let id = account.id.clone();
    let known = site.state.store.read(move |tx| browsers::list(tx, &id)).await.unwrap();
    assert!(known.iter().all(|browser| browser.remembered_until.is_none()));
}

#[tokio::test]
async fn g1_sign_up_proves_the_address_and_tells_nobody_who_is_here() {
    let site = site();
    site.account(false).await;
    let fields = |login: &'static str| {
        [
            ("name", "Berta"),
            ("login", login),
            ("number", "+41 79 765 43 21"),
            ("recovery_address", "b2@example.org"),
            ("password", "fünf rote äpfel"),
        ]
    };
    let mut pages = Vec::new();
    for login in [LOGIN, "berta@example.org"] {
        let mut browser = Browser::default();
        browser.get(&site, "/sign-up").await;
        assert_eq!(browser.post(&site, "/sign-up", &fields(login)).await, 303);
        browser.get(&site, "/sign-up/confirm").await;
        pages.push(browser.page.replace(login, "LOGIN").replace(&browser.csrf(), "TOKEN"));
    }
    assert_eq!(pages[0], pages[1], "the same page for an address that has an account");
    let messages = crate::outbox::newest(&site.state, 9).await.unwrap();
    let kinds: Vec<&str> = messages.iter().map(|(message, _)| message.kind.as_str()).collect();
    assert_eq!(kinds, ["sign_up_code", "sign_up_known"]);

    let mut browser = Browser::default();
    browser.get(&site, "/sign-up").await;
    browser.post(&site, "/sign-up", &fields("berta@example.org")).await;
    browser.get(&site, "/sign-up/confirm").await;
    for _ in 0..5 {
        assert_eq!(browser.post(&site, "/sign-up/confirm", &[("code", "000000")]).await, 422);
    }
    let code = crate::outbox::newest(&site.state, 1).await.unwrap()[0].0.code.clone().unwrap();
    assert_eq!(
        browser.post(&site, "/sign-up/confirm", &[("code", &code)]).await,
        422,
        "five tries, then it is over"
    );
    browser.post(&site, "/sign-up", &fields("berta@example.org")).await;
    let code = crate::outbox::newest(&site.state, 1).await.unwrap()[0].0.code.clone().unwrap();
    let mut other = Browser::default();
    other.get(&site, "/sign-up").await;
    assert_eq!(
        other.post(&site, "/sign-up/confirm", &[("code", &code)]).await,
        422,
        "the code is for one browser"
    );
    browser.get(&site, "/sign-up/confirm").await;
    assert_eq!(browser.post(&site, "/sign-up/confirm", &[("code", &code)]).await, 303);
    assert_eq!(browser.get(&site, "/account").await, 200);
    assert!(browser.page.contains("Berta"));
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_beside_its_field() {
    let site = site();
    let mut browser = Browser::default();
    browser.get(&site, "/sign-up").await;
    let fields =
        [("name", " "), ("login", "anna"), ("number", "079"), ("recovery_address", ""), ("password", "kurz")];
    assert_eq!(browser.post(&site, "/sign-up", &fields).await, 422);
    for field in ["name", "login", "number", "recovery_address", "password"] {
        assert!(browser.page.contains(&format!("id=\"{field}-error\" role=\"alert\"")), "{field}");
    }
    assert!(!browser.page.contains("kurz"), "a password is not sent back");
    let attack = [("name", "<script>alert(1)</script>\"'"), ("login", "x")];
    browser.post(&site, "/sign-up", &attack).await;
    assert!(!browser.page.contains("<script>alert"));
}

#[tokio::test]
async fn g7_the_outbox_is_there_only_for_development() {
    let site = site_with(|config| config.development_outbox = false);
    let mut browser = Browser::default();
    assert_eq!(browser.get(&site, "/outbox").await, StatusCode::NOT_FOUND.as_u16());
}

#[tokio::test]
async fn landing_pages_run_no_script() {
    let site = site();
    let mut browser = Browser::default();
    for path in ["/link", "/open", "/check"] {
        assert_eq!(browser.get(&site, path).await, 200);
        assert!(!browser.page.contains("<script"), "{path}");
        assert!(browser.page.contains("kauth://open?"), "{path}");
    }
}

#[tokio::test]
async fn the_language_is_the_browsers_or_the_chosen_one() {
    let site = site();
    let mut browser = Browser::default();
    browser.get(&site, "/sign-in").await;
    assert!(browser.page.contains("<html lang=\"en\""));
    let chosen = browser.post(&site, "/language", &[("language", "de"), ("next", "//evil.example")]).await;
    assert_eq!((chosen, browser.location.as_str()), (303, "/"));
    browser.get(&site, "/sign-in").await;
    assert!(browser.page.contains("<html lang=\"de\""));
    assert!(browser.page.contains("Anmelden"));
}
