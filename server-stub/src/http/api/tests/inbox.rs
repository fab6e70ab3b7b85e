//! The long poll: cursors, snapshots, holds.

use std::collections::BTreeSet;

use kauth_protocol::approvals::{Decision, State};
use kauth_protocol::display::DisplayPair;
use kauth_protocol::inbox::{Event, InboxResponse};

use super::world::{Phone, World};
use crate::clock::{DAY, SECOND};
use crate::domain::approvals::NewApproval;
use crate::domain::{inbox, links};
use crate::state::{AppState, Parts};

async fn world() -> (World, String, Phone) {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    let phone = world.linked(&account).await;
    (world, account, phone)
}

#[tokio::test]
async fn without_a_cursor_or_with_a_strange_one_everything_open_is_told() {
    let (world, account, phone) = world().await;
    let id = world.asked(&account, "browser").await;
    let first = phone.inbox(&world, None, 25).await;
    let other = world.linked(&account).await.inbox(&world, None, 0).await.cursor;
    let newest = format!("{}{}", &first.cursor[..22], "AAAAAAAAAAA");
    for cursor in
        [None, Some(""), Some("AAAA"), Some("not a cursor"), Some(other.as_str()), Some(newest.as_str())]
    {
        let cursor = cursor.map(|cursor| cursor.replace(' ', "%20"));
        let snapshot = phone.inbox(&world, cursor.as_deref(), 25).await;
        assert!(snapshot.snapshot, "{cursor:?}");
        let changed = snapshot
            .events
            .iter()
            .any(|event| matches!(event, Event::AccountChanged { login, .. } if login == "anna@example.org"));
        let requested = snapshot.events.iter().any(|event| {
            matches!(event, Event::ApprovalRequested { request, remaining: 120 }
                if super::world::opened(&world, request).jti == id)
        });
        assert!(changed && requested, "{snapshot:?}");
    }
}

#[tokio::test]
async fn an_event_comes_again_until_the_cursor_moves() {
    let (world, account, phone) = world().await;
    let start = phone.inbox(&world, None, 0).await.cursor;
    let id = world.asked(&account, "browser").await;
    for _ in 0..2 {
        let again = phone.inbox(&world, Some(&start), 0).await;
        assert!(!again.snapshot);
        assert_eq!(again.events.len(), 1);
    }
    let next = phone.inbox(&world, Some(&start), 0).await.cursor;
    assert!(phone.inbox(&world, Some(&next), 0).await.events.is_empty());
    phone.answer(&world, &id, Decision::Deny, None).await;
    let closed = phone.inbox(&world, Some(&next), 0).await.events;
    assert_eq!(
        closed,
        [Event::ApprovalClosed {
            request: id,
            state: State::Denied,
            by: Some(phone.name.clone()),
            by_this_device: true
        }]
    );
    // What ended before it was fetched is not offered, only its end.
    let both = phone.inbox(&world, Some(&start), 0).await.events;
    assert_eq!(both, closed);
}

#[tokio::test]
async fn a_waiting_phone_hears_at_once() {
    let (world, account, phone) = world().await;
    let cursor = phone.inbox(&world, None, 0).await.cursor;
    let waiting = tokio::spawn(phone.poll(&world, Some(&cursor), 25));
    while world.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    let id = world.asked(&account, "browser").await;
    let heard: InboxResponse = waiting.await.unwrap().read();
    assert!(matches!(&heard.events[..], [Event::ApprovalRequested { .. }]), "{heard:?}");
    assert!(phone.fetch(&world, &id).await.is_some());
}

#[tokio::test]
async fn a_hold_ends_within_a_fifth_of_its_time_without_events() {
    let (world, _account, phone) = world().await;
    let cursor = phone.inbox(&world, None, 0).await.cursor;
    let waiting = tokio::spawn(phone.poll(&world, Some(&cursor), 25));
    while world.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    world.clock.advance(20 * SECOND - 1);
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished());
    world.clock.advance(10 * SECOND + 1);
    let reply: InboxResponse = waiting.await.unwrap().read();
    assert!(reply.events.is_empty() && !reply.snapshot);
}

#[tokio::test]
async fn a_newer_poll_ends_the_older_one() {
    let (world, account, phone) = world().await;
    let cursor = phone.inbox(&world, None, 0).await.cursor;
    let older = tokio::spawn(phone.poll(&world, Some(&cursor), 25));
    while world.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    let newer = tokio::spawn(phone.poll(&world, Some(&cursor), 25));
    let ended: InboxResponse = older.await.unwrap().read();
    assert!(ended.events.is_empty());
    world.asked(&account, "browser").await;
    assert_eq!(newer.await.unwrap().read::<InboxResponse>().events.len(), 1);
}

#[tokio::test]
async fn a_waiting_phone_that_is_revoked_hears_the_signed_word() {
    let (world, account, phone) = world().await;
    let cursor = phone.inbox(&world, None, 0).await.cursor;
    let waiting = tokio::spawn(phone.poll(&world, Some(&cursor), 25));
    while world.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    let (link, now) = (phone.link.clone(), world.state.now());
    world.state.store.write(move |tx| links::revoke(tx, &account, &link, now)).await.unwrap().unwrap();
    assert_eq!(waiting.await.unwrap().problem(), (410, "revoked"));
}

#[tokio::test]
async fn what_was_dropped_long_ago_is_made_good_by_a_snapshot() {
    let (world, account, phone) = world().await;
    let start = phone.inbox(&world, None, 0).await.cursor;
    world.asked(&account, "browser").await;
    world.clock.advance(8 * DAY);
    let now = world.state.now();
    world.state.store.write(move |tx| crate::store::inbox::forget(tx, now - 7 * DAY)).await.unwrap();
    let made_good = phone.inbox(&world, Some(&start), 0).await;
    assert!(made_good.snapshot);
    assert!(!phone.inbox(&world, Some(&made_good.cursor), 0).await.snapshot);
}

#[tokio::test]
async fn what_changed_of_an_account_is_told() {
    let (world, account, phone) = world().await;
    let cursor = phone.inbox(&world, None, 0).await.cursor;
    let (whose, now) = (account.clone(), world.state.now());
    world.state.store.write(move |tx| inbox::account_changed(tx, &whose, true, now)).await.unwrap();
    let news = phone.inbox(&world, Some(&cursor), 0).await.events;
    let expected = Event::AccountChanged {
        account,
        login: "anna@example.org".to_owned(),
        recovery_codes_left: 10,
        recovery_codes_voided: true,
    };
    assert_eq!(news, [expected]);
}

#[tokio::test]
async fn more_than_a_reply_holds_comes_in_order_in_several() {
    let (world, account, phone) = world().await;
    let mut cursor = phone.inbox(&world, None, 0).await.cursor;
    let (whose, now) = (account.clone(), world.state.now());
    let many = move |tx: &crate::store::Tx<'_>| {
        (0..250).try_for_each(|_| inbox::account_changed(tx, &whose, false, now))
    };
    world.state.store.write(many).await.unwrap();
    let mut counts = Vec::new();
    loop {
        let reply = phone.inbox(&world, Some(&cursor), 0).await;
        if reply.events.is_empty() {
            break;
        }
        counts.push(reply.events.len());
        cursor = reply.cursor;
    }
    assert_eq!(counts, [100, 100, 50]);
}

#[tokio::test]
async fn however_much_is_asked_a_reply_fits_into_what_a_phone_reads() {
    let world = World::new();
    let mut phone = Phone::new();
    let mut accounts = Vec::new();
    for index in 0..5 {
        accounts.push(world.account(&format!("{index}@example.org")).await);
        world.link(&mut phone, &accounts[index]).await;
    }
    let before = phone.inbox(&world, None, 0).await.cursor;
    let pair = DisplayPair { label: "Text".to_owned(), value: "ü".repeat(1_024) };
    let mut asked = BTreeSet::new();
    for account in &accounts {
        let new = NewApproval { pairs: vec![pair.clone(); 32], ..world.sign_in(account, "browser") };
        asked.insert(world.opened(new).await.0);
    }
    // From a cursor, and from none.
    for start in [Some(before), None] {
        let mut cursor = start;
        let mut seen = BTreeSet::new();
        for _ in 0..accounts.len() + 1 {
            let reply = phone.poll(&world, cursor.as_deref(), 0).await;
            assert!(reply.body.to_string().len() <= kauth_protocol::MAX_BODY);
            let response: InboxResponse = reply.read();
            cursor = Some(response.cursor);
            seen.extend(response.events.iter().filter_map(|event| match event {
                Event::ApprovalRequested { request, .. } => Some(super::world::opened(&world, request).jti),
                _ => None,
            }));
        }
        assert_eq!(seen, asked);
        assert!(phone.inbox(&world, cursor.as_deref(), 0).await.events.is_empty());
    }
}

#[tokio::test]
async fn a_server_that_stops_lets_those_who_wait_go() {
    let mut world = World::new();
    let account = world.account("anna@example.org").await;
    let phone = world.linked(&account).await;
    let (stop, stopping) = tokio::sync::watch::channel(false);
    world.state = AppState::new(Parts { stopping, ..world.parts() });
    world.app = crate::http::router(world.state.clone());
    let cursor = phone.inbox(&world, None, 0).await.cursor;
    let waiting = tokio::spawn(phone.poll(&world, Some(&cursor), 25));
    while world.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(!waiting.is_finished());
    stop.send_replace(true);
    assert!(waiting.await.unwrap().read::<InboxResponse>().events.is_empty());
}
