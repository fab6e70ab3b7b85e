//! Bad input: each gets its problem and changes nothing. And the API's description.

use axum::body::Body;
use axum::http::Request;
use kauth_protocol::problem::Code;
use serde_json::json;

use super::world::{Phone, World, asks};

const LOGIN: &str = "anna@example.org";

fn post(client: &str, kind: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post("/v1/approvals")
        .header("authorization", client)
        .header("content-type", kind)
        .body(body.into())
        .unwrap()
}

#[tokio::test]
async fn bodies_are_bounded_typed_and_read_strictly() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    world.linked(&account).await;
    let client = world.client().await.basic;
    let json = asks(LOGIN).to_string();
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let twice = json.replacen('{', r#"{"lifetime":1,"#, 1);
    for (kind, body, expected) in [
        ("text/plain", json.clone(), (415, "unsupported_media_type")),
        ("", json.clone(), (415, "unsupported_media_type")),
        ("application/jsonp", json.clone(), (415, "unsupported_media_type")),
        ("application/json", String::new(), (400, "bad_request")),
        ("application/json", json[..json.len() - 1].to_owned(), (400, "bad_request")),
        ("application/json", format!("{json}{json}"), (400, "bad_request")),
        ("application/json", deep, (400, "bad_request")),
        ("application/json", twice, (400, "bad_request")),
        ("application/json", "null".to_owned(), (400, "bad_request")),
        ("application/json", format!("{json}{}", " ".repeat(256 * 1024)), (413, "too_large")),
    ] {
        let reply = world.send(post(&client, kind, body)).await;
        assert_eq!(reply.problem(), expected);
        assert_eq!(reply.headers["content-type"], "application/problem+json");
    }
    let invalid_utf8 = world.send(post(&client, "application/json", vec![b'"', 0xff, b'"'])).await;
    assert_eq!(invalid_utf8.problem(), (400, "bad_request"));
    // Without a length announced, the cap holds all the same.
    let endless = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b' '; 4096]));
    let reply = world.send(post(&client, "application/json", Body::from_stream(endless))).await;
    assert_eq!(reply.problem(), (413, "too_large"));
    let fine = world.send(post(&client, "Application/JSON; charset=utf-8", json)).await;
    assert_eq!(fine.status, 201);
}

#[tokio::test]
async fn a_phones_small_bodies_have_a_small_cap() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let phone = world.linked(&account).await;
    let long = json!({"name": "x".repeat(20_000)});
    assert_eq!(
        phone.send_json(&world, "PATCH", "/v1/devices/self", &long).await.problem(),
        (413, "too_large")
    );
    for name in ["", "a\u{0}b", "e\u{301}", &"x".repeat(65)] {
        let reply = phone.send_json(&world, "PATCH", "/v1/devices/self", &json!({"name": name})).await;
        assert_eq!(reply.problem(), (400, "bad_display_text"));
    }
    let renamed = phone.send_json(&world, "PATCH", "/v1/devices/self", &json!({"name": "Das Telefon"})).await;
    assert_eq!((renamed.status.as_u16(), &renamed.body["name"]), (200, &json!("Das Telefon")));
    assert_eq!(phone.get(&world, "/v1/devices/self").await.body["name"], "Das Telefon");
}

#[tokio::test]
async fn a_wakeup_is_checked_and_set_at_most_once_a_second() {
    let world = World::new();
    let account = world.account(LOGIN).await;
    let phone = world.linked(&account).await;
    const PATH: &str = "/v1/devices/self/wakeup";
    let bad = json!({"kind": "unifiedpush", "endpoint": "https://127.0.0.1/"});
    assert_eq!(phone.send_json(&world, "PUT", PATH, &bad).await.problem(), (400, "bad_request"));
    let set = phone.send_json(&world, "PUT", PATH, &json!({"kind": "apns", "endpoint": "token"})).await;
    assert_eq!(set.status, 204);
    let again = phone.send_json(&world, "PUT", PATH, &json!({"kind": "none"})).await;
    assert_eq!(again.problem(), (429, "too_many_requests"));
    assert_eq!(phone.get(&world, "/v1/devices/self").await.body["wakeup"], "apns");
    world.clock.advance(1_000);
    assert_eq!(phone.send_json(&world, "PUT", PATH, &json!({"kind": "none"})).await.status, 204);
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_too() {
    let world = World::new();
    let phone = Phone::new();
    let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    assert_eq!(world.send(get("/v1/nothing")).await.problem(), (404, "not_found"));
    assert_eq!(world.send(get("/v1/links/claim/x")).await.problem(), (404, "not_found"));
    assert_eq!(world.send(get("/oauth/token")).await.problem(), (405, "method_not_allowed"));
    let put = Request::put("/v1/inbox").body(Body::empty()).unwrap();
    assert_eq!(world.send(put).await.problem(), (405, "method_not_allowed"));
    assert_eq!(phone.claim(&world, "../../etc").await.problem(), (400, "bad_request"));
}

#[tokio::test]
async fn discovery_says_who_and_brings_a_nonce() {
    let world = World::new();
    let reply = world.send(Request::get("/.well-known/kauth").body(Body::empty()).unwrap()).await;
    assert!(world.state.nonces.is_fresh(&reply.nonce(), world.state.now()));
    let discovery: kauth_protocol::discovery::DiscoveryResponse = reply.read();
    assert_eq!((discovery.issuer.as_str(), &discovery.versions[..]), (super::world::ORIGIN, &[1][..]));
    assert!(discovery.jwks.find(world.state.keys.thumbprint()).is_some());
    assert_eq!(discovery.wakeups, ["none", "unifiedpush"]);
    let point: [u8; 65] = kauth_protocol::b64::decode_exact(&discovery.vapid_key.unwrap()).unwrap();
    assert_eq!(point[0], 4);
}

#[tokio::test]
async fn the_description_names_every_route_and_only_codes_of_the_table() {
    let world = World::new();
    let reply = world.send(Request::get("/openapi.json").body(Body::empty()).unwrap()).await;
    let paths = reply.body["paths"].as_object().unwrap();
    let mut operations = 0;
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().unwrap() {
            operations += 1;
            let uri = path.replace("{id}", &"A".repeat(22));
            let request = Request::builder().method(method.to_uppercase().as_str()).uri(uri);
            let status = world.send(request.body(Body::empty()).unwrap()).await.status;
            assert!(status != 404 && status != 405, "{method} {path}: {status}");
            let described = operation["responses"]["4XX"]["description"].as_str().unwrap_or_default();
            for word in
                described.split(|c: char| !(c.is_ascii_lowercase() || c == '_')).filter(|w| w.contains('_'))
            {
                assert!(Code::ALL.iter().any(|code| code.as_str() == word), "{method} {path}: {word}");
            }
        }
    }
    assert_eq!(operations, 28);
    assert!(reply.body["components"]["schemas"]["LinkResponse"].is_object());
}
