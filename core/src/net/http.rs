//! One HTTP exchange with one provider, and every rule that holds for all of them: no redirects, bounded bodies,
//! bounded time, plain HTTP only to a loopback literal and only where the shell allows it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kauth_protocol::dpop;
use kauth_protocol::origin::Origin;
use kauth_protocol::problem::{self, Problem};
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, DATE, ETAG, HeaderMap, IF_NONE_MATCH, RETRY_AFTER,
    USER_AGENT,
};
use reqwest::{Client, Method};
use serde::de::DeserializeOwned;

use super::NetError;
use super::body::{self, MAX_BODY};
use super::time::{LearnedTime, ProviderTime};
use super::tls::{self, Trust};
use crate::app::Timeouts;
use crate::checks::upload::Patience;
use crate::platform::Clock;

const JSON: &str = "application/json";

/// What the shell and the person's settings allow of the network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NetConfig {
    /// Plain HTTP to loopback literals.
    pub loopback_http: bool,
    /// How long to wait.
    pub timeouts: Timeouts,
}

/// One provider as the network sees it: its own connections, trust, time and nonce.
#[derive(Clone, Debug)]
pub(crate) struct Peer(Arc<PeerInner>);

#[derive(Debug)]
struct PeerInner {
    origin: Origin,
    client: Client,
    timeouts: Timeouts,
    time: Arc<ProviderTime>,
    nonce: Mutex<Option<String>>,
}

/// What is sent.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub method: Method,
    /// Absolute path with query.
    pub path: String,
    pub body: Body,
    /// Seconds to wait for news (`Prefer: wait`, RFC 7240).
    pub wait_s: Option<u32>,
    /// The version that is known already (`If-None-Match`, RFC 9110): another one is news at once.
    pub known: Option<String>,
}

impl Call {
    /// How long it may take, reply included.
    fn time(&self, timeouts: Timeouts) -> Duration {
        let ms = match &self.body {
            Body::Chunk(_, patience) => patience.allowed_ms(timeouts.call_ms),
            _ if self.wait_s.is_some() => timeouts.poll_ms,
            _ => timeouts.call_ms,
        };
        Duration::from_millis(ms.into())
    }
}

/// A body and its media type.
#[derive(Clone)]
pub(super) enum Body {
    None,
    Json(Vec<u8>),
    Form(String),
    Jose(String),
    /// A chunk of a blob, with its `Content-Digest` (RFC 9530), and how long it may take.
    Chunk(Vec<u8>, Patience),
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Json(_) => "Json",
            Self::Form(_) => "Form",
            Self::Jose(_) => "Jose",
            Self::Chunk(..) => "Chunk",
        })
    }
}

/// What makes a call a device's: the proof, and the token if there is one.
pub(super) struct Authority {
    pub proof: String,
    pub token: Option<String>,
}

/// What came back, still unread.
pub(super) struct Reply {
    pub status: u16,
    pub content_type: Option<String>,
    pub retry_after_s: Option<u32>,
    pub date_s: Option<i64>,
    /// The version of what came (`ETag`), as it is given back.
    pub version: Option<String>,
    pub new_nonce: bool,
    pub body: Vec<u8>,
}

impl Peer {
    /// Makes a provider reachable.
    ///
    /// # Errors
    /// [`NetError::PlainHttp`]; [`NetError::Certificate`] for a pin that is none.
    pub(crate) fn new(
        origin: Origin,
        trust: &Trust,
        clock: Arc<dyn Clock>,
        learned: Option<LearnedTime>,
        config: NetConfig,
    ) -> Result<Self, NetError> {
        if origin.is_plain_http() && !(config.loopback_http && *trust == Trust::Roots) {
            return Err(NetError::PlainHttp);
        }
        let time = Arc::new(ProviderTime::new(clock, learned));
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls::config(trust, time.clone())?)
            .https_only(!origin.is_plain_http())
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(Duration::from_millis(config.timeouts.connect_ms.into()));
        if origin.is_plain_http() || *trust != Trust::Roots {
            // Loopback and own certificates are reached directly; a proxy could not reach them or would break the pin.
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|_| NetError::Offline)?;
        Ok(Self(Arc::new(PeerInner {
            origin,
            client,
            timeouts: config.timeouts,
            time,
            nonce: Mutex::new(None),
        })))
    }

    /// Whom this reaches.
    pub(crate) fn origin(&self) -> &Origin {
        &self.0.origin
    }

    /// The time as this provider has it.
    pub(crate) fn time(&self) -> &Arc<ProviderTime> {
        &self.0.time
    }

    /// The newest nonce of this provider.
    pub(crate) fn nonce(&self) -> Option<String> {
        self.0.nonce.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn url(&self, call: &Call) -> String {
        self.0.origin.join(&call.path)
    }

    pub(super) async fn send(&self, call: &Call, authority: Option<&Authority>) -> Result<Reply, NetError> {
        let inner = &*self.0;
        let mut request = inner
            .client
            .request(call.method.clone(), self.url(call))
            .timeout(call.time(inner.timeouts))
            .header(ACCEPT, "application/json, application/problem+json")
            .header(CACHE_CONTROL, "no-store")
            .header(USER_AGENT, concat!("kAuth/", env!("CARGO_PKG_VERSION")));
        if let Some(seconds) = call.wait_s {
            request = request.header("Prefer", format!("wait={seconds}"));
        }
        if let Some(known) = &call.known {
            request = request.header(IF_NONE_MATCH, known);
        }
        if let Some(authority) = authority {
            request = request.header(dpop::HEADER, &authority.proof);
            if let Some(token) = &authority.token {
                request = request.header(AUTHORIZATION, format!("DPoP {token}"));
            }
        }
        request = match &call.body {
            Body::None => request,
            Body::Json(bytes) => request.header(CONTENT_TYPE, JSON).body(bytes.clone()),
            Body::Form(text) => {
                request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(text.clone())
            }
            Body::Jose(text) => request
                .header(CONTENT_TYPE, kauth_protocol::approvals::ANSWER_CONTENT_TYPE)
                .body(text.clone()),
            Body::Chunk(bytes, _) => request
                .header(CONTENT_TYPE, "application/octet-stream")
                .header("Content-Digest", crate::checks::dossier::content_digest(bytes))
                .body(bytes.clone()),
        };
        let mut response = request.send().await?;
        if response.content_length().is_some_and(|length| length > MAX_BODY as u64) {
            return Err(NetError::BadAnswer("too large"));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if bytes.len() + chunk.len() > MAX_BODY {
                return Err(NetError::BadAnswer("too large"));
            }
            bytes.extend_from_slice(&chunk);
        }
        let headers = response.headers();
        let nonce = text(headers, dpop::NONCE_HEADER).filter(|nonce| nonce.len() <= 256).map(str::to_owned);
        let new_nonce = nonce.is_some();
        if new_nonce {
            *inner.nonce.lock().unwrap_or_else(PoisonError::into_inner) = nonce;
        }
        Ok(Reply {
            status: response.status().as_u16(),
            content_type: text(headers, CONTENT_TYPE.as_str()).map(str::to_owned),
            retry_after_s: text(headers, RETRY_AFTER.as_str())
                .and_then(|seconds| seconds.trim().parse().ok()),
            date_s: text(headers, DATE.as_str()).and_then(unix_seconds),
            version: text(headers, ETAG.as_str()).filter(|tag| tag.len() <= 256).map(str::to_owned),
            new_nonce,
            body: bytes,
        })
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn unix_seconds(date: &str) -> Option<i64> {
    let time = httpdate::parse_http_date(date).ok()?;
    i64::try_from(time.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs()).ok()
}

impl Reply {
    /// Reads a good reply's JSON, or turns a refusal into its error.
    pub(super) fn json<T: DeserializeOwned>(self) -> Result<T, NetError> {
        let reply = self.good()?;
        if !body::is_type(reply.content_type.as_deref(), JSON) {
            return Err(NetError::BadAnswer("not JSON"));
        }
        body::json(&reply.body)
    }

    /// Takes a good reply whose body does not matter, or turns a refusal into its error.
    pub(super) fn good(self) -> Result<Self, NetError> {
        match self.status {
            200..300 => Ok(self),
            300..400 => Err(NetError::BadAnswer("a redirect")),
            _ => Err(NetError::Refused {
                status: self.status,
                problem: self.problem().map(Box::new),
                retry_after_s: self.retry_after_s,
            }),
        }
    }

    /// The refusal's body, if it is one.
    pub(super) fn problem(&self) -> Option<Problem> {
        if !body::is_type(self.content_type.as_deref(), problem::CONTENT_TYPE) {
            return None;
        }
        body::json(&self.body).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_may_take_longer_than_a_call_and_longer_after_each_time_out() {
        let timeouts = Timeouts::default();
        let call = |body, wait_s| {
            Call { method: Method::PUT, path: String::new(), body, wait_s, known: None }.time(timeouts)
        };
        let mut patience = Patience::default();
        assert_eq!(call(Body::None, None), Duration::from_secs(20));
        assert_eq!(call(Body::None, Some(25)), Duration::from_secs(40));
        assert_eq!(call(Body::Chunk(vec![], patience), None), Duration::from_secs(20));
        patience.timed_out();
        assert_eq!(call(Body::Chunk(vec![], patience), None), Duration::from_secs(40));
    }
}
