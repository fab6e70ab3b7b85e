use kauth_protocol::approvals::{OpenedRequest, UserCheck};

use super::super::test_data::{claims, now, request, signers};
use super::*;

fn answer(decision: Decision) -> Event {
    Event::Answered { decision, digits: None, locked: false, signers: signers() }
}

fn with_digits(digits: &str) -> Event {
    Event::Answered {
        decision: Decision::Approve,
        digits: Some(digits.into()),
        locked: false,
        signers: signers(),
    }
}

fn plain() -> Request {
    request(Policy::YesNo, UserCheck::Required)
}

/// Signs whatever is being signed.
fn sign(request: Request) -> Stepped {
    let Phase::Signing { input, .. } = &request.phase else { panic!("nothing to sign") };
    let compact = format!("{input}.SIGNATURE");
    step(request, Event::Signed { compact })
}

fn sending(decision: Decision) -> Request {
    let (request, _) = sign(step(plain(), answer(decision)).0);
    assert!(matches!(request.phase, Phase::Sending { .. }));
    request
}

fn how(request: &Request) -> Option<How> {
    request.ended().map(|ended| ended.how)
}

#[test]
fn yes_asks_the_person_and_no_does_not() {
    let (asked, effects) = step(plain(), answer(Decision::Approve));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::AskPerson { .. })));
    assert!(matches!(asked.phase, Phase::Signing { asks_person: true, .. }));
    for decision in [Decision::Deny, Decision::Report] {
        let (silent, effects) = step(plain(), answer(decision));
        assert!(matches!(effects.as_slice(), [Effect::SignSilently { .. }]), "{decision:?}");
        assert!(matches!(silent.phase, Phase::Signing { asks_person: false, .. }));
    }
    let (_, effects) = step(request(Policy::YesNo, UserCheck::None), answer(Decision::Approve));
    assert!(matches!(effects.as_slice(), [Effect::SignSilently { .. }]));
}

#[test]
fn bytes_are_kept_before_they_are_sent_and_sent_again_as_they_are() {
    let (asked, _) = step(plain(), answer(Decision::Approve));
    let (kept, effects) = sign(asked);
    assert_eq!(effects, [Effect::Keep], "nothing is sent before it is on disk");
    let Phase::Sending { body, .. } = kept.phase.clone() else { panic!() };
    let (sent, effects) = step(kept, Event::Kept);
    assert_eq!(effects, [Effect::Send { body: body.clone() }]);
    let (lost, effects) = step(sent, Event::NotSent { retry_after_s: None });
    assert_eq!(effects, [Effect::SendLater { failures: 1, retry_after_s: None }]);
    let (_, effects) = step(lost, Event::TryAgain);
    assert_eq!(effects, [Effect::Send { body }]);
}

#[test]
fn a_double_tap_joins_and_another_decision_is_not_taken() {
    let sent = sending(Decision::Approve);
    assert_eq!(step(sent.clone(), answer(Decision::Approve)), (sent.clone(), vec![]));
    let (same, effects) = step(sent.clone(), answer(Decision::Deny));
    assert_eq!((same, effects), (sent, vec![Effect::Decline(ErrorKind::RequestAnswered)]));
}

#[test]
fn no_while_the_finger_is_asked_for_closes_the_prompt() {
    let (asked, _) = step(plain(), answer(Decision::Approve));
    let old_input = match &asked.phase {
        Phase::Signing { input, .. } => input.clone(),
        _ => panic!(),
    };
    let (denied, effects) = step(asked, answer(Decision::Deny));
    assert_eq!(effects[0], Effect::StopAsking);
    assert!(matches!(effects.last(), Some(Effect::SignSilently { .. })));
    // A finger that comes late signs nothing that is sent.
    let late = Event::Signed { compact: format!("{old_input}.SIGNATURE") };
    assert_eq!(step(denied.clone(), late), (denied, vec![]));
}

#[test]
fn a_report_may_follow_a_yes_on_its_way_and_what_is_past() {
    let (reporting, effects) = step(sending(Decision::Approve), answer(Decision::Report));
    assert!(matches!(effects.as_slice(), [Effect::SignSilently { .. }]));
    assert!(matches!(reporting.phase, Phase::Signing { decision: Decision::Report, .. }));

    let (past, _) = step(sending(Decision::Approve), Event::Taken { state: State::Approved });
    let (reporting, _) = step(past.clone(), answer(Decision::Report));
    let (sent, _) = sign(reporting);
    assert_eq!(how(&sent), Some(How::Approved), "until it is taken it is what it was");
    let (reported, _) = step(sent.clone(), Event::Taken { state: State::Consumed });
    assert_eq!(how(&reported), Some(How::Reported));
    let (same, effects) = step(sent, Event::Refused { reason: Refusal::NotAccepted });
    assert_eq!(same, past);
    assert!(effects.contains(&Effect::Settle(Err(ErrorKind::RequestOver))));
}

#[test]
fn what_is_over_stays_over() {
    for state in [State::Denied, State::Approved] {
        let (past, _) = step(sending(Decision::Deny), Event::Taken { state });
        for decision in [Decision::Approve, Decision::Deny] {
            let (same, effects) = step(past.clone(), answer(decision));
            assert_eq!(same, past);
            assert_eq!(effects, [Effect::Decline(ErrorKind::RequestAnswered)]);
        }
        for event in [Event::TimeUp, Event::Vanished, Event::Kept, Event::TryAgain, Event::Opened] {
            assert_eq!(step(past.clone(), event), (past.clone(), vec![]));
        }
    }
}

#[test]
fn digits_are_checked_before_anything_is_signed() {
    let six = request(Policy::Digits6, UserCheck::None);
    for bad in ["", "12345", "1234567", "12a456", "١٢٣٤٥٦"] {
        let (same, effects) = step(six.clone(), with_digits(bad));
        assert_eq!((same, effects), (six.clone(), vec![Effect::Decline(ErrorKind::DigitsInvalid)]), "{bad}");
    }
    let (signing, _) = step(six.clone(), with_digits("123456"));
    assert!(matches!(signing.phase, Phase::Signing { .. }));
    // Digits with a plain yes are as wrong.
    let (_, effects) = step(plain(), with_digits("12"));
    assert_eq!(effects, [Effect::Decline(ErrorKind::DigitsInvalid)]);
}

#[test]
fn wrong_digits_leave_tries_or_end_it() {
    let six = request(Policy::Digits6, UserCheck::None);
    let (sent, _) = sign(step(six, with_digits("123456")).0);
    let (again, effects) = step(sent.clone(), Event::Refused { reason: Refusal::WrongDigits(2) });
    assert_eq!(again.phase, Phase::Waiting { problem: Some(Trouble::WrongDigits(2)) });
    assert!(effects.contains(&Effect::Settle(Err(ErrorKind::DigitsWrong))));
    let (over, _) = step(sent, Event::Refused { reason: Refusal::WrongDigits(0) });
    assert_eq!(how(&over), Some(How::Failed));
}

#[test]
fn a_locked_app_can_say_no_and_not_yes() {
    let locked = |decision| Event::Answered { decision, digits: None, locked: true, signers: signers() };
    assert_eq!(step(plain(), locked(Decision::Approve)).1, [Effect::Decline(ErrorKind::Locked)]);
    for decision in [Decision::Deny, Decision::Report] {
        assert!(matches!(step(plain(), locked(decision)).1.as_slice(), [Effect::SignSilently { .. }]));
    }
}

#[test]
fn a_dead_key_or_an_unknown_kind_leaves_no() {
    let mut without = signers();
    without.approval = None;
    let event =
        |decision| Event::Answered { decision, digits: None, locked: false, signers: without.clone() };
    assert_eq!(step(plain(), event(Decision::Approve)).1, [Effect::Decline(ErrorKind::LinkAgain)]);
    assert!(matches!(step(plain(), event(Decision::Deny)).1.as_slice(), [Effect::SignSilently { .. }]));

    let newer = OpenedRequest::UpdateNeeded(claims(1).identity());
    let newer = Request::new(newer, "anna".into(), "a.b.c".into(), now().after(1_000), 0);
    assert_eq!(step(newer.clone(), answer(Decision::Approve)).1, [Effect::Decline(ErrorKind::UpdateNeeded)]);
    assert!(matches!(step(newer, answer(Decision::Deny)).1.as_slice(), [Effect::SignSilently { .. }]));
}

#[test]
fn each_ending_is_told_apart() {
    let closed = |state, by: Option<&str>, by_this_device| Event::Closed {
        state,
        by: by.map(str::to_owned),
        by_this_device,
    };
    let cases = [
        (closed(State::Approved, Some("Tablet"), false), How::AnsweredElsewhere),
        (closed(State::Denied, None, true), How::Refused),
        (closed(State::Cancelled, None, false), How::Withdrawn),
        (closed(State::Superseded, None, false), How::Superseded),
        (closed(State::Failed, None, false), How::Failed),
        (closed(State::Expired, None, false), How::ExpiredBeforeOpening),
        (Event::TimeUp, How::ExpiredBeforeOpening),
        (Event::Vanished, How::Withdrawn),
    ];
    for (event, expected) in cases {
        let (over, effects) = step(plain(), event);
        assert_eq!(how(&over), Some(expected));
        assert!(effects.contains(&Effect::Over(expected)));
    }
    let (seen, _) = step(plain(), Event::Opened);
    assert_eq!(how(&step(seen, Event::TimeUp).0), Some(How::Expired));
    assert_eq!(how(&step(sending(Decision::Approve), Event::TimeUp).0), Some(How::NoNetwork));
    let late = closed(State::Expired, None, false);
    assert_eq!(how(&step(sending(Decision::Approve), late.clone()).0), Some(How::Expired), "heard, too late");
    let (failing, _) = step(sending(Decision::Approve), Event::NotSent { retry_after_s: None });
    assert_eq!(how(&step(failing, late).0), Some(How::NoNetwork));
    let (over, _) = step(plain(), closed(State::Approved, Some("Tablet"), false));
    assert_eq!(over.ended().unwrap().by.as_deref(), Some("Tablet"));
    let (approved, _) = step(sending(Decision::Approve), Event::Taken { state: State::Approved });
    assert_eq!(how(&step(approved, closed(State::Lapsed, None, false)).0), Some(How::Lapsed));
}

#[test]
fn refusals_of_an_answer_are_told_apart() {
    let cases = [
        (Refusal::OtherDecision(Some(Decision::Deny)), How::AnsweredElsewhere),
        (Refusal::OtherDecision(None), How::AnsweredElsewhere),
        (Refusal::OtherDecision(Some(Decision::Approve)), How::Approved),
        (Refusal::Ended(Some(State::Expired)), How::Expired),
        (Refusal::Ended(Some(State::Superseded)), How::Superseded),
        (Refusal::Ended(None), How::Withdrawn),
        (Refusal::NotAccepted, How::NotAccepted),
    ];
    for (reason, expected) in cases {
        let (over, _) = step(sending(Decision::Approve), Event::Refused { reason });
        assert_eq!(how(&over), Some(expected), "{reason:?}");
    }
    let (waits, _) = step(sending(Decision::Approve), Event::Refused { reason: Refusal::Unauthorised });
    assert_eq!(waits.phase, Phase::Waiting { problem: Some(Trouble::ProviderRefused) });
}

#[test]
fn a_declined_finger_leaves_the_request_waiting() {
    let (asked, _) = step(plain(), answer(Decision::Approve));
    let (waits, effects) = step(asked, Event::NotSigned { trouble: Trouble::Declined });
    assert_eq!(waits.phase, Phase::Waiting { problem: Some(Trouble::Declined) });
    assert!(effects.contains(&Effect::Settle(Err(ErrorKind::SignatureDeclined))));
}

#[test]
fn another_devices_answer_closes_the_prompt_here() {
    let (asked, _) = step(plain(), answer(Decision::Approve));
    let closed = Event::Closed { state: State::Denied, by: Some("Tablet".into()), by_this_device: false };
    let (over, effects) = step(asked, closed);
    assert_eq!(how(&over), Some(How::AnsweredElsewhere));
    assert_eq!(effects[0], Effect::StopAsking);
}
