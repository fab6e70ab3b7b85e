//! Named points at which a crash test kills the process.
//!
//! Without the feature `test-control` (release builds refuse it) a point is nothing at all.

/// Ends the process at once, as kill -9 would, if the environment's `KAUTH_CRASH_AT` is `name`.
#[cfg(feature = "test-control")]
pub fn crash_point(name: &str) {
    use std::sync::OnceLock;
    static AT: OnceLock<Option<String>> = OnceLock::new();
    if AT.get_or_init(|| std::env::var("KAUTH_CRASH_AT").ok()).as_deref() == Some(name) {
        std::process::abort();
    }
}

/// Nothing: this build has no crash points.
#[cfg(not(feature = "test-control"))]
#[inline]
pub fn crash_point(_name: &str) {}

#[cfg(all(feature = "test-control", not(debug_assertions)))]
compile_error!("test-control is not for release builds");
