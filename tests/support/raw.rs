//! A phone made from `docs/protocol.md` alone, without the core: for attacks that the core would not make, for races,
//! and for thousands of phones at once.

use kauth_protocol::approvals::{self, Answer, ApprovalRequest, Decision, OpenedRequest};
use kauth_protocol::b64;
use kauth_protocol::discovery::{self, DiscoveryResponse};
use kauth_protocol::dpop::{self, Proof};
use kauth_protocol::inbox::{self, Event, InboxResponse};
use kauth_protocol::jwk::{PublicJwk, sha256};
use kauth_protocol::jws::Unsigned;
use kauth_protocol::link_uri::LinkUri;
use kauth_protocol::links::{self, ClaimRequest, ClaimResponse, Grant, LinkResponse, ProofOfPossession};
use kauth_protocol::origin::Origin;
use kauth_protocol::problem::{Code, Problem};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use reqwest::{Client, Method};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use crate::world::WorldError;

/// A P-256 key in memory.
pub struct Key {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

impl Key {
    /// A new key.
    ///
    /// # Errors
    /// [`WorldError::Unmet`] without randomness.
    pub fn new() -> Result<Self, WorldError> {
        let random = SystemRandom::new();
        let failed = |_| WorldError::Unmet("no key".into());
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).map_err(failed)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random)
            .map_err(|_| WorldError::Unmet("no key".into()))?;
        Ok(Self { pair, random })
    }

    /// Its public half.
    ///
    /// # Panics
    /// Never: the key was made here.
    #[must_use]
    pub fn public(&self) -> PublicJwk {
        PublicJwk::from_sec1(self.pair.public_key().as_ref()).unwrap_or_else(|| unreachable!())
    }

    /// Signs; empty if the signature cannot be made.
    #[must_use]
    pub fn sign(&self, unsigned: Unsigned) -> String {
        let der = self.pair.sign(&self.random, unsigned.signing_input());
        der.ok().and_then(|der| unsigned.signed_by_der(der.as_ref()).ok()).unwrap_or_default()
    }
}

/// 128 random bits, base64url.
#[must_use]
pub fn random_id() -> String {
    let mut bytes = [0; 16];
    let _ = SystemRandom::new().fill(&mut bytes);
    b64::encode(&bytes)
}

/// A reply, read whole.
#[derive(Clone, Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: String,
}

impl Reply {
    /// The body as a type.
    ///
    /// # Errors
    /// [`WorldError::Unmet`] with status and body if it is not.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, WorldError> {
        serde_json::from_str(&self.body)
            .map_err(|error| WorldError::Unmet(format!("{error}: {} {}", self.status, self.body)))
    }

    /// The refusal's code, if it is one.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        serde_json::from_str::<Problem>(&self.body).ok().map(|problem| problem.code)
    }
}

/// One device, by the paper.
pub struct RawPhone {
    http: Client,
    /// Where its provider is.
    pub origin: Origin,
    /// Signs silently.
    pub transport: Key,
    /// Asks the person, supposedly.
    pub approval: Key,
    nonce: Mutex<Option<String>>,
    /// What it got at linking.
    pub grant: Option<Grant>,
    /// The link's id.
    pub link: String,
}

impl RawPhone {
    /// A phone with fresh keys.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn new(origin: &str) -> Result<Self, WorldError> {
        Self::with_client(origin, crate::http::client()?)
    }

    /// A phone with fresh keys that shares connections with others.
    ///
    /// # Errors
    /// [`WorldError`].
    pub fn with_client(origin: &str, http: Client) -> Result<Self, WorldError> {
        let origin = Origin::parse(origin).map_err(|error| WorldError::Unmet(error.to_string()))?;
        Ok(Self {
            http,
            origin,
            transport: Key::new()?,
            approval: Key::new()?,
            nonce: Mutex::default(),
            grant: None,
            link: String::new(),
        })
    }

    /// The same phone, for a server that has come back at another address.
    ///
    /// # Errors
    /// [`WorldError::Unmet`] if `origin` is not one.
    pub fn moved(self, origin: &str) -> Result<Self, WorldError> {
        let origin = Origin::parse(origin).map_err(|error| WorldError::Unmet(error.to_string()))?;
        Ok(Self { origin, nonce: Mutex::default(), ..self })
    }

    /// A nonce of the server, fetched if none is known.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn nonce(&self) -> Result<String, WorldError> {
        if let Some(nonce) = self.nonce.lock().await.clone() {
            return Ok(nonce);
        }
        let reply = self.send(Method::GET, discovery::PATH, HeaderMap::new(), None, "").await?;
        header(&reply, dpop::NONCE_HEADER).ok_or_else(|| WorldError::Unmet("every reply has a nonce".into()))
    }

    /// The proof for one request.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn proof(
        &self,
        method: &Method,
        path: &str,
        token: Option<&str>,
    ) -> Result<String, WorldError> {
        let nonce = self.nonce().await?;
        let url = self.origin.join(path);
        let proof = Proof::new(method.as_str(), &url, token, Some(&nonce), &random_id(), 0);
        Ok(self.transport.sign(proof.unsigned(self.transport.public())))
    }

    /// A call as the paper says, with the device's token if it has one.
    ///
    /// # Errors
    /// [`WorldError`] if there is no reply at all.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        content_type: &str,
        body: Option<String>,
    ) -> Result<Reply, WorldError> {
        let token = self.grant.as_ref().map(|grant| grant.access_token.clone());
        let pre_token =
            path == links::CLAIM_PATH || (method == Method::GET && path.starts_with("/v1/links/"));
        let token = token.filter(|_| !pre_token);
        for _ in 0..2 {
            let proof = self.proof(&method, path, token.as_deref()).await?;
            let reply = self
                .call_with(method.clone(), path, content_type, body.clone(), token.as_deref(), &proof)
                .await?;
            if reply.code() != Some(Code::UseDpopNonce) {
                return Ok(reply);
            }
        }
        Err(WorldError::Unmet("the server never takes its own nonce".into()))
    }

    /// A call with a proof of the caller's making.
    ///
    /// # Errors
    /// [`WorldError`] if there is no reply at all.
    pub async fn call_with(
        &self,
        method: Method,
        path: &str,
        content_type: &str,
        body: Option<String>,
        token: Option<&str>,
        proof: &str,
    ) -> Result<Reply, WorldError> {
        let mut headers = HeaderMap::new();
        let value = |text: &str| text.parse().map_err(|_| WorldError::Unmet("a header".into()));
        headers.insert(dpop::HEADER, value(proof)?);
        if let Some(token) = token {
            headers.insert(AUTHORIZATION, value(&format!("DPoP {token}"))?);
        }
        self.send(method, path, headers, body, content_type).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Option<String>,
        content_type: &str,
    ) -> Result<Reply, WorldError> {
        let mut request = self.http.request(method, self.origin.join(path)).headers(headers);
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, content_type).body(body);
        }
        let response = request.send().await.map_err(crate::browser::BrowserError::Network)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.text().await.map_err(crate::browser::BrowserError::Network)?;
        let reply = Reply { status, headers, body };
        if let Some(next) = header(&reply, dpop::NONCE_HEADER) {
            *self.nonce.lock().await = Some(next);
        }
        Ok(reply)
    }

    /// The discovery document.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn discover(&self) -> Result<DiscoveryResponse, WorldError> {
        self.send(Method::GET, discovery::PATH, HeaderMap::new(), None, "").await?.read()
    }

    /// A claim of a token, to be sent or spoilt.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn claim_request(&self, token: &str, name: &str) -> Result<ClaimRequest, WorldError> {
        let (transport, approval) = (self.transport.public(), self.approval.public());
        let proof = ProofOfPossession::new(&self.origin, token, &transport, &approval, &self.nonce().await?);
        Ok(ClaimRequest {
            token: token.into(),
            device_name: name.into(),
            platform: "terminal".into(),
            transport_key: transport,
            approval_key: approval,
            proof: self.approval.sign(proof.unsigned()),
            attestation: None,
        })
    }

    /// Sends a claim.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn claim(&self, request: &ClaimRequest) -> Result<Reply, WorldError> {
        let body = serde_json::to_string(request).map_err(|error| WorldError::Unmet(error.to_string()))?;
        self.call(Method::POST, links::CLAIM_PATH, "application/json", Some(body)).await
    }

    /// Claims a link and gives the six digits.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn begin(&mut self, link: &LinkUri, name: &str) -> Result<String, WorldError> {
        let request = self.claim_request(&link.token, name).await?;
        let claimed: ClaimResponse = self.claim(&request).await?.read()?;
        self.link = claimed.link;
        claimed.code.ok_or_else(|| WorldError::Unmet("six digits".into()))
    }

    /// Where the link stands.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn link_state(&self) -> Result<LinkResponse, WorldError> {
        self.call(Method::GET, &links::path(&self.link), "", None).await?.read()
    }

    /// Takes the grant and acknowledges it, after the person typed the digits.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn complete(&mut self) -> Result<(), WorldError> {
        let LinkResponse::Confirmed { grant, .. } = self.link_state().await? else {
            return Err(WorldError::Unmet("the link is confirmed".into()));
        };
        self.grant = Some(*grant);
        let reply = self
            .call(Method::POST, &links::ack_path(&self.link), "application/json", Some("{}".into()))
            .await?;
        crate::world::must(reply.status < 300, format!("acknowledged: {} {}", reply.status, reply.body))
    }

    /// Everything that is open.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn inbox(&self) -> Result<InboxResponse, WorldError> {
        self.call(Method::GET, inbox::PATH, "", None).await?.read()
    }

    /// One long poll: what happened since the cursor, or within the hold.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn poll(&self, cursor: &str) -> Result<InboxResponse, WorldError> {
        let token = self.grant.as_ref().map(|grant| grant.access_token.clone()).unwrap_or_default();
        let path = format!("{}?cursor={cursor}", inbox::PATH);
        let value = |text: &str| text.parse().map_err(|_| WorldError::Unmet("a header".into()));
        let mut headers = HeaderMap::new();
        headers.insert(dpop::HEADER, value(&self.proof(&Method::GET, &path, Some(&token)).await?)?);
        headers.insert(AUTHORIZATION, value(&format!("DPoP {token}"))?);
        headers.insert("prefer", value("wait=25")?);
        self.send(Method::GET, &path, headers, None, "").await?.read()
    }

    /// The open request, as it was signed and as it reads.
    ///
    /// # Errors
    /// [`WorldError::Unmet`] if there is none.
    pub async fn open_request(&self) -> Result<(String, ApprovalRequest), WorldError> {
        let keys = self.discover().await?.jwks;
        let found = self.inbox().await?.events.into_iter().find_map(|event| match event {
            Event::ApprovalRequested { request, .. } => Some(request),
            _ => None,
        });
        let compact = found.ok_or_else(|| WorldError::Unmet("a request is open".into()))?;
        let opened =
            keys.keys.iter().find_map(|key| approvals::open_request(&compact, &self.origin, key).ok());
        match opened {
            Some(OpenedRequest::Known(request)) => Ok((compact, request)),
            _ => Err(WorldError::Unmet("the request verifies".into())),
        }
    }

    /// A signed answer by the key that the paper asks for.
    #[must_use]
    pub fn answer(
        &self,
        compact: &str,
        request: &ApprovalRequest,
        decision: Decision,
        digits: Option<&str>,
    ) -> String {
        let key = if decision == Decision::Approve { &self.approval } else { &self.transport };
        let device = self.grant.as_ref().map_or("", |grant| grant.device.as_str());
        let thumbprint = key.public().thumbprint();
        let answer = Answer::new(&request.identity(), compact, device, decision, digits, &thumbprint);
        key.sign(answer.unsigned())
    }

    /// Sends an answer's bytes.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn send_answer(&self, request: &str, body: &str) -> Result<Reply, WorldError> {
        let path = approvals::answer_path(request);
        self.call(Method::POST, &path, approvals::ANSWER_CONTENT_TYPE, Some(body.into())).await
    }

    /// SHA-256 of the device's token: how the server's store may know it.
    #[must_use]
    pub fn token_hash(&self) -> String {
        self.grant.as_ref().map(|grant| sha256(grant.access_token.as_bytes())).unwrap_or_default()
    }
}

fn header(reply: &Reply, name: &str) -> Option<String> {
    reply.headers.get(name)?.to_str().ok().map(Into::into)
}
