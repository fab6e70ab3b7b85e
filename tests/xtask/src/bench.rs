//! `cargo xtask bench`: starts the measuring crate in a release build, without debug assertions in the way.

use crate::Result;
use std::process::Command;

/// Runs `tests/bench` with the names it was given; true if it ended well.
pub(crate) fn run(names: &[String]) -> Result<bool> {
    Command::new("cargo")
        .args(["run", "--quiet", "--release", "--package", "kauth-bench", "--"])
        .args(names)
        .status()
        .map(|status| status.success())
        .map_err(|e| format!("cargo did not start: {e}"))
}
