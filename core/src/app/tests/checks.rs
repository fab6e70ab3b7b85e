//! A check on the phone, from the link to the end, with something lost at each step.

use image::{DynamicImage, ImageFormat, RgbImage};
use kauth_protocol::checks::{BlobKind, Finish, PhoneStep, Retake, RetakeReason, State};

use super::reviewer::Reviewer;
use super::*;
use crate::platform::KeyStore;

/// A picture that decodes; what it shows is no document.
pub(super) fn picture(size: u32) -> Vec<u8> {
    let noise = RgbImage::from_fn(size, size, |x, y| {
        let value = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 7;
        image::Rgb([(value % 251) as u8, (value % 241) as u8, (value % 239) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(noise).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn keys(phone: &Phone) -> usize {
    phone.keys.list().unwrap().len()
}

async fn page(app: &App) -> CheckView {
    match screen(app).await {
        Screen::Check(view) => view,
        other => panic!("a check, not {other:?}"),
    }
}

async fn until_page(app: &App, fits: impl Fn(&CheckView) -> bool) -> CheckView {
    let is = |update: &Update| matches!(&update.view.screen, Screen::Check(view) if fits(view));
    match until(app, is).await.view.screen {
        Screen::Check(view) => view,
        _ => unreachable!(),
    }
}

fn is_status(view: &CheckView) -> bool {
    matches!(view, CheckView::Status(_))
}

/// Takes a picture; the phone advises against what is no document, so it is sent anyway.
async fn take(app: &App, kind: PictureKind) {
    for _ in 0..3 {
        app.check_picture(kind, picture(900)).await.unwrap();
        match page(app).await {
            CheckView::Picture(view) if view.kind == kind => {
                if view.send_anyway.is_some() {
                    app.send_anyway(kind).await.unwrap();
                    return;
                }
            }
            _ => return,
        }
    }
    panic!("{kind:?} was never taken");
}

async fn to_consent(reviewer: &Reviewer, app: &App) {
    app.scan(reviewer.link()).await.unwrap();
    assert_eq!(reviewer.heard("GET /.well-known/kauth"), 0, "nothing is sent before the tap");
    app.agree().await.unwrap();
    assert!(matches!(page(app).await, CheckView::Consent(_)));
}

pub(super) async fn to_pictures(reviewer: &Reviewer, app: &App) {
    to_consent(reviewer, app).await;
    app.consent().await.unwrap();
    app.check_number("+41 79 123 45 67".into()).await.unwrap();
    app.check_code("123 456".into()).await.unwrap();
    app.check_location(46.2, 6.14, 20.0).await.unwrap();
    app.choose_document(IdentityDocument::Passport).await.unwrap();
}

async fn to_review(reviewer: &Reviewer, app: &App) {
    to_pictures(reviewer, app).await;
    take(app, PictureKind::PhotoPage).await;
    take(app, PictureKind::Selfie).await;
    assert!(matches!(page(app).await, CheckView::Review(_)));
}

#[tokio::test]
async fn back_from_a_check_does_not_lead_to_where_its_link_was_read() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    app.show(Destination::Add).await.unwrap();
    app.scan(reviewer.link()).await.unwrap();
    app.back().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Add(_)), "nothing was begun: another link may be read");
    to_consent(&reviewer, &app).await;
    app.back().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Start(_)));
}

#[tokio::test]
async fn f_from_the_link_to_the_password_page() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    let jpeg = app.picture_of(PictureKind::Selfie).await.unwrap();
    assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff]));
    app.send_check(false).await.unwrap();
    let told = until_page(&app, |view| matches!(view, CheckView::Status(view) if view.usual.is_some())).await;
    assert!(matches!(told, CheckView::Status(view) if view.withdraw.is_some() && view.close.is_none()));
    let manifest = reviewer.dossier(1);
    assert_eq!(manifest.blobs.len(), 3);
    assert!(manifest.find(BlobKind::Selfie).unwrap().sent_anyway, "flagged");
    assert!(app.picture_of(PictureKind::Selfie).await.is_err(), "what was sent is not kept");

    reviewer.says(|status| {
        status.state = State::RetakeAsked;
        status.retake = vec![Retake { kind: BlobKind::Selfie, reason: RetakeReason::Blurred }];
    });
    app.network_changed().await.unwrap();
    until_page(&app, |view| matches!(view, CheckView::Status(view) if view.retake.is_some())).await;
    app.retake(PictureKind::Selfie).await.unwrap();
    assert!(app.retake(PictureKind::PhotoPage).await.is_err(), "nobody asked for it");
    take(&app, PictureKind::Selfie).await;
    app.send_check(false).await.unwrap();
    let again = reviewer.dossier(2);
    assert_eq!(again.find(BlobKind::Selfie).unwrap().attempt, 2);
    assert_eq!(again.find(BlobKind::PhotoPage), manifest.find(BlobKind::PhotoPage));
    assert!(again.previous.is_some());

    reviewer.says(|status| {
        status.state = State::Accepted;
        status.finish =
            Some(Finish { path: Some("/recover#t=x".into()), waits: 0, remaining: 60, done: false });
    });
    app.network_changed().await.unwrap();
    until_page(&app, |view| matches!(view, CheckView::Status(view) if view.finish.is_some())).await;
    assert_eq!(
        app.close_check().await.unwrap_err().kind,
        ErrorKind::NothingToDo,
        "the way on is not thrown away"
    );
    app.finish_check().await.unwrap();
    let effects = app.next(0).await.unwrap().effects;
    let opened = effects.iter().find_map(|effect| match &effect.kind {
        EffectKind::OpenUrl { url } => Some(url.clone()),
        _ => None,
    });
    assert!(opened.unwrap().ends_with("/recover#t=x"));
    reviewer.says(|status| status.finish.as_mut().unwrap().done = true);
    app.network_changed().await.unwrap();
    until_page(&app, |view| matches!(view, CheckView::Status(view) if view.close.is_some())).await;
    app.close_check().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Start(_)));
    app.shutdown().await;
    assert_eq!(keys(&phone), 0, "the session key is gone");
}

/// Ends the app and opens it again: the page is the same.
async fn reopened(phone: &Phone, app: App) -> App {
    let before = page(&app).await;
    app.shutdown().await;
    let app = phone.open().await;
    app.show(Destination::Check).await.unwrap();
    let after = page(&app).await;
    assert_eq!(std::mem::discriminant(&before), std::mem::discriminant(&after));
    app
}

#[tokio::test]
async fn a_kill_at_any_step_leads_to_the_same_page() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    let app = reopened(&phone, app).await;
    app.consent().await.unwrap();
    let app = reopened(&phone, app).await;
    app.check_number("+41791234567".into()).await.unwrap();
    let app = reopened(&phone, app).await;
    app.check_code("123456".into()).await.unwrap();
    let app = reopened(&phone, app).await;
    app.decline_location().await.unwrap();
    let app = reopened(&phone, app).await;
    app.choose_document(IdentityDocument::Passport).await.unwrap();
    let app = reopened(&phone, app).await;
    take(&app, PictureKind::PhotoPage).await;
    let app = reopened(&phone, app).await;
    take(&app, PictureKind::Selfie).await;
    let app = reopened(&phone, app).await;
    app.send_check(false).await.unwrap();
    app.shutdown().await;
    let app = phone.open().await;
    app.show(Destination::Check).await.unwrap();
    until_page(&app, is_status).await;
    reviewer.dossier(1);
}

#[tokio::test]
async fn a_claim_whose_reply_got_lost_is_repeated_by_the_same_key_also_after_a_kill() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    app.scan(reviewer.link()).await.unwrap();
    reviewer.loses("POST /v1/checks/claim", 1);
    let agreeing = app.clone();
    let agreed = tokio::spawn(async move { agreeing.agree().await });
    let desk = reviewer.clone();
    tokio::task::spawn_blocking(move || desk.hears("POST /v1/checks/claim")).await.unwrap();
    app.shutdown().await;
    drop(agreed);
    let app = phone.open().await;
    until_page(&app, |view| matches!(view, CheckView::Consent(_))).await;
    assert_eq!(reviewer.heard("POST /v1/checks/claim"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_again_says_what_it_knows_so_that_news_in_between_are_not_waited_for() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    reviewer.says(|status| status.consented = true);
    app.network_changed().await.unwrap();
    until_page(&app, |view| matches!(view, CheckView::Number(_))).await;
    assert_eq!(reviewer.known().first(), Some(&None), "nothing yet");
    let (desk, asked) = (reviewer.clone(), reviewer.heard("GET "));
    app.network_changed().await.unwrap();
    tokio::task::spawn_blocking(move || desk.hears_times("GET ", asked + 1)).await.unwrap();
    assert_eq!(reviewer.known().last(), Some(&Some("\"v1\"".into())));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_before_a_step_does_not_undo_it() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    app.consent().await.unwrap();
    let asked = reviewer.heard("GET ");
    let hears = |times| {
        let desk = reviewer.clone();
        tokio::task::spawn_blocking(move || desk.hears_times("GET ", times))
    };
    reviewer.keeps_back("GET ");
    app.network_changed().await.unwrap();
    hears(asked + 1).await.unwrap();
    app.check_number("+41791234567".into()).await.unwrap();
    assert!(matches!(page(&app).await, CheckView::Code(_)));
    reviewer.lets_go();
    hears(asked + 2).await.unwrap();
    assert!(matches!(page(&app).await, CheckView::Code(_)), "no code was sent when that was said");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_network_changed_it_is_asked_anew_whatever_still_waits() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    let asked = reviewer.heard("GET ");
    let hears = |times| {
        let desk = reviewer.clone();
        tokio::task::spawn_blocking(move || desk.hears_times("GET ", times))
    };
    reviewer.keeps_back("GET ");
    app.network_changed().await.unwrap();
    hears(asked + 1).await.unwrap();
    reviewer.says(|status| status.state = State::Refused);
    app.network_changed().await.unwrap();
    hears(asked + 2).await.unwrap();
    reviewer.lets_go();
    until_page(&app, |view| matches!(view, CheckView::Status(view) if view.close.is_some())).await;
}

#[tokio::test]
async fn lost_chunks_and_a_lost_submission_are_made_good() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    reviewer.loses("PUT /images/photo_page/1/chunks/0", 1);
    reviewer.loses("POST /submit", 1);
    app.send_check(false).await.unwrap();
    for line in ["PUT /images/photo_page/1/chunks/0", "POST /submit"] {
        until_page(&app, |view| {
            reviewer.heard(line) == 1 && matches!(view, CheckView::Sending(view) if view.waits.is_some())
        })
        .await;
        phone.clock.advance(120_000);
    }
    until_page(&app, is_status).await;
    reviewer.dossier(1);
    assert_eq!(reviewer.heard("PUT /images/photo_page/1/chunks/0"), 1, "what is there is not sent again");
}

#[tokio::test]
async fn it_waits_for_a_network_that_costs_nothing_if_the_person_says_so() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    app.metered(true).await.unwrap();
    app.send_check(true).await.unwrap();
    let CheckView::Sending(view) = page(&app).await else { panic!() };
    assert!(view.waits.is_some() && view.send_now.is_some());
    assert_eq!(reviewer.heard("GET /images"), 0);
    app.metered(false).await.unwrap();
    until_page(&app, is_status).await;
}

#[tokio::test]
async fn wrong_input_is_said_in_place_and_changes_nothing() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    assert_eq!(app.consent().await.unwrap_err().kind, ErrorKind::NothingToDo);
    to_consent(&reviewer, &app).await;
    assert_eq!(app.check_number("+41791234567".into()).await.unwrap_err().kind, ErrorKind::NothingToDo);
    app.consent().await.unwrap();
    assert_eq!(app.check_number("079 123".into()).await.unwrap_err().kind, ErrorKind::NumberInvalid);
    let CheckView::Number(view) = page(&app).await else { panic!() };
    assert!(view.problem.is_some());
    reviewer.refuses("POST /phone", 422, "number_refused");
    assert_eq!(app.check_number("+41791234567".into()).await.unwrap_err().kind, ErrorKind::NumberRefused);
    app.check_number("+41791234567".into()).await.unwrap();
    assert_eq!(app.check_code("12345".into()).await.unwrap_err().kind, ErrorKind::CodeInvalid);
    reviewer.refuses("POST /phone/confirm", 422, "wrong_digits");
    let wrong = app.check_code("123456".into()).await.unwrap_err();
    assert_eq!((wrong.kind, wrong.text.contains("SMS")), (ErrorKind::DigitsWrong, true), "{wrong}");
    app.other_number().await.unwrap();
    assert!(matches!(page(&app).await, CheckView::Number(_)));
    app.back().await.unwrap();
    app.check_code("123456".into()).await.unwrap();
    assert_eq!(app.check_location(91.0, 0.0, 1.0).await.unwrap_err().kind, ErrorKind::LocationInvalid);
    app.decline_location().await.unwrap();
    app.choose_document(IdentityDocument::IdentityCard).await.unwrap();
    let unreadable = app.check_picture(PictureKind::Front, b"no picture".to_vec()).await.unwrap_err();
    assert_eq!(unreadable.kind, ErrorKind::PictureUnreadable);
    let foreign = app.check_picture(PictureKind::PhotoPage, picture(900)).await.unwrap_err();
    assert_eq!(foreign.kind, ErrorKind::NothingToDo);
    assert_eq!(app.send_check(false).await.unwrap_err().kind, ErrorKind::NothingToDo);
}

#[tokio::test]
async fn where_too_many_codes_were_wrong_it_can_still_be_withdrawn() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    app.consent().await.unwrap();
    app.check_number("+41791234567".into()).await.unwrap();
    let CheckView::Code(view) = page(&app).await else { panic!() };
    assert!(view.withdraw.is_none() && view.other_number.is_some());
    reviewer.says(|status| status.phone = PhoneStep::Failed);
    app.network_changed().await.unwrap();
    until_page(&app, |view| {
        matches!(view, CheckView::Code(view) if view.withdraw.is_some() && view.other_number.is_none())
    })
    .await;
    let CheckView::Code(view) = page(&app).await else { panic!() };
    assert!(view.field.is_none() && view.ends_in_ms == 0, "no code counts any more");
    app.withdraw_check().await.unwrap();
    assert_eq!(reviewer.heard("DELETE "), 1);
}

#[tokio::test]
async fn withdrawing_is_asked_about_then_said_and_undone_by_going_back() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    let nothing = app.show(Destination::WithdrawCheck).await.unwrap_err();
    assert_eq!(nothing.kind, ErrorKind::NothingToDo);
    to_review(&reviewer, &app).await;
    app.show(Destination::WithdrawCheck).await.unwrap();
    let CheckView::Withdraw(view) = page(&app).await else { panic!("a question") };
    assert!(view.text.contains(reviewer.origin().host()), "{}", view.text);
    app.back().await.unwrap();
    assert!(matches!(page(&app).await, CheckView::Review(_)));
    assert_eq!(reviewer.heard("DELETE "), 0, "the question alone does nothing");
    app.show(Destination::WithdrawCheck).await.unwrap();
    app.withdraw_check().await.unwrap();
    assert_eq!(reviewer.heard("DELETE "), 1);
    assert!(matches!(screen(&app).await, Screen::Start(_)));
    assert_eq!(snackbar(&app).await.as_deref(), Some("Withdrawn. Nothing of it is kept."));
}

#[tokio::test]
async fn a_check_that_ends_while_withdrawing_is_asked_about_shows_its_end() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    app.show(Destination::WithdrawCheck).await.unwrap();
    phone.clock.advance(72 * 3_600_000 + 1_000);
    let CheckView::Status(view) = until_page(&app, is_status).await else { unreachable!() };
    assert!(view.close.is_some());
    assert_eq!(app.withdraw_check().await.unwrap_err().kind, ErrorKind::NothingToDo);
    app.close_check().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Start(_)));
}

#[tokio::test]
async fn a_second_link_waits_until_the_first_check_is_over() {
    let (phone, one, two) = (Phone::new(), Reviewer::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&one, &app).await;
    assert_eq!(app.scan(two.link()).await.unwrap_err().kind, ErrorKind::CheckUnderWay);
    app.withdraw_check().await.unwrap();
    assert_eq!(one.heard("DELETE "), 1);
    to_consent(&two, &app).await;
    app.shutdown().await;
    assert_eq!(keys(&phone), 1, "the first session's is gone");
}

#[tokio::test]
async fn a_reader_that_the_link_does_not_name_gets_nothing() {
    let (phone, one, two) = (Phone::new(), Reviewer::new(), Reviewer::new());
    let app = phone.open().await;
    let readers = |link: &str| link[link.find("&r=").unwrap()..].to_owned();
    let foreign = one.link().replace(&readers(&one.link()), &readers(&two.link()));
    app.scan(foreign).await.unwrap();
    assert_eq!(app.agree().await.unwrap_err().kind, ErrorKind::ReviewersMismatch);
    assert!(matches!(screen(&app).await, Screen::Problem(_)));
    app.shutdown().await;
    assert_eq!(keys(&phone), 0);
}

#[tokio::test]
async fn a_locked_app_goes_on_sending_and_shows_nothing() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    app.set_passphrase(None, "a long passphrase".into(), "a long passphrase".into()).await.unwrap();
    to_review(&reviewer, &app).await;
    app.metered(true).await.unwrap();
    app.send_check(true).await.unwrap();
    app.lock().await.unwrap();
    assert_eq!(app.picture_of(PictureKind::Selfie).await.unwrap_err().kind, ErrorKind::Locked);
    assert!(matches!(screen(&app).await, Screen::Locked(_)));
    app.metered(false).await.unwrap();
    reviewer.dossier(1);
    app.unlock("a long passphrase".into()).await.unwrap();
    until_page(&app, is_status).await;
}

#[tokio::test]
async fn after_72_hours_nothing_is_left_on_the_phone_also_without_network() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    phone.clock.advance(72 * 3_600_000 + 1_000);
    let CheckView::Status(view) = until_page(&app, is_status).await else { unreachable!() };
    assert!(view.close.is_some() && view.withdraw.is_none());
    assert!(app.picture_of(PictureKind::Selfie).await.is_err());
    assert_eq!(app.send_check(false).await.unwrap_err().kind, ErrorKind::NothingToDo);
}
