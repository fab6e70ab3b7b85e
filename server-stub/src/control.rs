//! The clock of a server process that a suite started: the machine's, moved by `KAUTH_CLOCK_OFFSET_MS`.
//!
//! Only with the feature `test-control`, which no release build has.

use std::num::ParseIntError;
use std::sync::Arc;

use kauth_server::clock::{Clock, Sleep, SystemClock};

struct Moved {
    by_ms: i64,
}

impl Clock for Moved {
    fn now_unix_ms(&self) -> i64 {
        SystemClock.now_unix_ms().saturating_add(self.by_ms)
    }

    fn sleep_until(&self, unix_ms: i64) -> Sleep {
        SystemClock.sleep_until(unix_ms.saturating_sub(self.by_ms))
    }
}

/// The clock that the environment asks for.
pub(crate) fn clock() -> Result<Arc<dyn Clock>, ParseIntError> {
    match std::env::var("KAUTH_CLOCK_OFFSET_MS") {
        Ok(text) => Ok(Arc::new(Moved { by_ms: text.parse()? })),
        Err(_) => Ok(Arc::new(SystemClock)),
    }
}
