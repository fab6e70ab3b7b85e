//! A check, page by page. The terminal has no camera and no position: pictures are files, the place is typed.

use kauth_core::app::{CheckView, Destination, PairView};

use super::{button, choice, close, faint, form_button, strong, text, title, warning};
use crate::phone::input::FieldId;
use crate::phone::page::{Action, Block, Button, Check, Form, Meter, Page};
use crate::phone::scene::Scene;

pub(super) fn check(view: &CheckView, scene: &Scene<'_>) -> Page {
    match view {
        CheckView::Consent(view) => Page {
            body: [
                vec![title(&view.title), Block::Gap, strong(&view.host), faint(&view.calls_itself)],
                warning(&view.unknown).into_iter().collect(),
                vec![text(&view.text), Block::Gap],
                pairs(&view.pairs),
                warning(&view.problem).into_iter().collect(),
            ]
            .concat(),
            buttons: vec![
                button('y', &view.agree, act(Check::Consent)),
                button('n', &view.decline, act(Check::Withdraw)),
                close(scene),
            ],
            starts_unchosen: true,
            ..page()
        },
        CheckView::Number(view) => {
            let submit = Action::Submit(Form::CheckNumber);
            form(
                [&view.title, &view.text],
                &view.problem,
                vec![(FieldId::Number, &view.field)],
                vec![form_button(&view.send, submit.clone()), form_button(&view.withdraw, withdraw())],
                submit,
            )
        }
        CheckView::Code(view) => {
            let again = view.again.as_ref().filter(|_| scene.left(view.again_in_ms) == 0);
            let submit = Action::Submit(Form::CheckCode);
            let buttons = [
                view.field.as_ref().map(|_| form_button(&scene.labels.next, submit.clone())),
                again.map(|label| button('a', label, act(Check::CodeAgain))),
                view.other_number.as_ref().map(|label| button('o', label, act(Check::OtherNumber))),
                Some(button('w', &view.withdraw, withdraw())),
            ];
            let left_ms = scene.left(view.ends_in_ms);
            let mut page = form(
                [&view.title, &view.text],
                &view.problem,
                view.field.iter().map(|field| (FieldId::SmsCode, field)).collect(),
                buttons.into_iter().flatten().collect(),
                submit,
            );
            page.meter = (left_ms > 0).then_some(Meter { left_ms, total_ms: 0 });
            if view.field.is_none() {
                (page.submit, page.starts_unchosen) = (None, true);
            }
            page
        }
        CheckView::Location(view) => {
            let field = scene.texts.cli_location_field();
            let submit = Action::Submit(Form::CheckLocation);
            let buttons = vec![
                form_button(&view.share, submit.clone()),
                form_button(&view.decline, act(Check::DeclineLocation)),
                form_button(&view.withdraw, withdraw()),
            ];
            let mut page = form(
                [&view.title, &view.text],
                &view.problem,
                vec![(FieldId::Location, &field)],
                buttons,
                submit,
            );
            page.body.extend(view.required.as_deref().map(text));
            page
        }
        CheckView::Document(view) => {
            let choices = view
                .choices
                .iter()
                .map(|way| choice(&way.label, &way.text, act(Check::Document(way.document))));
            Page {
                body: [
                    vec![title(&view.title), text(&view.text)],
                    view.change.as_deref().map(text).into_iter().collect(),
                    warning(&view.problem).into_iter().collect(),
                    vec![Block::Gap],
                    choices.collect(),
                ]
                .concat(),
                buttons: vec![button('w', &view.withdraw, withdraw()), close(scene)],
                ..page()
            }
        }
        CheckView::Picture(view) => {
            let submit = Action::Submit(Form::CheckPicture(view.kind));
            let mut buttons = vec![form_button(&view.choose, submit.clone())];
            buttons.extend(
                view.send_anyway
                    .as_deref()
                    .map(|label| form_button(label, act(Check::SendAnyway(view.kind)))),
            );
            buttons.extend(view.other_document.as_deref().map(|label| form_button(label, other_document())));
            buttons.push(form_button(&view.withdraw, withdraw()));
            let mut page = form(
                [&view.title, &view.text],
                &view.problem,
                vec![(FieldId::Path, &scene.texts.cli_picture_field())],
                buttons,
                submit,
            );
            page.body.insert(0, faint(&view.position));
            page
        }
        CheckView::Review(view) => {
            let pictures = view.pictures.iter().flat_map(|picture| {
                let value = picture.flagged.clone().unwrap_or_else(|| "✓".to_owned());
                let shown = Block::Pair { label: picture.label.clone(), value };
                let again = picture
                    .retake
                    .as_deref()
                    .map(|label| choice(label, "", act(Check::Retake(picture.kind))));
                [Some(shown), again].into_iter().flatten()
            });
            Page {
                body: [
                    vec![title(&view.title), text(&view.text), Block::Gap],
                    pictures.collect(),
                    pairs(&view.pairs),
                    warning(&view.problem).into_iter().collect(),
                ]
                .concat(),
                buttons: [
                    Some(button('s', &view.send, act(Check::Send { wifi_only: false }))),
                    view.other_document.as_deref().map(|label| button('o', label, other_document())),
                    Some(button('w', &view.withdraw, withdraw())),
                    Some(close(scene)),
                ]
                .into_iter()
                .flatten()
                .collect(),
                starts_unchosen: true,
                ..page()
            }
        }
        CheckView::Sending(view) => {
            let now = view
                .send_now
                .as_deref()
                .map(|label| button('s', label, act(Check::Send { wifi_only: false })));
            Page {
                body: [
                    vec![title(&view.title), text(&view.text), Block::Gap, strong(&view.progress)],
                    warning(&view.waits).into_iter().collect(),
                ]
                .concat(),
                buttons: now
                    .into_iter()
                    .chain([button('w', &view.withdraw, withdraw()), close(scene)])
                    .collect(),
                starts_unchosen: true,
                ..page()
            }
        }
        CheckView::Withdraw(view) => Page {
            body: [vec![title(&view.title), text(&view.text)], warning(&view.problem).into_iter().collect()]
                .concat(),
            buttons: vec![
                button('y', &view.withdraw, act(Check::Withdraw)),
                button('n', &scene.labels.cancel, Action::Back),
            ],
            starts_unchosen: true,
            ..page()
        },
        CheckView::Status(view) => {
            let remarks = [&view.usual, &view.finish_waits].into_iter().flatten().map(|remark| text(remark));
            let buttons = [
                view.finish.as_deref().map(|label| button('y', label, act(Check::Finish))),
                view.retake
                    .as_ref()
                    .map(|retake| button('t', &retake.label, act(Check::Retake(retake.kind)))),
                view.withdraw.as_deref().map(|label| button('w', label, withdraw())),
                view.close.as_deref().map(|label| button('d', label, act(Check::Close))),
            ];
            Page {
                body: [
                    vec![title(&view.title), strong(&view.host), text(&view.text)],
                    pairs(&view.retakes),
                    remarks.collect(),
                    vec![faint(&view.deleted)],
                    warning(&view.problem).into_iter().collect(),
                ]
                .concat(),
                buttons: buttons.into_iter().flatten().chain([close(scene)]).collect(),
                starts_unchosen: true,
                ..page()
            }
        }
    }
}

fn page() -> Page {
    Page { banners_last: true, ..Page::default() }
}

fn act(check: Check) -> Action {
    Action::Check(check)
}

fn withdraw() -> Action {
    Action::Show(Destination::WithdrawCheck)
}

fn other_document() -> Action {
    Action::Show(Destination::CheckDocument)
}

fn pairs(pairs: &[PairView]) -> Vec<Block> {
    pairs.iter().map(|pair| Block::Pair { label: pair.label.clone(), value: pair.value.clone() }).collect()
}

fn form(
    said: [&String; 2],
    problem: &Option<String>,
    fields: Vec<(FieldId, &String)>,
    buttons: Vec<Button>,
    submit: Action,
) -> Page {
    let [headline, words] = said;
    let mut body = vec![title(headline), text(words)];
    body.extend(warning(problem));
    body.push(Block::Gap);
    body.extend(fields.into_iter().map(|(id, label)| Block::Field { id, label: label.clone() }));
    Page { body, buttons, submit: Some(submit), ..page() }
}
