//! The list, one account, and what comes before there is either.

use kauth_core::app::{
    AccountRow, AccountView, AccountsView, CodeKind, Destination, LockedView, RemoveView, StartView,
};

use super::{
    button, choice, faint, form_button, requests_button, show, strong, text, title, warning, with_button,
};
use crate::phone::input::{Dialog, FieldId};
use crate::phone::page::{AccountBlock, Action, Block, Button, Form, Meter, Page};
use crate::phone::scene::Scene;

pub(super) fn locked(view: &LockedView, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(&view.title), text(&view.text)];
    body.extend(warning(&view.problem));
    body.push(Block::Gap);
    body.push(Block::Field { id: FieldId::Passphrase, label: scene.labels.passphrase_field.clone() });
    if let Some(waiting) = &view.waiting {
        body.push(Block::Gap);
        body.push(choice(waiting, "", show(Destination::NextRequest)));
    }
    let left_ms = scene.left(view.try_again_in_ms);
    Page {
        body,
        buttons: vec![form_button(&scene.labels.unlock, Action::Submit(Form::Unlock))],
        meter: (left_ms > 0).then_some(Meter { left_ms, total_ms: view.try_again_in_ms }),
        submit: Some(Action::Submit(Form::Unlock)),
        banners_last: true,
        ..Page::default()
    }
}

pub(super) fn start(view: &StartView, scene: &Scene<'_>) -> Page {
    let mut buttons = vec![button('+', &view.add, show(Destination::Add))];
    buttons.extend(requests_button(scene));
    buttons.push(button('h', &scene.labels.history, show(Destination::History)));
    buttons.push(button('s', &scene.labels.settings, show(Destination::Settings)));
    buttons.push(button('q', &scene.labels.quit, Action::Quit));
    Page { body: vec![title(&view.title), text(&view.text)], buttons, ..Page::default() }
}

pub(super) fn list(view: &AccountsView, scene: &Scene<'_>) -> Page {
    let labels = scene.labels;
    let mut body = vec![title(&view.title)];
    if scene.input.searching {
        body.push(Block::Field { id: FieldId::Search, label: labels.search.clone() });
        body.push(Block::Gap);
    }
    body.extend(view.nothing_found.as_deref().map(text));
    body.extend(view.rows.iter().map(|row| Block::Account(in_list(row, scene))));
    body.extend(view.refreshed.as_deref().map(faint));

    let mut buttons = Vec::new();
    buttons.extend(requests_button(scene));
    buttons.push(button('+', &labels.add, show(Destination::Add)));
    buttons.push(button('/', &labels.search, Action::Search));
    if let Some(row) = chosen(view, scene) {
        match row.code_kind {
            CodeKind::Time => buttons.push(button('c', &labels.copy, Action::CopyCode(row.id.clone()))),
            CodeKind::Counter => {
                buttons.push(button('c', &labels.copy, Action::CopyCode(row.id.clone())));
                buttons.push(button('n', &labels.next_code, Action::NextCode(row.id.clone())));
            }
            CodeKind::None => {}
        }
    }
    buttons.push(button('f', &labels.refresh, Action::Refresh));
    buttons.push(button('h', &labels.history, show(Destination::History)));
    buttons.push(button('s', &labels.settings, show(Destination::Settings)));
    buttons.push(button('q', &labels.quit, Action::Quit));
    Page { body, buttons, submit: Some(Action::Submit(Form::Search)), ..Page::default() }
}

/// The account that the choice rests on. Banners with a button and the search field come before it.
fn chosen<'a>(view: &'a AccountsView, scene: &Scene<'_>) -> Option<&'a AccountRow> {
    let before = with_button(scene) + usize::from(scene.input.searching);
    let place = scene.input.focus.unwrap_or(before).checked_sub(before)?;
    view.rows.get(place)
}

fn in_list(row: &AccountRow, scene: &Scene<'_>) -> AccountBlock {
    AccountBlock {
        id: row.id.clone(),
        issuer: row.issuer.clone(),
        name: row.name.clone(),
        code: row.code.clone().unwrap_or_default(),
        next: row.next_code.clone(),
        left_ms: scene.left(row.ends_in_ms),
        period_ms: row.period_ms,
        remarks: [row.waiting.clone(), row.problem.clone(), row.weak.clone()].into_iter().flatten().collect(),
        action: show(Destination::Account { account: row.id.clone() }),
    }
}

pub(super) fn account(view: &AccountView, scene: &Scene<'_>) -> Page {
    let (row, labels) = (&view.row, scene.labels);
    let mut body = vec![title(&row.issuer), strong(&row.name)];
    body.extend((!row.note.is_empty()).then(|| faint(&row.note)));
    body.extend(warning(&row.problem));
    body.extend(warning(&row.weak));
    if let Some(code) = &row.code {
        body.push(Block::Gap);
        body.push(Block::Large(code.clone()));
        if let Some(next) = &row.next_code {
            body.push(Block::Pair { label: labels.next_code_caption.clone(), value: next.clone() });
        }
    }
    if row.code_kind == CodeKind::Counter || row.code.is_none() {
        body.extend((!view.code_hint.is_empty()).then(|| faint(&view.code_hint)));
    }
    if let Some(linked) = &view.linked {
        body.push(Block::Gap);
        body.push(strong(&linked.provider));
        body.push(text(&linked.host));
        body.extend(warning(&linked.own_certificate));
        body.push(text(&linked.text));
        body.push(faint(&linked.since));
    }
    if let Some(recovery) = &view.recovery {
        body.push(Block::Gap);
        body.push(text(&recovery.text));
        body.extend(warning(&recovery.warning));
    }
    let meter = Meter { left_ms: scene.left(row.ends_in_ms), total_ms: row.period_ms };
    Page {
        body,
        buttons: account_buttons(view, scene),
        meter: (row.period_ms > 0 && row.code.is_some()).then_some(meter),
        ..Page::default()
    }
}

fn account_buttons(view: &AccountView, scene: &Scene<'_>) -> Vec<Button> {
    let (row, labels) = (&view.row, scene.labels);
    let account = || row.id.clone();
    let mut buttons: Vec<Button> = requests_button(scene).into_iter().collect();
    if row.code_kind != CodeKind::None {
        buttons.push(button('c', &labels.copy, Action::CopyCode(account())));
    }
    if row.code_kind == CodeKind::Counter {
        buttons.push(button('n', &labels.next_code, Action::NextCode(account())));
    }
    if view.recovery.as_ref().is_some_and(|recovery| recovery.can_show) {
        let codes = show(Destination::RecoveryCodes { account: account() });
        buttons.push(button('v', &labels.show_recovery_codes, codes));
    }
    buttons.push(button('e', &labels.rename, Action::Open(Dialog::Rename { account: account() })));
    buttons.push(button('t', &labels.edit_note, Action::Open(Dialog::Note { account: account() })));
    buttons.push(button('d', &labels.remove, show(Destination::RemoveAccount { account: account() })));
    buttons
}

pub(super) fn remove(view: &RemoveView, scene: &Scene<'_>) -> Page {
    Page {
        body: vec![title(&view.title), text(&view.text), Block::Gap, Block::Warning(view.warning.clone())],
        buttons: vec![
            button('y', &view.remove, Action::Delete(view.id.clone())),
            button('n', &scene.labels.cancel, Action::Back),
        ],
        starts_unchosen: true,
        banners_last: true,
        ..Page::default()
    }
}
