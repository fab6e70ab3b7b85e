//! Wrong passphrases lead to a growing wait. It is counted on the monotonic clock: setting the wall clock does not
//! shorten it, and after a reboot it begins anew.

use serde::{Deserialize, Serialize};

use crate::platform::Clock;

/// This many wrong ones in a row are free.
const FREE: u32 = 4;
const FIRST_WAIT_MS: u64 = 30_000;
const LONGEST_WAIT_MS: u64 = 3_600_000;

/// Wrong passphrases in a row, and the wait they led to. Kept on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attempts {
    failures: u32,
    wait: Option<Wait>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wait {
    boot_id: String,
    until_ms: u64,
}

impl Attempts {
    /// One more passphrase is about to be tried: counted before it is, so that a kill in between does not undo it.
    pub(super) fn counted(&self, clock: &dyn Clock) -> Self {
        Self::of(self.failures.saturating_add(1), clock)
    }

    /// The same after a reboot, its wait begun anew; nothing where there was no reboot.
    pub(super) fn rebooted(&self, clock: &dyn Clock) -> Option<Self> {
        let wait = self.wait.as_ref()?;
        (wait.boot_id != clock.boot_id()).then(|| Self::of(self.failures, clock))
    }

    /// Milliseconds until another may be tried.
    pub(super) fn left_ms(&self, clock: &dyn Clock) -> Option<u64> {
        let until = self.wait.as_ref()?.until_ms;
        let left = until.saturating_sub(clock.monotonic_ms());
        (left > 0).then_some(left)
    }

    fn of(failures: u32, clock: &dyn Clock) -> Self {
        let wait = wait_ms(failures)
            .map(|ms| Wait { boot_id: clock.boot_id(), until_ms: clock.monotonic_ms().saturating_add(ms) });
        Self { failures, wait }
    }
}

fn wait_ms(failures: u32) -> Option<u64> {
    let doublings = failures.checked_sub(FREE.saturating_add(1))?;
    let factor = 1_u64.checked_shl(doublings.min(20)).unwrap_or(u64::MAX);
    Some(FIRST_WAIT_MS.saturating_mul(factor).min(LONGEST_WAIT_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_half_a_minute_to_an_hour() {
        let waits: Vec<_> = (0..14).map(|failures| wait_ms(failures).map(|ms| ms / 1_000)).collect();
        let expected = [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600].map(Some);
        assert_eq!(waits[..5], [None; 5]);
        assert_eq!(waits[5..], expected);
        assert_eq!(wait_ms(u32::MAX), Some(LONGEST_WAIT_MS));
    }
}
