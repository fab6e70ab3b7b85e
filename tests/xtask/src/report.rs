//! Counting: what `cargo test` printed becomes numbers, a failing log becomes the few lines that say why.

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

    /// Sums every `test result:` line of a log; ignored tests count as skipped.
    pub(crate) fn of_cargo_test(log: &str) -> Self {
        let mut sum = Self::default();
        for line in log.lines() {
            let Some(rest) = line.strip_prefix("test result: ") else { continue };
            let numbers = rest.split_once(". ").map_or(rest, |(_verdict, numbers)| numbers);
            for part in numbers.split("; ") {
                let Some((count, what)) = part.split_once(' ') else { continue };
                let Ok(count) = count.parse::<usize>() else { continue };
                match what {
                    "passed" => sum.passed += count,
                    "failed" => sum.failed += count,
                    "ignored" => sum.skipped += count,
                    _ => {}
                }
            }
        }
        sum
    }
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
    } else if let Some(first) = lines.iter().position(|l| l.starts_with("error")) {
        lines.iter().skip(first).take(EXCERPT_LINES).copied().collect()
    } else {
        lines.iter().skip(lines.len().saturating_sub(TAIL_LINES)).copied().collect()
    };
    chosen.into_iter().map(|line| format!("    {line}\n")).collect()
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
        assert_eq!(Tally::of_cargo_test(log), Tally { passed: 7, failed: 2, skipped: 1 });
    }

    #[test]
    fn a_log_without_results_counts_nothing() {
        assert!(
            Tally::of_cargo_test("error: could not compile `x`\nmy test result: ok. 5 passed\n").is_empty()
        );
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
    fn anything_else_shows_its_end() {
        let log: String = (0..100).map(|n| format!("line {n}\n")).collect();
        assert!(excerpt(&log).starts_with("    line 60\n") && excerpt(&log).ends_with("    line 99\n"));
    }
}
