//! How far a page is scrolled: as far as the person did, but never past its end, and far enough that what is chosen
//! is in sight once a key was pressed.

use super::draw::Drawn;
use super::input::LocalInput;
use super::layout::Laid;

/// Settles the scroll for a page of which `height` lines are in sight.
pub(super) fn settle(laid: &Laid, input: &LocalInput, focus: Option<usize>, height: usize) -> Drawn {
    let longest_scroll = laid.lines.len().saturating_sub(height);
    let mut scroll = input.scroll.min(longest_scroll);
    let pulls = !input.holds_scroll;
    if let Some(range) = focus.and_then(|focus| laid.stops.get(focus)).filter(|_| pulls) {
        if focus == Some(0) && range.end <= height {
            // What stands above the first stop belongs to it.
            scroll = 0;
        } else if range.start < scroll {
            scroll = range.start;
        } else if range.end > scroll + height {
            scroll = range.end.saturating_sub(height).min(range.start);
        }
    }
    Drawn { scroll: scroll.min(longest_scroll), longest_scroll, height, buttons_in_body: false }
}

#[cfg(test)]
mod tests {
    use ratatui::text::Line;

    use super::*;

    fn laid() -> Laid {
        Laid { lines: vec![Line::default(); 40], stops: vec![2..4, 10..12, 30..34], caret: None }
    }

    fn at(scroll: usize, holds_scroll: bool) -> LocalInput {
        let mut input = LocalInput::default();
        (input.scroll, input.holds_scroll) = (scroll, holds_scroll);
        input
    }

    #[test]
    fn the_choice_pulls_the_page() {
        assert_eq!(settle(&laid(), &at(0, false), Some(2), 10).scroll, 24);
        assert_eq!(settle(&laid(), &at(24, false), Some(1), 10).scroll, 10);
        assert_eq!(settle(&laid(), &at(24, false), Some(0), 10).scroll, 0);
    }

    #[test]
    fn a_page_that_has_just_come_shows_its_top_whatever_is_chosen() {
        assert_eq!(settle(&laid(), &at(0, true), Some(2), 10).scroll, 0);
    }

    #[test]
    fn nothing_scrolls_past_the_end() {
        let drawn = settle(&laid(), &at(99, true), None, 10);
        assert_eq!((drawn.scroll, drawn.longest_scroll), (30, 30));
        assert_eq!(settle(&laid(), &at(99, true), None, 50).scroll, 0);
    }
}
