//! Who may call: the session key, with a proof for this call, once.

use axum::body::Body;
use axum::http::Request;
use kauth_protocol::checks::{BlobKind, ClaimResponse, State, Trigger};
use kauth_protocol::dpop::Proof;
use serde_json::json;

use super::{CheckPhone, Desk, ORIGIN};

#[tokio::test]
async fn another_key_finds_no_session_whatever_it_calls() {
    let desk = Desk::new().await;
    let phone = desk.ready().await;
    let mut thief = CheckPhone::new();
    thief.check = phone.check.clone();
    thief.description = phone.description.clone();
    thief.reviewers = phone.reviewers.clone();
    let not_there = (404, "not_found");
    assert_eq!(thief.call(&desk, "GET", "").await.problem(), not_there);
    assert_eq!(thief.call(&desk, "GET", "images").await.problem(), not_there);
    assert_eq!(thief.call(&desk, "PUT", "location/declined").await.problem(), not_there);
    assert_eq!(thief.consent(&desk).await.problem(), not_there);
    assert_eq!(thief.ask_code(&desk, "+41790000009").await.problem(), not_there);
    assert_eq!(thief.type_code(&desk, "123456").await.problem(), not_there);
    assert_eq!(thief.choose(&desk, "passport").await.problem(), not_there);
    assert_eq!(thief.put(&desk, (BlobKind::Front, 1, 0), b"x").await.problem(), not_there);
    let manifest = thief.sign(&thief.manifest(&desk, Vec::new(), None));
    assert_eq!(thief.submit(&desk, &manifest, thief.envelopes()).await.problem(), not_there);
    assert_eq!(thief.call(&desk, "DELETE", "").await.problem(), not_there);
    let status = phone.status(&desk).await;
    assert_eq!((status.state, status.location_given), (State::Open, Some(true)));
    assert_eq!(desk.messages().await, 1);
}

#[tokio::test]
async fn a_proof_is_for_one_call_at_one_place_and_needs_no_token() {
    let desk = Desk::new().await;
    let phone = desk.claimed().await;
    let path = phone.path("");
    let send = |proof: Option<String>, method: &str, path: &str| {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(proof) = proof {
            request = request.header("dpop", proof);
        }
        desk.world.send(request.body(Body::empty()).unwrap())
    };
    let proof = |method: &str, url: &str, nonce: Option<&str>, jti: &str| {
        phone.key.sign(Proof::new(method, url, None, nonce, jti, 0).unsigned(phone.key.public()))
    };
    let (nonce, url) = (desk.world.nonce(), format!("{ORIGIN}{path}"));
    let good = proof("GET", &url, Some(&nonce), "AAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(send(Some(good.clone()), "GET", &path).await.status, 200);
    let invalid = (401, "invalid_dpop_proof");
    assert_eq!(send(Some(good.clone()), "GET", &path).await.problem(), invalid, "a replay");
    assert_eq!(send(Some(good), "DELETE", &path).await.problem(), invalid, "another method");
    let elsewhere = proof("GET", "https://evil.example/x", Some(&nonce), "BAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(send(Some(elsewhere), "GET", &path).await.problem(), invalid);
    assert_eq!(send(None, "GET", &path).await.problem(), invalid);
    let without = proof("GET", &url, None, "CAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(send(Some(without), "GET", &path).await.problem(), (401, "use_dpop_nonce"));
    assert_eq!(phone.status(&desk).await.state, State::Open);
}

#[tokio::test]
async fn a_claim_is_proved_by_the_key_in_it() {
    let desk = Desk::new().await;
    let (_, token) = desk.begin(desk.new_check(Trigger::Unlock)).await;
    let (phone, other) = (CheckPhone::new(), CheckPhone::new());
    let path = kauth_protocol::checks::CLAIM_PATH;
    let relayed = |key| json!({"token": token, "session_key": key});
    let send = |body: serde_json::Value| {
        let request = other.request(&desk, "POST", path).header("content-type", "application/json");
        desk.world.send(request.body(Body::from(body.to_string())).unwrap())
    };
    let refused = send(relayed(json!(phone.key.public()))).await;
    assert_eq!(refused.problem(), (401, "invalid_dpop_proof"));
    let off = json!({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"});
    assert_eq!(send(relayed(off)).await.problem(), (400, "bad_request"));
    assert_eq!(send(json!({"token": token})).await.problem(), (400, "bad_request"));
    let _: ClaimResponse = phone.claim(&desk, &token).await.read();
}

#[tokio::test]
async fn bodies_paths_and_methods_that_are_wrong_change_nothing() {
    let desk = Desk::new().await;
    let phone = desk.claimed().await;
    for (step, body) in [
        ("consent", json!({})),
        ("consent", json!({"description_sha256": 1})),
        ("document", json!({"document": "driving_licence"})),
    ] {
        assert_eq!(phone.send(&desk, "PUT", step, &body).await.problem(), (400, "bad_request"), "{body}");
    }
    let text = phone.request(&desk, "PUT", &phone.path("consent")).header("content-type", "text/plain");
    let reply = desk.world.send(text.body(Body::from("{}")).unwrap()).await;
    assert_eq!(reply.problem(), (415, "unsupported_media_type"));
    assert_eq!(phone.call(&desk, "POST", "consent").await.problem(), (405, "method_not_allowed"));
    assert_eq!(phone.call(&desk, "GET", "nothing").await.problem(), (404, "not_found"));
    let mut nobody = CheckPhone::new();
    nobody.check = "not an id".replace(' ', "");
    assert_eq!(nobody.call(&desk, "GET", "").await.problem(), (404, "not_found"));
    let status = phone.status(&desk).await;
    assert!(!status.consented && status.document.is_none());
}
