//! From a key to what it comes to. Letters are typed where a field is chosen and press buttons elsewhere; with Alt they
//! always press. Pure but for the half-typed text it changes.

use std::time::Duration;

use kauth_core::app::{AppView, Screen};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::draw::{Drawn, body_stops, focus};
use super::input::{Dialog, FieldId, LocalInput};
use super::page::{Action, Form, Page, Stop};
use super::scene::Scene;

/// A page that came by itself must have been seen before a key answers it: somebody may be typing.
const SETTLING: Duration = Duration::from_millis(600);

/// What a press changes and comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// Nothing, or only half-typed text.
    Nothing,
    Act(Action),
    /// The choice goes here.
    Focus(usize),
    /// The page goes here.
    Scroll(usize),
    /// The field is edited.
    Edit(FieldId, Edit),
}

/// One change of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Insert(String),
    Backspace,
    Delete,
    Left,
    Right,
    Home,
    End,
    Clear,
}

/// What a key comes to on a page as it was last drawn.
pub(super) fn press(key: KeyEvent, page: &Page, scene: &Scene<'_>, drawn: Drawn) -> Press {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    if control && matches!(key.code, KeyCode::Char('c' | 'd')) {
        return Press::Act(Action::Quit);
    }
    if page.settles && Duration::from_millis(scene.input.since_screen_ms) < SETTLING {
        return Press::Nothing;
    }
    let stops = page.stops();
    let focus = focus(page, scene);
    let field = match focus.and_then(|focus| stops.get(focus)) {
        Some(Stop::Field { id, .. }) => Some(*id),
        _ => None,
    };
    match key.code {
        KeyCode::Char('l') if control => Press::Act(Action::Lock),
        KeyCode::Char('u') if control => field.map_or(Press::Nothing, |id| Press::Edit(id, Edit::Clear)),
        KeyCode::Char(_) if control => Press::Nothing,
        KeyCode::F(1) => Press::Act(Action::Open(Dialog::Help)),
        KeyCode::F(5) => Press::Act(Action::Refresh),
        KeyCode::Esc => Press::Act(escape(scene)),
        KeyCode::Enter => enter(page, &stops, focus),
        KeyCode::Tab => step(focus, stops.len(), 1),
        KeyCode::BackTab => step(focus, stops.len(), -1),
        KeyCode::Down | KeyCode::Up => vertical(key.code == KeyCode::Down, page, focus, drawn),
        KeyCode::PageDown => Press::Scroll((drawn.scroll + drawn.height).min(drawn.longest_scroll)),
        KeyCode::PageUp => Press::Scroll(drawn.scroll.saturating_sub(drawn.height)),
        code => match field {
            Some(id) => typed(code, alt, id, page, scene.view),
            None => pressed(code, page, scene.view, focus, stops.len()),
        },
    }
}

/// What a paste comes to: text for the field that is chosen, else a link or an address for the core.
pub(super) fn paste(text: &str, page: &Page, scene: &Scene<'_>) -> Option<Paste> {
    let stops = page.stops();
    if let Some(Stop::Field { id, .. }) = focus(page, scene).and_then(|focus| stops.get(focus).copied()) {
        return Some(Paste::Into(id, text.to_owned()));
    }
    let takes_links = scene.input.asked.is_empty()
        && scene.input.dialog().is_none()
        && matches!(scene.view.screen, Screen::Start(_) | Screen::Accounts(_) | Screen::Add(_));
    takes_links.then(|| Paste::Scan(text.trim().to_owned()))
}

/// Where pasted text goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Paste {
    Into(FieldId, String),
    Scan(String),
}

/// Applies a change to a field.
pub(super) fn edit(input: &mut LocalInput, id: FieldId, edit: &Edit) {
    let field = input.field_mut(id);
    match edit {
        Edit::Insert(text) => field.insert(text),
        Edit::Backspace => field.backspace(),
        Edit::Delete => field.delete(),
        Edit::Left => field.left(),
        Edit::Right => field.right(),
        Edit::Home => field.home(),
        Edit::End => field.end(),
        Edit::Clear => field.clear(),
    }
}

fn escape(scene: &Scene<'_>) -> Action {
    if !scene.input.asked.is_empty() || scene.input.dialog().is_some() {
        return Action::Close;
    }
    if scene.input.searching && matches!(scene.view.screen, Screen::Accounts(_)) {
        return Action::EndSearch;
    }
    Action::Back
}

fn enter(page: &Page, stops: &[Stop<'_>], focus: Option<usize>) -> Press {
    let Some(focus) = focus else { return Press::Nothing };
    match stops.get(focus) {
        Some(Stop::Choice { action, .. }) => Press::Act((*action).clone()),
        Some(Stop::Button { button, .. }) => Press::Act(button.action.clone()),
        Some(Stop::Field { .. }) => match (stops.get(focus + 1), &page.submit) {
            (Some(Stop::Field { .. }), _) => Press::Focus(focus + 1),
            (_, Some(submit)) => Press::Act(submit.clone()),
            _ => Press::Nothing,
        },
        None => Press::Nothing,
    }
}

fn step(focus: Option<usize>, stops: usize, by: isize) -> Press {
    let Some(last) = stops.checked_sub(1) else { return Press::Nothing };
    Press::Focus(match (focus, by > 0) {
        (None, true) => 0,
        (None, false) => last,
        (Some(place), true) => {
            if place >= last {
                0
            } else {
                place + 1
            }
        }
        (Some(place), false) => place.checked_sub(1).unwrap_or(last),
    })
}

/// Up and Down choose in the body as far as that goes, and then scroll.
fn vertical(down: bool, page: &Page, focus: Option<usize>, drawn: Drawn) -> Press {
    let stops = if drawn.buttons_in_body { page.stops().len() } else { body_stops(page) };
    let scroll =
        if down { (drawn.scroll + 1).min(drawn.longest_scroll) } else { drawn.scroll.saturating_sub(1) };
    match (focus, stops) {
        (_, 0) => Press::Scroll(scroll),
        (None, _) if down && drawn.scroll == drawn.longest_scroll => Press::Focus(0),
        (None, _) => Press::Scroll(scroll),
        (Some(place), _) if down && place + 1 < stops => Press::Focus(place + 1),
        (Some(place), _) if !down && place > 0 => Press::Focus((place - 1).min(stops - 1)),
        _ => Press::Scroll(scroll),
    }
}

fn typed(code: KeyCode, alt: bool, id: FieldId, page: &Page, view: &AppView) -> Press {
    match code {
        KeyCode::Char(letter) if alt || (id.is_keypad() && !letter.is_ascii_digit()) => {
            button(letter, page, view)
        }
        KeyCode::Char(letter) => Press::Edit(id, Edit::Insert(letter.to_string())),
        KeyCode::Backspace => Press::Edit(id, Edit::Backspace),
        KeyCode::Delete => Press::Edit(id, Edit::Delete),
        KeyCode::Left => Press::Edit(id, Edit::Left),
        KeyCode::Right => Press::Edit(id, Edit::Right),
        KeyCode::Home => Press::Edit(id, Edit::Home),
        KeyCode::End => Press::Edit(id, Edit::End),
        _ => Press::Nothing,
    }
}

fn pressed(code: KeyCode, page: &Page, view: &AppView, focus: Option<usize>, stops: usize) -> Press {
    match code {
        KeyCode::Char('?') => Press::Act(Action::Open(Dialog::Help)),
        KeyCode::Char(letter) => button(letter, page, view),
        KeyCode::Right => step(focus, stops, 1),
        KeyCode::Left => step(focus, stops, -1),
        KeyCode::Home => Press::Scroll(0),
        KeyCode::End => Press::Scroll(usize::MAX),
        _ => Press::Nothing,
    }
}

fn button(letter: char, page: &Page, view: &AppView) -> Press {
    let letter = letter.to_lowercase().next().unwrap_or(letter);
    if let Some(button) = page.button(letter) {
        return Press::Act(button.action.clone());
    }
    let can_undo = view.snackbar.as_ref().is_some_and(|snackbar| snackbar.undo.is_some());
    if letter == 'u' && can_undo { Press::Act(Action::Undo) } else { Press::Nothing }
}

impl Action {
    /// Searching is sent on with each letter.
    pub(super) fn follows(id: FieldId) -> Option<Self> {
        (id == FieldId::Search).then_some(Self::Submit(Form::Search))
    }
}
