//! Counting: what `cargo test`, Maven and `swift test` printed becomes numbers, a failing log becomes the few lines
//! that say why. Their closing lines cannot be mistaken for each other, so that one reader serves all.

use std::fmt;
use std::ops::AddAssign;
use std::time::Duration;

/// Tests (or whole stages that are one check) by how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl Tally {
    /// Nothing ran at all.
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Sums what each test program said at its end. A test that did not run is skipped, not passed.
    pub(crate) fn of_tests(log: &str) -> Self {
        let mut sum = Self::default();
        let mut swift = Self::default();
        let mut all_of_xctest = false;
        for line in log.lines() {
            if let Some(rest) = line.strip_prefix("test result: ") {
                sum += cargo(rest);
            } else if let Some(rest) = after_level(line).strip_prefix("Tests run: ") {
                sum += surefire(rest);
            } else if line.starts_with("Test Suite 'All tests' ")
                || line.starts_with("Test Suite 'Selected tests' ")
            {
                all_of_xctest = !line.contains("' started at ");
            } else if let Some(rest) = line.trim().strip_prefix("Executed ") {
                // Each suite says it; the last one, of all suites, counts.
                if std::mem::take(&mut all_of_xctest) {
                    swift.passed += number(rest);
                }
            } else if let Some(rest) = without_mark(line).strip_prefix("Test run with ") {
                swift.passed += number(rest);
            } else {
                match ending_of_swift_test(line) {
                    Some("failed") => swift.failed += 1,
                    Some("skipped") => swift.skipped += 1,
                    _ => {}
                }
            }
        }
        // Swift's totals hold every test, however it ended.
        swift.passed = swift.passed.saturating_sub(swift.failed + swift.skipped);
        sum += swift;
        sum
    }
}

/// `ok. 2 passed; 0 failed; 1 ignored; …`
fn cargo(rest: &str) -> Tally {
    let mut tally = Tally::default();
    let numbers = rest.split_once(". ").map_or(rest, |(_verdict, numbers)| numbers);
    for part in numbers.split("; ") {
        match part.split_once(' ') {
            Some((count, "passed")) => tally.passed += number(count),
            Some((count, "failed")) => tally.failed += number(count),
            Some((count, "ignored")) => tally.skipped += number(count),
            _ => {}
        }
    }
    tally
}

/// `5, Failures: 1, Errors: 0, Skipped: 2`: a module's sum. That of a class has its time, too, and is left out.
fn surefire(rest: &str) -> Tally {
    if rest.contains("Time elapsed") {
        return Tally::default();
    }
    let mut tally = Tally { passed: number(rest), ..Tally::default() };
    for part in rest.split(", ") {
        match part.split_once(": ") {
            Some(("Failures" | "Errors", count)) => tally.failed += number(count),
            Some(("Skipped", count)) => tally.skipped += number(count),
            _ => {}
        }
    }
    tally.passed = tally.passed.saturating_sub(tally.failed + tally.skipped);
    tally
}

/// Maven begins its lines with `[INFO] ` and the like.
fn after_level(line: &str) -> &str {
    line.strip_prefix('[').and_then(|rest| rest.split_once("] ")).map_or(line, |(_, rest)| rest)
}

/// Swift Testing begins its lines with a sign.
fn without_mark(line: &str) -> &str {
    line.trim_start_matches(|c: char| !c.is_ascii()).trim_start()
}

/// The verdict in `Test Case 'X.testBad' failed (0.001 seconds)` and `✘ Test bad() failed after 0.006 seconds …`; a
/// title may hold the same words, so the last one decides.
fn ending_of_swift_test(line: &str) -> Option<&'static str> {
    if let Some(rest) = line.strip_prefix("Test Case '") {
        let ending = rest.split_once("' ")?.1;
        return ["failed", "skipped"].into_iter().find(|word| ending.starts_with(word));
    }
    let rest = without_mark(line).strip_prefix("Test ").filter(|_| !line.is_ascii())?;
    if rest.ends_with(" started.") || rest.contains(" recorded an issue ") {
        return None;
    }
    [(" passed after ", "passed"), (" failed after ", "failed"), (" skipped", "skipped")]
        .into_iter()
        .filter_map(|(words, verdict)| Some((rest.rfind(words)?, verdict)))
        .max()
        .map(|(_, verdict)| verdict)
}

/// The number that the text begins with.
fn number(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit())
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or_default()
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// `m:ss min`.
pub(crate) fn minutes(taken: Duration) -> String {
    let seconds = taken.as_secs_f64().round() as u64;
    format!("{}:{:02} min", seconds / 60, seconds % 60)
}

const EXCERPT_LINES: usize = 80;
const TAIL_LINES: usize = 40;

/// The part of a failing log that says why: what the failing tests printed, else the first compiler error and what
/// follows, else the end.
pub(crate) fn excerpt(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    let mut of_tests = Vec::new();
    let mut inside = false;
    for line in &lines {
        match *line {
            "failures:" => inside = false,
            start if start.starts_with("---- ") => inside = true,
            _ => {}
        }
        if inside {
            of_tests.push(*line);
        }
    }
    let chosen: Vec<&str> = if !of_tests.is_empty() {
        of_tests.into_iter().take(EXCERPT_LINES).collect()
    } else if let Some(first) = lines.iter().position(|line| is_error(line)) {
        lines.iter().skip(first).take(EXCERPT_LINES).copied().collect()
    } else {
        lines.iter().skip(lines.len().saturating_sub(TAIL_LINES)).copied().collect()
    };
    chosen.into_iter().map(|line| format!("    {line}\n")).collect()
}

/// How compilers, Maven, linters started by it and Swift's tests begin their complaints.
fn is_error(line: &str) -> bool {
    ["error", "[ERROR]", "✘"].into_iter().any(|start| line.starts_with(start))
        || line.contains(": error: ")
        || after_level(line).trim_start().starts_with("[java] ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_line_counts() {
        let log = "\
running 3 tests
test a ... ok
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 4 filtered out; finished in 0.00s
   Doc-tests kauth_otp
test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.10s
";
        assert_eq!(Tally::of_tests(log), Tally { passed: 7, failed: 2, skipped: 1 });
    }

    #[test]
    fn a_log_without_results_counts_nothing() {
        assert!(Tally::of_tests("error: could not compile `x`\nmy test result: ok. 5 passed\n").is_empty());
    }

    #[test]
    fn a_module_of_maven_counts_once() {
        let log = "\
[INFO] Running app.kauth.LinkTest
[ERROR] Tests run: 4, Failures: 1, Errors: 1, Skipped: 1, Time elapsed: 0.2 s <<< FAILURE! -- in app.kauth.LinkTest
[INFO] Results:
[ERROR] Tests run: 4, Failures: 1, Errors: 1, Skipped: 1
[INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0
[WARNING] Tests run: 2, Failures: 0, Errors: 0, Skipped: 2
";
        assert_eq!(Tally::of_tests(log), Tally { passed: 8, failed: 2, skipped: 3 });
    }

    #[test]
    fn both_of_swifts_test_libraries_count() {
        let log = "\
Test Suite 'All tests' started at 2026-11-28 22:10:08.184
Test Suite 'X' started at 2026-11-28 22:10:08.206
Test Case 'X.testBad' started at 2026-11-28 22:10:08.206
Test Case 'X.testBad' failed (0.001 seconds)
Test Case 'X.testGood' passed (0.0 seconds)
Test Case 'X.testSkip' skipped (0.0 seconds)
Test Suite 'X' failed at 2026-11-28 22:10:08.207
\t Executed 2 tests, with 1 test skipped and 2 failures (0 unexpected) in 0.001 (0.001) seconds
Test Suite 'All tests' failed at 2026-11-28 22:10:08.207
\t Executed 3 tests, with 1 test skipped and 2 failures (0 unexpected) in 0.001 (0.001) seconds
✘ Test off() skipped: \"not here\"
✘ Test each(n:) recorded an issue with 1 argument n → 2 at T.swift:7:51: Expectation failed: (n → 2) != 2
✘ Test each(n:) failed after 0.006 seconds with 1 issue.
◇ Test \"what was skipped\" started.
✔ Test \"what was skipped\" passed after 0.006 seconds.
✘ Test \"with a title\" failed after 0.006 seconds with 2 issues.
✘ Suite Numbers failed after 0.012 seconds with 4 issues.
✘ Test run with 5 tests failed after 0.014 seconds with 3 issues.
";
        assert_eq!(Tally::of_tests(log), Tally { passed: 3, failed: 3, skipped: 2 });
    }

    #[test]
    fn the_last_line_reads_as_promised() {
        assert_eq!(Tally { passed: 12, failed: 0, skipped: 3 }.to_string(), "12 passed, 0 failed, 3 skipped");
    }

    #[test]
    fn time_is_in_minutes() {
        assert_eq!(minutes(Duration::from_millis(63_400)), "1:03 min");
        assert_eq!(minutes(Duration::from_millis(59_700)), "1:00 min");
    }

    #[test]
    fn a_failing_test_is_quoted_wherever_it_stands() {
        let log = format!(
            "running\n\nfailures:\n\n---- it_holds stdout ----\nassertion failed\n\nfailures:\n    it_holds\n{}",
            "other test ... ok\n".repeat(200)
        );
        assert_eq!(excerpt(&log), "    ---- it_holds stdout ----\n    assertion failed\n    \n");
    }

    #[test]
    fn a_compiler_error_is_quoted_from_its_start() {
        let log = format!("{}error[E0308]: mismatched\n --> x.rs\n", "Compiling y\n".repeat(100));
        assert_eq!(excerpt(&log), "    error[E0308]: mismatched\n     --> x.rs\n");
    }

    #[test]
    fn other_compilers_are_quoted_too() {
        for complaint in [
            "[ERROR] a.kt:[3,4] Unresolved",
            "a.swift:4: error: no",
            "✘ Test a() recorded an issue",
            "[INFO]      [java] a.kt:3:1: Unused import",
        ] {
            let log = format!("{}{complaint}\nnext\n", "Compiling y\n".repeat(100));
            assert_eq!(excerpt(&log), format!("    {complaint}\n    next\n"));
        }
    }

    #[test]
    fn anything_else_shows_its_end() {
        let log: String = (0..100).map(|n| format!("line {n}\n")).collect();
        assert!(excerpt(&log).starts_with("    line 60\n") && excerpt(&log).ends_with("    line 99\n"));
    }
}
