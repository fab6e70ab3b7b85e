//! What is left of a time that a view gave in milliseconds.

use kauth_texts::Texts;

/// In the catalogue's short form, rounded up: what still counts for half a second is not over.
pub(crate) fn time_left(ms: u64, texts: &Texts) -> String {
    texts.duration_short(i64::try_from(ms.div_ceil(1000)).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use kauth_texts::Language;

    use super::*;

    #[test]
    fn what_is_left_is_rounded_up() {
        let left = |ms| time_left(ms, Texts::of(Language::English));
        assert_eq!(left(0), "0:00");
        assert_eq!(left(1), "0:01");
        assert_eq!(left(17_001), "0:18");
        assert_eq!(left(245_000), "4:05");
    }
}
