//! A web browser without a screen: it keeps cookies, follows redirects of its own site, fills in forms as they stand
//! on the page and reads what a person would read.

use std::collections::BTreeMap;
use std::fmt;

use reqwest::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE, USER_AGENT};
use reqwest::{Client, Method, Response, StatusCode};
use scraper::{ElementRef, Html, Selector};
use tokio::sync::Mutex;
use url::Url;

/// What a browser calls itself unless it is told otherwise.
pub const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// A person's browser at one site.
pub struct Browser {
    http: Client,
    base: Url,
    language: String,
    agent: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// A page, or why there is none.
pub type Loaded = Result<Page, BrowserError>;

/// What went wrong while browsing.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// The site cannot be reached.
    #[error("the site cannot be reached: {0}")]
    Network(#[from] reqwest::Error),
    /// An address that is not one, or leads to another site.
    #[error("a link leads elsewhere: {0}")]
    Elsewhere(String),
    /// The site leads round in circles.
    #[error("too many redirects")]
    Redirects,
    /// The page lacks a form, a field or a picture that was asked for.
    #[error("page {page}: no {what}")]
    Missing {
        /// The page's name.
        page: String,
        /// What it lacks.
        what: String,
    },
}

impl Browser {
    /// A new browser without cookies, at the site `base` (an origin).
    ///
    /// # Errors
    /// [`BrowserError::Elsewhere`] if `base` is no URL.
    pub fn new(base: &str) -> Result<Self, BrowserError> {
        let base = Url::parse(base).map_err(|_| BrowserError::Elsewhere(base.into()))?;
        let http = crate::http::client()?;
        Ok(Self { http, base, language: "en".into(), agent: FIREFOX.into(), cookies: Mutex::default() })
    }

    /// Speaks this language (`Accept-Language`).
    #[must_use]
    pub fn speaking(mut self, language: &str) -> Self {
        self.language = language.into();
        self
    }

    /// Calls itself this (`User-Agent`).
    #[must_use]
    pub fn calling_itself(mut self, agent: &str) -> Self {
        self.agent = agent.into();
        self
    }

    /// Another tab of a browser with the same cookies as this one has now: what a thief of its cookies would have.
    ///
    /// # Errors
    /// [`BrowserError::Network`].
    pub async fn with_same_cookies(&self) -> Result<Self, BrowserError> {
        let cookies = self.cookies.lock().await.clone();
        let other = Self::new(self.base.as_str())?;
        *other.cookies.lock().await = cookies;
        Ok(other)
    }

    /// The same browser, for a site that has come back at another address.
    ///
    /// # Errors
    /// [`BrowserError::Elsewhere`] if `base` is no URL.
    pub fn moved(self, base: &str) -> Result<Self, BrowserError> {
        let base = Url::parse(base).map_err(|_| BrowserError::Elsewhere(base.into()))?;
        Ok(Self { base, ..self })
    }

    /// The cookies, by name.
    pub async fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.lock().await.clone()
    }

    /// Sets a cookie by hand.
    pub async fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().await.insert(name.into(), value.into());
    }

    /// Opens an address of the site, and whatever it redirects to.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn open(&self, path: &str) -> Loaded {
        let url = self.address(path)?;
        self.follow(Method::GET, url, None).await
    }

    /// Sends the page's form with this `action`: its fields as they stand, with `fields` filled in.
    ///
    /// # Errors
    /// [`BrowserError::Missing`] if the page has no such form.
    pub async fn submit(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Loaded {
        let mut body = page.form(action)?;
        for (name, value) in fields {
            body.retain(|(known, _)| known != name);
            body.push(((*name).into(), (*value).into()));
        }
        self.post(action, &body).await
    }

    /// Sends a form that stands on no page.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn post(&self, path: &str, fields: &[(String, String)]) -> Loaded {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let url = self.address(path)?;
        self.follow(Method::POST, url, Some(body)).await
    }

    /// A file of the site, as bytes.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn bytes(&self, path: &str) -> Result<Vec<u8>, BrowserError> {
        let response = self.send(Method::GET, self.address(path)?, None).await?;
        Ok(response.error_for_status()?.bytes().await?.to_vec())
    }

    /// Listens to an event stream of the site until it says one of `states`.
    ///
    /// # Errors
    /// [`BrowserError::Missing`] if the stream ends before.
    pub async fn listen(&self, path: &str, states: &[&str]) -> Result<String, BrowserError> {
        let mut response = self.send(Method::GET, self.address(path)?, None).await?.error_for_status()?;
        let mut text = String::new();
        while let Some(chunk) = response.chunk().await? {
            text.push_str(&String::from_utf8_lossy(&chunk));
            let mut said = text.lines().filter_map(|line| line.strip_prefix("data:")).map(str::trim);
            if let Some(state) = said.rfind(|said| states.contains(said)) {
                return Ok(state.to_owned());
            }
        }
        Err(BrowserError::Missing { page: path.into(), what: format!("state {states:?}") })
    }

    fn address(&self, path: &str) -> Result<Url, BrowserError> {
        let url = self.base.join(path).map_err(|_| BrowserError::Elsewhere(path.into()))?;
        if url.origin() == self.base.origin() { Ok(url) } else { Err(BrowserError::Elsewhere(url.into())) }
    }

    async fn follow(&self, method: Method, url: Url, body: Option<String>) -> Loaded {
        let (mut method, mut url, mut body) = (method, url, body);
        for _ in 0..10 {
            let response = self.send(method, url.clone(), body.take()).await?;
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            match location {
                Some(target) if response.status().is_redirection() => {
                    let target = url.join(target).map_err(|_| BrowserError::Elsewhere(target.into()))?;
                    if target.origin() != self.base.origin() {
                        return Ok(Page { url: target, status: response.status(), html: String::new() });
                    }
                    (method, url) = (Method::GET, target);
                }
                _ => {
                    let status = response.status();
                    return Ok(Page { url, status, html: response.text().await? });
                }
            }
        }
        Err(BrowserError::Redirects)
    }

    async fn send(&self, method: Method, url: Url, body: Option<String>) -> Result<Response, BrowserError> {
        let jar = self.cookies.lock().await;
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        drop(jar);
        let mut request = self
            .http
            .request(method, url)
            .header(USER_AGENT, &self.agent)
            .header(ACCEPT_LANGUAGE, &self.language)
            .header(COOKIE, cookies.join("; "));
        if let Some(body) = body {
            request = request
                .header(ORIGIN, self.base.origin().ascii_serialization())
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(body);
        }
        let response = request.send().await?;
        let mut jar = self.cookies.lock().await;
        for header in response.headers().get_all(SET_COOKIE) {
            let text = header.to_str().unwrap_or_default();
            let Some((name, value)) = text.split(';').next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            if value.is_empty() || text.to_ascii_lowercase().contains("max-age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.into(), value.into());
            }
        }
        Ok(response)
    }
}

impl fmt::Debug for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Browser({})", self.base)
    }
}

/// A page as it came.
#[derive(Clone, Debug)]
pub struct Page {
    url: Url,
    status: StatusCode,
    html: String,
}

impl Page {
    /// Its address, after all redirects. A page of another site is not fetched: then the rest is empty.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// Its HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Its source.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.html
    }

    /// Its name (`data-page`).
    #[must_use]
    pub fn name(&self) -> String {
        self.attribute("main", "data-page").unwrap_or_default()
    }

    /// Where what it shows stands (`data-state`).
    #[must_use]
    pub fn state(&self) -> String {
        self.attribute("main", "data-state").unwrap_or_default()
    }

    /// What it says went wrong.
    #[must_use]
    pub fn error(&self) -> Option<String> {
        self.text("[role=alert]")
    }

    /// Everything a person reads, white space joined.
    #[must_use]
    pub fn words(&self) -> String {
        self.text("body").unwrap_or_default()
    }

    /// The text of the first element that a CSS selector finds.
    #[must_use]
    pub fn text(&self, selector: &str) -> Option<String> {
        self.first(selector, words)
    }

    /// The texts of all elements that a CSS selector finds.
    #[must_use]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let Ok(selector) = Selector::parse(selector) else { return Vec::new() };
        Html::parse_document(&self.html).select(&selector).map(words).collect()
    }

    /// All elements that a CSS selector finds, each as if it were a page of its own.
    #[must_use]
    pub fn parts(&self, selector: &str) -> Vec<Self> {
        let Ok(selector) = Selector::parse(selector) else { return Vec::new() };
        let document = Html::parse_document(&self.html);
        document.select(&selector).map(|part| Self { html: part.html(), ..self.clone() }).collect()
    }

    /// An attribute of the first element that a CSS selector finds.
    #[must_use]
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.first(selector, |element| element.attr(name).map(Into::into)).flatten()
    }

    /// The fields of the form with this action, as they stand.
    ///
    /// # Errors
    /// [`BrowserError::Missing`].
    pub fn form(&self, action: &str) -> Result<Vec<(String, String)>, BrowserError> {
        let fields = self.first(&format!("form[action=\"{action}\"]"), |form| {
            let Ok(selector) = Selector::parse("input[name], textarea[name], select[name]") else {
                return Vec::new();
            };
            form.select(&selector).filter_map(field).collect::<Vec<_>>()
        });
        fields.ok_or_else(|| self.missing(&format!("form {action}")))
    }

    /// The error for something that this page lacks.
    #[must_use]
    pub fn missing(&self, what: &str) -> BrowserError {
        BrowserError::Missing {
            page: format!("{} ({} {})", self.url.path(), self.status, self.name()),
            what: what.into(),
        }
    }

    fn first<T>(&self, selector: &str, read: impl FnOnce(ElementRef<'_>) -> T) -> Option<T> {
        let selector = Selector::parse(selector).ok()?;
        Html::parse_document(&self.html).select(&selector).next().map(read)
    }
}

fn words(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn field(element: ElementRef<'_>) -> Option<(String, String)> {
    let name = element.attr("name")?.to_owned();
    let kind = element.attr("type").unwrap_or("text");
    if matches!(kind, "checkbox" | "radio") && element.attr("checked").is_none() {
        return None;
    }
    if kind == "submit" {
        return None;
    }
    let value = match element.value().name() {
        "select" => {
            let chosen = Selector::parse("option[selected]").ok()?;
            element
                .select(&chosen)
                .next()
                .and_then(|option| option.attr("value"))
                .unwrap_or_default()
                .to_owned()
        }
        "textarea" => words(element),
        _ => element.attr("value").unwrap_or_default().to_owned(),
    };
    Some((name, value))
}
