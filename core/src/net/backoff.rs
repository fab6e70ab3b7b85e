//! Waiting after errors: full jitter between nothing and a doubling bound, from one second to one minute. What the
//! provider says (`Retry-After`) counts to the second.

const FIRST_MS: u64 = 1_000;
const LAST_MS: u64 = 60_000;
const LONGEST_RETRY_AFTER_S: u32 = 3_600;

/// Milliseconds to wait after the `failures`-th failure in a row (from 1). `random` is 64 unpredictable bits.
pub(crate) fn delay_ms(failures: u32, retry_after_s: Option<u32>, random: u64) -> u64 {
    if let Some(seconds) = retry_after_s {
        return u64::from(seconds.min(LONGEST_RETRY_AFTER_S)) * 1_000;
    }
    let doublings = failures.saturating_sub(1).min(6);
    let bound = (FIRST_MS << doublings).min(LAST_MS);
    random % (bound + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_from_a_second_to_a_minute() {
        let worst = |failures| (0..2_000).map(|n| delay_ms(failures, None, n * 7_919)).max().unwrap();
        for (failures, bound) in [(1, 1_000), (2, 2_000), (3, 4_000), (6, 32_000), (7, 60_000), (50, 60_000)]
        {
            assert!(worst(failures) <= bound);
            assert_eq!(delay_ms(failures, None, bound), bound);
            assert_eq!(delay_ms(failures, None, bound + 1), 0);
        }
    }

    #[test]
    fn retry_after_counts_to_the_second() {
        assert_eq!(delay_ms(1, Some(17), 5), 17_000);
        assert_eq!(delay_ms(9, Some(u32::MAX), 5), 3_600_000);
    }
}
