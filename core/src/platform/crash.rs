//! Named points at which a crash test kills the process, and a disk that is full on demand. In release builds, and
//! without the feature `fakes`, both are nothing at all.

/// Ends the process at once, as kill -9 would, if the environment's `KAUTH_CRASH_AT` is `name`; `name:3` means the
/// third time it gets here.
#[cfg(all(feature = "fakes", debug_assertions))]
pub(crate) fn crash_point(name: &str) {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    static AT: OnceLock<Option<(String, u32)>> = OnceLock::new();
    static PASSED: AtomicU32 = AtomicU32::new(0);
    let at = AT.get_or_init(|| std::env::var("KAUTH_CRASH_AT").ok().map(|value| parse(&value)));
    if let Some((point, times)) = at
        && point == name
        && PASSED.fetch_add(1, Ordering::SeqCst).saturating_add(1) == *times
    {
        std::process::abort();
    }
}

#[cfg(all(feature = "fakes", debug_assertions))]
fn parse(value: &str) -> (String, u32) {
    match value.rsplit_once(':').and_then(|(name, times)| Some((name, times.parse().ok()?))) {
        Some((name, times)) => (name.to_owned(), times),
        None => (value.to_owned(), 1),
    }
}

/// Nothing: this build has no crash points.
#[cfg(not(all(feature = "fakes", debug_assertions)))]
#[inline]
pub(crate) fn crash_point(_name: &str) {}

/// So many pages (4 KiB) the vault may have, at least what it has already: the environment's `KAUTH_DISK_PAGES`.
#[cfg(all(feature = "fakes", debug_assertions))]
pub(crate) fn disk_pages() -> Option<u32> {
    std::env::var("KAUTH_DISK_PAGES").ok()?.parse().ok()
}

/// The disk is as large as it is.
#[cfg(not(all(feature = "fakes", debug_assertions)))]
#[inline]
pub(crate) fn disk_pages() -> Option<u32> {
    None
}

#[cfg(all(test, feature = "fakes", debug_assertions))]
mod tests {
    use super::parse;

    #[test]
    fn a_point_may_say_which_time_it_kills() {
        assert_eq!(parse("vault.after_commit"), ("vault.after_commit".to_owned(), 1));
        assert_eq!(parse("vault.after_commit:3"), ("vault.after_commit".to_owned(), 3));
    }
}
