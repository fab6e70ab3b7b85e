use kauth_core::app::*;
use kauth_texts::{Language, Texts};

use super::fixtures;
use super::{Desk, NARROW, WIDE, languages, letters, words};
use crate::phone::input::{Asked, Dialog, FieldId, Notice, NoticeKind};
use crate::phone::page::{Block, Page};

/// Every text that a page holds, whatever its block.
fn texts_of(page: &Page) -> Vec<String> {
    let mut all: Vec<String> = page.buttons.iter().map(|button| button.label.clone()).collect();
    for block in &page.body {
        match block {
            Block::Title(text)
            | Block::Text(text)
            | Block::Strong(text)
            | Block::Faint(text)
            | Block::Warning(text)
            | Block::Large(text)
            | Block::Line(text) => all.push(text.clone()),
            Block::Field { label, .. } => all.push(label.clone()),
            Block::Pair { label, value } => all.extend([label.clone(), value.clone()]),
            Block::Choice(choice) => all.extend([choice.title.clone(), choice.text.clone()]),
            Block::Account(account) => all.extend(account.remarks.clone()),
            Block::Gap => {}
        }
    }
    all
}

#[test]
fn no_text_of_any_screen_is_cut_at_any_size_in_any_language() {
    for language in languages() {
        for size in [WIDE, NARROW] {
            for item in fixtures::all(language) {
                fits(&mut Desk::of(item.view.clone(), language, size));
            }
        }
    }
}

#[test]
fn buttons_and_the_time_left_are_in_sight_without_scrolling() {
    for language in languages() {
        for size in [WIDE, NARROW] {
            let mut desk = Desk::new(Screen::Request(fixtures::request(language)), language, size);
            let screen = words(&desk.screen());
            for label in [desk.labels.yes.clone(), desk.labels.no.clone(), desk.labels.not_me.clone()] {
                assert!(screen.contains(&words(&label)), "{label} at {size:?}:\n{}", desk.screen());
            }
            assert!(screen.contains("1:34"), "{}", desk.screen());
        }
    }
}

#[test]
fn the_list_shows_codes_and_what_is_left_of_them() {
    let list = fixtures::accounts();
    let row = list.rows[0].clone();
    let (code, next) = (row.code.unwrap(), row.next_code.unwrap());
    let mut desk = Desk::new(Screen::Accounts(list), Language::English, WIDE);
    let (lines, _) = desk.lines();
    let line = lines.iter().find(|line| line.contains(&row.issuer)).unwrap();
    assert!(line.contains(&code) && line.contains("0:18") && line.contains('█'), "{line}");
    assert!(lines.iter().any(|line| line.contains(&row.name) && line.contains(&next)));

    desk.input.since_update_ms = 6_000;
    assert!(desk.screen().contains("0:12"));
    desk.input.since_update_ms = 60_000;
    assert!(desk.screen().contains("0:00"));
}

#[test]
fn hidden_codes_are_dots() {
    let mut desk = Desk::new(fixtures::screen("accounts--codes_hidden"), Language::English, NARROW);
    assert!(desk.screen().contains("••• •••"));
}

#[test]
fn the_six_digits_are_large_and_in_words() {
    for size in [WIDE, NARROW] {
        let Screen::LinkCode(mut view) = fixtures::screen("link_code--plain") else { panic!() };
        view.code = "123 456".to_owned();
        let mut desk = Desk::new(Screen::LinkCode(view), Language::English, size);
        let drawn = desk.screen();
        assert!(drawn.contains("▄█  ▀▀█ ▀▀█   █ █ █▀▀ █▀▀"), "{drawn}");
        assert!(drawn.contains("123 456") && drawn.contains("4:05"), "{drawn}");
    }
}

#[test]
fn half_typed_passphrases_are_dots_and_digits_are_not() {
    let mut desk = Desk::new(fixtures::screen("locked--plain"), Language::English, NARROW);
    desk.input.set(FieldId::Passphrase, "correct horse");
    let drawn = desk.screen();
    assert!(!drawn.contains("correct") && drawn.contains("•••••••••••••"), "{drawn}");

    let mut desk = Desk::new(fixtures::screen("request--six_digits"), Language::English, WIDE);
    desk.input.set(FieldId::BrowserDigits, "0123");
    assert!(desk.screen().contains("0123"));
}

#[test]
fn what_does_not_fit_says_so() {
    let account = fixtures::item("account--few_recovery_codes", Language::German);
    let mut desk = Desk::of(account.view.clone(), Language::German, NARROW);
    let (lines, drawn) = desk.lines();
    assert!(drawn.longest_scroll > 0);
    assert!(lines.iter().any(|line| line.contains('▼')), "{}", lines.join("\n"));
    desk.input.scroll = drawn.longest_scroll;
    let (lines, _) = desk.lines();
    assert!(lines.iter().any(|line| line.contains('▲') && !line.contains('▼')), "{}", lines.join("\n"));
}

#[test]
fn banners_come_first_on_the_list_and_last_where_something_is_asked() {
    let banner = Banner {
        kind: BannerKind::NotBackedUp,
        about: String::new(),
        text: "Codes exist only here.".to_owned(),
        action: Some("More".to_owned()),
        dismiss: None,
    };
    let mut desk = Desk::new(Screen::Accounts(fixtures::accounts()), Language::English, WIDE);
    desk.view.banners.push(banner.clone());
    let drawn = desk.screen();
    assert!(drawn.find("Codes exist only here.") < drawn.find("Beispiel Hosting"), "{drawn}");

    let mut desk = Desk::new(Screen::Request(fixtures::request(Language::English)), Language::English, WIDE);
    desk.view.banners.push(banner);
    let all = desk.in_order();
    assert!(all.find("Codesexistonlyhere.") > all.find("login.example.org"), "{all}");
}

#[test]
fn the_snackbar_offers_undo_and_counts_down() {
    let mut desk = Desk::new(Screen::Accounts(fixtures::accounts()), Language::English, NARROW);
    desk.view.snackbar =
        Some(Snackbar { text: "Removed.".to_owned(), undo: Some("Undo".to_owned()), ends_in_ms: 9_500 });
    desk.input.since_update_ms = 2_000;
    let drawn = desk.screen();
    assert!(drawn.contains("Removed.  [u] Undo (0:08)"), "{drawn}");
}

#[test]
fn trouble_of_the_terminals_own_is_said() {
    let mut desk = Desk::new(Screen::Accounts(fixtures::accounts()), Language::English, WIDE);
    desk.input.notice = Some(Notice { text: "The file is gone.".to_owned(), kind: NoticeKind::Trouble });
    assert!(desk.screen().contains("! The file is gone."));
}

#[test]
fn waiting_requests_stand_at_the_top_of_every_screen() {
    let mut desk = Desk::new(Screen::Settings(fixtures::settings()), Language::English, NARROW);
    desk.view.waiting = Some("2 requests wait".to_owned());
    assert!(desk.lines().0[0].ends_with("2 requests wait"));
}

#[test]
fn one_of_several_is_marked_without_colour() {
    let mut desk = Desk::new(Screen::Settings(fixtures::settings()), Language::English, (80, 60));
    let drawn = desk.screen();
    assert!(drawn.contains("(•) As the system") && drawn.contains("( ) Français"), "{drawn}");
}

#[test]
fn right_to_left_texts_stand_at_the_right() {
    let mut desk = Desk::new(Screen::Accounts(fixtures::accounts()), Language::Pseudo, WIDE);
    desk.view.right_to_left = true;
    let (lines, _) = desk.lines();
    assert!(lines.iter().any(|line| line.starts_with("          ") && line.ends_with("Up to date, 14:07")));
}

#[test]
fn a_window_too_small_says_so_and_a_tiny_one_does_not_fail() {
    let mut desk = Desk::new(Screen::Accounts(fixtures::accounts()), Language::English, (20, 5));
    assert!(words(&desk.screen()).contains(&words(&desk.texts.cli_phone_too_small())));
    for width in 1..20 {
        for height in 1..12 {
            // One state a screen: the size is what matters.
            let mut items: Vec<_> = fixtures::all(Language::German).iter().collect();
            items.dedup_by_key(|item| std::mem::discriminant(&item.view.screen));
            for item in items {
                Desk::of(item.view.clone(), Language::German, (width, height)).lines();
            }
        }
    }
}

#[test]
fn the_shells_own_dialogues_fit_as_well() {
    for language in languages() {
        for size in [WIDE, NARROW] {
            let dialogs = [
                Dialog::Paste,
                Dialog::Picture,
                Dialog::Rename { account: "a".to_owned() },
                Dialog::Note { account: "a".to_owned() },
                Dialog::SetPassphrase,
                Dialog::ChangePassphrase,
                Dialog::RemovePassphrase,
                Dialog::Help,
            ];
            for dialog in dialogs {
                let mut desk = Desk::new(Screen::Accounts(fixtures::accounts()), language, size);
                desk.input.open(dialog, []);
                fits(&mut desk);
            }
            let asked = [
                Asked::Save { effect: 1, text: "t".to_owned() },
                Asked::Visit { url: format!("https://example.org/{}", "a".repeat(300)) },
                Asked::CopyByHand { text: "123456".to_owned() },
                Asked::Sign {
                    op: 1,
                    key: "k".to_owned(),
                    bytes: Vec::new(),
                    reason: Texts::of(language).error_vault_damaged(),
                    wrong_passphrase: true,
                },
            ];
            for asked in asked {
                for by_passphrase in [false, true] {
                    let mut desk = Desk::new(Screen::Accounts(fixtures::accounts()), language, size);
                    desk.signs_by_passphrase = by_passphrase;
                    desk.input.asked.push(asked.clone());
                    fits(&mut desk);
                }
            }
        }
    }
}

fn fits(desk: &mut Desk) {
    let on_screen = desk.in_order();
    let page = desk.page();
    for text in texts_of(&page) {
        assert!(on_screen.contains(&letters(&text)), "{text:?} is not in\n{}", desk.screen());
    }
    for word in page.body.iter().flat_map(words_in_columns) {
        assert!(is_in_pieces(&on_screen, &word), "{word:?} is not in\n{}", desk.screen());
    }
}

/// An account stands in two columns: what wraps in one is not in one piece on screen.
fn words_in_columns(block: &Block) -> Vec<String> {
    let Block::Account(account) = block else { return vec![] };
    let columns = [&account.code, &account.issuer, &account.name];
    columns.into_iter().chain(&account.next).flat_map(|text| text.split(' ')).map(str::to_owned).collect()
}

/// Whether a word is there, whole or wrapped into pieces that are not too small.
fn is_in_pieces(on_screen: &str, word: &str) -> bool {
    const SMALLEST: usize = 4;
    let mut rest = word;
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(place, c)| place + c.len_utf8()).rev();
        let fitting = ends.into_iter().find(|end| on_screen.contains(&rest[..*end])).unwrap_or(0);
        if fitting < SMALLEST.min(rest.len()) {
            return false;
        }
        rest = &rest[fitting..];
    }
    true
}

#[test]
fn five_thousand_accounts_are_drawn_in_time() {
    let mut list = fixtures::accounts();
    let row = list.rows[0].clone();
    list.rows =
        (0..5_000).map(|n| AccountRow { id: n.to_string(), name: n.to_string(), ..row.clone() }).collect();
    let mut desk = Desk::new(Screen::Accounts(list), Language::English, WIDE);
    (desk.input.focus, desk.input.holds_scroll) = (Some(4_999), false);
    assert!(desk.screen().contains("4999"));
}

#[test]
fn a_field_that_waits_for_enter_says_so() {
    for (name, has_field) in [("check--number", true), ("check--code", true), ("check--code_failed", false)] {
        let item = fixtures::item(name, Language::English);
        let mut desk = Desk::of(item.view.clone(), Language::English, WIDE);
        assert_eq!(desk.screen().contains("[↵]"), has_field, "{name}:\n{}", desk.screen());
    }
}
