//! Chunks: digests, conflicts, quotas, and everything twice.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use kauth_protocol::checks::{BlobKind, CHUNK, ImagesResponse, MAX_BLOB, State, StoredImage, Trigger};

use super::Desk;

const FRONT: (BlobKind, u8, u8) = (BlobKind::Front, 1, 0);

#[tokio::test]
async fn chunks_come_in_any_order_twice_and_are_listed() {
    let desk = Desk::new().await;
    let phone = desk.ready().await;
    for n in [2, 0, 1, 2, 0] {
        assert_eq!(phone.put(&desk, (BlobKind::Front, 1, n), &[n; 100]).await.status, 204);
    }
    assert_eq!(phone.put(&desk, (BlobKind::Facts, 3, 0), b"facts").await.status, 204);
    let listed: ImagesResponse = phone.call(&desk, "GET", "images").await.read();
    let stored = |kind, attempt, chunks: &[u8]| StoredImage { kind, attempt, chunks: chunks.to_vec() };
    assert_eq!(listed.images, [stored(BlobKind::Facts, 3, &[0]), stored(BlobKind::Front, 1, &[0, 1, 2])]);
    assert_eq!(desk.world.state.blobs.names().unwrap().len(), 4, "a repeated one has no second file");
}

#[tokio::test]
async fn other_bytes_for_a_stored_chunk_are_a_conflict_and_the_first_stay() {
    let desk = Desk::new().await;
    let phone = desk.ready().await;
    assert_eq!(phone.put(&desk, FRONT, b"first").await.status, 204);
    assert_eq!(phone.put(&desk, FRONT, b"other").await.problem(), (409, "conflict"));
    let names = desk.world.state.blobs.names().unwrap();
    assert_eq!(names.len(), 1);
    assert_eq!(desk.world.state.blobs.get(&names[0]).unwrap(), b"first");
}

#[tokio::test]
async fn two_at_once_for_one_chunk_leave_one_file_and_one_winner() {
    let desk = Desk::new().await;
    let phone = desk.ready().await;
    let one = phone.put(&desk, FRONT, b"one");
    let two = phone.put(&desk, FRONT, b"two");
    let (one, two) = tokio::join!(one, two);
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
    assert_eq!(desk.world.state.blobs.names().unwrap().len(), 1);
}

#[tokio::test]
async fn a_digest_is_wanted_and_must_be_right() {
    let desk = Desk::new().await;
    let phone = desk.ready().await;
    let send = |name: HeaderName, value: Option<&str>, body: &'static [u8]| {
        let mut request = phone.chunk_request(&desk, FRONT, b"these bytes");
        let headers = request.headers_mut().unwrap();
        headers.remove(&name);
        if let Some(value) = value {
            headers.insert(name, value.parse().unwrap());
        }
        desk.world.send(request.body(Body::from(body)).unwrap())
    };
    let digest = HeaderName::from_static("content-digest");
    let none = send(digest.clone(), None, b"these bytes").await;
    assert_eq!(none.problem(), (400, "bad_request"));
    let weak = send(digest, Some("md5=:AAAA:"), b"these bytes").await;
    assert_eq!(weak.problem(), (400, "bad_request"));
    let other = send(HeaderName::from_static("x-nothing"), None, b"other bytes").await;
    assert_eq!(other.problem(), (400, "digest_mismatch"));
    let json = send(CONTENT_TYPE, Some("application/json"), b"these bytes").await;
    assert_eq!(json.problem(), (415, "unsupported_media_type"));
    let untyped = send(CONTENT_TYPE, None, b"these bytes").await;
    assert_eq!(untyped.status, 204);
    assert!(phone.put(&desk, (BlobKind::Front, 1, 1), b"").await.problem() == (400, "bad_request"));
}

#[tokio::test]
async fn sizes_and_places_have_their_limits() {
    let desk = Desk::new().await;
    let phone = desk.ready().await;
    let full = vec![7; CHUNK];
    assert_eq!(phone.put(&desk, (BlobKind::Front, 5, 15), &full).await.status, 204);
    let large = vec![7; CHUNK + 1];
    for (place, bytes, problem) in [
        (FRONT, &large, (413, "too_large")),
        ((BlobKind::Front, 1, 16), &full, (413, "too_large")),
        ((BlobKind::Front, 6, 0), &full, (413, "too_large")),
        ((BlobKind::Front, 0, 0), &full, (400, "bad_request")),
        ((BlobKind::PhotoPage, 1, 0), &full, (409, "conflict")),
    ] {
        assert_eq!(phone.put(&desk, place, bytes).await.problem(), problem, "{place:?}");
    }
    for odd in
        ["front/01/chunks/0", "front/1/chunks/+0", "hand/1/chunks/0", "front/1/chunks/x", "Front/1/chunks/0"]
    {
        let path = format!("{}/{odd}", phone.path("images"));
        let request = phone.request(&desk, "PUT", &path).header("content-digest", "sha-256=:AAAA:");
        let reply = desk.world.send(request.body(Body::from("x")).unwrap()).await;
        assert_eq!(reply.problem(), (404, "not_found"), "{odd}");
    }
}

#[tokio::test]
async fn a_session_has_its_quota_and_all_together_theirs() {
    let desk = Desk::with(|config| config.checks.most_bytes = 33 << 20).await;
    let phone = desk.ready().await;
    let full = vec![7; CHUNK];
    let mut stored = 0;
    'all: for kind in [BlobKind::Front, BlobKind::Back, BlobKind::Selfie] {
        for attempt in 1..=3 {
            for n in 0..16 {
                let reply = phone.put(&desk, (kind, attempt, n), &full).await;
                if reply.status != 204 {
                    assert_eq!(reply.problem(), (413, "too_large"));
                    break 'all;
                }
                stored += CHUNK;
            }
        }
    }
    assert_eq!((stored, stored / MAX_BLOB), (32 << 20, 8));
    let other =
        desk.ready_for(super::NewCheck { account: None, ..desk.new_check(Trigger::ForgottenLogin) }).await;
    for n in 0..4 {
        assert_eq!(other.put(&desk, (BlobKind::Front, 1, n), &full).await.status, 204);
    }
    let refused = other.put(&desk, (BlobKind::Front, 1, 4), &full).await;
    assert_eq!(refused.problem(), (503, "unavailable"));
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(phone.call(&desk, "DELETE", "").await.status, 204);
    assert_eq!(other.put(&desk, (BlobKind::Front, 1, 4), &full).await.status, 204, "there is room again");
}

#[tokio::test]
async fn nothing_is_taken_after_the_dossier_was_sent() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let files = desk.world.state.blobs.names().unwrap().len();
    for place in [(BlobKind::Front, 1, 0), (BlobKind::Front, 2, 0), (BlobKind::Facts, 2, 0)] {
        let reply = phone.put(&desk, place, &phone.sealed(BlobKind::Back, 1, false)).await;
        assert_eq!(reply.problem(), (409, "conflict"), "{place:?}");
    }
    assert_eq!(desk.world.state.blobs.names().unwrap().len(), files);
    assert_eq!(phone.status(&desk).await.state, State::Submitted);
}
