//! The server's only source of time.
//!
//! Every hold, lapse and sweep sleeps on this clock, so that suites and the demo turn it by hand instead of
//! waiting. Times are Unix milliseconds.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// One second in the unit of [`Clock`].
pub const SECOND: i64 = 1_000;
/// One minute in the unit of [`Clock`].
pub const MINUTE: i64 = 60 * SECOND;
/// One hour in the unit of [`Clock`].
pub const HOUR: i64 = 60 * MINUTE;
/// One day in the unit of [`Clock`].
pub const DAY: i64 = 24 * HOUR;

/// What [`Clock::sleep_until`] returns.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send + 'static>>;

/// Tells the time and wakes whoever asked to be woken.
pub trait Clock: Send + Sync + 'static {
    /// Milliseconds since 1970-01-01 00:00 UTC.
    fn now_unix_ms(&self) -> i64;

    /// Resolves once [`Clock::now_unix_ms`] is `unix_ms` or later.
    fn sleep_until(&self, unix_ms: i64) -> Sleep;

    /// Seconds since 1970-01-01 00:00 UTC.
    fn now_unix(&self) -> i64 {
        self.now_unix_ms().div_euclid(SECOND)
    }
}

/// The machine's wall clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// A sleep looks at the wall this often, so that a clock set forward is noticed.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

fn wall() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

impl Clock for SystemClock {
    fn now_unix_ms(&self) -> i64 {
        wall()
    }

    fn sleep_until(&self, unix_ms: i64) -> Sleep {
        Box::pin(async move {
            loop {
                let left = u64::try_from(unix_ms.saturating_sub(wall())).unwrap_or(0);
                if left == 0 {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(left).min(LOOK_AGAIN)).await;
            }
        })
    }
}

/// A clock that stands still until it is turned; whoever sleeps on it wakes when it passes their time.
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: Arc<watch::Sender<i64>>,
}

impl ManualClock {
    /// A clock standing at `unix_ms`.
    #[must_use]
    pub fn new(unix_ms: i64) -> Self {
        Self { now: Arc::new(watch::Sender::new(unix_ms)) }
    }

    /// Turns the clock on by `ms`.
    pub fn advance(&self, ms: i64) {
        self.now.send_modify(|now| *now = now.saturating_add(ms));
    }

    /// Sets the clock, forward or back.
    pub fn set(&self, unix_ms: i64) {
        self.now.send_replace(unix_ms);
    }

    /// How many sleeps are under way: a test turns the clock once what it waits for is asleep.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.now.receiver_count()
    }
}

impl Clock for ManualClock {
    fn now_unix_ms(&self) -> i64 {
        *self.now.borrow()
    }

    fn sleep_until(&self, unix_ms: i64) -> Sleep {
        let mut hand = self.now.subscribe();
        Box::pin(async move {
            // The sender lives in the clock; when that is gone nobody is left to turn it.
            if hand.wait_for(|now| *now >= unix_ms).await.is_err() {
                std::future::pending::<()>().await;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn sleepers_wake_when_the_clock_passes_their_time() {
        let clock = ManualClock::new(1_000);
        let early = tokio::spawn(clock.sleep_until(1_500));
        let late = tokio::spawn(clock.sleep_until(9_000));
        clock.advance(500);
        early.await.unwrap();
        assert!(!late.is_finished());
        assert_eq!(clock.now_unix(), 1);
        clock.set(9_000);
        late.await.unwrap();
        assert_eq!(clock.sleepers(), 0);
    }

    #[tokio::test]
    async fn a_time_in_the_past_does_not_hold() {
        ManualClock::new(1_000).sleep_until(1_000).await;
        SystemClock.sleep_until(0).await;
    }
}
