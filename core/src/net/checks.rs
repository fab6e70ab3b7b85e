//! The calls of a check, one function each: what goes in, what comes out, nothing decided. All are signed by the session
//! key, without an access token.

use kauth_protocol::checks::{
    self, CheckResponse, ClaimRequest, ClaimResponse, CodeRequest, ConsentRequest, DocumentRequest,
    ImagesResponse, PhoneRequest, PhoneResponse, SubmitRequest,
};
use reqwest::Method;
use serde::Serialize;

use super::NetError;
use super::api::{component, get, post};
use super::http::{Body, Call, Peer};
use super::signed::{Credentials, Signer};
use crate::checks::upload::{Patience, Piece};

/// Whom a call goes to, and what signs it.
#[derive(Clone)]
pub(crate) struct Session {
    pub signer: Signer,
    pub peer: Peer,
    pub credentials: Credentials,
    /// The session's id.
    pub check: String,
}

impl Session {
    fn step(&self, step: &str) -> String {
        checks::step_path(&component(&self.check), step)
    }

    async fn put<T: Serialize>(&self, step: &str, request: &T) -> Result<(), NetError> {
        let call = Call { method: Method::PUT, ..post(self.step(step), request)? };
        self.signer.exchange(&self.peer, &self.credentials, &call).await?.good().map(drop)
    }

    async fn bare(&self, method: Method, path: String) -> Result<(), NetError> {
        let call = Call { method, path, body: Body::None, wait_s: None, known: None };
        self.signer.exchange(&self.peer, &self.credentials, &call).await?.good().map(drop)
    }

    /// The person agrees to the description with this hash.
    pub(crate) async fn consent(&self, description_sha256: String) -> Result<(), NetError> {
        self.put("consent", &ConsentRequest { description_sha256 }).await
    }

    /// Asks for a code by SMS.
    pub(crate) async fn phone(&self, number: String) -> Result<PhoneResponse, NetError> {
        let call = post(self.step("phone"), &PhoneRequest { number })?;
        self.signer.exchange(&self.peer, &self.credentials, &call).await?.json()
    }

    /// The code of the SMS.
    pub(crate) async fn code(&self, code: String) -> Result<(), NetError> {
        let call = post(self.step("phone/confirm"), &CodeRequest { code })?;
        self.signer.exchange(&self.peer, &self.credentials, &call).await?.good().map(drop)
    }

    /// Whether the location is in the facts.
    pub(crate) async fn location(&self, given: bool) -> Result<(), NetError> {
        self.bare(Method::PUT, self.step(if given { "location" } else { "location/declined" })).await
    }

    /// Which document.
    pub(crate) async fn document(&self, document: checks::DocumentKind) -> Result<(), NetError> {
        self.put("document", &DocumentRequest { document }).await
    }

    /// Which chunks are there.
    pub(crate) async fn images(&self) -> Result<ImagesResponse, NetError> {
        self.signer.exchange(&self.peer, &self.credentials, &get(self.step("images"), None)).await?.json()
    }

    /// Sends one chunk, within the time that it may take.
    pub(crate) async fn chunk(
        &self,
        piece: &Piece,
        bytes: Vec<u8>,
        patience: Patience,
    ) -> Result<(), NetError> {
        let call = Call {
            method: Method::PUT,
            path: checks::chunk_path(&component(&self.check), piece.kind, piece.attempt, piece.chunk),
            body: Body::Chunk(bytes, patience),
            wait_s: None,
            known: None,
        };
        self.signer.exchange(&self.peer, &self.credentials, &call).await?.good().map(drop)
    }

    /// Sends the dossier, whose blobs are all there.
    pub(crate) async fn submit(&self, request: &SubmitRequest) -> Result<(), NetError> {
        let call = post(self.step("submit"), request)?;
        self.signer.exchange(&self.peer, &self.credentials, &call).await?.good().map(drop)
    }

    /// Where it stands, and the version of that. With `wait_s` it is held until there is another version than `known`.
    pub(crate) async fn status(
        &self,
        wait_s: Option<u32>,
        known: Option<String>,
    ) -> Result<(CheckResponse, Option<String>), NetError> {
        let call = Call { known, ..get(checks::path(&component(&self.check)), wait_s) };
        let reply = self.signer.exchange(&self.peer, &self.credentials, &call).await?;
        let version = reply.version.clone();
        Ok((reply.json()?, version))
    }

    /// Withdraws it.
    pub(crate) async fn withdraw(&self) -> Result<(), NetError> {
        self.bare(Method::DELETE, checks::path(&component(&self.check))).await
    }
}

/// Claims a token for a session key.
pub(crate) async fn claim(
    signer: &Signer,
    peer: &Peer,
    credentials: &Credentials,
    request: &ClaimRequest,
) -> Result<ClaimResponse, NetError> {
    signer.exchange(peer, credentials, &post(checks::CLAIM_PATH, request)?).await?.json()
}
