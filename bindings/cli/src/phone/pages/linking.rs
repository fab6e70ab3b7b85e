//! From "add an account" to "linked", and back.

use kauth_core::app::{
    AddByHandView, AddChoice, AddChoiceView, AddView, AgreeView, Destination, ImportView, LinkAgainView,
    LinkCodeView, LinkRemovedView, RecoveryCodesAction, RecoveryCodesView, ScanView, SignInHereView,
    WorkingView,
};

use super::{button, choice, close, faint, form_button, show, strong, text, title, warning};
use crate::phone::input::{Dialog, FieldId};
use crate::phone::page::{Action, Block, Form, Meter, Page};
use crate::phone::scene::Scene;

pub(super) fn add(view: &AddView, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(&view.title)];
    body.extend(warning(&view.problem));
    body.extend(warning(&view.camera_refused));
    for way in &view.choices {
        body.push(Block::Gap);
        body.push(a_way(way));
    }
    Page { body, buttons: vec![button('x', &scene.labels.back, Action::Back)], ..Page::default() }
}

fn a_way(way: &AddChoiceView) -> Block {
    let action = match way.choice {
        AddChoice::SignInHere => show(Destination::SignInHere),
        AddChoice::Scan => show(Destination::Scan),
        AddChoice::Picture => Action::Open(Dialog::Picture),
        AddChoice::Paste => Action::Open(Dialog::Paste),
        AddChoice::ByHand => show(Destination::AddByHand),
    };
    choice(&way.label, &way.text, action)
}

pub(super) fn import(view: &ImportView) -> Page {
    let mut body = vec![title(&view.title), text(&view.text)];
    body.extend(warning(&view.problem));
    if let Some(another) = &view.another {
        body.push(Block::Gap);
        body.push(a_way(another));
    }
    for group in &view.groups {
        body.push(Block::Gap);
        body.push(strong(&group.title));
        for row in &group.rows {
            body.push(Block::Line(row.title.clone()));
            body.extend((!row.text.is_empty()).then(|| faint(&row.text)));
        }
    }
    if let Some(hint) = &view.hint {
        body.push(Block::Gap);
        body.push(text(hint));
    }
    let mut buttons: Vec<_> = view.add.iter().map(|label| button('y', label, Action::AddImport)).collect();
    buttons.push(button('n', &view.leave, Action::Cancel));
    Page { body, buttons, starts_unchosen: true, banners_last: true, ..Page::default() }
}

pub(super) fn scan(view: &ScanView, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(&view.title), text(&view.text)];
    body.extend(warning(&view.problem));
    Page { body, buttons: vec![button('x', &scene.labels.back, Action::Back)], ..Page::default() }
}

pub(super) fn by_hand(view: &AddByHandView, scene: &Scene<'_>) -> Page {
    let labels = scene.labels;
    let mut body = vec![title(&view.title), text(&view.text)];
    body.extend(warning(&view.problem));
    body.push(Block::Gap);
    body.extend(
        [
            (FieldId::Issuer, &labels.issuer_field),
            (FieldId::Name, &labels.name_field),
            (FieldId::Secret, &labels.secret_field),
            (FieldId::Algorithm, &labels.algorithm_field),
            (FieldId::Digits, &labels.digits_field),
            (FieldId::Period, &labels.period_field),
            (FieldId::Counter, &labels.counter_field),
        ]
        .map(|(id, label)| Block::Field { id, label: label.clone() }),
    );
    Page {
        body,
        buttons: vec![form_button(&labels.save, Action::Submit(Form::ByHand))],
        submit: Some(Action::Submit(Form::ByHand)),
        banners_last: true,
        ..Page::default()
    }
}

pub(super) fn sign_in_here(view: &SignInHereView, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(&view.title), text(&view.text)];
    body.extend(warning(&view.problem));
    body.push(Block::Gap);
    body.push(Block::Field { id: FieldId::Host, label: scene.labels.host_field.clone() });
    body.extend(view.known_hosts.iter().map(|host| choice(host, "", Action::SignInAt(host.clone()))));
    Page {
        body,
        buttons: vec![form_button(&scene.labels.sign_in, Action::Submit(Form::SignInHere))],
        submit: Some(Action::Submit(Form::SignInHere)),
        banners_last: true,
        ..Page::default()
    }
}

pub(super) fn agree(view: &AgreeView, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(&view.title), Block::Gap, strong(&view.host)];
    body.extend(view.host_unicode.as_deref().map(faint));
    body.extend(warning(&view.mixed_scripts));
    body.extend(warning(&view.own_certificate));
    body.push(Block::Gap);
    body.push(text(&view.text));
    body.extend(view.known.as_deref().map(text));
    Page {
        body,
        buttons: vec![
            button('y', &view.agree, Action::Agree),
            button('n', &scene.labels.cancel, Action::Cancel),
        ],
        starts_unchosen: true,
        banners_last: true,
        ..Page::default()
    }
}

pub(super) fn working(view: &WorkingView, scene: &Scene<'_>) -> Page {
    let cancel = view.can_cancel.then(|| button('x', &scene.labels.cancel, Action::Cancel));
    Page {
        body: vec![title(&view.title), text(&view.text), strong(&view.host)],
        buttons: cancel.into_iter().collect(),
        banners_last: true,
        ..Page::default()
    }
}

pub(super) fn link_code(view: &LinkCodeView, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(&view.title), text(&view.text), Block::Gap, Block::Large(view.code.clone())];
    body.push(Block::Gap);
    body.push(strong(&view.host));
    body.extend(view.calls_itself.as_deref().map(faint));
    body.extend(warning(&view.problem));
    Page {
        body,
        buttons: vec![button('x', &scene.labels.cancel, Action::Cancel)],
        meter: Some(Meter { left_ms: scene.left(view.ends_in_ms), total_ms: 0 }),
        starts_unchosen: true,
        banners_last: true,
        ..Page::default()
    }
}

pub(super) fn recovery_codes(view: &RecoveryCodesView, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(&view.title), text(&view.text), Block::Gap];
    body.extend(view.codes.iter().cloned().map(Block::Line));
    let mut buttons = Vec::new();
    for action in &view.actions {
        let key = match action.action {
            RecoveryCodesAction::Copy => 'c',
            RecoveryCodesAction::Save => 's',
            RecoveryCodesAction::Print => 'p',
        };
        let command = Action::RecoveryCodes { account: view.account.clone(), action: action.action };
        buttons.push(button(key, &action.label, command));
    }
    match &view.saved {
        Some(label) => buttons.push(button('y', label, Action::SavedRecoveryCodes)),
        None => buttons.push(close(scene)),
    }
    Page { body, buttons, starts_unchosen: true, banners_last: true, ..Page::default() }
}

pub(super) fn link_removed(view: &LinkRemovedView, scene: &Scene<'_>) -> Page {
    Page {
        body: vec![title(&view.title), text(&view.text), Block::Gap, text(&view.hint)],
        buttons: vec![close(scene)],
        banners_last: true,
        ..Page::default()
    }
}

pub(super) fn link_again(view: &LinkAgainView, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(&view.title), text(&view.text), Block::Gap];
    body.extend(view.lost.iter().map(|lost| text(&format!("✗ {lost}"))));
    body.extend(view.kept.iter().map(|kept| text(&format!("✓ {kept}"))));
    body.push(Block::Gap);
    body.push(strong(&view.host));
    Page {
        body,
        buttons: vec![button('y', &view.again, Action::SignInAt(view.host.clone())), close(scene)],
        starts_unchosen: true,
        banners_last: true,
        ..Page::default()
    }
}
