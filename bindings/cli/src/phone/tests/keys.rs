use kauth_core::app::*;
use kauth_texts::Language;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::fixtures;
use super::{Desk, NARROW, WIDE};
use crate::phone::input::{Asked, Dialog, FieldId};
use crate::phone::page::{Action, Block, Check, Form};
use crate::phone::press::{self, Edit, Paste, Press};

const SEEN: u64 = 10_000;

fn desk(screen: Screen) -> Desk {
    let mut desk = Desk::new(screen, Language::English, WIDE);
    desk.input.since_screen_ms = SEEN;
    desk
}

fn key(desk: &mut Desk, code: KeyCode) -> Press {
    with(desk, code, KeyModifiers::NONE)
}

fn with(desk: &mut Desk, code: KeyCode, modifiers: KeyModifiers) -> Press {
    let (_, drawn) = desk.lines();
    let page = desk.page();
    let press = press::press(KeyEvent::new(code, modifiers), &page, &desk.scene(), drawn);
    match &press {
        Press::Focus(place) => {
            desk.input.focus = Some(*place);
            desk.input.holds_scroll = false;
        }
        Press::Scroll(scroll) => {
            desk.input.scroll = *scroll;
            desk.input.holds_scroll = true;
        }
        Press::Edit(id, edit) => press::edit(&mut desk.input, *id, edit),
        _ => {}
    }
    press
}

fn request() -> RequestView {
    fixtures::request(Language::English)
}

fn answer(decision: Decision) -> Press {
    Press::Act(Action::Answer { request: request().id, decision })
}

#[test]
fn y_n_and_m_answer_a_request() {
    let mut desk = desk(Screen::Request(request()));
    assert_eq!(key(&mut desk, KeyCode::Char('y')), Press::Act(Action::Submit(Form::Approve(request().id))));
    assert_eq!(key(&mut desk, KeyCode::Char('N')), answer(Decision::Deny));
    assert_eq!(key(&mut desk, KeyCode::Char('m')), answer(Decision::Report));
    assert_eq!(key(&mut desk, KeyCode::Esc), Press::Act(Action::Back));
}

#[test]
fn a_request_that_has_just_come_is_not_answered_by_what_somebody_types() {
    let mut desk = desk(Screen::Request(request()));
    desk.input.since_screen_ms = 300;
    for code in [KeyCode::Char('y'), KeyCode::Char('n'), KeyCode::Char('m'), KeyCode::Enter, KeyCode::Esc] {
        assert_eq!(key(&mut desk, code), Press::Nothing, "{code:?}");
    }
    assert_eq!(with(&mut desk, KeyCode::Char('c'), KeyModifiers::CONTROL), Press::Act(Action::Quit));
}

#[test]
fn a_stray_enter_answers_nothing() {
    for screen in [Screen::Request(request()), fixtures::screen("remove--linked")] {
        let mut desk = desk(screen);
        assert_eq!(key(&mut desk, KeyCode::Enter), Press::Nothing, "{:?}", desk.view.screen);
    }
}

#[test]
fn yes_is_not_offered_where_the_core_does_not_offer_it() {
    let mut view = request();
    view.can_approve = false;
    view.update_needed = Some("Update first.".to_owned());
    let mut desk = desk(Screen::Request(view));
    assert_eq!(key(&mut desk, KeyCode::Char('y')), Press::Nothing);
    assert_eq!(key(&mut desk, KeyCode::Char('n')), answer(Decision::Deny));
}

#[test]
fn digits_are_typed_and_letters_still_answer() {
    let mut view = request();
    view.digits = AskedDigits::Six;
    let mut desk = desk(Screen::Request(view));
    for digit in "012345".chars() {
        assert!(matches!(key(&mut desk, KeyCode::Char(digit)), Press::Edit(FieldId::BrowserDigits, _)));
    }
    assert_eq!(desk.input.text(FieldId::BrowserDigits), "012345");
    assert_eq!(key(&mut desk, KeyCode::Char('n')), answer(Decision::Deny));
    assert_eq!(key(&mut desk, KeyCode::Enter), Press::Act(Action::Submit(Form::Approve(request().id))));
}

#[test]
fn half_typed_digits_survive_a_look_elsewhere() {
    let mut view = request();
    view.digits = AskedDigits::Six;
    let mut desk = desk(Screen::Request(view));
    key(&mut desk, KeyCode::Char('4'));
    let asking = desk.view.clone();
    let elsewhere = fixtures::view(Screen::Accounts(fixtures::accounts()), Language::English);
    desk.input.follow(&elsewhere);
    assert_eq!(desk.input.text(FieldId::BrowserDigits), "");
    desk.input.follow(&asking);
    assert_eq!(desk.input.text(FieldId::BrowserDigits), "4");
}

#[test]
fn what_goes_on_in_the_browser_is_no_sign_in_and_nothing_is_left_by_that() {
    let visit = Asked::Visit { url: "https://example.org/check/finish".to_owned() };
    for (scene, goes_on) in
        [("check--accepted", true), ("accounts--banner_recovery_begun", true), ("working--browser", false)]
    {
        let mut desk = desk(fixtures::screen(scene));
        desk.input.asked.push(visit.clone());
        assert_eq!(desk.screen().contains("Go on in the browser"), goes_on, "{scene}");
        let cancels = key(&mut desk, KeyCode::Char('n')) == Press::Act(Action::Cancel);
        assert_eq!(cancels, !goes_on, "{scene}");
    }
}

#[test]
fn f8_withdrawing_is_offered_on_every_page_of_a_check_that_goes_on() {
    let offers = |scene: &str, action| {
        desk(fixtures::screen(scene)).page().buttons.iter().any(|button| button.action == action)
    };
    for page in ["number", "code", "code_failed", "location", "location_required", "document"] {
        assert!(offers(&format!("check--{page}"), Action::Show(Destination::WithdrawCheck)), "{page}");
    }
    for page in ["picture_front", "picture_again", "review", "sending", "submitted", "retake_asked"] {
        assert!(offers(&format!("check--{page}"), Action::Show(Destination::WithdrawCheck)), "{page}");
    }
    assert!(!offers("check--accepted", Action::Show(Destination::WithdrawCheck)), "it is over");
    assert!(offers("check--consent", Action::Check(Check::Withdraw)), "nothing was given: nothing is asked");
}

#[test]
fn f4_another_document_is_offered_until_one_is_sent() {
    let offers = |scene| {
        let page = desk(fixtures::screen(scene)).page();
        page.buttons.iter().any(|button| button.action == Action::Show(Destination::CheckDocument))
    };
    assert!(offers("check--picture_front") && offers("check--review"));
    assert!(!offers("check--review_again") && !offers("check--document"));
}

#[test]
fn withdrawing_is_asked_about_first() {
    let asks = Press::Act(Action::Show(Destination::WithdrawCheck));
    assert_eq!(key(&mut desk(fixtures::screen("check--submitted")), KeyCode::Char('w')), asks);
    let mut asked = desk(fixtures::screen("check--withdraw"));
    assert_eq!(key(&mut asked, KeyCode::Char('n')), Press::Act(Action::Back));
    assert_eq!(key(&mut asked, KeyCode::Char('y')), Press::Act(Action::Check(Check::Withdraw)));
}

#[test]
fn where_no_code_counts_any_more_none_is_typed() {
    let desk = desk(fixtures::screen("check--code_failed"));
    let page = desk.page();
    assert!(page.submit.is_none() && page.meter.is_none());
    assert!(!page.body.iter().any(|block| matches!(block, Block::Field { .. })));
}

#[test]
fn a_request_may_come_while_a_name_is_typed() {
    let mut desk = desk(fixtures::screen("account--linked"));
    let before = desk.view.clone();
    desk.input.open(Dialog::Rename { account: "a".to_owned() }, [(FieldId::Name, "half".to_owned())]);
    desk.view = fixtures::view(Screen::Request(request()), Language::English);
    desk.input.follow(&desk.view);
    desk.input.since_screen_ms = SEEN;
    assert_eq!(key(&mut desk, KeyCode::Char('n')), answer(Decision::Deny));
    desk.input.follow(&before);
    desk.view = before;
    assert_eq!(desk.input.text(FieldId::Name), "half");
    assert_eq!(key(&mut desk, KeyCode::Enter), Press::Act(Action::Submit(Form::Rename("a".to_owned()))));
}

#[test]
fn what_was_typed_on_a_screen_that_has_gone_is_gone() {
    let mut desk = desk(fixtures::screen("locked--plain"));
    key(&mut desk, KeyCode::Char('s'));
    assert_eq!(desk.input.text(FieldId::Passphrase), "s");
    desk.input.follow(&fixtures::view(Screen::Accounts(fixtures::accounts()), Language::English));
    assert_eq!(desk.input.text(FieldId::Passphrase), "");
}

#[test]
fn letters_are_text_in_a_field_and_press_buttons_with_alt() {
    let mut desk = desk(Screen::Accounts(fixtures::accounts()));
    assert_eq!(key(&mut desk, KeyCode::Char('/')), Press::Act(Action::Search));
    desk.input.searching = true;
    assert_eq!(
        key(&mut desk, KeyCode::Char('q')),
        Press::Edit(FieldId::Search, Edit::Insert("q".to_owned()))
    );
    assert_eq!(with(&mut desk, KeyCode::Char('q'), KeyModifiers::ALT), Press::Act(Action::Quit));
    assert_eq!(key(&mut desk, KeyCode::Esc), Press::Act(Action::EndSearch));
    assert_eq!(Action::follows(FieldId::Search), Some(Action::Submit(Form::Search)));
}

#[test]
fn the_list_is_walked_and_the_chosen_account_copied_and_opened() {
    let mut desk = desk(Screen::Accounts(fixtures::accounts()));
    assert_eq!(key(&mut desk, KeyCode::Char('c')), Press::Act(Action::CopyCode("account-1".to_owned())));
    assert_eq!(key(&mut desk, KeyCode::Down), Press::Focus(1));
    assert_eq!(key(&mut desk, KeyCode::Char('c')), Press::Act(Action::CopyCode("account-2".to_owned())));
    let page = Action::Show(Destination::Account { account: "account-2".to_owned() });
    assert_eq!(key(&mut desk, KeyCode::Enter), Press::Act(page));
    assert_eq!(key(&mut desk, KeyCode::Char('+')), Press::Act(Action::Show(Destination::Add)));
}

#[test]
fn a_banners_button_does_not_shift_which_account_is_copied() {
    let mut desk = desk(Screen::Accounts(fixtures::accounts()));
    desk.view.banners.push(Banner {
        kind: BannerKind::NotBackedUp,
        about: String::new(),
        text: "b".to_owned(),
        action: Some("More".to_owned()),
        dismiss: None,
    });
    assert_eq!(key(&mut desk, KeyCode::Char('c')), Press::Act(Action::CopyCode("account-1".to_owned())));
    key(&mut desk, KeyCode::Down);
    assert_eq!(key(&mut desk, KeyCode::Char('c')), Press::Act(Action::CopyCode("account-2".to_owned())));
    key(&mut desk, KeyCode::Up);
    key(&mut desk, KeyCode::Up);
    assert_eq!(
        key(&mut desk, KeyCode::Enter),
        Press::Act(Action::Banner(BannerKind::NotBackedUp, String::new()))
    );
}

#[test]
fn undo_is_a_key_only_while_it_is_offered() {
    let mut desk = desk(Screen::Accounts(fixtures::accounts()));
    assert_eq!(key(&mut desk, KeyCode::Char('u')), Press::Nothing);
    desk.view.snackbar =
        Some(Snackbar { text: "Removed.".to_owned(), undo: Some("Undo".to_owned()), ends_in_ms: 9_000 });
    assert_eq!(key(&mut desk, KeyCode::Char('u')), Press::Act(Action::Undo));
}

#[test]
fn enter_leads_through_a_form_and_sends_it_at_its_end() {
    let mut desk = desk(fixtures::screen("add_by_hand--plain"));
    for field in 1..7 {
        assert_eq!(key(&mut desk, KeyCode::Enter), Press::Focus(field));
    }
    assert_eq!(key(&mut desk, KeyCode::Enter), Press::Act(Action::Submit(Form::ByHand)));
}

#[test]
fn a_paste_fills_a_field_or_is_a_link() {
    let locked = desk(fixtures::screen("locked--plain"));
    let pasted = |desk: &Desk, text: &str| press::paste(text, &desk.page(), &desk.scene());
    assert_eq!(pasted(&locked, "words"), Some(Paste::Into(FieldId::Passphrase, "words".to_owned())));
    let list = desk(Screen::Accounts(fixtures::accounts()));
    assert_eq!(pasted(&list, " https://h/link#t \n"), Some(Paste::Scan("https://h/link#t".to_owned())));
    let asked = desk(Screen::Request(request()));
    assert_eq!(pasted(&asked, "https://h/link#t"), None);
}

#[test]
fn a_signature_wants_a_yes_or_a_passphrase() {
    let sign = Asked::Sign {
        op: 7,
        key: "k".to_owned(),
        bytes: vec![1],
        reason: "Approve".to_owned(),
        wrong_passphrase: false,
    };
    let mut desk = desk(Screen::Request(request()));
    desk.input.asked.push(sign);
    assert_eq!(key(&mut desk, KeyCode::Enter), Press::Nothing);
    assert_eq!(key(&mut desk, KeyCode::Char('y')), Press::Act(Action::Sign { consent: true }));
    assert_eq!(key(&mut desk, KeyCode::Esc), Press::Act(Action::Close));
    desk.signs_by_passphrase = true;
    assert!(matches!(key(&mut desk, KeyCode::Char('y')), Press::Edit(FieldId::Passphrase, _)));
    assert_eq!(key(&mut desk, KeyCode::Enter), Press::Act(Action::Sign { consent: true }));
}

#[test]
fn a_long_page_is_read_to_its_end_by_arrows_alone() {
    let account = fixtures::item("account--few_recovery_codes", Language::German);
    let mut desk = Desk::of(account.view.clone(), Language::German, NARROW);
    let (_, drawn) = desk.lines();
    for _ in 0..drawn.longest_scroll {
        key(&mut desk, KeyCode::Down);
    }
    assert_eq!(desk.lines().1.scroll, drawn.longest_scroll);
    key(&mut desk, KeyCode::Home);
    assert_eq!(desk.lines().1.scroll, 0);
}

#[test]
fn choices_of_a_settings_page_are_all_reached() {
    let mut desk = desk(Screen::Settings(fixtures::settings()));
    let mut reached = Vec::new();
    for _ in 0..20 {
        if let Press::Act(action) = key(&mut desk, KeyCode::Enter) {
            reached.push(action);
        }
        key(&mut desk, KeyCode::Tab);
    }
    for wanted in [
        Action::Lock,
        Action::HideCodes(true),
        Action::Language("fr".to_owned()),
        Action::Theme(Theme::Light),
        Action::Open(Dialog::RemovePassphrase),
        Action::Back,
    ] {
        assert!(reached.contains(&wanted), "{wanted:?} is not in {reached:?}");
    }
}
