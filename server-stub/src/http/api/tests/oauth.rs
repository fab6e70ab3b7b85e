//! Flow A1: the code, the token, and what both are bound to.

use axum::body::Body;
use axum::http::Request;
use kauth_protocol::jwk::sha256;
use kauth_protocol::links::{ClaimResponse, LinkResponse};
use kauth_protocol::oauth::{CLIENT_ID, REDIRECT_URI, SCOPE, TokenResponse, challenge};

use super::world::{ORIGIN, Phone, Reply, World};
use crate::clock::{MINUTE, SECOND};
use crate::domain::oauth::{self, Authorize, AuthorizeError};

const VERIFIER: &str = "a-verifier-of-forty-three-characters-at-least";

fn query(phone: &Phone) -> Vec<(&'static str, String)> {
    vec![
        ("response_type", "code".to_owned()),
        ("client_id", CLIENT_ID.to_owned()),
        ("redirect_uri", REDIRECT_URI.to_owned()),
        ("scope", SCOPE.to_owned()),
        ("state", "the state of the app".to_owned()),
        ("code_challenge", challenge(VERIFIER)),
        ("code_challenge_method", "S256".to_owned()),
        ("dpop_jkt", phone.transport.public().thumbprint()),
    ]
}

fn encode(pairs: &[(&str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn parse(world: &World, pairs: &[(&str, String)]) -> Result<Authorize, AuthorizeError> {
    Authorize::parse(&encode(pairs), &world.state.origin)
}

/// A code for `phone`, as the browser would carry it.
async fn code(world: &World, account: &str, phone: &Phone) -> String {
    let authorize = parse(world, &query(phone)).unwrap();
    let url = oauth::issue_code(&world.state, account, &authorize).await.unwrap();
    let (redirect, answer) = url.split_once('?').unwrap();
    assert_eq!(redirect, REDIRECT_URI);
    let get = |name: &str| {
        form_urlencoded::parse(answer.as_bytes()).find(|(known, _)| known == name).unwrap().1.into_owned()
    };
    assert_eq!((get("state").as_str(), get("iss").as_str()), ("the state of the app", ORIGIN));
    get("code")
}

fn form(code: &str) -> Vec<(&'static str, String)> {
    vec![
        ("grant_type", "authorization_code".to_owned()),
        ("code", code.to_owned()),
        ("redirect_uri", REDIRECT_URI.to_owned()),
        ("client_id", CLIENT_ID.to_owned()),
        ("code_verifier", VERIFIER.to_owned()),
    ]
}

async fn exchange(world: &World, phone: &Phone, form: &[(&str, String)]) -> Reply {
    let proof = phone.proof("POST", "/oauth/token", None, Some(&world.nonce()));
    let request = Request::post("/oauth/token")
        .header("dpop", proof)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(encode(form)))
        .unwrap();
    world.send(request).await
}

fn error(reply: &Reply) -> (u16, &str) {
    (reply.status.as_u16(), reply.body["error"].as_str().unwrap_or(""))
}

async fn world() -> (World, String) {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    (world, account)
}

#[tokio::test]
async fn a_code_buys_a_token_that_links_without_a_typed_code() {
    let (world, account) = world().await;
    let mut phone = Phone::new();
    let code = code(&world, &account, &phone).await;
    let token: TokenResponse = exchange(&world, &phone, &form(&code)).await.read();
    assert_eq!((token.token_type.as_str(), token.expires_in, token.scope.as_str()), ("DPoP", 300, SCOPE));
    assert_eq!(token.k, world.state.keys.thumbprint());
    let claimed: ClaimResponse = phone.claim(&world, &token.access_token).await.read();
    assert_eq!(claimed.code, None);
    let grant = phone.grant(&world, &claimed.link).await;
    assert_eq!(grant.account, account);
    assert_eq!(phone.post(&world, &format!("/v1/links/{}/ack", claimed.link)).await.status, 200);
    // One use: other keys find it used, and nothing is void.
    assert_eq!(Phone::new().claim(&world, &token.access_token).await.problem(), (401, "invalid_token"));
    assert_eq!(phone.look(&world, &claimed.link, 0).await.read::<LinkResponse>(), LinkResponse::Active);
}

#[tokio::test]
async fn a_code_counts_once_and_a_second_use_ends_what_the_first_got() {
    let (world, account) = world().await;
    let phone = Phone::new();
    let code = code(&world, &account, &phone).await;
    let token: TokenResponse = exchange(&world, &phone, &form(&code)).await.read();
    assert_eq!(error(&exchange(&world, &phone, &form(&code)).await), (400, "invalid_grant"));
    assert_eq!(phone.claim(&world, &token.access_token).await.problem(), (409, "link_void"));
}

#[tokio::test]
async fn of_two_exchanges_at_once_at_most_one_gets_a_token_that_lives() {
    let (world, account) = world().await;
    let phone = Phone::new();
    let code = code(&world, &account, &phone).await;
    let tries = form(&code);
    let replies = futures_util::future::join_all((0..4).map(|_| exchange(&world, &phone, &tries))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
}

#[tokio::test]
async fn a_code_is_bound_to_key_verifier_redirect_and_minute_and_any_try_burns_it() {
    let (world, account) = world().await;
    let phone = Phone::new();
    let changed = |name: &str, value: &str, code: &str| {
        let mut form = form(code);
        form.iter_mut().filter(|pair| pair.0 == name).for_each(|pair| pair.1 = value.to_owned());
        form
    };
    let other_verifier = "another-verifier-of-forty-three-characters-at-least";
    for (name, value) in
        [("code_verifier", other_verifier), ("redirect_uri", "http://127.0.0.1:1/"), ("", "the other key")]
    {
        let code = code(&world, &account, &phone).await;
        let thief = Phone::new();
        let who = if name.is_empty() { &thief } else { &phone };
        let reply = exchange(&world, who, &changed(name, value, &code)).await;
        assert_eq!(error(&reply), (400, "invalid_grant"), "{name}");
        assert_eq!(
            error(&exchange(&world, &phone, &form(&code)).await),
            (400, "invalid_grant"),
            "{name}: burnt"
        );
    }
    let late = code(&world, &account, &phone).await;
    world.clock.advance(60 * SECOND);
    assert_eq!(error(&exchange(&world, &phone, &form(&late)).await), (400, "invalid_grant"));
    assert_eq!(error(&exchange(&world, &phone, &form(&"A".repeat(43))).await), (400, "invalid_grant"));
}

#[tokio::test]
async fn malformed_requests_have_rfc_6749s_names_and_burn_nothing() {
    let (world, account) = world().await;
    let phone = Phone::new();
    let code = code(&world, &account, &phone).await;
    for (name, value, expected) in [
        ("grant_type", "password", "unsupported_grant_type"),
        ("client_id", "somebody", "invalid_client"),
        ("code_verifier", "short", "invalid_request"),
        ("code_verifier", &"ä".repeat(30), "invalid_request"),
        ("code", "short", "invalid_request"),
    ] {
        let mut form = form(&code);
        form.iter_mut().filter(|pair| pair.0 == name).for_each(|pair| pair.1 = value.to_owned());
        assert_eq!(error(&exchange(&world, &phone, &form).await), (400, expected));
    }
    let mut twice = form(&code);
    twice.push(("code", code.clone()));
    assert_eq!(error(&exchange(&world, &phone, &twice).await), (400, "invalid_request"));
    let without_proof = Request::post("/oauth/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(encode(&form(&code))))
        .unwrap();
    assert_eq!(error(&world.send(without_proof).await), (400, "invalid_dpop_proof"));
    let without_nonce = Request::post("/oauth/token")
        .header("dpop", phone.proof("POST", "/oauth/token", None, None))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(encode(&form(&code))))
        .unwrap();
    let reply = world.send(without_nonce).await;
    assert_eq!(error(&reply), (400, "use_dpop_nonce"));
    assert!(!reply.nonce().is_empty());
    assert_eq!(exchange(&world, &phone, &form(&code)).await.status, 200);
}

#[tokio::test]
async fn the_token_is_bound_and_lives_five_minutes() {
    let (world, account) = world().await;
    let phone = Phone::new();
    let first = code(&world, &account, &phone).await;
    let token: TokenResponse = exchange(&world, &phone, &form(&first)).await.read();
    // A stolen token neither claims nor does harm.
    assert_eq!(Phone::new().claim(&world, &token.access_token).await.problem(), (401, "invalid_token"));
    world.clock.advance(5 * MINUTE);
    assert_eq!(phone.claim(&world, &token.access_token).await.problem(), (410, "link_expired"));
    let second = code(&world, &account, &phone).await;
    let token: TokenResponse = exchange(&world, &phone, &form(&second)).await.read();
    assert_eq!(phone.claim(&world, &token.access_token).await.status, 200);
    assert_eq!(phone.claim(&world, &token.access_token).await.status, 200, "the same keys again");
}

#[tokio::test]
async fn only_a_right_request_is_shown_and_only_a_known_redirect_is_followed() {
    let (world, _account) = world().await;
    let phone = Phone::new();
    let with = |name: &str, value: &str| {
        let mut pairs = query(&phone);
        pairs.iter_mut().filter(|pair| pair.0 == name).for_each(|pair| pair.1 = value.to_owned());
        parse(&world, &pairs)
    };
    for good in ["http://127.0.0.1:4321/", "http://[::1]:4321/callback"] {
        assert_eq!(with("redirect_uri", good).unwrap().redirect_uri, good);
    }
    for bad in [
        "https://evil.example/",
        "kauth://oauth/",
        "kauth://oauth?x=1",
        "kauth://evil",
        "http://localhost:4321/",
        "http://127.0.0.1/",
        "http://127.0.0.1:4321",
        "http://127.0.0.1:4321/?a=b",
        "http://127.0.0.1:4321/#a",
        "http://user@127.0.0.1:4321/",
        "http://127.0.0.1.evil.example:80/",
        "http://127.1:4321/",
        "javascript:alert(1)",
        "",
    ] {
        assert_eq!(with("redirect_uri", bad), Err(AuthorizeError::Page), "{bad}");
    }
    assert_eq!(with("client_id", "somebody"), Err(AuthorizeError::Page));
    let mut twice = query(&phone);
    twice.push(("state", "another".to_owned()));
    assert_eq!(parse(&world, &twice), Err(AuthorizeError::Page));
    for (name, value, expected) in [
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "everything", "invalid_scope"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge", "short", "invalid_request"),
        ("dpop_jkt", &sha256(b"x")[1..], "invalid_request"),
        ("state", "", "invalid_request"),
    ] {
        let Err(AuthorizeError::Redirect(url)) = with(name, value) else { panic!("{name}") };
        assert!(url.starts_with("kauth://oauth?error="), "{url}");
        assert!(url.contains(&format!("error={expected}&")) && url.contains("&iss="), "{url}");
    }
    let denied = parse(&world, &query(&phone)).unwrap().denied(&world.state.origin);
    assert!(denied.starts_with("kauth://oauth?error=access_denied&state="), "{denied}");
}
