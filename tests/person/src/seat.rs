//! One browser on the person's desk, and the walks that go through its pages.
//!
//! A walk ends on a page, and the page is the answer: whoever drives judges. Only where something else than a page was
//! asked for (a link, codes) and did not come, is that an error.

use kauth_tests::browser::{Browser, Page};
use kauth_tests::website::{self, LinkOnPage, Person};
use kauth_tests::world::WorldError;

use crate::commands::{Answer, Proof};

/// Every state of a link, as its page names them.
pub(crate) const LINK_STATES: &[&str] =
    &["created", "claimed", "confirmed", "active", "refused", "expired", "void"];

/// Every state of a request that waits no longer.
const ENDED: &[&str] = &["approved", "refused", "reported", "expired", "cancelled", "superseded", "failed"];

/// A browser, and what the person knows of it.
pub(crate) struct Seat {
    pub(crate) browser: Browser,
    /// Who signed up or in here last.
    pub(crate) login: Option<String>,
    /// The phone that is being linked.
    link: Option<LinkOnPage>,
    /// Start of the waiting page's paths: `/sign-in`, `/step-up`, `/actions/…`.
    waits: Option<String>,
}

impl Seat {
    pub(crate) fn new(url: &str) -> Result<Self, WorldError> {
        Ok(Self { browser: Browser::new(url)?, login: None, link: None, waits: None })
    }

    /// The page as an answer; a page that waits is remembered.
    pub(crate) fn shown(&mut self, page: &Page) -> Answer {
        let path = page.path();
        let base = match path.strip_suffix("/second") {
            Some(base) => Some(base),
            None => Some(path).filter(|path| path.starts_with("/actions/")),
        };
        if let Some(base) = base {
            self.waits = Some(base.to_owned());
        }
        page.into()
    }

    /// What did not come, unless the page waits for a second factor: that is an answer.
    fn instead(&mut self, page: &Page, wanted: &str) -> Result<Answer, WorldError> {
        if page.name() == "waiting" {
            return Ok(self.shown(page));
        }
        let said = page.error().map(|error| format!(": {error}")).unwrap_or_default();
        let (name, path) = (page.name(), page.path());
        Err(WorldError::Unmet(format!("no {wanted}: the page is {name} ({path}){said}")))
    }

    /// Opens a page, and on the way types what is asked for: login, password, and the second factor if there is one.
    pub(crate) async fn reach(
        &self,
        person: &Person,
        path: &str,
        proof: Option<&Proof>,
    ) -> Result<Page, WorldError> {
        let mut page = self.browser.open(path).await?;
        for _ in 0..4 {
            if page.error().is_some() {
                break;
            }
            page = match (page.path(), proof) {
                ("/sign-in", _) => {
                    let fields = [("login", person.login.as_str()), ("password", person.password.as_str())];
                    self.browser.submit(&page, "/sign-in", &fields).await?
                }
                ("/step-up", _) => website::step_up(&self.browser, page, person).await?,
                ("/sign-in/second" | "/step-up/second", Some(proof)) => {
                    let base = page.path().trim_end_matches("/second").to_owned();
                    self.prove(&base, proof).await?
                }
                _ => break,
            };
        }
        Ok(page)
    }

    async fn prove(&self, base: &str, proof: &Proof) -> Result<Page, WorldError> {
        let (way, code) = match proof {
            Proof::Code(code) => ("code", code.chars().filter(char::is_ascii_digit).collect()),
            Proof::RecoveryCode(code) => ("recovery", code.clone()),
        };
        let page = self.browser.open(&format!("{base}/second?use={way}")).await?;
        Ok(self.browser.submit(&page, &format!("{base}/{way}"), &[("code", &code)]).await?)
    }

    pub(crate) async fn start_link(
        &mut self,
        person: &Person,
        proof: Option<&Proof>,
    ) -> Result<Answer, WorldError> {
        let page = self.reach(person, "/2fa/add", proof).await?;
        if page.name() != "add-method" {
            return self.instead(&page, "QR code");
        }
        let link = website::start_link(&self.browser, person, None).await?;
        let qr_png = data_encoding::BASE64.encode(&link.qr);
        let answer = Answer::Link { link: link.uri.clone(), kauth_link: link.scheme_uri.clone(), qr_png };
        self.link = Some(link);
        Ok(answer)
    }

    fn linking(&self) -> Result<&LinkOnPage, WorldError> {
        self.link.as_ref().ok_or_else(|| WorldError::Unmet("no phone is being linked in this browser".into()))
    }

    pub(crate) async fn type_digits(&self, code: &str) -> Result<Answer, WorldError> {
        let page = website::type_link_code(&self.browser, self.linking()?, code).await?;
        Ok(Answer::LinkState { state: self.link_state(LINK_STATES).await?, error: page.error() })
    }

    /// Which of `states` linking has reached, once it has.
    pub(crate) async fn link_state(&self, states: &[&str]) -> Result<String, WorldError> {
        Ok(self.browser.listen(&format!("{}/events", self.linking()?.path), states).await?)
    }

    pub(crate) async fn recovery_codes(
        &mut self,
        person: &Person,
        saved: bool,
        proof: Option<&Proof>,
    ) -> Result<Answer, WorldError> {
        let page = self.reach(person, "/2fa/recovery-codes", proof).await?;
        if saved && page.name() == "recovery-codes" {
            self.browser.submit(&page, "/2fa/recovery-codes/saved", &[]).await?;
        }
        self.codes_on(&page)
    }

    fn codes_on(&mut self, page: &Page) -> Result<Answer, WorldError> {
        let codes = page.texts("#codes code");
        if codes.is_empty() { self.instead(page, "recovery codes") } else { Ok(Answer::Codes { codes }) }
    }

    pub(crate) async fn new_recovery_codes(
        &mut self,
        person: &Person,
        proof: Option<&Proof>,
    ) -> Result<Answer, WorldError> {
        let page = self.change(person, "/2fa/recovery-codes/new", &[], proof).await?;
        self.codes_on(&page)
    }

    /// Sends the form of a page that changes something. Ends on the way there, if that wants more than is known.
    pub(crate) async fn change(
        &self,
        person: &Person,
        path: &str,
        fields: &[(&str, &str)],
        proof: Option<&Proof>,
    ) -> Result<Page, WorldError> {
        let page = self.reach(person, path, proof).await?;
        if page.path() == path { Ok(self.browser.submit(&page, path, fields).await?) } else { Ok(page) }
    }

    pub(crate) async fn revoke_phone(
        &mut self,
        person: &Person,
        name: &str,
        proof: Option<&Proof>,
    ) -> Result<Answer, WorldError> {
        let page = self.reach(person, "/2fa", proof).await?;
        let phones = page.parts("li[data-link]");
        let Some(phone) = phones.iter().find(|phone| phone.text("strong").as_deref() == Some(name)) else {
            return self.instead(&page, &format!("phone called {name}"));
        };
        let path = phone.attribute("a", "href").ok_or_else(|| page.missing("Remove"))?;
        let page = self.change(person, &path, &[], proof).await?;
        Ok(self.shown(&page))
    }

    pub(crate) async fn authorize(
        &mut self,
        person: &Person,
        url: &str,
        proof: Option<&Proof>,
    ) -> Result<Answer, WorldError> {
        let page = self.reach(person, url, proof).await?;
        if page.name() != "consent" {
            return self.instead(&page, "question whether to authorize");
        }
        let page = self.browser.submit(&page, "/oauth/authorize", &[("decision", "authorize")]).await?;
        Ok(Answer::Redirect { redirect: page.url().to_string() })
    }

    fn waiting_at(&self) -> Result<&str, WorldError> {
        self.waits.as_deref().ok_or_else(|| WorldError::Unmet("no page waits in this browser".into()))
    }

    /// The page that waits, as it is now.
    async fn waiting_page(&self) -> Result<Page, WorldError> {
        let base = self.waiting_at()?;
        let path = if base.starts_with("/actions/") { base.to_owned() } else { format!("{base}/second") };
        Ok(self.browser.open(&path).await?)
    }

    pub(crate) async fn waiting(&mut self) -> Result<Answer, WorldError> {
        self.browser.listen(&format!("{}/events", self.waiting_at()?), ENDED).await?;
        let page = self.waiting_page().await?;
        Ok(self.shown(&page))
    }

    pub(crate) async fn open_link(&self) -> Result<Answer, WorldError> {
        let page = self.waiting_page().await?;
        let link = page.attribute("#open-kauth", "href").ok_or_else(|| page.missing("Open kAuth"))?;
        Ok(Answer::Open { link })
    }

    /// Presses a button of the waiting page: `finish`, `cancel`, `again`.
    pub(crate) async fn press(&mut self, button: &str, remember: bool) -> Result<Answer, WorldError> {
        let page = self.waiting_page().await?;
        let action = format!("{}/{button}", self.waiting_at()?);
        let fields: &[(&str, &str)] = if remember { &[("remember", "on")] } else { &[] };
        let page = self.browser.submit(&page, &action, fields).await?;
        Ok(self.shown(&page))
    }

    /// Types a second factor on the waiting page.
    pub(crate) async fn type_proof(&mut self, proof: &Proof) -> Result<Answer, WorldError> {
        let page = self.prove(self.waiting_at()?, proof).await?;
        Ok(self.shown(&page))
    }
}
