//! A session from the link to the end, and who may have it.

use kauth_protocol::checks::{
    ClaimResponse, Description, LocationWish, OpenedDescription, PhoneStep, State, Trigger, reviewers_hash,
};

use super::{CheckPhone, Desk, NUMBER};
use crate::clock::{DAY, HOUR, MINUTE};
use crate::domain::checks::{
    self, Begun, Decision, OPENINGS_IN_ALL, OPENINGS_OF_ADDRESS, ReviewRefused, Stage, Way,
};

#[tokio::test]
async fn a_dossier_is_sent_read_accepted_and_gone() {
    let desk = Desk::new().await;
    let (phone, manifest) = desk.submitted().await;
    let status = phone.status(&desk).await;
    assert_eq!((status.state, status.phone), (State::Submitted, PhoneStep::Confirmed));
    assert_eq!((status.consented, status.location_given, status.usual_minutes), (true, Some(true), 120));
    let waiting = checks::queue(&desk.world.state, &desk.staff).await.unwrap();
    assert_eq!(waiting.iter().map(|one| one.check.as_str()).collect::<Vec<_>>(), [phone.check.as_str()]);
    let dossier = desk.dossier(&phone).await;
    assert_eq!((dossier.number.as_str(), dossier.number_on_file), (NUMBER, Some(false)));
    assert_eq!(dossier.manifests, [manifest]);
    assert_eq!(phone.status(&desk).await.state, State::InReview);
    let accept = Decision::Accept;
    checks::decide(&desk.world.state, &desk.staff, &phone.check, &dossier.manifest_sha256, accept, None)
        .await
        .unwrap();
    let status = phone.status(&desk).await;
    assert_eq!((status.state, status.remaining), (State::Accepted, 0));
    assert!(desk.world.state.blobs.names().unwrap().is_empty());
    assert!(desk.world.state.blobs.keys().unwrap().is_empty());
    let late = checks::dossier(&desk.world.state, &desk.staff, &phone.check).await;
    assert!(matches!(late, Err(ReviewRefused::Over)));
}

#[tokio::test]
async fn the_claim_is_signed_for_this_key_and_repeated_byte_for_byte() {
    let desk = Desk::new().await;
    let begun = checks::begin(&desk.world.state, desk.new_check(Trigger::TwoStepOff)).await.unwrap();
    let Begun::Offered { check, uri, remaining } = begun else { panic!() };
    assert_eq!(remaining, 1_800);
    let phone = CheckPhone::new();
    let first = phone.claim(&desk, &uri.token).await;
    let body = first.body.clone();
    let claimed: ClaimResponse = first.read();
    assert_eq!(phone.claim(&desk, &uri.token).await.body, body, "the same reply");
    assert_eq!((claimed.check.as_str(), claimed.remaining), (check.as_str(), 72 * 3600));
    assert_eq!(reviewers_hash(&claimed.reviewers).unwrap(), uri.reviewers);
    let key = desk.world.state.keys.jwks().keys.remove(0);
    let thumbprint = phone.key.public().thumbprint();
    let open = |for_key: &str| {
        let origin = &desk.world.state.origin;
        Description::open(&claimed.description, origin, &key, &check, for_key, &uri.reviewers)
    };
    let Ok(OpenedDescription::Known(description)) = open(&thumbprint) else { panic!() };
    assert_eq!(description.account.as_deref(), Some("anna@example.org"));
    assert!(open("another key's").is_err(), "a description cannot be relayed");
    // The same again later: the same session, and less time.
    desk.world.clock.advance(2 * HOUR);
    let again: ClaimResponse = phone.claim(&desk, &uri.token).await.read();
    assert_eq!((again.description, again.remaining), (claimed.description, 70 * 3600));
}

#[tokio::test]
async fn a_second_phone_makes_it_void_on_both_and_nothing_of_it_stays() {
    let desk = Desk::new().await;
    let (check, token) = desk.begin(desk.new_check(Trigger::Unlock)).await;
    let (mut first, second) = (CheckPhone::new(), CheckPhone::new());
    first.take(first.claim(&desk, &token).await.read());
    first.answer_all(&desk).await;
    assert_eq!(second.claim(&desk, &token).await.problem(), (409, "check_void"));
    for _ in 0..2 {
        assert_eq!(first.claim(&desk, &token).await.problem(), (409, "check_void"));
        assert_eq!(first.call(&desk, "GET", "").await.problem(), (409, "check_void"));
        assert_eq!(first.consent(&desk).await.problem(), (409, "check_void"));
    }
    let view = checks::view(&desk.world.state, &check).await.unwrap().unwrap();
    assert_eq!((view.stage, view.uri), (Stage::Void, None));
    assert!(desk.world.state.blobs.keys().unwrap().is_empty());
}

#[tokio::test]
async fn a_token_that_was_seen_later_does_not_harm_what_was_sent() {
    let desk = Desk::new().await;
    let (_, token) = desk.begin(desk.new_check(Trigger::Unlock)).await;
    let mut phone = CheckPhone::new();
    phone.take(phone.claim(&desk, &token).await.read());
    phone.answer_all(&desk).await;
    phone.send_dossier(&desk).await;
    assert_eq!(CheckPhone::new().claim(&desk, &token).await.problem(), (410, "check_over"));
    assert_eq!(phone.status(&desk).await.state, State::Submitted);
}

#[tokio::test]
async fn a_token_is_claimed_in_time_or_never() {
    let desk = Desk::new().await;
    for (way, lifetime) in [(Way::Page, 30 * MINUTE), (Way::Mail, 10 * DAY)] {
        let mut new = desk.new_check(Trigger::Unlock);
        new.way = way;
        let (check, token) = desk.begin(new.clone()).await;
        desk.world.clock.advance(lifetime - 1);
        let phone = CheckPhone::new();
        assert_eq!(phone.claim(&desk, &token).await.status, 200);
        let (late, token) = desk.begin(new).await;
        assert!(checks::view(&desk.world.state, &check).await.unwrap().unwrap().stage.is_over(), "replaced");
        desk.world.clock.advance(lifetime);
        assert_eq!(CheckPhone::new().claim(&desk, &token).await.problem(), (410, "check_over"));
        let view = checks::view(&desk.world.state, &late).await.unwrap().unwrap();
        assert_eq!((view.stage, view.uri), (Stage::Claimed(State::Expired), None));
        desk.world.sweep().await;
        let swept = checks::view(&desk.world.state, &late).await.unwrap().unwrap();
        assert_eq!(
            (swept.stage, swept.claimed, swept.wiped),
            (view.stage, false, true),
            "the page says so still"
        );
        assert_eq!(CheckPhone::new().claim(&desk, &token).await.problem(), (410, "check_over"));
        desk.world.clock.advance(8 * DAY);
        desk.world.sweep().await;
        assert_eq!(checks::view(&desk.world.state, &late).await.unwrap(), None);
    }
    let unknown = CheckPhone::new().claim(&desk, "AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!(unknown.problem(), (410, "check_over"));
    assert_eq!(CheckPhone::new().claim(&desk, "short").await.problem(), (400, "bad_request"));
}

#[tokio::test]
async fn a_newer_session_takes_the_place_of_one_that_sent_nothing() {
    let desk = Desk::new().await;
    let first = desk.claimed().await;
    let second = desk.ready().await;
    assert_eq!(first.status(&desk).await.state, State::Replaced);
    assert_eq!(first.consent(&desk).await.problem(), (410, "check_over"));
    second.upload(&desk, kauth_protocol::checks::BlobKind::Back, 1).await;
    let begun = checks::begin(&desk.world.state, desk.new_check(Trigger::Unlock)).await.unwrap();
    assert!(matches!(begun, Begun::Running { check } if check == second.check));
    assert_eq!(second.status(&desk).await.state, State::Open);
    assert!(checks::stop(&desk.world.state, &second.check).await.unwrap(), "its owner can stop it");
    assert_eq!(second.status(&desk).await.state, State::Stopped);
    assert!(!checks::stop(&desk.world.state, &second.check).await.unwrap());
    desk.claimed().await;
}

#[tokio::test]
async fn of_several_strangers_the_first_to_send_something_is_the_accounts() {
    let desk = Desk::new().await;
    let of = |browser: u8| checks::NewCheck {
        stranger: Some(vec![browser; 32]),
        ..desk.new_check(Trigger::ForgottenPassword)
    };
    let (first, second) = (desk.ready_for(of(1)).await, desk.ready_for(of(2)).await);
    assert_eq!(first.status(&desk).await.state, State::Open, "nobody took its place");
    second.send_dossier(&desk).await;
    first.send_dossier(&desk).await;
    assert!(desk.dossier(&second).await.on_file.is_some());
    let late = desk.dossier(&first).await;
    assert!(late.on_file.is_none() && late.number_on_file.is_none(), "it is about nobody");
    let begun = checks::begin(&desk.world.state, desk.new_check(Trigger::TwoStepOff)).await.unwrap();
    assert!(matches!(begun, Begun::Running { check } if check == second.check));
}

#[tokio::test]
async fn one_address_begins_only_so_many() {
    let desk = Desk::new().await;
    let mut new = desk.new_check(Trigger::ForgottenLogin);
    new.account = None;
    new.address = Some("192.0.2.7".parse().unwrap());
    for _ in 0..OPENINGS_OF_ADDRESS {
        desk.begin(new.clone()).await;
    }
    let refused = checks::begin(&desk.world.state, new.clone()).await.unwrap();
    let free_at = desk.world.state.now() + HOUR;
    assert!(matches!(refused, Begun::NotBefore(until) if until == free_at));
    let other = NewAddress(new.clone()).at("192.0.2.8");
    desk.begin(other).await;
    desk.world.clock.advance(HOUR);
    desk.begin(new).await;
}

#[tokio::test]
async fn all_addresses_together_begin_only_so_many() {
    let desk = Desk::new().await;
    let now = desk.world.state.now();
    let others = move |tx: &crate::store::Tx<'_>| {
        let marks = (1..OPENINGS_IN_ALL as u64).map(u64::to_be_bytes);
        marks.into_iter().try_for_each(|mark| crate::store::checks::limits::add_opening(tx, &mark, now))
    };
    desk.world.state.store.write(others).await.unwrap();
    let new = checks::NewCheck { account: None, ..desk.new_check(Trigger::ForgottenLogin) };
    let at = |address| NewAddress(new.clone()).at(address);
    desk.begin(at("192.0.2.1")).await;
    let refused = checks::begin(&desk.world.state, at("192.0.2.2")).await.unwrap();
    assert!(matches!(refused, Begun::NotBefore(until) if until == now + HOUR), "an address of its own, too");
    desk.world.clock.advance(HOUR);
    desk.begin(at("192.0.2.2")).await;
}

struct NewAddress(checks::NewCheck);

impl NewAddress {
    fn at(mut self, address: &str) -> checks::NewCheck {
        self.0.address = Some(address.parse().unwrap());
        self.0
    }
}

#[tokio::test]
async fn what_may_not_be_shown_or_read_is_not_begun() {
    let desk = Desk::new().await;
    let begin = |change: fn(&mut checks::NewCheck)| {
        let mut new = desk.new_check(Trigger::Unlock);
        change(&mut new);
        checks::begin(&desk.world.state, new)
    };
    for malformed in [
        begin(|new| new.asker = "a\u{202e}b".to_owned()).await,
        begin(|new| new.asker = String::new()).await,
        begin(|new| new.documents.clear()).await,
        begin(|new| new.account = Some("nobody".to_owned())).await,
    ] {
        assert!(matches!(malformed.unwrap(), Begun::Malformed));
    }
    assert!(checks::remove_reviewer(&desk.world.state, &desk.staff, &desk.reviewer).await.unwrap());
    assert!(matches!(begin(|_| {}).await.unwrap(), Begun::NoReviewer));
}

#[tokio::test]
async fn the_order_is_kept_and_every_call_may_be_repeated() {
    let desk = Desk::new().await;
    let mut new = desk.new_check(Trigger::Unlock);
    new.location = LocationWish::Required;
    let phone = desk.claimed_for(new).await;
    assert_eq!(phone.ask_code(&desk, NUMBER).await.problem(), (409, "conflict"));
    let wrong = serde_json::json!({"description_sha256": "AAAA"});
    assert_eq!(phone.send(&desk, "PUT", "consent", &wrong).await.problem(), (400, "bad_request"));
    assert!(!phone.status(&desk).await.consented);
    for _ in 0..2 {
        assert_eq!(phone.consent(&desk).await.status, 204);
    }
    assert_eq!(phone.type_code(&desk, "123456").await.problem(), (409, "conflict"));
    assert_eq!(phone.call(&desk, "PUT", "location").await.problem(), (409, "conflict"));
    assert_eq!(phone.ask_code(&desk, NUMBER).await.status, 200);
    let code = desk.code().await;
    for _ in 0..2 {
        assert_eq!(phone.type_code(&desk, &code).await.status, 204);
    }
    assert_eq!(phone.choose(&desk, "passport").await.problem(), (409, "conflict"));
    let declined = phone.call(&desk, "PUT", "location/declined").await;
    assert_eq!(declined.problem(), (409, "location_required"));
    assert_eq!(phone.status(&desk).await.location_given, None, "it stays as it is");
    for _ in 0..2 {
        assert_eq!(phone.call(&desk, "PUT", "location").await.status, 204);
    }
    let back = (kauth_protocol::checks::BlobKind::Back, 1, 0);
    assert_eq!(phone.put(&desk, back, b"x").await.problem(), (409, "conflict"), "no document yet");
    for document in ["passport", "passport", "identity_card"] {
        assert_eq!(phone.choose(&desk, document).await.status, 204);
    }
    phone.send_dossier(&desk).await;
    for repeated in [
        phone.consent(&desk).await,
        phone.type_code(&desk, &code).await,
        phone.call(&desk, "PUT", "location").await,
        phone.choose(&desk, "identity_card").await,
    ] {
        assert_eq!(repeated.status, 204, "{}", repeated.body);
    }
    assert_eq!(phone.ask_code(&desk, NUMBER).await.status, 200);
    assert_eq!(desk.messages().await, 1);
    assert_eq!(phone.choose(&desk, "passport").await.problem(), (409, "conflict"));
}

#[tokio::test]
async fn withdrawing_is_harmless_twice_and_leaves_nothing() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    for _ in 0..2 {
        assert_eq!(phone.call(&desk, "DELETE", "").await.status, 204);
    }
    let status = phone.status(&desk).await;
    assert_eq!((status.state, status.remaining), (State::Withdrawn, 0));
    assert!(desk.world.state.blobs.names().unwrap().is_empty());
    assert_eq!(phone.call(&desk, "GET", "images").await.problem(), (410, "check_over"));
    assert_eq!(phone.type_code(&desk, "123456").await.problem(), (410, "check_over"));
    assert_eq!(phone.ask_code(&desk, NUMBER).await.problem(), (410, "check_over"));
}

#[tokio::test]
async fn a_closed_account_has_no_session() {
    let desk = Desk::new().await;
    let phone = desk.claimed().await;
    let (account, now) = (desk.account.clone(), desk.world.state.now());
    let close = move |tx: &crate::store::Tx<'_>| {
        let account = crate::store::accounts::find(tx, &account)?.unwrap();
        crate::domain::accounts::close(tx, &account, now)
    };
    desk.world.state.store.write(close).await.unwrap();
    assert_eq!(phone.status(&desk).await.state, State::Stopped);
    desk.world.sweep().await;
    assert!(desk.world.state.blobs.keys().unwrap().is_empty());
}

#[tokio::test]
async fn a_long_poll_hears_of_a_step_a_look_and_the_deadline() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let poll = |tag: Option<String>| {
        let mut request = phone.request(&desk, "GET", &phone.path("")).header("prefer", "wait=25");
        if let Some(tag) = tag {
            request = request.header("if-none-match", tag);
        }
        let request = request.body(axum::body::Body::empty()).unwrap();
        let app = desk.world.app.clone();
        tokio::spawn(async move { super::super::world::send(&app, request).await })
    };
    let before = phone.call(&desk, "GET", "").await;
    let tag = before.headers["etag"].to_str().unwrap().to_owned();
    let held = poll(None);
    while desk.world.state.wakeups.topics() == 0 || desk.world.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    desk.dossier(&phone).await;
    let woken: kauth_protocol::checks::CheckResponse = held.await.unwrap().read();
    assert_eq!(woken.state, State::InReview);
    // What changed between two polls is told at once.
    let missed: kauth_protocol::checks::CheckResponse = poll(Some(tag)).await.unwrap().read();
    assert_eq!(missed.state, State::InReview);
    let held = poll(None);
    while desk.world.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    desk.world.clock.advance(72 * HOUR);
    let late: kauth_protocol::checks::CheckResponse = held.await.unwrap().read();
    assert_eq!((late.state, late.remaining), (State::Expired, 0));
}

#[tokio::test]
async fn a_long_poll_is_held_also_when_it_is_over() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let hash = desk.dossier(&phone).await.manifest_sha256;
    let refuse = Decision::Refuse(kauth_protocol::checks::RetakeReason::Doubtful);
    checks::decide(&desk.world.state, &desk.staff, &phone.check, &hash, refuse, None).await.unwrap();
    let request = phone.request(&desk, "GET", &phone.path("")).header("prefer", "wait=25");
    let request = request.body(axum::body::Body::empty()).unwrap();
    let app = desk.world.app.clone();
    let held = tokio::spawn(async move { super::super::world::send(&app, request).await });
    while desk.world.clock.sleepers() == 0 {
        assert!(!held.is_finished(), "who asks again and again would ask without a pause");
        tokio::task::yield_now().await;
    }
    desk.world.clock.advance(25_000);
    let told: kauth_protocol::checks::CheckResponse = held.await.unwrap().read();
    assert_eq!(told.state, State::Refused);
}
