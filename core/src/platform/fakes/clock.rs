//! A clock that stands still until it is turned.

use std::sync::Arc;

use tokio::sync::watch;

use crate::platform::{Clock, Sleep};

#[derive(Clone, Copy, Debug)]
struct Hands {
    wall_ms: i64,
    monotonic_ms: u64,
    boot: u64,
}

/// A clock that stands still until it is turned; whoever sleeps on it wakes when it passes their time. Clones are the
/// same clock.
#[derive(Clone, Debug)]
pub struct ManualClock {
    hands: Arc<watch::Sender<Hands>>,
}

impl ManualClock {
    /// A clock whose wall shows `wall_ms` (Unix), one minute after the boot.
    #[must_use]
    pub fn new(wall_ms: i64) -> Self {
        Self { hands: Arc::new(watch::Sender::new(Hands { wall_ms, monotonic_ms: 60_000, boot: 1 })) }
    }

    /// Time passes: both hands go on by `ms`, and sleepers wake.
    pub fn advance(&self, ms: u64) {
        self.hands.send_modify(|hands| {
            hands.wall_ms = hands.wall_ms.saturating_add_unsigned(ms);
            hands.monotonic_ms = hands.monotonic_ms.saturating_add(ms);
        });
    }

    /// Somebody sets the wall clock; no time passes.
    pub fn set_wall(&self, wall_ms: i64) {
        self.hands.send_modify(|hands| hands.wall_ms = wall_ms);
    }

    /// Only the monotonic hand goes on, and sleepers wake.
    pub fn advance_monotonic(&self, ms: u64) {
        self.hands.send_modify(|hands| hands.monotonic_ms = hands.monotonic_ms.saturating_add(ms));
    }

    /// The device was off for `off_ms` and boots: a new boot id, and the monotonic hand starts anew.
    pub fn reboot(&self, off_ms: u64) {
        self.hands.send_modify(|hands| {
            hands.wall_ms = hands.wall_ms.saturating_add_unsigned(off_ms);
            hands.monotonic_ms = 0;
            hands.boot = hands.boot.saturating_add(1);
        });
    }

    /// How many sleeps are under way: a test turns the clock once what it waits for is asleep.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.hands.receiver_count()
    }
}

impl Clock for ManualClock {
    fn wall_ms(&self) -> i64 {
        self.hands.borrow().wall_ms
    }

    fn monotonic_ms(&self) -> u64 {
        self.hands.borrow().monotonic_ms
    }

    fn boot_id(&self) -> String {
        format!("boot-{}", self.hands.borrow().boot)
    }

    fn sleep_until(&self, monotonic_ms: u64) -> Sleep<'_> {
        let mut hands = self.hands.subscribe();
        Box::pin(async move {
            // The sender lives as long as `self`.
            if hands.wait_for(|hands| hands.monotonic_ms >= monotonic_ms).await.is_err() {
                std::future::pending::<()>().await;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn sleepers_wake_when_the_monotonic_hand_passes_their_time() {
        let clock = ManualClock::new(1_000);
        let start = clock.monotonic_ms();
        let sleep = |ms| {
            let clock = clock.clone();
            tokio::spawn(async move { clock.sleep_until(start + ms).await })
        };
        let (early, late) = (sleep(500), sleep(9_000));
        while clock.sleepers() < 2 {
            tokio::task::yield_now().await;
        }
        clock.set_wall(1_000_000);
        clock.advance(500);
        early.await.unwrap();
        assert!(!late.is_finished());
        clock.advance_monotonic(8_500);
        late.await.unwrap();
        assert_eq!(clock.sleepers(), 0);
        assert_eq!(clock.wall_ms(), 1_000_500);
    }

    #[test]
    fn a_reboot_changes_the_boot_and_starts_the_monotonic_hand_anew() {
        let clock = ManualClock::new(0);
        let before = clock.boot_id();
        clock.reboot(30_000);
        assert_ne!(clock.boot_id(), before);
        assert_eq!((clock.monotonic_ms(), clock.wall_ms()), (0, 30_000));
    }
}
