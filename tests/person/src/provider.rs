//! The real server, in a folder that goes with it.

use std::path::PathBuf;
use std::sync::Arc;

use kauth_protocol::approvals::{Policy, UserCheck};
use kauth_server::clock::Clock;
use kauth_server::random::SystemRandom;
use kauth_server::{Config, Server, StartError};
use kauth_tests::world::WorldError;
use tempfile::TempDir;

use crate::clock::RunningClock;

/// A server that stops, comes back at the same address and changes its mind.
pub(crate) struct Provider {
    server: Option<Server>,
    config: Config,
    clock: Arc<RunningClock>,
    url: String,
    folder: TempDir,
}

impl Provider {
    /// Starts on a free loopback port.
    pub(crate) async fn start() -> Result<Self, WorldError> {
        let folder = tempfile::Builder::new().prefix("kauth-person-").tempdir()?;
        let mut config = Config::loopback(&folder.path().join("server"));
        config.development_outbox = true;
        let clock = Arc::new(RunningClock::default());
        let server = serve(&config, &clock).await?;
        config.listen = server.address();
        let url = server.url().to_owned();
        Ok(Self { server: Some(server), config, clock, url, folder })
    }

    /// Its origin, also while it is down.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Where it keeps everything.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("server")
    }

    /// Its time, Unix milliseconds.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_unix_ms()
    }

    /// Its clock goes on by so many seconds.
    pub(crate) fn turn(&self, seconds: u32) {
        self.clock.turn(i64::from(seconds) * 1_000);
    }

    /// It goes down, or comes back with what it kept.
    pub(crate) async fn outage(&mut self, on: bool) -> Result<(), WorldError> {
        if on {
            self.stop().await;
        } else if self.server.is_none() {
            self.server = Some(serve(&self.config, &self.clock).await?);
        }
        Ok(())
    }

    /// From now on it wants so strong a yes. It is a setting of the start, so a running server starts again.
    pub(crate) async fn rules(
        &mut self,
        policy: Option<Policy>,
        user_check: Option<UserCheck>,
    ) -> Result<(), WorldError> {
        let rules = &mut self.config.rules;
        rules.approval = policy.unwrap_or(rules.approval);
        rules.user_check = user_check.unwrap_or(rules.user_check);
        if self.server.is_some() {
            self.stop().await;
            self.outage(false).await?;
        }
        Ok(())
    }

    /// It goes down and lets requests finish.
    pub(crate) async fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.shutdown().await;
        }
    }
}

async fn serve(config: &Config, clock: &Arc<RunningClock>) -> Result<Server, StartError> {
    Server::start(config.clone(), clock.clone(), Arc::new(SystemRandom::new())).await
}
