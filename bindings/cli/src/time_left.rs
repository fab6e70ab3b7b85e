//! How long something still lasts, in the one form that needs no language: `18 s`, `4:05`.

/// Milliseconds as seconds or minutes, rounded up: what still counts for half a second is not over.
pub(crate) fn time_left(ms: u64) -> String {
    let seconds = ms.div_ceil(1000);
    if seconds < 60 { format!("{seconds} s") } else { format!("{}:{:02}", seconds / 60, seconds % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_rounds_up_and_turns_into_minutes() {
        assert_eq!(time_left(0), "0 s");
        assert_eq!(time_left(1), "1 s");
        assert_eq!(time_left(17_001), "18 s");
        assert_eq!(time_left(59_001), "1:00");
        assert_eq!(time_left(245_000), "4:05");
    }
}
