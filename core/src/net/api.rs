//! The provider's calls, one function each: what goes in, what comes out, nothing decided.

use kauth_protocol::approvals::{self, AnswerResponse};
use kauth_protocol::devices::{self, WakeupRequest};
use kauth_protocol::discovery::{self, DiscoveryResponse};
use kauth_protocol::inbox::{self, InboxResponse};
use kauth_protocol::links::{self, ClaimRequest, ClaimResponse, LinkResponse};
use kauth_protocol::oauth::{self, OauthError, TokenRequest, TokenResponse};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde::Serialize;

use super::http::{Body, Call, Peer};
use super::signed::{Credentials, Signer};
use super::{NetError, body};

const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) fn get(path: impl Into<String>, wait_s: Option<u32>) -> Call {
    Call { method: Method::GET, path: path.into(), body: Body::None, wait_s, known: None }
}

pub(super) fn post<T: Serialize>(path: impl Into<String>, request: &T) -> Result<Call, NetError> {
    let bytes = serde_json::to_vec(request).map_err(|_| NetError::BadAnswer("request not JSON"))?;
    Ok(Call { method: Method::POST, path: path.into(), body: Body::Json(bytes), wait_s: None, known: None })
}

/// Percent-encodes one component of a query or a form.
pub(crate) fn component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Who a provider says it is. Its issuer is compared with the origin, byte for byte, here.
pub(crate) async fn discover(peer: &Peer) -> Result<DiscoveryResponse, NetError> {
    let found: DiscoveryResponse = peer.send(&get(discovery::PATH, None), None).await?.json()?;
    if found.issuer != *peer.origin() {
        return Err(NetError::BadAnswer("another issuer"));
    }
    Ok(found)
}

/// Claims a link token. Without an access token.
pub(crate) async fn claim(
    signer: &Signer,
    peer: &Peer,
    credentials: &Credentials,
    request: &ClaimRequest,
) -> Result<ClaimResponse, NetError> {
    signer.exchange(peer, credentials, &post(links::CLAIM_PATH, request)?).await?.json()
}

/// Where a link stands. Without an access token.
pub(crate) async fn link(
    signer: &Signer,
    peer: &Peer,
    credentials: &Credentials,
    link: &str,
    wait_s: Option<u32>,
) -> Result<LinkResponse, NetError> {
    signer.exchange(peer, credentials, &get(links::path(&component(link)), wait_s)).await?.json()
}

/// Tells the provider that the link's secrets are on disk.
pub(crate) async fn acknowledge(
    signer: &Signer,
    peer: &Peer,
    credentials: &Credentials,
    link: &str,
) -> Result<(), NetError> {
    let call = Call {
        method: Method::POST,
        path: links::ack_path(&component(link)),
        body: Body::None,
        wait_s: None,
        known: None,
    };
    signer.exchange(peer, credentials, &call).await?.good().map(drop)
}

/// Ends a link from this side.
pub(crate) async fn remove_link(
    signer: &Signer,
    peer: &Peer,
    credentials: &Credentials,
    link: &str,
) -> Result<(), NetError> {
    let call = Call {
        method: Method::DELETE,
        path: links::path(&component(link)),
        body: Body::None,
        wait_s: None,
        known: None,
    };
    signer.exchange(peer, credentials, &call).await?.good().map(drop)
}

/// Tells the provider how this device is woken.
pub(crate) async fn set_wakeup(
    signer: &Signer,
    peer: &Peer,
    credentials: &Credentials,
    request: &WakeupRequest,
) -> Result<(), NetError> {
    let call = Call { method: Method::PUT, ..post(devices::WAKEUP_PATH, request)? };
    signer.exchange(peer, credentials, &call).await?.good().map(drop)
}

/// What is new since a cursor.
pub(crate) async fn inbox(
    signer: &Signer,
    peer: &Peer,
    credentials: &Credentials,
    cursor: Option<&str>,
    wait_s: Option<u32>,
) -> Result<InboxResponse, NetError> {
    let path = match cursor {
        Some(cursor) => format!("{}?cursor={}", inbox::PATH, component(cursor)),
        None => inbox::PATH.to_owned(),
    };
    signer.exchange(peer, credentials, &get(path, wait_s)).await?.json()
}

/// Sends a signed answer, byte for byte.
pub(crate) async fn answer(
    signer: &Signer,
    peer: &Peer,
    credentials: &Credentials,
    request: &str,
    answer: &str,
) -> Result<AnswerResponse, NetError> {
    let call = Call {
        method: Method::POST,
        path: approvals::answer_path(&component(request)),
        body: Body::Jose(answer.to_owned()),
        wait_s: None,
        known: None,
    };
    signer.exchange(peer, credentials, &call).await?.json()
}

/// Changes an authorization code into a token that claims one link (A1). A refusal has RFC 6749's form; it is
/// mapped to `Refused` without a problem.
pub(crate) async fn token(
    signer: &Signer,
    peer: &Peer,
    credentials: &Credentials,
    request: &TokenRequest,
) -> Result<TokenResponse, NetError> {
    let form = [
        ("grant_type", &request.grant_type),
        ("code", &request.code),
        ("redirect_uri", &request.redirect_uri),
        ("client_id", &request.client_id),
        ("code_verifier", &request.code_verifier),
    ]
    .map(|(name, value)| format!("{name}={}", component(value)))
    .join("&");
    let call = Call {
        method: Method::POST,
        path: oauth::TOKEN_PATH.into(),
        body: Body::Form(form),
        wait_s: None,
        known: None,
    };
    let reply = signer.exchange(peer, credentials, &call).await?;
    if reply.status == 400 && body::json::<OauthError>(&reply.body).is_ok() {
        return Err(NetError::Refused { status: 400, problem: None, retry_after_s: None });
    }
    reply.json()
}
