//! The requester API: one question, one outcome, once.

use axum::body::Body;
use axum::http::Request;
use data_encoding::BASE64;
use kauth_protocol::approvals::{Decision, State};
use kauth_protocol::requesters::{ApprovalOpenResponse, ApprovalOutcomeResponse};
use serde_json::json;

use super::world::{Client, Phone, World, asks};
use crate::clock::SECOND;
use crate::domain::requesters;

const LOGIN: &str = "anna@example.org";

async fn world() -> (World, Phone, Client) {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let phone = world.linked(&account).await;
    let client = world.client().await;
    (world, phone, client)
}

async fn ask(world: &World, client: &Client) -> ApprovalOpenResponse {
    world.send(client.post(&asks(LOGIN))).await.read()
}

async fn outcome(world: &World, client: &Client, id: &str) -> State {
    world.send(client.get(id, 0)).await.read::<ApprovalOutcomeResponse>().state
}

#[tokio::test]
async fn an_approval_is_told_once() {
    let (world, phone, client) = world().await;
    let asked = ask(&world, &client).await;
    assert_eq!((asked.remaining, &asked.digits), (120, &None));
    assert_eq!(outcome(&world, &client, &asked.request).await, State::Pending);
    phone.answer(&world, &asked.request, Decision::Approve, None).await;
    let told = futures_util::future::join_all((0..6).map(|_| outcome(&world, &client, &asked.request))).await;
    assert_eq!(told.iter().filter(|state| **state == State::Approved).count(), 1);
    assert_eq!(told.iter().filter(|state| **state == State::Consumed).count(), 5);
}

#[tokio::test]
async fn a_client_that_waits_hears_at_once_or_that_time_is_over() {
    let (world, phone, client) = world().await;
    let asked = ask(&world, &client).await;
    let (waited, _) = tokio::join!(
        world.send(client.get(&asked.request, 25)),
        phone.answer(&world, &asked.request, Decision::Deny, None)
    );
    assert_eq!(waited.read::<ApprovalOutcomeResponse>().state, State::Denied);
    world.clock.advance(60 * SECOND);
    let asked = ask(&world, &client).await;
    let turn = async {
        while world.clock.sleepers() == 0 {
            tokio::task::yield_now().await;
        }
        world.clock.advance(25 * SECOND);
    };
    let (waited, ()) = tokio::join!(world.send(client.get(&asked.request, 25)), turn);
    let outcome: ApprovalOutcomeResponse = waited.read();
    assert_eq!((outcome.state, outcome.remaining), (State::Pending, 95));
}

#[tokio::test]
async fn only_the_client_that_asked_learns_it() {
    let (world, phone, client) = world().await;
    let asked = ask(&world, &client).await;
    phone.answer(&world, &asked.request, Decision::Approve, None).await;
    let other = world.client().await;
    assert_eq!(world.send(other.get(&asked.request, 0)).await.problem(), (404, "not_found"));
    let account = world.asked(&phone_account(&world).await, "browser").await;
    assert_eq!(world.send(client.get(&account, 0)).await.problem(), (404, "not_found"));
    assert_eq!(outcome(&world, &client, &asked.request).await, State::Approved);
}

async fn phone_account(world: &World) -> String {
    let account = world.state.store.read(|tx| crate::store::accounts::by_login(tx, LOGIN)).await.unwrap();
    account.unwrap().id
}

#[tokio::test]
async fn wrong_credentials_learn_nothing() {
    let (world, _phone, client) = world().await;
    let with = |authorization: Option<String>| {
        let mut request = Request::post("/v1/approvals").header("content-type", "application/json");
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        request.body(Body::from(asks(LOGIN).to_string())).unwrap()
    };
    let basic = |text: String| Some(format!("Basic {}", BASE64.encode(text.as_bytes())));
    for authorization in [
        None,
        Some("Basic".to_owned()),
        Some("Basic not base64".to_owned()),
        basic(format!("{}:wrong", client.id)),
        basic(format!("{}:", client.id)),
        basic("unknown:wrong".to_owned()),
        basic(client.id.clone()),
        Some(client.basic.replace("Basic", "Bearer")),
    ] {
        let reply = world.send(with(authorization)).await;
        assert_eq!(reply.problem(), (401, "invalid_client"));
        assert!(reply.headers.contains_key("www-authenticate"));
    }
    assert!(requesters::end(&world.state, &client.id).await.unwrap());
    assert_eq!(world.send(client.post(&asks(LOGIN))).await.problem(), (401, "invalid_client"), "ended");
}

#[tokio::test]
async fn who_has_no_phone_is_not_told_from_nobody() {
    let (world, _phone, client) = world().await;
    world.account("bert@example.org").await;
    for login in ["bert@example.org", "nobody@example.org", ""] {
        assert_eq!(world.send(client.post(&asks(login))).await.problem(), (404, "not_found"));
    }
}

#[tokio::test]
async fn a_client_is_slowed_like_everybody_and_in_a_class_of_its_own() {
    let (world, _phone, client) = world().await;
    ask(&world, &client).await;
    let reply = world.send(client.post(&asks(LOGIN))).await;
    assert_eq!(
        (reply.problem(), &reply.headers["retry-after"]),
        ((429, "too_many_requests"), &"10".parse().unwrap())
    );
    for wait in [10, 20, 40, 80] {
        world.clock.advance(wait * SECOND);
        ask(&world, &client).await;
    }
    world.clock.advance(86_400 * SECOND);
    assert_eq!(world.send(client.post(&asks(LOGIN))).await.problem(), (409, "conflict"));
    let account = phone_account(&world).await;
    world.asked(&account, "browser").await;
}

#[tokio::test]
async fn what_a_client_may_ask() {
    let (world, _phone, client) = world().await;
    let with = |member: &str, value: serde_json::Value| {
        let mut body = asks(LOGIN);
        body[member] = value;
        client.post(&body)
    };
    let title = |value: &str| json!([{"label": "title", "value": value}]);
    for (request, expected) in [
        (with("display", title("Pay\u{202E}")), (400, "bad_display_text")),
        (with("display", json!([])), (400, "bad_request")),
        (with("display", json!([{"label": "Amount", "value": "1"}])), (400, "bad_request")),
        (with("lifetime", json!(0)), (400, "bad_request")),
        (with("lifetime", json!(121)), (400, "bad_request")),
        (with("lifetime", json!(-1)), (400, "bad_request")),
        (with("policy", json!("digits_9")), (400, "bad_request")),
        (with("kind", json!("payment")), (400, "bad_request")),
    ] {
        assert_eq!(world.send(request).await.problem(), expected);
    }
    let digits = world.send(with("policy", json!("digits_6"))).await.read::<ApprovalOpenResponse>().digits;
    assert_eq!(digits.map(|digits| digits.len()), Some(6));
}
