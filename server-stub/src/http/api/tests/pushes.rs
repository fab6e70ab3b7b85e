//! Wake-ups: a phone that does not listen is pushed, and nothing depends on it.

use std::sync::Arc;

use kauth_protocol::approvals::Decision;
use kauth_protocol::devices::{DeviceResponse, WakeupKind};
use kauth_protocol::inbox::{InboxResponse, RecoveryState};
use serde_json::json;
use tokio::task::JoinHandle;

use super::world::{Phone, World};
use crate::clock::{DAY, HOUR, MINUTE, SECOND};
use crate::domain::approvals::Opening;
use crate::domain::links;
use crate::domain::recovery::phones;
use crate::metrics::Push;
use crate::push;
use crate::push::testing::{FakePushService, Names, Receiver, verified};
use crate::settings::Config;
use crate::store::devices::{self as rows, Wakeup};
use crate::wakeups::Topic;

const WAKEUP: &str = "/v1/devices/self/wakeup";

struct Pushing {
    world: World,
    account: String,
    phone: Phone,
    receiver: Receiver,
    service: FakePushService,
    task: Option<JoinHandle<()>>,
}

impl Drop for Pushing {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

impl Pushing {
    /// A linked phone that set its wake-up; nothing pushes yet.
    async fn prepared() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let world = World::with(|config| {
            config.allow_loopback_wakeups = true;
            change(config);
        });
        let account = world.account("anna@example.org").await;
        let phone = world.linked(&account).await;
        let receiver = Receiver::new([7; 32], [8; 16]);
        let pushing =
            Self { world, account, phone, receiver, service: FakePushService::start().await, task: None };
        pushing.subscribe(&pushing.service.endpoint()).await;
        pushing
    }

    /// As [`Pushing::prepared`], and phones are pushed.
    async fn started() -> Self {
        let mut pushing = Self::prepared().await;
        pushing.start(&[]);
        pushing
    }

    fn start(&mut self, addresses: &[&str]) {
        let calls = self.world.calls.take().unwrap();
        self.task = Some(tokio::spawn(push::run(self.world.state.clone(), calls, Names::all(addresses))));
    }

    async fn subscribe(&self, endpoint: &str) {
        let body = self.receiver.wakeup(endpoint);
        self.world.clock.advance(SECOND);
        assert_eq!(self.phone.send_json(&self.world, "PUT", WAKEUP, &body).await.status, 204);
    }

    async fn ask(&self) -> String {
        self.world.asked(&self.account, "browser").await
    }

    /// Tells the phone of a forgotten password as it stands.
    async fn tell(&self, state: RecoveryState) {
        let (account, now) = (self.account.clone(), self.world.state.now());
        let tell = move |tx: &crate::store::Tx<'_>| {
            let about = phones::About::Password(&account, "1");
            if state.is_open() {
                let told = phones::Told { state, counts_at: None, ends_at: now + HOUR, stop: None };
                return phones::tell(tx, &account, about, told, now);
            }
            phones::ended(tx, about, state, now)
        };
        self.world.state.store.write(tell).await.unwrap();
    }

    /// Waits until so many pushes ended so, and none otherwise meanwhile.
    async fn until(&self, outcome: Push, count: u64) {
        let metrics = &self.world.state.metrics;
        let others = || {
            let ends = [Push::Sent, Push::Needless, Push::Gone, Push::Refused, Push::Failed, Push::Dropped];
            ends.into_iter().filter(|end| *end != outcome).map(|end| metrics.pushes(end)).sum::<u64>()
        };
        let before = others();
        while metrics.pushes(outcome) < count {
            assert_eq!(others(), before, "a push ended in another way");
            tokio::task::yield_now().await;
        }
        assert_eq!(metrics.pushes(outcome), count);
    }

    async fn wakeup(&self) -> WakeupKind {
        self.phone.get(&self.world, "/v1/devices/self").await.read::<DeviceResponse>().wakeup
    }
}

#[tokio::test]
async fn a_phone_that_does_not_listen_gets_one_word_that_only_it_can_read() {
    let mut pushing = Pushing::started().await;
    pushing.ask().await;
    let pushed = pushing.service.next().await;
    assert_eq!((pushed.method.as_str(), pushed.path.as_str()), ("POST", "/up/a-phone"));
    for (name, value) in [
        ("ttl", "120"),
        ("urgency", "high"),
        ("topic", "wake"),
        ("content-encoding", "aes128gcm"),
        ("content-type", "application/octet-stream"),
    ] {
        assert_eq!(pushed.header(name), value, "{name}");
    }
    let claims = verified(pushed.header("authorization"), &pushing.service.origin());
    assert_eq!(claims["sub"], super::world::ORIGIN);
    let left = claims["exp"].as_i64().unwrap() * SECOND - pushing.world.state.now();
    assert!((HOUR..=24 * HOUR).contains(&left), "{left}");
    let key = format!(", k={}", pushing.world.state.vapid.public_key());
    assert!(pushed.header("authorization").ends_with(&key));
    assert_eq!(pushing.receiver.decrypt(&pushed.body).unwrap(), b"wake");
    let first = pushed.body.clone();
    pushed.answer(201);
    pushing.until(Push::Sent, 1).await;

    pushing.world.clock.advance(30 * SECOND);
    pushing.ask().await;
    let pushed = pushing.service.next().await;
    assert_eq!(pushing.receiver.decrypt(&pushed.body).unwrap(), b"wake");
    assert_eq!(pushed.body.len(), first.len());
    assert_ne!(pushed.body, first, "each with a key and a salt of its own");
}

#[tokio::test]
async fn the_operator_may_be_reached_by_another_address() {
    let mut pushing =
        Pushing::with(|config| config.push_contact = Some("mailto:ops@example.org".into())).await;
    pushing.start(&[]);
    pushing.ask().await;
    let pushed = pushing.service.next().await;
    let claims = verified(pushed.header("authorization"), &pushing.service.origin());
    assert_eq!(claims["sub"], "mailto:ops@example.org");
}

#[tokio::test]
async fn two_requests_within_a_second_are_one_push_if_the_phone_comes() {
    let mut pushing = Pushing::started().await;
    let other = pushing.world.account("berta@example.org").await;
    pushing.world.link(&mut pushing.phone, &other).await;
    pushing.ask().await;
    pushing.service.next().await.answer(201);
    pushing.until(Push::Sent, 1).await;
    pushing.world.asked(&other, "browser").await;
    let told = pushing.phone.inbox(&pushing.world, None, 0).await.events;
    assert!(told.len() >= 4, "two accounts and two requests: {told:?}");
    pushing.world.clock.advance(SECOND);
    pushing.until(Push::Needless, 1).await;
    assert_eq!(pushing.service.seen(), 1);
}

#[tokio::test]
async fn a_request_right_after_a_push_is_told_when_the_second_is_over() {
    let mut pushing = Pushing::started().await;
    let others = ["berta@example.org", "clara@example.org"];
    let mut accounts = Vec::new();
    for login in others {
        let account = pushing.world.account(login).await;
        pushing.world.link(&mut pushing.phone, &account).await;
        accounts.push(account);
    }
    pushing.ask().await;
    pushing.service.next().await.answer(201);
    pushing.until(Push::Sent, 1).await;
    for account in &accounts {
        pushing.world.asked(account, "browser").await;
    }
    pushing.world.clock.advance(SECOND - 1);
    tokio::task::yield_now().await;
    assert_eq!(pushing.service.seen(), 1);
    pushing.world.clock.advance(1);
    pushing.service.next().await.answer(201);
    pushing.until(Push::Sent, 2).await;
    assert_eq!(pushing.service.seen(), 2, "the two of them are one push");
}

#[tokio::test]
async fn a_phone_that_listens_is_not_pushed() {
    let mut pushing = Pushing::prepared().await;
    let cursor = pushing.phone.inbox(&pushing.world, None, 0).await.cursor;
    let waiting = tokio::spawn(pushing.phone.poll(&pushing.world, Some(&cursor), 25));
    while pushing.world.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    pushing.ask().await;
    assert_eq!(waiting.await.unwrap().read::<InboxResponse>().events.len(), 1);
    let calls = pushing.world.calls.as_mut().unwrap();
    assert!(calls.try_recv().is_err());

    pushing.world.clock.advance(30 * SECOND);
    pushing.ask().await;
    let call = pushing.world.calls.as_mut().unwrap().try_recv().unwrap();
    assert_eq!((&call.device, call.is_answered()), (&pushing.phone.device, false));
    assert_eq!(call.until, pushing.world.state.now() + 120 * SECOND);
    pushing.phone.inbox(&pushing.world, Some(&cursor), 0).await;
    assert!(call.is_answered());
}

#[tokio::test]
async fn a_phone_without_a_wakeup_is_not_even_called() {
    let mut pushing = Pushing::prepared().await;
    pushing.world.clock.advance(SECOND);
    let none = json!({ "kind": "none" });
    assert_eq!(pushing.phone.send_json(&pushing.world, "PUT", WAKEUP, &none).await.status, 204);
    pushing.ask().await;
    assert!(pushing.world.calls.as_mut().unwrap().try_recv().is_err());
}

#[tokio::test]
async fn a_recovery_and_its_outcome_are_pushed_and_what_came_to_nothing_is_not() {
    let mut pushing = Pushing::prepared().await;
    let mut calls = Vec::new();
    for (state, left) in [
        (RecoveryState::Begun, HOUR),
        (RecoveryState::PasswordLater, HOUR),
        (RecoveryState::Stopped, 7 * DAY),
        (RecoveryState::Over, 0),
    ] {
        pushing.tell(state).await;
        let call = pushing.world.calls.as_mut().unwrap().try_recv();
        assert_eq!(call.is_ok(), state != RecoveryState::Over, "{state:?}");
        if let Ok(call) = call {
            assert_eq!(call.until, pushing.world.state.now() + left, "{state:?}");
            calls.push(call);
        }
    }
    pushing.tell(RecoveryState::Begun).await;
    pushing.start(&[]);
    let pushed = pushing.service.next().await;
    assert_eq!(
        (pushed.header("ttl"), pushing.receiver.decrypt(&pushed.body).unwrap()),
        ("3600", b"wake".to_vec())
    );
    pushed.answer(201);
    pushing.until(Push::Sent, 1).await;
}

#[tokio::test]
async fn a_push_service_does_not_keep_a_recoverys_push_for_days() {
    for (minutes, pushes) in [(9, 2), (11, 1)] {
        let mut pushing = Pushing::started().await;
        pushing.tell(RecoveryState::Begun).await;
        let after = (minutes * 60).to_string();
        pushing.service.next().await.answer_with(503, &[("retry-after", &after)]);
        if pushes == 1 {
            pushing.until(Push::Failed, 1).await;
        } else {
            pushing.until(Push::Delayed, 1).await;
            pushing.world.clock.advance(minutes * MINUTE);
            pushing.service.next().await.answer(201);
            pushing.until(Push::Sent, 1).await;
        }
        assert_eq!(pushing.service.seen(), pushes, "{minutes}");
    }
}

#[tokio::test]
async fn a_revoked_phone_is_not_pushed() {
    let mut pushing = Pushing::prepared().await;
    pushing.ask().await;
    let (account, link, now) =
        (pushing.account.clone(), pushing.phone.link.clone(), pushing.world.state.now());
    pushing
        .world
        .state
        .store
        .write(move |tx| links::revoke(tx, &account, &link, now))
        .await
        .unwrap()
        .unwrap();
    pushing.start(&[]);
    pushing.until(Push::Needless, 1).await;
    let again = pushing.world.open(pushing.world.sign_in(&pushing.account, "another")).await;
    assert_eq!(again, Opening::NoPhone);
    assert_eq!(pushing.service.seen(), 0);
}

#[tokio::test]
async fn what_was_answered_meanwhile_wakes_nobody() {
    let mut pushing = Pushing::prepared().await;
    let id = pushing.ask().await;
    assert_eq!(pushing.phone.answer(&pushing.world, &id, Decision::Deny, None).await.status, 200);
    pushing.start(&[]);
    pushing.until(Push::Needless, 1).await;
    assert_eq!(pushing.service.seen(), 0);
}

#[tokio::test]
async fn what_has_no_second_left_wakes_nobody() {
    let mut pushing = Pushing::prepared().await;
    pushing.ask().await;
    pushing.world.clock.advance(119 * SECOND + 1);
    pushing.start(&[]);
    pushing.until(Push::Needless, 1).await;
    assert_eq!(pushing.service.seen(), 0);
}

#[tokio::test]
async fn this_machine_is_not_pushed_without_the_switch_whatever_is_stored() {
    let mut pushing = Pushing::with(|config| config.allow_loopback_wakeups = true).await;
    let mut strict = Pushing::with(|_| {}).await;
    let parts = strict.world.parts();
    let config = Config { allow_loopback_wakeups: false, ..parts.config.clone() };
    strict.world.state = crate::state::AppState::new(crate::state::Parts { config, ..parts });
    for each in [&mut pushing, &mut strict] {
        each.start(&[]);
        each.ask().await;
    }
    pushing.service.next().await;
    strict.until(Push::Refused, 1).await;
    assert_eq!(strict.service.seen(), 0);
}

#[tokio::test]
async fn a_name_that_leads_inside_is_not_pushed() {
    let mut pushing = Pushing::prepared().await;
    pushing.subscribe("https://push.example.org/up").await;
    let names = Names::all(&["9.9.9.9", "10.0.0.1"]);
    let calls = pushing.world.calls.take().unwrap();
    let resolver = Arc::clone(&names);
    pushing.task = Some(tokio::spawn(push::run(pushing.world.state.clone(), calls, resolver)));
    pushing.ask().await;
    pushing.until(Push::Refused, 1).await;
    assert_eq!(names.asked(), ["push.example.org"]);
    assert_eq!(
        pushing.wakeup().await,
        WakeupKind::UnifiedPush,
        "names change: the next time it may be another"
    );
}

#[tokio::test]
async fn a_push_service_that_does_not_answer_holds_up_nothing() {
    let mut pushing = Pushing::started().await;
    let id = pushing.ask().await;
    let _unanswered = pushing.service.next().await;
    let mut page = pushing.world.state.wakeups.listen(Topic::Approval(id.clone()));
    assert_eq!(pushing.phone.answer(&pushing.world, &id, Decision::Approve, None).await.status, 200);
    page.changed().await;
    pushing.world.clock.advance(5 * SECOND - 1);
    tokio::task::yield_now().await;
    assert_eq!(pushing.world.state.metrics.pushes(Push::Failed), 0);
    pushing.world.clock.advance(1);
    pushing.until(Push::Failed, 1).await;
    pushing.world.clock.advance(30 * SECOND);
    pushing.ask().await;
    pushing.service.next().await.answer(201);
    pushing.until(Push::Sent, 1).await;
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_forgotten() {
    for status in [404, 410] {
        let mut pushing = Pushing::started().await;
        pushing.ask().await;
        pushing.service.next().await.answer(status);
        pushing.until(Push::Gone, 1).await;
        assert_eq!(pushing.wakeup().await, WakeupKind::None, "{status}");
    }
}

#[tokio::test]
async fn a_newer_endpoint_is_not_forgotten_with_the_older() {
    let mut pushing = Pushing::started().await;
    pushing.ask().await;
    let pushed = pushing.service.next().await;
    pushing.subscribe(&format!("{}/up/another", pushing.service.origin())).await;
    pushed.answer(410);
    pushing.until(Push::Gone, 1).await;
    assert_eq!(pushing.wakeup().await, WakeupKind::UnifiedPush);
}

#[tokio::test]
async fn a_push_service_that_is_busy_is_asked_once_more_when_it_says() {
    for (status, second, outcome) in [(429, 201, Push::Sent), (503, 503, Push::Failed)] {
        let mut pushing = Pushing::started().await;
        pushing.ask().await;
        pushing.service.next().await.answer_with(status, &[("retry-after", "7")]);
        pushing.until(Push::Delayed, 1).await;
        pushing.world.clock.advance(7 * SECOND - 1);
        tokio::task::yield_now().await;
        assert_eq!(pushing.service.seen(), 1);
        pushing.world.clock.advance(1);
        let pushed = pushing.service.next().await;
        assert_eq!(pushed.header("ttl"), "113");
        pushed.answer_with(second, &[("retry-after", "7")]);
        pushing.until(outcome, 1).await;
        assert_eq!(pushing.service.seen(), 2);
    }
}

#[tokio::test]
async fn a_push_that_would_come_too_late_or_was_refused_is_not_repeated() {
    for (status, headers) in
        [(429, &[("retry-after", "120")][..]), (503, &[]), (400, &[("retry-after", "1")]), (403, &[])]
    {
        let mut pushing = Pushing::started().await;
        pushing.ask().await;
        pushing.service.next().await.answer_with(status, headers);
        pushing.until(Push::Failed, 1).await;
        assert_eq!(pushing.wakeup().await, WakeupKind::UnifiedPush, "{status}");
    }
}

#[tokio::test]
async fn a_key_that_is_no_point_of_the_curve_fails_quietly() {
    let mut pushing = Pushing::prepared().await;
    let (device, endpoint) = (pushing.phone.device.clone(), pushing.service.endpoint());
    let mut wrong = [1; 65];
    wrong[0] = 4;
    let point = kauth_protocol::b64::encode(&wrong);
    let set = move |tx: &crate::store::Tx<'_>| {
        let wakeup = Wakeup {
            kind: WakeupKind::UnifiedPush,
            endpoint: Some(&endpoint),
            p256dh: Some(&point),
            auth: Some("AAAAAAAAAAAAAAAAAAAAAA"),
        };
        rows::set_wakeup(tx, &device, &wakeup, 0)
    };
    pushing.world.state.store.write(set).await.unwrap();
    pushing.start(&[]);
    pushing.ask().await;
    pushing.until(Push::Failed, 1).await;
    assert_eq!(pushing.service.seen(), 0);
}

#[tokio::test]
async fn what_finds_no_room_is_dropped_and_counted() {
    let world = World::new();
    for _ in 0..1_025 {
        world.state.wakeups.call("a phone", i64::MAX);
    }
    assert_eq!(world.state.metrics.pushes(Push::Dropped), 1);
    assert_eq!(world.state.wakeups.topics(), 1);
    drop(world.calls);
    assert_eq!(world.state.wakeups.topics(), 0);
}
