use std::collections::BTreeSet;

use kauth_texts::Language;

use super::*;
use crate::app::view::*;

/// Names of all variants, and the name of one: a new variant does not compile until it is here, and fails until it is in
/// the gallery.
macro_rules! variants {
    ($all:ident, $name:ident: $type:ident { $($variant:pat => $text:literal,)* }) => {
        const $all: &[&str] = &[$($text),*];

        fn $name(value: &$type) -> &'static str {
            match value {
                $($variant => $text,)*
            }
        }
    };
}

variants!(SCREENS, screen: Screen {
    Screen::Locked(_) => "locked",
    Screen::Start(_) => "start",
    Screen::Accounts(_) => "accounts",
    Screen::Add(_) => "add",
    Screen::Scan(_) => "scan",
    Screen::AddByHand(_) => "add_by_hand",
    Screen::Import(_) => "import",
    Screen::SignInHere(_) => "sign_in_here",
    Screen::Agree(_) => "agree",
    Screen::Working(_) => "working",
    Screen::LinkCode(_) => "link_code",
    Screen::RecoveryCodes(_) => "recovery_codes",
    Screen::Account(_) => "account",
    Screen::Remove(_) => "remove",
    Screen::Request(_) => "request",
    Screen::RequestEnded(_) => "request_ended",
    Screen::History(_) => "history",
    Screen::Settings(_) => "settings",
    Screen::LinkRemoved(_) => "link_removed",
    Screen::LinkAgain(_) => "link_again",
    Screen::Check(_) => "check",
    Screen::Problem(_) => "problem",
});

variants!(BANNERS, banner: BannerKind {
    BannerKind::Offline => "offline",
    BannerKind::ProviderRefuses => "provider_refuses",
    BannerKind::ClockWrong => "clock_wrong",
    BannerKind::NotBackedUp => "not_backed_up",
    BannerKind::LinkAgain => "link_again",
    BannerKind::NotificationsOff => "notifications_off",
    BannerKind::NoScreenLock => "no_screen_lock",
    BannerKind::BatterySaving => "battery_saving",
    BannerKind::Recovery => "recovery",
    BannerKind::Check => "check",
    BannerKind::Storage => "storage",
});

variants!(ENDINGS, ending: Ending {
    Ending::Approved => "approved",
    Ending::Refused => "refused",
    Ending::Reported => "reported",
    Ending::Expired => "expired",
    Ending::ExpiredBeforeOpening => "expired_before_opening",
    Ending::AnsweredElsewhere => "answered_elsewhere",
    Ending::Withdrawn => "withdrawn",
    Ending::Superseded => "superseded",
    Ending::Failed => "failed",
    Ending::Lapsed => "lapsed",
    Ending::NoNetwork => "no_network",
    Ending::NotAccepted => "not_accepted",
});

variants!(CODES, codes: CodeKind {
    CodeKind::Time => "time",
    CodeKind::Counter => "counter",
    CodeKind::None => "none",
});

variants!(DIGITS, digits: AskedDigits {
    AskedDigits::None => "none",
    AskedDigits::Two => "two",
    AskedDigits::Six => "six",
});

fn all(names: &[&'static str]) -> BTreeSet<&'static str> {
    names.iter().copied().collect()
}

fn screens<T>(items: &[GalleryItem], pick: impl Fn(&Screen) -> Vec<T>) -> Vec<T> {
    items.iter().flat_map(|item| pick(&item.view.screen)).collect()
}

fn find(items: &[GalleryItem], name: &str) -> AppView {
    items.iter().find(|item| item.name == name).expect(name).view.clone()
}

#[test]
fn every_screen_banner_ending_and_kind_of_code_is_there() {
    let items = gallery("en");
    assert_eq!(items.iter().map(|item| screen(&item.view.screen)).collect::<BTreeSet<_>>(), all(SCREENS));
    let banners = items.iter().flat_map(|item| &item.view.banners);
    assert_eq!(banners.map(|found| banner(&found.kind)).collect::<BTreeSet<_>>(), all(BANNERS));
    let endings = screens(&items, |screen| match screen {
        Screen::RequestEnded(view) => vec![ending(&view.ending)],
        _ => vec![],
    });
    assert_eq!(endings.into_iter().collect::<BTreeSet<_>>(), all(ENDINGS));
    let kinds = screens(&items, |screen| match screen {
        Screen::Accounts(view) => view.rows.iter().map(|row| codes(&row.code_kind)).collect(),
        _ => vec![],
    });
    assert_eq!(kinds.into_iter().collect::<BTreeSet<_>>(), all(CODES));
    let asked = screens(&items, |screen| match screen {
        Screen::Request(view) => vec![digits(&view.digits)],
        _ => vec![],
    });
    assert_eq!(asked.into_iter().collect::<BTreeSet<_>>(), all(DIGITS));
}

#[test]
fn every_scene_plays_and_is_named_after_what_it_shows() {
    let items = gallery("en");
    assert_eq!(items.len(), entries().count(), "a scene does not play");
    let names: BTreeSet<&str> = items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names.len(), items.len(), "two have the same name");
    for item in &items {
        let (shown, state) = item.name.split_once("--").unwrap();
        assert_eq!(shown, screen(&item.view.screen), "{}", item.name);
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        assert!(is_plain(shown) && is_plain(state) && !state.is_empty(), "{}", item.name);
        if let Screen::RequestEnded(view) = &item.view.screen {
            assert!(state.starts_with(ending(&view.ending)), "{}", item.name);
        }
    }
}

#[test]
fn no_two_pictures_are_alike() {
    let items = gallery("en");
    for (place, item) in items.iter().enumerate() {
        let twin = items[..place].iter().find(|other| other.view == item.view);
        assert_eq!(twin.map(|twin| &twin.name), None, "{}", item.name);
    }
}

#[test]
fn the_same_call_gives_the_same_views() {
    for language in ["en", "pseudo"] {
        assert_eq!(gallery(language), gallery(language));
    }
}

#[test]
fn full_lists_and_long_texts_are_as_long_as_they_can_be() {
    let items = gallery("en");
    let Screen::Accounts(list) = find(&items, "accounts--full").screen else { panic!() };
    assert_eq!(list.rows.len(), 12);
    let long = |row: &&AccountRow| row.issuer.chars().count() == 64 && row.name.chars().count() == 64;
    assert!(list.rows.iter().any(|row| long(&row)));
    assert!(list.rows.iter().any(|row| row.code.as_ref().is_some_and(|code| code.len() == 9)), "8 digits");
    assert!(list.rows.iter().any(|row| row.weak.is_some()));
    assert!(list.rows.iter().any(|row| row.problem.is_some()));
    assert_eq!(list.rows[0].waiting_requests, 1);
    assert_eq!(list.rows[0].ends_in_ms, 18_000);
    let Screen::Accounts(hidden) = find(&items, "accounts--codes_hidden").screen else { panic!() };
    assert!(hidden.codes_hidden && hidden.rows.iter().all(|row| row.code.is_none()));
    let Screen::Accounts(hits) = find(&items, "accounts--search_hits").screen else { panic!() };
    assert!((1..12).contains(&hits.rows.len()));
    let Screen::Request(action) = find(&items, "request--action_long").screen else { panic!() };
    assert_eq!(action.pairs.len(), 10);
    assert!(action.pairs.iter().any(|pair| pair.value.chars().count() >= 1_020));
    assert_eq!(find(&items, "accounts--banners_all").banners.len(), BANNERS.len());
}

#[test]
fn what_is_shown_could_have_been_signed() {
    use kauth_protocol::display::{DisplayPair, check_pairs};
    for item in gallery("en") {
        if let Screen::Request(view) = item.view.screen {
            let pair = |pair: PairView| DisplayPair { label: pair.label, value: pair.value };
            let pairs: Vec<DisplayPair> = view.pairs.into_iter().map(pair).collect();
            assert_eq!(check_pairs(&pairs), Ok(()), "{}", item.name);
        }
    }
}

#[test]
fn tags_choose_the_language() {
    for (asked, tag) in [("de", "de"), ("it", "it"), ("pseudo", "en-XA"), ("xx", "en")] {
        let items = gallery(asked);
        assert!(items.iter().all(|item| item.view.language == tag), "{asked}");
        assert_eq!(items[0].view.right_to_left, asked == "pseudo");
        assert_eq!(error(ErrorKind::Offline, asked), error(ErrorKind::Offline, tag));
    }
}

#[test]
fn sizes_are_written_as_the_language_writes_numbers() {
    for (language, written) in [
        ("en", "0.9 of 2.7 MB"),
        ("de", "0,9 von 2,7 MB"),
        ("fr", "0,9 sur 2,7 Mo"),
        ("it", "0,9 di 2,7 MB"),
        ("es", "0,9 de 2,7 MB"),
    ] {
        let said = texts(&find(&gallery(language), "check--sending"));
        assert!(said.iter().any(|text| text.starts_with(written)), "{written}: {said:?}");
    }
}

/// Every text of a view, also those that `Debug` leaves out.
fn texts(view: &AppView) -> BTreeSet<String> {
    let mut found: BTreeSet<String> =
        format!("{view:?}").split('"').skip(1).step_by(2).map(Into::into).collect();
    let mut row = |row: &AccountRow| {
        found.extend([&row.weak, &row.problem].into_iter().flatten().cloned());
    };
    match &view.screen {
        Screen::Accounts(list) => list.rows.iter().for_each(row),
        Screen::Account(account) => row(&account.row),
        Screen::LinkCode(code) => {
            found.extend([code.title.clone(), code.text.clone()]);
            found.extend([&code.calls_itself, &code.problem].into_iter().flatten().cloned());
        }
        Screen::RecoveryCodes(codes) => {
            found.extend([codes.title.clone(), codes.text.clone()]);
            found.extend(codes.actions.iter().map(|action| action.label.clone()).chain(codes.saved.clone()));
        }
        _ => {}
    }
    found
}

#[test]
fn nothing_english_is_left_in_other_languages() {
    let (english, pseudo) = (gallery("en"), gallery("pseudo"));
    for (en, pseudo) in english.iter().zip(&pseudo) {
        assert_ne!(en.view.screen, pseudo.view.screen, "{}", en.name);
    }
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        let language = language.tag();
        for ((en, other), pseudo) in english.iter().zip(gallery(language)).zip(&pseudo) {
            assert_ne!(en.view.screen, other.view.screen, "{}", en.name);
            let (en, pseudo) = (texts(&en.view), texts(&pseudo.view));
            for text in texts(&other.view).intersection(&en).filter(|text| text.split(' ').count() > 2) {
                assert!(pseudo.contains(text), "{language} {}: {text}", other.name);
            }
        }
    }
}
