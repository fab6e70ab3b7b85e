//! The other side of a push: a push service on this machine, and a phone that reads what it gets.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use kauth_protocol::b64;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::carrier::{Resolved, Resolver};
use super::message::{AUTH, POINT, SALT, content_keys};

/// The private key with these 32 bytes; ring makes none but at random, so randomness is what is put in.
#[allow(deprecated)]
pub(crate) fn private_key(bytes: &[u8; 32]) -> EphemeralPrivateKey {
    let random = ring::test::rand::FixedSliceRandom { bytes };
    EphemeralPrivateKey::generate(&ECDH_P256, &random).unwrap()
}

/// A phone's subscription, with the private half.
pub(crate) struct Receiver {
    private: [u8; 32],
    auth: [u8; AUTH],
}

impl Receiver {
    pub(crate) fn new(private: [u8; 32], auth: [u8; AUTH]) -> Self {
        Self { private, auth }
    }

    pub(crate) fn p256dh(&self) -> [u8; POINT] {
        private_key(&self.private).compute_public_key().unwrap().as_ref().try_into().unwrap()
    }

    /// What the phone sets as its wake-up.
    pub(crate) fn wakeup(&self, endpoint: &str) -> Value {
        serde_json::json!({
            "kind": "unifiedpush", "endpoint": endpoint,
            "p256dh": b64::encode(&self.p256dh()), "auth": b64::encode(&self.auth),
        })
    }

    /// Reads a message of one record; `None` if it is not for this phone, or was changed.
    pub(crate) fn decrypt(&self, message: &[u8]) -> Option<Vec<u8>> {
        let (salt, rest) = message.split_first_chunk::<SALT>()?;
        let (size, rest) = rest.split_first_chunk::<4>()?;
        let (length, rest) = rest.split_first()?;
        let (sender, sealed) = rest.split_at_checked(usize::from(*length))?;
        assert!(message.len() <= u32::from_be_bytes(*size) as usize);
        let own = private_key(&self.private);
        let sender_key = UnparsedPublicKey::new(&ECDH_P256, sender);
        let keys = agree_ephemeral(own, &sender_key, |shared| {
            content_keys(shared, &self.auth, &self.p256dh(), sender, salt)
        });
        let (key, nonce) = keys.ok()?.ok()?;
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &*key).ok()?);
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let padded = key.open_in_place(nonce, Aad::empty(), &mut sealed).ok()?;
        let end = padded.iter().rposition(|byte| *byte != 0)?;
        (padded[end] == 2).then(|| padded[..end].to_vec())
    }
}

/// The claims of an `Authorization: vapid …` meant for `audience`, after its signature was checked by another's hand.
pub(crate) fn verified(header: &str, audience: &str) -> Value {
    let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_audience(&[audience]);
    // By the clock of the test, not the wall's.
    validation.validate_exp = false;
    let key = DecodingKey::from_ec_der(&b64::decode(key).unwrap());
    let decoded = jsonwebtoken::decode::<Value>(token, &key, &validation).unwrap();
    assert_eq!(decoded.header.typ.as_deref(), Some("JWT"));
    decoded.claims
}

/// Gives every name the same addresses.
pub(crate) struct Names {
    addresses: Vec<IpAddr>,
    asked: Mutex<Vec<String>>,
}

impl Names {
    pub(crate) fn all(addresses: &[&str]) -> Arc<Self> {
        let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
        Arc::new(Self { addresses, asked: Mutex::default() })
    }

    /// The names asked for so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Resolver for Names {
    fn resolve(&self, host: &str) -> Resolved {
        self.asked.lock().unwrap().push(host.to_owned());
        Box::pin(std::future::ready(Ok(self.addresses.clone())))
    }
}

/// A push that arrived and waits for its answer.
pub(crate) struct Arrived {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    reply: oneshot::Sender<Response<Body>>,
}

impl Arrived {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    pub(crate) fn answer(self, status: u16) {
        self.answer_with(status, &[]);
    }

    pub(crate) fn answer_with(self, status: u16, headers: &[(&str, &str)]) {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        self.reply.send(response.body(Body::empty()).unwrap()).unwrap();
    }
}

#[derive(Clone)]
struct Desk {
    arrived: mpsc::UnboundedSender<Arrived>,
    seen: Arc<AtomicUsize>,
}

/// A push service on a free port of this machine.
pub(crate) struct FakePushService {
    address: SocketAddr,
    arrived: mpsc::UnboundedReceiver<Arrived>,
    seen: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Drop for FakePushService {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl FakePushService {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, arrived) = mpsc::unbounded_channel();
        let seen = Arc::new(AtomicUsize::new(0));
        let desk = Desk { arrived: sender, seen: Arc::clone(&seen) };
        let app = Router::new().fallback(take).with_state(desk);
        let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { address, arrived, seen, task }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("{}/up/a-phone", self.origin())
    }

    /// How many pushes arrived so far.
    pub(crate) fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }

    /// The next push.
    pub(crate) async fn next(&mut self) -> Arrived {
        self.arrived.recv().await.unwrap()
    }
}

async fn take(
    State(desk): State<Desk>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    desk.seen.fetch_add(1, Ordering::SeqCst);
    let (reply, answered) = oneshot::channel();
    desk.arrived.send(Arrived { method, path: uri.path().to_owned(), headers, body, reply }).unwrap();
    answered.await.unwrap()
}
