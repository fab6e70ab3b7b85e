//! Linked phones are told of recoveries, like addresses and numbers, and whoever has nothing to do with it is not.

use kauth_protocol::checks::{ClaimResponse, Manifest};
use kauth_protocol::inbox::{Event, RecoveryState};

use super::checks::{CheckPhone, Desk};
use super::world::{Phone, World};
use crate::clock::{DAY, HOUR, MINUTE};
use crate::domain::checks::{self, Decision};
use crate::domain::{links, recovery};
use crate::http::web::tests::{Browser, Site};
use crate::outbox;

const LOGIN: &str = "anna@example.org";
const NEW: &str = "vier kleine boote";

/// What a phone is told of a recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    recovery: String,
    state: RecoveryState,
    counts_in: Option<u64>,
    remaining: u64,
    stop: Option<String>,
}

fn of(events: Vec<Event>) -> Vec<Told> {
    let told = events.into_iter().filter_map(|event| match event {
        Event::RecoveryChanged { recovery, state, counts_in, remaining, stop, .. } => {
            Some(Told { recovery, state, counts_in, remaining, stop })
        }
        _ => None,
    });
    told.collect()
}

/// A linked phone that has everything so far.
struct Linked {
    phone: Phone,
    cursor: String,
}

impl Linked {
    async fn new(world: &World, account: &str) -> Self {
        let phone = world.linked(account).await;
        let cursor = phone.inbox(world, None, 0).await.cursor;
        Self { phone, cursor }
    }

    /// What is new since the last time.
    async fn hears(&mut self, world: &World) -> Vec<Told> {
        let reply = self.phone.inbox(world, Some(&self.cursor), 0).await;
        self.cursor = reply.cursor;
        of(reply.events)
    }

    async fn heard_one(&mut self, world: &World) -> Told {
        let mut all = self.hears(world).await;
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    async fn snapshot(&self, world: &World) -> Vec<Told> {
        of(self.phone.inbox(world, None, 0).await.events)
    }
}

fn site(world: &World) -> Site {
    Site::of(world.state.clone(), world.clock.clone())
}

/// Up to the page that asks for the code.
async fn ask(site: &Site, login: &str) -> Browser {
    let mut browser = Browser::default();
    browser.get(site, "/forgotten").await;
    browser.post(site, "/forgotten", &[("login", login)]).await;
    browser.get(site, "/forgotten/way").await;
    assert_eq!(browser.post(site, "/forgotten/way", &[("choice", "address")]).await, 303);
    browser.get(site, "/forgotten/code").await;
    browser
}

/// On to a new password that counts later.
async fn choose(site: &Site, browser: &mut Browser) {
    let all = outbox::newest(&site.state, 99).await.unwrap();
    let code = all.into_iter().find_map(|(mail, _)| mail.code).unwrap();
    browser.post(site, "/forgotten/code", &[("code", &code)]).await;
    browser.get(site, "/forgotten/password").await;
    browser.post(site, "/forgotten/password", &[("password", NEW)]).await;
    assert!(browser.location.starts_with("/forgotten/done"), "{}", browser.location);
}

async fn stop(site: &Site, link: &str) -> String {
    let path = link.strip_prefix(site.state.origin.as_str()).unwrap();
    let mut owner = Browser::default();
    assert_eq!(owner.get(site, path).await, 200);
    owner.post(site, "/stop", &[("t", path.split("t=").nth(1).unwrap())]).await;
    owner.location
}

async fn count_passwords(world: &World) {
    let now = world.state.now();
    world.state.store.write(move |tx| recovery::password::apply_due(tx, now)).await.unwrap();
}

#[tokio::test]
async fn g2_linked_phones_are_told_of_beginning_and_outcome_and_stop_it_by_the_link_in_the_mail() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let (mut one, mut two) = (Linked::new(&world, &account).await, Linked::new(&world, &account).await);
    let site = site(&world);
    let mut browser = ask(&site, LOGIN).await;
    let begun = one.heard_one(&world).await;
    assert_eq!((begun.state, begun.counts_in, begun.remaining), (RecoveryState::Begun, None, 1_800));
    assert_eq!(two.heard_one(&world).await, begun, "each phone");
    let mails = outbox::newest(&world.state, 99).await.unwrap();
    let mail = mails.into_iter().find(|(mail, _)| mail.kind == "recovery_begun").unwrap().0;
    assert!(mail.body.contains(begun.stop.as_deref().unwrap()), "the same capability");
    choose(&site, &mut browser).await;
    let later = one.heard_one(&world).await;
    assert_eq!(later.recovery, begun.recovery, "the outcome takes the place of the beginning");
    assert_eq!((later.state, later.counts_in), (RecoveryState::PasswordLater, Some(3_600)));
    world.clock.advance(HOUR / 2);
    assert_eq!(stop(&site, later.stop.as_deref().unwrap()).await, "/stop/done");
    let stopped = one.heard_one(&world).await;
    assert_eq!((stopped.state, stopped.stop), (RecoveryState::Stopped, None));
    assert_eq!(stopped.recovery, begun.recovery);
    world.clock.advance(HOUR);
    count_passwords(&world).await;
    assert!(one.hears(&world).await.is_empty(), "nothing counts any more");
    assert_eq!(stop(&site, later.stop.as_deref().unwrap()).await, "/stop/nothing", "a second time");
    assert!(one.hears(&world).await.is_empty());
    let missed: Vec<_> = two.hears(&world).await.into_iter().map(|told| told.state).collect();
    assert_eq!(missed, [RecoveryState::Stopped; 2], "what a phone missed is told as it stands now");
}

#[tokio::test]
async fn g2_phones_hear_that_a_password_counts_and_cannot_stop_it_then() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let mut phone = Linked::new(&world, &account).await;
    let site = site(&world);
    let mut browser = ask(&site, LOGIN).await;
    choose(&site, &mut browser).await;
    phone.hears(&world).await;
    world.clock.advance(HOUR);
    let late = phone.snapshot(&world).await.remove(0);
    assert_eq!((late.state, late.stop), (RecoveryState::PasswordLater, None), "not swept yet");
    count_passwords(&world).await;
    let done = phone.heard_one(&world).await;
    assert_eq!((done.state, done.counts_in, done.stop), (RecoveryState::Done, Some(0), None));
    assert_eq!(phone.snapshot(&world).await.len(), 1, "for a phone in a drawer");
    world.clock.advance(7 * DAY);
    assert!(phone.snapshot(&world).await.is_empty());
}

async fn revoke(world: &World, account: &str, link: &str) {
    let (account, link, now) = (account.to_owned(), link.to_owned(), world.state.now());
    let revoke = move |tx: &crate::store::Tx<'_>| links::revoke(tx, &account, &link, now);
    assert!(world.state.store.write(revoke).await.unwrap().is_some());
}

#[tokio::test]
async fn g2_only_phones_that_are_linked_with_the_account_are_told() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let other = world.account("berta@example.org").await;
    let mut stranger = Linked::new(&world, &other).await;
    let removed = Linked::new(&world, &account).await;
    let kept = Linked::new(&world, &account).await;
    revoke(&world, &account, &removed.phone.link).await;
    let site = site(&world);
    ask(&site, "nobody@example.org").await;
    assert!(kept.snapshot(&world).await.is_empty(), "nobody has that login");
    ask(&site, LOGIN).await;
    assert_eq!(kept.snapshot(&world).await.len(), 1);
    assert!(stranger.hears(&world).await.is_empty() && stranger.snapshot(&world).await.is_empty());
    let reply = removed.phone.poll(&world, Some(&removed.cursor), 0).await;
    assert!(!reply.body.to_string().contains("recovery_changed"), "{}", reply.body);
    let meanwhile = world.linked(&account).await;
    assert_eq!(of(meanwhile.inbox(&world, None, 0).await.events).len(), 1, "linked since");
}

#[tokio::test]
async fn g2_what_was_told_before_a_link_ended_is_not_fetched_after() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let other = world.account("berta@example.org").await;
    let mut both = Linked::new(&world, &account).await;
    let link = both.phone.link.clone();
    world.link(&mut both.phone, &other).await;
    both.cursor = both.phone.inbox(&world, None, 0).await.cursor;
    ask(&site(&world), LOGIN).await;
    revoke(&world, &account, &link).await;
    assert!(both.hears(&world).await.is_empty());
}

#[tokio::test]
async fn g2_two_recoveries_are_two_and_one_stop_ends_both() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let mut phone = Linked::new(&world, &account).await;
    let site = site(&world);
    ask(&site, LOGIN).await;
    let mut second = ask(&site, LOGIN).await;
    let begun = phone.hears(&world).await;
    assert_eq!(begun.len(), 2);
    assert_ne!(begun[0].recovery, begun[1].recovery);
    choose(&site, &mut second).await;
    assert_eq!(phone.heard_one(&world).await.recovery, begun[1].recovery);
    stop(&site, begun[0].stop.as_deref().unwrap()).await;
    let stopped = phone.hears(&world).await;
    assert!(stopped.len() == 2 && stopped.iter().all(|told| told.state == RecoveryState::Stopped));
}

#[tokio::test]
async fn g2_a_recovery_that_is_begun_anew_or_runs_out_is_over() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let mut phone = Linked::new(&world, &account).await;
    let site = site(&world);
    let mut browser = ask(&site, LOGIN).await;
    let begun = phone.heard_one(&world).await;
    browser.get(&site, "/forgotten").await;
    browser.post(&site, "/forgotten", &[("login", "nobody@example.org")]).await;
    let over = phone.heard_one(&world).await;
    assert_eq!((over.state, over.recovery, over.remaining), (RecoveryState::Over, begun.recovery, 0));
    ask(&site, LOGIN).await;
    world.clock.advance(30 * MINUTE);
    let late = phone.heard_one(&world).await;
    assert_eq!((late.state, late.remaining), (RecoveryState::Over, 0), "told late, it is over");
}

/// A session that a browser began for the account, and a phone that claimed it.
async fn check(desk: &Desk, site: &Site) -> CheckPhone {
    let mut browser = Browser::default();
    browser.get(site, "/forgotten").await;
    browser.post(site, "/forgotten", &[("login", LOGIN)]).await;
    browser.get(site, "/forgotten/way").await;
    browser.post(site, "/forgotten/way", &[("choice", "none")]).await;
    let check = browser.location.strip_prefix("/checks/").unwrap().to_owned();
    let mut phone = CheckPhone::new();
    let token = desk.world.state.keys.check_token(&check).to_string();
    let claimed: ClaimResponse = phone.claim(desk, &token).await.read();
    phone.take(claimed);
    phone
}

#[tokio::test]
async fn g2_phones_are_told_of_a_check_its_acceptance_and_its_end() {
    let desk = Desk::new().await;
    let (world, site) = (&desk.world, site(&desk.world));
    let mut phone = Linked::new(world, &desk.account).await;
    let proving = check(&desk, &site).await;
    let begun = phone.hears(world).await;
    assert!(begun.iter().all(|told| told.state == RecoveryState::CheckBegun), "{begun:?}");
    assert_eq!(begun.last().unwrap().remaining, 72 * 3_600, "as long as the dossier may take");
    assert_eq!(proving.call(&desk, "DELETE", "").await.status, 204);
    let over = phone.hears(world).await;
    assert!(
        over.iter().all(|told| told.state == RecoveryState::Over) && !over.is_empty(),
        "withdrawn: {over:?}"
    );

    let proving = check(&desk, &site).await;
    proving.answer_all(&desk).await;
    let manifest = Manifest::hash(&proving.send_dossier(&desk).await);
    phone.hears(world).await;
    desk.dossier(&proving).await;
    checks::decide(&world.state, &desk.staff, &proving.check, &manifest, Decision::Accept, None)
        .await
        .unwrap();
    let accepted = phone.heard_one(world).await;
    assert_eq!((accepted.state, accepted.counts_in), (RecoveryState::CheckAccepted, Some(3_600)));
    assert_eq!(accepted.remaining, 25 * 3_600);
    world.clock.advance(HOUR);
    let token = world.state.keys.finish_token(&proving.check).to_string();
    let password = crate::domain::passwords::Password::new(NEW);
    recovery::finish::finish(&world.state, &token, &password, "cookie").await.unwrap();
    let done = phone.heard_one(world).await;
    assert_eq!((done.state, done.recovery, done.stop), (RecoveryState::Done, accepted.recovery, None));
}

#[tokio::test]
async fn g2_a_phones_link_stops_a_check_that_was_accepted() {
    let desk = Desk::new().await;
    let (world, site) = (&desk.world, site(&desk.world));
    let mut phone = Linked::new(world, &desk.account).await;
    let proving = check(&desk, &site).await;
    proving.answer_all(&desk).await;
    let manifest = Manifest::hash(&proving.send_dossier(&desk).await);
    desk.dossier(&proving).await;
    checks::decide(&world.state, &desk.staff, &proving.check, &manifest, Decision::Accept, None)
        .await
        .unwrap();
    let accepted = phone.hears(world).await.pop().unwrap();
    assert_eq!(stop(&site, accepted.stop.as_deref().unwrap()).await, "/stop/done");
    let stopped = phone.heard_one(world).await;
    assert_eq!((stopped.state, stopped.recovery), (RecoveryState::Stopped, accepted.recovery));
    assert_eq!(proving.status(&desk).await.state, kauth_protocol::checks::State::Stopped);
}

#[tokio::test]
async fn g4_phones_are_told_of_a_stand_in_name_and_of_its_use() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let mut phone = Linked::new(&world, &account).await;
    let site = site(&world);
    recovery::address_gone::send(&site.state, LOGIN.to_owned(), [192, 0, 2, 1].into()).await.unwrap();
    let begun = phone.heard_one(&world).await;
    assert_eq!((begun.state, begun.remaining), (RecoveryState::Begun, 72 * 3_600));
    let mails = outbox::newest(&world.state, 99).await.unwrap();
    let name = mails.into_iter().find_map(|(mail, _)| mail.code).unwrap().to_lowercase();
    let now = world.state.now();
    let inner = world.state.clone();
    let use_up = move |tx: &crate::store::Tx<'_>| recovery::address_gone::used(tx, &inner, &name, now);
    assert!(world.state.store.write(use_up).await.unwrap());
    assert_eq!(phone.heard_one(&world).await.state, RecoveryState::Done);
}
