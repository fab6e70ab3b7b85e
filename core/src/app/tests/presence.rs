//! Somebody is there, away, or has the app listen in the background.

use kauth_protocol::inbox::Event;

use super::provider::{LOGIN, NAME, Provider};
use super::*;

const MINUTE_MS: u64 = 60_000;

async fn with_passphrase(phone: &Phone) -> App {
    let app = phone.open().await;
    app.add_by_hand(entry("Example")).await.unwrap();
    app.set_passphrase(None, "correct horse".into(), "correct horse".into()).await.unwrap();
    app
}

async fn is_locked(app: &App) -> bool {
    matches!(screen(app).await, Screen::Locked(_))
}

#[tokio::test]
async fn five_minutes_away_lock_the_app_and_less_do_not() {
    let phone = Phone::new();
    let app = with_passphrase(&phone).await;
    app.paused().await.unwrap();
    phone.clock.advance(5 * MINUTE_MS - 1);
    assert!(!is_locked(&app).await);
    app.network_changed().await.unwrap();
    assert!(!is_locked(&app).await, "another network hurries calls, not the lock");
    phone.clock.advance(1);
    until(&app, |update| matches!(update.view.screen, Screen::Locked(_))).await;
    app.resumed().await.unwrap();
    assert!(is_locked(&app).await);
    app.unlock("correct horse".into()).await.unwrap();
    assert_eq!(rows(&app).await.len(), 1);
}

#[tokio::test]
async fn who_comes_back_in_time_starts_anew() {
    let phone = Phone::new();
    let app = with_passphrase(&phone).await;
    for _ in 0..3 {
        app.paused().await.unwrap();
        phone.clock.advance(4 * MINUTE_MS);
        app.resumed().await.unwrap();
        phone.clock.advance(4 * MINUTE_MS);
        assert!(!is_locked(&app).await);
    }
}

#[tokio::test]
async fn without_a_passphrase_nothing_locks() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.add_by_hand(entry("Example")).await.unwrap();
    app.paused().await.unwrap();
    phone.clock.advance(60 * MINUTE_MS);
    assert!(!is_locked(&app).await);
    app.resumed().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Accounts(_)));
}

fn news(recovery_codes_left: u32) -> Vec<Event> {
    vec![Event::AccountChanged {
        account: "account-1".into(),
        login: LOGIN.into(),
        recovery_codes_left,
        recovery_codes_voided: false,
    }]
}

fn left(update: &Update) -> Option<u32> {
    match &update.view.screen {
        Screen::Account(view) => view.recovery.as_ref().map(|recovery| recovery.left),
        _ => None,
    }
}

#[tokio::test]
async fn the_background_is_quiet() {
    let (phone, provider) = (Phone::new(), Provider::new());
    let app = phone.open().await;
    provider.link(&phone, &app).await;
    provider.holds(1);
    app.paused().await.unwrap();
    provider.holds(0);
    app.resumed().await.unwrap();
    provider.holds(1);
    let refused = app.set_stay_reachable(true).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::NothingToDo, "this shell cannot");
}

#[tokio::test]
async fn who_stays_reachable_is_told_in_the_background_until_it_is_switched_off() {
    let (mut phone, provider) = (Phone::new(), Provider::new());
    phone.shell.stay_reachable = true;
    let app = phone.open().await;
    provider.link(&phone, &app).await;
    assert!(!app.next(0).await.unwrap().view.stay_reachable);
    app.set_stay_reachable(true).await.unwrap();
    provider.holds(1);
    app.paused().await.unwrap();
    for count in [2, 1] {
        provider.tell(news(count));
        until(&app, |update| left(update) == Some(count)).await;
        provider.holds(1);
    }
    assert!(app.next(0).await.unwrap().view.stay_reachable);
    app.set_stay_reachable(false).await.unwrap();
    provider.holds(0);
    assert!(!app.next(0).await.unwrap().view.stay_reachable);
    app.set_stay_reachable(true).await.unwrap();
    provider.holds(1);
    app.shutdown().await;

    // Kept, and at work before anybody looks.
    let app = phone.try_open().await.unwrap();
    assert!(app.next(0).await.unwrap().view.stay_reachable);
    provider.holds(1);
}

#[tokio::test]
async fn a_provider_that_is_back_is_known_at_once_and_not_with_its_next_news() {
    let (phone, provider) = (Phone::new(), Provider::new());
    let app = phone.open().await;
    provider.link(&phone, &app).await;
    provider.holds(1);
    provider.refuse("/v1/inbox", &[503]);
    provider.tell(news(5));
    until(&app, |update| warns(update, BannerKind::Offline)).await;
    app.banner_action(BannerKind::Offline, String::new()).await.unwrap();
    until(&app, |update| !warns(update, BannerKind::Offline)).await;
    provider.holds(1);
}

#[tokio::test]
async fn saved_battery_is_a_matter_of_those_who_want_to_stay_reachable() {
    let (mut phone, provider) = (Phone::new(), Provider::new());
    phone.shell.stay_reachable = true;
    let app = phone.open().await;
    provider.link(&phone, &app).await;
    let warns = async |app: &App| warns(&app.next(0).await.unwrap(), BannerKind::BatterySaving);
    app.battery_saving(true).await.unwrap();
    assert!(!warns(&app).await, "nothing is promised");
    app.set_stay_reachable(true).await.unwrap();
    assert!(warns(&app).await);
    app.banner_action(BannerKind::BatterySaving, String::new()).await.unwrap();
    let effects = app.next(0).await.unwrap().effects;
    let settings = EffectKind::OpenSystemSettings { page: SettingsPage::Battery };
    assert!(effects.iter().any(|effect| effect.kind == settings));
    app.battery_saving(false).await.unwrap();
    assert!(!warns(&app).await);
}

async fn warns_of_the_screen_lock(app: &App) -> bool {
    warns(&app.next(0).await.unwrap(), BannerKind::NoScreenLock)
}

#[tokio::test]
async fn a_device_without_a_screen_lock_is_a_matter_of_those_who_say_yes() {
    let (phone, provider) = (Phone::new(), Provider::new());
    let app = phone.open().await;
    app.add_by_hand(entry("Example")).await.unwrap();
    app.screen_lock(false).await.unwrap();
    assert!(!warns_of_the_screen_lock(&app).await, "codes alone say no yes");
    provider.link(&phone, &app).await;
    assert!(warns_of_the_screen_lock(&app).await);
    app.banner_action(BannerKind::NoScreenLock, String::new()).await.unwrap();
    let effects = app.next(0).await.unwrap().effects;
    let settings = EffectKind::OpenSystemSettings { page: SettingsPage::ScreenLock };
    assert!(effects.iter().any(|effect| effect.kind == settings));
    app.screen_lock(true).await.unwrap();
    assert!(!warns_of_the_screen_lock(&app).await);
}

#[tokio::test]
async fn what_is_copied_for_support_names_nobody() {
    let (phone, provider) = (Phone::new(), Provider::new());
    let app = phone.open().await;
    app.add_by_hand(entry("Sparkasse")).await.unwrap();
    provider.link(&phone, &app).await;
    app.copy_diagnostics().await.unwrap();
    let update = app.next(0).await.unwrap();
    let copied = update.effects.iter().find_map(|effect| match &effect.kind {
        EffectKind::Copy { text, sensitive: false, clear_after_ms: None } => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    assert!(copied.contains(env!("CARGO_PKG_VERSION")) && copied.lines().count() >= 8, "{copied}");
    let origin = provider.origin();
    let codes = rows(&app).await.into_iter().filter_map(|row| row.code).map(|code| code.replace(' ', ""));
    let names =
        [origin.host(), "127.0.0.1", NAME, "Example", LOGIN, "anna", "Sparkasse", SECRET, "the-access-token"];
    let device = ["device-1", "account-1", "link-1", "fake-1"];
    for secret in names.into_iter().chain(device).map(str::to_owned).chain(codes) {
        assert!(!copied.contains(&secret), "{secret} in {copied}");
    }
    assert!(update.view.snackbar.is_some());
}
