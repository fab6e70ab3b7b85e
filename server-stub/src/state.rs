//! What every handler, domain function and background task can reach. Cheap to clone.

use std::ops::Deref;
use std::sync::Arc;

use kauth_protocol::origin::Origin;
use tokio::sync::watch;

use crate::blobs::Blobs;
use crate::clock::Clock;
use crate::domain::devices::nonces::Nonces;
use crate::domain::keys::Keys;
use crate::metrics::Metrics;
use crate::places::Places;
use crate::push::Vapid;
use crate::random::Random;
use crate::seal::Seal;
use crate::settings::Config;
use crate::store::Store;
use crate::wakeups::Wakeups;

#[cfg(test)]
pub(crate) mod testing;

/// The server's parts; derefs to [`Parts`].
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// See [`AppState`].
pub struct Parts {
    /// What the operator decided.
    pub config: Config,
    /// `https://host[:port]` as people and phones see it: the issuer, and the base of every `htu`.
    pub origin: Origin,
    /// SHA-256 of the own certificate's SPKI, base64url, if there is one: goes into links as `p`.
    pub pin: Option<String>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// What is remembered.
    pub store: Store,
    /// Files beside it.
    pub blobs: Blobs,
    /// Secrets at rest.
    pub seal: Arc<Seal>,
    /// Who waits for what.
    pub wakeups: Wakeups,
    /// Where addresses are.
    pub places: Places,
    /// The server's signing keys.
    pub keys: Keys,
    /// What push services know this server by.
    pub vapid: Vapid,
    /// DPoP nonces and the proofs already seen.
    pub nonces: Nonces,
    /// Turns true when the server stops: long polls end then.
    pub stopping: watch::Receiver<bool>,
    /// What `/metrics` counts.
    pub metrics: Metrics,
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

    /// Resolves when the server stops.
    pub async fn stopped(&self) {
        let mut stopping = self.stopping.clone();
        // An error means that the server is gone, which is as good as stopping.
        drop(stopping.wait_for(|stop| *stop).await);
    }

    /// Whether people reach this server by TLS: decides `Secure` and `__Host-` cookies.
    #[must_use]
    pub fn is_https(&self) -> bool {
        !self.origin.is_plain_http()
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
