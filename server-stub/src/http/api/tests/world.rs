//! A server in one process, and phones that speak to it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use data_encoding::BASE64;
use kauth_protocol::approvals::{Answer, ApprovalRequest, Decision, Kind, Policy};
use kauth_protocol::display::{DisplayPair, label};
use kauth_protocol::dpop::Proof;
use kauth_protocol::inbox::{Event, InboxResponse};
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::jws::{self, Unsigned};
use kauth_protocol::links::{ClaimRequest, ClaimResponse, Grant, LinkResponse, ProofOfPossession};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::clock::ManualClock;
use crate::domain::approvals::step::Requester;
use crate::domain::approvals::{self, NewApproval, Opening};
use crate::domain::devices::nonces::Nonces;
use crate::domain::limits::Class;
use crate::domain::links::{Confirming, LinkOffer, Offered};
use crate::domain::{links, requesters};
use crate::places::Places;
use crate::settings::Config;
use crate::state::{AppState, Parts, testing};
use crate::store::accounts::Account;
use crate::store::recovery_codes::Stored;
use crate::store::testing::Folder;
use crate::store::{accounts, recovery_codes};
use crate::wakeups::Calls;

pub(super) const ORIGIN: &str = "https://id.example.org";
pub(super) const SESSION: &str = "the session";

pub(super) struct Key(EcdsaKeyPair);

impl Key {
    pub(super) fn new() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap())
    }

    pub(super) fn public(&self) -> PublicJwk {
        PublicJwk::from_sec1(self.0.public_key().as_ref()).unwrap()
    }

    pub(super) fn sign(&self, unsigned: Unsigned) -> String {
        let signature = self.0.sign(&SystemRandom::new(), unsigned.signing_input()).unwrap();
        unsigned.signed_by_raw(signature.as_ref().try_into().unwrap())
    }
}

pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

impl Reply {
    pub(super) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or("")
    }

    /// Status and problem code, to compare at once.
    pub(super) fn problem(&self) -> (u16, &str) {
        (self.status.as_u16(), self.code())
    }

    pub(super) fn read<T: DeserializeOwned>(self) -> T {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        serde_json::from_value(self.body).unwrap()
    }

    pub(super) fn nonce(&self) -> String {
        self.headers["dpop-nonce"].to_str().unwrap().to_owned()
    }
}

pub(super) struct World {
    pub(super) state: AppState,
    pub(super) clock: ManualClock,
    pub(super) app: Router,
    /// The calls of its transactions, until something wakes phones.
    pub(super) calls: Option<Calls>,
    pub(super) folder: Folder,
}

impl World {
    pub(super) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(super) fn with(change: impl FnOnce(&mut Config)) -> Self {
        let (folder, state, clock, calls) = testing::state_and_calls(change);
        Self { app: crate::http::router(state.clone()), state, clock, calls: Some(calls), folder }
    }

    /// The same server's parts, to change one.
    pub(super) fn parts(&self) -> Parts {
        let state = &self.state;
        Parts {
            config: state.config.clone(),
            origin: state.origin.clone(),
            pin: state.pin.clone(),
            clock: Arc::clone(&state.clock),
            random: Arc::clone(&state.random),
            store: state.store.clone(),
            blobs: state.blobs.clone(),
            seal: Arc::clone(&state.seal),
            wakeups: state.wakeups.clone(),
            places: Places::open(None).unwrap(),
            keys: state.keys.clone(),
            vapid: state.vapid.clone(),
            nonces: Nonces::new(&*state.random).unwrap(),
            stopping: state.stopping.clone(),
            metrics: state.metrics.clone(),
        }
    }

    pub(super) fn nonce(&self) -> String {
        self.state.nonces.make(self.state.now())
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Reply {
        send(&self.app, request).await
    }

    /// An account with two-step sign-in on and a recovery set, so that linking computes none.
    pub(super) async fn account(&self, login: &str) -> String {
        let id = self.bare_account(login).await;
        let account = id.clone();
        let write = move |tx: &crate::store::Tx<'_>| {
            let codes: Vec<_> =
                (0..10).map(|number| Stored { number, salt: vec![0; 16], hash: vec![0; 32] }).collect();
            recovery_codes::replace(tx, &account, &codes, &[], 0, 0)?;
            accounts::set_two_step(tx, &account, true)
        };
        self.state.store.write(write).await.unwrap();
        id
    }

    /// An account as it is after sign-up.
    pub(super) async fn bare_account(&self, login: &str) -> String {
        let id = self.state.random.id().unwrap();
        let place = format!("account.sealed_number:{id}");
        let account = Account {
            id: id.clone(),
            login: login.to_owned(),
            name: "Anna".to_owned(),
            sealed_number: self.state.seal.seal(&*self.state.random, &place, b"+41790000000").unwrap(),
            recovery_address: "second@example.net".to_owned(),
            password: String::new(),
            password_at: 0,
            new_password_wanted: false,
            two_step: false,
            support: login.starts_with("support"),
            language: "en".to_owned(),
            created_at: 0,
        };
        self.state.store.write(move |tx| accounts::insert(tx, &account)).await.unwrap();
        id
    }

    pub(super) async fn offer(&self, account: &str) -> LinkOffer {
        match links::offer(&self.state, account, SESSION).await.unwrap() {
            Offered::Offer(offer) => offer,
            Offered::TooManyLinks => panic!("too many links"),
        }
    }

    /// A phone linked with `account` the whole way.
    pub(super) async fn linked(&self, account: &str) -> Phone {
        let mut phone = Phone::new();
        self.link(&mut phone, account).await;
        phone
    }

    /// Links `phone` with `account`; gives the grant.
    pub(super) async fn link(&self, phone: &mut Phone, account: &str) -> Grant {
        let offer = self.offer(account).await;
        let claimed: ClaimResponse = phone.claim(self, &offer.uri.token).await.read();
        let confirmed =
            links::confirm(&self.state, &offer.id, SESSION, claimed.code.as_deref().unwrap()).await.unwrap();
        assert!(matches!(confirmed, Confirming::Confirmed { .. }), "{confirmed:?}");
        let grant = phone.grant(self, &claimed.link).await;
        assert_eq!(phone.post(self, &format!("/v1/links/{}/ack", claimed.link)).await.status, 200);
        phone.link = claimed.link;
        grant
    }

    /// A sign-in of a browser that the account does not know.
    pub(super) fn sign_in(&self, account: &str, session: &str) -> NewApproval {
        NewApproval {
            requester: Requester::Web { session: session.to_owned() },
            browser: None,
            account: account.to_owned(),
            class: Class::Other,
            kind: Kind::SignIn,
            policy: Policy::YesNo,
            user_check: None,
            pairs: vec![DisplayPair { label: label::BROWSER.to_owned(), value: "Firefox".to_owned() }],
            lifetime: 120,
        }
    }

    pub(super) async fn open(&self, new: NewApproval) -> Opening {
        approvals::open(&self.state, new).await.unwrap()
    }

    /// Opens a sign-in and gives its id.
    pub(super) async fn asked(&self, account: &str, session: &str) -> String {
        self.opened(self.sign_in(account, session)).await.0
    }

    pub(super) async fn opened(&self, new: NewApproval) -> (String, Option<String>) {
        match self.open(new).await {
            Opening::Opened { id, digits_to_show, .. } => (id, digits_to_show),
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn client(&self) -> Client {
        let made = requesters::create(&self.state, "a login").await.unwrap();
        Client {
            id: made.id.clone(),
            basic: format!("Basic {}", BASE64.encode(format!("{}:{}", made.id, *made.secret).as_bytes())),
        }
    }

    /// Runs the sweeper's work once.
    pub(super) async fn sweep(&self) {
        let now = self.state.now();
        let sweep = move |tx: &crate::store::Tx<'_>| {
            approvals::sweep(tx, now)?;
            links::sweep(tx, now)
        };
        self.state.store.write(sweep).await.unwrap();
        crate::domain::checks::deletion::sweep(&self.state, now).await.unwrap();
    }
}

pub(super) async fn send(app: &Router, request: Request<Body>) -> Reply {
    let response = app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Reply { status: parts.status, headers: parts.headers, body }
}

pub(super) struct Client {
    pub(super) id: String,
    pub(super) basic: String,
}

impl Client {
    pub(super) fn post(&self, body: &Value) -> Request<Body> {
        Request::post("/v1/approvals")
            .header("authorization", &self.basic)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap()
    }

    pub(super) fn get(&self, id: &str, wait: u64) -> Request<Body> {
        Request::get(format!("/v1/approvals/{id}"))
            .header("authorization", &self.basic)
            .header("prefer", format!("wait={wait}"))
            .body(Body::empty())
            .unwrap()
    }
}

pub(super) struct Phone {
    pub(super) transport: Key,
    pub(super) approval: Key,
    pub(super) name: String,
    pub(super) device: String,
    pub(super) token: String,
    pub(super) link: String,
}

impl Phone {
    pub(super) fn new() -> Self {
        Self {
            transport: Key::new(),
            approval: Key::new(),
            name: "Anna’s phone".to_owned(),
            device: String::new(),
            token: String::new(),
            link: String::new(),
        }
    }

    pub(super) fn proof(&self, method: &str, path: &str, token: Option<&str>, nonce: Option<&str>) -> String {
        let jti = kauth_protocol::b64::encode(
            &ring::rand::generate::<[u8; 16]>(&SystemRandom::new()).unwrap().expose(),
        );
        let url = format!("{ORIGIN}{path}");
        let proof = Proof::new(method, &url, token, nonce, &jti, 0);
        self.transport.sign(proof.unsigned(self.transport.public()))
    }

    /// A request with token and proof.
    pub(super) fn request(&self, world: &World, method: &str, path: &str) -> axum::http::request::Builder {
        let proof = self.proof(method, path, Some(&self.token), Some(&world.nonce()));
        Request::builder()
            .method(method)
            .uri(path)
            .header("dpop", proof)
            .header("authorization", format!("DPoP {}", self.token))
    }

    pub(super) async fn get(&self, world: &World, path: &str) -> Reply {
        world.send(self.request(world, "GET", path).body(Body::empty()).unwrap()).await
    }

    pub(super) async fn post(&self, world: &World, path: &str) -> Reply {
        world.send(self.request(world, "POST", path).body(Body::empty()).unwrap()).await
    }

    pub(super) async fn delete(&self, world: &World, path: &str) -> Reply {
        world.send(self.request(world, "DELETE", path).body(Body::empty()).unwrap()).await
    }

    pub(super) async fn send_json(&self, world: &World, method: &str, path: &str, body: &Value) -> Reply {
        let request = self.request(world, method, path).header("content-type", "application/json");
        world.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub(super) fn claim_request(&self, world: &World, token: &str) -> ClaimRequest {
        let (transport_key, approval_key) = (self.transport.public(), self.approval.public());
        let proof =
            ProofOfPossession::new(&world.state.origin, token, &transport_key, &approval_key, &world.nonce());
        ClaimRequest {
            token: token.to_owned(),
            device_name: self.name.clone(),
            platform: "terminal".to_owned(),
            transport_key,
            approval_key,
            proof: self.approval.sign(proof.unsigned()),
            attestation: None,
        }
    }

    pub(super) async fn claim(&self, world: &World, token: &str) -> Reply {
        self.send_claim(world, &self.claim_request(world, token)).await
    }

    pub(super) async fn send_claim(&self, world: &World, request: &ClaimRequest) -> Reply {
        let proof = self.proof("POST", "/v1/links/claim", None, Some(&world.nonce()));
        let request = Request::post("/v1/links/claim")
            .header("dpop", proof)
            .header("content-type", "application/json")
            .body(Body::from(serde_json::to_vec(request).unwrap()))
            .unwrap();
        world.send(request).await
    }

    /// `GET` of a link, by proof alone.
    pub(super) async fn look(&self, world: &World, link: &str, wait: u64) -> Reply {
        let path = format!("/v1/links/{link}");
        let request = Request::get(&path)
            .header("dpop", self.proof("GET", &path, None, Some(&world.nonce())))
            .header("prefer", format!("wait={wait}"))
            .body(Body::empty())
            .unwrap();
        world.send(request).await
    }

    pub(super) async fn grant(&mut self, world: &World, link: &str) -> Grant {
        match self.look(world, link, 0).await.read() {
            LinkResponse::Confirmed { grant, .. } => {
                self.device = grant.device.clone();
                self.token = grant.access_token.clone();
                *grant
            }
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn inbox(&self, world: &World, cursor: Option<&str>, wait: u64) -> InboxResponse {
        self.poll(world, cursor, wait).await.read()
    }

    pub(super) fn poll(
        &self,
        world: &World,
        cursor: Option<&str>,
        wait: u64,
    ) -> impl Future<Output = Reply> + Send + 'static {
        let query = cursor.map(|cursor| format!("?cursor={cursor}")).unwrap_or_default();
        let proof = self.proof("GET", "/v1/inbox", Some(&self.token), Some(&world.nonce()));
        let request = Request::get(format!("/v1/inbox{query}"))
            .header("dpop", proof)
            .header("authorization", format!("DPoP {}", self.token))
            .header("prefer", format!("wait={wait}"))
            .body(Body::empty())
            .unwrap();
        let app = world.app.clone();
        async move { send(&app, request).await }
    }

    /// The signed request with this id, as the inbox offers it.
    pub(super) async fn fetch(&self, world: &World, id: &str) -> Option<String> {
        let events = self.inbox(world, None, 0).await.events;
        events.into_iter().find_map(|event| match event {
            Event::ApprovalRequested { request, .. } if opened(world, &request).jti == id => Some(request),
            _ => None,
        })
    }

    /// An answer, signed by the key that belongs to the decision.
    pub(super) async fn signed(
        &self,
        world: &World,
        id: &str,
        decision: Decision,
        digits: Option<&str>,
    ) -> String {
        let key = if decision == Decision::Approve { &self.approval } else { &self.transport };
        self.signed_by(world, key, id, decision, digits).await
    }

    pub(super) async fn signed_by(
        &self,
        world: &World,
        key: &Key,
        id: &str,
        decision: Decision,
        digits: Option<&str>,
    ) -> String {
        let id = id.to_owned();
        let stored = world.state.store.read(move |tx| crate::store::approvals::find(tx, &id)).await.unwrap();
        let compact = stored.unwrap().request;
        let identity = opened(world, &compact).identity();
        let thumbprint = key.public().thumbprint();
        let answer = Answer::new(&identity, &compact, &self.device, decision, digits, &thumbprint);
        key.sign(answer.unsigned())
    }

    pub(super) async fn send_answer(&self, world: &World, id: &str, answer: &str) -> Reply {
        let request = self
            .request(world, "POST", &format!("/v1/approvals/{id}/answer"))
            .header("content-type", "application/jose");
        world.send(request.body(Body::from(answer.to_owned())).unwrap()).await
    }

    pub(super) async fn answer(
        &self,
        world: &World,
        id: &str,
        decision: Decision,
        digits: Option<&str>,
    ) -> Reply {
        let signed = self.signed(world, id, decision, digits).await;
        self.send_answer(world, id, &signed).await
    }
}

/// A request's claims, after its signature was checked.
pub(super) fn opened(world: &World, compact: &str) -> ApprovalRequest {
    let key = world.state.keys.jwks().keys.remove(0);
    jws::open(compact, kauth_protocol::approvals::REQUEST_TYP, &key).unwrap()
}

/// What a client asks in tests.
pub(super) fn asks(login: &str) -> Value {
    json!({
        "account": login, "kind": "action", "policy": "yes_no", "lifetime": 120,
        "display": [{"label": "title", "value": "Pay the invoice"}, {"label": "Amount", "value": "12.50 EUR"}],
    })
}
