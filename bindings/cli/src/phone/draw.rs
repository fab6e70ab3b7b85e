//! A scene on a terminal of any size. Pure: the same scene draws the same cells.
//!
//! From top to bottom: the app and what waits, the page (scrolls), the time left, the buttons, a passing notice, the
//! keys that count everywhere. The last four are always in sight; where they would take half the height, the buttons
//! move into what scrolls.

use kauth_core::app::Snackbar;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block as Ground, Paragraph};
use unicode_width::UnicodeWidthStr;

use super::input::NoticeKind;
use super::layout::{self, Laid, wrap};
use super::page::Page;
use super::paint::Paint;
use super::scene::Scene;
use super::{pages, scroll};
use crate::time_left::time_left;

const NARROWEST: u16 = 16;
const LOWEST: u16 = 6;

/// What keys need to know about the last drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    /// Lines scrolled away at the top.
    pub(super) scroll: usize,
    /// The most that can be.
    pub(super) longest_scroll: usize,
    /// Lines of the page in sight.
    pub(super) height: usize,
    /// The buttons scroll with the page, for want of room.
    pub(super) buttons_in_body: bool,
}

/// Draws a scene.
pub(super) fn draw(frame: &mut Frame<'_>, scene: &Scene<'_>, colours: bool) -> Drawn {
    let paint = Paint::new(colours, scene.view.theme);
    let area = frame.area();
    frame.render_widget(Ground::new().style(paint.ground()), area);
    if area.width < NARROWEST || area.height < LOWEST {
        let lines: Vec<Line<'_>> = wrap(&scene.texts.cli_phone_too_small(), usize::from(area.width))
            .into_iter()
            .map(Line::from)
            .collect();
        frame.render_widget(Paragraph::new(lines), area);
        return Drawn::default();
    }
    let page = pages::page(scene);
    let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
    let width = usize::from(inner.width);

    let top = header(scene, paint, width, inner.height);
    let mut foot = notice(scene, paint, width);
    foot.push(hint(scene, paint, width));
    let meter = page.meter.map(|meter| layout::meter(meter, scene.texts, paint, width));

    let focus = focus(&page, scene);
    let in_body = body_stops(&page);
    let button_focus = focus.and_then(|focus| focus.checked_sub(in_body));
    let mut buttons = layout::buttons(&page.buttons, paint, width, button_focus);
    let mut laid = layout::body(&page, scene, paint, width, focus);

    let around = top.len() + foot.len() + usize::from(meter.is_some()) + 1;
    let room = usize::from(inner.height).saturating_sub(around);
    let buttons_in_body = buttons.len() * 2 > room;
    if buttons_in_body {
        move_buttons(&mut laid, std::mem::take(&mut buttons), &page);
    }
    let height = room.saturating_sub(buttons.len()).max(1);
    let drawn = Drawn { buttons_in_body, ..scroll::settle(&laid, scene.input, focus, height) };

    let mut y = inner.y;
    let mut put = |frame: &mut Frame<'_>, lines: Vec<Line<'static>>| {
        let lines_high = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(inner.bottom().saturating_sub(y));
        let place = Rect { y, height: lines_high, ..inner };
        let mut text = Text::from(lines);
        if scene.view.right_to_left {
            text = text.right_aligned();
        }
        frame.render_widget(Paragraph::new(text), place);
        y += lines_high;
        place
    };
    put(frame, top);
    let body_lines: Vec<Line<'static>> = laid.lines.iter().skip(drawn.scroll).take(height).cloned().collect();
    let missing = height.saturating_sub(body_lines.len());
    let body_area = put(frame, body_lines);
    put(frame, vec![Line::default(); missing]);
    put(frame, vec![more(scene, paint, width, drawn)]);
    put(frame, meter.into_iter().collect());
    put(frame, buttons);
    put(frame, foot);

    if let Some((line, column)) = laid.caret
        && let Some(line) = line.checked_sub(drawn.scroll)
        && line < height
        && !scene.view.right_to_left
    {
        let offset = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let x = body_area.x.saturating_add(offset(column)).min(inner.right().saturating_sub(1));
        frame.set_cursor_position(Position { x, y: body_area.y.saturating_add(offset(line)) });
    }
    drawn
}

/// Which stop the choice rests on.
pub(super) fn focus(page: &Page, scene: &Scene<'_>) -> Option<usize> {
    let stops = page.stops().len();
    let first = (!page.starts_unchosen).then_some(page.passes_over);
    scene.input.focus.or(first).filter(|_| stops > 0).map(|focus| focus.min(stops - 1))
}

/// How many of the page's stops are in its body.
pub(super) fn body_stops(page: &Page) -> usize {
    page.stops().len() - page.buttons.len()
}

fn move_buttons(laid: &mut Laid, buttons: Vec<Line<'static>>, page: &Page) {
    laid.lines.push(Line::default());
    let start = laid.lines.len();
    laid.lines.extend(buttons);
    let whole = start..laid.lines.len();
    laid.stops.extend(std::iter::repeat_n(whole, page.buttons.len()));
}

fn header(scene: &Scene<'_>, paint: Paint, width: usize, height: u16) -> Vec<Line<'static>> {
    let waiting = scene.view.waiting.as_deref().unwrap_or_default();
    let refreshing = if scene.view.refreshing { "… " } else { "" };
    let right = format!("{refreshing}{waiting}");
    let name = scene.labels.app_name.clone();
    let gap = " ".repeat(width.saturating_sub(name.width() + right.width()));
    let mut lines = vec![Line::from(vec![
        Span::styled(name, paint.strong()),
        Span::raw(gap),
        Span::styled(right, paint.strong()),
    ])];
    if let Some(headline) = scene.headline
        && height >= 16
    {
        let most = if height >= 24 { 3 } else { 2 };
        lines.extend(
            wrap(headline, width).into_iter().take(most).map(|line| Line::styled(line, paint.faint())),
        );
    }
    lines.push(Line::default());
    lines
}

fn notice(scene: &Scene<'_>, paint: Paint, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let Some(Snackbar { text, undo, ends_in_ms }) = &scene.view.snackbar {
        let left = scene.left(*ends_in_ms);
        let undo = undo
            .as_ref()
            .map(|undo| format!("  [u] {undo} ({})", time_left(left, scene.texts)))
            .unwrap_or_default();
        let text = format!("{text}{undo}");
        lines.extend(wrap(&text, width).into_iter().map(|line| Line::styled(line, paint.chosen())));
    }
    if let Some(notice) = &scene.input.notice {
        let (sign, style) = match notice.kind {
            NoticeKind::Said => ("", paint.strong()),
            NoticeKind::Trouble => ("! ", paint.warning()),
        };
        let text = format!("{sign}{}", notice.text);
        lines.extend(wrap(&text, width).into_iter().map(|line| Line::styled(line, style)));
    }
    lines
}

fn hint(scene: &Scene<'_>, paint: Paint, width: usize) -> Line<'static> {
    let texts = scene.texts;
    let can_go_back =
        scene.view.can_go_back || scene.input.dialog().is_some() || !scene.input.asked.is_empty();
    let back = can_go_back.then(|| texts.cli_phone_hint_back());
    let hints: Vec<String> = [Some(texts.cli_phone_hint_help()), back, Some(texts.cli_phone_hint_quit())]
        .into_iter()
        .flatten()
        .collect();
    let mut line = String::new();
    for hint in hints {
        if line.width() + hint.width() + 3 <= width {
            line = if line.is_empty() { hint } else { format!("{line} · {hint}") };
        }
    }
    Line::styled(line, paint.faint())
}

/// Says that there is more above or below than is in sight.
fn more(scene: &Scene<'_>, paint: Paint, width: usize, drawn: Drawn) -> Line<'static> {
    let arrows = match (drawn.scroll > 0, drawn.scroll < drawn.longest_scroll) {
        (false, false) => return Line::default(),
        (true, false) => "▲",
        (false, true) => "▼",
        (true, true) => "▲▼",
    };
    let text = format!("{arrows} {}", scene.texts.cli_phone_more());
    let gap = " ".repeat(width.saturating_sub(text.width()));
    Line::styled(format!("{gap}{text}"), paint.strong())
}
