//! A phone that speaks for one session.

use axum::body::Body;
use axum::http::request::Builder;
use data_encoding::BASE64;
use kauth_protocol::b64;
use kauth_protocol::checks::{
    BlobEntry, BlobKind, CHUNK, CheckResponse, ClaimResponse, DocumentKind, Envelope, Manifest,
    SubmitRequest, blob, envelope,
};
use kauth_protocol::dpop::Proof;
use kauth_protocol::jwk::{PublicJwk, sha256};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::super::world::{Key, ORIGIN, Reply};
use super::{Desk, MARKER, NUMBER};

/// A phone with a session key.
pub(in crate::http::api::tests) struct CheckPhone {
    pub(in crate::http::api::tests) key: Key,
    pub(in crate::http::api::tests) check: String,
    pub(in crate::http::api::tests) description: String,
    pub(in crate::http::api::tests) reviewers: Vec<PublicJwk>,
    pub(in crate::http::api::tests) data_key: [u8; 32],
}

impl CheckPhone {
    pub(in crate::http::api::tests) fn new() -> Self {
        Self {
            key: Key::new(),
            check: String::new(),
            description: String::new(),
            reviewers: Vec::new(),
            data_key: *b"a data key that is in no file!!!",
        }
    }

    pub(in crate::http::api::tests) fn take(&mut self, claimed: ClaimResponse) {
        self.check = claimed.check;
        self.description = claimed.description;
        self.reviewers = claimed.reviewers.keys;
    }

    pub(in crate::http::api::tests) fn path(&self, step: &str) -> String {
        if step.is_empty() {
            kauth_protocol::checks::path(&self.check)
        } else {
            kauth_protocol::checks::step_path(&self.check, step)
        }
    }

    /// A request with a proof by the session key.
    pub(in crate::http::api::tests) fn request(&self, desk: &Desk, method: &str, path: &str) -> Builder {
        let random = ring::rand::SystemRandom::new();
        let jti = b64::encode(&ring::rand::generate::<[u8; 16]>(&random).unwrap().expose());
        let url = format!("{ORIGIN}{path}");
        let proof = Proof::new(method, &url, None, Some(&desk.world.nonce()), &jti, 0);
        let proof = self.key.sign(proof.unsigned(self.key.public()));
        axum::http::Request::builder().method(method).uri(path).header("dpop", proof)
    }

    pub(in crate::http::api::tests) async fn call(&self, desk: &Desk, method: &str, step: &str) -> Reply {
        let request = self.request(desk, method, &self.path(step)).body(Body::empty()).unwrap();
        desk.world.send(request).await
    }

    pub(in crate::http::api::tests) async fn send(
        &self,
        desk: &Desk,
        method: &str,
        step: &str,
        body: &Value,
    ) -> Reply {
        self.send_to(desk, method, &self.path(step), body).await
    }

    async fn send_to(&self, desk: &Desk, method: &str, path: &str, body: &Value) -> Reply {
        let request = self.request(desk, method, path).header("content-type", "application/json");
        desk.world.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub(in crate::http::api::tests) async fn claim(&self, desk: &Desk, token: &str) -> Reply {
        let body = json!({"token": token, "session_key": self.key.public()});
        self.send_to(desk, "POST", kauth_protocol::checks::CLAIM_PATH, &body).await
    }

    pub(in crate::http::api::tests) async fn status(&self, desk: &Desk) -> CheckResponse {
        self.call(desk, "GET", "").await.read()
    }

    pub(in crate::http::api::tests) async fn consent(&self, desk: &Desk) -> Reply {
        let hash = sha256(self.description.as_bytes());
        self.send(desk, "PUT", "consent", &json!({"description_sha256": hash})).await
    }

    pub(in crate::http::api::tests) async fn ask_code(&self, desk: &Desk, number: &str) -> Reply {
        self.send(desk, "POST", "phone", &json!({"number": number})).await
    }

    pub(in crate::http::api::tests) async fn type_code(&self, desk: &Desk, code: &str) -> Reply {
        self.send(desk, "POST", "phone/confirm", &json!({"code": code})).await
    }

    pub(in crate::http::api::tests) async fn choose(&self, desk: &Desk, document: &str) -> Reply {
        self.send(desk, "PUT", "document", &json!({"document": document})).await
    }

    /// Consent, number, location, an identity card.
    pub(in crate::http::api::tests) async fn answer_all(&self, desk: &Desk) {
        self.answer_all_with(desk, NUMBER).await;
    }

    pub(in crate::http::api::tests) async fn answer_all_with(&self, desk: &Desk, number: &str) {
        assert_eq!(self.consent(desk).await.status, 204);
        assert_eq!(self.ask_code(desk, number).await.status, 200);
        assert_eq!(self.type_code(desk, &desk.code().await).await.status, 204);
        assert_eq!(self.call(desk, "PUT", "location").await.status, 204);
        assert_eq!(self.choose(desk, "identity_card").await.status, 204);
    }

    /// What a picture is on the wire: larger than one chunk if `long`.
    pub(in crate::http::api::tests) fn sealed(&self, kind: BlobKind, attempt: u8, long: bool) -> Vec<u8> {
        let mut plain = MARKER.to_vec();
        plain.resize(if long { CHUNK + 1_000 } else { 2_000 }, b'x');
        let salt = [attempt; 16];
        let place = blob::Place { check: &self.check, kind, attempt };
        blob::seal(&self.data_key, &salt, place, &plain).unwrap()
    }

    pub(in crate::http::api::tests) fn chunk_request(
        &self,
        desk: &Desk,
        (kind, attempt, n): (BlobKind, u8, u8),
        bytes: &[u8],
    ) -> Builder {
        let path = kauth_protocol::checks::chunk_path(&self.check, kind, attempt, n);
        let digest = BASE64.encode(digest(&SHA256, bytes).as_ref());
        self.request(desk, "PUT", &path)
            .header("content-type", "application/octet-stream")
            .header("content-digest", format!("sha-256=:{digest}:"))
    }

    pub(in crate::http::api::tests) async fn put(
        &self,
        desk: &Desk,
        place: (BlobKind, u8, u8),
        bytes: &[u8],
    ) -> Reply {
        let request = self.chunk_request(desk, place, bytes);
        desk.world.send(request.body(Body::from(bytes.to_vec())).unwrap()).await
    }

    /// Uploads a whole blob; its entry for the manifest.
    pub(in crate::http::api::tests) async fn upload(
        &self,
        desk: &Desk,
        kind: BlobKind,
        attempt: u8,
    ) -> BlobEntry {
        let sealed = self.sealed(kind, attempt, kind == BlobKind::Front);
        for (n, chunk) in sealed.chunks(CHUNK).enumerate() {
            let reply = self.put(desk, (kind, attempt, n as u8), chunk).await;
            assert_eq!(reply.status, 204, "{}", reply.body);
        }
        entry(kind, attempt, &sealed)
    }

    pub(in crate::http::api::tests) async fn upload_all(&self, desk: &Desk) -> Vec<BlobEntry> {
        let mut entries = Vec::new();
        for kind in [BlobKind::Front, BlobKind::Back, BlobKind::Selfie, BlobKind::Facts] {
            entries.push(self.upload(desk, kind, 1).await);
        }
        entries
    }

    pub(in crate::http::api::tests) fn manifest(
        &self,
        desk: &Desk,
        blobs: Vec<BlobEntry>,
        previous: Option<&str>,
    ) -> Manifest {
        Manifest {
            v: 1,
            aud: desk.world.state.origin.clone(),
            check: self.check.clone(),
            description_sha256: sha256(self.description.as_bytes()),
            document: DocumentKind::IdentityCard,
            blobs,
            previous: previous.map(Manifest::hash),
        }
    }

    pub(in crate::http::api::tests) fn sign(&self, manifest: &Manifest) -> String {
        self.key.sign(manifest.unsigned(&self.key.public().thumbprint()))
    }

    pub(in crate::http::api::tests) fn envelopes(&self) -> Vec<Envelope> {
        let thumbprint = self.key.public().thumbprint();
        let mut all: Vec<Envelope> = self
            .reviewers
            .iter()
            .map(|reviewer| {
                envelope::seal(&self.data_key, &self.check, &thumbprint, reviewer, [9; 32]).unwrap()
            })
            .collect();
        all.sort_by(|one, other| one.reviewer.cmp(&other.reviewer));
        all
    }

    pub(in crate::http::api::tests) async fn submit(
        &self,
        desk: &Desk,
        manifest: &str,
        envelopes: Vec<Envelope>,
    ) -> Reply {
        let body = SubmitRequest { manifest: manifest.to_owned(), envelopes };
        self.send(desk, "POST", "submit", &serde_json::to_value(body).unwrap()).await
    }

    /// All of it; the signed manifest.
    pub(in crate::http::api::tests) async fn send_dossier(&self, desk: &Desk) -> String {
        let blobs = self.upload_all(desk).await;
        let manifest = self.sign(&self.manifest(desk, blobs, None));
        let reply = self.submit(desk, &manifest, self.envelopes()).await;
        assert_eq!(reply.status, 204, "{}", reply.body);
        manifest
    }
}

pub(in crate::http::api::tests) fn entry(kind: BlobKind, attempt: u8, sealed: &[u8]) -> BlobEntry {
    BlobEntry {
        kind,
        attempt,
        sha256: sha256(sealed),
        bytes: sealed.len() as u64,
        verdicts: Vec::new(),
        sent_anyway: false,
    }
}
