//! One tab of the browser: what a person does in it and sees in it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use data_encoding::BASE64;
use kauth_tests::website::Person;
use kauth_texts::Language;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::chromium::{Done, GLANCE, PATIENCE, Trouble, must};
use crate::look::Look;

/// A tab at one site.
pub(crate) struct Tab {
    window: WebDriver,
    site: String,
    downloads: PathBuf,
    language: RefCell<String>,
    look: Cell<Look>,
    /// What is wrong, and where.
    complaints: RefCell<BTreeMap<String, Vec<String>>>,
}

/// Where pictures are kept: `shots` in cargo's target folder.
pub(crate) fn shots() -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().unwrap_or(temporary).join("shots")
}

impl Tab {
    pub(crate) fn new(window: WebDriver, site: &str, downloads: PathBuf) -> Self {
        Self {
            window,
            site: site.into(),
            downloads,
            language: RefCell::new("en".into()),
            look: Cell::new(Look::DESK),
            complaints: RefCell::default(),
        }
    }

    /// The driver's handle, for what only one test does.
    pub(crate) fn window(&self) -> &WebDriver {
        &self.window
    }

    /// Where the browser puts what is downloaded.
    pub(crate) fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// Opens a path of the site.
    pub(crate) async fn open(&self, path: &str) -> Done {
        let address = if path.starts_with('/') { format!("{}{path}", self.site) } else { path.to_owned() };
        Ok(self.window.goto(address).await?)
    }

    /// The path that the address line shows.
    pub(crate) async fn path(&self) -> Done<String> {
        Ok(self.window.current_url().await?.path().to_owned())
    }

    /// Name and state of the page that is there now.
    pub(crate) async fn page(&self) -> Done<(String, String)> {
        let main = self.window.find(By::Css("main")).await?;
        let name = main.attr("data-page").await?.unwrap_or_default();
        Ok((name, main.attr("data-state").await?.unwrap_or_default()))
    }

    /// Waits until a page with this name and state is there. An empty state is any.
    pub(crate) async fn until(&self, name: &str, state: &str) -> Done {
        let state = if state.is_empty() { String::new() } else { format!("[data-state=\"{state}\"]") };
        let wanted = format!("main[data-page=\"{name}\"]{state}");
        let found = self.window.query(By::Css(wanted.as_str())).wait(PATIENCE, GLANCE).first().await;
        if found.is_err() {
            return Err(Trouble(format!("{wanted} did not come; there is {:?}", self.page().await)));
        }
        Ok(())
    }

    /// Asks again and again until `holds` is true in the page.
    pub(crate) async fn until_true(&self, what: &str, holds: &str) -> Done {
        let script = format!("return Boolean({holds});");
        self.until_so(what, async || self.script(&script, Vec::new()).await.map(|v| v == true)).await
    }

    /// Asks again and again until something is so.
    pub(crate) async fn until_so(&self, what: &str, is_so: impl AsyncFn() -> Done<bool>) -> Done {
        let begun = Instant::now();
        let mut glance = tokio::time::interval(GLANCE);
        while begun.elapsed() < PATIENCE {
            if is_so().await.unwrap_or(false) {
                return Ok(());
            }
            glance.tick().await;
        }
        Err(Trouble(format!("waited in vain: {what}")))
    }

    /// Runs a script in the page.
    pub(crate) async fn script(&self, script: &str, arguments: Vec<Value>) -> Done<Value> {
        Ok(self.window.execute(script, arguments).await?.json().clone())
    }

    /// Runs a script that gives its answer later, to the function that is its last argument.
    pub(crate) async fn later(&self, script: &str, arguments: Vec<Value>) -> Done<Value> {
        Ok(self.window.execute_async(script, arguments).await?.json().clone())
    }

    async fn find(&self, selector: &str) -> Done<WebElement> {
        let found = self.window.query(By::Css(selector)).and_displayed().wait(PATIENCE, GLANCE).first().await;
        match found {
            Ok(element) => Ok(element),
            Err(_) => Err(Trouble(format!("nothing to see at {selector}; there is {:?}", self.page().await))),
        }
    }

    /// Types into a field.
    pub(crate) async fn fill(&self, selector: &str, text: &str) -> Done {
        let field = self.find(selector).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Clicks.
    pub(crate) async fn press(&self, selector: &str) -> Done {
        Ok(self.find(selector).await?.click().await?)
    }

    /// Presses keys, wherever the focus is.
    pub(crate) async fn keys(&self, keys: impl Into<TypingData>) -> Done {
        let keys: TypingData = keys.into();
        Ok(self.window.action_chain().send_keys(keys).perform().await?)
    }

    /// What a person reads at a place.
    pub(crate) async fn text(&self, selector: &str) -> Done<String> {
        Ok(self.find(selector).await?.text().await?)
    }

    /// An attribute at a place.
    pub(crate) async fn attribute(&self, selector: &str, name: &str) -> Done<String> {
        Ok(self.window.find(By::Css(selector)).await?.attr(name).await?.unwrap_or_default())
    }

    /// Looks at the page in another way; `pixels` of the screen for one of the page.
    pub(crate) async fn look(&self, look: Look, pixels: u32) -> Done {
        self.look.set(look);
        Ok(look.apply(&self.window, pixels).await?)
    }

    /// Asks for pages in this language from the next one on.
    pub(crate) async fn speak(&self, language: &str) -> Done {
        let cdp = self.window.cdp();
        cdp.send_raw("Network.enable", json!({})).await?;
        let headers = json!({"headers": {"Accept-Language": language}});
        cdp.send_raw("Network.setExtraHTTPHeaders", headers).await?;
        self.language.replace(language.into());
        Ok(())
    }

    /// What is on the screen now, as a PNG: what a person photographs or keeps with their system's own key.
    pub(crate) async fn screenshot(&self) -> Done<Vec<u8>> {
        self.capture(json!({"format": "png"})).await
    }

    /// The whole page as a PNG.
    pub(crate) async fn whole(&self) -> Done<Vec<u8>> {
        let metrics = self.window.cdp().send_raw("Page.getLayoutMetrics", json!({})).await?;
        let (width, screen) = self.look.get().width.size();
        let height = metrics["cssContentSize"]["height"].as_f64().unwrap_or_default().max(screen.into());
        let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        self.capture(json!({"format": "png", "captureBeyondViewport": true, "clip": clip})).await
    }

    async fn capture(&self, how: Value) -> Done<Vec<u8>> {
        let answer = self.window.cdp().send_raw("Page.captureScreenshot", how).await?;
        let data = answer["data"].as_str().unwrap_or_default();
        BASE64.decode(data.as_bytes()).map_err(|error| Trouble(error.to_string()))
    }

    /// Keeps a picture of the page as it is looked at now.
    pub(crate) async fn keep(&self, name: &str) -> Done {
        let file = format!("{name}-{}-{}.png", self.look.get().name(), self.language.borrow());
        std::fs::create_dir_all(shots())?;
        Ok(std::fs::write(shots().join(file), self.whole().await?)?)
    }

    /// Looks at the page in every way and in these languages, keeps a picture of each, and notes what is wrong.
    /// Afterwards it is as it was. With `KAUTH_LANGUAGES=all` in the environment: in all five.
    pub(crate) async fn inspect(&self, name: &str, languages: &[&str]) -> Done {
        let all = std::env::var_os("KAUTH_LANGUAGES").is_some_and(|which| which == "all");
        let languages = if all { &Language::ALL.map(Language::tag)[..] } else { languages };
        let (before, spoken) = (self.look.get(), self.language.borrow().clone());
        let mut shown = spoken.clone();
        for language in languages {
            if shown != **language {
                self.speak(language).await?;
                self.window.refresh().await?;
                (*language).clone_into(&mut shown);
            }
            for look in Look::ALL {
                self.look(look, 1).await?;
                self.check(&format!("{name} {} {language}", look.name())).await?;
                self.keep(name).await?;
            }
        }
        self.look(before, 1).await?;
        if shown != spoken {
            self.speak(&spoken).await?;
            self.window.refresh().await?;
        }
        Ok(())
    }

    /// Notes what is wrong with the page as it is looked at now.
    pub(crate) async fn check(&self, name: &str) -> Done {
        let found = self.audit().await?;
        let mut complaints = self.complaints.borrow_mut();
        for what in found {
            complaints.entry(what).or_default().push(name.to_owned());
        }
        Ok(())
    }

    /// What is wrong with the page as it is looked at now.
    pub(crate) async fn audit(&self) -> Done<Vec<String>> {
        let (width, _) = self.look.get().width.size();
        let arguments = vec![json!(width), json!(*self.language.borrow()), json!(width < 600)];
        Ok(serde_json::from_value(self.script(include_str!("audit.js"), arguments).await?)?)
    }

    /// Fails with everything that was wrong with the pages so far: what they break, and what the browser's console
    /// says (a breach of the content security policy, a script that failed, a file that is not there).
    pub(crate) async fn said_nothing_wrong(&self) -> Done {
        let complaints = self.complaints.take().into_iter();
        let mut wrong: Vec<_> =
            complaints.map(|(what, at)| format!("{what}\n    at {}", at.join(", "))).collect();
        wrong.extend(self.console().await?);
        must(wrong.is_empty(), format!("{} things are wrong:\n  {}", wrong.len(), wrong.join("\n  ")))
    }

    /// What the console said since it was last asked. That a page came with 422 or 404 is no fault of the page.
    pub(crate) async fn console(&self) -> Done<Vec<String>> {
        let log = self.window.browser_log().await?;
        let said = log.into_iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        let refused = |text: &str| {
            ["404 (Not Found)", "422 (Unprocessable"].iter().any(|status| text.contains(status))
                && !text.contains("/assets/")
        };
        Ok(said
            .map(|entry| entry.message)
            .filter(|text| !refused(text))
            .map(|text| format!("console: {text}"))
            .collect())
    }

    /// Keeps a picture of where a walk failed, and says where that was.
    pub(crate) async fn last_view(&self, name: &str) -> String {
        let file = shots().join("failed").join(format!("{name}.png"));
        let address = self.window.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        if let Ok(png) = self.whole().await {
            let folder = file.parent().map(std::fs::create_dir_all);
            drop((folder, std::fs::write(&file, png)));
        }
        let console = self.console().await.unwrap_or_default().join("\n");
        format!("at {address}, picture in {}\n{console}", file.display())
    }

    /// Signs up by hand and reads the code from the development outbox; ends on the account's page.
    pub(crate) async fn sign_up(&self, person: &Person) -> Done {
        self.open("/sign-up").await?;
        self.fill("#name", &person.name).await?;
        self.fill("#login", &person.login).await?;
        self.fill("#number", &person.number).await?;
        self.fill("#recovery_address", &person.recovery_address).await?;
        self.fill("#password", &person.password).await?;
        self.press("main form button").await?;
        self.until("sign-up-confirm", "").await?;
        let code = self.mail_code("sign_up_code").await?;
        self.open("/sign-up/confirm").await?;
        self.fill("#code", &code).await?;
        self.press("main form button").await?;
        self.until("account", "").await
    }

    /// The code in the newest message of a kind.
    pub(crate) async fn mail_code(&self, kind: &str) -> Done<String> {
        self.press(".banner a[href=\"/outbox\"]").await?;
        self.until("outbox", "").await?;
        self.text(&format!("article[data-kind=\"{kind}\"] p > code")).await
    }

    /// Types login and password; ends wherever that leads.
    pub(crate) async fn sign_in(&self, person: &Person) -> Done {
        self.open("/sign-in").await?;
        self.fill("#login", &person.login).await?;
        self.fill("#password", &person.password).await?;
        self.press("main form button").await
    }

    /// Signs out.
    pub(crate) async fn sign_out(&self) -> Done {
        self.press("form[action=\"/sign-out\"] button").await?;
        self.until("sign-in", "").await
    }

    /// Types the password where it is asked for once more; without effect anywhere else.
    pub(crate) async fn step_up(&self, person: &Person) -> Done {
        if self.path().await? != "/step-up" {
            return Ok(());
        }
        self.fill("#password", &person.password).await?;
        self.press("main form button").await
    }
}
