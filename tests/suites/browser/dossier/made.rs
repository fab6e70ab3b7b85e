//! A dossier as a phone makes it, and every way in which somebody on the way could change it.

use std::collections::BTreeMap;

use kauth_protocol::b64;
use kauth_protocol::checks::blob::{self, FRAME, Place, SALT, TAG};
use kauth_protocol::checks::{
    BlobEntry, BlobKind, Description, DocumentKind, Envelope, LocationWish, Manifest, Trigger, envelope,
};
use kauth_protocol::jwk::{PublicJwk, sha256};
use kauth_protocol::origin::Origin;
use kauth_tests::raw::Key;
use serde_json::{Value, json};

const DATA_KEY: [u8; 32] = [7; 32];

/// A dossier on its way to a reviewer.
pub(super) struct Made {
    origin: Origin,
    check: String,
    provider: Key,
    phone: Key,
    claimed: PublicJwk,
    description: Description,
    said: Manifest,
    compact: String,
    envelope: Envelope,
    blobs: BTreeMap<&'static str, Vec<u8>>,
}

fn jpeg(length: usize) -> Vec<u8> {
    let mut bytes = vec![0x2a; length];
    bytes[..3].copy_from_slice(&[0xff, 0xd8, 0xff]);
    bytes
}

impl Made {
    pub(super) fn new(origin: &str, reviewer: &PublicJwk) -> Self {
        let origin = Origin::parse(origin).unwrap();
        let (check, provider, phone) = (b64::encode(&[8; 16]), Key::new().unwrap(), Key::new().unwrap());
        let thumbprint = phone.public().thumbprint();
        let description = Description {
            v: 1,
            iss: origin.clone(),
            jti: check.clone(),
            key: thumbprint.clone(),
            trigger: Trigger::ForgottenPassword,
            account: None,
            asker: "Example".into(),
            begun: vec![],
            documents: vec![DocumentKind::IdentityCard],
            location: LocationWish::Optional,
            reviewers: b64::encode(&[5; 32]),
            retention: 3600,
            iat: 1_800_000_000,
        };
        let envelope = envelope::seal(&DATA_KEY, &check, &thumbprint, reviewer, [9; 32]).unwrap();
        let said = Manifest {
            v: 1,
            aud: origin.clone(),
            check: check.clone(),
            description_sha256: String::new(),
            document: DocumentKind::IdentityCard,
            blobs: vec![],
            previous: None,
        };
        let claimed = phone.public();
        let blobs = BTreeMap::new();
        let compact = String::new();
        let mut made =
            Self { origin, check, provider, phone, claimed, description, said, compact, envelope, blobs };
        let facts = json!({"location": {"latitude": 46.2, "longitude": 6.1, "accuracy_m": 12.0}}).to_string();
        for (kind, plain) in [
            (BlobKind::Front, jpeg(150_000)),
            (BlobKind::Back, jpeg(FRAME)),
            (BlobKind::Selfie, jpeg(9)),
            (BlobKind::Facts, facts.into_bytes()),
        ] {
            let (sha256, verdicts) = (String::new(), vec![]);
            made.said.blobs.push(BlobEntry {
                kind,
                attempt: 1,
                sha256,
                bytes: 0,
                verdicts,
                sent_anyway: false,
            });
            made = made.seal(kind.as_str(), &plain);
        }
        made.sign_again()
    }

    fn described(&self) -> String {
        self.provider.sign(self.description.unsigned("k"))
    }

    /// What the server hands to the page.
    pub(super) fn sent(&self) -> Value {
        json!({
            "origin": self.origin,
            "check": self.check,
            "description": self.compact.split_once(' ').unwrap().0,
            "manifest": self.compact.split_once(' ').unwrap().1,
            "session_key": self.claimed,
            "envelope": self.envelope,
        })
    }

    pub(super) fn blobs(&self) -> Value {
        let text: BTreeMap<_, _> =
            self.blobs.iter().map(|(kind, bytes)| (kind, b64::encode(bytes))).collect();
        json!(text)
    }

    /// Encrypts a blob in place of what is there.
    pub(super) fn seal(mut self, kind: &'static str, plain: &[u8]) -> Self {
        let place = Place { check: &self.check, kind: BlobKind::parse(kind).unwrap(), attempt: 1 };
        let sealed = blob::seal(&DATA_KEY, &[2; SALT], place, plain).unwrap();
        self.blobs.insert(kind, sealed);
        self
    }

    /// The phone describes and signs what is there now: what only somebody with its key could do.
    pub(super) fn sign_again(mut self) -> Self {
        let description = self.described();
        self.said.description_sha256 = sha256(description.as_bytes());
        for entry in &mut self.said.blobs {
            let bytes = &self.blobs[entry.kind.as_str()];
            entry.sha256 = sha256(bytes);
            entry.bytes = bytes.len() as u64;
        }
        let manifest = self.phone.sign(self.said.unsigned(&self.phone.public().thumbprint()));
        self.compact = format!("{description} {manifest}");
        self
    }

    pub(super) fn flip(mut self, kind: &str, at: usize) -> Self {
        self.blobs.get_mut(kind).unwrap()[at] ^= 1;
        self
    }

    /// Frames of a blob in another order.
    pub(super) fn frames(mut self, kind: &str, order: &[usize]) -> Self {
        let blob = self.blobs.get_mut(kind).unwrap();
        let whole = blob.clone();
        let frame = |n: &usize| whole[SALT..].chunks(FRAME + TAG).nth(*n).unwrap();
        *blob = order.iter().flat_map(frame).copied().collect();
        blob.splice(0..0, whole[..SALT].iter().copied());
        self
    }

    pub(super) fn swap(mut self, one: &'static str, other: &'static str) -> Self {
        let (first, second) = (self.blobs[one].clone(), self.blobs[other].clone());
        self.blobs.extend([(one, second), (other, first)]);
        self
    }

    pub(super) fn attempt(mut self, kind: &str, attempt: u8) -> Self {
        self.said
            .blobs
            .iter_mut()
            .filter(|blob| blob.kind.as_str() == kind)
            .for_each(|blob| blob.attempt = attempt);
        self
    }

    pub(super) fn without(mut self, kind: &str) -> Self {
        self.said.blobs.retain(|blob| blob.kind.as_str() != kind);
        self
    }

    /// The server names another session key than the one that signed.
    pub(super) fn other_session_key(mut self) -> Self {
        self.claimed = Key::new().unwrap().public();
        self
    }

    /// Another phone claimed what this one sent.
    pub(super) fn relayed(mut self) -> Self {
        self.description.key = Key::new().unwrap().public().thumbprint();
        self.sign_again()
    }

    /// The person agreed to something else.
    pub(super) fn other_description(mut self) -> Self {
        self.description.retention += 1;
        let manifest = self.compact.split_once(' ').unwrap().1.to_owned();
        self.compact = format!("{} {manifest}", self.described());
        self
    }

    pub(super) fn other_check(mut self) -> Self {
        self.check = b64::encode(&[9; 16]);
        self
    }

    pub(super) fn flip_envelope(mut self) -> Self {
        let mut sealed = b64::decode(&self.envelope.sealed).unwrap();
        sealed[5] ^= 1;
        self.envelope.sealed = b64::encode(&sealed);
        self
    }

    /// The envelope says that it is for somebody else.
    pub(super) fn addressed_to(mut self, reviewer: &PublicJwk) -> Self {
        self.envelope.reviewer = reviewer.thumbprint();
        self
    }
}
