//! Runs the stages, one after the other, and says how each ended. What builds in a folder of its own runs beside them at
//! the lowest priority, and is told of at the end: cores that tests leave idle are enough for it.
//!
//! A stage's output goes to `target/xtask/STAGE.log`; the terminal gets one line a stage, and of a failing one the
//! part of the log that says why. A failing stage does not stop the others. With `CI=true` missing tools are
//! installed first, whatever is skipped counts as failed, and no command may take longer than 20 minutes (60 beside).

use crate::changed::Scope;
use crate::report::{Tally, excerpt, minutes};
use crate::stages::{self, Judge, Program, Stage, Step};
use crate::tools::{self, Tool};
use crate::workspace::{self, Workspace};
use crate::{Result, setup};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

const SECONDS_A_COMMAND: u32 = 30 * 60;
const SECONDS_BESIDE: u32 = 80 * 60;

/// How a stage ended.
#[derive(Default)]
struct Ending {
    tally: Tally,
    /// What to show under its line.
    said: String,
    took: Duration,
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

    let (beside, in_turn): (Vec<&Stage>, Vec<&Stage>) = chosen.into_iter().partition(|stage| stage.beside);
    let runner = Runner { workspace: &workspace, scope: &scope, logs: &logs, ci };
    let mut sum = Tally::default();
    std::thread::scope(|threads| -> Result<()> {
        let running: Vec<_> =
            beside.iter().map(|stage| (stage, threads.spawn(|| runner.perform(stage)))).collect();
        for stage in in_turn {
            print!("{:<14} ", stage.name);
            let _ = io::stdout().flush();
            sum += runner.report(stage, runner.perform(stage)?);
        }
        for (stage, thread) in running {
            print!("{:<14} ", stage.name);
            let _ = io::stdout().flush();
            let ended = thread.join().map_err(|_| format!("{} panicked", stage.name))?;
            sum += runner.report(stage, ended?);
        }
        Ok(())
    })?;
    println!("in all {}", minutes(start.elapsed()));
    println!("{sum}");
    Ok(sum.failed == 0)
}

/// What every stage needs to run.
struct Runner<'a> {
    workspace: &'a Workspace,
    scope: &'a Scope,
    logs: &'a Path,
    ci: bool,
}

impl Runner<'_> {
    /// Runs a stage; none if the changes are none of its business.
    fn perform(&self, stage: &Stage) -> Result<Option<Ending>> {
        if !stage.is_touched(self.scope) {
            return Ok(None);
        }
        let began = Instant::now();
        let mut ending = match stage.needs.iter().find(|tool| !tool.is_here()) {
            Some(missing) => skipped(*missing),
            None => self.steps(stage)?,
        };
        if self.ci && ending.tally.skipped > 0 {
            ending.said.push_str("    skipped, and with CI=true nothing may be\n");
            ending.tally.failed += std::mem::take(&mut ending.tally.skipped);
        }
        ending.took = began.elapsed();
        Ok(Some(ending))
    }

    fn steps(&self, stage: &Stage) -> Result<Ending> {
        let log = self.log(stage);
        File::create(&log).map_err(|e| format!("{}: {e}", log.display()))?;
        let mut ending = Ending::default();
        let mut counts_tests = false;
        for step in (stage.steps)(self.workspace, self.scope) {
            let builds = matches!(step, Step::Run(_));
            let (tally, why) = match step {
                Step::Impossible(why) => (failed(1), Some(format!("    {why}\n"))),
                Step::Own(check) => own(check, self.workspace, &log)?,
                Step::Run(program) => {
                    counts_tests |= program.judge == Judge::CountTests;
                    let (success, output) = self.start(stage, &program, &log)?;
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
        if counts_tests && ending.tally.is_empty() && *self.scope == Scope::All {
            return Ok(Ending { tally: failed(1), said: "    it ran no test at all\n".to_owned(), ..ending });
        }
        Ok(ending)
    }

    /// Runs a program, its output appended to the log; gives its success and what this command printed.
    fn start(&self, stage: &Stage, program: &Program, log: &Path) -> Result<(bool, String)> {
        let Program { name, arguments, environment, .. } = program;
        append(log, &format!("$ {name} {}\n", arguments.join(" ")))?;
        let trouble = |e: io::Error| format!("{}: {e}", log.display());
        let before = fs::metadata(log).map_err(trouble)?.len();
        let output = File::options().append(true).open(log).map_err(trouble)?;
        let mut words = lead(stage.beside, self.ci);
        words.push(name.clone());
        words.extend(arguments.iter().cloned());
        let mut command = workspace::program(&words.remove(0));
        command
            .args(words)
            .current_dir(&self.workspace.root)
            .env("CARGO_TERM_COLOR", "never")
            .env("RUSTDOCFLAGS", "-D warnings")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(output.try_clone().map_err(trouble)?)
            .stderr(output);
        if self.ci {
            command.env("CARGO_INCREMENTAL", "0");
        }
        let status = command.status().map_err(|e| format!("{name} did not start: {e}"))?;
        let bytes = fs::read(log).map_err(trouble)?;
        let own = bytes.get(usize::try_from(before).unwrap_or_default()..).unwrap_or_default();
        Ok((status.success(), String::from_utf8_lossy(own).into_owned()))
    }

    fn log(&self, stage: &Stage) -> PathBuf {
        self.logs.join(format!("{}.log", stage.name))
    }

    /// Prints the rest of a stage's line, and gives what counts of it.
    fn report(&self, stage: &Stage, ending: Option<Ending>) -> Tally {
        let Some(Ending { tally, said, took }) = ending else {
            println!("not touched");
            return Tally::default();
        };
        let verdict = match tally {
            Tally { failed: 1.., .. } => "FAILED",
            Tally { passed: 0, skipped: 1.., .. } => "skipped",
            _ => "ok",
        };
        println!("{verdict:<8} {:<38} {}", tally.to_string(), minutes(took));
        print!("{said}");
        if tally.failed > 0 {
            println!("    whole log: {}", self.log(stage).display());
        }
        tally
    }
}

/// The words before a command. A hanging test must not hold a CI machine for hours; `timeout` also ends what the command
/// started. What runs beside others takes only what they leave.
fn lead(beside: bool, ci: bool) -> Vec<String> {
    let mut words = Vec::new();
    if beside && let Some(nice) = tools::on_path("nice") {
        words.extend([nice.to_string_lossy().into_owned(), "-n19".to_owned()]);
    }
    if ci && let Some(timeout) = tools::on_path("timeout") {
        let most = if beside { SECONDS_BESIDE } else { SECONDS_A_COMMAND };
        words.extend([
            timeout.to_string_lossy().into_owned(),
            "--kill-after=10".to_owned(),
            most.to_string(),
        ]);
    }
    words
}

fn skipped(missing: Tool) -> Ending {
    let said = format!("    {} is missing; `cargo xtask setup` installs it\n", missing.name());
    Ending { tally: Tally { skipped: 1, ..Tally::default() }, said, ..Ending::default() }
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

    #[test]
    fn what_runs_beside_others_is_slow_and_has_its_time() {
        assert!(lead(false, false).is_empty());
        let beside = lead(true, true).join(" ");
        assert!(beside.contains("nice -n19 ") && beside.ends_with(" 4800"), "{beside}");
        assert!(lead(false, true).join(" ").ends_with("timeout --kill-after=10 1800"));
    }
}
