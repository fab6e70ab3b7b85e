use kauth_protocol::checks::{Finish, Manifest, Retake, RetakeReason};

use super::*;
use crate::checks::record::Progress;
use crate::checks::test_data::{check, now, told};

fn run(check: Check, events: Vec<Event>) -> Check {
    events.into_iter().fold(check, |check, event| step(check, event, &now()).0)
}

fn taken(kind: BlobKind) -> Event {
    Event::Taken { kind, sha256: format!("{}-sha", kind.as_str()), bytes: 9, verdicts: vec![] }
}

fn refused(kind: BlobKind) -> Event {
    Event::Taken { kind, sha256: "x".into(), bytes: 9, verdicts: vec!["blurred".into()] }
}

fn facts(attempt: u8) -> Picture {
    Picture {
        kind: BlobKind::Facts,
        attempt,
        sha256: "f".into(),
        bytes: 3,
        verdicts: vec![],
        refusals: 0,
        sent_anyway: false,
        sent: false,
    }
}

fn sends(manifest: &str) -> Event {
    Event::Sends { facts: facts(1), manifest: manifest.into(), wifi_only: false }
}

const UNIX_S: i64 = 1_000_000;

fn says(told: CheckResponse) -> Event {
    Event::Told { told: Box::new(told), unix_s: UNIX_S }
}

const CODE: PhoneResponse = PhoneResponse { remaining: 600, resend_after: 60, tries_left: 5 };

/// Everything but the pictures.
fn at_pictures() -> Check {
    let document = Event::DocumentChosen(DocumentKind::IdentityCard);
    run(
        check(),
        vec![
            Event::Consented,
            Event::CodeSent(CODE),
            Event::CodeRight,
            Event::Located { given: true },
            document,
        ],
    )
}

fn at_review() -> Check {
    run(at_pictures(), [BlobKind::Front, BlobKind::Back, BlobKind::Selfie].map(taken).into())
}

fn sent() -> Check {
    run(at_review(), vec![sends("m1"), Event::Submitted { manifest_sha256: "h1".into() }])
}

#[test]
fn the_way_from_agreeing_to_waiting() {
    let mut check = check();
    let mut way = vec![check.next()];
    let events = [
        Event::Consented,
        Event::CodeSent(CODE),
        Event::CodeRight,
        Event::Located { given: false },
        Event::DocumentChosen(DocumentKind::IdentityCard),
        taken(BlobKind::Front),
        taken(BlobKind::Back),
        taken(BlobKind::Selfie),
        sends("m1"),
        Event::Submitted { manifest_sha256: "h1".into() },
    ];
    for event in events {
        check = step(check, event, &now()).0;
        way.push(check.next());
    }
    let expected = [
        Next::Consent,
        Next::Number,
        Next::Code,
        Next::Location,
        Next::Document,
        Next::Picture(BlobKind::Front),
        Next::Picture(BlobKind::Back),
        Next::Picture(BlobKind::Selfie),
        Next::Review,
        Next::Sending,
        Next::Wait,
    ];
    assert_eq!(way, expected);
}

#[test]
fn a_location_that_nobody_wants_is_not_asked() {
    let mut check = check();
    check.asked.location = LocationWish::None;
    let check = run(check, vec![Event::Consented, Event::CodeSent(CODE), Event::CodeRight]);
    assert_eq!(check.next(), Next::Document);
}

#[test]
fn wrong_codes_are_counted_and_the_last_ends_it() {
    let check =
        run(check(), vec![Event::Consented, Event::CodeSent(CODE), Event::CodeWrong { tries_left: 1 }]);
    assert_eq!(check.progress.code.as_ref().map(|code| code.tries_left), Some(1));
    let check = run(check, vec![Event::CodeWrong { tries_left: 0 }]);
    assert_eq!((check.next(), check.progress.phone), (Next::Code, PhoneStep::Failed));
}

#[test]
fn f5_two_refusals_then_send_anyway() {
    let check = run(at_pictures(), vec![refused(BlobKind::Front)]);
    assert_eq!(check.next(), Next::Picture(BlobKind::Front));
    assert!(!check.picture(BlobKind::Front).unwrap().may_be_sent_anyway());
    let too_early = run(check.clone(), vec![Event::SendAnyway(BlobKind::Front)]);
    assert_eq!(too_early.next(), Next::Picture(BlobKind::Front));
    let check = run(check, vec![refused(BlobKind::Front)]);
    assert!(check.picture(BlobKind::Front).unwrap().may_be_sent_anyway());
    let check = run(check, vec![Event::SendAnyway(BlobKind::Front)]);
    assert_eq!(check.next(), Next::Picture(BlobKind::Back));
    let front = check.picture(BlobKind::Front).unwrap();
    assert!(front.sent_anyway && front.verdicts == ["blurred"], "flagged");
    let better = run(check, vec![taken(BlobKind::Front)]);
    assert!(!better.picture(BlobKind::Front).unwrap().sent_anyway);
}

#[test]
fn another_document_needs_its_own_pictures_and_selfie() {
    let (check, effects) = step(at_review(), Event::DocumentChosen(DocumentKind::Passport), &now());
    assert_eq!(check.next(), Next::Picture(BlobKind::PhotoPage));
    assert!(check.pictures.is_empty());
    let dropped = ["front", "back", "selfie"].map(|kind| format!("{}/{kind}/1", check.id));
    assert_eq!(effects, [Effect::DropBlobs(dropped.into())]);
    let (same, effects) = step(at_review(), Event::DocumentChosen(DocumentKind::IdentityCard), &now());
    assert_eq!((same.next(), effects), (Next::Review, vec![]));
}

#[test]
fn nothing_is_taken_or_sent_out_of_turn() {
    let foreign = run(at_pictures(), vec![taken(BlobKind::PhotoPage)]);
    assert!(foreign.pictures.is_empty());
    let early = run(at_pictures(), vec![sends("m1")]);
    assert_eq!(early.next(), Next::Picture(BlobKind::Front));
    let sending = run(at_review(), vec![sends("m1"), refused(BlobKind::Front)]);
    assert_eq!(sending.picture(BlobKind::Front).unwrap().sha256, "front-sha");
    let waiting = run(sent(), vec![taken(BlobKind::Front), sends("m2")]);
    assert_eq!((waiting.next(), waiting.progress.manifest), (Next::Wait, None));
    let unasked = run(at_review(), vec![Event::Submitted { manifest_sha256: "h".into() }]);
    assert_eq!(unasked.next(), Next::Review);
}

#[test]
fn what_was_sent_is_not_kept() {
    let sending = run(at_review(), vec![sends("m1")]);
    let (check, effects) = step(sending, Event::Submitted { manifest_sha256: "h1".into() }, &now());
    let dropped = ["front", "back", "selfie", "facts"].map(|kind| format!("{}/{kind}/1", check.id));
    assert_eq!(effects, [Effect::DropBlobs(dropped.into()), Effect::Poll]);
    assert_eq!(check.progress.taken.as_deref(), Some("h1"));
}

#[test]
fn a_submission_whose_reply_got_lost_is_known_by_the_status() {
    let sending = run(at_review(), vec![sends("m1")]);
    let status = CheckResponse { manifest_sha256: Some(Manifest::hash("m1")), ..told(State::InReview) };
    let check = run(sending.clone(), vec![says(status)]);
    assert_eq!((check.next(), check.progress.sending), (Next::Wait, false));
    let older = CheckResponse { manifest_sha256: Some("older".into()), ..told(State::RetakeAsked) };
    let check = run(sending, vec![says(older)]);
    assert_eq!(check.next(), Next::Sending);
}

#[test]
fn a_retake_is_the_next_attempt_of_what_was_asked_for_only() {
    let retake = vec![Retake { kind: BlobKind::Back, reason: RetakeReason::Glare }];
    let asked = CheckResponse { retake, ..told(State::RetakeAsked) };
    let (check, effects) = step(sent(), says(asked), &now());
    assert_eq!((check.next(), effects), (Next::Retake, vec![Effect::Announce]));
    assert!(!check.takes(BlobKind::Front) && check.takes(BlobKind::Back));
    assert_eq!(check.attempt(BlobKind::Back), 2);
    let check = run(check, vec![refused(BlobKind::Back)]);
    assert_eq!(check.next(), Next::Picture(BlobKind::Back));
    let check = run(check, vec![taken(BlobKind::Back)]);
    assert_eq!(check.next(), Next::Review);
    let back = check.picture(BlobKind::Back).unwrap();
    assert_eq!((back.attempt, back.sent), (2, false));
    assert_eq!(check.attempt(BlobKind::Facts), 2, "the facts are sealed anew");
    let again = Event::Sends { facts: facts(2), manifest: "m2".into(), wifi_only: true };
    let check = run(check, vec![again]);
    assert_eq!(check.next(), Next::Sending);
    let unsent: Vec<BlobKind> = check.pictures.iter().filter(|p| !p.sent).map(|p| p.kind).collect();
    assert_eq!(unsent, [BlobKind::Back, BlobKind::Facts]);
}

#[test]
fn attempts_end() {
    let mut check = sent();
    for picture in &mut check.pictures {
        picture.attempt = MAX_ATTEMPT;
    }
    let retake = vec![Retake { kind: BlobKind::Back, reason: RetakeReason::Glare }];
    let check = run(check, vec![says(CheckResponse { retake, ..told(State::RetakeAsked) })]);
    assert!(!check.takes(BlobKind::Back));
}

#[test]
fn the_end_leaves_nothing_that_was_photographed() {
    let finish = Finish { path: None, waits: 3600, remaining: 7200, done: false };
    let accepted = CheckResponse { finish: Some(finish.clone()), ..told(State::Accepted) };
    let (check, effects) = step(sent(), says(accepted), &now());
    assert_eq!(effects, [Effect::DropSecrets, Effect::Announce], "the key still asks for the way on");
    assert!(check.pictures.is_empty());
    assert_eq!(check.finish.as_ref().unwrap().from.left_ms(&now()), Some(3_600_000));
    let done = CheckResponse { finish: Some(Finish { done: true, ..finish }), ..told(State::Accepted) };
    let (_, effects) = step(check, says(done), &now());
    assert_eq!(effects, [Effect::DropKey]);
    for state in State::ALL.into_iter().filter(|state| state.is_over() && *state != State::Accepted) {
        let (check, effects) = step(at_review(), says(told(state)), &now());
        let dropped = ["front", "back", "selfie"].map(|kind| format!("{}/{kind}/1", check.id));
        let expected =
            [Effect::DropBlobs(dropped.into()), Effect::DropSecrets, Effect::DropKey, Effect::Announce];
        assert_eq!((check.next(), effects.as_slice()), (Next::End, &expected[..]), "{state:?}");
    }
}

fn accepted(waits: u64, remaining: u64) -> CheckResponse {
    let finish = Finish { path: None, waits, remaining, done: false };
    CheckResponse { finish: Some(finish), ..told(State::Accepted) }
}

#[test]
fn an_accepted_one_is_stopped_as_long_as_it_is_not_finished() {
    let check = run(sent(), vec![says(accepted(3600, 7200))]);
    let (stopped, effects) = step(check.clone(), says(told(State::Stopped)), &now());
    assert_eq!((stopped.state, stopped.finish), (State::Stopped, None));
    assert_eq!(effects, [Effect::DropKey, Effect::Announce]);
    let withdrawn = run(check.clone(), vec![says(told(State::Withdrawn))]);
    assert_eq!(withdrawn.state, State::Accepted, "nothing else comes after it");
    let done = Finish { path: None, waits: 0, remaining: 0, done: true };
    let done = CheckResponse { finish: Some(done), ..told(State::Accepted) };
    let finished = run(check, vec![says(done), says(told(State::Stopped))]);
    assert_eq!(finished.state, State::Accepted);
}

#[test]
fn the_same_word_again_changes_nothing() {
    let check = run(sent(), vec![says(accepted(3600, 7200))]);
    let mut later = now();
    later.ms += 10_400;
    let heads = CheckResponse { audit_head: Some("newer".into()), ..accepted(3590, 7200) };
    let again = Event::Told { told: Box::new(heads), unix_s: UNIX_S + 10 };
    assert!(step(check.clone(), again, &later) == (check.clone(), vec![]));
    let (moved, _) = step(check, says(accepted(600, 7200)), &later);
    assert_eq!(moved.finish.unwrap().from.left_ms(&later), Some(600_000));
}

#[test]
fn an_accepted_one_that_is_not_finished_lapses_also_after_a_reboot() {
    let check = run(sent(), vec![says(accepted(0, 7200))]);
    let mut late = now();
    late.ms += 7_200_000;
    let (lapsed, effects) = step(check.clone(), Event::TimeUp { unix_s: None }, &late);
    assert_eq!((lapsed.finish.as_ref().unwrap().lapsed, effects), (true, vec![Effect::DropKey]));
    let (_, effects) = step(lapsed, Event::TimeUp { unix_s: None }, &late);
    assert_eq!(effects, [], "once");
    let rebooted = Moment { boot_id: "another".into(), ms: 0 };
    let early = Event::TimeUp { unix_s: Some(UNIX_S + 7_199) };
    let (check, effects) = step(check, early, &rebooted);
    assert_eq!((check.finish.as_ref().unwrap().is_open(&rebooted), effects), (true, vec![]));
    let (check, _) = step(check, Event::TimeUp { unix_s: Some(UNIX_S + 7_200) }, &rebooted);
    assert!(check.finish.unwrap().lapsed);
}

#[test]
fn what_another_phone_claimed_and_what_nobody_knows_is_over_and_leaves_nothing() {
    let dropped = ["front", "back", "selfie"].map(|kind| format!("{}/{kind}/1", check().id));
    let expected =
        [Effect::DropBlobs(dropped.into()), Effect::DropSecrets, Effect::DropKey, Effect::Announce];
    let (void, effects) = step(at_review(), Event::Void, &now());
    assert_eq!((void.state, void.is_void, effects.as_slice()), (State::Stopped, true, &expected[..]));
    let (gone, effects) = step(at_review(), Event::Gone, &now());
    assert_eq!((gone.state, gone.is_void, effects.as_slice()), (State::Expired, false, &expected[..]));
    let (accepted, effects) = step(run(sent(), vec![says(accepted(0, 60))]), Event::Gone, &now());
    assert_eq!((accepted.state, effects), (State::Accepted, vec![Effect::DropKey]), "it stays accepted");
}

#[test]
fn what_is_over_is_not_reopened_by_a_late_word() {
    let check = run(at_review(), vec![says(told(State::Withdrawn))]);
    let check = run(check, vec![says(told(State::InReview))]);
    assert_eq!(check.state, State::Withdrawn);
}

#[test]
fn its_time_is_over_on_this_phone_also_without_network() {
    let (check, effects) = step(at_review(), Event::TimeUp { unix_s: None }, &now());
    assert_eq!((check.next(), effects), (Next::Review, vec![]), "too early");
    let mut late = now();
    late.ms += 72 * 3_600_000;
    let (check, effects) = step(check, Event::TimeUp { unix_s: None }, &late);
    assert_eq!((check.next(), check.state), (Next::End, State::Expired));
    assert!(effects.contains(&Effect::DropSecrets) && effects.contains(&Effect::Announce));
}

#[test]
fn after_a_reboot_the_providers_word_says_how_long_it_still_counts() {
    let mut rebooted = now();
    rebooted.boot_id = "another".into();
    let (check, _) = step(sent(), Event::TimeUp { unix_s: None }, &rebooted);
    assert_eq!(check.next(), Next::Wait);
    let ends = sent().ends_unix_s;
    let (check, _) = step(check, Event::TimeUp { unix_s: Some(ends - 1) }, &rebooted);
    assert_eq!(check.next(), Next::Wait);
    let (ended, _) = step(check.clone(), Event::TimeUp { unix_s: Some(ends) }, &rebooted);
    assert_eq!(ended.state, State::Expired, "by the wall clock, where nothing else is to be had");
    let (check, _) = step(check, says(told(State::InReview)), &rebooted);
    assert_eq!(check.ends.left_ms(&rebooted), Some(told(State::InReview).remaining * 1000));
}

#[test]
fn the_provider_may_know_more_than_this_phone() {
    // The reply to consent and code got lost in a kill.
    let status = CheckResponse { consented: true, phone: PhoneStep::Confirmed, ..told(State::Open) };
    let check = run(check(), vec![says(status)]);
    assert_eq!(check.next(), Next::Location);
    let behind = CheckResponse { consented: false, phone: PhoneStep::None, ..told(State::Open) };
    let same = run(at_review(), vec![says(behind)]);
    assert_eq!(same.next(), Next::Review);
}

#[test]
fn a_record_comes_back_from_disk() {
    let check = sent();
    let json = serde_json::to_string(&check).unwrap();
    assert!(serde_json::from_str::<Check>(&json).unwrap() == check);
    assert_eq!(Progress::default().phone, PhoneStep::None);
}
