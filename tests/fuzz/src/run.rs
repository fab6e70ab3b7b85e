//! A run: draws, changes, tries, and keeps what a target had never said before.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::change::{Dice, change};
use crate::corpus::Corpus;
use crate::targets::{Said, Target};

/// How long a run goes on.
#[derive(Clone, Copy, Debug)]
pub enum Budget {
    /// So many inputs: the same on every machine.
    Inputs(u64),
    /// So much time.
    Time(Duration),
}

/// An input that broke an invariant.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Which invariant, in words.
    pub why: String,
    /// The bytes.
    pub input: Vec<u8>,
}

/// What a run saw.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Inputs tried, the corpus included.
    pub inputs: u64,
    /// What the target said, and how often.
    pub said: BTreeMap<String, u64>,
    /// Inputs that made it say something for the first time.
    pub new: Vec<Vec<u8>>,
    /// The most memory one input took, in bytes; 0 if the program does not count it.
    pub memory: usize,
    /// The longest that one input took.
    pub longest: Duration,
    /// The input that took it.
    pub slowest: Vec<u8>,
    /// The first broken invariant; the run ends with it.
    pub failure: Option<Failure>,
}

/// Tries the corpus as it is, and then changes of it.
#[must_use]
pub fn run(target: &Target, corpus: &Corpus, seed: u64, budget: Budget) -> Report {
    let began = Instant::now();
    let mut report = Report::default();
    let mut kept: Vec<Vec<u8>> = corpus.inputs.clone();
    for input in &corpus.inputs {
        if !report.takes(target, input) {
            return report;
        }
    }
    let mut dice = Dice::new(seed);
    loop {
        let goes_on = match budget {
            Budget::Inputs(most) => report.inputs < most,
            Budget::Time(most) => began.elapsed() < most,
        };
        if !goes_on || kept.is_empty() {
            return report;
        }
        let one = kept.get(dice.below(kept.len())).cloned().unwrap_or_default();
        let other = kept.get(dice.below(kept.len())).map(Vec::as_slice).unwrap_or_default();
        let input = change(&mut dice, &one, other, target.words, target.most_bytes);
        let known = report.said.len();
        if !report.takes(target, &input) {
            return report;
        }
        if report.said.len() > known {
            report.new.push(input.clone());
            kept.push(input);
        }
    }
}

impl Report {
    /// Tries one input; false if it broke an invariant.
    fn takes(&mut self, target: &Target, input: &[u8]) -> bool {
        self.inputs += 1;
        peak_alloc::PeakAlloc.reset_peak_usage();
        let before = peak_alloc::PeakAlloc.current_usage();
        let began = Instant::now();
        let tried = catch_unwind(AssertUnwindSafe(|| (target.take)(input)));
        let took = began.elapsed();
        let memory = peak_alloc::PeakAlloc.peak_usage().saturating_sub(before);
        if took > self.longest {
            (self.longest, self.slowest) = (took, input.to_vec());
        }
        self.memory = self.memory.max(memory);
        let why = match tried {
            Err(panic) => Some(format!("it panicked: {}", words(&*panic))),
            Ok(Said::Broken(why)) => Some(why),
            Ok(_) if memory > target.most_memory => Some(format!("it took {memory} bytes of memory")),
            Ok(_) if took > target.most_time => Some(format!("it took {took:?}")),
            Ok(Said::This(said)) => {
                *self.said.entry(said).or_default() += 1;
                None
            }
        };
        if let Some(why) = why {
            self.failure = Some(Failure { why, input: input.to_vec() });
        }
        self.failure.is_none()
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without words")
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    fn target(take: fn(&[u8]) -> Said) -> Target {
        Target { name: "own", take, words: &[b"BAD"], most_bytes: 64, ..crate::TARGETS[0] }
    }

    fn corpus() -> Corpus {
        Corpus { inputs: vec![b"good".to_vec()] }
    }

    #[test]
    fn a_panic_and_a_broken_invariant_end_the_run_with_their_input() {
        let panics = target(|input| {
            if input.windows(3).any(|word| word == b"BAD") {
                panic!("bad")
            }
            Said::This("fine".into())
        });
        let report = run(&panics, &corpus(), 1, Budget::Inputs(2_000));
        let failure = report.failure.map(|failure| (failure.why, failure.input));
        let found = failure.is_some_and(|(why, input)| why == "it panicked: bad" && input.len() >= 3);
        assert!(found && report.inputs < 2_000);
        let broken = target(|input| match input.len() {
            0..=8 => Said::This("short".into()),
            _ => Said::Broken("long".into()),
        });
        let report = run(&broken, &corpus(), 1, Budget::Inputs(2_000));
        assert_eq!(report.failure.map(|failure| failure.why), Some("long".into()));
    }

    #[test]
    fn what_was_never_said_before_is_gone_on_from() {
        let deep = target(|input| {
            let right = input.iter().zip(b"GOODNESS").take_while(|(one, other)| one == other).count();
            Said::This(right.to_string())
        });
        let report = run(&deep, &corpus(), 1, Budget::Inputs(30_000));
        assert!(report.said.len() >= 4, "{:?}", report.said);
        assert_eq!(report.inputs, 30_000);
        assert_eq!(report.said, run(&deep, &corpus(), 1, Budget::Inputs(30_000)).said, "seeded");
    }
}
