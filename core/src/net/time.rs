//! What a provider taught us of the time.
//!
//! The offset comes from the `Date` of authenticated replies and counts for that provider only. It is held against
//! the monotonic clock, so that setting the wall clock while the app runs changes nothing; after a reboot only the
//! offset from the wall clock is left.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::platform::Clock;

/// Offsets below this are the granularity of `Date` and the way of the reply, not a wrong clock.
const NOISE_MS: i64 = 2_500;

/// What was learned, as it is kept on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LearnedTime {
    /// The provider's time, Unix milliseconds, …
    pub server_ms: i64,
    /// … when the monotonic clock stood here, …
    pub monotonic_ms: u64,
    /// … in this boot.
    pub boot_id: String,
    /// Provider's time minus wall clock, milliseconds; 0 within the noise.
    pub offset_ms: i64,
}

/// The time as one provider has it.
pub(crate) struct ProviderTime {
    clock: Arc<dyn Clock>,
    learned: Mutex<Option<LearnedTime>>,
}

impl ProviderTime {
    pub(crate) fn new(clock: Arc<dyn Clock>, learned: Option<LearnedTime>) -> Self {
        Self { clock, learned: Mutex::new(learned) }
    }

    /// Unix milliseconds, corrected.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.wall_ms().saturating_add(self.offset_ms())
    }

    /// What is to be added to the wall clock, milliseconds.
    pub(crate) fn offset_ms(&self) -> i64 {
        let learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(learned) = learned else { return 0 };
        if learned.boot_id != self.clock.boot_id() {
            return learned.offset_ms;
        }
        let passed = self.clock.monotonic_ms().saturating_sub(learned.monotonic_ms);
        let server_now = learned.server_ms.saturating_add(i64::try_from(passed).unwrap_or(i64::MAX));
        quiet(server_now.saturating_sub(self.clock.wall_ms()))
    }

    /// Learns from the `Date` of an authenticated reply that just came, Unix seconds.
    pub(crate) fn learn(&self, date_s: i64) {
        // `Date` is cut to the second: its middle is the better guess.
        let server_ms = date_s.saturating_mul(1000).saturating_add(500);
        let learned = LearnedTime {
            server_ms,
            monotonic_ms: self.clock.monotonic_ms(),
            boot_id: self.clock.boot_id(),
            offset_ms: quiet(server_ms.saturating_sub(self.clock.wall_ms())),
        };
        *self.learned.lock().unwrap_or_else(PoisonError::into_inner) = Some(learned);
    }

    /// What is known now, for the disk, with the offset as it counts against the present wall clock.
    pub(crate) fn learned(&self) -> Option<LearnedTime> {
        let offset_ms = self.offset_ms();
        let learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        Some(LearnedTime { offset_ms, ..learned })
    }
}

fn quiet(offset_ms: i64) -> i64 {
    if offset_ms.abs() < NOISE_MS { 0 } else { offset_ms }
}

impl fmt::Debug for ProviderTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderTime").field("offset_ms", &self.offset_ms()).finish()
    }
}
