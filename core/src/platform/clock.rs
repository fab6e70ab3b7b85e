//! Time: a wall clock that may jump, and a monotonic one that counts through the device's sleep.
//!
//! A moment on the monotonic clock means something only together with the boot it belongs to; what is kept on disk is
//! both.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

mod system;

pub use system::SystemClock;

/// What [`Clock::sleep_until`] returns.
pub type Sleep<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// While the device is asleep timers stand still: a sleep looks at the clock again at least this often.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Tells the time. A shell implements the first three; they must be cheap.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01 00:00 UTC, as the device believes.
    fn wall_ms(&self) -> i64;

    /// Milliseconds since some moment before this boot's first call, never going back, the device's sleep included.
    fn monotonic_ms(&self) -> u64;

    /// Another after each reboot, the same until then.
    fn boot_id(&self) -> String;

    /// Resolves once [`Clock::monotonic_ms`] is `monotonic_ms` or later. Must be awaited in a tokio runtime with time
    /// enabled, unless the clock is one that tests turn.
    fn sleep_until(&self, monotonic_ms: u64) -> Sleep<'_> {
        Box::pin(async move {
            loop {
                let left = monotonic_ms.saturating_sub(self.monotonic_ms());
                if left == 0 {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(left).min(LOOK_AGAIN)).await;
            }
        })
    }
}
