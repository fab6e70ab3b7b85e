//! A line being typed: letters as people count them, a caret, nothing else.

use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroize;

/// Longer than anything the core takes; it only keeps a pasted novel out of the drawing.
const LONGEST: usize = 8 * 1024;

/// Half-typed text. It may be a secret: wiped when it goes, and `Debug` says nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Field {
    text: String,
    /// Byte offset, always between two letters.
    caret: usize,
}

impl Field {
    /// A field with a text in it, the caret behind it.
    pub(super) fn with(text: &str) -> Self {
        Self { text: text.to_owned(), caret: text.len() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Before and behind the caret.
    pub(super) fn halves(&self) -> (&str, &str) {
        self.text.split_at_checked(self.caret).unwrap_or((&self.text, ""))
    }

    /// Types or pastes; what would break the line is left out.
    pub(super) fn insert(&mut self, text: &str) {
        let clean: String = text.chars().filter(|c| !c.is_control()).collect();
        if self.text.len() + clean.len() <= LONGEST {
            self.text.insert_str(self.caret, &clean);
            self.caret += clean.len();
        }
    }

    pub(super) fn backspace(&mut self) {
        let start = self.before();
        self.text.replace_range(start..self.caret, "");
        self.caret = start;
    }

    pub(super) fn delete(&mut self) {
        let end = self.after();
        self.text.replace_range(self.caret..end, "");
    }

    pub(super) fn left(&mut self) {
        self.caret = self.before();
    }

    pub(super) fn right(&mut self) {
        self.caret = self.after();
    }

    pub(super) fn home(&mut self) {
        self.caret = 0;
    }

    pub(super) fn end(&mut self) {
        self.caret = self.text.len();
    }

    pub(super) fn clear(&mut self) {
        self.text.zeroize();
        self.caret = 0;
    }

    fn before(&self) -> usize {
        self.halves().0.grapheme_indices(true).next_back().map_or(0, |(place, _)| place)
    }

    fn after(&self) -> usize {
        self.caret + self.halves().1.graphemes(true).next().map_or(0, str::len)
    }
}

impl Drop for Field {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Field")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_what_a_person_counts() {
        let mut field = Field::with("ae\u{301}👩‍👧");
        field.left();
        field.backspace();
        assert_eq!(field.text(), "a👩‍👧");
        field.delete();
        assert_eq!(field.text(), "a");
    }

    #[test]
    fn the_caret_stays_within_the_line() {
        let mut field = Field::with("ab");
        field.right();
        field.insert("c");
        field.home();
        field.left();
        field.insert("_");
        field.end();
        field.delete();
        assert_eq!(field.text(), "_abc");
    }

    #[test]
    fn pasted_line_ends_do_not_get_in_and_novels_neither() {
        let mut field = Field::default();
        field.insert("one\r\ntwo\u{1b}[2J");
        assert_eq!(field.text(), "onetwo[2J");
        field.insert(&"x".repeat(LONGEST));
        assert_eq!(field.text(), "onetwo[2J");
    }

    #[test]
    fn nothing_typed_is_in_debug() {
        assert_eq!(format!("{:?}", Field::with("secret")), "Field");
    }
}
