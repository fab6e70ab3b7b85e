//! Every screen on a terminal of 80×24 and of 40×20, in every language and the long pseudo-language: what matters is there,
//! whole, or a key press away.

mod fixtures;
mod keys;
mod live;
mod screens;

use kauth_core::app::{AppView, Labels, Screen};
use kauth_texts::{Language, Texts};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::draw::{Drawn, draw};
use super::input::LocalInput;
use super::page::Page;
use super::pages;
use super::scene::Scene;

pub(super) const WIDE: (u16, u16) = (80, 24);
pub(super) const NARROW: (u16, u16) = (40, 20);
/// All, and the one with the longest words.
pub(super) fn languages() -> impl Iterator<Item = Language> {
    Language::ALL.into_iter().chain([Language::Pseudo])
}

/// A phone's drawing side, without an app.
pub(super) struct Desk {
    pub(super) view: AppView,
    pub(super) labels: Labels,
    pub(super) texts: &'static Texts,
    pub(super) input: LocalInput,
    pub(super) signs_by_passphrase: bool,
    pub(super) headline: Option<String>,
    size: (u16, u16),
}

impl Desk {
    pub(super) fn new(screen: Screen, language: Language, size: (u16, u16)) -> Self {
        Self::of(fixtures::view(screen, language), language, size)
    }

    pub(super) fn of(view: AppView, language: Language, size: (u16, u16)) -> Self {
        let mut input = LocalInput::default();
        input.follow(&view);
        Self {
            view,
            labels: fixtures::item("start--plain", language).labels.clone(),
            texts: Texts::of(language),
            input,
            signs_by_passphrase: false,
            headline: None,
            size,
        }
    }

    pub(super) fn scene(&self) -> Scene<'_> {
        Scene {
            view: &self.view,
            labels: &self.labels,
            texts: self.texts,
            input: &self.input,
            headline: self.headline.as_deref(),
            signs_by_passphrase: self.signs_by_passphrase,
        }
    }

    pub(super) fn page(&self) -> Page {
        pages::page(&self.scene())
    }

    /// Draws, and gives the lines without the blanks at their ends.
    pub(super) fn lines(&mut self) -> (Vec<String>, Drawn) {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let mut drawn = Drawn::default();
        terminal.draw(|frame| drawn = draw(frame, &self.scene(), false)).unwrap();
        self.input.scroll = drawn.scroll;
        let buffer = terminal.backend().buffer();
        let lines = (0..self.size.1)
            .map(|y| {
                let line: String = (0..self.size.0).map(|x| buffer[(x, y)].symbol()).collect();
                line.trim_end().to_owned()
            })
            .collect();
        (lines, drawn)
    }

    pub(super) fn screen(&mut self) -> String {
        self.lines().0.join("\n")
    }

    /// Everything that scrolling brings into sight, from top to bottom, without blanks.
    pub(super) fn in_order(&mut self) -> String {
        self.input.holds_scroll = true;
        self.input.scroll = 0;
        let (first, drawn) = self.lines();
        let end = HEADER + drawn.height;
        let mut all: Vec<String> = first[..end].to_vec();
        for scroll in 1..=drawn.longest_scroll {
            self.input.scroll = scroll;
            all.push(self.lines().0[end - 1].clone());
        }
        self.input.scroll = 0;
        all.extend_from_slice(&first[end..]);
        // Marks that wrapping puts between the words of one text.
        letters(&all.join(""))
    }
}

/// The app's name, and an empty line.
const HEADER: usize = 2;

/// A text with its words one blank apart, whatever the wrapping.
pub(super) fn words(text: &str) -> String {
    let visible = text.replace(['\u{200e}', '\u{200f}'], "");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without any blank, since a long word may be wrapped within, and without marks that have no width.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200e}' | '\u{200f}')).collect()
}
