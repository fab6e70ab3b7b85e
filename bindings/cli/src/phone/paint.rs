//! Colours and weights. Nothing is said by colour alone: each has a sign or a weight as well, so that `NO_COLOR` and a
//! terminal of one colour lose nothing.

use kauth_core::app::Theme;
use ratatui::style::{Color, Modifier, Style};

/// How a theme looks in this terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    colours: bool,
    theme: Theme,
}

impl Paint {
    pub(super) fn new(colours: bool, theme: Theme) -> Self {
        Self { colours, theme }
    }

    /// The ground of everything.
    pub(super) fn ground(self) -> Style {
        match self.theme {
            _ if !self.colours => Style::new(),
            Theme::System => Style::new(),
            Theme::Light => Style::new().fg(Color::Black).bg(Color::White),
            Theme::Dark => Style::new().fg(Color::White).bg(Color::Black),
        }
    }

    pub(super) fn title(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED), Color::Blue)
    }

    pub(super) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub(super) fn faint(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    pub(super) fn warning(self) -> Style {
        self.coloured(self.strong(), Color::Magenta)
    }

    pub(super) fn code(self) -> Style {
        self.coloured(self.strong(), Color::Blue)
    }

    pub(super) fn chosen(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A bar that runs out.
    pub(super) fn meter(self, left_ms: u64) -> Style {
        let colour = if left_ms <= 5_000 { Color::Red } else { Color::Green };
        self.coloured(Style::new(), colour)
    }

    fn coloured(self, style: Style, colour: Color) -> Style {
        if self.colours { style.fg(colour) } else { style }
    }
}
