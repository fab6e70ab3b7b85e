//! "Is this you?", how it ended, and what was before.

use kauth_core::app::{AskedDigits, Decision, HistoryView, RequestEndedView, RequestView};

use super::{button, close, faint, requests_button, strong, text, title, warning};
use crate::phone::input::FieldId;
use crate::phone::page::{Action, Block, Button, Form, Meter, Page};
use crate::phone::scene::Scene;

pub(super) fn request(view: &RequestView, scene: &Scene<'_>) -> Page {
    let mut body = vec![title(&view.title)];
    body.extend(view.position_text.as_deref().map(faint));
    body.push(text(&view.text));
    body.extend(asked_by(view));
    for remark in [&view.unlock_to_approve, &view.update_needed, &view.link_again, &view.problem] {
        body.extend(warning(remark));
    }
    let asks_digits = view.digits != AskedDigits::None && view.can_approve;
    if asks_digits {
        body.push(Block::Gap);
        body.extend(view.digits_text.as_deref().map(text));
        let label = scene.labels.browser_digits_field.clone();
        body.push(Block::Field { id: FieldId::BrowserDigits, label });
    }
    let approve = Action::Submit(Form::Approve(view.id.clone()));
    Page {
        body,
        buttons: request_buttons(view, &approve, scene),
        meter: Some(time_left(view, scene)),
        submit: asks_digits.then_some(approve),
        settles: true,
        starts_unchosen: !asks_digits,
        banners_last: true,
        ..Page::default()
    }
}

/// Who asks, for whom, and what exactly: shown wherever a yes is given.
pub(super) fn asked_by(view: &RequestView) -> Vec<Block> {
    let mut blocks = vec![Block::Gap, strong(&view.site), text(&view.host), text(&view.account)];
    blocks.extend(
        view.pairs.iter().map(|pair| Block::Pair { label: pair.label.clone(), value: pair.value.clone() }),
    );
    blocks
}

pub(super) fn time_left(view: &RequestView, scene: &Scene<'_>) -> Meter {
    Meter { left_ms: scene.left(view.ends_in_ms), total_ms: view.lifetime_ms }
}

fn request_buttons(view: &RequestView, approve: &Action, scene: &Scene<'_>) -> Vec<Button> {
    let labels = scene.labels;
    let answer = |decision| Action::Answer { request: view.id.clone(), decision };
    let under_way = |label: &str, decision| {
        if view.answering == Some(decision) { format!("{label} …") } else { label.to_owned() }
    };
    let mut buttons = Vec::new();
    if view.can_approve {
        buttons.push(button('y', &under_way(&labels.yes, Decision::Approve), approve.clone()));
    }
    if view.unlock_to_approve.is_some() {
        // Behind a request of a locked app is the page that unlocks it.
        buttons.push(button('k', &labels.unlock, Action::Back));
    }
    buttons.push(button('n', &under_way(&labels.no, Decision::Deny), answer(Decision::Deny)));
    buttons.push(button('m', &under_way(&labels.not_me, Decision::Report), answer(Decision::Report)));
    buttons.push(button('l', &labels.later, Action::Back));
    buttons
}

pub(super) fn ended(view: &RequestEndedView, scene: &Scene<'_>) -> Page {
    let body =
        vec![title(&view.title), text(&view.text), Block::Gap, strong(&view.site), text(&view.account)];
    let mut buttons = Vec::new();
    if let Some(label) = &view.back_to_browser {
        buttons.push(button('o', label, Action::ReturnToBrowser));
    }
    buttons.extend(requests_button(scene));
    buttons.push(close(scene));
    Page { body, buttons, banners_last: true, ..Page::default() }
}

pub(super) fn history(view: &HistoryView) -> Page {
    let mut body = vec![title(&view.title)];
    body.extend(view.empty.as_deref().map(text));
    for row in &view.rows {
        body.push(Block::Gap);
        body.push(strong(&row.text));
        body.push(text(&format!("{} · {} · {}", row.site, row.account, row.what)));
        body.push(faint(&row.when));
    }
    Page { body, ..Page::default() }
}
