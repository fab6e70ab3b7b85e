//! One provider, its people, their browsers and phones, and one time for all: it stands still until it is turned.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use kauth_core::app::Timeouts;
use kauth_core::platform::fakes::{FakeKeys, ManualClock};
use kauth_server::clock::ManualClock as ServerClock;
use kauth_server::random::SystemRandom;
use kauth_server::{Config, Server, StartError};
use tempfile::TempDir;

use crate::browser::{Browser, BrowserError};
use crate::phone::{Phone, PhoneError};

/// When the world begins: a Friday morning in 2027, Unix milliseconds.
pub const MORNING: i64 = 1_800_000_000_000;

/// What went wrong in a walk through a flow: said as one sentence, for a test's failure or the demo's line.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// On a page.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// On a phone.
    #[error(transparent)]
    Phone(#[from] PhoneError),
    /// The server did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// No folder could be made.
    #[error(transparent)]
    Folder(#[from] std::io::Error),
    /// Something was not as it must be.
    #[error("{0}")]
    Unmet(String),
}

impl From<kauth_core::CoreError> for WorldError {
    fn from(error: kauth_core::CoreError) -> Self {
        Self::Phone(error.into())
    }
}

/// Demands that something holds.
///
/// # Errors
/// [`WorldError::Unmet`] with what does not.
pub fn must(holds: bool, what: impl Into<String>) -> Result<(), WorldError> {
    if holds { Ok(()) } else { Err(WorldError::Unmet(what.into())) }
}

/// One provider and everybody around it.
pub struct World {
    folder: TempDir,
    server: Option<Server>,
    clock: Arc<ServerClock>,
    phones_clock: Arc<ManualClock>,
    phones: AtomicU32,
    config: Config,
}

impl World {
    /// A provider as it comes.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn new() -> Result<Self, WorldError> {
        Self::with(|_| ()).await
    }

    /// A provider with other settings.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn with(change: impl FnOnce(&mut Config)) -> Result<Self, WorldError> {
        Self::make(0, change).await
    }

    /// A provider as it comes, and phones whose wall clock is wrong by so many milliseconds.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn with_phones_wrong_by(ms: i64) -> Result<Self, WorldError> {
        Self::make(ms, |_| ()).await
    }

    async fn make(wrong_by: i64, change: impl FnOnce(&mut Config)) -> Result<Self, WorldError> {
        let folder = TempDir::new()?;
        let mut config = Config::loopback(&folder.path().join("server"));
        config.development_outbox = true;
        change(&mut config);
        let clock = Arc::new(ServerClock::new(MORNING));
        let server = Server::start(config.clone(), clock.clone(), Arc::new(SystemRandom::new())).await?;
        let phones_clock = Arc::new(ManualClock::new(MORNING + wrong_by));
        let config = Config { listen: server.address(), ..config };
        Ok(Self { folder, server: Some(server), clock, phones_clock, phones: AtomicU32::new(0), config })
    }

    /// The provider's origin.
    #[must_use]
    pub fn url(&self) -> &str {
        self.server.as_ref().map_or("", Server::url)
    }

    /// The server.
    ///
    /// # Errors
    /// [`WorldError::Unmet`] while it is down.
    pub fn server(&self) -> Result<&Server, WorldError> {
        self.server.as_ref().ok_or_else(|| WorldError::Unmet("the server is down".into()))
    }

    /// The folder in which everything lies.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A new browser without cookies.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn browser(&self) -> Result<Browser, WorldError> {
        Ok(Browser::new(self.url())?)
    }

    /// A new phone with nothing on it.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn phone(&self, name: &str) -> Result<Phone, WorldError> {
        self.phone_with(name, "en", self.phones_clock.clone(), Timeouts::default()).await
    }

    /// A new phone that speaks a language, has a clock of its own, and waits so long for the network.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn phone_with(
        &self,
        name: &str,
        languages: &str,
        clock: Arc<ManualClock>,
        timeouts: Timeouts,
    ) -> Result<Phone, WorldError> {
        let number = self.phones.fetch_add(1, Ordering::SeqCst);
        let folder = self.folder.path().join(format!("phone-{number}"));
        let keys = Arc::new(FakeKeys::new(u64::from(number)));
        Ok(Phone::open(&folder, name, languages, clock, keys, timeouts).await?)
    }

    /// Time passes for everybody.
    pub fn turn(&self, seconds: u32) {
        self.clock.advance(i64::from(seconds) * 1000);
        self.phones_clock.advance(u64::from(seconds) * 1000);
    }

    /// The server's clock.
    #[must_use]
    pub fn clock(&self) -> &ServerClock {
        &self.clock
    }

    /// What the server's clock says, Unix milliseconds.
    #[must_use]
    pub fn clock_ms(&self) -> i64 {
        kauth_server::clock::Clock::now_unix_ms(&*self.clock)
    }

    /// What the server's clock says, Unix seconds.
    #[must_use]
    pub fn clock_seconds(&self) -> i64 {
        self.clock_ms().div_euclid(1000)
    }

    /// The server goes down.
    pub async fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.shutdown().await;
        }
    }

    /// The server comes back at the same address, with what it kept.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn restart(&mut self) -> Result<(), WorldError> {
        self.stop().await;
        let random = Arc::new(SystemRandom::new());
        self.server = Some(Server::start(self.config.clone(), self.clock.clone(), random).await?);
        Ok(())
    }
}
