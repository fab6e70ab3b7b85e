//! Attacks on token and proof.

use axum::body::Body;
use axum::http::Request;
use kauth_protocol::dpop::Proof;

use super::world::{ORIGIN, Phone, World};
use crate::clock::{DAY, MINUTE};

const PATH: &str = "/v1/devices/self";

fn get(proof: Option<&str>, authorization: Option<&str>) -> Request<Body> {
    let mut request = Request::get(PATH);
    if let Some(proof) = proof {
        request = request.header("dpop", proof);
    }
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    request.body(Body::empty()).unwrap()
}

async fn linked() -> (World, Phone) {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    let phone = world.linked(&account).await;
    (world, phone)
}

#[tokio::test]
async fn without_a_token_or_with_another_scheme_nothing_opens() {
    let (world, phone) = linked().await;
    let bearer = format!("Bearer {}", phone.token);
    for authorization in [None, Some(bearer.as_str()), Some("DPoP"), Some("DPoP ")] {
        let proof = phone.proof("GET", PATH, Some(&phone.token), Some(&world.nonce()));
        let reply = world.send(get(Some(&proof), authorization)).await;
        assert_eq!(reply.status, 401, "{authorization:?}");
        assert!(reply.headers["www-authenticate"].to_str().unwrap().starts_with("DPoP "));
    }
}

#[tokio::test]
async fn a_proof_is_for_one_method_one_url_one_token() {
    let (world, phone) = linked().await;
    let dpop = format!("DPoP {}", phone.token);
    let nonce = world.nonce();
    let right = || phone.proof("GET", PATH, Some(&phone.token), Some(&nonce));
    let foreign = {
        let proof = Proof::new(
            "GET",
            "https://evil.example/v1/devices/self",
            Some(&phone.token),
            Some(&nonce),
            &"j".repeat(22),
            0,
        );
        phone.transport.sign(proof.unsigned(phone.transport.public()))
    };
    let wrong = [
        phone.proof("POST", PATH, Some(&phone.token), Some(&nonce)),
        phone.proof("GET", "/v1/inbox", Some(&phone.token), Some(&nonce)),
        phone.proof("GET", &format!("{PATH}/"), Some(&phone.token), Some(&nonce)),
        phone.proof("GET", PATH, None, Some(&nonce)),
        phone.proof("GET", PATH, Some("another token"), Some(&nonce)),
        foreign,
        right().replace('.', ".."),
        String::new(),
        "a.b.c".to_owned(),
    ];
    for proof in wrong {
        let reply = world.send(get(Some(&proof), Some(&dpop))).await;
        assert_eq!(reply.problem(), (401, "invalid_dpop_proof"), "{proof}");
    }
    let reply = world.send(get(None, Some(&dpop))).await;
    assert_eq!(reply.problem(), (401, "invalid_dpop_proof"));
    let twice =
        Request::get(PATH).header("dpop", right()).header("dpop", right()).header("authorization", &dpop);
    assert_eq!(world.send(twice.body(Body::empty()).unwrap()).await.problem(), (401, "invalid_dpop_proof"));
    assert_eq!(world.send(get(Some(&right()), Some(&dpop))).await.status, 200);
}

#[tokio::test]
async fn a_proof_counts_once() {
    let (world, phone) = linked().await;
    let dpop = format!("DPoP {}", phone.token);
    let proof = phone.proof("GET", PATH, Some(&phone.token), Some(&world.nonce()));
    assert_eq!(world.send(get(Some(&proof), Some(&dpop))).await.status, 200);
    for minutes in [0, 4, 1] {
        world.clock.advance(minutes * MINUTE);
        assert_eq!(world.send(get(Some(&proof), Some(&dpop))).await.problem(), (401, "invalid_dpop_proof"));
    }
    world.clock.advance(1);
    assert_eq!(world.send(get(Some(&proof), Some(&dpop))).await.problem(), (401, "use_dpop_nonce"));
}

#[tokio::test]
async fn freshness_is_the_nonces_age_and_a_reply_brings_the_next_one() {
    let (world, phone) = linked().await;
    let dpop = format!("DPoP {}", phone.token);
    let without = phone.proof("GET", PATH, Some(&phone.token), None);
    let reply = world.send(get(Some(&without), Some(&dpop))).await;
    assert_eq!(reply.problem(), (401, "use_dpop_nonce"));
    let nonce = reply.nonce();
    let old = phone.proof("GET", PATH, Some(&phone.token), Some(&nonce));
    world.clock.advance(5 * MINUTE + 1);
    assert_eq!(world.send(get(Some(&old), Some(&dpop))).await.problem(), (401, "use_dpop_nonce"));
    let made_up = phone.proof("GET", PATH, Some(&phone.token), Some(&"A".repeat(32)));
    assert_eq!(world.send(get(Some(&made_up), Some(&dpop))).await.problem(), (401, "use_dpop_nonce"));
    // `iat` a day off in either direction is nobody's business.
    for iat in [world.state.clock.now_unix() - DAY / 1_000, world.state.clock.now_unix() + DAY / 1_000] {
        let url = format!("{ORIGIN}{PATH}");
        let proof =
            Proof::new("GET", &url, Some(&phone.token), Some(&world.nonce()), &format!("{iat:022}"), iat);
        let proof = phone.transport.sign(proof.unsigned(phone.transport.public()));
        assert_eq!(world.send(get(Some(&proof), Some(&dpop))).await.status, 200);
    }
}

#[tokio::test]
async fn a_stolen_token_is_worth_nothing_under_another_key() {
    let (world, phone) = linked().await;
    let thief = Phone { token: phone.token.clone(), ..Phone::new() };
    assert_eq!(thief.get(&world, PATH).await.problem(), (401, "invalid_token"));
    // Nor is the approval key the key that the token is bound to.
    let mixed = Phone { transport: phone.approval, token: phone.token, ..Phone::new() };
    assert_eq!(mixed.get(&world, PATH).await.problem(), (401, "invalid_token"));
}

#[tokio::test]
async fn the_date_is_the_servers() {
    let (world, phone) = linked().await;
    let reply = phone.get(&world, PATH).await;
    assert_eq!(reply.headers["date"], "Fri, 15 Jan 2027 08:00:00 GMT");
    assert_eq!(reply.headers["cache-control"], "no-store");
}
