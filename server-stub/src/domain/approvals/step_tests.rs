use super::*;

const NOW: u64 = 1_000_000;
const END: u64 = NOW + 120_000;

fn web() -> Requester {
    Requester::Web { session: "browser".to_owned() }
}

fn fresh(policy: Policy) -> Approval {
    let digits = match policy {
        Policy::YesNo => None,
        Policy::Digits2 => Some("42".to_owned()),
        Policy::Digits6 => Some("012345".to_owned()),
    };
    Approval {
        state: State::Pending,
        policy,
        user_check: UserCheck::Required,
        digits,
        tries_left: policy.tries(),
        devices: ["a", "b"].map(str::to_owned).into(),
        expires_at: END,
        lapses_at: None,
        decided: None,
        reported: false,
        requester: web(),
        replies: BTreeMap::new(),
    }
}

fn says(device: &str, body: u8, decision: Decision, digits: Option<&str>) -> Event {
    let key = if decision == Decision::Approve { KeyRole::Approval } else { KeyRole::Transport };
    let signed = Signed { decision, digits: digits.map(str::to_owned), key };
    Event::Answer { device: device.to_owned(), body: [body; 32], signed: Some(signed) }
}

fn approve(device: &str, body: u8) -> Event {
    says(device, body, Decision::Approve, None)
}

fn deny(device: &str, body: u8) -> Event {
    says(device, body, Decision::Deny, None)
}

fn report(device: &str, body: u8) -> Event {
    says(device, body, Decision::Report, None)
}

fn consume() -> Event {
    Event::Consume { by: web() }
}

/// Takes steps one after the other at `NOW` and gives the last one's effects.
fn walk(mut approval: Approval, events: impl IntoIterator<Item = Event>) -> (Approval, Vec<Effect>) {
    let mut effects = Vec::new();
    for event in events {
        (approval, effects) = step(&approval, event, NOW);
    }
    (approval, effects)
}

fn reply(effects: &[Effect]) -> Reply {
    effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Reply(reply) => Some(*reply),
            _ => None,
        })
        .unwrap()
}

fn told(effects: &[Effect]) -> Consumption {
    effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Consumed(told) => Some(*told),
            _ => None,
        })
        .unwrap()
}

/// An approval in each state.
fn in_state(state: State) -> Approval {
    let pending = || fresh(Policy::YesNo);
    let approval = match state {
        State::Pending => pending(),
        State::Approved => walk(pending(), [approve("a", 1)]).0,
        State::Consumed => walk(pending(), [approve("a", 1), consume()]).0,
        State::Lapsed => step(&walk(pending(), [approve("a", 1)]).0, Event::Tick, NOW + 60_000).0,
        State::Denied => walk(pending(), [deny("a", 1)]).0,
        State::Reported => walk(pending(), [report("a", 1)]).0,
        State::Expired => step(&pending(), Event::Tick, END).0,
        State::Cancelled => walk(pending(), [Event::Cancel]).0,
        State::Superseded => walk(pending(), [Event::Supersede]).0,
        State::Failed => walk(fresh(Policy::Digits2), [says("a", 1, Decision::Approve, Some("43"))]).0,
    };
    assert_eq!(approval.state, state);
    approval
}

const STATES: [State; 10] = [
    State::Pending,
    State::Approved,
    State::Consumed,
    State::Lapsed,
    State::Denied,
    State::Reported,
    State::Expired,
    State::Cancelled,
    State::Superseded,
    State::Failed,
];

#[test]
fn row_1_the_same_bytes_get_the_first_reply_whatever_it_was() {
    let cases = [
        (fresh(Policy::YesNo), approve("a", 1), Reply::Taken { state: State::Approved }),
        (fresh(Policy::YesNo), deny("a", 1), Reply::Taken { state: State::Denied }),
        (
            fresh(Policy::Digits6),
            says("a", 1, Decision::Approve, Some("999999")),
            Reply::WrongDigits { tries_left: 2 },
        ),
        (in_state(State::Denied), approve("b", 9), Reply::AlreadyAnswered { decision: Decision::Deny }),
        (in_state(State::Expired), approve("a", 9), Reply::Ended { state: State::Expired }),
        (in_state(State::Approved), deny("a", 9), Reply::AlreadyAnswered { decision: Decision::Approve }),
    ];
    for (start, event, first) in cases {
        let (after, effects) = walk(start, [event.clone()]);
        assert_eq!(reply(&effects), first);
        // Whatever happens in between, and however late.
        for between in [Event::Tick, consume(), Event::Cancel, report("b", 77)] {
            let (later, _) = step(&after, between, NOW + 1);
            for time in [NOW + 2, END + 1_000_000] {
                let (again, effects) = step(&later, event.clone(), time);
                assert_eq!(reply(&effects), first);
                assert_eq!(again.tries_left, later.tries_left, "a wrong try re-sent costs none");
                assert!(!effects.contains(&Effect::Approved));
            }
        }
    }
}

#[test]
fn row_2_other_digits_are_a_new_try_while_tries_remain() {
    let wrong = |body| says("a", body, Decision::Approve, Some("999999"));
    let (two_wrong, effects) = walk(fresh(Policy::Digits6), [wrong(1), wrong(2)]);
    assert_eq!(reply(&effects), Reply::WrongDigits { tries_left: 1 });
    let (approved, effects) = walk(two_wrong, [says("b", 3, Decision::Approve, Some("012345"))]);
    assert_eq!((approved.state, reply(&effects)), (State::Approved, Reply::Taken { state: State::Approved }));
}

#[test]
fn row_3_another_decision_or_device_gets_the_stored_decision() {
    for (state, decision) in [
        (State::Approved, Decision::Approve),
        (State::Consumed, Decision::Approve),
        (State::Denied, Decision::Deny),
        (State::Reported, Decision::Report),
    ] {
        let start = in_state(state);
        for event in [approve("a", 9), deny("a", 9), approve("b", 9), deny("b", 9)] {
            let same = matches!(&event, Event::Answer { device, signed: Some(signed), .. }
                if device == "a" && signed.decision == decision);
            let expected = if same { Reply::Taken { state } } else { Reply::AlreadyAnswered { decision } };
            let (after, effects) = walk(start.clone(), [event]);
            assert_eq!(reply(&effects), expected, "{state:?}");
            assert_eq!(after.state, state);
        }
    }
}

#[test]
fn row_4_what_has_ended_says_how() {
    for state in [State::Expired, State::Cancelled, State::Superseded, State::Lapsed] {
        for event in [approve("a", 9), deny("b", 9)] {
            let (after, effects) = walk(in_state(state), [event]);
            assert_eq!((after.state, reply(&effects)), (state, Reply::Ended { state }));
        }
    }
    let digits = says("a", 9, Decision::Approve, Some("42"));
    for event in [digits, deny("b", 9)] {
        // The store wipes the digits with the end of the approval.
        let (after, effects) = walk(Approval { digits: None, ..in_state(State::Failed) }, [event]);
        assert_eq!((after.state, reply(&effects)), (State::Failed, Reply::Ended { state: State::Failed }));
    }
}

#[test]
fn row_5_a_report_is_always_taken() {
    for state in STATES {
        let start = in_state(state);
        let expected =
            if matches!(state, State::Pending | State::Approved) { State::Reported } else { state };
        let (after, effects) = walk(start.clone(), [report("b", 9)]);
        assert_eq!((after.state, reply(&effects)), (expected, Reply::Taken { state: expected }), "{state:?}");
        let reported = Effect::Reported { after_consumed: state == State::Consumed };
        assert_eq!(effects.contains(&reported), !start.reported, "{state:?}");
        assert!(after.reported);
        let (_, again) = walk(after, [report("a", 10)]);
        assert!(!again.iter().any(|effect| matches!(effect, Effect::Reported { .. })), "told once");
    }
    let (consumed, effects) = walk(in_state(State::Approved), [report("b", 9), consume()]);
    assert_eq!(told(&effects), Consumption::Not(State::Reported));
    assert_eq!(consumed.state, State::Reported);
}

#[test]
fn row_6_wrong_digits_count_down_and_fail() {
    for (policy, tries) in [(Policy::Digits6, 3_u8), (Policy::Digits2, 1)] {
        let mut approval = fresh(policy);
        for left in (0..tries).rev() {
            let wrong = says("a", left, Decision::Approve, Some(if tries == 3 { "999999" } else { "99" }));
            let effects;
            (approval, effects) = step(&approval, wrong, NOW);
            assert_eq!(reply(&effects), Reply::WrongDigits { tries_left: left });
            assert_eq!(approval.state, if left == 0 { State::Failed } else { State::Pending });
        }
    }
}

#[test]
fn row_7_what_is_not_well_formed_is_invalid_and_changes_nothing() {
    let answer = |signed| Event::Answer { device: "a".to_owned(), body: [9; 32], signed };
    let signed = |decision, digits: Option<&str>, key| {
        answer(Some(Signed { decision, digits: digits.map(str::to_owned), key }))
    };
    use Decision::{Approve, Deny, Report};
    use KeyRole::{Approval as Person, Transport};
    let cases = [
        (Policy::YesNo, answer(None)),
        (Policy::YesNo, signed(Approve, None, Transport)),
        (Policy::YesNo, signed(Approve, Some("42"), Person)),
        (Policy::YesNo, signed(Approve, Some(""), Person)),
        (Policy::YesNo, signed(Deny, None, Person)),
        (Policy::YesNo, signed(Deny, Some("42"), Transport)),
        (Policy::YesNo, signed(Report, None, Person)),
        (Policy::Digits2, signed(Approve, None, Person)),
        (Policy::Digits2, signed(Approve, Some("4"), Person)),
        (Policy::Digits2, signed(Approve, Some("042"), Person)),
        (Policy::Digits2, signed(Approve, Some("4a"), Person)),
        (Policy::Digits6, signed(Approve, Some("42"), Person)),
        (Policy::Digits6, signed(Approve, Some("١٢٣"), Person)),
    ];
    for (policy, event) in cases {
        let start = fresh(policy);
        let (after, effects) = step(&start, event.clone(), NOW);
        assert_eq!(effects, [Effect::Reply(Reply::Invalid)], "{event:?}");
        assert_eq!(after, start);
    }
    // Claims are judged before the state.
    let (_, effects) = walk(in_state(State::Expired), [answer(None)]);
    assert_eq!(reply(&effects), Reply::Invalid);
}

#[test]
fn row_8_another_accounts_device_finds_nothing() {
    for state in STATES {
        let start = in_state(state);
        for event in [approve("c", 1), deny("c", 9), report("c", 9)] {
            let (after, effects) = walk(start.clone(), [event]);
            assert_eq!(effects, [Effect::Reply(Reply::NotFound)], "{state:?}");
            assert_eq!(after, start);
        }
    }
}

#[test]
fn without_a_user_check_the_transport_key_may_approve() {
    let start = Approval { user_check: UserCheck::None, ..fresh(Policy::YesNo) };
    for key in [KeyRole::Transport, KeyRole::Approval] {
        let signed = Signed { decision: Decision::Approve, digits: None, key };
        let event = Event::Answer { device: "a".to_owned(), body: [1; 32], signed: Some(signed) };
        assert_eq!(walk(start.clone(), [event]).0.state, State::Approved);
    }
}

#[test]
fn a_yes_is_consumed_once_by_its_requester() {
    let other = Event::Consume { by: Requester::Client { id: "browser".to_owned() } };
    let (approved, effects) = walk(in_state(State::Approved), [other]);
    assert_eq!((told(&effects), approved.state), (Consumption::NotYours, State::Approved));
    let (consumed, effects) = walk(approved, [consume()]);
    assert_eq!((told(&effects), consumed.state), (Consumption::Now, State::Consumed));
    let (_, effects) = walk(consumed, [consume()]);
    assert_eq!(told(&effects), Consumption::Before);
    for state in STATES.into_iter().filter(|state| !matches!(state, State::Approved | State::Consumed)) {
        let (after, effects) = walk(in_state(state), [consume()]);
        assert_eq!((told(&effects), after.state), (Consumption::Not(state), state));
    }
}

#[test]
fn time_ends_what_waits_to_the_millisecond() {
    assert_eq!(step(&in_state(State::Pending), Event::Tick, END - 1).0.state, State::Pending);
    assert_eq!(step(&in_state(State::Pending), approve("a", 1), END).0.state, State::Expired);
    let approved = in_state(State::Approved);
    assert_eq!(step(&approved, consume(), NOW + 59_999).0.state, State::Consumed);
    let (lapsed, effects) = step(&approved, consume(), NOW + 60_000);
    assert_eq!((lapsed.state, told(&effects)), (State::Lapsed, Consumption::Not(State::Lapsed)));
    // A yes that came in the last moment still has its whole minute.
    let late = step(&fresh(Policy::YesNo), approve("a", 1), END - 1).0;
    assert_eq!(step(&late, consume(), END + 58_000).0.state, State::Consumed);
}

#[test]
fn terminal_states_never_reopen() {
    let requesters = [web(), Requester::Client { id: "c".to_owned() }];
    let mut events = vec![Event::Tick, Event::Cancel, Event::Supersede];
    events.extend(requesters.map(|by| Event::Consume { by }));
    for device in ["a", "b", "c"] {
        events.extend([approve(device, 20), deny(device, 21), report(device, 22)]);
        events.push(Event::Revoke { device: device.to_owned() });
    }
    for state in STATES.into_iter().filter(|state| state.is_terminal()) {
        for event in &events {
            let (after, effects) = step(&in_state(state), event.clone(), END * 2);
            assert_eq!(after.state, state, "{state:?} after {event:?}");
            assert!(!effects.contains(&Effect::Changed));
        }
    }
}

#[test]
fn a_revoked_device_takes_its_open_approvals_with_it() {
    let revoke = |device: &str| Event::Revoke { device: device.to_owned() };
    assert_eq!(walk(in_state(State::Pending), [revoke("b")]).0.state, State::Cancelled);
    assert_eq!(walk(in_state(State::Approved), [revoke("a")]).0.state, State::Lapsed);
    assert_eq!(walk(in_state(State::Approved), [revoke("b")]).0.state, State::Approved);
    assert_eq!(walk(in_state(State::Pending), [revoke("c")]).0.state, State::Pending);
    let (_, effects) = walk(in_state(State::Approved), [revoke("b"), report("b", 9)]);
    assert_eq!(reply(&effects), Reply::NotFound);
}

#[test]
fn replies_are_bounded() {
    let mut approval = in_state(State::Denied);
    for body in 0..=255 {
        approval = walk(approval, [approve("b", body)]).0;
    }
    assert_eq!(approval.replies.len(), MOST_REPLIES);
    // One that changes something is kept all the same.
    let (reported, _) = walk(approval, [report("b", 200)]);
    assert_eq!(reported.replies.len(), MOST_REPLIES + 1);
}
