//! The phone with an app behind it, without a terminal: keys and pastes go in, views and effects come out.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use kauth_core::app::{EffectKind, Screen};
use kauth_core::platform::fakes::FakeKeys;
use kauth_texts::Language;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::fixtures;
use crate::phone::input::{Asked, FieldId};
use crate::phone::{Phone, PhoneOptions};

const URI: &str = "otpauth://totp/Example:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";

async fn phone(folder: &Path, copies: bool) -> Phone {
    let options = PhoneOptions {
        headline: None,
        save_dir: folder.to_owned(),
        starts_browser: false,
        copies,
        colours: false,
    };
    let app = fixtures::app(&folder.join("data"), Language::English).await;
    Phone::start(app, Arc::new(FakeKeys::new(1)), options).await.unwrap()
}

impl Phone {
    /// Takes what comes until it is as wanted.
    async fn until(&mut self, wanted: impl Fn(&Self) -> bool) {
        while !wanted(self) {
            let app = self.app.clone();
            let revision = self.update.revision;
            let waiting = async {
                tokio::select! {
                    update = app.next(revision) => self.take_update(update.unwrap()).await,
                    Some(outcome) = self.jobs.join_next() => self.take_outcome(outcome.unwrap()),
                }
            };
            tokio::time::timeout(Duration::from_secs(30), waiting).await.unwrap();
        }
    }

    fn key(&mut self, code: KeyCode) {
        self.screen_came = Instant::now() - Duration::from_secs(10);
        self.take_event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }

    fn types(&mut self, text: &str) {
        text.chars().for_each(|letter| self.key(KeyCode::Char(letter)));
    }

    async fn with_anna(&mut self) {
        self.take_event(Event::Paste(URI.to_owned()));
        self.until(
            |phone| matches!(&phone.update.view.screen, Screen::Accounts(view) if view.rows.len() == 1),
        )
        .await;
    }
}

#[tokio::test]
async fn a_pasted_uri_is_added_and_its_code_goes_to_the_terminals_clipboard_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = phone(folder.path(), true).await;
    phone.with_anna().await;
    let Screen::Accounts(view) = &phone.update.view.screen else { panic!("no list") };
    let code = view.rows[0].code.clone().unwrap().replace(' ', "");

    phone.key(KeyCode::Char('c'));
    phone.until(|phone| !phone.to_terminal.is_empty()).await;
    let sent = String::from_utf8(phone.to_terminal.clone()).unwrap();
    assert_eq!(sent, format!("\x1b]52;c;{}\x07", BASE64.encode(code.as_bytes())));
    phone
        .until(|phone| !phone.update.effects.iter().any(|e| matches!(e.kind, EffectKind::Copy { .. })))
        .await;
    assert_eq!(phone.to_terminal.len(), sent.len());
}

#[tokio::test]
async fn a_terminal_that_cannot_copy_shows_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = phone(folder.path(), false).await;
    phone.with_anna().await;
    phone.key(KeyCode::Char('c'));
    phone.until(|phone| matches!(phone.input.asked.last(), Some(Asked::CopyByHand { .. }))).await;
    assert_eq!(phone.to_terminal, b"");
    phone.key(KeyCode::Esc);
    assert!(phone.input.asked.is_empty());
}

#[tokio::test]
async fn what_is_typed_keeps_its_order_on_the_way_to_the_core() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = phone(folder.path(), true).await;
    phone.with_anna().await;
    phone.key(KeyCode::Char('/'));
    phone.types("nobody of that name");
    phone.until(|phone| {
        matches!(&phone.update.view.screen, Screen::Accounts(view) if view.search == "nobody of that name")
    })
    .await;
    phone.key(KeyCode::Esc);
    phone.until(|phone| {
        matches!(&phone.update.view.screen, Screen::Accounts(view) if view.search.is_empty() && view.rows.len() == 1)
    })
    .await;
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_a_taken_one_closes() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = phone(folder.path(), true).await;
    phone.with_anna().await;
    phone.key(KeyCode::Enter);
    phone.until(|phone| matches!(phone.update.view.screen, Screen::Account(_))).await;
    phone.key(KeyCode::Char('e'));
    phone.types(&"long ".repeat(40));
    phone.key(KeyCode::Enter);
    phone.until(|phone| phone.update.view.snackbar.is_some()).await;
    assert!(phone.input.text(FieldId::Name).contains("long long"));

    phone.take_event(Event::Key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
    phone.types("Anna at home");
    phone.key(KeyCode::Enter);
    phone
        .until(|phone| {
            let is_named = |name: &str| name == "Anna at home";
            phone.input.dialog().is_none()
                && matches!(&phone.update.view.screen, Screen::Account(view) if is_named(&view.row.name))
        })
        .await;
}

#[tokio::test]
async fn a_picture_that_is_not_there_is_said_and_the_phone_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = phone(folder.path(), true).await;
    phone.key(KeyCode::Char('+'));
    phone.until(|phone| matches!(phone.update.view.screen, Screen::Add(_))).await;
    phone.key(KeyCode::Down);
    phone.key(KeyCode::Enter);
    phone.types("/no/such.png");
    phone.key(KeyCode::Enter);
    phone.until(|phone| phone.input.notice.is_some()).await;
    assert!(phone.input.notice.as_ref().unwrap().text.contains("/no/such.png"));
}

#[tokio::test]
async fn a_file_that_is_dropped_on_the_terminal_is_shown_and_added_by_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut phone = phone(folder.path(), true).await;
    let file = folder.path().join("codes.txt");
    let other = "otpauth://hotp/Bank:dora?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bank&counter=3";
    std::fs::write(&file, format!("{URI}\n{other}\n")).unwrap();
    phone.take_event(Event::Paste(file.display().to_string()));
    phone
        .until(|phone| matches!(&phone.update.view.screen, Screen::Import(view) if view.add.is_some()))
        .await;
    phone.key(KeyCode::Enter);
    assert!(matches!(phone.update.view.screen, Screen::Import(_)), "a stray Enter adds nothing");
    phone.key(KeyCode::Char('y'));
    phone
        .until(|phone| matches!(&phone.update.view.screen, Screen::Accounts(view) if view.rows.len() == 2))
        .await;
}
