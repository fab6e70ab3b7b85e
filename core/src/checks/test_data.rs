//! A session to test with.

use kauth_protocol::b64;
use kauth_protocol::check_uri::CheckUri;
use kauth_protocol::checks::{
    CheckResponse, Description, DocumentKind, LocationWish, PhoneStep, RETENTION, State, Trigger,
    reviewers_hash,
};
use kauth_protocol::jwk::{Jwks, PublicJwk};
use kauth_protocol::origin::Origin;

use super::record::{Check, Progress};
use crate::approvals::test_data::TestKey;
use crate::deadline::Moment;
use crate::links::KeyRef;

pub(crate) fn now() -> Moment {
    Moment { boot_id: "boot".into(), ms: 1_000 }
}

pub(crate) fn origin() -> Origin {
    Origin::parse("https://a.example").unwrap()
}

pub(crate) fn id() -> String {
    b64::encode(&[7; 16])
}

pub(crate) fn uri(server: &PublicJwk, reviewers: &Jwks) -> CheckUri {
    CheckUri {
        origin: origin(),
        token: b64::encode(&[1; 16]),
        key: server.thumbprint(),
        reviewers: reviewers_hash(reviewers).unwrap(),
        pin: None,
    }
}

pub(crate) fn description(session_key: &PublicJwk, reviewers: &Jwks) -> Description {
    Description {
        v: 1,
        iss: origin(),
        jti: id(),
        key: session_key.thumbprint(),
        trigger: Trigger::ForgottenPassword,
        account: Some("ada@a.example".into()),
        asker: "Example hosting".into(),
        begun: vec![],
        documents: DocumentKind::ALL.to_vec(),
        location: LocationWish::Optional,
        reviewers: reviewers_hash(reviewers).unwrap(),
        retention: RETENTION,
        iat: 0,
    }
}

/// A session that was just claimed.
pub(crate) fn check() -> Check {
    let jwk = TestKey::new().jwk();
    let reviewers = Jwks { keys: vec![TestKey::new().jwk(), TestKey::new().jwk()] };
    Check {
        id: id(),
        origin: origin(),
        pin: None,
        server_key: TestKey::new().jwk(),
        session_key: KeyRef { id: "key".into(), jwk: jwk.clone() },
        description: "description".into(),
        asked: description(&jwk, &reviewers),
        reviewers,
        envelopes: vec![],
        ends: now().after(RETENTION * 1000),
        ends_unix_s: 0,
        progress: Progress::default(),
        pictures: vec![],
        state: State::Open,
        retake: vec![],
        is_void: false,
        refused_because: None,
        finish: None,
        usual_minutes: 120,
        audit_head: None,
    }
}

/// A provider's word that changes nothing but the state.
pub(crate) fn told(state: State) -> CheckResponse {
    CheckResponse {
        state,
        remaining: 1_000,
        consented: true,
        phone: PhoneStep::Confirmed,
        location_given: None,
        document: None,
        manifest_sha256: None,
        usual_minutes: 120,
        retake: vec![],
        refused_because: None,
        finish: None,
        audit_head: None,
    }
}
