//! The pseudo-language: English, made longer, accented, bracketed and marked right-to-left, so that a layout shows
//! what it cuts off, what it does not translate and what it cannot mirror. It is made from the patterns, so
//! variables stay as they are.

use std::borrow::Cow;

/// U+200F: makes the line that starts with it run from the right (UAX #9).
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

/// One piece of text between variables: every letter accented, every second one doubled: half as long again,
/// where translations from English commonly grow by two fifths.
pub(crate) fn stretch(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() * 3);
    let mut double = true;
    for c in text.chars() {
        let accented = accent(c);
        out.push(accented);
        if c.is_alphabetic() {
            if double {
                out.push(accented);
            }
            double = !double;
        }
    }
    Cow::Owned(out)
}

/// The whole text, between brackets that show where it is cut.
pub(crate) fn frame(text: &str) -> String {
    format!("{RIGHT_TO_LEFT_MARK}⟦{text}⟧{RIGHT_TO_LEFT_MARK}")
}

fn accent(c: char) -> char {
    const PLAIN: &str = "abcdefghijklmnoprstuvwyzABCDEFGHIJKLMNOPRSTUVWYZ";
    const ACCENTED: &str = "áƀçđéƒĝĥíĵķĺɱñóþŕšţúṽŵýžÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓÞŔŠŢÚṼŴÝŽ";
    PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == c).map_or(c, |(_, accented)| accented)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_grows_by_half_and_keeps_its_shape() {
        assert_eq!(stretch("abcde fghij, 12"), "ááƀççđéé ƒĝĝĥííĵ, 12");
        assert_eq!(stretch(""), "");
    }

    #[test]
    fn the_frame_starts_a_line_from_the_right() {
        assert_eq!(frame("x"), "\u{200f}⟦x⟧\u{200f}");
    }
}
