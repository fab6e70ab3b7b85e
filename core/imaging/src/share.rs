//! Work that falls into parts, shared among the machine's cores: somebody holds a card still until it is done.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism, scope};

/// What becomes of each part, in their order. This thread and as many more as there are cores take one after the other;
/// where the system gives no thread, this one does them all.
pub(crate) fn among_cores<T: Send, R: Send>(parts: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let more = available_parallelism().map_or(1, usize::from).min(parts.len()).saturating_sub(1);
    let queue = Mutex::new(parts.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let take =
        || -> Vec<(usize, R)> { std::iter::from_fn(next).map(|(place, part)| (place, work(part))).collect() };
    let mut done = scope(|scope| {
        let others: Vec<_> =
            (0..more).filter_map(|_| Builder::new().spawn_scoped(scope, take).ok()).collect();
        let mut done = take();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_parts() {
        let parts: Vec<u32> = (0..100).collect();
        assert_eq!(
            among_cores(parts.clone(), |part| part * part),
            parts.iter().map(|part| part * part).collect::<Vec<_>>()
        );
        assert_eq!(among_cores(Vec::<u32>::new(), |part| part), []);
    }

    #[test]
    #[should_panic(expected = "a bad part")]
    fn a_part_that_panics_is_not_lost() {
        among_cores(vec![1, 2, 3], |part| assert!(part != 2, "a bad part"));
    }
}
