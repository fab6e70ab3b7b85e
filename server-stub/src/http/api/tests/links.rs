//! Linking: the race for a token, its lapses, and every way out.

use kauth_protocol::inbox::Event;
use kauth_protocol::links::{ClaimResponse, LinkResponse};
use kauth_protocol::tombstone::Tombstone;
use serde_json::json;

use super::world::{Phone, SESSION, World};
use crate::clock::MINUTE;
use crate::domain::links::{self, Confirming, OfferState, Offered, Stage};
use crate::domain::recovery_codes;
use kauth_protocol::discovery::Attestation;

async fn world() -> (World, String) {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    (world, account)
}

async fn stage(world: &World, offer: &str) -> Stage {
    let OfferState { stage, .. } = links::state(&world.state, offer, SESSION).await.unwrap().unwrap();
    stage
}

async fn type_code(world: &World, offer: &str, code: &str) -> Confirming {
    links::confirm(&world.state, offer, SESSION, code).await.unwrap()
}

#[tokio::test]
async fn a_phone_is_linked_and_the_factor_counts_from_the_acknowledgement_on() {
    let (world, account) = world().await;
    let offer = world.offer(&account).await;
    assert!(matches!(stage(&world, &offer.id).await, Stage::Created { .. }));
    let mut phone = Phone::new();
    let claimed: ClaimResponse = phone.claim(&world, &offer.uri.token).await.read();
    assert_eq!((claimed.link.as_str(), claimed.remaining), (offer.id.as_str(), 300));
    assert_eq!(
        stage(&world, &offer.id).await,
        Stage::Claimed { device: phone.name.clone(), platform: "terminal".to_owned(), tries_left: 3 }
    );
    let code = claimed.code.unwrap();
    let spaced = format!(" {} {}", &code[..3], &code[3..]);
    assert_eq!(
        type_code(&world, &offer.id, &spaced).await,
        Confirming::Confirmed { device: phone.name.clone() }
    );
    let grant = phone.grant(&world, &offer.id).await;
    assert_eq!((grant.login.as_str(), grant.account.as_str()), ("anna@example.org", account.as_str()));
    assert_eq!((grant.totp.digits, grant.totp.period, grant.recovery_codes_left), (6, 30, 10));
    assert!(grant.recovery_codes.is_none(), "they were made before");
    assert!(world.state.store.read(|tx| links::list(tx, "")).await.unwrap().is_empty());
    let counts = |account: String| world.state.store.read(move |tx| links::list(tx, &account));
    assert!(counts(account.clone()).await.unwrap().is_empty(), "not before the acknowledgement");
    for _ in 0..2 {
        assert_eq!(phone.post(&world, &format!("/v1/links/{}/ack", offer.id)).await.status, 200);
    }
    assert_eq!(counts(account).await.unwrap().len(), 1);
    assert_eq!(phone.look(&world, &offer.id, 0).await.read::<LinkResponse>(), LinkResponse::Active);
    assert_eq!(stage(&world, &offer.id).await, Stage::Active { device: phone.name });
}

#[tokio::test]
async fn the_first_activation_brings_ten_recovery_codes_and_the_second_none() {
    let world = World::new();
    let account = world.bare_account("anna@example.org").await;
    let grant = world.link(&mut Phone::new(), &account).await;
    assert_eq!(grant.recovery_codes.as_ref().unwrap().len(), 10);
    assert_eq!(grant.recovery_codes_left, 10);
    let second = world.link(&mut Phone::new(), &account).await;
    assert_eq!((second.recovery_codes.clone(), second.recovery_codes_left), (None, 10));
    assert!(grant.recovery_codes_set.is_some());
    assert_eq!(second.recovery_codes_set, grant.recovery_codes_set, "they still count");

    world.clock.advance(MINUTE);
    let draft = recovery_codes::draft(&world.state, &account).await.unwrap();
    let (of, now) = (account.clone(), world.state.now());
    world.state.store.write(move |tx| recovery_codes::keep(tx, &of, &draft, now)).await.unwrap();
    let third = world.link(&mut Phone::new(), &account).await;
    assert!(third.recovery_codes_set.is_some());
    assert_ne!(third.recovery_codes_set, grant.recovery_codes_set, "a new set");
}

#[tokio::test]
async fn the_same_keys_get_the_same_reply_until_the_secrets_are_gone() {
    let (world, account) = world().await;
    let offer = world.offer(&account).await;
    let mut phone = Phone::new();
    let first: ClaimResponse = phone.claim(&world, &offer.uri.token).await.read();
    world.clock.advance(MINUTE);
    let again: ClaimResponse = phone.claim(&world, &offer.uri.token).await.read();
    assert_eq!((&again.link, &again.code), (&first.link, &first.code));
    assert_eq!(again.remaining, 240);
    type_code(&world, &offer.id, first.code.as_deref().unwrap()).await;
    let confirmed: ClaimResponse = phone.claim(&world, &offer.uri.token).await.read();
    assert_eq!((&confirmed.link, &confirmed.code), (&first.link, &first.code));
    let (one, two) = (phone.grant(&world, &offer.id).await, phone.grant(&world, &offer.id).await);
    assert!(one == two, "secrets wait, the same ones");
}

#[tokio::test]
async fn other_keys_make_the_link_void_on_both_screens_whoever_was_first() {
    for confirmed in [false, true] {
        let (world, account) = world().await;
        let offer = world.offer(&account).await;
        let (mut first, second) = (Phone::new(), Phone::new());
        let claimed: ClaimResponse = first.claim(&world, &offer.uri.token).await.read();
        let code = claimed.code.unwrap();
        if confirmed {
            type_code(&world, &offer.id, &code).await;
            first.grant(&world, &offer.id).await;
        }
        assert_eq!(second.claim(&world, &offer.uri.token).await.problem(), (409, "link_void"));
        assert_eq!(stage(&world, &offer.id).await, Stage::Void);
        assert_eq!(first.look(&world, &offer.id, 0).await.read::<LinkResponse>(), LinkResponse::Void);
        assert_eq!(first.claim(&world, &offer.uri.token).await.problem(), (409, "link_void"));
        assert_eq!(type_code(&world, &offer.id, &code).await, Confirming::Not(Stage::Void));
        if confirmed {
            // The token it already had is dead, and the secret with it.
            assert_eq!(
                first.post(&world, &format!("/v1/links/{}/ack", offer.id)).await.code(),
                "invalid_token"
            );
        }
    }
}

#[tokio::test]
async fn of_many_phones_at_once_none_wins() {
    let (world, account) = world().await;
    let offer = world.offer(&account).await;
    let phones: Vec<Phone> = (0..6).map(|_| Phone::new()).collect();
    let claims = phones.iter().map(|phone| phone.claim(&world, &offer.uri.token));
    let replies = futures_util::future::join_all(claims).await;
    let won = replies.iter().filter(|reply| reply.status == 200).count();
    let void = replies.iter().filter(|reply| reply.code() == "link_void").count();
    assert_eq!((won, void), (1, 5), "one was first, and then it was void");
    assert_eq!(stage(&world, &offer.id).await, Stage::Void);
}

#[tokio::test]
async fn one_key_of_a_pair_swapped_is_other_keys() {
    let (world, account) = world().await;
    let offer = world.offer(&account).await;
    let mut phone = Phone::new();
    phone.claim(&world, &offer.uri.token).await.read::<ClaimResponse>();
    phone.approval = super::world::Key::new();
    assert_eq!(phone.claim(&world, &offer.uri.token).await.problem(), (409, "link_void"));
}

#[tokio::test]
async fn three_wrong_codes_refuse_the_link() {
    let (world, account) = world().await;
    let offer = world.offer(&account).await;
    let phone = Phone::new();
    let claimed: ClaimResponse = phone.claim(&world, &offer.uri.token).await.read();
    let code = claimed.code.unwrap();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for left in [2, 1, 0] {
        assert_eq!(type_code(&world, &offer.id, wrong).await, Confirming::WrongCode { tries_left: left });
    }
    assert_eq!(type_code(&world, &offer.id, &code).await, Confirming::Not(Stage::Refused));
    assert_eq!(phone.look(&world, &offer.id, 0).await.read::<LinkResponse>(), LinkResponse::Refused);
    assert_eq!(phone.claim(&world, &offer.uri.token).await.problem(), (410, "link_expired"));
}

#[tokio::test]
async fn another_session_neither_sees_nor_confirms() {
    let (world, account) = world().await;
    let offer = world.offer(&account).await;
    let claimed: ClaimResponse = Phone::new().claim(&world, &offer.uri.token).await.read();
    let code = claimed.code.unwrap();
    assert_eq!(links::state(&world.state, &offer.id, "another").await.unwrap(), None);
    let confirmed = links::confirm(&world.state, &offer.id, "another", &code).await.unwrap();
    assert_eq!(confirmed, Confirming::Unknown);
    links::cancel(&world.state, &offer.id, "another").await.unwrap();
    assert!(matches!(stage(&world, &offer.id).await, Stage::Claimed { .. }));
    links::cancel(&world.state, &offer.id, SESSION).await.unwrap();
    assert_eq!(stage(&world, &offer.id).await, Stage::Refused);
}

#[tokio::test]
async fn every_stage_lapses_by_the_servers_clock_swept_or_not() {
    for swept in [false, true] {
        let (world, account) = world().await;
        let late = |world: &World, ms: i64| world.clock.advance(ms);
        // The token, after five minutes.
        let offer = world.offer(&account).await;
        late(&world, 5 * MINUTE);
        if swept {
            world.sweep().await;
        }
        assert_eq!(stage(&world, &offer.id).await, Stage::Expired);
        assert_eq!(Phone::new().claim(&world, &offer.uri.token).await.problem(), (410, "link_expired"));
        // The claim with it: the phone came late, which leaves a minute for the code.
        let offer = world.offer(&account).await;
        let mut phone = Phone::new();
        late(&world, 4 * MINUTE);
        let claimed: ClaimResponse = phone.claim(&world, &offer.uri.token).await.read();
        assert_eq!(claimed.remaining, 60);
        late(&world, MINUTE);
        if swept {
            world.sweep().await;
        }
        let code = claimed.code.unwrap();
        assert_eq!(type_code(&world, &offer.id, &code).await, Confirming::Not(Stage::Expired));
        assert_eq!(phone.look(&world, &offer.id, 0).await.read::<LinkResponse>(), LinkResponse::Expired);
        // The secrets, after ten.
        let offer = world.offer(&account).await;
        let claimed: ClaimResponse = phone.claim(&world, &offer.uri.token).await.read();
        type_code(&world, &offer.id, claimed.code.as_deref().unwrap()).await;
        phone.grant(&world, &offer.id).await;
        late(&world, 10 * MINUTE);
        if swept {
            world.sweep().await;
        }
        let ack = phone.post(&world, &format!("/v1/links/{}/ack", offer.id)).await;
        // Swept, the device that never counted is forgotten, and its token with it.
        assert_eq!(ack.problem(), if swept { (401, "invalid_token") } else { (410, "link_expired") });
        let id = offer.id.clone();
        let link =
            world.state.store.read(move |tx| crate::store::links::find(tx, &id)).await.unwrap().unwrap();
        assert_eq!((link.sealed_totp, link.sealed_codes, link.sealed_code), (None, None, None));
    }
}

#[tokio::test]
async fn a_new_offer_ends_the_sessions_older_one() {
    let (world, account) = world().await;
    let old = world.offer(&account).await;
    world.offer(&account).await;
    assert_eq!(Phone::new().claim(&world, &old.uri.token).await.problem(), (410, "link_expired"));
}

#[tokio::test]
async fn what_a_claim_must_be() {
    let (world, account) = world().await;
    let offer = world.offer(&account).await;
    let phone = Phone::new();
    let right = || phone.claim_request(&world, &offer.uri.token);
    let other = Phone::new();
    let mut cases = Vec::new();
    let mut case = |code, change: &dyn Fn(&mut kauth_protocol::links::ClaimRequest)| {
        let mut request = right();
        change(&mut request);
        cases.push((code, request));
    };
    case((400, "bad_request"), &|request| request.platform = "toaster".to_owned());
    case((400, "bad_request"), &|request| request.token = "short".to_owned());
    case((400, "bad_display_text"), &|request| request.device_name = "a\u{202E}b".to_owned());
    case((400, "bad_display_text"), &|request| request.device_name = " ".to_owned());
    case((400, "bad_display_text"), &|request| request.device_name = "x".repeat(65));
    case((400, "proof_invalid"), &|request| request.transport_key = other.transport.public());
    case((400, "proof_invalid"), &|request| request.approval_key = other.approval.public());
    case((400, "proof_invalid"), &|request| request.approval_key = request.transport_key.clone());
    case((400, "proof_invalid"), &|request| {
        request.proof = other.claim_request(&world, &offer.uri.token).proof
    });
    case((400, "proof_invalid"), &|request| {
        request.proof = phone.claim_request(&world, &"A".repeat(43)).proof
    });
    for (expected, request) in cases {
        assert_eq!(phone.send_claim(&world, &request).await.problem(), expected);
    }
    // Nothing of that touched the token.
    let stale = right();
    world.clock.advance(4 * MINUTE);
    assert_eq!(phone.send_claim(&world, &right()).await.status, 200);
    world.clock.advance(MINUTE + 1);
    assert_eq!(phone.send_claim(&world, &stale).await.problem(), (401, "use_dpop_nonce"));
    assert_eq!(phone.claim(&world, &"A".repeat(43)).await.problem(), (410, "link_expired"));
}

#[tokio::test]
async fn attestation_is_asked_for_stored_and_bounded() {
    let world = World::with(|config| config.rules.attestation = Attestation::Required);
    let account = world.account("anna@example.org").await;
    let offer = world.offer(&account).await;
    let mut phone = Phone::new();
    assert_eq!(phone.claim(&world, &offer.uri.token).await.problem(), (400, "attestation_required"));
    for bad in [vec![], vec!["not base64!".to_owned()], vec!["AA".to_owned(); 11]] {
        let mut request = phone.claim_request(&world, &offer.uri.token);
        request.attestation = Some(bad);
        assert_eq!(phone.send_claim(&world, &request).await.problem(), (400, "bad_request"));
    }
    let mut request = phone.claim_request(&world, &offer.uri.token);
    request.attestation = Some(vec!["MAA".to_owned()]);
    let claimed: ClaimResponse = phone.send_claim(&world, &request).await.read();
    type_code(&world, &offer.id, claimed.code.as_deref().unwrap()).await;
    phone.grant(&world, &offer.id).await;
    phone.post(&world, &format!("/v1/links/{}/ack", offer.id)).await;
    let listed = world.state.store.read(move |tx| links::list(tx, &account)).await.unwrap();
    assert!(listed[0].attested);
}

#[tokio::test]
async fn five_phones_and_no_more() {
    let (world, account) = world().await;
    let mut phones = Vec::new();
    let sixth_offer = links::offer(&world.state, &account, "another session").await.unwrap();
    let Offered::Offer(sixth) = sixth_offer else { panic!() };
    for _ in 0..5 {
        phones.push(world.linked(&account).await);
    }
    assert_eq!(links::offer(&world.state, &account, SESSION).await.unwrap(), Offered::TooManyLinks);
    assert_eq!(Phone::new().claim(&world, &sixth.uri.token).await.problem(), (409, "too_many_links"));
}

#[tokio::test]
async fn a_known_phone_adds_a_link_and_keeps_its_device_and_token() {
    let (world, anna) = world().await;
    let bert = world.account("bert@example.org").await;
    let mut phone = Phone::new();
    let first = world.link(&mut phone, &anna).await;
    let second = world.link(&mut phone, &bert).await;
    assert_eq!((&first.device, &first.access_token), (&second.device, &second.access_token));
    assert_ne!(first.totp.secret, second.totp.secret);
    let own = phone.get(&world, "/v1/devices/self").await;
    assert_eq!(own.body["accounts"], json!([anna, bert]));
    // The same account again replaces the link; the old secret counts no more.
    let again = world.link(&mut phone, &anna).await;
    assert_ne!(again.totp.secret, first.totp.secret);
    let listed = world.state.store.read(move |tx| links::list(tx, &anna)).await.unwrap();
    assert_eq!(listed.len(), 1);
}

#[tokio::test]
async fn a_known_key_with_another_second_key_is_refused() {
    let (world, account) = world().await;
    let phone = world.linked(&account).await;
    let offer = world.offer(&account).await;
    let mixed = Phone { transport: phone.transport, ..Phone::new() };
    assert_eq!(mixed.claim(&world, &offer.uri.token).await.problem(), (409, "conflict"));
    let mixed = Phone { approval: phone.approval, ..Phone::new() };
    assert_eq!(mixed.claim(&world, &offer.uri.token).await.problem(), (409, "conflict"));
    assert!(matches!(stage(&world, &offer.id).await, Stage::Created { .. }));
}

fn tombstone(world: &World, phone: &Phone, jws: &str) -> Tombstone {
    let key = world.state.keys.jwks().keys.remove(0);
    Tombstone::open(jws, &world.state.origin, &phone.device, &key).unwrap()
}

#[tokio::test]
async fn a_revoked_link_is_told_by_the_servers_signed_word_and_the_token_dies_with_the_last() {
    let (world, anna) = world().await;
    let bert = world.account("bert@example.org").await;
    let mut phone = Phone::new();
    world.link(&mut phone, &anna).await;
    let first = phone.link.clone();
    world.link(&mut phone, &bert).await;
    let cursor = phone.inbox(&world, None, 0).await.cursor;

    let revoke = |account: &str, link: &str| {
        let (account, link, now) = (account.to_owned(), link.to_owned(), world.state.now());
        world.state.store.write(move |tx| links::revoke(tx, &account, &link, now))
    };
    assert_eq!(revoke(&bert, &first).await.unwrap(), None, "another account's link");
    let revoked = revoke(&anna, &first).await.unwrap().unwrap();
    assert!(revoked.was_last);
    let news = phone.inbox(&world, Some(&cursor), 0).await;
    let Event::AccountRemoved { account, tombstone: jws } = &news.events[0] else { panic!("{news:?}") };
    assert_eq!(*account, anna);
    assert_eq!(tombstone(&world, &phone, jws).account.as_ref(), Some(&anna));
    // A phone that lost its cursor hears of it all the same.
    let snapshot = phone.inbox(&world, None, 0).await;
    assert!(snapshot.events.iter().any(|event| matches!(event, Event::AccountRemoved { .. })));
    let looked = phone.look(&world, &first, 0).await;
    assert_eq!(looked.problem(), (410, "revoked"));

    let second = phone.link.clone();
    revoke(&bert, &second).await.unwrap().unwrap();
    for reply in [phone.poll(&world, Some(&cursor), 0).await, phone.get(&world, "/v1/devices/self").await] {
        assert_eq!(reply.problem(), (410, "revoked"));
        assert_eq!(tombstone(&world, &phone, reply.body["tombstone"].as_str().unwrap()).account, None);
    }
    // Its keys do not come back.
    let offer = world.offer(&anna).await;
    assert_eq!(phone.claim(&world, &offer.uri.token).await.problem(), (410, "revoked"));
    assert!(matches!(stage(&world, &offer.id).await, Stage::Created { .. }));
}

#[tokio::test]
async fn a_phone_removes_its_own_link_and_only_its_own() {
    let (world, anna) = world().await;
    let bert = world.account("bert@example.org").await;
    let (mut phone, other) = (Phone::new(), world.linked(&bert).await);
    world.link(&mut phone, &anna).await;
    world.link(&mut phone, &bert).await;
    let own = format!("/v1/links/{}", phone.link);
    assert_eq!(other.delete(&world, &own).await.problem(), (404, "not_found"));
    for _ in 0..2 {
        assert_eq!(phone.delete(&world, &own).await.status, 204, "again is harmless");
    }
    assert_eq!(phone.get(&world, "/v1/devices/self").await.body["accounts"], json!([anna]));
    assert_eq!(phone.delete(&world, "/v1/devices/self").await.status, 204);
    assert_eq!(phone.delete(&world, "/v1/devices/self").await.problem(), (410, "revoked"));
}

#[tokio::test]
async fn a_claim_confirmed_after_the_device_died_is_refused() {
    let (world, anna) = world().await;
    let phone = world.linked(&anna).await;
    let offer = world.offer(&anna).await;
    let claimed: ClaimResponse = phone.claim(&world, &offer.uri.token).await.read();
    assert_eq!(phone.delete(&world, "/v1/devices/self").await.status, 204);
    let confirmed = type_code(&world, &offer.id, claimed.code.as_deref().unwrap()).await;
    assert_eq!(confirmed, Confirming::Not(Stage::Refused));
}

#[tokio::test]
async fn waiting_for_the_code_ends_when_it_is_typed_or_the_hold_is_over() {
    let (world, account) = world().await;
    let offer = world.offer(&account).await;
    let phone = Phone::new();
    let claimed: ClaimResponse = phone.claim(&world, &offer.uri.token).await.read();
    let (confirmed, _) = tokio::join!(
        phone.look(&world, &claimed.link, 25),
        type_code(&world, &offer.id, claimed.code.as_deref().unwrap())
    );
    assert!(matches!(confirmed.read(), LinkResponse::Confirmed { .. }));

    let offer = world.offer(&account).await;
    let claimed: ClaimResponse = Phone::claim(&phone, &world, &offer.uri.token).await.read();
    let turn = async {
        while world.clock.sleepers() == 0 {
            tokio::task::yield_now().await;
        }
        world.clock.advance(25_000);
    };
    let (waited, ()) = tokio::join!(phone.look(&world, &claimed.link, 25), turn);
    assert_eq!(waited.read::<LinkResponse>(), LinkResponse::Claimed { remaining: 275 });
}

#[tokio::test]
async fn a_link_is_seen_by_the_key_that_claimed_it_only() {
    let (world, account) = world().await;
    let offer = world.offer(&account).await;
    Phone::new().claim(&world, &offer.uri.token).await.read::<ClaimResponse>();
    assert_eq!(Phone::new().look(&world, &offer.id, 0).await.problem(), (404, "not_found"));
}
