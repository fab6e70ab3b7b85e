//! kCheck on a server that is killed at every named point, started again, and called again with the same bytes.
//!
//! Run with `--features test-control`: other builds have no such points.
#![cfg(all(unix, feature = "test-control"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use data_encoding::BASE64;
use kauth_protocol::b64;
use kauth_protocol::checks::{
    BlobEntry, BlobKind, CHUNK, ClaimResponse, DocumentKind, Envelope, LocationWish, Manifest, SubmitRequest,
    Trigger, chunk_path, path, step_path,
};
use kauth_protocol::dpop::Proof;
use kauth_protocol::jwk::{PublicJwk, sha256};
use kauth_protocol::jws::Unsigned;
use kauth_protocol::origin::Origin;
use kauth_server::clock::SystemClock;
use kauth_server::domain::checks::{self, Begun, NewCheck, Way};
use kauth_server::random::SystemRandom;
use kauth_server::store::accounts::{self, Account};
use kauth_server::{Config, Server};
use kauth_texts::Language;
use ring::digest::{SHA256, digest};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start(data: &Path, listen: &str, crash_at: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kauth-server"));
        command.args(["--listen", listen, "--development-outbox", "--data"]).arg(data);
        command.env_remove("KAUTH_PUBLIC_URL").env_remove("KAUTH_CRASH_AT").stdin(Stdio::null());
        if let Some(point) = crash_at {
            command.env("KAUTH_CRASH_AT", point);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url =
            line.trim_end().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self { child, url }
    }

    fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Status, nonce and body, or nothing if the server died.
fn exchange(address: &str, head: &str, body: &[u8]) -> Option<(u16, String, Vec<u8>)> {
    let mut stream = TcpStream::connect(address).ok()?;
    let length = body.len();
    write!(stream, "{head}Host: h\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n").ok()?;
    stream.write_all(body).ok()?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).ok()?;
    let end = reply.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&reply[..end]).into_owned();
    let status = head.get(9..12)?.parse().ok()?;
    let nonce =
        head.lines().find_map(|line| line.strip_prefix("dpop-nonce: ")).unwrap_or_default().to_owned();
    Some((status, nonce, reply[end + 4..].to_vec()))
}

/// A phone, and the server that it speaks to: started again whenever it died.
struct Phone<'a> {
    data: &'a Path,
    server: Process,
    key: EcdsaKeyPair,
    nonce: String,
    deaths: u32,
}

impl Phone<'_> {
    fn public(&self) -> PublicJwk {
        PublicJwk::from_sec1(self.key.public_key().as_ref()).unwrap()
    }

    fn sign(&self, unsigned: Unsigned) -> String {
        let signature = self.key.sign(&ring::rand::SystemRandom::new(), unsigned.signing_input()).unwrap();
        unsigned.signed_by_raw(signature.as_ref().try_into().unwrap())
    }

    /// The same call until it is answered.
    fn call(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> (u16, Vec<u8>) {
        loop {
            let random = ring::rand::SystemRandom::new();
            let jti = b64::encode(&ring::rand::generate::<[u8; 16]>(&random).unwrap().expose());
            let url = format!("{}{path}", self.server.url);
            let proof = Proof::new(method, &url, None, Some(&self.nonce), &jti, 0);
            let proof = self.sign(proof.unsigned(self.public()));
            let digest = BASE64.encode(digest(&SHA256, body).as_ref());
            let head = format!(
                "{method} {path} HTTP/1.1\r\nDPoP: {proof}\r\nContent-Type: {kind}\r\nContent-Digest: sha-256=:{digest}:\r\n"
            );
            match exchange(self.server.address(), &head, body) {
                Some((401, nonce, _)) if nonce != self.nonce => self.nonce = nonce,
                Some((status, nonce, body)) => {
                    self.nonce = nonce;
                    return (status, body);
                }
                None => {
                    self.deaths += 1;
                    assert!(self.deaths < 5, "it died again and again");
                    let address = self.server.address().to_owned();
                    drop(self.server.child.wait());
                    self.server = Process::start(self.data, &address, None);
                }
            }
        }
    }

    fn json(&mut self, method: &str, path: &str, body: &Value) -> (u16, Vec<u8>) {
        self.call(method, path, "application/json", body.to_string().as_bytes())
    }

    fn code(&self) -> String {
        let (_, _, page) = exchange(self.server.address(), "GET /outbox HTTP/1.1\r\n", b"").unwrap();
        let page = String::from_utf8_lossy(&page).into_owned();
        let code = page.split("<code>").nth(1).and_then(|rest| rest.get(..6));
        code.unwrap_or_else(|| panic!("no code in {page}")).to_owned()
    }
}

fn account(id: &str, support: bool) -> Account {
    Account {
        id: id.to_owned(),
        login: format!("{id}@example.org"),
        name: "Anna".to_owned(),
        sealed_number: Vec::new(),
        recovery_address: String::new(),
        password: String::new(),
        password_at: 0,
        new_password_wanted: false,
        two_step: false,
        support,
        language: "en".to_owned(),
        created_at: 0,
    }
}

/// A data folder in which a session was begun for one reviewer; gives its token and the reviewer's thumbprint.
fn prepared(data: &Path) -> (String, String) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server =
            Server::start(Config::loopback(data), Arc::new(SystemClock), Arc::new(SystemRandom::new()));
        let server = server.await.unwrap();
        let state = server.state().clone();
        for new in [account("anna", false), account("support", true)] {
            state.store.write(move |tx| accounts::insert(tx, &new)).await.unwrap();
        }
        let reviewer = PublicJwk::from_sec1(key().public_key().as_ref()).unwrap();
        checks::add_reviewer(&state, "support", "Berta", reviewer.clone()).await.unwrap();
        let new = NewCheck {
            trigger: Trigger::Unlock,
            account: Some("anna".to_owned()),
            asker: "demo".to_owned(),
            begun: Vec::new(),
            documents: DocumentKind::ALL.to_vec(),
            location: LocationWish::None,
            language: Language::English,
            way: Way::Page,
            address: None,
            stranger: None,
        };
        let Begun::Offered { uri, .. } = checks::begin(&state, new).await.unwrap() else { panic!() };
        server.shutdown().await;
        (uri.token, reviewer.thumbprint())
    })
}

fn key() -> EcdsaKeyPair {
    let random = ring::rand::SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap()
}

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

/// The whole way, with the server dying once at this point.
fn walk(point: &str) {
    let folder =
        Folder(std::env::temp_dir().join(format!("kauth-check-crash-{}-{point}", std::process::id())));
    let data = folder.0.join("data");
    std::fs::create_dir_all(&data).unwrap();
    let (token, reviewer) = prepared(&data);
    let server = Process::start(&data, "127.0.0.1:0", Some(point));
    let mut phone = Phone { data: &data, server, key: key(), nonce: String::new(), deaths: 0 };

    let body = json!({"token": token, "session_key": phone.public()});
    let (status, claimed) = phone.json("POST", kauth_protocol::checks::CLAIM_PATH, &body);
    assert_eq!(status, 200, "{point}");
    let claimed: ClaimResponse = serde_json::from_slice(&claimed).unwrap();
    let step = |name: &str| step_path(&claimed.check, name);
    let hash = sha256(claimed.description.as_bytes());
    assert_eq!(phone.json("PUT", &step("consent"), &json!({"description_sha256": hash})).0, 204, "{point}");
    assert_eq!(phone.json("POST", &step("phone"), &json!({"number": "+41790000001"})).0, 200, "{point}");
    let code = phone.code();
    assert_eq!(phone.json("POST", &step("phone/confirm"), &json!({"code": code})).0, 204, "{point}");
    assert_eq!(phone.json("PUT", &step("document"), &json!({"document": "passport"})).0, 204, "{point}");

    let mut blobs = Vec::new();
    for kind in [BlobKind::PhotoPage, BlobKind::Selfie, BlobKind::Facts] {
        let bytes = vec![kind as u8 + 1; if kind == BlobKind::PhotoPage { CHUNK + 9 } else { 99 }];
        for (n, chunk) in bytes.chunks(CHUNK).enumerate() {
            let path = chunk_path(&claimed.check, kind, 1, n as u8);
            assert_eq!(phone.call("PUT", &path, "application/octet-stream", chunk).0, 204, "{point}");
        }
        blobs.push(BlobEntry {
            kind,
            attempt: 1,
            sha256: sha256(&bytes),
            bytes: bytes.len() as u64,
            verdicts: Vec::new(),
            sent_anyway: false,
        });
    }
    assert!(files(&data.join("check-blobs")) >= 4);
    let manifest = Manifest {
        v: 1,
        aud: Origin::parse(&phone.server.url).unwrap(),
        check: claimed.check.clone(),
        description_sha256: hash,
        document: DocumentKind::Passport,
        blobs,
        previous: None,
    };
    let envelope = Envelope { reviewer, enc: b64::encode(&[4; 65]), sealed: b64::encode(&[4; 48]) };
    let manifest = phone.sign(manifest.unsigned(&phone.public().thumbprint()));
    let body = json!(SubmitRequest { manifest: manifest.clone(), envelopes: vec![envelope] });
    assert_eq!(phone.json("POST", &step("submit"), &body).0, 204, "{point}");
    let (_, status) = phone.call("GET", &path(&claimed.check), "text/plain", b"");
    let status: Value = serde_json::from_slice(&status).unwrap();
    assert_eq!(status["state"], "submitted", "{point}");
    assert_eq!(status["manifest_sha256"], sha256(manifest.as_bytes()).as_str(), "{point}: what was accepted");

    assert_eq!(phone.call("DELETE", &path(&claimed.check), "text/plain", b"").0, 204, "{point}");
    let (_, status) = phone.call("GET", &path(&claimed.check), "text/plain", b"");
    let status: Value = serde_json::from_slice(&status).unwrap();
    assert_eq!((&status["state"], &status["remaining"]), (&json!("withdrawn"), &json!(0)), "{point}");
    assert_eq!(phone.deaths, 1, "{point}: it was to die once");
    // A file of a chunk whose row was never written goes at the next start.
    let address = phone.server.address().to_owned();
    drop(phone.server.child.kill());
    drop(phone.server.child.wait());
    phone.server = Process::start(&data, &address, None);
    assert_eq!((files(&data.join("check-blobs")), files(&data.join("check-keys"))), (0, 0), "{point}");
}

#[test]
fn a_death_at_any_point_loses_nothing_that_was_accepted_and_leaves_nothing_that_was_deleted() {
    for point in [
        "checks.claim.key_made",
        "checks.claim.before_commit",
        "checks.claim.after_commit",
        "checks.answer.before_commit",
        "checks.answer.after_commit",
        "checks.phone.before_commit",
        "checks.phone.after_commit",
        "checks.code.before_commit",
        "checks.code.after_commit",
        "checks.chunk.file_written",
        "checks.chunk.before_commit",
        "checks.chunk.after_commit",
        "checks.submit.before_commit",
        "checks.submit.after_commit",
        "checks.wipe.key_destroyed",
        "checks.wipe.files_removed",
        "checks.wipe.rows_deleted",
        "checks.wipe.done",
    ] {
        walk(point);
    }
}
