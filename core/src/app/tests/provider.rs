//! A provider on 127.0.0.1: it links a phone, holds its long polls, remembers what it heard, and refuses where a test
//! says so. It verifies nothing; the real server is tested elsewhere.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use kauth_protocol::approvals::ApprovalRequest;
use kauth_protocol::discovery::{Attestation, DiscoveryResponse};
use kauth_protocol::inbox::{Event, InboxResponse};
use kauth_protocol::jwk::Jwks;
use kauth_protocol::link_uri::LinkUri;
use kauth_protocol::links::{ClaimResponse, Grant, LinkResponse, TotpGrant};
use kauth_protocol::origin::Origin;
use kauth_protocol::tombstone::Tombstone;

use super::*;
use crate::approvals::test_data::{TestKey, claims, token};

pub(super) const NAME: &str = "Example Hosting";
pub(super) const LOGIN: &str = "anna@example.org";
pub(super) const WAKEUP: &str = "/v1/devices/self/wakeup";
const PATIENCE: Duration = Duration::from_secs(20);

/// One call.
#[derive(Clone)]
pub(super) struct Heard {
    pub line: String,
    pub body: String,
}

#[derive(Default)]
struct Room {
    heard: Vec<Heard>,
    /// Long polls without an answer yet.
    held: HashMap<u64, TcpStream>,
    calls: u64,
    /// Statuses of the next replies to a path, in order.
    refusals: HashMap<String, Vec<u16>>,
    /// What comes with the next link: codes, and the set that counts.
    recovery: (Option<Vec<String>>, Option<String>),
}

#[derive(Clone)]
pub(super) struct Provider {
    address: SocketAddr,
    key: Arc<TestKey>,
    wakeups: &'static [&'static str],
    room: Arc<(Mutex<Room>, Condvar)>,
}

impl Provider {
    pub(super) fn new() -> Self {
        Self::that_wakes(&["none"])
    }

    /// One that can wake phones in these ways.
    pub(super) fn that_wakes(wakeups: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let provider = Self { address, key: Arc::new(TestKey::new()), wakeups, room: Arc::default() };
        let server = provider.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let server = server.clone();
                thread::spawn(move || server.serve(stream));
            }
        });
        provider
    }

    pub(super) fn origin(&self) -> Origin {
        Origin::parse(&format!("http://{}", self.address)).unwrap()
    }

    /// The text of a link's QR code.
    pub(super) fn link_text(&self) -> String {
        let key = self.key.jwk().thumbprint();
        LinkUri { origin: self.origin(), token: token(1), key, pin: None }.to_scheme()
    }

    /// What the next links bring: recovery codes, and the name of the set that counts.
    pub(super) fn grants(&self, codes: Option<&[&str]>, set: Option<&str>) {
        let codes = codes.map(|codes| codes.iter().map(|code| (*code).to_owned()).collect());
        self.room.0.lock().unwrap().recovery = (codes, set.map(str::to_owned));
    }

    /// The next replies to a path have these statuses.
    pub(super) fn refuse(&self, path: &str, statuses: &[u16]) {
        self.room.0.lock().unwrap().refusals.insert(path.to_owned(), statuses.to_vec());
    }

    /// Leads a phone through a whole link.
    pub(super) async fn link(&self, phone: &Phone, app: &App) {
        app.scan(self.link_text()).await.unwrap();
        app.agree().await.unwrap();
        let asked = app.next(0).await.unwrap().effects.into_iter().find_map(|effect| match effect.kind {
            EffectKind::SignatureNeeded { op, key, bytes, .. } => Some((op, key, bytes)),
            _ => None,
        });
        let (op, key, bytes) = asked.unwrap();
        let der = phone.keys.sign_prompted(&key, &bytes).unwrap();
        app.signed(op, SignatureResult::Signed { der }).await.unwrap();
        let is_over = |screen: &Screen| matches!(screen, Screen::Account(_) | Screen::RecoveryCodes(_));
        until(app, |update| is_over(&update.view.screen)).await;
    }

    /// What was said to a path, in order.
    pub(super) fn heard(&self, line: &str) -> Vec<Heard> {
        let room = self.room.0.lock().unwrap();
        room.heard.iter().filter(|heard| heard.line.starts_with(line)).cloned().collect()
    }

    /// Waits until a line was heard so often, and gives what came with it.
    pub(super) fn hears(&self, line: &str, count: usize) -> Vec<Heard> {
        self.wait(|room| room.heard.iter().filter(|heard| heard.line.starts_with(line)).count() >= count);
        self.heard(line)
    }

    /// Waits until so many long polls are held.
    pub(super) fn holds(&self, count: usize) {
        self.wait(|room| room.held.len() == count);
    }

    /// Answers the long polls.
    pub(super) fn tell(&self, events: Vec<Event>) {
        let reply = inbox("later", events);
        for (_, mut stream) in std::mem::take(&mut self.room.0.lock().unwrap().held) {
            stream.write_all(reply.as_bytes()).unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
        }
    }

    /// Somebody signs in; `count` tells requests apart.
    pub(super) fn asks(&self, count: u8) -> Event {
        let request = ApprovalRequest { iss: self.origin(), sub: "account-1".into(), ..claims(count) };
        let signed = self.key.sign(request.unsigned(&self.key.jwk().thumbprint()));
        Event::ApprovalRequested { request: signed, remaining: request.lifetime }
    }

    /// The link is gone, by a signed word.
    pub(super) fn removes(&self) -> Event {
        let tombstone = Tombstone {
            iss: self.origin(),
            device: "device-1".into(),
            account: Some("account-1".into()),
            iat: 0,
        };
        let tombstone = self.key.sign(tombstone.unsigned(&self.key.jwk().thumbprint()));
        Event::AccountRemoved { account: "account-1".into(), tombstone }
    }

    fn wait(&self, until: impl Fn(&Room) -> bool) {
        let (room, changed) = &*self.room;
        let waiting = changed.wait_timeout_while(room.lock().unwrap(), PATIENCE, |room| !until(room));
        let (room, waited) = waiting.unwrap();
        let lines: Vec<&str> = room.heard.iter().map(|heard| heard.line.as_str()).collect();
        assert!(!waited.timed_out(), "{} held; heard {lines:#?}", room.held.len());
    }

    fn serve(&self, mut stream: TcpStream) {
        let Some((head, body)) = read(&mut stream) else { return };
        let line = head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
        let path = line.split([' ', '?']).nth(1).unwrap_or_default().to_owned();
        let waits = head.to_ascii_lowercase().contains("\nprefer: wait=");
        let (room, changed) = &*self.room;
        let mut inside = room.lock().unwrap();
        inside.heard.push(Heard { line: line.clone(), body });
        inside.calls += 1;
        let call = inside.calls;
        let refusal = inside.refusals.get_mut(&path).filter(|left| !left.is_empty());
        let refusal = refusal.map(|left| left.remove(0));
        let is_held = refusal.is_none() && waits && path == "/v1/inbox";
        if is_held {
            inside.held.insert(call, stream.try_clone().unwrap());
        }
        drop(inside);
        changed.notify_all();
        if is_held {
            // The phone hangs up, sooner or later.
            let _hung_up = stream.read(&mut [0; 1]);
            room.lock().unwrap().held.remove(&call);
            changed.notify_all();
            return;
        }
        let reply = match refusal {
            Some(status) => http(status, ""),
            None => self.answer(&line, &path),
        };
        let _phone_left = stream.write_all(reply.as_bytes());
    }

    fn answer(&self, line: &str, path: &str) -> String {
        match (line.split(' ').next().unwrap_or_default(), path) {
            ("GET", "/.well-known/kauth") => json(&self.discovery()),
            ("POST", "/v1/links/claim") => {
                json(&ClaimResponse { link: "link-1".into(), code: None, remaining: 300 })
            }
            ("GET", "/v1/links/link-1") => {
                let (codes, set) = self.room.0.lock().unwrap().recovery.clone();
                let mut grant = grant();
                (grant.recovery_codes, grant.recovery_codes_set) = (codes, set);
                json(&LinkResponse::Confirmed { grant: Box::new(grant), remaining: 60 })
            }
            ("GET", "/v1/inbox") => inbox("first", vec![]),
            ("POST", "/v1/links/link-1/ack") | ("PUT", WAKEUP) => http(204, ""),
            _ => http(404, ""),
        }
    }

    fn discovery(&self) -> DiscoveryResponse {
        let text = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        DiscoveryResponse {
            issuer: self.origin(),
            name: NAME.into(),
            versions: vec![1],
            policies: text(&["yes_no"]),
            wakeups: text(self.wakeups),
            vapid_key: Some("the provider's VAPID key".into()),
            attestation: Attestation::None,
            jwks: Jwks { keys: vec![self.key.jwk()] },
            key_history: vec![],
        }
    }
}

fn grant() -> Grant {
    Grant {
        account: "account-1".into(),
        login: LOGIN.into(),
        provider: NAME.into(),
        device: "device-1".into(),
        access_token: "the-access-token".into(),
        totp: TotpGrant { secret: SECRET.into(), algorithm: "SHA1".into(), digits: 6, period: 30 },
        recovery_codes: None,
        recovery_codes_left: 10,
        recovery_codes_set: None,
    }
}

fn inbox(cursor: &str, events: Vec<Event>) -> String {
    json(&InboxResponse { cursor: cursor.into(), snapshot: cursor == "first", events })
}

fn json(body: &impl serde::Serialize) -> String {
    http(200, &serde_json::to_string(body).unwrap())
}

fn http(status: u16, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nContent-Type: application/json\r\n\
         DPoP-Nonce: n\r\nConnection: close\r\n\r\n{body}"
    )
}

/// A call's head and body; none if the phone hung up.
fn read(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut read = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok()
            });
            if body.len() >= length.unwrap_or(0) {
                return Some((head.to_owned(), body.to_owned()));
            }
        }
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(count) => read.extend_from_slice(&buffer[..count]),
        }
    }
}
