//! A check on the phone, from the link to the end, with something lost at each step.

use image::{DynamicImage, ImageFormat, RgbImage};
use kauth_protocol::checks::{
    BlobKind, CheckResponse, Finish, LocationWish, PhoneStep, Retake, RetakeReason, State,
};

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
async fn f7_lost_chunks_and_a_lost_submission_are_made_good() {
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

/// An app whose dossier is with the reviewer, who looks at it.
async fn to_reviewer(phone: &Phone, reviewer: &Reviewer) -> App {
    let app = phone.open().await;
    to_review(reviewer, &app).await;
    app.send_check(false).await.unwrap();
    reviewer.dossier(1);
    app
}

/// Tells it, and waits for the page that shows it.
async fn hears(
    reviewer: &Reviewer,
    app: &App,
    change: impl FnOnce(&mut CheckResponse),
    fits: impl Fn(&CheckStatusView) -> bool,
) -> CheckStatusView {
    reviewer.says(change);
    app.network_changed().await.unwrap();
    let shown = until_page(app, |view| matches!(view, CheckView::Status(view) if fits(view))).await;
    let CheckView::Status(view) = shown else { unreachable!() };
    view
}

fn accepted(waits: u64, remaining: u64) -> impl FnOnce(&mut CheckResponse) {
    move |status| {
        status.state = State::Accepted;
        let path = (waits == 0).then(|| "/recover#t=x".into());
        status.finish = Some(Finish { path, waits, remaining, done: false });
    }
}

/// What takes many calls, to another provider.
async fn meanwhile() {
    let (phone, other) = (Phone::new(), Reviewer::new());
    to_pictures(&other, &phone.open().await).await;
}

#[tokio::test]
async fn a_link_that_another_phone_used_as_well_is_over_and_the_next_one_is_read() {
    let (phone, one, two) = (Phone::new(), Reviewer::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&one, &app).await;
    one.refuses("GET ", 409, "check_void");
    app.network_changed().await.unwrap();
    let CheckView::Status(view) = until_page(&app, is_status).await else { unreachable!() };
    assert!(view.text.starts_with("Another phone used the same code"), "{}", view.text);
    assert!(view.close.is_some() && view.withdraw.is_none() && view.problem.is_none());
    to_consent(&two, &app).await;
    app.shutdown().await;
    assert_eq!(keys(&phone), 1, "the first session's is gone");
}

#[tokio::test]
async fn a_void_session_is_said_by_a_step_and_by_sending() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    reviewer.refuses("PUT /consent", 409, "check_void");
    assert_eq!(app.consent().await.unwrap_err().kind, ErrorKind::CheckVoid);
    let CheckView::Status(view) = page(&app).await else { panic!("its end") };
    assert!(view.close.is_some() && view.problem.is_none(), "said once");
    assert_eq!(snackbar(&app).await, None, "and not below its page as well");

    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    reviewer.refuses("GET /images", 409, "check_void");
    app.send_check(false).await.unwrap();
    let CheckView::Status(view) = until_page(&app, is_status).await else { unreachable!() };
    assert!(view.close.is_some() && view.text.starts_with("Another phone"));
    assert!(app.picture_of(PictureKind::Selfie).await.is_err(), "nothing of it is kept");
}

#[tokio::test]
async fn f8_an_accepted_one_can_still_be_stopped() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = to_reviewer(&phone, &reviewer).await;
    hears(&reviewer, &app, accepted(3_600, 7_200), |view| view.finish_waits.is_some()).await;
    let stopped = |status: &mut CheckResponse| (status.state, status.finish) = (State::Stopped, None);
    let view = hears(&reviewer, &app, stopped, |view| view.close.is_some()).await;
    assert_eq!((view.title.as_str(), view.finish, view.finish_waits), ("Stopped", None, None));
    app.shutdown().await;
    assert_eq!(keys(&phone), 0, "nothing more is asked");
}

#[tokio::test]
async fn f8_an_accepted_one_that_is_not_finished_in_time_says_so_and_asks_no_more() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = to_reviewer(&phone, &reviewer).await;
    hears(&reviewer, &app, accepted(0, 60), |view| view.finish.is_some()).await;
    phone.clock.advance(61_000);
    let late = |view: &CheckView| matches!(view, CheckView::Status(view) if view.close.is_some());
    let CheckView::Status(view) = until_page(&app, late).await else { unreachable!() };
    assert!(view.finish.is_none() && view.text.contains("not finished in time"), "{}", view.text);
    assert_eq!(app.finish_check().await.unwrap_err().kind, ErrorKind::NothingToDo);
    // What was asked while it could still be finished may be on its way yet.
    meanwhile().await;
    let asked = reviewer.heard("GET ");
    app.network_changed().await.unwrap();
    meanwhile().await;
    assert_eq!(reviewer.heard("GET "), asked);
    app.close_check().await.unwrap();
}

#[tokio::test]
async fn what_is_accepted_without_anything_to_finish_says_that_nothing_is_to_do() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = to_reviewer(&phone, &reviewer).await;
    let accepted = |status: &mut CheckResponse| status.state = State::Accepted;
    let view = hears(&reviewer, &app, accepted, |view| view.close.is_some()).await;
    assert!(view.finish.is_none() && view.text.contains("nothing more to do"), "{}", view.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_does_not_wait_for_news_is_not_asked_without_end() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = to_reviewer(&phone, &reviewer).await;
    let in_review = |status: &mut CheckResponse| status.state = State::InReview;
    hears(&reviewer, &app, in_review, |view| view.title == "Being looked at").await;
    let asked = reviewer.heard("GET ");
    meanwhile().await;
    assert!(reviewer.heard("GET ") <= asked + 4, "{} times", reviewer.heard("GET ") - asked);
    phone.clock.advance(60_000);
    let desk = reviewer.clone();
    tokio::task::spawn_blocking(move || desk.hears_times("GET ", asked + 1)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_sent_again_after_ever_longer_waits() {
    const CHUNK: &str = "PUT /images/photo_page/1/chunks/0";
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    reviewer.refuses_times(CHUNK, 409, "conflict", 20);
    app.send_check(false).await.unwrap();
    let desk = reviewer.clone();
    tokio::task::spawn_blocking(move || desk.hears_times(CHUNK, 2)).await.unwrap();
    meanwhile().await;
    assert!(reviewer.heard(CHUNK) <= 4, "{} times", reviewer.heard(CHUNK));
    reviewer.refuses_times(CHUNK, 409, "conflict", 0);
    phone.clock.advance(120_000);
    until_page(&app, is_status).await;
}

#[tokio::test]
async fn after_a_reboot_its_time_ends_by_the_wall_clock_where_the_provider_is_gone() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    reviewer.loses("GET ", usize::MAX);
    app.shutdown().await;
    phone.clock.reboot(71 * 3_600_000);
    let app = phone.open().await;
    app.show(Destination::Check).await.unwrap();
    meanwhile().await;
    assert!(matches!(page(&app).await, CheckView::Review(_)), "an hour is left");
    app.shutdown().await;
    phone.clock.reboot(2 * 3_600_000);
    let app = phone.open().await;
    app.show(Destination::Check).await.unwrap();
    let CheckView::Status(view) = until_page(&app, is_status).await else { unreachable!() };
    assert!(view.close.is_some() && view.title == "Time is up" && view.problem.is_none());
    assert!(app.picture_of(PictureKind::Selfie).await.is_err());
}

#[tokio::test]
async fn what_the_provider_has_forgotten_is_over() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    reviewer.refuses("GET ", 404, "not_found");
    app.network_changed().await.unwrap();
    let CheckView::Status(view) = until_page(&app, is_status).await else { unreachable!() };
    assert!(view.close.is_some() && view.problem.is_none());
    assert!(app.picture_of(PictureKind::Selfie).await.is_err());
    app.close_check().await.unwrap();
    app.shutdown().await;
    assert_eq!(keys(&phone), 0);
}

#[tokio::test]
async fn f1_who_asks_and_what_is_sent_is_read_before_anything_is_agreed_to() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    let CheckView::Consent(view) = page(&app).await else { panic!() };
    assert_eq!(view.host, reviewer.origin().host());
    assert!(view.unknown.is_some() && view.calls_itself.contains("Example Hosting"));
    let labels: Vec<&str> = view.pairs.iter().map(|pair| pair.label.as_str()).collect();
    assert_eq!(labels, ["Why", "Account", "What is sent", "Who reads it", "Kept"]);
    assert_eq!(reviewer.heard("PUT /consent"), 0);
    app.consent().await.unwrap();
    assert_eq!(reviewer.heard("PUT /consent"), 1);
}

#[tokio::test]
async fn f1_who_does_not_agree_is_rid_of_it_also_without_network() {
    let (phone, one, two, three) = (Phone::new(), Reviewer::new(), Reviewer::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&one, &app).await;
    app.withdraw_check().await.unwrap();
    assert_eq!(one.heard("DELETE "), 1);
    assert!(matches!(screen(&app).await, Screen::Start(_)));
    to_consent(&two, &app).await;
    two.loses("DELETE ", usize::MAX);
    app.withdraw_check().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Start(_)));
    to_consent(&three, &app).await;
    app.consent().await.unwrap();
    three.loses("DELETE ", usize::MAX);
    app.withdraw_check().await.unwrap_err();
    assert!(
        matches!(page(&app).await, CheckView::Number(_)),
        "what was agreed to is withdrawn at the provider"
    );
    app.shutdown().await;
    assert_eq!(keys(&phone), 1);
}

#[tokio::test]
async fn f2_the_page_names_the_number_that_has_the_code() {
    const NUMBERS: [&str; 2] = ["+41791234567", "+41797654321"];
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    app.consent().await.unwrap();
    app.check_number(NUMBERS[0].into()).await.unwrap();
    for (status, problem) in [(429, "too_many_requests"), (422, "number_refused")] {
        app.other_number().await.unwrap();
        reviewer.refuses("POST /phone", status, problem);
        app.check_number(NUMBERS[1].into()).await.unwrap_err();
        app.back().await.unwrap();
        let CheckView::Code(view) = page(&app).await else { panic!() };
        assert!(view.text.contains(NUMBERS[0]), "{}", view.text);
    }
    app.check_code_again().await.unwrap();
    assert_eq!(reviewer.numbers(), [NUMBERS[0]; 2]);
    app.other_number().await.unwrap();
    app.check_number(NUMBERS[1].into()).await.unwrap();
    let CheckView::Code(view) = page(&app).await else { panic!() };
    assert!(view.text.contains(NUMBERS[1]), "{}", view.text);
}

#[tokio::test]
async fn f2_a_number_whose_reply_got_lost_is_named() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    app.consent().await.unwrap();
    reviewer.loses("POST /phone", 1);
    app.check_number("+41791234567".into()).await.unwrap_err();
    app.network_changed().await.unwrap();
    let shown = until_page(&app, |view| matches!(view, CheckView::Code(_))).await;
    assert!(matches!(shown, CheckView::Code(view) if view.text.contains("+41791234567")));
}

#[tokio::test]
async fn f3_a_place_that_is_required_is_not_declined() {
    let (phone, reviewer) = (Phone::new(), Reviewer::who_wants(LocationWish::Required));
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    app.consent().await.unwrap();
    app.check_number("+41791234567".into()).await.unwrap();
    app.check_code("123456".into()).await.unwrap();
    let CheckView::Location(view) = page(&app).await else { panic!() };
    assert!(view.required.is_some());
    assert_eq!(app.decline_location().await.unwrap_err().kind, ErrorKind::LocationRequired);
    let CheckView::Location(view) = page(&app).await else { panic!("still asked for") };
    assert!(view.problem.is_some());
    assert_eq!(reviewer.heard("PUT /location/declined"), 0);
    app.check_location(46.2, 6.14, 20.0).await.unwrap();
    assert!(matches!(page(&app).await, CheckView::Document(_)));
}

#[tokio::test]
async fn f4_another_document_drops_the_pictures_of_the_one_before() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_pictures(&reviewer, &app).await;
    take(&app, PictureKind::PhotoPage).await;
    let CheckView::Picture(view) = page(&app).await else { panic!() };
    assert!(view.kind == PictureKind::Selfie && view.other_document.is_some());
    app.show(Destination::CheckDocument).await.unwrap();
    let CheckView::Document(view) = page(&app).await else { panic!() };
    assert!(view.change.is_some(), "what becomes of the picture is said first");
    app.back().await.unwrap();
    assert!(matches!(page(&app).await, CheckView::Picture(view) if view.kind == PictureKind::Selfie));
    app.show(Destination::CheckDocument).await.unwrap();
    app.choose_document(IdentityDocument::IdentityCard).await.unwrap();
    let CheckView::Picture(view) = page(&app).await else { panic!() };
    assert_eq!((view.kind, view.position.as_str()), (PictureKind::Front, "1 of 3"));
    for kind in [PictureKind::Front, PictureKind::Back, PictureKind::Selfie] {
        take(&app, kind).await;
    }
    app.show(Destination::CheckDocument).await.unwrap();
    app.choose_document(IdentityDocument::IdentityCard).await.unwrap();
    let CheckView::Review(view) = page(&app).await else { panic!("the same one keeps them") };
    assert!(view.pictures.len() == 3 && view.other_document.is_some());
    app.send_check(false).await.unwrap();
    let manifest = reviewer.dossier(1);
    assert!(manifest.blobs.len() == 4 && manifest.find(BlobKind::PhotoPage).is_none());
    until_page(&app, is_status).await;
    assert_eq!(app.show(Destination::CheckDocument).await.unwrap_err().kind, ErrorKind::NothingToDo);
}

#[tokio::test]
async fn f6_a_selfie_that_shows_nobody_is_refused_in_words() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_pictures(&reviewer, &app).await;
    take(&app, PictureKind::PhotoPage).await;
    app.check_picture(PictureKind::Selfie, picture(900)).await.unwrap();
    let CheckView::Picture(view) = page(&app).await else { panic!("it is not taken") };
    assert_eq!(view.kind, PictureKind::Selfie);
    assert_eq!(view.problem.as_deref(), Some("Your face cannot be seen. Look into the camera."));
}

#[tokio::test]
async fn another_link_does_not_throw_away_what_can_still_be_finished() {
    let (phone, one, two) = (Phone::new(), Reviewer::new(), Reviewer::new());
    let app = to_reviewer(&phone, &one).await;
    hears(&one, &app, accepted(0, 60), |view| view.finish.is_some()).await;
    let refused = app.scan(two.link()).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::CheckUnderWay);
    assert!(refused.text.contains("can still be finished"), "{refused}");
    phone.clock.advance(61_000);
    until_page(&app, |view| matches!(view, CheckView::Status(view) if view.close.is_some())).await;
    to_consent(&two, &app).await;
}

#[tokio::test]
async fn a_refresh_asks_where_the_check_stands_too() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_review(&reviewer, &app).await;
    app.send_check(false).await.unwrap();
    until_page(&app, |view| matches!(view, CheckView::Status(_))).await;
    app.paused().await.unwrap();
    reviewer.says(|status| status.state = State::InReview);
    app.refresh().await.unwrap();
    let CheckView::Status(view) = page(&app).await else { panic!() };
    assert_eq!(view.title, "Being looked at");
}

#[tokio::test]
async fn a_location_that_is_refused_for_good_leads_to_the_systems_settings() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    app.consent().await.unwrap();
    app.check_number("+41791234567".into()).await.unwrap();
    app.check_code("123456".into()).await.unwrap();
    for state in [PermissionState::Unknown, PermissionState::Declined] {
        app.permission(PermissionKind::Location, state).await.unwrap();
        app.check_location(f64::NAN, f64::NAN, f64::NAN).await.unwrap_err();
        let CheckView::Location(view) = page(&app).await else { panic!() };
        assert_eq!((view.refused.is_some(), view.problem.is_some()), (false, true), "{state:?}");
    }
    app.permission(PermissionKind::Location, PermissionState::Blocked).await.unwrap();
    let CheckView::Location(view) = page(&app).await else { panic!() };
    assert!(view.refused.unwrap().contains("settings"));
    assert_eq!(view.problem, None, "to try again is no way out");
    app.ask_permission(PermissionKind::Location).await.unwrap();
    let opens =
        |effect: &Effect| matches!(effect.kind, EffectKind::OpenSystemSettings { page: SettingsPage::App });
    assert!(app.next(0).await.unwrap().effects.iter().any(opens));
    app.permission(PermissionKind::Location, PermissionState::Granted).await.unwrap();
    let CheckView::Location(view) = page(&app).await else { panic!() };
    assert_eq!(view.refused, None);
    app.check_location(46.2, 6.14, 20.0).await.unwrap();
}

#[tokio::test]
async fn where_too_many_codes_were_wrong_it_can_still_be_withdrawn() {
    let (phone, reviewer) = (Phone::new(), Reviewer::new());
    let app = phone.open().await;
    to_consent(&reviewer, &app).await;
    app.consent().await.unwrap();
    app.check_number("+41791234567".into()).await.unwrap();
    let CheckView::Code(view) = page(&app).await else { panic!() };
    assert!(view.other_number.is_some());
    reviewer.says(|status| status.phone = PhoneStep::Failed);
    app.network_changed().await.unwrap();
    until_page(&app, |view| matches!(view, CheckView::Code(view) if view.other_number.is_none())).await;
    let CheckView::Code(view) = page(&app).await else { panic!() };
    assert!(view.field.is_none() && view.ends_in_ms == 0, "no code counts any more");
    app.withdraw_check().await.unwrap();
    assert_eq!(reviewer.heard("DELETE "), 1);
}

#[tokio::test]
async fn f8_withdrawing_is_asked_about_then_said_and_undone_by_going_back() {
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
