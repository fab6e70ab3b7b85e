//! Health, metrics and log lines, asked as a client would.

use super::*;
use crate::logs::testing::Lines;
use crate::logs::{Format, Level};
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use std::net::SocketAddr;
use tower::ServiceExt;

async fn ask(state: &AppState, from: &str, path: &str) -> (StatusCode, String, String) {
    let own = Router::new()
        .route("/links/{id}", get(|| async { "a link" }))
        .route("/broken", get(|| async { StatusCode::INTERNAL_SERVER_ERROR }));
    let router = around(router().merge(own), state).with_state(state.clone());
    let peer: SocketAddr = from.parse().unwrap();
    let mut request =
        Request::get(path).header("x-request-id", "chosen-by-the-client").body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    let id = response.headers()[REQUEST_ID].to_str().unwrap().to_owned();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, id, String::from_utf8(body.to_vec()).unwrap())
}

/// Lets the places that log be registered before anybody listens: one that another test registers at that very moment
/// would keep that nobody does.
async fn known_to_tracing(state: &AppState) {
    ask(state, "127.0.0.1:1", "/links/any").await;
    ask(state, "127.0.0.1:1", "/broken").await;
}

#[tokio::test]
async fn health_asks_the_store() {
    let (_folder, state, _clock) = crate::state::testing::state();
    let (status, _, body) = ask(&state, "203.0.113.9:1", "/healthz").await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, "ok\n"));
}

#[tokio::test]
async fn metrics_are_for_this_network_only() {
    let (_folder, state, _clock) = crate::state::testing::state();
    for from in ["127.0.0.1:1", "192.168.1.7:1", "[::1]:1"] {
        let (status, _, body) = ask(&state, from, "/metrics").await;
        assert_eq!(status, StatusCode::OK, "{from}");
        assert!(body.contains("\nkauth_waiting_phones 0\n"), "{body}");
    }
    let (status, _, body) = ask(&state, "203.0.113.9:1", "/metrics").await;
    assert_eq!((status, body.as_str()), (StatusCode::NOT_FOUND, ""));
    let (_, _, counted) = ask(&state, "127.0.0.1:1", "/metrics").await;
    assert!(counted.contains("{status=\"4xx\"} 1\n"), "{counted}");
}

#[tokio::test]
async fn a_log_line_has_the_route_and_neither_path_nor_query_nor_address() {
    let (_folder, state, _clock) = crate::state::testing::state();
    known_to_tracing(&state).await;
    let lines = Lines::default();
    let guard = lines.listen(Format::Json, Level::Info);
    let (_, id, _) = ask(&state, "203.0.113.9:1", "/links/planted-path?code=planted-query").await;
    ask(&state, "127.0.0.1:1", "/nowhere/planted-path").await;
    drop(guard);
    let text = lines.text();
    let line: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(line["route"], "/links/{id}");
    assert_eq!(line["status"], 200);
    assert_eq!(line["span"]["id"], id.as_str());
    assert_eq!(text.lines().count(), 2);
    for secret in ["planted", "203.0.113.9", "chosen-by-the-client"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[tokio::test]
async fn every_request_has_an_id_of_its_own() {
    let (_folder, state, _clock) = crate::state::testing::state();
    let (_, first, _) = ask(&state, "127.0.0.1:1", "/healthz").await;
    let (_, second, _) = ask(&state, "127.0.0.1:1", "/healthz").await;
    assert!(first != second && first.len() == 22 && first != "chosen-by-the-client");
}

#[tokio::test]
async fn our_own_failure_is_an_error_in_the_log() {
    let (_folder, state, _clock) = crate::state::testing::state();
    known_to_tracing(&state).await;
    let lines = Lines::default();
    let guard = lines.listen(Format::Json, Level::Error);
    ask(&state, "127.0.0.1:1", "/links/1").await;
    ask(&state, "127.0.0.1:1", "/broken").await;
    drop(guard);
    assert_eq!(lines.text().lines().count(), 1);
    assert!(lines.text().contains("/broken"));
}
