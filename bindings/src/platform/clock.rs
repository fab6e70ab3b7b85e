//! A shell's clock.

use std::sync::Arc;

use kauth_core::platform::{Clock as CoreClock, SystemClock};

/// A clock that did not tell the time.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum ClockError {
    /// It failed for a reason of its own.
    #[error("the clock failed")]
    Failed,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ClockError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

/// Tells the time. Calls must be cheap. Where one fails the core reads the machine's own clock.
#[uniffi::export(foreign)]
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01 00:00 UTC, as the device believes.
    fn wall_ms(&self) -> Result<i64, ClockError>;

    /// Milliseconds since some moment before this boot's first call, never going back, the device's sleep included.
    fn monotonic_ms(&self) -> Result<u64, ClockError>;

    /// Another after each reboot, the same until then.
    fn boot_id(&self) -> Result<String, ClockError>;
}

pub(crate) struct LentClock(pub Arc<dyn Clock>);

impl CoreClock for LentClock {
    fn wall_ms(&self) -> i64 {
        self.0.wall_ms().unwrap_or_else(|_| SystemClock.wall_ms())
    }

    fn monotonic_ms(&self) -> u64 {
        self.0.monotonic_ms().unwrap_or_else(|_| SystemClock.monotonic_ms())
    }

    fn boot_id(&self) -> String {
        self.0.boot_id().unwrap_or_else(|_| SystemClock.boot_id())
    }
}
