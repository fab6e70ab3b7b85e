//! Measuring: batches long enough for the clock, contestants in turns, medians of the rounds.
//!
//! Turns, because a machine's speed drifts over seconds: both contestants of a round meet the same machine. Medians,
//! because what disturbs a round only ever makes it slower.

use std::time::{Duration, Instant};

/// One batch takes about this long.
const BATCH: Duration = Duration::from_millis(4);
const ROUNDS: usize = 75;

/// What one contestant took, and the rounds' ratio of two.
pub(crate) struct Comparison {
    pub(crate) ours: Duration,
    pub(crate) theirs: Duration,
    /// Median of each round's ours / theirs.
    pub(crate) ratio: f64,
}

/// Median time of one call of `work`.
pub(crate) fn time(mut work: impl FnMut()) -> Duration {
    let calls = calls_a_batch(&mut work);
    median_duration((0..ROUNDS).map(|_| batch(&mut work, calls)).collect())
}

/// Measures two ways of the same work in turns.
pub(crate) fn compare(ours: impl FnMut(), theirs: impl FnMut()) -> Comparison {
    compare_in(ROUNDS, ours, theirs)
}

/// Likewise, in so many rounds: for work of a good part of a second.
pub(crate) fn compare_in(rounds: usize, mut ours: impl FnMut(), mut theirs: impl FnMut()) -> Comparison {
    let (our_calls, their_calls) = (calls_a_batch(&mut ours), calls_a_batch(&mut theirs));
    let rounds: Vec<(Duration, Duration)> = (0..rounds)
        .map(|round| {
            // Who begins alternates: the second meets a warmer machine.
            if round % 2 == 0 {
                let first = batch(&mut ours, our_calls);
                (first, batch(&mut theirs, their_calls))
            } else {
                let first = batch(&mut theirs, their_calls);
                (batch(&mut ours, our_calls), first)
            }
        })
        .collect();
    Comparison {
        ours: median_duration(rounds.iter().map(|(ours, _)| *ours).collect()),
        theirs: median_duration(rounds.iter().map(|(_, theirs)| *theirs).collect()),
        ratio: median(
            rounds.iter().map(|(ours, theirs)| ours.as_secs_f64() / theirs.as_secs_f64()).collect(),
        ),
    }
}

/// How many calls fill a batch; warms up on the way.
fn calls_a_batch(work: &mut impl FnMut()) -> u32 {
    let mut calls = 1_u32;
    loop {
        let start = Instant::now();
        repeat(work, calls);
        if start.elapsed() >= BATCH {
            return calls;
        }
        calls = calls.saturating_mul(2);
    }
}

fn batch(work: &mut impl FnMut(), calls: u32) -> Duration {
    let start = Instant::now();
    repeat(work, calls);
    // Picoseconds would be lost in a Duration's nanoseconds only below a nanosecond a call.
    start.elapsed() / calls
}

fn repeat(work: &mut impl FnMut(), calls: u32) {
    for _ in 0..calls {
        work();
    }
}

fn median_duration(mut values: Vec<Duration>) -> Duration {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A duration in the unit that leaves one to three digits before the point.
pub(crate) fn pretty(duration: Duration) -> String {
    let nanoseconds = duration.as_secs_f64() * 1e9;
    match nanoseconds {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.1} µs", n / 1e3),
        n if n < 1e9 => format!("{:.1} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_disturbed_round_does_not_show() {
        let second = Duration::from_secs(1);
        assert_eq!(median_duration(vec![second, second * 90, second, second, second * 2]), second);
        assert!((median(vec![0.5, 9.0, 0.4]) - 0.5).abs() < f64::EPSILON);
        assert!(median(vec![]).is_nan());
    }

    #[test]
    fn a_batch_divides_by_its_calls() {
        let mut calls = 0_u64;
        repeat(&mut || calls += 1, 1_000);
        assert_eq!(calls, 1_000);
    }

    #[test]
    fn units_fit_the_number() {
        let shown = [106, 1_500, 12_345_678, 2_500_000_000].map(|n| pretty(Duration::from_nanos(n)));
        assert_eq!(shown, ["106 ns", "1.5 µs", "12.3 ms", "2.50 s"]);
    }
}
