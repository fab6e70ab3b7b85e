//! A phone that sends a dossier, made from `docs/protocol.md` alone; and what a dishonest server could do with it.

use std::sync::{Mutex, MutexGuard};

use data_encoding::BASE64;
use kauth_protocol::checks::blob::{self, Place};
use kauth_protocol::checks::{
    self, BlobEntry, BlobKind, CHUNK, ClaimResponse, DocumentKind, Manifest, SubmitRequest, envelope,
};
use kauth_protocol::dpop;
use kauth_protocol::jwk::sha256;
use kauth_protocol::link_uri::KauthUri;
use kauth_tests::http::client;
use kauth_tests::raw::RawPhone;
use kauth_tests::world::{World, WorldError, must};
use reqwest::Method;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::chromium::{Done, Trouble};

const DATA_KEY: [u8; 32] = [7; 32];
/// The machine-readable zone of ICAO Doc 9303 part 5, Appendix B.
const MRZ: [&str; 3] =
    ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"];

/// A phone on its way through kCheck.
pub(crate) struct CheckPhone {
    raw: RawPhone,
    claimed: ClaimResponse,
    /// The blobs that the newest manifest names, and its hash.
    sent: Mutex<(Vec<BlobEntry>, Option<String>)>,
}

fn refused(what: &str, status: u16, body: &str) -> Trouble {
    Trouble(format!("{what}: {status} {body}"))
}

impl CheckPhone {
    /// Claims the link that a page shows.
    pub(crate) async fn claim(world: &World, link: &str) -> Done<Self> {
        let Ok(KauthUri::Check(uri)) = KauthUri::parse(link) else {
            return Err(Trouble(format!("no link to a check: {link}")));
        };
        let raw = RawPhone::new(world.url())?;
        let body = json!({"token": uri.token, "session_key": raw.transport.public()});
        let json = "application/json";
        let reply = raw.call(Method::POST, checks::CLAIM_PATH, json, Some(body.to_string())).await?;
        let claimed = reply.read()?;
        Ok(Self { raw, claimed, sent: Mutex::default() })
    }

    /// The session.
    pub(crate) fn check(&self) -> &str {
        &self.claimed.check
    }

    async fn step(&self, method: Method, step: &str, body: Option<Value>) -> Done<Value> {
        let path = checks::step_path(&self.claimed.check, step);
        let body = body.map(|body| body.to_string());
        let reply = self.raw.call(method, &path, "application/json", body).await?;
        if reply.status >= 300 {
            return Err(refused(step, reply.status, &reply.body));
        }
        Ok(serde_json::from_str(&reply.body).unwrap_or_default())
    }

    /// Where the session stands.
    pub(crate) async fn status(&self) -> Done<Value> {
        let path = checks::path(&self.claimed.check);
        let reply = self.raw.call(Method::GET, &path, "", None).await?;
        Ok(reply.read()?)
    }

    /// Consent, number, location, an identity card.
    pub(crate) async fn answer(&self, number: &str, code: impl AsyncFn() -> Done<String>) -> Done {
        let hash = sha256(self.claimed.description.as_bytes());
        self.step(Method::PUT, "consent", Some(json!({"description_sha256": hash}))).await?;
        self.step(Method::POST, "phone", Some(json!({"number": number}))).await?;
        self.step(Method::POST, "phone/confirm", Some(json!({"code": code().await?}))).await?;
        self.step(Method::PUT, "location", None).await?;
        self.step(Method::PUT, "document", Some(json!({"document": "identity_card"}))).await?;
        Ok(())
    }

    async fn upload(&self, kind: BlobKind, attempt: u8, plain: &[u8]) -> Done<BlobEntry> {
        let place = Place { check: &self.claimed.check, kind, attempt };
        let sealed =
            blob::seal(&DATA_KEY, &[attempt; 16], place, plain).map_err(|e| Trouble(e.to_string()))?;
        for (n, chunk) in (0..).zip(sealed.chunks(CHUNK)) {
            let path = checks::chunk_path(&self.claimed.check, kind, attempt, n);
            let proof = self.raw.proof(&Method::PUT, &path, None).await?;
            let digest = BASE64.encode(digest(&SHA256, chunk).as_ref());
            let reply = client()?
                .put(self.raw.origin.join(&path))
                .header(dpop::HEADER, proof)
                .header("content-type", "application/octet-stream")
                .header("content-digest", format!("sha-256=:{digest}:"))
                .body(chunk.to_vec())
                .send()
                .await
                .map_err(|error| Trouble(error.to_string()))?;
            let status = reply.status().as_u16();
            if status >= 300 {
                return Err(refused("a chunk", status, &reply.text().await.unwrap_or_default()));
            }
        }
        let (sha256, bytes) = (sha256(&sealed), sealed.len() as u64);
        let flagged = kind == BlobKind::Back;
        let verdicts = if flagged { vec!["glare".into(), "too_dark".into()] } else { Vec::new() };
        Ok(BlobEntry { kind, attempt, sha256, bytes, verdicts, sent_anyway: flagged })
    }

    /// Sends everything.
    pub(crate) async fn send(&self, pictures: &[(BlobKind, Vec<u8>)]) -> Done {
        let facts =
            json!({"location": {"latitude": 46.2044, "longitude": 6.1432, "accuracy_m": 18.0}, "mrz": MRZ});
        let mut blobs = Vec::new();
        for (kind, jpeg) in pictures {
            blobs.push(self.upload(*kind, 1, jpeg).await?);
        }
        blobs.push(self.upload(BlobKind::Facts, 1, facts.to_string().as_bytes()).await?);
        self.submit(blobs).await
    }

    /// Sends one picture again, and a manifest that follows the one before.
    pub(crate) async fn send_again(&self, kind: BlobKind, jpeg: &[u8]) -> Done {
        let mut blobs = self.sent()?.0.clone();
        for blob in blobs.iter_mut().filter(|blob| blob.kind == kind) {
            *blob = self.upload(kind, blob.attempt + 1, jpeg).await?;
        }
        self.submit(blobs).await
    }

    fn sent(&self) -> Done<MutexGuard<'_, (Vec<BlobEntry>, Option<String>)>> {
        self.sent.lock().map_err(|error| Trouble(error.to_string()))
    }

    async fn submit(&self, blobs: Vec<BlobEntry>) -> Done {
        let previous = self.sent()?.1.clone();
        let key = self.raw.transport.public().thumbprint();
        let manifest = Manifest {
            v: 1,
            aud: self.raw.origin.clone(),
            check: self.claimed.check.clone(),
            description_sha256: sha256(self.claimed.description.as_bytes()),
            document: DocumentKind::IdentityCard,
            blobs: blobs.clone(),
            previous,
        };
        let mut envelopes = Vec::new();
        for (n, reviewer) in (1..).zip(&self.claimed.reviewers.keys) {
            let sealed = envelope::seal(&DATA_KEY, &self.claimed.check, &key, reviewer, [n; 32]);
            envelopes.push(sealed.map_err(|error| Trouble(error.to_string()))?);
        }
        envelopes.sort_by(|one, other| one.reviewer.cmp(&other.reviewer));
        let manifest = self.raw.transport.sign(manifest.unsigned(&key));
        let hash = Manifest::hash(&manifest);
        let body = serde_json::to_value(SubmitRequest { manifest, envelopes })?;
        self.step(Method::POST, "submit", Some(body)).await?;
        *self.sent()? = (blobs, Some(hash));
        Ok(())
    }
}

/// What lies on the server's disk of one blob, changed behind everybody's back.
pub(crate) async fn tamper(
    world: &World,
    check: &str,
    kind: BlobKind,
    change: impl FnOnce(&mut Vec<u8>),
) -> Result<(), WorldError> {
    use kauth_server::store::{StoreError, checks::dossiers};
    let state = world.server()?.state();
    let check = check.to_owned();
    let chunks = state.store.read(move |tx| dossiers::chunks(tx, &check)).await;
    let chunks = chunks.map_err(|error: StoreError| WorldError::Unmet(error.to_string()))?;
    let chunk = chunks.into_iter().find(|chunk| chunk.kind == kind);
    let chunk = chunk.ok_or_else(|| WorldError::Unmet("a stored chunk".into()))?;
    let file = state.config.blobs_dir().join(&chunk.file);
    let mut bytes = std::fs::read(&file)?;
    change(&mut bytes);
    std::fs::write(&file, bytes)?;
    must(file.is_file(), "it is there")
}
