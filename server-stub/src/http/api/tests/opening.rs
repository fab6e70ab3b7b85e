//! Which request: what keeps a stranger with the password from wearing the person down, or locking them out.

use kauth_protocol::approvals::{Decision, Kind, Policy, State};
use kauth_protocol::display::DisplayPair;

use super::world::{Phone, World};
use crate::clock::SECOND;
use crate::domain::approvals::step::Requester;
use crate::domain::approvals::{self, NewApproval, OpenError, Opening};
use crate::domain::limits::Class;

async fn world() -> (World, String, Phone) {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    let phone = world.linked(&account).await;
    (world, account, phone)
}

fn known(world: &World, account: &str, session: &str) -> NewApproval {
    NewApproval { class: Class::Known, ..world.sign_in(account, session) }
}

async fn state(world: &World, id: &str, session: &str) -> State {
    let requester = Requester::Web { session: session.to_owned() };
    approvals::find(&world.state, id, &requester).await.unwrap().unwrap().state
}

#[tokio::test]
async fn a_known_browser_supersedes_a_stranger_and_then_needs_six_digits() {
    let (world, account, _phone) = world().await;
    let stranger = world.asked(&account, "stranger").await;
    let (own, digits) = world.opened(known(&world, &account, "own")).await;
    assert_eq!(state(&world, &stranger, "stranger").await, State::Superseded);
    assert_eq!(state(&world, &own, "own").await, State::Pending);
    assert_eq!(digits.map(|digits| digits.len()), Some(6), "another browser asked within 120 s");
}

#[tokio::test]
async fn a_stranger_does_not_supersede_anybody() {
    let (world, account, _phone) = world().await;
    let (own, digits) = world.opened(known(&world, &account, "own")).await;
    assert_eq!(digits, None);
    let (stranger, digits) = world.opened(world.sign_in(&account, "stranger")).await;
    assert_eq!(digits.map(|digits| digits.len()), Some(6));
    assert_eq!(state(&world, &own, "own").await, State::Pending);
    let second = world.open(world.sign_in(&account, "another stranger")).await;
    assert_eq!(second, Opening::TooSoon { retry_after: 120 });
    world.clock.advance(30 * SECOND);
    let second = world.open(world.sign_in(&account, "another stranger")).await;
    assert_eq!(second, Opening::TooSoon { retry_after: 90 }, "one pending an account and class");
    assert_eq!(state(&world, &stranger, "stranger").await, State::Pending);
}

#[tokio::test]
async fn suspicion_ends_after_two_minutes_or_with_a_yes() {
    let (world, account, phone) = world().await;
    world.asked(&account, "stranger").await;
    world.clock.advance(120 * SECOND);
    let (_, digits) = world.opened(known(&world, &account, "own")).await;
    assert_eq!(digits, None, "120 s after the stranger");
    world.clock.advance(121 * SECOND);
    let (id, _) = world.opened(known(&world, &account, "own")).await;
    phone.answer(&world, &id, Decision::Deny, None).await;
    world.clock.advance(3_600 * SECOND);
    let (id, digits) = world.opened(known(&world, &account, "own")).await;
    assert_eq!(digits.as_ref().map(String::len), Some(6), "the last one was denied");
    phone.answer(&world, &id, Decision::Approve, digits.as_deref()).await;
    world.clock.advance(3_600 * SECOND);
    assert_eq!(world.opened(known(&world, &account, "own")).await.1, None);
}

#[tokio::test]
async fn the_same_browser_in_another_session_is_no_stranger() {
    let (world, account, _phone) = world().await;
    let browser = Some("the browser".to_owned());
    let first = NewApproval { browser: browser.clone(), ..known(&world, &account, "before") };
    world.opened(first).await;
    world.clock.advance(121 * SECOND);
    let second = NewApproval { browser, ..known(&world, &account, "after") };
    assert_eq!(world.opened(second).await.1, None);
}

#[tokio::test]
async fn openings_without_a_yes_wait_ten_seconds_doubling_and_end_at_five() {
    let (world, account, _phone) = world().await;
    for wait in [10, 20, 40, 80] {
        let id = world.asked(&account, "browser").await;
        assert_eq!(
            world.open(world.sign_in(&account, "browser")).await,
            Opening::TooSoon { retry_after: wait }
        );
        world.clock.advance(i64::try_from(wait).unwrap() * SECOND);
        let _ = id;
    }
    world.asked(&account, "browser").await;
    world.clock.advance(24 * 3_600 * SECOND);
    assert_eq!(world.open(world.sign_in(&account, "browser")).await, Opening::OtherFactorsOnly);
    // Strangers' failures never hold up a known browser.
    assert!(matches!(world.open(known(&world, &account, "own")).await, Opening::Opened { .. }));
    // Another factor, completed, begins anew.
    let whose = account.clone();
    world.state.store.write(move |tx| approvals::succeeded(tx, &whose, Class::Other)).await.unwrap();
    assert!(matches!(world.open(world.sign_in(&account, "browser")).await, Opening::Opened { .. }));
}

#[tokio::test]
async fn a_yes_begins_anew() {
    let (world, account, phone) = world().await;
    for _ in 0..8 {
        let (id, digits) = world.opened(world.sign_in(&account, "browser")).await;
        assert_eq!(phone.answer(&world, &id, Decision::Approve, digits.as_deref()).await.status, 200);
    }
}

#[tokio::test]
async fn asking_again_supersedes_ones_own() {
    let (world, account, phone) = world().await;
    let old = world.asked(&account, "browser").await;
    world.clock.advance(10 * SECOND);
    let new = world.asked(&account, "browser").await;
    assert_eq!(state(&world, &old, "browser").await, State::Superseded);
    let reply = phone.answer(&world, &old, Decision::Approve, None).await;
    assert_eq!((reply.problem(), reply.body["state"].as_str()), ((410, "request_ended"), Some("superseded")));
    assert_eq!(state(&world, &new, "browser").await, State::Pending);
}

#[tokio::test]
async fn the_operators_policy_is_the_least() {
    for (rule, asked, expected) in [
        (Policy::YesNo, Policy::Digits2, Some(2)),
        (Policy::Digits2, Policy::YesNo, Some(2)),
        (Policy::Digits6, Policy::Digits2, Some(6)),
        (Policy::YesNo, Policy::YesNo, None),
    ] {
        let world = World::with(|config| config.rules.approval = rule);
        let account = world.account("anna@example.org").await;
        world.linked(&account).await;
        let new = NewApproval { policy: asked, ..world.sign_in(&account, "browser") };
        assert_eq!(world.opened(new).await.1.map(|digits| digits.len()), expected);
    }
}

#[tokio::test]
async fn what_misleads_is_not_signed() {
    let (world, account, phone) = world().await;
    let pair = |label: &str, value: &str| DisplayPair { label: label.to_owned(), value: value.to_owned() };
    let sign_in = || world.sign_in(&account, "browser");
    let cases = [
        NewApproval { pairs: vec![pair("browser", "Fire\u{202E}xof")], ..sign_in() },
        NewApproval { pairs: vec![pair("bro\nwser", "Firefox")], ..sign_in() },
        NewApproval { pairs: vec![pair("browser", &"x".repeat(1_025))], ..sign_in() },
        NewApproval { pairs: vec![pair(&"x".repeat(65), "Firefox")], ..sign_in() },
        NewApproval { pairs: vec![pair("a", "b"); 33], ..sign_in() },
        NewApproval { pairs: vec![], ..sign_in() },
        NewApproval { kind: Kind::Action, pairs: vec![pair("Amount", "1")], ..sign_in() },
        NewApproval { pairs: vec![pair("a", &"語".repeat(1_024)); 32], ..sign_in() },
        NewApproval { lifetime: 0, ..sign_in() },
        NewApproval { lifetime: 121, ..sign_in() },
    ];
    for case in cases {
        let refused = approvals::open(&world.state, case.clone()).await;
        assert!(matches!(refused, Err(OpenError::Display(_) | OpenError::Malformed)), "{case:?}");
    }
    assert!(
        phone
            .inbox(&world, None, 0)
            .await
            .events
            .iter()
            .all(|event| { !matches!(event, kauth_protocol::inbox::Event::ApprovalRequested { .. }) })
    );
}
