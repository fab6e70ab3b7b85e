use kauth_protocol::checks::{DocumentKind, Location, envelope};

use super::*;
use crate::checks::session::{Event, step};
use crate::checks::test_data::{check, now};
use crate::platform::fakes::SeededRandom;

fn random() -> SeededRandom {
    SeededRandom::new(1)
}

fn ready() -> (Check, CheckSecrets) {
    let random = random();
    let secrets = new_secrets(&random).unwrap();
    let mut check = step(check(), Event::DocumentChosen(DocumentKind::Passport), &now()).0;
    for kind in DocumentKind::Passport.pictures() {
        let sealed = seal(&check.id, &secrets, *kind, 1, kind.as_str().as_bytes(), &random).unwrap();
        let bytes = sealed.bytes.len() as u64;
        check =
            step(check, Event::Taken { kind: *kind, sha256: sealed.sha256, bytes, verdicts: vec![] }, &now())
                .0;
    }
    (check, secrets)
}

#[test]
fn a_picture_is_looked_at_again_and_a_changed_one_is_not() {
    let (check, secrets) = ready();
    let random = SeededRandom::new(9);
    let picture = check.picture(BlobKind::Selfie).unwrap();
    let sealed = seal(&check.id, &secrets, BlobKind::Selfie, 1, b"jpeg", &random).unwrap();
    let known = Picture { sha256: sealed.sha256.clone(), ..picture.clone() };
    assert_eq!(open(&check.id, &secrets, &known, &sealed.bytes).unwrap().as_slice(), b"jpeg");
    assert!(open(&check.id, &secrets, picture, &sealed.bytes).is_err(), "another picture's bytes");
    let other = new_secrets(&random).unwrap();
    assert!(open(&check.id, &other, &known, &sealed.bytes).is_err());
}

#[test]
fn the_same_picture_twice_looks_different() {
    let (check, secrets) = ready();
    let random = random();
    let sealed = || seal(&check.id, &secrets, BlobKind::Selfie, 1, b"jpeg", &random).unwrap().bytes;
    assert_ne!(sealed(), sealed());
}

#[test]
fn each_reviewer_gets_one_envelope_in_order() {
    let (check, secrets) = ready();
    let made = envelopes(&check, &secrets, &random()).unwrap();
    let mut thumbprints: Vec<String> = check.reviewers.keys.iter().map(|key| key.thumbprint()).collect();
    thumbprints.sort();
    assert_eq!(made.iter().map(|one| one.reviewer.clone()).collect::<Vec<_>>(), thumbprints);
    let private = [1; 32];
    assert!(envelope::open(&made[0], &check.id, &check.session_key.jwk.thumbprint(), &private).is_err());
}

#[test]
fn facts_hold_the_location_only_if_it_is_given() {
    let (mut check, mut secrets) = ready();
    secrets.location = Some(Location { latitude: 46.2, longitude: 6.1, accuracy_m: 20.0 });
    secrets.mrz = Some(vec!["P<UTO".into()]);
    let facts = |check: &Check, secrets: &CheckSecrets| {
        let (entry, sealed) = seal_facts(check, secrets, &random()).unwrap();
        let sealed = sealed.unwrap();
        serde_json::from_slice::<Facts>(&open(&check.id, secrets, &entry, &sealed.bytes).unwrap()).unwrap()
    };
    check.progress.location = Some(false);
    assert!(facts(&check, &secrets) == Facts { location: None, mrz: secrets.mrz.clone() });
    check.progress.location = Some(true);
    assert!(facts(&check, &secrets) == Facts { location: secrets.location, mrz: secrets.mrz.clone() });
}

#[test]
fn facts_that_were_sent_as_often_as_they_may_stay_as_they_were() {
    let (mut check, secrets) = ready();
    let facts = |check: &Check| seal_facts(check, &secrets, &random()).unwrap();
    let (mut sent, _) = facts(&check);
    (sent.sent, sent.attempt) = (true, MAX_ATTEMPT - 1);
    check.pictures.push(sent.clone());
    let (last, sealed) = facts(&check);
    assert_eq!((last.attempt, sealed.is_some()), (MAX_ATTEMPT, true));
    (sent.attempt, sent.sha256) = (MAX_ATTEMPT, last.sha256);
    check.pictures.retain(|picture| picture.kind != BlobKind::Facts);
    check.pictures.push(sent.clone());
    let (kept, sealed) = facts(&check);
    assert_eq!((&kept, sealed.is_none()), (&sent, true));
    let made = manifest(&check, &kept).unwrap();
    assert_eq!(made.find(BlobKind::Facts).unwrap().sha256, sent.sha256);
}

#[test]
fn the_manifest_names_what_is_sent_and_what_came_before() {
    let (mut check, secrets) = ready();
    let (facts, _) = seal_facts(&check, &secrets, &random()).unwrap();
    check.progress.taken = Some("before".into());
    let made = manifest(&check, &facts).unwrap();
    let named: Vec<_> = made.blobs.iter().map(|blob| (blob.kind, blob.sha256.clone())).collect();
    let of = |kind| check.picture(kind).unwrap().sha256.clone();
    let expected = [
        (BlobKind::PhotoPage, of(BlobKind::PhotoPage)),
        (BlobKind::Selfie, of(BlobKind::Selfie)),
        (BlobKind::Facts, facts.sha256.clone()),
    ];
    assert_eq!(named, expected);
    assert_eq!(made.previous.as_deref(), Some("before"));
    assert_eq!(made.description_sha256, sha256(b"description"));
    check.pictures.clear();
    assert!(manifest(&check, &facts).is_none());
}

#[test]
fn a_chunks_digest_is_rfc_9530s() {
    // RFC 9530 appendix D: the digest of {"hello": "world"} and a line feed.
    let expected = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    assert_eq!(content_digest(b"{\"hello\": \"world\"}\n"), expected);
}
