//! The shell's own dialogues: for what a terminal has no system dialogue for (paste, files, prompts of keys).

use kauth_core::app::Screen;

use super::{button, form_button, requests, strong, text, title};
use crate::phone::input::{Asked, Dialog, FieldId};
use crate::phone::page::{Action, Block, Button, Form, Page};
use crate::phone::scene::Scene;

pub(super) fn asked(asked: &Asked, scene: &Scene<'_>) -> Page {
    let texts = scene.texts;
    match asked {
        Asked::Save { .. } => form(
            &scene.labels.save,
            &[(FieldId::Path, texts.cli_phone_save_field())],
            &scene.labels.save,
            Form::Save,
            scene,
        ),
        Asked::Sign { reason, wrong_passphrase, .. } => {
            let mut body = vec![title(&texts.cli_phone_sign_title()), text(reason)];
            if *wrong_passphrase {
                body.push(Block::Warning(texts.cli_phone_wrong_passphrase()));
            }
            let mut meter = None;
            if let Screen::Request(view) = &scene.view.screen {
                body.extend(requests::asked_by(view));
                meter = Some(requests::time_left(view, scene));
            }
            if scene.signs_by_passphrase {
                body.push(Block::Gap);
                let label = scene.labels.passphrase_field.clone();
                body.push(Block::Field { id: FieldId::Passphrase, label });
                let sign = Action::Sign { consent: true };
                let buttons = vec![
                    form_button(&scene.labels.yes, sign.clone()),
                    form_button(&scene.labels.cancel, Action::Sign { consent: false }),
                ];
                return Page { body, buttons, meter, submit: Some(sign), settles: true, ..Page::default() };
            }
            let buttons = vec![
                button('y', &scene.labels.yes, Action::Sign { consent: true }),
                button('n', &scene.labels.cancel, Action::Sign { consent: false }),
            ];
            Page { body, buttons, meter, settles: true, starts_unchosen: true, ..Page::default() }
        }
        Asked::Visit { url } => {
            // A sign-in is in the making, and can be left; everything else goes on there.
            let signs_in = matches!(scene.view.screen, Screen::Working(_));
            let headline = if signs_in {
                texts.cli_phone_browser_title()
            } else {
                texts.cli_phone_browser_go_on_title()
            };
            let mut buttons =
                vec![button('c', &scene.labels.copy, Action::CopyShown(url.clone())), close_dialog(scene)];
            if signs_in {
                buttons.push(button('n', &scene.labels.cancel, Action::Cancel));
            }
            let words = texts.cli_phone_browser_text();
            Page {
                body: vec![title(&headline), text(&words), Block::Gap, strong(url)],
                buttons,
                starts_unchosen: true,
                ..Page::default()
            }
        }
        Asked::CopyByHand { text: copied } => Page {
            body: vec![
                title(&texts.cli_phone_copy_title()),
                text(&texts.cli_phone_copy_text()),
                Block::Gap,
                strong(copied),
            ],
            buttons: vec![close_dialog(scene)],
            ..Page::default()
        },
    }
}

pub(super) fn dialog(dialog: &Dialog, scene: &Scene<'_>) -> Page {
    let labels = scene.labels;
    let current = || (FieldId::CurrentPassphrase, labels.current_passphrase_field.clone());
    let new = || {
        [
            (FieldId::NewPassphrase, labels.new_passphrase_field.clone()),
            (FieldId::RepeatPassphrase, labels.repeat_passphrase_field.clone()),
        ]
    };
    match dialog {
        Dialog::Help => help(scene),
        Dialog::Paste => form(
            &labels.paste,
            &[(FieldId::Link, labels.link_field.clone())],
            &labels.next,
            Form::Paste,
            scene,
        ),
        Dialog::Picture => {
            let field = (FieldId::Path, scene.texts.cli_phone_path_field());
            form(&labels.picture, &[field], &labels.next, Form::Picture, scene)
        }
        Dialog::Rename { account } => {
            let field = (FieldId::Name, labels.name_field.clone());
            form(&labels.rename, &[field], &labels.save, Form::Rename(account.clone()), scene)
        }
        Dialog::Note { account } => {
            let field = (FieldId::Note, labels.note_field.clone());
            form(&labels.edit_note, &[field], &labels.save, Form::Note(account.clone()), scene)
        }
        Dialog::SetPassphrase => {
            form(&labels.set_passphrase, &new(), &labels.save, Form::SetPassphrase, scene)
        }
        Dialog::ChangePassphrase => {
            let [first, second] = new();
            let fields = [current(), first, second];
            form(&labels.change_passphrase, &fields, &labels.save, Form::ChangePassphrase, scene)
        }
        Dialog::RemovePassphrase => {
            form(&labels.remove_passphrase, &[current()], &labels.remove, Form::RemovePassphrase, scene)
        }
    }
}

fn form(headline: &str, fields: &[(FieldId, String)], label: &str, form: Form, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(headline)];
    // The refusal of a passphrase stands on the settings' page, which the dialogue covers.
    if let Screen::Settings(view) = &scene.view.screen {
        body.extend(view.lock_problem.clone().map(Block::Warning));
    }
    body.extend(fields.iter().map(|(id, label)| Block::Field { id: *id, label: label.clone() }));
    let submit = Action::Submit(form);
    Page {
        body,
        buttons: vec![form_button(label, submit.clone()), form_button(&scene.labels.cancel, Action::Close)],
        submit: Some(submit),
        ..Page::default()
    }
}

fn help(scene: &Scene<'_>) -> Page {
    let texts = scene.texts;
    let lines = [
        texts.cli_phone_help_keys(),
        texts.cli_phone_help_move(),
        texts.cli_phone_help_enter(),
        texts.cli_phone_help_back(),
        texts.cli_phone_help_scroll(),
        texts.cli_phone_help_paste(),
        texts.cli_phone_help_quit(),
    ];
    let mut body = vec![title(&texts.cli_phone_help())];
    body.extend(lines.iter().map(|line| text(line)));
    Page { body, buttons: vec![close_dialog(scene)], ..Page::default() }
}

fn close_dialog(scene: &Scene<'_>) -> Button {
    button('x', &scene.labels.close, Action::Close)
}
