//! kCheck as a phone, a reviewer and an attacker meet it.

mod audit;
mod calls;
mod deletion;
mod dossiers;
mod life;
mod numbers;
mod review;
mod uploads;

use axum::body::Body;
use axum::http::request::Builder;
use data_encoding::BASE64;
use kauth_protocol::b64;
use kauth_protocol::checks::{
    BlobEntry, BlobKind, CHUNK, CheckResponse, ClaimResponse, DocumentKind, Envelope, LocationWish, Manifest,
    SubmitRequest, Trigger, blob, envelope,
};
use kauth_protocol::display::{DisplayPair, label};
use kauth_protocol::dpop::Proof;
use kauth_protocol::jwk::{PublicJwk, sha256};
use kauth_texts::Language;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::world::{Key, ORIGIN, Reply, World};
use crate::domain::checks::{self, Begun, Dossier, NewCheck, ReviewerAdded, Way};
use crate::outbox;
use crate::settings::Config;

pub(super) const NUMBER: &str = "+41790000001";
/// What must never be found on the disk in the clear.
pub(super) const MARKER: &[u8] = b"PLANTED: this is what a picture shows";

/// A reviewer's key of RFC 9180 A.3.1, whose private half is known.
const PRIVATE: &str = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2";
const PUBLIC: &str = "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82\
                      6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0";

fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap()
}

pub(super) fn private() -> [u8; 32] {
    hex(PRIVATE).try_into().unwrap()
}

/// A server with one reviewer, whose account is `staff`.
pub(super) struct Desk {
    pub(super) world: World,
    pub(super) staff: String,
    pub(super) reviewer: String,
    pub(super) account: String,
}

impl Desk {
    pub(super) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(super) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let world = World::with(change);
        let staff = world.bare_account("support@example.org").await;
        let account = world.bare_account("anna@example.org").await;
        let key = PublicJwk::from_sec1(&hex(PUBLIC)).unwrap();
        let added = checks::add_reviewer(&world.state, &staff, "Berta", key).await.unwrap();
        let ReviewerAdded::Added { id } = added else { panic!("{added:?}") };
        Self { world, staff, reviewer: id, account }
    }

    pub(super) fn new_check(&self, trigger: Trigger) -> NewCheck {
        NewCheck {
            trigger,
            account: Some(self.account.clone()),
            asker: "kAuth demo".to_owned(),
            begun: vec![DisplayPair { label: label::BROWSER.to_owned(), value: "Firefox".to_owned() }],
            documents: DocumentKind::ALL.to_vec(),
            location: LocationWish::Optional,
            language: Language::English,
            way: Way::Page,
            address: None,
        }
    }

    /// Begins a session; its id and token.
    pub(super) async fn begin(&self, new: NewCheck) -> (String, String) {
        match checks::begin(&self.world.state, new).await.unwrap() {
            Begun::Offered { check, uri, .. } => (check, uri.token),
            other => panic!("{other:?}"),
        }
    }

    /// A phone that claimed a new session.
    pub(super) async fn claimed(&self) -> CheckPhone {
        self.claimed_for(self.new_check(Trigger::ForgottenPassword)).await
    }

    pub(super) async fn claimed_for(&self, new: NewCheck) -> CheckPhone {
        let (_, token) = self.begin(new).await;
        let mut phone = CheckPhone::new();
        let claimed: ClaimResponse = phone.claim(self, &token).await.read();
        phone.take(claimed);
        phone
    }

    /// A phone that may send pictures of an identity card.
    pub(super) async fn ready(&self) -> CheckPhone {
        self.ready_for(self.new_check(Trigger::ForgottenPassword)).await
    }

    pub(super) async fn ready_for(&self, new: NewCheck) -> CheckPhone {
        let phone = self.claimed_for(new).await;
        phone.answer_all(self).await;
        phone
    }

    /// A phone whose dossier is sent, and the manifest.
    pub(super) async fn submitted(&self) -> (CheckPhone, String) {
        let phone = self.ready().await;
        let manifest = phone.send_dossier(self).await;
        (phone, manifest)
    }

    pub(super) async fn dossier(&self, phone: &CheckPhone) -> Dossier {
        checks::dossier(&self.world.state, &self.staff, &phone.check).await.unwrap()
    }

    /// The code of the newest message.
    pub(super) async fn code(&self) -> String {
        let newest = outbox::newest(&self.world.state, 1).await.unwrap();
        newest[0].0.code.clone().unwrap()
    }

    pub(super) async fn messages(&self) -> usize {
        let all = outbox::newest(&self.world.state, 1_000).await.unwrap();
        all.iter().filter(|(message, _)| message.kind == "check_code").count()
    }

    /// Every byte that the server keeps on the disk, by file.
    pub(super) fn disk(&self) -> Vec<(String, Vec<u8>)> {
        fn read(folder: &std::path::Path, found: &mut Vec<(String, Vec<u8>)>) {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    read(&entry.path(), found);
                } else {
                    found.push((entry.path().display().to_string(), std::fs::read(entry.path()).unwrap()));
                }
            }
        }
        let mut found = Vec::new();
        read(self.world.folder.path(), &mut found);
        found
    }

    /// Files in which these bytes stand.
    pub(super) fn holding(&self, needle: &[u8]) -> Vec<String> {
        assert!(needle.len() >= 16, "short needles are found by chance");
        let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        self.disk().into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
    }
}

/// A phone with a session key.
pub(super) struct CheckPhone {
    pub(super) key: Key,
    pub(super) check: String,
    pub(super) description: String,
    pub(super) reviewers: Vec<PublicJwk>,
    pub(super) data_key: [u8; 32],
}

impl CheckPhone {
    pub(super) fn new() -> Self {
        Self {
            key: Key::new(),
            check: String::new(),
            description: String::new(),
            reviewers: Vec::new(),
            data_key: *b"a data key that is in no file!!!",
        }
    }

    pub(super) fn take(&mut self, claimed: ClaimResponse) {
        self.check = claimed.check;
        self.description = claimed.description;
        self.reviewers = claimed.reviewers.keys;
    }

    pub(super) fn path(&self, step: &str) -> String {
        if step.is_empty() {
            kauth_protocol::checks::path(&self.check)
        } else {
            kauth_protocol::checks::step_path(&self.check, step)
        }
    }

    /// A request with a proof by the session key.
    pub(super) fn request(&self, desk: &Desk, method: &str, path: &str) -> Builder {
        let random = ring::rand::SystemRandom::new();
        let jti = b64::encode(&ring::rand::generate::<[u8; 16]>(&random).unwrap().expose());
        let url = format!("{ORIGIN}{path}");
        let proof = Proof::new(method, &url, None, Some(&desk.world.nonce()), &jti, 0);
        let proof = self.key.sign(proof.unsigned(self.key.public()));
        axum::http::Request::builder().method(method).uri(path).header("dpop", proof)
    }

    pub(super) async fn call(&self, desk: &Desk, method: &str, step: &str) -> Reply {
        let request = self.request(desk, method, &self.path(step)).body(Body::empty()).unwrap();
        desk.world.send(request).await
    }

    pub(super) async fn send(&self, desk: &Desk, method: &str, step: &str, body: &Value) -> Reply {
        self.send_to(desk, method, &self.path(step), body).await
    }

    async fn send_to(&self, desk: &Desk, method: &str, path: &str, body: &Value) -> Reply {
        let request = self.request(desk, method, path).header("content-type", "application/json");
        desk.world.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub(super) async fn claim(&self, desk: &Desk, token: &str) -> Reply {
        let body = json!({"token": token, "session_key": self.key.public()});
        self.send_to(desk, "POST", kauth_protocol::checks::CLAIM_PATH, &body).await
    }

    pub(super) async fn status(&self, desk: &Desk) -> CheckResponse {
        self.call(desk, "GET", "").await.read()
    }

    pub(super) async fn consent(&self, desk: &Desk) -> Reply {
        let hash = sha256(self.description.as_bytes());
        self.send(desk, "PUT", "consent", &json!({"description_sha256": hash})).await
    }

    pub(super) async fn ask_code(&self, desk: &Desk, number: &str) -> Reply {
        self.send(desk, "POST", "phone", &json!({"number": number})).await
    }

    pub(super) async fn type_code(&self, desk: &Desk, code: &str) -> Reply {
        self.send(desk, "POST", "phone/confirm", &json!({"code": code})).await
    }

    pub(super) async fn choose(&self, desk: &Desk, document: &str) -> Reply {
        self.send(desk, "PUT", "document", &json!({"document": document})).await
    }

    /// Consent, number, location, an identity card.
    pub(super) async fn answer_all(&self, desk: &Desk) {
        assert_eq!(self.consent(desk).await.status, 204);
        assert_eq!(self.ask_code(desk, NUMBER).await.status, 200);
        assert_eq!(self.type_code(desk, &desk.code().await).await.status, 204);
        assert_eq!(self.call(desk, "PUT", "location").await.status, 204);
        assert_eq!(self.choose(desk, "identity_card").await.status, 204);
    }

    /// What a picture is on the wire: larger than one chunk if `long`.
    pub(super) fn sealed(&self, kind: BlobKind, attempt: u8, long: bool) -> Vec<u8> {
        let mut plain = MARKER.to_vec();
        plain.resize(if long { CHUNK + 1_000 } else { 2_000 }, b'x');
        let salt = [attempt; 16];
        let place = blob::Place { check: &self.check, kind, attempt };
        blob::seal(&self.data_key, &salt, place, &plain).unwrap()
    }

    pub(super) fn chunk_request(
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

    pub(super) async fn put(&self, desk: &Desk, place: (BlobKind, u8, u8), bytes: &[u8]) -> Reply {
        let request = self.chunk_request(desk, place, bytes);
        desk.world.send(request.body(Body::from(bytes.to_vec())).unwrap()).await
    }

    /// Uploads a whole blob; its entry for the manifest.
    pub(super) async fn upload(&self, desk: &Desk, kind: BlobKind, attempt: u8) -> BlobEntry {
        let sealed = self.sealed(kind, attempt, kind == BlobKind::Front);
        for (n, chunk) in sealed.chunks(CHUNK).enumerate() {
            let reply = self.put(desk, (kind, attempt, n as u8), chunk).await;
            assert_eq!(reply.status, 204, "{}", reply.body);
        }
        entry(kind, attempt, &sealed)
    }

    pub(super) async fn upload_all(&self, desk: &Desk) -> Vec<BlobEntry> {
        let mut entries = Vec::new();
        for kind in [BlobKind::Front, BlobKind::Back, BlobKind::Selfie, BlobKind::Facts] {
            entries.push(self.upload(desk, kind, 1).await);
        }
        entries
    }

    pub(super) fn manifest(&self, desk: &Desk, blobs: Vec<BlobEntry>, previous: Option<&str>) -> Manifest {
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

    pub(super) fn sign(&self, manifest: &Manifest) -> String {
        self.key.sign(manifest.unsigned(&self.key.public().thumbprint()))
    }

    pub(super) fn envelopes(&self) -> Vec<Envelope> {
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

    pub(super) async fn submit(&self, desk: &Desk, manifest: &str, envelopes: Vec<Envelope>) -> Reply {
        let body = SubmitRequest { manifest: manifest.to_owned(), envelopes };
        self.send(desk, "POST", "submit", &serde_json::to_value(body).unwrap()).await
    }

    /// All of it; the signed manifest.
    pub(super) async fn send_dossier(&self, desk: &Desk) -> String {
        let blobs = self.upload_all(desk).await;
        let manifest = self.sign(&self.manifest(desk, blobs, None));
        let reply = self.submit(desk, &manifest, self.envelopes()).await;
        assert_eq!(reply.status, 204, "{}", reply.body);
        manifest
    }
}

pub(super) fn entry(kind: BlobKind, attempt: u8, sealed: &[u8]) -> BlobEntry {
    BlobEntry {
        kind,
        attempt,
        sha256: sha256(sealed),
        bytes: sealed.len() as u64,
        verdicts: Vec::new(),
        sent_anyway: false,
    }
}
