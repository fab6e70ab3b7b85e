//! Answers as they come over the wire: the order of checks, replays, and the attacks on what was signed.

use kauth_protocol::approvals::{Answer, AnswerResponse, Decision, Policy, State, UserCheck};
use kauth_protocol::inbox::Event;

use super::world::{Key, Phone, World, opened};
use crate::clock::SECOND;
use crate::domain::approvals::step::{Consumption, Requester};
use crate::domain::approvals::{self, Opening};
use crate::domain::links;
use crate::store::{accounts, approvals as rows};

async fn world() -> (World, String, Phone) {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    let phone = world.linked(&account).await;
    (world, account, phone)
}

async fn state(world: &World, id: &str, session: &str) -> State {
    let requester = Requester::Web { session: session.to_owned() };
    approvals::find(&world.state, id, &requester).await.unwrap().unwrap().state
}

async fn consume(world: &World, id: &str, session: &str) -> Consumption {
    let (id, now) = (id.to_owned(), world.state.now());
    let requester = Requester::Web { session: session.to_owned() };
    world.state.store.write(move |tx| approvals::consume(tx, &id, &requester, now)).await.unwrap()
}

#[tokio::test]
async fn a_yes_is_told_to_the_page_and_consumed_once() {
    let (world, account, phone) = world().await;
    let id = world.asked(&account, "browser").await;
    let mut page = world.state.wakeups.wait_for(&id);
    let compact = phone.fetch(&world, &id).await.unwrap();
    let request = opened(&world, &compact);
    assert_eq!(
        (request.sub.as_str(), request.policy, request.lifetime),
        (account.as_str(), Policy::YesNo, 120)
    );
    let reply = phone.answer(&world, &id, Decision::Approve, None).await;
    assert_eq!(reply.read::<AnswerResponse>().state, State::Approved);
    page.changed().await;
    assert_eq!(state(&world, &id, "browser").await, State::Approved);
    let other = Requester::Web { session: "another".to_owned() };
    assert_eq!(approvals::find(&world.state, &id, &other).await.unwrap(), None);
    assert_eq!(consume(&world, &id, "another").await, Consumption::NotYours);
    assert_eq!(consume(&world, &id, "browser").await, Consumption::Now);
    assert_eq!(consume(&world, &id, "browser").await, Consumption::Before);
}

#[tokio::test]
async fn of_two_consumers_at_once_one_is_told() {
    let (world, account, phone) = world().await;
    let id = world.asked(&account, "browser").await;
    phone.answer(&world, &id, Decision::Approve, None).await;
    let told = futures_util::future::join_all((0..8).map(|_| consume(&world, &id, "browser"))).await;
    assert_eq!(told.iter().filter(|told| **told == Consumption::Now).count(), 1);
}

#[tokio::test]
async fn of_two_phones_at_once_one_decides_and_the_other_hears_how() {
    let (world, account, first) = world().await;
    let second = Phone { name: "the tablet".to_owned(), ..Phone::new() };
    let mut second = second;
    world.link(&mut second, &account).await;
    let id = world.asked(&account, "browser").await;
    let (yes, no) = tokio::join!(
        first.answer(&world, &id, Decision::Approve, None),
        second.answer(&world, &id, Decision::Deny, None)
    );
    let statuses = [yes.status.as_u16(), no.status.as_u16()];
    assert!(statuses == [200, 409] || statuses == [409, 200], "{statuses:?}");
    let (loser, winner) = if statuses == [200, 409] { (no, "approve") } else { (yes, "deny") };
    assert_eq!((loser.code(), loser.body["decision"].as_str()), ("already_answered", Some(winner)));
}

#[tokio::test]
async fn the_same_bytes_get_the_first_reply_and_cost_no_try() {
    let (world, account, phone) = world().await;
    let mut new = world.sign_in(&account, "browser");
    new.policy = Policy::Digits6;
    let (id, digits) = world.opened(new).await;
    let digits = digits.unwrap();
    let wrong = if digits == "000000" { "000001" } else { "000000" };
    let signed = phone.signed(&world, &id, Decision::Approve, Some(wrong)).await;
    for _ in 0..3 {
        let reply = phone.send_answer(&world, &id, &signed).await;
        assert_eq!((reply.problem(), reply.body["tries_left"].as_u64()), ((422, "wrong_digits"), Some(2)));
    }
    let right = phone.signed(&world, &id, Decision::Approve, Some(&digits)).await;
    for _ in 0..2 {
        let reply = phone.send_answer(&world, &id, &right).await;
        assert_eq!(reply.read::<AnswerResponse>().state, State::Approved);
    }
    consume(&world, &id, "browser").await;
    let reply = phone.send_answer(&world, &id, &right).await;
    assert_eq!(reply.read::<AnswerResponse>().state, State::Approved, "the first reply");
}

#[tokio::test]
async fn the_digits_are_nowhere_in_what_the_phone_gets() {
    let (world, account, phone) = world().await;
    let mut new = world.sign_in(&account, "browser");
    new.policy = Policy::Digits2;
    let (id, digits) = world.opened(new).await;
    assert_eq!(digits.as_ref().unwrap().len(), 2);
    let request = opened(&world, &phone.fetch(&world, &id).await.unwrap());
    assert_eq!(request.policy, Policy::Digits2);
    assert!(request.display.iter().all(|pair| !pair.value.contains(digits.as_ref().unwrap())));
    let wrong = if digits.as_deref() == Some("00") { "01" } else { "00" };
    let reply = phone.answer(&world, &id, Decision::Approve, Some(wrong)).await;
    assert_eq!((reply.problem(), reply.body["tries_left"].as_u64()), ((422, "wrong_digits"), Some(0)));
    let reply = phone.answer(&world, &id, Decision::Approve, digits.as_deref()).await;
    assert_eq!((reply.problem(), reply.body["state"].as_str()), ((410, "request_ended"), Some("failed")));
}

#[tokio::test]
async fn a_yes_needs_the_approval_key_and_a_no_does_not_take_it() {
    let (world, account, phone) = world().await;
    let id = world.asked(&account, "browser").await;
    for (key, decision) in [
        (&phone.transport, Decision::Approve),
        (&phone.approval, Decision::Deny),
        (&phone.approval, Decision::Report),
        (&Key::new(), Decision::Approve),
    ] {
        let signed = phone.signed_by(&world, key, &id, decision, None).await;
        assert_eq!(phone.send_answer(&world, &id, &signed).await.problem(), (400, "answer_invalid"));
    }
    assert_eq!(state(&world, &id, "browser").await, State::Pending);
    let reply = phone.answer(&world, &id, Decision::Deny, None).await;
    assert_eq!(reply.read::<AnswerResponse>().state, State::Denied);
}

#[tokio::test]
async fn without_a_user_check_the_transport_key_is_enough() {
    let world = World::with(|config| config.rules.user_check = UserCheck::None);
    let account = world.account("anna@example.org").await;
    let phone = world.linked(&account).await;
    let id = world.asked(&account, "browser").await;
    let signed = phone.signed_by(&world, &phone.transport, &id, Decision::Approve, None).await;
    assert_eq!(phone.send_answer(&world, &id, &signed).await.status, 200);
    // Who asks may still demand the finger.
    let mut new = world.sign_in(&account, "browser");
    new.user_check = Some(UserCheck::Required);
    let (id, _) = world.opened(new).await;
    let signed = phone.signed_by(&world, &phone.transport, &id, Decision::Approve, None).await;
    assert_eq!(phone.send_answer(&world, &id, &signed).await.problem(), (400, "answer_invalid"));
}

#[tokio::test]
async fn an_answer_stands_for_exactly_one_request_as_it_was_shown() {
    let (world, account, phone) = world().await;
    let id = world.asked(&account, "browser").await;
    let compact = phone.fetch(&world, &id).await.unwrap();
    let identity = opened(&world, &compact).identity();
    let thumbprint = phone.approval.public().thumbprint();
    let right = || Answer::new(&identity, &compact, &phone.device, Decision::Approve, None, &thumbprint);
    let mut wrong = Vec::new();
    let mut case = |change: &dyn Fn(&mut Answer)| {
        let mut answer = right();
        change(&mut answer);
        wrong.push(phone.approval.sign(answer.unsigned()));
    };
    case(&|answer| answer.nonce = "A".repeat(22));
    case(&|answer| answer.req = "A".repeat(22));
    case(&|answer| answer.req_sha256 = kauth_protocol::jwk::sha256(b"another text"));
    case(&|answer| answer.sub = "another device".to_owned());
    case(&|answer| answer.aud = kauth_protocol::origin::Origin::parse("https://evil.example").unwrap());
    case(&|answer| answer.digits = Some("42".to_owned()));
    let signed = phone.approval.sign(right().unsigned());
    let (head, signature) = signed.rsplit_once('.').unwrap();
    let flipped: String = signature.chars().rev().collect();
    wrong.push(format!("{head}.{flipped}"));
    wrong.push(head.to_owned());
    wrong.push(String::new());
    for answer in wrong {
        assert_eq!(
            phone.send_answer(&world, &id, &answer).await.problem(),
            (400, "answer_invalid"),
            "{answer}"
        );
    }
    assert_eq!(state(&world, &id, "browser").await, State::Pending);
    assert_eq!(phone.send_answer(&world, &id, &signed).await.status, 200);
}

#[tokio::test]
async fn a_device_that_was_not_asked_finds_nothing() {
    let (world, account, phone) = world().await;
    let id = world.asked(&account, "browser").await;
    let late = world.linked(&account).await;
    let bert = world.account("bert@example.org").await;
    let foreign = world.linked(&bert).await;
    for other in [&late, &foreign] {
        assert_eq!(other.answer(&world, &id, Decision::Deny, None).await.problem(), (404, "not_found"));
        assert!(other.fetch(&world, &id).await.is_none());
    }
    for unknown in ["A".repeat(22), "short".to_owned(), "%2e%2e".to_owned()] {
        assert_eq!(phone.send_answer(&world, &unknown, "a.b.c").await.problem(), (404, "not_found"));
    }
}

#[tokio::test]
async fn too_late_is_said_and_how() {
    let (world, account, phone) = world().await;
    for swept in [false, true] {
        let id = world.asked(&account, "browser").await;
        let signed = phone.signed(&world, &id, Decision::Approve, None).await;
        world.clock.advance(120 * SECOND);
        if swept {
            world.sweep().await;
        }
        let reply = phone.send_answer(&world, &id, &signed).await;
        assert_eq!(
            (reply.problem(), reply.body["state"].as_str()),
            ((410, "request_ended"), Some("expired"))
        );
        assert_eq!(state(&world, &id, "browser").await, State::Expired);
    }
    world.clock.advance(120 * SECOND);
    let id = world.asked(&account, "browser").await;
    phone.answer(&world, &id, Decision::Approve, None).await;
    world.clock.advance(60 * SECOND);
    assert_eq!(consume(&world, &id, "browser").await, Consumption::Not(State::Lapsed));
}

#[tokio::test]
async fn withdrawn_is_withdrawn_on_the_phone_too() {
    let (world, account, phone) = world().await;
    let id = world.asked(&account, "browser").await;
    let cursor = phone.inbox(&world, None, 0).await.cursor;
    let stranger = Requester::Web { session: "another".to_owned() };
    approvals::cancel(&world.state, &id, &stranger).await.unwrap();
    assert_eq!(state(&world, &id, "browser").await, State::Pending);
    approvals::cancel(&world.state, &id, &Requester::Web { session: "browser".to_owned() }).await.unwrap();
    let news = phone.inbox(&world, Some(&cursor), 0).await.events;
    let closed = Event::ApprovalClosed {
        request: id.clone(),
        state: State::Cancelled,
        by: None,
        by_this_device: false,
    };
    assert_eq!(news, [closed]);
    let reply = phone.answer(&world, &id, Decision::Approve, None).await;
    assert_eq!((reply.problem(), reply.body["state"].as_str()), ((410, "request_ended"), Some("cancelled")));
}

#[tokio::test]
async fn a_report_blocks_ends_what_it_opened_and_forces_a_new_password() {
    let (world, account, phone) = world().await;
    let id = world.asked(&account, "browser").await;
    phone.answer(&world, &id, Decision::Approve, None).await;
    assert_eq!(consume(&world, &id, "browser").await, Consumption::Now);
    let reply = phone.answer(&world, &id, Decision::Report, None).await;
    assert_eq!(reply.read::<AnswerResponse>().state, State::Consumed, "terminal states stay");
    let whose = account.clone();
    let person = world.state.store.read(move |tx| accounts::find(tx, &whose)).await.unwrap().unwrap();
    assert!(person.new_password_wanted);
    world.clock.advance(3_600 * SECOND);
    assert_eq!(world.open(world.sign_in(&account, "browser")).await, Opening::OtherFactorsOnly);
    let whose = account.clone();
    world.state.store.write(move |tx| approvals::password_changed(tx, &whose)).await.unwrap();
    assert!(matches!(world.open(world.sign_in(&account, "browser")).await, Opening::Opened { .. }));
}

#[tokio::test]
async fn a_report_of_a_pending_request_ends_every_other_one() {
    let (world, account, phone) = world().await;
    let strange = world.asked(&account, "stranger").await;
    let mut own = world.sign_in(&account, "own");
    own.class = crate::domain::limits::Class::Client;
    let (own, _) = world.opened(own).await;
    phone.answer(&world, &strange, Decision::Report, None).await;
    assert_eq!(state(&world, &strange, "stranger").await, State::Reported);
    assert_eq!(state(&world, &own, "own").await, State::Cancelled);
}

#[tokio::test]
async fn a_revoked_phone_takes_its_open_answers_with_it() {
    let (world, account, phone) = world().await;
    let other = world.linked(&account).await;
    let id = world.asked(&account, "browser").await;
    phone.answer(&world, &id, Decision::Approve, None).await;
    let (whose, link, now) = (account.clone(), phone.link.clone(), world.state.now());
    world.state.store.write(move |tx| links::revoke(tx, &whose, &link, now)).await.unwrap().unwrap();
    assert_eq!(consume(&world, &id, "browser").await, Consumption::Not(State::Lapsed));
    world.clock.advance(120 * SECOND);
    let id = world.asked(&account, "browser").await;
    let (whose, link, now) = (account.clone(), other.link.clone(), world.state.now());
    world.state.store.write(move |tx| links::revoke(tx, &whose, &link, now)).await.unwrap().unwrap();
    assert_eq!(state(&world, &id, "browser").await, State::Cancelled);
    assert_eq!(world.open(world.sign_in(&account, "browser")).await, Opening::NoPhone);
}

#[tokio::test]
async fn digits_are_sealed_and_wiped() {
    let (world, account, phone) = world().await;
    let mut new = world.sign_in(&account, "browser");
    new.policy = Policy::Digits6;
    let (id, digits) = world.opened(new).await;
    let digits = digits.unwrap();
    let sealed = |id: String| world.state.store.read(move |tx| rows::find(tx, &id));
    let before = sealed(id.clone()).await.unwrap().unwrap().sealed_digits.unwrap();
    assert!(!before.windows(6).any(|window| window == digits.as_bytes()));
    phone.answer(&world, &id, Decision::Deny, None).await;
    assert_eq!(sealed(id).await.unwrap().unwrap().sealed_digits, None);
}
