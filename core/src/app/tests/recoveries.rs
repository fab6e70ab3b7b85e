//! A provider tells of a recovery: what is said, how it is stopped, when it goes, and what must not happen.

use kauth_protocol::inbox::{Event, RecoveryState};

use super::provider::{LOGIN, Provider};
use super::*;
use crate::vault::{RecordKind, Vault, VaultConfig};

const HOUR_S: u64 = 3_600;

struct Told<'a> {
    recovery: &'a str,
    state: RecoveryState,
    stop: Option<String>,
}

impl Told<'_> {
    fn event(self) -> Event {
        let counts = matches!(self.state, RecoveryState::PasswordLater | RecoveryState::CheckAccepted);
        Event::RecoveryChanged {
            account: "account-1".into(),
            recovery: self.recovery.into(),
            state: self.state,
            counts_in: counts.then_some(HOUR_S),
            remaining: 24 * HOUR_S,
            stop: self.stop,
        }
    }
}

/// Its event, with the page that stops it where one does.
fn told(provider: &Provider, recovery: &str, state: RecoveryState) -> Event {
    let stop = state.is_open().then(|| page(provider, recovery));
    Told { recovery, state, stop }.event()
}

fn page(provider: &Provider, recovery: &str) -> String {
    provider.origin().join(&format!("/stop?t={recovery}"))
}

async fn linked() -> (Phone, Provider, App) {
    let (phone, provider) = (Phone::new(), Provider::new());
    let app = phone.open().await;
    provider.link(&phone, &app).await;
    provider.holds(1);
    (phone, provider, app)
}

fn of(update: &Update) -> Vec<Banner> {
    update.view.banners.iter().filter(|banner| banner.kind == BannerKind::Recovery).cloned().collect()
}

/// Waits until so many are drawn.
async fn shows(app: &App, count: usize) -> Vec<Banner> {
    of(&until(app, |update| of(update).len() == count).await)
}

async fn hears(provider: &Provider, app: &App, event: Event, fits: impl Fn(&Banner) -> bool) -> Banner {
    provider.holds(1);
    provider.tell(vec![event]);
    let update = until(app, |update| of(update).iter().any(&fits)).await;
    of(&update).into_iter().find(fits).unwrap()
}

async fn opened(app: &App) -> Vec<String> {
    let effects = app.next(0).await.unwrap().effects;
    let url = |effect: Effect| match effect.kind {
        EffectKind::OpenUrl { url } => Some(url),
        _ => None,
    };
    effects.into_iter().filter_map(url).collect()
}

#[tokio::test]
async fn a_recovery_is_said_stopped_at_the_provider_and_put_aside_for_good() {
    let (phone, provider, app) = linked().await;
    let begun = hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    assert!(begun.text.contains(LOGIN) && begun.action.is_some() && begun.dismiss.is_some(), "{begun:?}");
    app.banner_action(BannerKind::Recovery, begun.about.clone()).await.unwrap();
    assert_eq!(opened(&app).await, [page(&provider, "r")]);
    assert_eq!(shows(&app, 1).await[0], begun, "the provider says when it is stopped");
    let stopped = told(&provider, "r", RecoveryState::Stopped);
    let stopped = hears(&provider, &app, stopped, |banner| banner.action.is_none()).await;
    assert_eq!(stopped.about, begun.about, "the outcome takes its place");
    let gone = app.banner_action(BannerKind::Recovery, stopped.about.clone()).await.unwrap_err();
    assert_eq!(gone.kind, ErrorKind::NothingToDo);
    app.dismiss_banner(BannerKind::Recovery, stopped.about).await.unwrap();
    shows(&app, 0).await;
    app.shutdown().await;
    shows(&phone.open().await, 0).await;
}

#[tokio::test]
async fn it_was_me_holds_for_what_was_read_and_not_for_what_comes_of_it() {
    let (_phone, provider, app) = linked().await;
    let begun = hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    app.dismiss_banner(BannerKind::Recovery, begun.about.clone()).await.unwrap();
    provider.holds(1);
    provider
        .tell(vec![told(&provider, "r", RecoveryState::Begun), told(&provider, "s", RecoveryState::Begun)]);
    let [other] = &shows(&app, 1).await[..] else { panic!() };
    assert_ne!(other.about, begun.about, "told twice, it stays aside");
    let later = told(&provider, "r", RecoveryState::PasswordLater);
    let later = hears(&provider, &app, later, |banner| banner.about == begun.about).await;
    assert_ne!(later.text, begun.text);
    assert_eq!(shows(&app, 2).await[0].about, later.about, "what counts soonest is first");
}

#[tokio::test]
async fn a_password_that_counts_later_counts_by_itself_and_goes_when_it_is_of_no_interest() {
    let (phone, provider, app) = linked().await;
    let later = hears(&provider, &app, told(&provider, "r", RecoveryState::PasswordLater), |_| true).await;
    assert!(later.action.is_some());
    phone.clock.advance(HOUR_S * 1_000);
    let counts = until(&app, |update| of(update).iter().any(|banner| banner.action.is_none())).await;
    assert_ne!(of(&counts)[0].text, later.text, "also without the provider's word");
    phone.clock.advance(23 * HOUR_S * 1_000);
    shows(&app, 0).await;
    app.shutdown().await;
    shows(&phone.open().await, 0).await;
}

#[tokio::test]
async fn another_origins_page_is_not_opened() {
    let (_phone, provider, app) = linked().await;
    for (index, foreign) in [
        "https://evil.example/stop?t=r".to_owned(),
        provider.origin().as_str().replace("http://", "https://") + "/stop",
        provider.origin().as_str().replace("127.0.0.1", "localhost") + "/stop",
        format!("{}@evil.example/stop", provider.origin()),
        "javascript:alert(1)".to_owned(),
        "/stop?t=r".to_owned(),
    ]
    .into_iter()
    .enumerate()
    {
        let recovery = format!("r{index}");
        let event = Told { recovery: &recovery, state: RecoveryState::Begun, stop: Some(foreign.clone()) };
        let said = hears(&provider, &app, event.event(), |banner| banner.about.ends_with(&recovery)).await;
        assert_eq!(said.action, None, "{foreign}: it is said, and leads nowhere");
        let error = app.banner_action(BannerKind::Recovery, said.about).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NothingToDo);
    }
    assert!(opened(&app).await.is_empty());
}

#[tokio::test]
async fn two_at_once_are_two_and_each_has_its_own_page() {
    let (_phone, provider, app) = linked().await;
    provider.tell(vec![
        told(&provider, "r", RecoveryState::CheckBegun),
        told(&provider, "s", RecoveryState::CheckAccepted),
        told(&provider, "r", RecoveryState::CheckBegun),
    ]);
    let [accepted, begun] = &shows(&app, 2).await[..] else { panic!() };
    app.banner_action(BannerKind::Recovery, accepted.about.clone()).await.unwrap();
    assert_eq!(opened(&app).await, [page(&provider, "s")]);
    app.dismiss_banner(BannerKind::Recovery, begun.about.clone()).await.unwrap();
    assert_eq!(&shows(&app, 1).await[0], accepted);
}

#[tokio::test]
async fn what_is_over_or_unknown_here_is_not_said() {
    let (_phone, provider, app) = linked().await;
    hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    provider.holds(1);
    let strangers = Event::RecoveryChanged {
        account: "account-2".into(),
        recovery: "s".into(),
        state: RecoveryState::Begun,
        counts_in: None,
        remaining: 60,
        stop: None,
    };
    let late = Event::RecoveryChanged {
        account: "account-1".into(),
        recovery: "t".into(),
        state: RecoveryState::Begun,
        counts_in: None,
        remaining: 0,
        stop: None,
    };
    let unknown = told(&provider, "u", RecoveryState::Unknown);
    provider.tell(vec![strangers, late, unknown, told(&provider, "r", RecoveryState::Over)]);
    shows(&app, 0).await;
}

#[tokio::test]
async fn a_locked_app_says_it_and_stops_it_and_hides_it_from_nobody() {
    let (phone, provider, app) = linked().await;
    app.set_passphrase(None, "correct horse".into(), "correct horse".into()).await.unwrap();
    app.lock().await.unwrap();
    let begun = hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    assert_eq!(begun.dismiss, None, "whoever holds the phone would hide it");
    let refused = app.dismiss_banner(BannerKind::Recovery, begun.about.clone()).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Locked);
    app.banner_action(BannerKind::Recovery, begun.about).await.unwrap();
    assert_eq!(opened(&app).await, [page(&provider, "r")]);
    app.shutdown().await;

    let app = phone.open().await;
    assert!(matches!(screen(&app).await, Screen::Locked(_)));
    shows(&app, 1).await;
    app.unlock("correct horse".into()).await.unwrap();
    assert!(shows(&app, 1).await[0].dismiss.is_some());
}

#[tokio::test]
async fn after_a_reboot_the_provider_is_asked_what_is_still_told() {
    let (phone, provider, app) = linked().await;
    hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    app.shutdown().await;
    let app = phone.open().await;
    shows(&app, 1).await;
    app.shutdown().await;
    phone.clock.reboot(1_000);
    // This provider's answer to a phone without a cursor is a snapshot with nothing in it.
    shows(&phone.open().await, 0).await;
}

#[tokio::test]
async fn it_goes_with_the_link() {
    let (phone, provider, app) = linked().await;
    hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    provider.holds(1);
    provider.tell(vec![told(&provider, "s", RecoveryState::Begun), provider.removes()]);
    until(&app, |update| matches!(update.view.screen, Screen::LinkRemoved(_))).await;
    shows(&app, 0).await;
    app.shutdown().await;
    let config = VaultConfig { folder: phone.folder.path().to_owned(), create: false };
    let random = Arc::new(SystemRandom::new());
    let vault = Vault::open(config, phone.keys.clone(), phone.clock.clone(), random).await.unwrap();
    assert!(vault.load(RecordKind::Recovery).await.unwrap().is_empty(), "its page stops things");
    vault.close().await;
}

#[tokio::test]
async fn it_is_not_said_of_an_account_that_was_just_removed_and_comes_back_with_it() {
    let (_phone, provider, app) = linked().await;
    hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    let account = rows(&app).await[0].id.clone();
    app.delete(account).await.unwrap();
    shows(&app, 0).await;
    app.undo().await.unwrap();
    shows(&app, 1).await;
}

/// What the shell is asked to notify and to take away, oldest first; each is done if it is to be.
async fn notified(app: &App, is_done: bool) -> Vec<String> {
    let mut said = Vec::new();
    for effect in app.next(0).await.unwrap().effects {
        said.push(match effect.kind {
            EffectKind::NotifyRecovery { recovery, title, body } => format!("{recovery}: {title}: {body}"),
            EffectKind::WithdrawRecoveryNotification { recovery } => format!("{recovery} goes"),
            _ => continue,
        });
        if is_done {
            app.done(effect.id).await.unwrap();
        }
    }
    said
}

#[tokio::test]
async fn a_recovery_is_notified_once_as_it_stands_and_taken_away_with_its_banner() {
    let (phone, provider, app) = linked().await;
    let begun = hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    let [said] = &notified(&app, true).await[..] else { panic!() };
    assert!(said.starts_with(&begun.about) && said.ends_with(&begun.text), "{said}");
    assert!(said.contains("Your account at"), "{said}");
    provider.holds(1);
    provider
        .tell(vec![told(&provider, "r", RecoveryState::Begun), told(&provider, "s", RecoveryState::Begun)]);
    let [_, other] = &shows(&app, 2).await[..] else { panic!() };
    let again = notified(&app, true).await;
    assert!(again.len() == 1 && again[0].starts_with(&other.about), "told twice, said once: {again:?}");
    app.shutdown().await;

    let app = phone.open().await;
    shows(&app, 2).await;
    assert!(notified(&app, true).await.is_empty(), "it still stands there");
    let later = told(&provider, "r", RecoveryState::PasswordLater);
    let later =
        hears(&provider, &app, later, |banner| banner.text != begun.text && banner.about == begun.about)
            .await;
    let said = notified(&app, true).await;
    assert!(said.len() == 1 && said[0].ends_with(&later.text), "{said:?}");
    phone.clock.advance(HOUR_S * 1_000);
    let counts = until(&app, |update| of(update).iter().any(|banner| banner.action.is_none())).await;
    let said = notified(&app, true).await;
    let done = of(&counts).into_iter().find(|banner| banner.about == begun.about).unwrap();
    assert!(said.len() == 1 && said[0].ends_with(&done.text), "{said:?}");
    app.dismiss_banner(BannerKind::Recovery, begun.about.clone()).await.unwrap();
    assert_eq!(notified(&app, true).await, [format!("{} goes", begun.about)]);
    app.delete(rows(&app).await[0].id.clone()).await.unwrap();
    assert_eq!(notified(&app, true).await, [format!("{} goes", other.about)]);
    app.undo().await.unwrap();
    let [back] = &notified(&app, true).await[..] else { panic!() };
    assert!(back.starts_with(&other.about));
    provider.holds(1);
    provider.tell(vec![told(&provider, "s", RecoveryState::Over)]);
    shows(&app, 0).await;
    assert_eq!(notified(&app, true).await, [format!("{} goes", other.about)]);
}

#[tokio::test]
async fn a_notification_that_a_kill_kept_from_the_person_comes_after_it() {
    let (phone, provider, app) = linked().await;
    hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    let lost = notified(&app, false).await;
    assert_eq!(lost.len(), 1);
    app.shutdown().await;
    let app = phone.open().await;
    assert_eq!(notified(&app, true).await, lost);
    let about = shows(&app, 1).await[0].about.clone();
    app.dismiss_banner(BannerKind::Recovery, about.clone()).await.unwrap();
    assert_eq!(notified(&app, false).await.len(), 1);
    app.shutdown().await;
    let app = phone.open().await;
    assert_eq!(notified(&app, true).await, [format!("{about} goes")], "not left standing");
    app.shutdown().await;
    assert!(notified(&phone.open().await, true).await.is_empty());
}

#[tokio::test]
async fn what_ends_before_it_was_shown_is_not_shown() {
    let (_phone, provider, app) = linked().await;
    let begun = hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    provider.holds(1);
    provider.tell(vec![told(&provider, "r", RecoveryState::Over)]);
    shows(&app, 0).await;
    assert_eq!(notified(&app, true).await, [format!("{} goes", begun.about)]);
}

#[tokio::test]
async fn a_recovery_is_notified_unseen_and_makes_itself_felt_where_somebody_looks() {
    let (mut phone, provider) = (Phone::new(), Provider::new());
    phone.shell.stay_reachable = true;
    let app = phone.open().await;
    provider.link(&phone, &app).await;
    app.set_stay_reachable(true).await.unwrap();
    let felt = |effect: &Effect| effect.kind == EffectKind::Vibrate { pattern: Vibration::Arrived };
    let begun = hears(&provider, &app, told(&provider, "r", RecoveryState::Begun), |_| true).await;
    let effects = app.next(0).await.unwrap().effects;
    let said = EffectKind::Speak { text: begun.text };
    assert!(effects.iter().any(felt) && effects.iter().any(|effect| effect.kind == said));
    for effect in effects {
        app.done(effect.id).await.unwrap();
    }
    provider.holds(1);
    app.paused().await.unwrap();
    provider.tell(vec![told(&provider, "s", RecoveryState::Begun)]);
    shows(&app, 2).await;
    assert!(!app.next(0).await.unwrap().effects.iter().any(felt));
    assert_eq!(notified(&app, true).await.len(), 1);
}
