//! What began something, as the wire has it ([`DisplayPair`]), in the person's words. One list for phones and console: a
//! label that only one of them knew would stand there in the other's.

use chrono::DateTime;
use kauth_protocol::display::{DisplayPair, label, place};

use crate::texts::Texts;

impl Texts {
    /// Label and value of a pair: the protocol's own labels, places and times in this language, everything else as it was
    /// written. A time is the reader's own, at `utc_offset_minutes` (positive east of Greenwich), or of a reader whose zone
    /// is not known as [`Self::date_time_utc`] has it.
    #[must_use]
    pub fn pair(&self, pair: &DisplayPair, utc_offset_minutes: Option<i32>) -> (String, String) {
        let name = match pair.label.as_str() {
            label::SITE => self.request_label_site(),
            label::BROWSER => self.request_label_browser(),
            label::SYSTEM => self.request_label_system(),
            label::PLACE => self.request_label_place(),
            label::ADDRESS => self.request_label_address(),
            label::LOGIN => self.request_label_login(),
            label::TIME => self.request_label_time(),
            label::TITLE => self.request_label_title(),
            other => other.to_owned(),
        };
        let value = match (pair.label.as_str(), pair.value.as_str()) {
            (label::PLACE, place::THIS_NETWORK) => self.place_this_network(),
            (label::PLACE, place::THIS_COMPUTER) => self.place_this_machine(),
            (label::PLACE, place::UNKNOWN) => self.place_unknown(),
            (label::TIME, time) => DateTime::parse_from_rfc3339(time).map_or_else(
                |_| time.to_owned(),
                |time| match utc_offset_minutes {
                    Some(minutes) => self.date_time(time.timestamp(), minutes),
                    None => self.date_time_utc(time.timestamp()),
                },
            ),
            (_, value) => value.to_owned(),
        };
        (name, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn german(label: &str, value: &str) -> (String, String) {
        let pair = DisplayPair { label: label.into(), value: value.into() };
        Texts::of(Language::German).pair(&pair, Some(60))
    }

    #[test]
    fn what_the_protocol_names_is_translated() {
        let labels = [
            label::SITE,
            label::BROWSER,
            label::SYSTEM,
            label::PLACE,
            label::ADDRESS,
            label::LOGIN,
            label::TIME,
            label::TITLE,
        ];
        for name in labels {
            let (label, value) = german(name, "this_network?");
            assert!(label != name && label.starts_with(char::is_uppercase), "{label}");
            assert_eq!(value, "this_network?");
        }
        for code in [place::THIS_NETWORK, place::THIS_COMPUTER, place::UNKNOWN] {
            assert_ne!(german(label::PLACE, code).1, code);
            assert_eq!(german(label::BROWSER, code).1, code, "a code is one at its place only");
        }
        assert_eq!(german("Betrag", "5 €"), ("Betrag".into(), "5 €".into()));
    }

    #[test]
    fn a_time_is_the_persons_own_and_what_is_none_stays() {
        for (written, read) in [
            ("2026-11-23T21:17:58Z", "23. November 2026, 22:17 Uhr"),
            ("2026-11-23T21:17:58.123Z", "23. November 2026, 22:17 Uhr"),
            ("2026-11-23T23:17:58+02:00", "23. November 2026, 22:17 Uhr"),
            ("2026-12-31T23:30:00Z", "1. Januar 2027, 00:30 Uhr"),
            ("2026-02-29T12:00:00Z", "2026-02-29T12:00:00Z"),
            ("2026-11-23", "2026-11-23"),
            ("soon", "soon"),
        ] {
            assert_eq!(german(label::TIME, written).1, read);
        }
    }

    #[test]
    fn to_a_reader_whose_zone_is_not_known_a_time_names_its_own() {
        for (written, read) in
            [("2026-11-23T21:17:58+02:00", "23. November 2026, 19:17 Uhr (UTC)"), ("soon", "soon")]
        {
            let pair = DisplayPair { label: label::TIME.into(), value: written.into() };
            assert_eq!(Texts::of(Language::German).pair(&pair, None).1, read);
        }
    }
}
