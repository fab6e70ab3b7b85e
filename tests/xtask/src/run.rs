//! Runs the stages, one after the other, and says how each ended.
//!
//! A stage's output goes to `target/xtask/STAGE.log`; the terminal gets one line a stage, and of a failing one the
//! part of the log that says why. A failing stage does not stop the others. With `CI=true` missing tools are
//! installed first, whatever is skipped counts as failed, and no command may take longer than 20 minutes.

use crate::changed::Scope;
use crate::report::{Tally, excerpt, minutes};
use crate::stages::{self, Judge, Program, Stage, Step};
use crate::tools::{self, Tool};
use crate::workspace::Workspace;
use crate::{Result, setup};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const SECONDS_A_COMMAND: u32 = 20 * 60;

/// How a stage ended.
struct Ending {
    tally: Tally,
    /// What to show under its line.
    said: String,
}

/// Runs the named stages (all if none is named); true if nothing failed.
pub(crate) fn run(changed: bool, only: &[String]) -> Result<bool> {
    let start = Instant::now();
    let ci = std::env::var_os("CI").is_some_and(|value| value == "true");
    let workspace = Workspace::read()?;
    let scope = if changed { Scope::of_changes(&workspace)? } else { Scope::All };
    let chosen: Vec<&Stage> = stages::ALL
        .iter()
        .filter(|stage| only.is_empty() || only.iter().any(|name| name == stage.name))
        .collect();
    if ci && chosen.iter().flat_map(|stage| stage.needs).any(|tool| !tool.is_here()) {
        // What stays missing fails its stages below.
        if let Err(trouble) = setup::run(false) {
            println!("setup: {trouble}");
        }
    }
    let logs = workspace.target.join("xtask");
    fs::create_dir_all(&logs).map_err(|e| format!("{}: {e}", logs.display()))?;

    let mut sum = Tally::default();
    for stage in chosen {
        print!("{:<14} ", stage.name);
        let _ = io::stdout().flush();
        if !stage.is_touched(&scope) {
            println!("not touched");
            continue;
        }
        let began = Instant::now();
        let log = logs.join(format!("{}.log", stage.name));
        let mut ending = match stage.needs.iter().find(|tool| !tool.is_here()) {
            Some(missing) => skipped(*missing),
            None => perform(stage, &workspace, &scope, &log, ci)?,
        };
        if ci && ending.tally.skipped > 0 {
            ending.said.push_str("    skipped, and with CI=true nothing may be\n");
            ending.tally.failed += std::mem::take(&mut ending.tally.skipped);
        }
        let verdict = match ending.tally {
            Tally { failed: 1.., .. } => "FAILED",
            Tally { passed: 0, skipped: 1.., .. } => "skipped",
            _ => "ok",
        };
        println!("{verdict:<8} {:<38} {}", ending.tally.to_string(), minutes(began.elapsed()));
        print!("{}", ending.said);
        if ending.tally.failed > 0 {
            println!("    whole log: {}", log.display());
        }
        sum += ending.tally;
    }
    println!("in all {}", minutes(start.elapsed()));
    println!("{sum}");
    Ok(sum.failed == 0)
}

fn skipped(missing: Tool) -> Ending {
    let said = format!("    {} is missing; `cargo xtask setup` installs it\n", missing.name());
    Ending { tally: Tally { skipped: 1, ..Tally::default() }, said }
}

fn perform(stage: &Stage, workspace: &Workspace, scope: &Scope, log: &Path, ci: bool) -> Result<Ending> {
    File::create(log).map_err(|e| format!("{}: {e}", log.display()))?;
    let mut ending = Ending { tally: Tally::default(), said: String::new() };
    let mut counts_tests = false;
    for step in (stage.steps)(workspace, scope) {
        let builds = matches!(step, Step::Run(_));
        let (tally, why) = match step {
            Step::Impossible(why) => (failed(1), Some(format!("    {why}\n"))),
            Step::Own(check) => own(check, workspace, log)?,
            Step::Run(program) => {
                counts_tests |= program.judge == Judge::CountTests;
                let (success, output) = start(&program, workspace, log, ci)?;
                let tally = judged(program.judge, success, &output);
                (tally, (tally.failed > 0).then(|| excerpt(&output)))
            }
        };
        ending.tally += tally;
        ending.said.extend(why);
        // It did not even build: later steps would only say so again.
        if tally.failed > 0 && tally.passed == 0 && builds {
            break;
        }
    }
    if counts_tests && ending.tally.is_empty() && *scope == Scope::All {
        ending = Ending { tally: failed(1), said: "    it ran no test at all\n".to_owned() };
    }
    Ok(ending)
}

fn own(
    check: fn(&Workspace) -> Result<Vec<String>>,
    workspace: &Workspace,
    log: &Path,
) -> Result<(Tally, Option<String>)> {
    // A check that cannot look has not passed; the other stages still run.
    let wrong = check(workspace).unwrap_or_else(|trouble| vec![trouble]);
    let lines: String = wrong.iter().map(|line| format!("    {line}\n")).collect();
    append(log, &lines)?;
    Ok(if wrong.is_empty() { (PASSED, None) } else { (failed(1), Some(lines)) })
}

const PASSED: Tally = Tally { passed: 1, failed: 0, skipped: 0 };

fn failed(count: usize) -> Tally {
    Tally { failed: count, ..Tally::default() }
}

fn judged(judge: Judge, success: bool, output: &str) -> Tally {
    match judge {
        Judge::MustSucceed if success => PASSED,
        Judge::Prepares if success => Tally::default(),
        Judge::MustSucceed | Judge::Prepares => failed(1),
        Judge::MustFailWith(words) if !success && output.contains(words) => PASSED,
        Judge::MustFailWith(_) => failed(1),
        Judge::CountTests => {
            let mut tally = Tally::of_tests(output);
            // It did not compile, or a test took its whole process down.
            if !success && tally.failed == 0 {
                tally.failed = 1;
            }
            tally
        }
    }
}

/// Runs a program, its output appended to the log; gives its success and what this command printed.
fn start(program: &Program, workspace: &Workspace, log: &Path, ci: bool) -> Result<(bool, String)> {
    let Program { name, arguments, environment, .. } = program;
    append(log, &format!("$ {name} {}\n", arguments.join(" ")))?;
    let trouble = |e: io::Error| format!("{}: {e}", log.display());
    let before = fs::metadata(log).map_err(trouble)?.len();
    let output = File::options().append(true).open(log).map_err(trouble)?;
    let mut command = bounded(name, if ci { tools::on_path("timeout") } else { None });
    command
        .args(arguments)
        .current_dir(&workspace.root)
        .env("CARGO_TERM_COLOR", "never")
        .env("RUSTDOCFLAGS", "-D warnings")
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(output.try_clone().map_err(trouble)?)
        .stderr(output);
    if ci {
        command.env("CARGO_INCREMENTAL", "0");
    }
    let status = command.status().map_err(|e| format!("{name} did not start: {e}"))?;
    let bytes = fs::read(log).map_err(trouble)?;
    let own = bytes.get(usize::try_from(before).unwrap_or_default()..).unwrap_or_default();
    Ok((status.success(), String::from_utf8_lossy(own).into_owned()))
}

/// A hanging test must not hold a CI machine for hours; `timeout` also ends what the command started.
fn bounded(program: &str, timeout: Option<PathBuf>) -> Command {
    let Some(timeout) = timeout else { return Command::new(program) };
    let mut command = Command::new(timeout);
    command.args(["--kill-after=10", &SECONDS_A_COMMAND.to_string(), program]);
    command
}

fn append(log: &Path, text: &str) -> Result<()> {
    File::options()
        .append(true)
        .open(log)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|e| format!("{}: {e}", log.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREEN: &str = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n";

    #[test]
    fn tests_are_counted_and_a_crash_is_a_failure() {
        assert_eq!(judged(Judge::CountTests, true, GREEN), Tally { passed: 3, ..Tally::default() });
        assert_eq!(judged(Judge::CountTests, false, GREEN), Tally { passed: 3, failed: 1, skipped: 0 });
        assert_eq!(judged(Judge::CountTests, false, "error: could not compile"), failed(1));
        let red = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(judged(Judge::CountTests, false, red), Tally { passed: 1, failed: 2, skipped: 0 });
    }

    #[test]
    fn a_guard_must_fail_for_its_own_reason() {
        let guard = Judge::MustFailWith("is for tests");
        assert_eq!(judged(guard, false, "error: this is for tests"), PASSED);
        assert_eq!(judged(guard, false, "error: disk full"), failed(1));
        assert_eq!(judged(guard, true, "this is for tests"), failed(1));
    }

    #[test]
    fn preparing_counts_only_when_it_fails() {
        assert!(judged(Judge::Prepares, true, "").is_empty());
        assert_eq!(judged(Judge::Prepares, false, ""), failed(1));
    }
}
