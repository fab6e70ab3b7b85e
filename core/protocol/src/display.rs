//! Rules for text that a server sends and a phone shows: what breaks them is not signed and not shown.
//!
//! A person decides by what the screen says, so nothing may reorder, hide or split it.

use serde::{Deserialize, Serialize};
use unicode_normalization::is_nfc;

/// Longest label, in characters (Unicode scalar values).
pub const MAX_LABEL: usize = 64;
/// Longest value, in characters.
pub const MAX_VALUE: usize = 1024;
/// Most pairs in one request.
pub const MAX_PAIRS: usize = 32;

/// One line that a request shows: all pairs are shown, wrapped, never cut.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisplayPair {
    /// What it is. Of a sign-in it is one of [`label`]'s names, which the phone translates; otherwise the
    /// relying party's own words.
    pub label: String,
    /// The value, shown as it is.
    pub value: String,
}

/// Labels with a meaning that the phone shows in the person's language.
pub mod label {
    /// The site that asks, as the person knows it.
    pub const SITE: &str = "site";
    /// The browser's name, from the server's list.
    pub const BROWSER: &str = "browser";
    /// The operating system's name, from the server's list.
    pub const SYSTEM: &str = "system";
    /// Where the address is, or one of the server's words for "this network" and "place unknown".
    pub const PLACE: &str = "place";
    /// The IP address that asks.
    pub const ADDRESS: &str = "address";
    /// The login address that somebody typed, whether anybody has it or not.
    pub const LOGIN: &str = "login";
    /// When it began, RFC 3339 in UTC.
    pub const TIME: &str = "time";
    /// What an action would do, in one line: the first pair of every action.
    pub const TITLE: &str = "title";
}

/// Values of [`label::PLACE`] that are codes and not names.
pub mod place {
    /// A private or link-local address.
    pub const THIS_NETWORK: &str = "this_network";
    /// A loopback address.
    pub const THIS_COMPUTER: &str = "this_computer";
    /// Nothing is known, and nothing is invented.
    pub const UNKNOWN: &str = "unknown";
}

/// Which rule a text breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisplayError {
    /// No text, or only white space.
    #[error("empty")]
    Empty,
    /// More characters or pairs than allowed.
    #[error("too long")]
    TooLong,
    /// Not in Unicode normalisation form C.
    #[error("not NFC")]
    NotNfc,
    /// A control, bidi-control, line-separating, invisible or unassignable character.
    #[error("forbidden character")]
    Forbidden,
}

/// Checks one text of at most `max` characters.
///
/// # Errors
/// The first rule that it breaks.
pub fn check_text(text: &str, max: usize) -> Result<(), DisplayError> {
    if text.trim().is_empty() {
        return Err(DisplayError::Empty);
    }
    if text.chars().count() > max {
        return Err(DisplayError::TooLong);
    }
    if text.chars().any(is_forbidden) {
        return Err(DisplayError::Forbidden);
    }
    if is_nfc(text) { Ok(()) } else { Err(DisplayError::NotNfc) }
}

/// Checks all pairs of a request.
///
/// # Errors
/// The first rule that is broken.
pub fn check_pairs(pairs: &[DisplayPair]) -> Result<(), DisplayError> {
    if pairs.len() > MAX_PAIRS {
        return Err(DisplayError::TooLong);
    }
    pairs.iter().try_for_each(|pair| {
        check_text(&pair.label, MAX_LABEL)?;
        check_text(&pair.value, MAX_VALUE)
    })
}

/// Makes a stranger's text (a device's own name, say) showable: NFC, forbidden characters dropped, white space
/// joined, cut to `max` characters. Empty if nothing is left.
#[must_use]
pub fn sanitise(text: &str, max: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let clean: String = spaced.chars().filter(|c| !is_forbidden(*c)).collect();
    let joined = clean.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    joined.nfc().take(max).collect::<String>().trim_end().to_owned()
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0D}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{3164}' | '\u{FFA0}' | '\u{E000}'..='\u{F8FF}'
            | '\u{E0000}'..='\u{10FFFF}')
        || (u32::from(c) & 0xFFFE) == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_can_mislead_is_refused() {
        let cases = [
            ("", DisplayError::Empty),
            (" \u{a0} ", DisplayError::Empty),
            ("a\u{202E}b", DisplayError::Forbidden),
            ("a\u{2066}b", DisplayError::Forbidden),
            ("a\u{200F}b", DisplayError::Forbidden),
            ("a\u{061C}b", DisplayError::Forbidden),
            ("a\nb", DisplayError::Forbidden),
            ("a\u{2028}b", DisplayError::Forbidden),
            ("pay\u{200B}pal", DisplayError::Forbidden),
            ("a\u{E0041}", DisplayError::Forbidden),
            ("a\u{0}b", DisplayError::Forbidden),
            ("e\u{301}", DisplayError::NotNfc),
        ];
        for (text, error) in cases {
            assert_eq!(check_text(text, 64), Err(error), "{text:?}");
        }
        for fine in ["Zürich", "Ελλάδα", "עברית", "東京", "👍🏽", "O’Neill & Söhne – 12,50 €"]
        {
            assert_eq!(check_text(fine, 64), Ok(()), "{fine}");
        }
    }

    #[test]
    fn lengths_count_characters() {
        let text = "ü".repeat(MAX_LABEL);
        assert_eq!(check_text(&text, MAX_LABEL), Ok(()));
        assert_eq!(check_text(&(text + "ü"), MAX_LABEL), Err(DisplayError::TooLong));
        let pair = DisplayPair { label: "a".into(), value: "b".into() };
        assert_eq!(check_pairs(&vec![pair.clone(); MAX_PAIRS]), Ok(()));
        assert_eq!(check_pairs(&vec![pair; MAX_PAIRS + 1]), Err(DisplayError::TooLong));
    }

    #[test]
    fn what_is_sanitised_may_be_shown() {
        assert_eq!(sanitise(" Anna\u{202E}s \n\t phone e\u{301}", 64), "Annas phone é");
        assert_eq!(sanitise("\u{200B}", 64), "");
        let cut = sanitise(&"x ".repeat(100), 9);
        assert_eq!(cut, "x x x x x");
        assert_eq!(check_text(&cut, 9), Ok(()));
    }
}
