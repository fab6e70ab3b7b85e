//! Who gets into the console, and what a form there may do.

use super::super::checks::tests::reviewer;
use super::super::tests::{Browser, LOGIN, PASSWORD, site};
use crate::domain::step_up;
use crate::store::checks::reviewers;

const STAFF: &str = "support@example.org";

#[tokio::test]
async fn g6_the_console_is_for_support_only() {
    let site = site();
    site.account(false).await;
    reviewer(&site).await;
    let mut person = Browser::signed_in_as(&site, LOGIN, PASSWORD).await;
    person.get(&site, "/account").await;
    assert!(!person.page.contains("/console"));
    for path in [
        "/console",
        "/console/keys",
        "/console/checks/x",
        "/console/checks/x/blobs/front/1",
        "/console/keys/x/remove",
    ] {
        assert_eq!(person.get(&site, path).await, 404, "{path}");
        assert_eq!(Browser::default().get(&site, path).await, 303, "{path}");
    }
    for path in ["/console/keys", "/console/checks/x/decide", "/console/keys/x/remove"] {
        person.get(&site, "/account").await;
        assert_eq!(person.post(&site, path, &[("decision", "accept")]).await, 404, "{path}");
    }
    let mut staff = Browser::signed_in_as(&site, STAFF, PASSWORD).await;
    assert_eq!(staff.get(&site, "/console").await, 200);
    assert_eq!(staff.headers["cache-control"], "no-store");
    assert!(staff.page.contains("href=\"/console\""));
    assert_eq!(staff.get(&site, "/console/checks/x").await, 404);
}

#[tokio::test]
async fn g6_keys_are_added_and_removed_only_after_a_fresh_step_up() {
    let site = site();
    reviewer(&site).await;
    let mut staff = Browser::signed_in_as(&site, STAFF, PASSWORD).await;
    assert_eq!(staff.get(&site, "/console/keys").await, 200);
    let active = || async { site.state.store.read(reviewers::active).await.unwrap() };
    let (x, y) =
        ("qScZxhldUIUQT0aai5gU1YOP9ytgUB4sRGbl5nsyWsk", "hTbXthoa9LeOW3-VHAkAvoY8QDzmXJv8uTgmVyItGMQ");
    for wrong in [("", ""), (x, ""), (y, x), ("a", "b")] {
        assert_eq!(staff.post(&site, "/console/keys", &[("x", wrong.0), ("y", wrong.1)]).await, 422);
    }
    assert_eq!(active().await.len(), 1);
    assert_eq!(staff.post(&site, "/console/keys", &[("x", x), ("y", y)]).await, 303);
    assert_eq!(active().await.len(), 2);
    staff.get(&site, "/console/keys").await;
    assert_eq!(staff.post(&site, "/console/keys", &[("x", x), ("y", y)]).await, 422, "twice");
    let id = active().await[0].id.clone();
    site.clock.advance(step_up::WINDOW);
    staff.get(&site, "/account").await;
    for path in ["/console/keys".to_owned(), format!("/console/keys/{id}/remove")] {
        assert_eq!(staff.post(&site, &path, &[("x", x), ("y", y)]).await, 303);
        assert!(staff.location.starts_with("/step-up?"), "{path}: {}", staff.location);
        staff.get(&site, "/account").await;
    }
    assert_eq!(active().await.len(), 2);
    let mut fresh = Browser::signed_in_as(&site, STAFF, PASSWORD).await;
    fresh.get(&site, &format!("/console/keys/{id}/remove")).await;
    assert_eq!(fresh.post(&site, &format!("/console/keys/{id}/remove"), &[]).await, 303);
    assert_eq!(active().await.len(), 1);
}
