//! Chromium behind chromedriver: two processes of this test's own, with a profile of their own.
//!
//! They are killed by their handle, never by name, also when a test fails half-way: chromedriver takes its browser
//! along. Nothing here sleeps: what is waited for is asked for again until it is there, and [`PATIENCE`] only keeps a
//! broken page from holding everything up.

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use kauth_tests::browser::BrowserError;
use kauth_tests::phone::PhoneError;
use kauth_tests::world::{World, WorldError};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};

use crate::look::Look;
use crate::tab::Tab;

/// How long a page may take before the test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// How often a page is looked at meanwhile.
pub(crate) const GLANCE: Duration = Duration::from_millis(40);

/// A step in a real browser.
pub(crate) type Done<T = ()> = Result<T, Trouble>;

/// Why a walk in a real browser ended early, as one sentence.
pub(crate) struct Trouble(pub(crate) String);

impl fmt::Debug for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! troubles {
    ($($error:ty),*) => {
        $(impl From<$error> for Trouble {
            fn from(error: $error) -> Self {
                Self(error.to_string())
            }
        })*
    };
}

troubles!(WebDriverError, WorldError, BrowserError, PhoneError, std::io::Error, serde_json::Error);

impl From<kauth_core::CoreError> for Trouble {
    fn from(error: kauth_core::CoreError) -> Self {
        PhoneError::from(error).into()
    }
}

/// Demands that something holds.
pub(crate) fn must(holds: bool, what: impl Into<String>) -> Done {
    if holds { Ok(()) } else { Err(Trouble(what.into())) }
}

/// How a person has set their browser up.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setup {
    /// They forbid script.
    pub(crate) no_script: bool,
    /// They read twice as large.
    pub(crate) large_text: bool,
    /// What goes over the network is noted, so that an address can be read that only an app understands.
    pub(crate) network: bool,
}

/// Walks in a browser of its own at a provider's site. If the walk fails, a picture of where it did is kept.
pub(crate) async fn browse<F>(world: &World, name: &str, setup: Setup, walk: F)
where
    F: AsyncFnOnce(&Tab) -> Done,
{
    let chromium = match Chromium::start(setup).await {
        Ok(chromium) => chromium,
        Err(Trouble(text)) => panic!("{text}"),
    };
    let tab = Tab::new(chromium.window.clone(), world.url(), chromium.downloads());
    let mut walked = match tab.look(Look::DESK, 1).await {
        Ok(()) => walk(&tab).await,
        Err(trouble) => Err(trouble),
    };
    if walked.is_ok() {
        walked = tab.said_nothing_wrong().await;
    }
    let told = match walked {
        Ok(()) => None,
        Err(Trouble(text)) => Some(format!("{name}: {text}\n{}", tab.last_view(name).await)),
    };
    chromium.stop().await;
    if let Some(told) = told {
        panic!("{told}");
    }
}

/// chromedriver; ends with this value.
struct Driver {
    process: Child,
    address: String,
    /// Kept open: chromedriver would stumble over a closed one.
    said: BufReader<ChildStdout>,
}

/// How often chromedriver is started before the test gives up.
const STARTS: usize = 5;

impl Driver {
    /// Starts it on a free port. It looks for one with IPv4 and then wants the same one with IPv6: when another test's
    /// process took that in between, it ends at once, and is started again.
    fn start() -> Done<Self> {
        let mut said = String::new();
        for _ in 0..STARTS {
            match Self::start_once()? {
                Ok(driver) => return Ok(driver),
                Err(last_words) => said = last_words,
            }
        }
        Err(Trouble(format!("chromedriver did not say on which port it listens, but: {said}")))
    }

    /// The inner error is what it said before it ended by itself.
    fn start_once() -> Done<Result<Self, String>> {
        let mut process = Command::new(on_path("chromedriver")?)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = process.stdout.take().ok_or_else(|| Trouble("chromedriver has no output".into()))?;
        let mut driver = Self { process, address: String::new(), said: BufReader::new(output) };
        let mut said = String::new();
        for line in driver.said.by_ref().lines().map_while(Result::ok) {
            let port = line.split_once("started successfully on port ");
            if let Some(port) = port.and_then(|(_, port)| port.trim_end_matches('.').parse::<u16>().ok()) {
                driver.address = format!("http://127.0.0.1:{port}");
                return Ok(Ok(driver));
            }
            said.push_str(&line);
            said.push('\n');
        }
        Ok(Err(said))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The browser. Field order is the order of dropping: window, driver, folder.
struct Chromium {
    window: WebDriver,
    driver: Driver,
    folder: TempDir,
}

impl Chromium {
    async fn start(setup: Setup) -> Done<Self> {
        let driver = tokio::task::spawn_blocking(Driver::start)
            .await
            .map_err(|error| Trouble(format!("chromedriver was not started: {error}")))??;
        let folder = TempDir::new()?;
        let mut wish = ChromeCapabilities::new();
        wish.set_binary(&on_path("chromium")?.to_string_lossy())?;
        for flag in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            "--lang=en",
        ] {
            wish.add_arg(flag)?;
        }
        wish.add_arg(&format!("--user-data-dir={}", folder.path().join("profile").display()))?;
        let mut preferences = json!({
            "intl.accept_languages": "en",
            "download.default_directory": folder.path().join("downloads"),
            "profile.password_manager_leak_detection": false,
            "credentials_enable_service": false,
        });
        if setup.no_script {
            preferences["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        if setup.large_text {
            preferences["webkit.webprefs.default_font_size"] = json!(32);
            preferences["webkit.webprefs.default_fixed_font_size"] = json!(26);
        }
        wish.add_experimental_option("prefs", preferences)?;
        wish.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        if setup.network {
            wish.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
        }
        // thirtyfour's HTTP client wants a provider for TLS, although chromedriver speaks plain HTTP to loopback.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let window = WebDriver::new(&driver.address, wish).await?;
        Ok(Self { window, driver, folder })
    }

    fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// Closes the browser as a person would. Whatever does not close is killed.
    async fn stop(self) {
        let Self { window, driver, folder } = self;
        drop(window.quit().await);
        drop(driver);
        drop(folder);
    }
}

fn on_path(name: &str) -> Done<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|file| file.is_file()).ok_or_else(
        || {
            Trouble(format!(
                "{name} is not installed, so no page can be tried in a real browser. `cargo xtask setup` installs it."
            ))
        },
    )
}
