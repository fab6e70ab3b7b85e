//! `cargo xtask bench` and `cargo xtask fuzz`: start the measuring and the fuzzing crate in a release build.

use crate::Result;

/// Runs `tests/bench` with the names it was given; true if it ended well.
pub(crate) fn run(names: &[String]) -> Result<bool> {
    // It starts the programs, which lie beside it.
    let started = names.is_empty() || names.iter().any(|name| "upload".starts_with(name.as_str()));
    let build = ["build", "--quiet", "--release", "--package", "kauth-cli", "--package", "kauth-server"];
    if started && !cargo(&build, &[])? {
        return Ok(false);
    }
    start("kauth-bench", names)
}

/// Runs `tests/fuzz` for so many minutes a target; true if nothing broke.
pub(crate) fn fuzz(minutes: u64, seed: Option<u64>, keep: bool, targets: &[String]) -> Result<bool> {
    let mut arguments = vec!["--minutes".to_owned(), minutes.to_string()];
    if let Some(seed) = seed {
        arguments.extend(["--seed".to_owned(), seed.to_string()]);
    }
    if keep {
        arguments.push("--keep".to_owned());
    }
    arguments.extend_from_slice(targets);
    start("kauth-fuzz", &arguments)
}

fn start(package: &str, arguments: &[String]) -> Result<bool> {
    cargo(&["run", "--quiet", "--release", "--package", package, "--"], arguments)
}

fn cargo(words: &[&str], more: &[String]) -> Result<bool> {
    crate::workspace::program("cargo")
        .args(words)
        .args(more)
        .status()
        .map(|status| status.success())
        .map_err(|e| format!("cargo did not start: {e}"))
}
