//! Spaces that must not break, so that no line begins with a question mark or an ellipsis. The catalogue is written
//! with ordinary spaces, which every editor shows; here they become the ones that the language's printers use.

use std::borrow::Cow;

const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';

/// French: a narrow space before `;`, `!` and `?`, a full one before `:` and inside « and ».
pub(crate) fn french(text: &str) -> Cow<'_, str> {
    set(text, |before, after| match (before, after) {
        (_, Some(';' | '!' | '?')) => Some(NARROW_NO_BREAK),
        (_, Some(':' | '»')) | (Some('«'), _) => Some(NO_BREAK),
        _ => None,
    })
}

/// German: the ellipsis that stands for left-out words stays with the word before it.
pub(crate) fn german(text: &str) -> Cow<'_, str> {
    set(text, |_, after| (after == Some('…')).then_some(NO_BREAK))
}

/// Replaces the spaces for which `space`, given the characters before and after, has another one.
fn set(text: &str, space: impl Fn(Option<char>, Option<char>) -> Option<char>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut taken = 0;
    for (at, _) in text.match_indices(' ') {
        let (before, after) = text.split_at(at);
        let after = after.strip_prefix(' ').unwrap_or_default();
        if let Some(other) = space(before.chars().next_back(), after.chars().next()) {
            out.push_str(before.get(taken..).unwrap_or_default());
            out.push(other);
            taken = at + 1;
        }
    }
    if taken == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(taken..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_marks_stay_with_their_words() {
        assert_eq!(
            french("Dire « oui » ? Non ; ici : là !"),
            "Dire «\u{a0}oui\u{a0}»\u{202f}? Non\u{202f}; ici\u{a0}: là\u{202f}!"
        );
        assert_eq!(french("Nommé « "), "Nommé «\u{a0}");
        assert_eq!(french(" » ?"), "\u{a0}»\u{202f}?");
        assert!(matches!(french("Rien à faire"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_german_ellipsis_stays_with_its_word() {
        assert_eq!(german("Einen Moment …"), "Einen Moment\u{a0}…");
        assert_eq!(german("Wirklich ? Ja"), "Wirklich ? Ja");
    }
}
