//! From a view to a page, one subject a file. Pure: the same scene is always the same page.

mod accounts;
mod asked;
mod checks;
mod linking;
mod requests;
mod settings;

use kauth_core::app::{Destination, Screen};

use super::page::{Action, Block, Button, Choice, Page};
use super::scene::Scene;

/// What is to be drawn: what the core asked for, else the shell's own dialogue, else the core's screen.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    if let Some(asked) = scene.input.asked.last() {
        return asked::asked(asked, scene);
    }
    if let Some(dialog) = scene.input.dialog() {
        return asked::dialog(dialog, scene);
    }
    let mut page = screen(scene);
    let banners = scene.view.banners.iter().flat_map(|banner| {
        let warning = Block::Warning(banner.text.clone());
        let (kind, about) = (banner.kind, &banner.about);
        let action = banner.action.as_ref();
        let action = action.map(|label| choice(label, "", Action::Banner(kind, about.clone())));
        let dismiss = banner.dismiss.as_ref();
        let dismiss = dismiss.map(|label| choice(label, "", Action::DismissBanner(kind, about.clone())));
        [Some(warning), action, dismiss, Some(Block::Gap)].into_iter().flatten()
    });
    let stops_in_body = page.stops().len() - page.buttons.len();
    if page.banners_last {
        page.passes_over = if stops_in_body == 0 { with_button(scene) } else { 0 };
        page.body.push(Block::Gap);
        page.body.extend(banners);
    } else {
        page.passes_over = with_button(scene);
        page.body.splice(0..0, banners.collect::<Vec<_>>());
    }
    page
}

fn screen(scene: &Scene<'_>) -> Page {
    match &scene.view.screen {
        Screen::Locked(view) => accounts::locked(view, scene),
        Screen::Start(view) => accounts::start(view, scene),
        Screen::Accounts(view) => accounts::list(view, scene),
        Screen::Account(view) => accounts::account(view, scene),
        Screen::Remove(view) => accounts::remove(view, scene),
        Screen::Add(view) => linking::add(view, scene),
        Screen::AddByHand(view) => linking::by_hand(view, scene),
        Screen::SignInHere(view) => linking::sign_in_here(view, scene),
        Screen::Import(view) => linking::import(view),
        Screen::Agree(view) => linking::agree(view, scene),
        Screen::Working(view) => linking::working(view, scene),
        Screen::LinkCode(view) => linking::link_code(view, scene),
        Screen::RecoveryCodes(view) => linking::recovery_codes(view, scene),
        Screen::LinkRemoved(view) => linking::link_removed(view, scene),
        Screen::LinkAgain(view) => linking::link_again(view, scene),
        Screen::Request(view) => requests::request(view, scene),
        Screen::RequestEnded(view) => requests::ended(view, scene),
        Screen::History(view) => requests::history(view),
        Screen::Settings(view) => settings::settings(view, scene),
        Screen::Problem(view) => settings::problem(view, scene),
        Screen::Check(view) => checks::check(view, scene),
        Screen::Scan(view) => linking::scan(view, scene),
    }
}

/// How many banners have a button.
fn with_button(scene: &Scene<'_>) -> usize {
    scene.view.banners.iter().filter(|banner| banner.action.is_some()).count()
}

fn button(key: char, label: &str, action: Action) -> Button {
    Button { key: Some(key), label: label.to_owned(), action }
}

fn form_button(label: &str, action: Action) -> Button {
    Button { key: None, label: label.to_owned(), action }
}

fn close(scene: &Scene<'_>) -> Button {
    button('x', &scene.labels.close, Action::Back)
}

fn choice(title: &str, text: &str, action: Action) -> Block {
    Block::Choice(Choice { title: title.to_owned(), text: text.to_owned(), chosen: None, action })
}

fn show(destination: Destination) -> Action {
    Action::Show(destination)
}

fn title(text: &str) -> Block {
    Block::Title(text.to_owned())
}

fn text(text: &str) -> Block {
    Block::Text(text.to_owned())
}

fn strong(text: &str) -> Block {
    Block::Strong(text.to_owned())
}

fn faint(text: &str) -> Block {
    Block::Faint(text.to_owned())
}

fn warning(text: &Option<String>) -> Option<Block> {
    text.clone().map(Block::Warning)
}

fn requests_button(scene: &Scene<'_>) -> Option<Button> {
    scene.view.waiting.as_ref().map(|waiting| button('r', waiting, show(Destination::NextRequest)))
}
