//! What every handler, domain function and background task can reach. Cheap to clone.

use std::ops::Deref;
use std::sync::Arc;

use crate::clock::Clock;
use crate::random::Random;
use crate::seal::Seal;
use crate::settings::Config;
use crate::store::Store;
use crate::wakeups::Wakeups;

/// The server's parts; derefs to [`Parts`].
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// See [`AppState`].
pub struct Parts {
    /// What the operator decided.
    pub config: Config,
    /// `https://host[:port]` as people and phones see it: the issuer, and the base of every `htu`.
    pub origin: String,
    /// SHA-256 of the own certificate's SPKI, base64url, if there is one: goes into links as `p`.
    pub pin: Option<String>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// What is remembered.
    pub store: Store,
    /// Secrets at rest.
    pub seal: Arc<Seal>,
    /// Who waits for what.
    pub wakeups: Wakeups,
}

impl AppState {
    /// Ties the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Unix milliseconds on the server's clock.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now_unix_ms()
    }

    /// Whether people reach this server by TLS: decides `Secure` and `__Host-` cookies.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
