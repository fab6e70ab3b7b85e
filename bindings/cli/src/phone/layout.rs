//! A page at a width: lines of text, where each stop lies, where the caret stands. Everything wraps; nothing is cut
//! but half-typed text, which follows its caret.

use std::ops::Range;

use kauth_texts::Texts;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::field::Field;
use super::input::FieldId;
use super::large::large;
use super::page::{AccountBlock, Block, Button, Choice, Meter, Page};
use super::paint::Paint;
use super::scene::Scene;
use crate::time_left::time_left;

/// From this width on an account's code stands beside its name.
const WIDE: usize = 60;
const CODE_COLUMN: usize = 30;
const MARK: &str = "▸ ";
const NO_MARK: &str = "  ";

/// A page's body at a width.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) lines: Vec<Line<'static>>,
    /// For each stop of the body, its lines.
    pub(super) stops: Vec<Range<usize>>,
    /// Line and column.
    pub(super) caret: Option<(usize, usize)>,
}

/// Lays out the body. `focus` counts the page's stops.
pub(super) fn body(page: &Page, scene: &Scene<'_>, paint: Paint, width: usize, focus: Option<usize>) -> Laid {
    let mut pen = Pen { texts: scene.texts, laid: Laid::default(), width: width.max(8), paint };
    for block in &page.body {
        let is_chosen = focus == Some(pen.laid.stops.len());
        pen.block(block, scene, is_chosen);
    }
    while pen.laid.lines.last().is_some_and(|line| line.width() == 0) {
        pen.laid.lines.pop();
    }
    pen.laid
}

/// Lays out the buttons. `focus` counts the buttons.
pub(super) fn buttons(
    buttons: &[Button],
    paint: Paint,
    width: usize,
    focus: Option<usize>,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for (place, button) in buttons.iter().enumerate() {
        let key = button.key.map_or_else(|| "[↵] ".to_owned(), |key| format!("[{key}] "));
        let is_chosen = focus == Some(place);
        for (part, text) in wrap(&format!("{key}{}", button.label), width).into_iter().enumerate() {
            let needed = text.width() + if used > 0 { 2 } else { 0 };
            if used > 0 && (part > 0 || used + needed > width) {
                lines.push(Line::from(std::mem::take(&mut spans)));
                used = 0;
            }
            if used > 0 {
                spans.push(Span::raw("  "));
                used += 2;
            }
            used += text.width();
            let style = if is_chosen { paint.chosen() } else { Style::new() };
            match text.strip_prefix(key.trim_end()) {
                Some(label) if !is_chosen => {
                    spans.push(Span::styled(key.trim_end().to_owned(), paint.strong()));
                    spans.push(Span::styled(label.to_owned(), style));
                }
                _ => spans.push(Span::styled(text, style)),
            }
        }
    }
    if !spans.is_empty() {
        lines.push(Line::from(spans));
    }
    lines
}

/// A bar with what is left in words.
pub(super) fn meter(meter: Meter, texts: &Texts, paint: Paint, width: usize) -> Line<'static> {
    let words = time_left(meter.left_ms, texts);
    if meter.total_ms == 0 {
        return Line::from(Span::styled(words, paint.strong()));
    }
    let length = width.saturating_sub(words.width() + 1).min(40);
    Line::from(vec![
        Span::styled(bar(meter, length), paint.meter(meter.left_ms)),
        Span::styled(format!(" {words}"), paint.strong()),
    ])
}

fn bar(meter: Meter, length: usize) -> String {
    let cells = u64::try_from(length).unwrap_or_default();
    let full = (cells * meter.left_ms).div_ceil(meter.total_ms.max(1)).min(cells);
    let full = usize::try_from(full).unwrap_or_default();
    format!("{}{}", "█".repeat(full), "░".repeat(length - full))
}

/// Wraps at words, and within a word that is wider than the line. Never loses a letter.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width.max(1))
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .break_words(true);
    textwrap::wrap(text, options).into_iter().map(|line| line.into_owned()).collect()
}

struct Pen<'a> {
    texts: &'a Texts,
    laid: Laid,
    width: usize,
    paint: Paint,
}

impl Pen<'_> {
    fn block(&mut self, block: &Block, scene: &Scene<'_>, is_chosen: bool) {
        match block {
            Block::Title(text) => {
                self.paragraph(text, self.paint.title());
                self.laid.lines.push(Line::default());
            }
            Block::Text(text) => self.paragraph(text, Style::new()),
            Block::Strong(text) | Block::Line(text) => self.paragraph(text, self.paint.strong()),
            Block::Faint(text) => self.paragraph(text, self.paint.faint()),
            Block::Warning(text) => self.hanging("! ", text, self.paint.warning()),
            Block::Large(code) => self.large(code),
            Block::Pair { label, value } => self.pair(label, value),
            Block::Gap => {
                // Never two, and none at the top.
                if self.laid.lines.last().is_some_and(|line| line.width() > 0) {
                    self.laid.lines.push(Line::default());
                }
            }
            Block::Field { id, label } => self.field(*id, label, scene.input.field(*id), is_chosen),
            Block::Choice(choice) => self.choice(choice, is_chosen),
            Block::Account(account) => self.account(account, scene.texts, is_chosen),
        }
    }

    fn paragraph(&mut self, text: &str, style: Style) {
        self.hanging("", text, style);
    }

    /// A paragraph whose first line has something before it, and the others as much room.
    fn hanging(&mut self, before: &str, text: &str, style: Style) {
        let room = " ".repeat(before.width());
        for (place, line) in
            wrap(text, self.width - before.width().min(self.width / 2)).into_iter().enumerate()
        {
            let before = if place == 0 { before } else { &room };
            self.laid.lines.push(Line::from(Span::styled(format!("{before}{line}"), style)));
        }
    }

    fn large(&mut self, code: &str) {
        if let Some(lines) = large(code, self.width) {
            let style = self.paint.code();
            self.laid.lines.extend(lines.map(|line| Line::from(Span::styled(line, style))));
        }
        self.paragraph(code, self.paint.strong());
    }

    fn pair(&mut self, label: &str, value: &str) {
        let name = self.texts.cli_phone_named(label);
        let one_line = format!("{name} {value}");
        if one_line.width() <= self.width {
            self.laid.lines.push(Line::from(vec![
                Span::styled(format!("{name} "), self.paint.faint()),
                Span::styled(value.to_owned(), self.paint.strong()),
            ]));
            return;
        }
        self.paragraph(&name, self.paint.faint());
        self.hanging("  ", value, self.paint.strong());
    }

    fn field(&mut self, id: FieldId, label: &str, field: Option<&Field>, is_chosen: bool) {
        let start = self.laid.lines.len();
        let style = if is_chosen { self.paint.strong() } else { Style::new() };
        self.hanging(if is_chosen { MARK } else { NO_MARK }, label, style);
        let room = self.width.saturating_sub(3);
        let (before, behind) = field.map_or(("", ""), Field::halves);
        let (before, behind) = if id.is_hidden() {
            (dots(before), dots(behind))
        } else {
            (before.to_owned(), behind.to_owned())
        };
        let before = last_columns(&before, room.saturating_sub(1));
        let behind = first_columns(&behind, room.saturating_sub(before.width()));
        let blank = " ".repeat(room.saturating_sub(before.width() + behind.width()));
        if is_chosen {
            self.laid.caret = Some((self.laid.lines.len(), 2 + before.width()));
        }
        let line = Span::styled(
            format!("{before}{behind}{blank}"),
            Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED),
        );
        self.laid.lines.push(Line::from(vec![Span::raw("  "), line]));
        self.laid.stops.push(start..self.laid.lines.len());
    }

    fn choice(&mut self, choice: &Choice, is_chosen: bool) {
        let start = self.laid.lines.len();
        let mark = if is_chosen { MARK } else { NO_MARK };
        let radio = match choice.chosen {
            Some(true) => "(•) ",
            Some(false) => "( ) ",
            None => "",
        };
        let style = if is_chosen { self.paint.chosen() } else { self.paint.strong() };
        self.hanging(&format!("{mark}{radio}"), &choice.title, style);
        if !choice.text.is_empty() {
            self.hanging("    ", &choice.text, Style::new());
        }
        self.laid.stops.push(start..self.laid.lines.len());
    }

    fn account(&mut self, account: &AccountBlock, texts: &Texts, is_chosen: bool) {
        let start = self.laid.lines.len();
        let mark = if is_chosen { MARK } else { NO_MARK };
        let issuer = if is_chosen { self.paint.chosen() } else { self.paint.strong() };
        if self.width >= WIDE {
            let left_width = self.width - CODE_COLUMN - 1;
            let left: Vec<Span<'static>> = wrap(&account.issuer, left_width - 2)
                .into_iter()
                .enumerate()
                .map(|(place, line)| {
                    Span::styled(format!("{}{line}", if place == 0 { mark } else { NO_MARK }), issuer)
                })
                .chain(
                    wrap(&account.name, left_width - 2)
                        .into_iter()
                        .filter(|line| !line.is_empty())
                        .map(|line| Span::raw(format!("{NO_MARK}{line}"))),
                )
                .collect();
            let mut right = self.codes(account, texts, CODE_COLUMN).into_iter();
            for span in left {
                let gap = " ".repeat((left_width + 1).saturating_sub(span.width()));
                let mut line = vec![span];
                if let Some(code) = right.next() {
                    line.push(Span::raw(gap));
                    line.extend(code.spans);
                }
                self.laid.lines.push(Line::from(line));
            }
            for code in right {
                let mut line = vec![Span::raw(" ".repeat(left_width + 1))];
                line.extend(code.spans);
                self.laid.lines.push(Line::from(line));
            }
        } else {
            self.hanging(mark, &account.issuer, issuer);
            if !account.name.is_empty() {
                self.hanging(NO_MARK, &account.name, Style::new());
            }
            for code in self.codes(account, texts, self.width - 2) {
                let mut line = vec![Span::raw(NO_MARK)];
                line.extend(code.spans);
                self.laid.lines.push(Line::from(line));
            }
        }
        for remark in &account.remarks {
            self.hanging("  ! ", remark, self.paint.warning());
        }
        self.laid.stops.push(start..self.laid.lines.len());
        self.laid.lines.push(Line::default());
    }

    /// The code with its bar, and the next one below.
    fn codes(&self, account: &AccountBlock, texts: &Texts, width: usize) -> Vec<Line<'static>> {
        if account.code.is_empty() && account.period_ms == 0 {
            return Vec::new();
        }
        let code = if account.code.is_empty() { "••• •••" } else { &account.code };
        let mut first = vec![Span::styled(format!("{code:<12}"), self.paint.code())];
        if account.period_ms > 0 {
            let whole = Meter { left_ms: account.left_ms, total_ms: account.period_ms };
            first.extend(meter(whole, texts, self.paint, width.saturating_sub(12).min(16)).spans);
        }
        let next =
            account.next.as_ref().map(|next| Line::from(Span::styled(next.clone(), self.paint.faint())));
        std::iter::once(Line::from(first)).chain(next).collect()
    }
}

fn dots(text: &str) -> String {
    "•".repeat(text.graphemes(true).count())
}

fn last_columns(text: &str, columns: usize) -> String {
    let mut used = 0;
    let kept: Vec<&str> = text
        .graphemes(true)
        .rev()
        .take_while(|letter| {
            used += letter.width();
            used <= columns
        })
        .collect();
    kept.into_iter().rev().collect()
}

fn first_columns(text: &str, columns: usize) -> String {
    let mut used = 0;
    text.graphemes(true)
        .take_while(|letter| {
            used += letter.width();
            used <= columns
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_loses_no_letter_and_keeps_to_the_width() {
        for text in [
            "a short one",
            "https://example.org/link#v=1&t=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen und mehr",
            "日本語のとても長い行は幅が二倍である",
        ] {
            for width in [8, 20, 38] {
                let lines = wrap(text, width);
                assert!(lines.iter().all(|line| line.width() <= width), "{lines:?}");
                let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                assert_eq!(letters(&lines.concat()), letters(text));
            }
        }
    }

    #[test]
    fn numbers_bound_by_a_hard_space_stay_together() {
        assert_eq!(wrap("wait 12\u{a0}seconds", 8).first().map(String::as_str), Some("wait"));
    }

    #[test]
    fn a_bar_is_empty_only_when_nothing_is_left() {
        let at = |left_ms| bar(Meter { left_ms, total_ms: 30_000 }, 10);
        assert_eq!(at(30_000), "██████████");
        assert_eq!(at(15_000), "█████░░░░░");
        assert_eq!(at(1), "█░░░░░░░░░");
        assert_eq!(at(0), "░░░░░░░░░░");
        assert_eq!(at(90_000), "██████████");
    }

    #[test]
    fn a_field_shows_what_is_around_its_caret() {
        assert_eq!(last_columns("abcdef", 3), "def");
        assert_eq!(last_columns("日本語", 4), "本語");
        assert_eq!(first_columns("日本語", 5), "日本");
        assert_eq!(dots("ae\u{301}"), "••");
    }
}
