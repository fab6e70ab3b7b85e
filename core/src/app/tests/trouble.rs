//! A command that failed is said once: in place where the screen has a place for it, in the snackbar otherwise.

use super::provider::Provider;
use super::*;

/// Asserts that a failure is on the snackbar.
async fn is_on_the_snackbar<T: std::fmt::Debug>(app: &App, failed: Result<T, CoreError>, kind: ErrorKind) {
    let error = failed.unwrap_err();
    assert_eq!(error.kind, kind);
    assert_eq!(snackbar(app).await, Some(error.text));
}

/// Asserts that a failure is not on the snackbar; gives what the screen must say instead.
async fn is_said_elsewhere<T: std::fmt::Debug>(
    app: &App,
    failed: Result<T, CoreError>,
    kind: ErrorKind,
) -> String {
    let error = failed.unwrap_err();
    assert_eq!(error.kind, kind);
    assert_eq!(snackbar(app).await, None, "{kind:?} is said twice");
    error.text
}

#[tokio::test]
async fn the_list_has_no_place_for_failures() {
    let phone = Phone::new();
    let app = phone.open().await;
    is_on_the_snackbar(&app, app.scan("hello".into()).await, ErrorKind::NotALink).await;
    let bad = ManualEntry { secret: "?".into(), ..entry("Example") };
    is_on_the_snackbar(&app, app.add_by_hand(bad).await, ErrorKind::OtpInvalid).await;
    let id = app.add_by_hand(entry("Example")).await.unwrap();
    is_on_the_snackbar(&app, app.copy_code("nobody's".into()).await, ErrorKind::AccountUnknown).await;
    app.show(Destination::Account { account: id.clone() }).await.unwrap();
    is_on_the_snackbar(&app, app.rename(id, "x".repeat(65)).await, ErrorKind::TextInvalid).await;
    let gone = app.show(Destination::Request { request: "gone".into() }).await;
    is_on_the_snackbar(&app, gone, ErrorKind::RequestUnknown).await;
    phone.clock.advance(10_000);
    until(&app, |update| update.view.snackbar.is_none()).await;
}

#[tokio::test]
async fn pages_with_a_place_say_it_there() {
    let mut phone = Phone::new();
    phone.shell.camera = true;
    phone.shell.browser = true;
    let app = phone.open().await;
    app.permission(PermissionKind::Camera, PermissionState::Granted).await.unwrap();

    app.show(Destination::Add).await.unwrap();
    let text = is_said_elsewhere(&app, app.scan("hello".into()).await, ErrorKind::NotALink).await;
    let Screen::Add(view) = screen(&app).await else { panic!() };
    assert_eq!(view.problem, Some(text));

    app.show(Destination::Scan).await.unwrap();
    let text = is_said_elsewhere(&app, app.scan("hello".into()).await, ErrorKind::NotALink).await;
    let Screen::Scan(view) = screen(&app).await else { panic!() };
    assert_eq!(view.problem, Some(text));

    app.show(Destination::AddByHand).await.unwrap();
    let bad = ManualEntry { secret: "?".into(), ..entry("Example") };
    let text = is_said_elsewhere(&app, app.add_by_hand(bad).await, ErrorKind::OtpInvalid).await;
    let Screen::AddByHand(view) = screen(&app).await else { panic!() };
    assert_eq!(view.problem, Some(text));

    app.show(Destination::SignInHere).await.unwrap();
    let failed = app.sign_in_here("not a host".into(), None).await;
    let text = is_said_elsewhere(&app, failed, ErrorKind::HostInvalid).await;
    let Screen::SignInHere(view) = screen(&app).await else { panic!() };
    assert_eq!(view.problem, Some(text));

    // Nothing listens on the discard port.
    let failed = app.sign_in_here("http://127.0.0.1:9".into(), None).await;
    let text = is_said_elsewhere(&app, failed, ErrorKind::Offline).await;
    let Screen::Problem(view) = screen(&app).await else { panic!() };
    assert_eq!(view.text, text);

    app.show(Destination::Settings).await.unwrap();
    let failed = app.set_passphrase(None, "short".into(), "short".into()).await;
    let text = is_said_elsewhere(&app, failed, ErrorKind::PassphraseInvalid).await;
    let Screen::Settings(view) = screen(&app).await else { panic!() };
    assert_eq!(view.lock_problem, Some(text));
}

#[tokio::test]
async fn a_page_that_speaks_of_something_else_does_not_hide_it() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.show(Destination::Add).await.unwrap();
    let earlier = app.scan("hello".into()).await.unwrap_err().text;
    let from_a_notification = app.answer("gone".into(), Decision::Deny, None).await;
    is_on_the_snackbar(&app, from_a_notification, ErrorKind::RequestUnknown).await;
    let Screen::Add(view) = screen(&app).await else { panic!() };
    assert_eq!(view.problem, Some(earlier));

    app.show(Destination::Settings).await.unwrap();
    is_on_the_snackbar(&app, app.scan("hello".into()).await, ErrorKind::NotALink).await;
    let Screen::Settings(view) = screen(&app).await else { panic!() };
    assert_eq!(view.lock_problem, None, "a damaged link is nothing of the passphrase's");
}

#[tokio::test]
async fn the_lock_says_what_was_wrong_and_nothing_about_what_it_hides() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.set_passphrase(None, "correct horse".into(), "correct horse".into()).await.unwrap();
    app.lock().await.unwrap();
    is_said_elsewhere(&app, app.show(Destination::Settings).await, ErrorKind::Locked).await;
    let text =
        is_said_elsewhere(&app, app.unlock("wrong horse".into()).await, ErrorKind::WrongPassphrase).await;
    let Screen::Locked(view) = screen(&app).await else { panic!() };
    assert_eq!(view.problem, Some(text));
}

#[tokio::test]
async fn what_is_no_failure_of_the_persons_is_not_said() {
    let phone = Phone::new();
    let app = phone.open().await;
    is_said_elsewhere(&app, app.undo().await, ErrorKind::NothingToDo).await;
    is_said_elsewhere(&app, app.lock().await, ErrorKind::NothingToDo).await;
}

#[tokio::test]
async fn a_banner_says_it_already() {
    let (phone, provider) = (Phone::new(), Provider::new());
    let app = phone.open().await;
    provider.link(&phone, &app).await;
    provider.refuse("/v1/inbox", &[503; 4]);
    is_said_elsewhere(&app, app.refresh().await, ErrorKind::ProviderDown).await;
    let banners = app.next(0).await.unwrap().view.banners;
    assert!(banners.iter().any(|banner| banner.kind == BannerKind::Offline));
}

#[tokio::test]
async fn a_failure_does_not_push_undo_away() {
    let phone = Phone::new();
    let app = phone.open().await;
    let id = app.add_by_hand(entry("Example")).await.unwrap();
    app.delete(id.clone()).await.unwrap();
    is_on_the_snackbar(&app, app.copy_code(id).await, ErrorKind::AccountUnknown).await;
    phone.clock.advance(5_000);
    let update =
        until(&app, |update| update.view.snackbar.as_ref().is_some_and(|snackbar| snackbar.undo.is_some()));
    assert!(update.await.view.snackbar.unwrap().ends_in_ms > 0);
    app.undo().await.unwrap();
    assert_eq!(rows(&app).await.len(), 1);
}
