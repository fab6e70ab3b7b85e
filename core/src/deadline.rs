//! Moments on the monotonic clock, as they are kept on disk: a boot id and milliseconds. After a reboot nothing is
//! known of them, and whoever needs one asks the provider anew.

use serde::{Deserialize, Serialize};

use crate::platform::Clock;

/// Now, on the monotonic clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Which boot.
    pub boot_id: String,
    /// Milliseconds since it, sleep included.
    pub ms: u64,
}

impl Moment {
    pub(crate) fn now(clock: &dyn Clock) -> Self {
        Self { boot_id: clock.boot_id(), ms: clock.monotonic_ms() }
    }

    /// So many milliseconds from now.
    pub(crate) fn after(&self, ms: u64) -> Deadline {
        Deadline { boot_id: self.boot_id.clone(), at_ms: self.ms.saturating_add(ms) }
    }
}

/// When something ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deadline {
    boot_id: String,
    at_ms: u64,
}

impl Deadline {
    /// Milliseconds left, 0 once it is over; none after a reboot.
    pub(crate) fn left_ms(&self, now: &Moment) -> Option<u64> {
        (self.boot_id == now.boot_id).then(|| self.at_ms.saturating_sub(now.ms))
    }

    /// It is known to be over.
    pub(crate) fn is_over(&self, now: &Moment) -> bool {
        self.left_ms(now) == Some(0)
    }

    /// The moment on this boot's monotonic clock, for a timer.
    pub(crate) fn at_ms(&self, now: &Moment) -> Option<u64> {
        (self.boot_id == now.boot_id).then_some(self.at_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reboot_makes_a_deadline_unknown_and_not_over() {
        let now = Moment { boot_id: "a".into(), ms: 1_000 };
        let deadline = now.after(500);
        let at = |boot: &str, ms| Moment { boot_id: boot.into(), ms };
        assert_eq!(deadline.left_ms(&now), Some(500));
        assert!(!deadline.is_over(&at("a", 1_499)));
        assert!(deadline.is_over(&at("a", 1_500)));
        assert_eq!(deadline.left_ms(&at("b", 9_000_000)), None);
        assert!(!deadline.is_over(&at("b", 9_000_000)));
    }
}
