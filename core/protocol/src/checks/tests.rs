use super::blob::{self, FRAME, Place, SALT, TAG};
use super::*;
use crate::b64;
use crate::jwk::{Jwks, sha256};
use crate::jws::JwsError;
use crate::origin::Origin;
use crate::testing::Key;

fn issuer() -> Origin {
    Origin::parse("https://a.example").unwrap()
}

fn check() -> String {
    b64::encode(&[8; 16])
}

fn place(check: &str) -> Place<'_> {
    Place { check, kind: BlobKind::Front, attempt: 1 }
}

// ---- blobs ----------------------------------------------------------------------------------------------------

#[test]
fn a_blob_comes_back_at_every_size_around_a_frame() {
    for size in [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 3 * FRAME + 5] {
        let plain: Vec<u8> = (0..size).map(|i| (i % 251) as u8).collect();
        let sealed = blob::seal(&[1; 32], &[2; SALT], place("s"), &plain).unwrap();
        assert_eq!(sealed.len(), blob::sealed_length(size), "{size}");
        assert_eq!(*blob::open(&[1; 32], place("s"), &sealed).unwrap(), plain, "{size}");
    }
}

#[test]
fn a_blob_opens_nowhere_else() {
    let sealed = blob::seal(&[1; 32], &[2; SALT], place("s"), b"picture").unwrap();
    let at = |check, kind, attempt| blob::open(&[1; 32], Place { check, kind, attempt }, &sealed);
    assert!(at("s", BlobKind::Front, 1).is_ok());
    assert!(at("t", BlobKind::Front, 1).is_err());
    assert!(at("s", BlobKind::Back, 1).is_err());
    assert!(at("s", BlobKind::Front, 2).is_err());
    assert!(blob::open(&[3; 32], place("s"), &sealed).is_err());
}

#[test]
fn frames_are_neither_changed_swapped_repeated_nor_cut_off() {
    let plain = vec![7; 3 * FRAME];
    let sealed = blob::seal(&[1; 32], &[2; SALT], place("s"), &plain).unwrap();
    let frame = |n: usize| &sealed[SALT + n * (FRAME + TAG)..SALT + (n + 1) * (FRAME + TAG)];
    let joined = |order: &[usize]| {
        let frames = order.iter().flat_map(|n| frame(*n)).copied();
        sealed[..SALT].iter().copied().chain(frames).collect::<Vec<u8>>()
    };
    assert!(blob::open(&[1; 32], place("s"), &joined(&[0, 1, 2])).is_ok());
    for order in [&[1, 0, 2][..], &[0, 1], &[0], &[0, 2], &[0, 1, 1, 2], &[0, 1, 2, 2], &[]] {
        assert!(blob::open(&[1; 32], place("s"), &joined(order)).is_err(), "{order:?}");
    }
    for at in [0, SALT, SALT + FRAME, SALT + FRAME + TAG + 9, sealed.len() - 1] {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        assert!(blob::open(&[1; 32], place("s"), &flipped).is_err(), "{at}");
    }
    for length in [0, SALT - 1, SALT, SALT + TAG - 1, sealed.len() - 1] {
        assert!(blob::open(&[1; 32], place("s"), &sealed[..length]).is_err(), "{length}");
    }
}

#[test]
fn another_salt_is_another_key() {
    let one = blob::seal(&[1; 32], &[2; SALT], place("s"), &[0; 64]).unwrap();
    let two = blob::seal(&[1; 32], &[3; SALT], place("s"), &[0; 64]).unwrap();
    assert_ne!(one[SALT..], two[SALT..]);
}

// ---- reviewers ------------------------------------------------------------------------------------------------

#[test]
fn the_reviewers_hash_does_not_depend_on_their_order_and_changes_with_any_of_them() {
    let keys: Vec<_> = (0..3).map(|_| Key::new().public()).collect();
    let hash =
        |order: &[usize]| reviewers_hash(&Jwks { keys: order.iter().map(|n| keys[*n].clone()).collect() });
    assert_eq!(hash(&[0, 1, 2]), hash(&[2, 0, 1]));
    assert_ne!(hash(&[0, 1, 2]), hash(&[0, 1]));
    assert_eq!(hash(&[]), None);
    assert_eq!(hash(&[0, 0]), None, "the same key twice");
    let many = Jwks { keys: (0..17).map(|_| Key::new().public()).collect() };
    assert_eq!(reviewers_hash(&many), None);
    let raw: [u8; 32] = b64::decode_exact(&keys[0].thumbprint()).unwrap();
    assert_eq!(hash(&[0]), Some(sha256(&raw)));
}

// ---- description ----------------------------------------------------------------------------------------------

fn description(session_key: &str) -> Description {
    Description {
        v: 1,
        iss: issuer(),
        jti: check(),
        key: session_key.into(),
        trigger: Trigger::ForgottenPassword,
        account: Some("ada@a.example".into()),
        asker: "Example hosting".into(),
        begun: vec![],
        documents: vec![DocumentKind::IdentityCard, DocumentKind::Passport],
        location: LocationWish::Optional,
        reviewers: b64::encode(&[5; 32]),
        retention: RETENTION,
        iat: 1_790_000_000,
    }
}

#[test]
fn a_description_is_for_one_session_one_key_one_set_of_reviewers() {
    let server = Key::new();
    let thumbprint = server.public().thumbprint();
    let open = |description: &Description, check: &str, key: &str, reviewers: &str| {
        let compact = server.sign(description.unsigned(&thumbprint));
        Description::open(&compact, &issuer(), &server.public(), check, key, reviewers)
    };
    let good = description("session-key");
    let r = good.reviewers.as_str();
    assert_eq!(open(&good, &check(), "session-key", r), Ok(OpenedDescription::Known(Box::new(good.clone()))));
    assert_eq!(open(&good, &check(), "another-key", r), Err(JwsError::Claims), "relayed");
    assert_eq!(open(&good, &check(), "session-key", &b64::encode(&[6; 32])), Err(JwsError::Claims));
    assert_eq!(open(&good, &b64::encode(&[9; 16]), "session-key", r), Err(JwsError::Claims));
    for bad in [
        Description { iss: Origin::parse("https://b.example").unwrap(), ..good.clone() },
        Description { retention: RETENTION + 1, ..good.clone() },
        Description { retention: 0, ..good.clone() },
        Description { documents: vec![], ..good.clone() },
        Description { asker: "ban\u{202e}k".into(), ..good.clone() },
        Description { account: Some(" ".into()), ..good.clone() },
    ] {
        assert_eq!(open(&bad, &check(), "session-key", r), Err(JwsError::Claims), "{bad:?}");
    }
    let newer = Description { v: 2, ..good.clone() };
    assert_eq!(open(&newer, &check(), "session-key", r), Ok(OpenedDescription::UpdateNeeded));
    let foreign = Key::new().sign(good.unsigned(&thumbprint));
    let opened = Description::open(&foreign, &issuer(), &server.public(), &check(), "session-key", r);
    assert_eq!(opened, Err(JwsError::Signature));
}

// ---- manifest -------------------------------------------------------------------------------------------------

fn entry(kind: BlobKind) -> BlobEntry {
    BlobEntry {
        kind,
        attempt: 1,
        sha256: b64::encode(&[1; 32]),
        bytes: 9,
        verdicts: vec![],
        sent_anyway: false,
    }
}

fn manifest() -> Manifest {
    use BlobKind::{Back, Facts, Front, Selfie};
    Manifest {
        v: 1,
        aud: issuer(),
        check: check(),
        description_sha256: b64::encode(&[2; 32]),
        document: DocumentKind::IdentityCard,
        blobs: [Front, Back, Selfie, Facts].map(entry).to_vec(),
        previous: None,
    }
}

#[test]
fn a_manifest_is_complete_for_its_document_and_within_the_limits() {
    let phone = Key::new();
    let open = |manifest: &Manifest| {
        let compact = phone.sign(manifest.unsigned(&phone.public().thumbprint()));
        Manifest::open(&compact, &issuer(), &check(), &phone.public())
    };
    let good = manifest();
    assert_eq!(open(&good), Ok(good.clone()));
    let with = |change: fn(&mut Manifest)| {
        let mut changed = manifest();
        change(&mut changed);
        open(&changed)
    };
    assert!(with(|m| m.blobs[0].attempt = 5).is_ok());
    assert!(with(|m| m.blobs[0].verdicts = vec!["blurred".into()]).is_ok());
    type Change = fn(&mut Manifest);
    let bad: [(&str, Change); 13] = [
        ("picture missing", |m| drop(m.blobs.remove(1))),
        ("facts missing", |m| drop(m.blobs.remove(3))),
        ("a kind twice", |m| m.blobs.push(entry(BlobKind::Front))),
        ("foreign kind", |m| m.blobs.push(entry(BlobKind::PhotoPage))),
        ("another document's", |m| m.document = DocumentKind::Passport),
        ("attempt 0", |m| m.blobs[0].attempt = 0),
        ("attempt 6", |m| m.blobs[0].attempt = 6),
        ("empty", |m| m.blobs[0].bytes = 0),
        ("too large", |m| m.blobs[0].bytes = MAX_BLOB as u64 + 1),
        ("no hash", |m| m.blobs[0].sha256 = "AA".into()),
        ("prose as a verdict", |m| m.blobs[0].verdicts = vec!["<b>".into()]),
        ("another session", |m| m.check = b64::encode(&[7; 16])),
        ("no predecessor's hash", |m| m.previous = Some(String::new())),
    ];
    for (name, change) in bad {
        assert_eq!(with(change), Err(JwsError::Claims), "{name}");
    }
    let foreign = Key::new();
    let compact = foreign.sign(good.unsigned(&phone.public().thumbprint()));
    assert_eq!(Manifest::open(&compact, &issuer(), &check(), &phone.public()), Err(JwsError::Signature));
}

// ---- names ----------------------------------------------------------------------------------------------------

#[test]
fn names_come_back_and_serde_writes_the_same() {
    fn same<T: serde::Serialize + Copy + PartialEq + std::fmt::Debug>(
        all: &[T],
        text: fn(T) -> &'static str,
        parse: fn(&str) -> Option<T>,
    ) {
        for one in all {
            assert_eq!(parse(text(*one)), Some(*one));
            assert_eq!(serde_json::to_value(one).unwrap(), text(*one));
        }
        assert_eq!(parse("unknown"), None);
    }
    same(&BlobKind::ALL, BlobKind::as_str, BlobKind::parse);
    same(&State::ALL, State::as_str, State::parse);
    same(&Trigger::ALL, Trigger::as_str, Trigger::parse);
    same(&RetakeReason::ALL, RetakeReason::as_str, RetakeReason::parse);
}

#[test]
fn only_a_place_on_earth_is_a_location() {
    let at = |latitude, longitude, accuracy_m| Location { latitude, longitude, accuracy_m }.is_valid();
    assert!(at(-90.0, 180.0, 0.0));
    assert!(!at(90.1, 0.0, 1.0));
    assert!(!at(0.0, -180.5, 1.0));
    assert!(!at(f64::NAN, 0.0, 1.0));
    assert!(!at(0.0, 0.0, -1.0));
    assert!(!at(0.0, 0.0, f64::INFINITY));
}
