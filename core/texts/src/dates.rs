//! Dates, times and durations in a language's own form. Months are words, because 03/04 is two days; hours are the
//! clock's 24 in every language, because the catalogue serves all of a language's countries. The words are the
//! catalogue's: chrono's locales are three hundred languages, and 200 kB on every phone.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, FixedOffset};

use crate::language::Language;
use crate::texts::Texts;

/// 1 January of the year 1 and 31 December 9999: beyond, a date means nothing to a person.
const EARLIEST: i64 = -62_135_596_800;
const LATEST: i64 = 253_402_300_799;
/// The largest offset that chrono knows, one minute short of a day.
const LARGEST_OFFSET: i32 = 24 * 60 - 1;

impl Texts {
    /// A day, such as `24 Dec 2026` or `24. Dezember 2026`. `unix_seconds` outside the years 1 to 9999 is taken as the
    /// nearest within; `utc_offset_minutes` is positive east of Greenwich.
    #[must_use]
    pub fn date(&self, unix_seconds: i64, utc_offset_minutes: i32) -> String {
        self.written(unix_seconds, utc_offset_minutes, |language, first_of_month| match language {
            Language::English | Language::Pseudo => "%-d %B %Y",
            Language::German => "%-d. %B %Y",
            Language::French if first_of_month => "1er %B %Y",
            Language::French | Language::Italian => "%-d %B %Y",
            Language::Spanish => "%-d de %B de %Y",
        })
    }

    /// A time of day, such as `14:05`.
    #[must_use]
    pub fn time(&self, unix_seconds: i64, utc_offset_minutes: i32) -> String {
        self.written(unix_seconds, utc_offset_minutes, |_, _| "%H:%M")
    }

    /// A day and a time of day, such as `24 Dec 2026, 14:05` or `24. Dezember 2026, 14:05 Uhr`.
    #[must_use]
    pub fn date_time(&self, unix_seconds: i64, utc_offset_minutes: i32) -> String {
        self.written(unix_seconds, utc_offset_minutes, |language, first_of_month| match language {
            Language::English | Language::Pseudo => "%-d %B %Y, %H:%M",
            Language::German => "%-d. %B %Y, %H:%M Uhr",
            Language::French if first_of_month => "1er %B %Y à %H:%M",
            Language::French => "%-d %B %Y à %H:%M",
            Language::Italian => "%-d %B %Y, %H:%M",
            Language::Spanish => "%-d de %B de %Y, %H:%M",
        })
    }

    /// As [`Self::date_time`] for whoever's zone is not known, such as a reader of a page or a mail: in Coordinated
    /// Universal Time, and says so. The zone's name is the same in all languages (ITU-R TF.460).
    #[must_use]
    pub fn date_time_utc(&self, unix_seconds: i64) -> String {
        format!("{} (UTC)", self.date_time(unix_seconds, 0))
    }

    /// A countdown, such as `1:45`, or `1:02:03` from an hour on; what is over is `0:00`.
    #[must_use]
    pub fn duration_short(&self, seconds: i64) -> String {
        let seconds = seconds.max(0);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours > 0 {
            format!("{hours}:{minutes:02}:{seconds:02}")
        } else {
            format!("{minutes}:{seconds:02}")
        }
    }

    /// A span of time in words, in its largest unit, rounded: `45 seconds`, `3 minutes`, `2 hours`, `5 days`. Hours
    /// reach to two days. The sign does not count.
    #[must_use]
    pub fn duration(&self, seconds: i64) -> String {
        let seconds = i64::try_from(seconds.unsigned_abs()).unwrap_or(i64::MAX);
        let rounded = |unit: i64| seconds.saturating_add(unit / 2) / unit;
        if seconds < 60 {
            self.duration_seconds(seconds)
        } else if rounded(60) < 60 {
            self.duration_minutes(rounded(60))
        } else if rounded(3600) < 48 {
            self.duration_hours(rounded(3600))
        } else {
            self.duration_days(rounded(86_400))
        }
    }

    fn written(
        &self,
        unix_seconds: i64,
        utc_offset_minutes: i32,
        form: impl FnOnce(Language, bool) -> &'static str,
    ) -> String {
        let offset = utc_offset_minutes.clamp(-LARGEST_OFFSET, LARGEST_OFFSET) * 60;
        let seconds =
            unix_seconds.clamp(EARLIEST + i64::from(-offset.min(0)), LATEST - i64::from(offset.max(0)));
        let (Some(offset), Some(utc)) = (FixedOffset::east_opt(offset), DateTime::from_timestamp(seconds, 0))
        else {
            return String::new();
        };
        let local = utc.with_timezone(&offset);
        let language = self.language();
        let month = self.date_month(i64::from(local.month()));
        let form = form(language, local.day() == 1).replace("%B", &month);
        let mut text = String::new();
        // Fails only for an unknown letter in the forms above, each of which has a test.
        let _ = write!(text, "{}", local.format(&form));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-12-24 13:05:09 UTC.
    const EVE: i64 = 1_798_117_509;

    #[test]
    fn each_language_writes_its_own_date() {
        for (language, date, date_time) in [
            (Language::English, "24 Dec 2026", "24 Dec 2026, 14:05"),
            (Language::German, "24. Dezember 2026", "24. Dezember 2026, 14:05 Uhr"),
            (Language::French, "24 décembre 2026", "24 décembre 2026 à 14:05"),
            (Language::Italian, "24 dicembre 2026", "24 dicembre 2026, 14:05"),
            (Language::Spanish, "24 de diciembre de 2026", "24 de diciembre de 2026, 14:05"),
        ] {
            let texts = Texts::of(language);
            assert_eq!(texts.date(EVE, 60), date);
            assert_eq!(texts.date_time(EVE, 60), date_time);
            assert_eq!(texts.time(EVE, 60), "14:05");
        }
    }

    #[test]
    fn a_time_for_anybody_names_its_zone() {
        for (language, text) in [
            (Language::English, "24 Dec 2026, 13:05 (UTC)"),
            (Language::German, "24. Dezember 2026, 13:05 Uhr (UTC)"),
            (Language::French, "24 décembre 2026 à 13:05 (UTC)"),
            (Language::Italian, "24 dicembre 2026, 13:05 (UTC)"),
            (Language::Spanish, "24 de diciembre de 2026, 13:05 (UTC)"),
        ] {
            assert_eq!(Texts::of(language).date_time_utc(EVE), text);
        }
    }

    #[test]
    fn the_offset_moves_the_day() {
        let texts = Texts::of(Language::English);
        assert_eq!(texts.date_time(EVE, 11 * 60), "25 Dec 2026, 00:05");
        assert_eq!(texts.date_time(EVE, -(13 * 60 + 30)), "23 Dec 2026, 23:35");
    }

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french() {
        assert_eq!(Texts::of(Language::French).date(1_772_323_200, 0), "1er mars 2026");
        assert_eq!(Texts::of(Language::French).date_time(1_772_323_200, 0), "1er mars 2026 à 00:00");
    }

    #[test]
    fn every_month_has_a_word_in_every_language() {
        for language in Language::ALL {
            let months: std::collections::BTreeSet<String> =
                (0..12).map(|month| Texts::of(language).date(1_768_435_200 + month * 2_635_200, 0)).collect();
            assert_eq!(months.len(), 12, "{months:?}");
            assert!(
                months.iter().all(|date| date.chars().filter(|c| c.is_alphabetic()).count() >= 3),
                "{months:?}"
            );
        }
    }

    #[test]
    fn no_number_is_too_large() {
        for language in Language::ALL {
            let texts = Texts::of(language);
            for seconds in [i64::MIN, -1, 0, i64::MAX] {
                for offset in [i32::MIN, 0, i32::MAX] {
                    assert!(!texts.date_time(seconds, offset).is_empty());
                    assert_eq!(texts.time(seconds, offset).len(), 5);
                }
            }
        }
        assert_eq!(Texts::of(Language::English).date(i64::MAX, i32::MAX), "31 Dec 9999");
    }

    #[test]
    fn a_countdown_reads_as_a_clock() {
        let texts = Texts::of(Language::English);
        for (seconds, text) in
            [(-5, "0:00"), (0, "0:00"), (7, "0:07"), (105, "1:45"), (3600, "1:00:00"), (3723, "1:02:03")]
        {
            assert_eq!(texts.duration_short(seconds), text);
        }
    }

    #[test]
    fn a_span_takes_its_largest_unit() {
        let texts = Texts::of(Language::English);
        for (seconds, text) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (59, "59 seconds"),
            (60, "1 minute"),
            (-180, "3 minutes"),
            (3569, "59 minutes"),
            (3599, "1 hour"),
            (47 * 3600, "47 hours"),
            (48 * 3600, "2 days"),
            (30 * 86_400, "30 days"),
        ] {
            assert_eq!(texts.duration(seconds), text, "{seconds}");
        }
        assert!(texts.duration(i64::MIN).ends_with(" days"));
    }
}
