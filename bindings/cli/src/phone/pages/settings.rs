//! Settings, and a problem that needs a screen.

use kauth_core::app::{ChoiceView, LockKind, PermissionState, ProblemView, SettingsView, Theme};

use super::{button, choice, close, faint, strong, text, title, warning};
use crate::phone::input::Dialog;
use crate::phone::page::{Action, Block, Choice, Page};
use crate::phone::scene::Scene;

pub(super) fn settings(view: &SettingsView, scene: &Scene<'_>) -> Page {
    let labels = scene.labels;
    let mut body = vec![title(&view.title), strong(&labels.app_lock), text(&view.lock_text)];
    body.extend(warning(&view.lock_problem));
    match view.lock {
        LockKind::None => {
            body.push(choice(&labels.set_passphrase, "", Action::Open(Dialog::SetPassphrase)));
        }
        LockKind::Passphrase => {
            body.push(choice(&labels.lock, "", Action::Lock));
            body.push(choice(&labels.change_passphrase, "", Action::Open(Dialog::ChangePassphrase)));
            body.push(choice(&labels.remove_passphrase, "", Action::Open(Dialog::RemovePassphrase)));
        }
    }
    let (on, off) = (scene.texts.cli_phone_on(), scene.texts.cli_phone_off());
    let state = if view.hide_codes { on } else { off };
    let hides = format!("{} {state}", scene.texts.cli_phone_named(&labels.hide_codes));
    body.push(choice(&hides, "", Action::HideCodes(!view.hide_codes)));

    body.push(Block::Gap);
    body.push(strong(&labels.language));
    body.extend(view.languages.iter().map(language));

    body.push(Block::Gap);
    body.push(strong(&labels.theme));
    let themes = [
        (Theme::System, &labels.theme_system),
        (Theme::Light, &labels.theme_light),
        (Theme::Dark, &labels.theme_dark),
    ];
    body.extend(themes.map(|(theme, label)| one_of(label, view.theme == theme, Action::Theme(theme))));

    body.push(Block::Gap);
    body.push(strong(&labels.reachable));
    body.push(text(&view.reachable.text));

    if !view.permissions.is_empty() {
        body.push(Block::Gap);
        body.push(strong(&labels.permissions));
    }
    for permission in &view.permissions {
        body.push(text(&permission.text));
        if permission.state != PermissionState::Granted {
            body.push(choice(&labels.allow, "", Action::Allow(permission.kind)));
        }
    }

    body.push(Block::Gap);
    body.push(strong(&labels.diagnostics));
    body.extend(
        view.diagnostics
            .iter()
            .map(|line| Block::Pair { label: line.label.clone(), value: line.value.clone() }),
    );
    Page {
        body,
        buttons: vec![button('x', &labels.back, Action::Back)],
        banners_last: true,
        ..Page::default()
    }
}

pub(super) fn problem(view: &ProblemView, scene: &Scene<'_>) -> Page {
    let retry = view.retry.as_ref().map(|label| button('t', label, Action::Retry));
    Page {
        body: vec![title(&view.title), text(&view.text), Block::Gap, faint(view.kind.as_str())],
        buttons: retry.into_iter().chain([close(scene)]).collect(),
        banners_last: true,
        ..Page::default()
    }
}

fn language(view: &ChoiceView) -> Block {
    one_of(&view.label, view.chosen, Action::Language(view.value.clone()))
}

fn one_of(label: &str, chosen: bool, action: Action) -> Block {
    Block::Choice(Choice { title: label.to_owned(), text: String::new(), chosen: Some(chosen), action })
}
