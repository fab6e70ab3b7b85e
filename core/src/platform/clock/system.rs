//! The machine's own clocks, for the terminal and the desktop. Phones lend theirs.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use ring::rand::SecureRandom;

use super::Clock;

/// The machine's own clocks.
///
/// On Linux and Android the monotonic one is `CLOCK_BOOTTIME` and the boot id the kernel's. On macOS `CLOCK_MONOTONIC`
/// counts through sleep too, and the boot id is `kern.bootsessionuuid`. Elsewhere a clock that may stand still in sleep is
/// all there is, and each process counts as a boot of its own: deadlines of an earlier one are unknown, never wrong, and
/// a wait after wrong passphrases begins anew with each process.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl SystemClock {
    /// The machine's own clocks.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Clock for SystemClock {
    fn wall_ms(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms| -ms),
        }
    }

    fn monotonic_ms(&self) -> u64 {
        monotonic_ms()
    }

    fn boot_id(&self) -> String {
        static BOOT: OnceLock<String> = OnceLock::new();
        BOOT.get_or_init(|| kernel_boot_id().unwrap_or_else(process_boot_id)).clone()
    }
}

#[cfg(unix)]
fn monotonic_ms() -> u64 {
    use rustix::time::{ClockId, clock_gettime};

    #[cfg(any(target_os = "linux", target_os = "android"))]
    const CLOCK: ClockId = ClockId::Boottime;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    const CLOCK: ClockId = ClockId::Monotonic;

    let now = clock_gettime(CLOCK);
    let seconds = u64::try_from(now.tv_sec).unwrap_or(0);
    let nanoseconds = u64::try_from(now.tv_nsec).unwrap_or(0);
    seconds.saturating_mul(1_000).saturating_add(nanoseconds / 1_000_000)
}

#[cfg(not(unix))]
fn monotonic_ms() -> u64 {
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn kernel_boot_id() -> Option<String> {
    let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let id = text.trim();
    (id.len() == 36).then(|| id.to_owned())
}

#[cfg(target_os = "macos")]
fn kernel_boot_id() -> Option<String> {
    let told =
        std::process::Command::new("/usr/sbin/sysctl").args(["-n", "kern.bootsessionuuid"]).output().ok()?;
    let id = String::from_utf8(told.stdout).ok()?.trim().to_owned();
    (id.len() == 36).then_some(id)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
fn kernel_boot_id() -> Option<String> {
    None
}

fn process_boot_id() -> String {
    let mut bytes = [0; 16];
    // Without random bytes the process id and the wall still tell two processes apart.
    if ring::rand::SystemRandom::new().fill(&mut bytes).is_err() {
        return format!("process-{}-{}", std::process::id(), SystemClock.wall_ms());
    }
    format!("process-{}", data_encoding::HEXLOWER.encode(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_monotonic_clock_does_not_go_back() {
        let clock = SystemClock::new();
        let first = clock.monotonic_ms();
        assert!((0..1_000).all(|_| clock.monotonic_ms() >= first));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_monotonic_clock_counts_from_the_boot_with_sleep() {
        let uptime = std::fs::read_to_string("/proc/uptime").unwrap();
        let seconds: f64 = uptime.split(' ').next().unwrap().parse().unwrap();
        let ours = SystemClock::new().monotonic_ms() as f64 / 1_000.0;
        assert!((0.0..60.0).contains(&(ours - seconds)), "{ours} against {seconds}");
    }

    #[test]
    fn the_boot_id_is_the_same_all_the_time() {
        assert_eq!(SystemClock::new().boot_id(), SystemClock::new().boot_id());
        assert!(!SystemClock::new().boot_id().is_empty());
    }

    #[test]
    fn two_processes_without_a_boot_id_are_two_boots() {
        assert_ne!(process_boot_id(), process_boot_id());
    }

    #[tokio::test]
    async fn a_moment_in_the_past_does_not_hold() {
        SystemClock::new().sleep_until(0).await;
    }
}
