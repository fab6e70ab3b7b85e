//! Times as requests carry them: RFC 3339 in UTC, `2026-05-03T14:05:09Z`, and nothing looser.

/// Unix seconds of such a text.
pub(super) fn unix_seconds(text: &str) -> Option<i64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let time = time.split_once('.').map_or(time, |(whole, _)| whole);
    let mut date = date.splitn(3, '-').map(number);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let mut time = time.splitn(3, ':').map(number);
    let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
    let sane = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    sane.then(|| days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
}

fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Days from 1970-01-01, by a calendar whose year begins in March so that leap days come last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let of_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::unix_seconds;

    #[test]
    fn known_instants_are_read() {
        assert_eq!(unix_seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(unix_seconds("2000-02-29T12:34:56Z"), Some(951_827_696));
        assert_eq!(unix_seconds("2026-11-23T21:17:58.123Z"), Some(1_795_468_678));
    }

    #[test]
    fn what_is_looser_is_not() {
        for bad in [
            "",
            "2026-11-23",
            "2026-11-23T21:17:58+01:00",
            "2026-13-01T00:00:00Z",
            "2026-11-23 21:17:58Z",
            "2026-1a-23T21:17:58Z",
            "-026-11-23T21:17:58Z",
        ] {
            assert_eq!(unix_seconds(bad), None, "{bad}");
        }
    }
}
