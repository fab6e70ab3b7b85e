//! The provider's clock: the machine's, and as far ahead of it as it was turned.
//!
//! A shell's phone has a real clock, so time must run by itself; an expiry must not take two minutes of a test, so it
//! can be turned on. Phones learn the provider's time from its replies and follow.

use kauth_server::clock::{Clock, Sleep, SystemClock};
use tokio::sync::watch;

/// Runs, and can be turned on.
#[derive(Debug, Default)]
pub(crate) struct RunningClock {
    ahead: watch::Sender<i64>,
}

impl RunningClock {
    /// Turns it on by `ms`.
    pub(crate) fn turn(&self, ms: i64) {
        self.ahead.send_modify(|ahead| *ahead = ahead.saturating_add(ms));
    }
}

impl Clock for RunningClock {
    fn now_unix_ms(&self) -> i64 {
        SystemClock.now_unix_ms().saturating_add(*self.ahead.borrow())
    }

    fn sleep_until(&self, unix_ms: i64) -> Sleep {
        let mut turned = self.ahead.subscribe();
        Box::pin(async move {
            loop {
                let ahead = *turned.borrow_and_update();
                let asleep = SystemClock.sleep_until(unix_ms.saturating_sub(ahead));
                tokio::select! {
                    () = asleep => return,
                    Ok(()) = turned.changed() => {}
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_sleeps_wakes_when_the_clock_is_turned_past_their_time() {
        let clock = RunningClock::default();
        let begun = clock.now_unix_ms();
        let asleep = tokio::spawn(clock.sleep_until(begun + 3_600_000));
        tokio::task::yield_now().await;
        clock.turn(3_700_000);
        tokio::time::timeout(std::time::Duration::from_secs(9), asleep).await.unwrap().unwrap();
        assert!(clock.now_unix_ms() >= begun + 3_700_000);
    }
}
