//! What a person does on the provider's pages, in the person's words: sign up, sign in, turn two-step sign-in on.
//!
//! Each function walks the pages as a person would: it opens a page, fills in the form that stands there, and reads
//! what comes. What it gives back is the page where the walk ended, so that the caller judges.

use crate::browser::{Browser, BrowserError, Page};

/// Somebody with an account at the provider.
#[derive(Clone, Debug)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Login: an e-mail address.
    pub login: String,
    /// Mobile number, E.164.
    pub number: String,
    /// Recovery address.
    pub recovery_address: String,
    /// Password.
    pub password: String,
}

impl Person {
    /// A person called `name`, with contacts made from it.
    #[must_use]
    pub fn called(name: &str) -> Self {
        let local = name.to_lowercase().replace(' ', ".");
        let digits: String = name.bytes().cycle().take(7).map(|b| char::from(b'0' + b % 10)).collect();
        Self {
            name: name.into(),
            login: format!("{local}@example.org"),
            number: format!("+4179{digits}"),
            recovery_address: format!("{local}@example.net"),
            password: "correct horse battery".into(),
        }
    }
}

/// What stands on the page while a phone is being linked.
#[derive(Clone, Debug)]
pub struct LinkOnPage {
    /// The page's path.
    pub path: String,
    /// The QR code as a PNG, taken from the page.
    pub qr: Vec<u8>,
    /// The link as text.
    pub uri: String,
    /// Where *Open kAuth* on the page leads.
    pub scheme_uri: String,
}

/// A mail or short message, as the development outbox shows it.
#[derive(Clone, Debug)]
pub struct Mail {
    /// What it is about, as a stable name.
    pub kind: String,
    /// To whom.
    pub to: String,
    /// What it says.
    pub text: String,
    /// The code in it, if it is about one.
    pub code: Option<String>,
}

/// Signs up; ends signed in on the account's page.
///
/// # Errors
/// [`BrowserError`].
pub async fn sign_up(browser: &Browser, person: &Person) -> Result<Page, BrowserError> {
    let page = browser.open("/sign-up").await?;
    let page = browser
        .submit(
            &page,
            "/sign-up",
            &[
                ("name", &person.name),
                ("login", &person.login),
                ("number", &person.number),
                ("recovery_address", &person.recovery_address),
                ("password", &person.password),
            ],
        )
        .await?;
    let code = newest_mail_code(browser, "sign_up_code").await?;
    browser.submit(&page, "/sign-up/confirm", &[("code", &code)]).await
}

/// The code in the newest message of a kind, from the development outbox.
///
/// # Errors
/// [`BrowserError::Missing`].
pub async fn newest_mail_code(browser: &Browser, kind: &str) -> Result<String, BrowserError> {
    let outbox = browser.open("/outbox").await?;
    let selector = format!("article[data-kind=\"{kind}\"] code");
    outbox.text(&selector).ok_or_else(|| outbox.missing(&selector))
}

/// Every message in the development outbox, in the order in which it shows them.
///
/// # Errors
/// [`BrowserError`].
pub async fn mails(browser: &Browser) -> Result<Vec<Mail>, BrowserError> {
    let outbox = browser.open("/outbox").await?;
    let read = |mail: &Page| Mail {
        kind: mail.attribute("article", "data-kind").unwrap_or_default(),
        to: mail.attribute("article", "data-to").unwrap_or_default(),
        text: mail.text("pre").unwrap_or_default(),
        code: mail.text("code"),
    };
    Ok(outbox.parts("article.mail").iter().map(read).collect())
}

/// Types login and password; ends on the account's page, or where a second step is asked for.
///
/// # Errors
/// [`BrowserError`].
pub async fn sign_in(browser: &Browser, person: &Person) -> Result<Page, BrowserError> {
    let page = browser.open("/sign-in").await?;
    browser.submit(&page, "/sign-in", &[("login", &person.login), ("password", &person.password)]).await
}

/// Signs out.
///
/// # Errors
/// [`BrowserError`].
pub async fn sign_out(browser: &Browser) -> Result<Page, BrowserError> {
    let page = browser.open("/account").await?;
    browser.submit(&page, "/sign-out", &[]).await
}

/// Types the password where a step-up asks for it.
///
/// # Errors
/// [`BrowserError`].
pub async fn step_up(browser: &Browser, page: Page, person: &Person) -> Result<Page, BrowserError> {
    if page.path() != "/step-up" {
        return Ok(page);
    }
    browser.submit(&page, "/step-up", &[("password", &person.password)]).await
}

/// From `/2fa` to the QR code: activates two-step sign-in or adds a method. Where an enrolled factor must be shown
/// first, it is a code that `code` gives.
///
/// # Errors
/// [`BrowserError`].
pub async fn start_link(
    browser: &Browser,
    person: &Person,
    code: Option<&str>,
) -> Result<LinkOnPage, BrowserError> {
    let mut page = step_up(browser, browser.open("/2fa/add").await?, person).await?;
    if let (true, Some(code)) = (page.path().starts_with("/step-up/second"), code) {
        let asked = browser.open("/step-up/second?use=code").await?;
        page = browser.submit(&asked, "/step-up/code", &[("code", code)]).await?;
    }
    let mut page = browser.submit(&page, "/2fa/add", &[("method", "kauth")]).await?;
    if page.path() == "/step-up" {
        page = step_up(browser, page, person).await?;
    }
    let path = page.path().to_owned();
    let picture = page.attribute("main img", "src").ok_or_else(|| page.missing("QR code"))?;
    let uri = page.attribute("#link-uri", "value").ok_or_else(|| page.missing("#link-uri"))?;
    let scheme_uri = page.attribute("#open-kauth", "href").ok_or_else(|| page.missing("#open-kauth"))?;
    Ok(LinkOnPage { qr: browser.bytes(&picture).await?, path, uri, scheme_uri })
}

/// Types the six digits that the phone shows; ends where the page leads.
///
/// # Errors
/// [`BrowserError`].
pub async fn type_link_code(browser: &Browser, link: &LinkOnPage, code: &str) -> Result<Page, BrowserError> {
    let page = browser.open(&link.path).await?;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    browser.submit(&page, &format!("{}/confirm", link.path), &[("code", &digits)]).await
}

/// Waits on the waiting page until it says one of `states`, as its event stream tells.
///
/// # Errors
/// [`BrowserError`].
pub async fn wait_for(browser: &Browser, states: &[&str]) -> Result<String, BrowserError> {
    browser.listen("/sign-in/events", states).await
}

/// Moves on from the waiting page after a yes; `remember` this browser for 30 days or not.
///
/// # Errors
/// [`BrowserError`].
pub async fn finish(browser: &Browser, remember: bool) -> Result<Page, BrowserError> {
    let page = browser.open("/sign-in/second").await?;
    let fields: &[(&str, &str)] = if remember { &[("remember", "on")] } else { &[] };
    browser.submit(&page, "/sign-in/finish", fields).await
}

/// Types a 30-second code on the waiting page.
///
/// # Errors
/// [`BrowserError`].
pub async fn type_code(browser: &Browser, code: &str) -> Result<Page, BrowserError> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let page = browser.open("/sign-in/second?use=code").await?;
    browser.submit(&page, "/sign-in/code", &[("code", &digits)]).await
}

/// Types a recovery code on the waiting page.
///
/// # Errors
/// [`BrowserError`].
pub async fn type_recovery_code(browser: &Browser, code: &str) -> Result<Page, BrowserError> {
    let page = browser.open("/sign-in/second?use=recovery").await?;
    browser.submit(&page, "/sign-in/recovery", &[("code", code)]).await
}
