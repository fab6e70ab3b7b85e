//! The languages, and how one is chosen for a person.

use fluent_langneg::{
    LanguageIdentifier, NegotiationStrategy, convert_vec_str_to_langids_lossy, negotiate_languages,
};

/// A language of the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, also what everybody gets whose language we lack.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Italian.
    Italian,
    /// Spanish.
    Spanish,
    /// For tests of layouts: long, accented, bracketed and read from right to left, made from English. No person is
    /// ever given it by [`Language::negotiate`].
    Pseudo,
}

/// Where a language starts its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the left.
    LeftToRight,
    /// From the right.
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

impl Language {
    /// The languages a person can have, in the order a list shows them.
    pub const ALL: [Self; 5] = [Self::English, Self::German, Self::French, Self::Italian, Self::Spanish];

    /// The BCP 47 tag, as in HTML's `lang`: `en`, `de`, `fr`, `it`, `es`; the pseudo-language is `en-XA`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Italian => "it",
            Self::Spanish => "es",
            Self::Pseudo => "en-XA",
        }
    }

    /// The language of exactly this tag (in any case), the pseudo-language included: for a setting, a flag or a cookie.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Pseudo]).find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// What the language calls itself, for a list to choose from.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Italian => "Italiano",
            Self::Spanish => "Español",
            Self::Pseudo => "Pseudo",
        }
    }

    /// Where its lines start.
    #[must_use]
    pub fn dir(self) -> Direction {
        match self {
            Self::Pseudo => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110 §12.5.4) or a phone's list of languages joined by
    /// commas. Weights count, `q=0` refuses, equal weights keep their order; nothing known gives English.
    #[must_use]
    pub fn negotiate(wanted: &str) -> Self {
        let mut ranges: Vec<(u16, LanguageIdentifier)> =
            wanted.split(',').take(MAX_RANGES).filter_map(range).collect();
        ranges.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let requested: Vec<LanguageIdentifier> = ranges.into_iter().map(|(_, tag)| tag).collect();
        let available: Vec<LanguageIdentifier> =
            convert_vec_str_to_langids_lossy(Self::ALL.iter().map(|language| language.tag()));
        let best = negotiate_languages(&requested, &available, None, NegotiationStrategy::Lookup);
        best.first()
            .and_then(|tag| Self::ALL.into_iter().find(|language| language.tag() == tag.language.as_str()))
            .unwrap_or_default()
    }
}

/// More than any browser sends; the rest of a longer header is ignored.
const MAX_RANGES: usize = 32;

/// One range of the header: its weight in thousandths, and its tag. Underscores, as phones write them, are hyphens.
fn range(item: &str) -> Option<(u16, LanguageIdentifier)> {
    let mut parts = item.split(';').map(str::trim);
    let tag = parts.next()?.replace('_', "-").parse().ok()?;
    let weight = match parts.next() {
        None => 1000,
        Some(weight) => {
            let weight: f32 =
                weight.strip_prefix("q=").or_else(|| weight.strip_prefix("Q="))?.parse().ok()?;
            if !(0.0..=1.0).contains(&weight) {
                return None;
            }
            (weight * 1000.0).round() as u16
        }
    };
    (weight > 0).then_some((weight, tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_gives_the_best_language_we_have() {
        for (header, wanted) in [
            ("de-CH,de;q=0.9", Language::German),
            ("de_AT", Language::German),
            ("pt-BR, fr-CA;q=0.8, en;q=0.5", Language::French),
            ("en;q=0.2, it;q=0.9", Language::Italian),
            ("es-419", Language::Spanish),
            ("en-US,en;q=0.9,de;q=0.8", Language::English),
            ("en;q=0, de;q=0.1", Language::German),
            ("DE", Language::German),
            ("zh-Hant-TW, ja", Language::English),
            ("*", Language::English),
            ("", Language::English),
            (",;q=,;;q=9,de;q=banana, \u{0}, 🦀", Language::English),
        ] {
            assert_eq!(Language::negotiate(header), wanted, "{header}");
        }
    }

    #[test]
    fn the_pseudo_language_is_never_negotiated() {
        assert_eq!(Language::negotiate("en-XA"), Language::English);
        assert_eq!(Language::from_tag("en-xa"), Some(Language::Pseudo));
    }

    #[test]
    fn every_tag_finds_its_language() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
            assert_eq!(Language::negotiate(language.tag()), language);
        }
        assert_eq!(Language::from_tag("pt"), None);
    }
}
