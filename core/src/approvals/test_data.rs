//! A provider with a real key, for the unit tests of this module.

use kauth_protocol::approvals::{ApprovalRequest, Kind, OpenedRequest, Policy, UserCheck};
use kauth_protocol::discovery::KeyLineage;
use kauth_protocol::display::DisplayPair;
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::jws::Unsigned;
use kauth_protocol::origin::Origin;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

use super::{Request, Signers};
use crate::deadline::Moment;
use crate::links::Link;

pub(crate) struct TestKey(EcdsaKeyPair);

impl TestKey {
    pub(crate) fn new() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap())
    }

    pub(crate) fn jwk(&self) -> PublicJwk {
        PublicJwk::from_sec1(self.0.public_key().as_ref()).unwrap()
    }

    pub(crate) fn sign(&self, unsigned: Unsigned) -> String {
        let der = self.0.sign(&SystemRandom::new(), unsigned.signing_input()).unwrap();
        unsigned.signed_by_der(der.as_ref()).unwrap()
    }

    pub(crate) fn lineage(&self) -> KeyLineage {
        KeyLineage::begin(self.jwk(), None)
    }
}

pub(crate) fn origin() -> Origin {
    Origin::parse("https://login.example.com").unwrap()
}

pub(crate) fn token(seed: u8) -> String {
    kauth_protocol::b64::encode(&[seed; 16])
}

pub(crate) fn now() -> Moment {
    Moment { boot_id: "boot".into(), ms: 1_000_000 }
}

pub(crate) fn claims(seed: u8) -> ApprovalRequest {
    ApprovalRequest {
        v: 1,
        iss: origin(),
        sub: "account".into(),
        jti: token(seed),
        nonce: token(seed.wrapping_add(100)),
        kind: Kind::SignIn,
        policy: Policy::YesNo,
        user_check: UserCheck::Required,
        lifetime: 120,
        iat: 1_795_000_000,
        display: vec![DisplayPair { label: "browser".into(), value: "Firefox".into() }],
    }
}

pub(crate) fn request(policy: Policy, user_check: UserCheck) -> Request {
    let claims = ApprovalRequest { policy, user_check, ..claims(1) };
    Request::new(
        OpenedRequest::Known(claims),
        "anna".into(),
        "a.b.c".into(),
        now().after(120_000),
        1_795_000_000,
    )
}

pub(crate) fn signers() -> Signers {
    Signers { device: "device".into(), transport: "T".into(), approval: Some("A".into()) }
}

pub(crate) fn link() -> Link {
    Link {
        id: "link".into(),
        origin: origin(),
        device: "device".into(),
        account: "account".into(),
        login: "anna@example.com".into(),
        entry: "entry".into(),
        since_s: 0,
        acknowledged: true,
        recovery_left: 10,
        recovery_voided: false,
        unfinished: false,
    }
}
