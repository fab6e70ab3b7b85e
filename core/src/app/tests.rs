//! The app without a network: what a shell sees and does, on a clock that is turned by hand.

mod camera;
mod checks;
mod import;
mod presence;
mod provider;
mod push;
mod recoveries;
mod requests;
mod reviewer;
mod system;
mod trouble;
mod viewfinder;

use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::error::ErrorKind;
use crate::platform::SystemRandom;
use crate::platform::fakes::{FakeKeys, ManualClock};

/// 18 November 2026, at the beginning of a 30-second step.
const WALL_MS: i64 = 1_795_000_020_000;
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

struct Phone {
    folder: TempDir,
    clock: Arc<ManualClock>,
    keys: Arc<FakeKeys>,
    shell: ShellCapabilities,
}

impl Phone {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Arc::new(ManualClock::new(WALL_MS)),
            keys: Arc::new(FakeKeys::new(1)),
            shell: ShellCapabilities { loopback_http: true, files: true, ..ShellCapabilities::default() },
        }
    }

    async fn open(&self) -> App {
        let app = self.try_open().await.unwrap();
        app.resumed().await.unwrap();
        app
    }

    async fn try_open(&self) -> Result<App, CoreError> {
        let config = AppConfig {
            data_dir: self.folder.path().to_string_lossy().into_owned(),
            languages: "en".into(),
            language: None,
            utc_offset_minutes: 0,
            device_name: "Test".into(),
            platform_name: "terminal".into(),
            shell: self.shell,
            timeouts: Timeouts::default(),
        };
        let random = Arc::new(SystemRandom::new());
        App::open(config, Platform { keys: self.keys.clone(), clock: self.clock.clone(), random }).await
    }
}

async fn screen(app: &App) -> Screen {
    app.next(0).await.unwrap().view.screen
}

/// The passing notice.
async fn snackbar(app: &App) -> Option<String> {
    app.next(0).await.unwrap().view.snackbar.map(|snackbar| snackbar.text)
}

/// Whether a banner of that kind is there.
fn warns(update: &Update, kind: BannerKind) -> bool {
    update.view.banners.iter().any(|banner| banner.kind == kind)
}

/// Waits for a view that fits.
async fn until(app: &App, fits: impl Fn(&Update) -> bool) -> Update {
    let search = async {
        let mut revision = 0;
        loop {
            let update = app.next(revision).await.unwrap();
            if fits(&update) {
                return update;
            }
            revision = update.revision;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), search).await.expect("the view never came")
}

fn entry(issuer: &str) -> ManualEntry {
    ManualEntry {
        issuer: issuer.into(),
        name: "anna".into(),
        secret: SECRET.into(),
        ..ManualEntry::default()
    }
}

async fn rows(app: &App) -> Vec<AccountRow> {
    app.accounts().await.unwrap()
}

#[tokio::test]
async fn an_account_typed_by_hand_shows_its_code_and_the_next_one() {
    let phone = Phone::new();
    let app = phone.open().await;
    assert!(matches!(screen(&app).await, Screen::Start(_)));
    let id = app.add_by_hand(entry("Example")).await.unwrap();
    let Screen::Accounts(view) = screen(&app).await else { panic!() };
    let row = &view.rows[0];
    assert_eq!(
        (row.id.as_str(), row.issuer.as_str(), row.code_kind),
        (id.as_str(), "Example", CodeKind::Time)
    );
    assert_eq!((row.ends_in_ms, row.period_ms), (30_000, 30_000));
    let expected =
        crate::code_at(&format!("otpauth://totp/x?secret={SECRET}"), WALL_MS / 1000, "en").unwrap();
    assert_eq!(row.code.as_ref().unwrap().replace(' ', ""), expected);

    let next = row.next_code.clone();
    let before = app.next(0).await.unwrap().revision;
    phone.clock.advance(30_000);
    let update = app.next(before).await.unwrap();
    let Screen::Accounts(view) = update.view.screen else { panic!() };
    assert_eq!(view.rows[0].code, next);
}

#[tokio::test]
async fn codes_are_copied_as_typed_and_kept_from_the_clipboards_history() {
    let phone = Phone::new();
    let app = phone.open().await;
    let id = app.add_by_hand(entry("Example")).await.unwrap();
    app.copy_code(id).await.unwrap();
    let update = app.next(0).await.unwrap();
    let copied = update.effects.iter().find_map(|effect| match &effect.kind {
        EffectKind::Copy { text, sensitive: true, clear_after_ms: Some(_) } => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    assert!(copied.len() == 6 && copied.bytes().all(|byte| byte.is_ascii_digit()));
    assert!(!format!("{update:?}").contains(&copied), "no code in Debug");
}

#[tokio::test]
async fn effects_come_again_until_they_are_done() {
    let phone = Phone::new();
    let app = phone.open().await;
    let id = app.add_by_hand(entry("Example")).await.unwrap();
    app.copy_code(id.clone()).await.unwrap();
    let first = app.next(0).await.unwrap().effects;
    assert_eq!(app.next(0).await.unwrap().effects, first);
    app.done(first[0].id).await.unwrap();
    assert!(app.next(0).await.unwrap().effects.is_empty());
}

#[tokio::test]
async fn details_that_make_no_correct_codes_change_nothing() {
    let phone = Phone::new();
    let app = phone.open().await;
    let with = |change: fn(&mut ManualEntry)| {
        let mut bad = entry("Example");
        change(&mut bad);
        bad
    };
    let bad = [
        with(|entry| entry.secret = String::new()),
        with(|entry| entry.secret = "not base32!".into()),
        with(|entry| entry.digits = "0".into()),
        with(|entry| entry.digits = "11".into()),
        with(|entry| entry.period = "0".into()),
        with(|entry| entry.algorithm = "MD5".into()),
        with(|entry| entry.counter = "x".into()),
    ];
    let mut messages = std::collections::BTreeSet::new();
    for entry in bad {
        let error = app.add_by_hand(entry).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::OtpInvalid);
        messages.insert(error.text);
    }
    assert_eq!(messages.len(), 6, "each is said in its own words, both digits alike");
    let bidi = with(|entry| entry.issuer = "Exa\u{202E}mple".into());
    assert_eq!(app.add_by_hand(bidi).await.unwrap_err().kind, ErrorKind::TextInvalid);
    assert!(rows(&app).await.is_empty());
}

#[tokio::test]
async fn texts_that_are_nothing_say_so() {
    let phone = Phone::new();
    let app = phone.open().await;
    let cases = [
        ("hello", ErrorKind::NotALink),
        ("otpauth-migration://offline?data=AAAA", ErrorKind::ImportUnknown),
        ("otpauth-migration://offline?data=", ErrorKind::ImportEmpty),
        ("otpauth://totp/x?secret=GEZA&period=0", ErrorKind::OtpInvalid),
        ("http://example.com/link#v=1&t=a&k=b", ErrorKind::PlainHttp),
    ];
    for (text, kind) in cases {
        assert_eq!(app.scan(text.into()).await.unwrap_err().kind, kind, "{text}");
    }
    assert!(matches!(screen(&app).await, Screen::Start(_)));
    let error = app.picture(b"GIF89a".to_vec()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::PictureUnreadable);
}

#[tokio::test]
async fn a_removal_can_be_undone_for_ten_seconds() {
    let phone = Phone::new();
    let app = phone.open().await;
    let id = app.add_by_hand(entry("Example")).await.unwrap();
    app.delete(id.clone()).await.unwrap();
    assert!(rows(&app).await.is_empty());
    assert!(app.next(0).await.unwrap().view.snackbar.unwrap().undo.is_some());
    phone.clock.advance(9_999);
    app.undo().await.unwrap();
    assert_eq!(rows(&app).await.len(), 1);

    app.delete(id.clone()).await.unwrap();
    phone.clock.advance(10_000);
    until(&app, |update| update.view.snackbar.is_none()).await;
    assert_eq!(app.undo().await.unwrap_err().kind, ErrorKind::NothingToDo);
    app.shutdown().await;
    assert!(rows(&phone.open().await).await.is_empty());
}

#[tokio::test]
async fn a_removal_is_for_good_when_the_app_ends() {
    let phone = Phone::new();
    let app = phone.open().await;
    let id = app.add_by_hand(entry("Example")).await.unwrap();
    app.add_by_hand(entry("Other")).await.unwrap();
    app.delete(id).await.unwrap();
    app.shutdown().await;
    let app = phone.open().await;
    let left: Vec<String> = rows(&app).await.into_iter().map(|row| row.issuer).collect();
    assert_eq!(left, ["Other"]);
}

#[tokio::test]
async fn a_locked_app_shows_nothing_of_the_person() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.add_by_hand(entry("Example")).await.unwrap();
    let set = |new: &str, repeated: &str| app.set_passphrase(None, new.into(), repeated.into());
    assert_eq!(set("correct horse", "correct house").await.unwrap_err().kind, ErrorKind::PassphrasesDiffer);
    assert_eq!(set("short", "short").await.unwrap_err().kind, ErrorKind::PassphraseInvalid);
    set("correct horse", "correct horse").await.unwrap();
    app.lock().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Locked(_)));
    assert_eq!(app.accounts().await.unwrap_err().kind, ErrorKind::Locked);
    assert_eq!(app.show(Destination::Settings).await.unwrap_err().kind, ErrorKind::Locked);
    let link = format!("otpauth://totp/x?secret={SECRET}");
    assert_eq!(app.scan(link).await.unwrap_err().kind, ErrorKind::Locked);
    app.shutdown().await;

    let app = phone.open().await;
    assert!(matches!(screen(&app).await, Screen::Locked(_)));
    assert_eq!(app.unlock("wrong horse".into()).await.unwrap_err().kind, ErrorKind::WrongPassphrase);
    let Screen::Locked(view) = screen(&app).await else { panic!() };
    assert!(view.problem.is_some());
    app.unlock("correct horse".into()).await.unwrap();
    assert_eq!(rows(&app).await.len(), 1);
    app.remove_passphrase("correct horse".into()).await.unwrap();
    assert_eq!(app.lock().await.unwrap_err().kind, ErrorKind::NothingToDo);
}

#[tokio::test]
async fn a_counters_code_is_new_each_time_and_never_goes_back() {
    let phone = Phone::new();
    let app = phone.open().await;
    let mut counted = entry("Counter");
    counted.counter = "0".into();
    let id = app.add_by_hand(counted).await.unwrap();
    assert_eq!(rows(&app).await[0].code, None);
    app.next_counter_code(id.clone()).await.unwrap();
    // RFC 4226 appendix D, counter 0 and 1.
    assert_eq!(rows(&app).await[0].code.as_deref(), Some("755 224"));
    app.shutdown().await;
    let app = phone.open().await;
    app.next_counter_code(id).await.unwrap();
    assert_eq!(rows(&app).await[0].code.as_deref(), Some("287 082"));
}

#[tokio::test]
async fn names_notes_and_search_are_the_persons() {
    let phone = Phone::new();
    let app = phone.open().await;
    let id = app.add_by_hand(entry("Example")).await.unwrap();
    app.add_by_hand(entry("Other")).await.unwrap();
    app.rename(id.clone(), "  Work  ".into()).await.unwrap();
    app.note(id.clone(), "for the ferry".into()).await.unwrap();
    assert_eq!(app.rename(id.clone(), "x".repeat(65)).await.unwrap_err().kind, ErrorKind::TextInvalid);
    app.search("FERRY".into()).await.unwrap();
    let Screen::Accounts(view) = screen(&app).await else { panic!() };
    assert_eq!(view.rows.len(), 1);
    assert_eq!((view.rows[0].name.as_str(), view.rows[0].note.as_str()), ("Work", "for the ferry"));
    app.search("nowhere".into()).await.unwrap();
    let Screen::Accounts(view) = screen(&app).await else { panic!() };
    assert!(view.rows.is_empty() && view.nothing_found.unwrap().contains("nowhere"));
    app.rename(id, String::new()).await.unwrap();
    assert!(rows(&app).await.iter().all(|row| row.name == "anna"));
}

const LINK: &str = "https://login.example.com/link#v=1&t=AAAAAAAAAAAAAAAAAAAAAA&k=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[tokio::test]
async fn a_link_is_shown_large_before_anything_is_sent() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.scan(LINK.into()).await.unwrap();
    let Screen::Agree(view) = screen(&app).await else { panic!() };
    assert_eq!(view.host, "login.example.com");
    assert_eq!((&view.own_certificate, &view.mixed_scripts, &view.known), (&None, &None, &None));
    app.cancel().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Start(_)));
    assert_eq!(app.agree().await.unwrap_err().kind, ErrorKind::NothingToDo);

    let mixed = LINK.replace("login.example.com", "xn--pypal-4ve.example");
    app.scan(mixed + "&p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await.unwrap();
    let Screen::Agree(view) = screen(&app).await else { panic!() };
    assert_eq!(view.host, "xn--pypal-4ve.example");
    assert!(view.mixed_scripts.is_some() && view.own_certificate.is_some());
    assert!(app.back().await.unwrap(), "going back is leaving it");
    assert!(matches!(screen(&app).await, Screen::Start(_)));
}

#[tokio::test]
async fn plain_http_is_for_shells_that_may() {
    let mut phone = Phone::new();
    phone.shell.loopback_http = false;
    let app = phone.open().await;
    let link = "kauth://link?v=1&u=http%3A%2F%2F127.0.0.1%3A9&t=AAAAAAAAAAAAAAAAAAAAAA&k=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(app.scan(link.into()).await.unwrap_err().kind, ErrorKind::PlainHttp);
    let sign_in = app.sign_in_here("http://127.0.0.1:9".into(), None).await;
    assert_eq!(sign_in.unwrap_err().kind, ErrorKind::PlainHttp);
    let typed = app.sign_in_here("not a host".into(), None).await;
    assert_eq!(typed.unwrap_err().kind, ErrorKind::HostInvalid);
}

#[tokio::test]
async fn nobody_there_is_a_problem_that_leaves_no_keys() {
    use crate::platform::KeyStore as _;
    let phone = Phone::new();
    let app = phone.open().await;
    // Nothing listens on the discard port.
    app.sign_in_here("http://127.0.0.1:9".into(), None).await.unwrap_err();
    let Screen::Problem(view) = screen(&app).await else { panic!() };
    assert_eq!(view.kind, ErrorKind::Offline);
    assert!(view.retry.is_some());
    assert!(phone.keys.list().unwrap().is_empty());
}

#[tokio::test]
async fn a_second_process_is_told_who_has_it() {
    let phone = Phone::new();
    let app = phone.open().await;
    let Err(error) = phone.try_open().await else { panic!("opened twice") };
    assert_eq!(error.kind, ErrorKind::VaultInUse);
    app.shutdown().await;
    phone.open().await;
}

#[tokio::test]
async fn after_the_end_every_command_says_so() {
    let phone = Phone::new();
    let app = phone.open().await;
    let revision = app.next(0).await.unwrap().revision;
    let reader = tokio::spawn({
        let app = app.clone();
        async move { app.next(revision).await }
    });
    app.shutdown().await;
    assert_eq!(reader.await.unwrap().unwrap_err().kind, ErrorKind::Stopped);
    assert_eq!(app.refresh().await.unwrap_err().kind, ErrorKind::Stopped);
    app.shutdown().await;
}

#[tokio::test]
async fn a_reader_that_was_cancelled_loses_nothing() {
    let phone = Phone::new();
    let app = phone.open().await;
    let revision = app.next(0).await.unwrap().revision;
    for _ in 0..3 {
        let waiting = tokio::time::timeout(Duration::ZERO, app.next(revision)).await;
        assert!(waiting.is_err());
    }
    app.add_by_hand(entry("Example")).await.unwrap();
    assert!(matches!(app.next(revision).await.unwrap().view.screen, Screen::Accounts(_)));
}

#[tokio::test]
async fn the_language_is_the_persons_and_is_kept() {
    let phone = Phone::new();
    let app = phone.open().await;
    let english = app.labels().await.unwrap();
    app.set_language("de".into()).await.unwrap();
    assert_eq!(app.next(0).await.unwrap().view.language, "de");
    assert_ne!(app.labels().await.unwrap(), english);
    app.shutdown().await;
    let app = phone.open().await;
    assert_eq!(app.next(0).await.unwrap().view.language, "de");
    app.set_language(String::new()).await.unwrap();
    assert_eq!(app.labels().await.unwrap(), english);
}

#[tokio::test]
async fn an_account_of_many_ticks_no_more_than_once_a_second() {
    let phone = Phone::new();
    let app = phone.open().await;
    for period in ["1", "2", "3"] {
        let mut fast = entry(period);
        fast.period = period.into();
        app.add_by_hand(fast).await.unwrap();
    }
    let first = app.next(0).await.unwrap().revision;
    phone.clock.advance(1_000);
    let second = app.next(first).await.unwrap().revision;
    assert_eq!(second, first + 1);
    phone.clock.advance(500);
    assert!(app.inbox().await.unwrap().is_empty());
    assert_eq!(app.next(0).await.unwrap().revision, second, "half a second is no tick");
}
