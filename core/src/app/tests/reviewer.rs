//! A provider that proves identities, on 127.0.0.1: it claims, counts, stores chunks, takes manifests, says where a check stands,
//! and loses calls where a test says so. It verifies what opens the pictures, as a reviewer would.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use kauth_protocol::check_uri::CheckUri;
use kauth_protocol::checks::{
    BlobKind, CheckResponse, ClaimRequest, ClaimResponse, Description, DocumentKind, ImagesResponse,
    LocationWish, Manifest, PhoneRequest, PhoneResponse, PhoneStep, RETENTION, State, StoredImage,
    SubmitRequest, Trigger, path, reviewers_hash,
};
use kauth_protocol::discovery::{Attestation, DiscoveryResponse};
use kauth_protocol::jwk::{Jwks, PublicJwk, sha256};
use kauth_protocol::origin::Origin;

use crate::approvals::test_data::{TestKey, token};

const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Default)]
struct Desk {
    /// Every call's method and path.
    heard: Vec<String>,
    /// The version that each question where it stands said it knows.
    known: Vec<Option<String>>,
    /// Calls to these are carried out, and their replies lost; so often.
    losses: BTreeMap<String, usize>,
    /// The next replies to these have this status and problem; so often.
    refusals: BTreeMap<String, (u16, &'static str, usize)>,
    /// The reply to this is made at once and given when it is let go.
    kept_back: Option<String>,
    key: Option<PublicJwk>,
    /// The numbers that a code was asked for.
    numbers: Vec<String>,
    chunks: BTreeMap<(BlobKind, u8, u8), Vec<u8>>,
    submitted: Vec<SubmitRequest>,
    status: Option<CheckResponse>,
}

#[derive(Clone)]
pub(super) struct Reviewer {
    address: SocketAddr,
    key: Arc<TestKey>,
    pub(super) reviewers: Jwks,
    location: LocationWish,
    desk: Arc<(Mutex<Desk>, Condvar)>,
}

impl Reviewer {
    pub(super) fn new() -> Self {
        Self::who_wants(LocationWish::Optional)
    }

    /// One whose description says this of the location.
    pub(super) fn who_wants(location: LocationWish) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let reviewers = Jwks { keys: vec![TestKey::new().jwk()] };
        let (key, desk) = (Arc::new(TestKey::new()), Arc::default());
        let reviewer = Self { address, key, reviewers, location, desk };
        let server = reviewer.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let server = server.clone();
                thread::spawn(move || server.serve(stream));
            }
        });
        reviewer
    }

    pub(super) fn origin(&self) -> Origin {
        Origin::parse(&format!("http://{}", self.address)).unwrap()
    }

    pub(super) fn id() -> String {
        token(42)
    }

    pub(super) fn link(&self) -> String {
        let reviewers = reviewers_hash(&self.reviewers).unwrap();
        let key = self.key.jwk().thumbprint();
        CheckUri { origin: self.origin(), token: token(1), key, reviewers, pin: None }.to_scheme()
    }

    /// The next replies to this path, after its session's id, get lost.
    pub(super) fn loses(&self, line: &str, count: usize) {
        self.desk.0.lock().unwrap().losses.insert(line.to_owned(), count);
    }

    pub(super) fn refuses(&self, line: &str, status: u16, problem: &'static str) {
        self.refuses_times(line, status, problem, 1);
    }

    pub(super) fn refuses_times(&self, line: &str, status: u16, problem: &'static str, times: usize) {
        self.desk.0.lock().unwrap().refusals.insert(line.to_owned(), (status, problem, times));
    }

    /// Keeps back the reply to the next call to this path, as it is then, until `lets_go`.
    pub(super) fn keeps_back(&self, line: &str) {
        self.desk.0.lock().unwrap().kept_back = Some(line.to_owned());
    }

    pub(super) fn lets_go(&self) {
        self.desk.0.lock().unwrap().kept_back = None;
        self.desk.1.notify_all();
    }

    /// Waits until a line was heard so often.
    pub(super) fn hears_times(&self, line: &str, times: usize) {
        let (desk, changed) = &*self.desk;
        let few = |desk: &mut Desk| desk.heard.iter().filter(|heard| *heard == line).count() < times;
        let (_desk, waited) = changed.wait_timeout_while(desk.lock().unwrap(), PATIENCE, few).unwrap();
        assert!(!waited.timed_out(), "{line}, {times} times");
    }

    /// Where the check stands from now on.
    pub(super) fn says(&self, change: impl FnOnce(&mut CheckResponse)) {
        let mut desk = self.desk.0.lock().unwrap();
        let mut status = desk.status.clone().unwrap_or_else(|| told(&desk));
        status.manifest_sha256 = desk.submitted.last().map(|sent| Manifest::hash(&sent.manifest));
        change(&mut status);
        desk.status = Some(status);
        self.desk.1.notify_all();
    }

    /// How often a line was heard.
    pub(super) fn heard(&self, line: &str) -> usize {
        self.desk.0.lock().unwrap().heard.iter().filter(|heard| heard.as_str() == line).count()
    }

    /// The numbers that a code was asked for.
    pub(super) fn numbers(&self) -> Vec<String> {
        self.desk.0.lock().unwrap().numbers.clone()
    }

    /// What each question where it stands said it knows.
    pub(super) fn known(&self) -> Vec<Option<String>> {
        self.desk.0.lock().unwrap().known.clone()
    }

    /// Waits until a line was heard.
    pub(super) fn hears(&self, line: &str) {
        self.hears_times(line, 1);
    }

    /// Waits until so many dossiers were sent, and gives the last one's manifest.
    pub(super) fn dossier(&self, count: usize) -> Manifest {
        let (desk, changed) = &*self.desk;
        let waiting =
            changed.wait_timeout_while(desk.lock().unwrap(), PATIENCE, |desk| desk.submitted.len() < count);
        let (desk, waited) = waiting.unwrap();
        assert!(!waited.timed_out(), "heard {:#?}", desk.heard);
        let sent = desk.submitted.last().unwrap();
        let key = desk.key.as_ref().unwrap();
        let manifest = Manifest::open(&sent.manifest, &self.origin(), &Self::id(), key).unwrap();
        assert_eq!(sent.envelopes.len(), self.reviewers.keys.len());
        for blob in &manifest.blobs {
            let chunks = desk.chunks.range((blob.kind, blob.attempt, 0)..=(blob.kind, blob.attempt, u8::MAX));
            let bytes: Vec<u8> = chunks.flat_map(|(_, bytes)| bytes.clone()).collect();
            assert_eq!(sha256(&bytes), blob.sha256, "{:?}", blob.kind);
            assert_eq!(bytes.len() as u64, blob.bytes);
        }
        manifest
    }

    fn serve(&self, mut stream: TcpStream) {
        let Some((head, body)) = read(&mut stream) else { return };
        let line = head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1");
        let short = line.replace(&path(&Self::id()), "");
        let waits = head.to_ascii_lowercase().contains("\nprefer: wait=");
        let (desk, changed) = &*self.desk;
        let mut desk = desk.lock().unwrap();
        desk.heard.push(short.clone());
        if short == "GET " {
            let known = head.lines().find_map(|line| line.strip_prefix("if-none-match: "));
            desk.known.push(known.map(str::to_owned));
        }
        let refusal = desk.refusals.get_mut(&short).filter(|refusal| refusal.2 > 0);
        if let Some((status, problem, left)) = refusal {
            *left -= 1;
            let body = format!(r#"{{"status":{status},"code":"{problem}","title":"x","tries_left":4}}"#);
            let reply = http(*status, "application/problem+json", &body);
            changed.notify_all();
            let _phone_left = stream.write_all(reply.as_bytes());
            return;
        }
        let reply = self.answer(&mut desk, &short, &body);
        changed.notify_all();
        if waits && desk.status.is_none() {
            // Held until there is news, or the phone hangs up.
            let news = changed.wait_timeout_while(desk, PATIENCE, |desk| desk.status.is_none()).unwrap();
            let reply = json(&news.0.status);
            let _phone_left = stream.write_all(reply.as_bytes());
            return;
        }
        if desk.kept_back.as_deref() == Some(&short) {
            let kept = |desk: &mut Desk| desk.kept_back.is_some();
            drop(changed.wait_timeout_while(desk, PATIENCE, kept).unwrap());
            let _phone_left = stream.write_all(reply.as_bytes());
            return;
        }
        if let Some(left) = desk.losses.get_mut(&short).filter(|left| **left > 0) {
            *left -= 1;
            return;
        }
        drop(desk);
        let _phone_left = stream.write_all(reply.as_bytes());
    }

    fn answer(&self, desk: &mut Desk, line: &str, body: &[u8]) -> String {
        let (method, path) = line.split_once(' ').unwrap();
        match (method, path) {
            ("GET", "/.well-known/kauth") => json(&self.discovery()),
            ("POST", "/v1/checks/claim") => {
                let claim: ClaimRequest = serde_json::from_slice(body).unwrap();
                if desk.key.as_ref().is_some_and(|key| *key != claim.session_key) {
                    return http(
                        409,
                        "application/problem+json",
                        r#"{"status":409,"code":"check_void","title":"x"}"#,
                    );
                }
                desk.key = Some(claim.session_key.clone());
                json(&self.claimed(&claim.session_key))
            }
            ("POST", "/phone") => {
                let asked: PhoneRequest = serde_json::from_slice(body).unwrap();
                desk.numbers.push(asked.number);
                json(&PhoneResponse { remaining: 600, resend_after: 60, tries_left: 5 })
            }
            ("GET", "/images") => json(&images(desk)),
            ("GET", "") => json(&desk.status.clone().unwrap_or_else(|| told(desk))),
            ("POST", "/submit") => {
                let sent: SubmitRequest = serde_json::from_slice(body).unwrap();
                if desk.submitted.last() != Some(&sent) {
                    desk.submitted.push(sent);
                }
                http(204, "", "")
            }
            ("PUT", chunk) if chunk.starts_with("/images/") => {
                let parts: Vec<&str> = chunk.split('/').collect();
                let number = |at: usize| parts[at].parse().unwrap();
                desk.chunks.insert((BlobKind::parse(parts[2]).unwrap(), number(3), number(5)), body.to_vec());
                http(204, "", "")
            }
            ("PUT" | "POST" | "DELETE", _) => http(204, "", ""),
            _ => http(404, "", ""),
        }
    }

    fn claimed(&self, session_key: &PublicJwk) -> ClaimResponse {
        let description = Description {
            v: 1,
            iss: self.origin(),
            jti: Self::id(),
            key: session_key.thumbprint(),
            trigger: Trigger::ForgottenPassword,
            account: Some("anna@example.org".into()),
            asker: "Example Hosting".into(),
            begun: vec![],
            documents: DocumentKind::ALL.to_vec(),
            location: self.location,
            reviewers: reviewers_hash(&self.reviewers).unwrap(),
            retention: RETENTION,
            iat: 0,
        };
        let description = self.key.sign(description.unsigned(&self.key.jwk().thumbprint()));
        ClaimResponse {
            check: Self::id(),
            description,
            reviewers: self.reviewers.clone(),
            remaining: RETENTION,
        }
    }

    fn discovery(&self) -> DiscoveryResponse {
        DiscoveryResponse {
            issuer: self.origin(),
            name: "Example Hosting".into(),
            versions: vec![1],
            policies: vec![],
            wakeups: vec![],
            vapid_key: None,
            attestation: Attestation::None,
            jwks: Jwks { keys: vec![self.key.jwk()] },
            key_history: vec![],
        }
    }
}

fn images(desk: &Desk) -> ImagesResponse {
    let mut images: Vec<StoredImage> = Vec::new();
    for (kind, attempt, chunk) in desk.chunks.keys() {
        match images.iter_mut().find(|image| image.kind == *kind && image.attempt == *attempt) {
            Some(image) => image.chunks.push(*chunk),
            None => images.push(StoredImage { kind: *kind, attempt: *attempt, chunks: vec![*chunk] }),
        }
    }
    ImagesResponse { images }
}

fn told(desk: &Desk) -> CheckResponse {
    let heard = |line: &str| desk.heard.iter().any(|heard| heard == line);
    CheckResponse {
        state: if desk.submitted.is_empty() { State::Open } else { State::Submitted },
        remaining: RETENTION,
        consented: heard("PUT /consent"),
        phone: match (heard("POST /phone/confirm"), heard("POST /phone")) {
            (true, _) => PhoneStep::Confirmed,
            (false, true) => PhoneStep::Sent,
            (false, false) => PhoneStep::None,
        },
        location_given: None,
        document: None,
        manifest_sha256: desk.submitted.last().map(|sent| Manifest::hash(&sent.manifest)),
        usual_minutes: 120,
        retake: vec![],
        refused_because: None,
        finish: None,
        audit_head: None,
    }
}

fn json(body: &impl serde::Serialize) -> String {
    http(200, "application/json", &serde_json::to_string(body).unwrap())
}

fn http(status: u16, kind: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nContent-Type: {kind}\r\nDPoP-Nonce: n\r\n\
         ETag: \"v1\"\r\nConnection: close\r\n\r\n{body}"
    )
}

/// A call's head and body; none if the phone hung up.
fn read(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut read: Vec<u8> = Vec::new();
    loop {
        if let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&read[..end]).into_owned();
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse::<usize>().ok()
            });
            let body = &read[end + 4..];
            if body.len() >= length.unwrap_or(0) {
                return Some((head, body.to_vec()));
            }
        }
        let mut buffer = [0; 65_536];
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(count) => read.extend_from_slice(&buffer[..count]),
        }
    }
}
