//! One POST to an address that a phone named, and that is therefore not believed (RFC 8030 §5).
//!
//! The name is resolved here, once; every address must be one that anybody on the Internet can reach, and the
//! connection is made to exactly these: the HTTP client is given no other way to turn a name into an address, follows
//! no redirect, and knows no proxy.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Response, StatusCode};
use rustls::pki_types::UnixTime;
use rustls::time_provider::TimeProvider;
use rustls::{ClientConfig, RootCertStore};
use url::{Host, Url};

use crate::clock::{Clock, SECOND};
use crate::domain::devices::wakeup::{is_endpoint, is_global};

/// What [`Resolver::resolve`] returns.
pub type Resolved = Pin<Box<dyn Future<Output = std::io::Result<Vec<IpAddr>>> + Send>>;

/// Turns a host name into addresses.
pub trait Resolver: Send + Sync + 'static {
    /// All addresses of `host`.
    fn resolve(&self, host: &str) -> Resolved;
}

/// The machine's own resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn resolve(&self, host: &str) -> Resolved {
        let host = host.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// What goes to a push service.
pub(super) struct Post {
    /// Where.
    pub(super) endpoint: Url,
    /// `Authorization`.
    pub(super) authorization: String,
    /// How long the push service keeps it for a phone out of reach, seconds.
    pub(super) ttl: i64,
    /// The encrypted message.
    pub(super) body: Vec<u8>,
}

/// What the push service, or the way to it, said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It has it.
    Taken,
    /// The subscription is no more.
    Gone,
    /// Not now; again at this time, Unix ms.
    Later(i64),
    /// The address is one that nothing is sent to.
    Refused,
    /// Anything else.
    Failed,
}

/// Brings messages to push services.
pub(super) struct Carrier {
    resolver: Arc<dyn Resolver>,
    tls: ClientConfig,
    clock: Arc<dyn Clock>,
    allow_loopback: bool,
}

impl Carrier {
    /// A carrier that trusts the public roots. `None` if TLS cannot be set up.
    pub(super) fn new(
        resolver: Arc<dyn Resolver>,
        clock: Arc<dyn Clock>,
        allow_loopback: bool,
    ) -> Option<Self> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let time = Arc::new(ServerTime(Arc::clone(&clock)));
        let tls = ClientConfig::builder_with_details(provider, time)
            .with_safe_default_protocol_versions()
            .ok()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Some(Self { resolver, tls, clock, allow_loopback })
    }

    /// Where the text of an endpoint leads, if something may be sent there.
    pub(super) fn endpoint(&self, text: &str) -> Option<Url> {
        Url::parse(text).ok().filter(|_| is_endpoint(text, self.allow_loopback))
    }

    /// Posts once.
    pub(super) async fn post(&self, post: Post) -> Said {
        let addresses = match post.endpoint.host() {
            Some(Host::Domain(name)) => match self.resolver.resolve(name).await {
                Ok(addresses) if addresses.is_empty() => return Said::Failed,
                Ok(addresses) if !addresses.iter().copied().all(is_global) => return Said::Refused,
                Ok(addresses) => addresses,
                Err(_) => return Said::Failed,
            },
            // A literal was looked at with the rest of the text.
            _ => Vec::new(),
        };
        let Some(client) = self.client(&addresses) else { return Said::Failed };
        let sent = client
            .post(post.endpoint)
            .header(AUTHORIZATION, post.authorization)
            .header(CONTENT_ENCODING, "aes128gcm")
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(USER_AGENT, concat!("kauth-server/", env!("CARGO_PKG_VERSION")))
            .header("TTL", post.ttl)
            .header("Urgency", "high")
            .header("Topic", super::TOPIC)
            .body(post.body)
            .send()
            .await;
        sent.map_or(Said::Failed, |response| self.judge(&response))
    }

    /// A client that connects to these addresses, whatever name it is asked for.
    fn client(&self, addresses: &[IpAddr]) -> Option<Client> {
        Client::builder()
            .tls_backend_preconfigured(self.tls.clone())
            .dns_resolver(Arc::new(Only(addresses.to_vec())))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .build()
            .ok()
    }

    fn judge(&self, response: &Response) -> Said {
        match response.status() {
            status if status.is_success() => Said::Taken,
            StatusCode::NOT_FOUND | StatusCode::GONE => Said::Gone,
            status if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
                let after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
                after.and_then(|after| self.time_of(after)).map_or(Said::Failed, Said::Later)
            }
            _ => Said::Failed,
        }
    }

    /// The time that a `Retry-After` names (RFC 9110 §10.2.3), Unix ms.
    fn time_of(&self, retry_after: &str) -> Option<i64> {
        if let Ok(seconds) = retry_after.parse::<u32>() {
            return Some(self.clock.now_unix_ms().saturating_add(i64::from(seconds) * SECOND));
        }
        let date = httpdate::parse_http_date(retry_after).ok()?;
        i64::try_from(date.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_millis()).ok()
    }
}

/// Gives the addresses that were looked at, and never asks anybody.
struct Only(Vec<IpAddr>);

impl Resolve for Only {
    fn resolve(&self, _name: Name) -> Resolving {
        // Port 0 stands for the URL's.
        let addresses: Vec<SocketAddr> = self.0.iter().map(|address| SocketAddr::new(*address, 0)).collect();
        Box::pin(std::future::ready(Ok(Box::new(addresses.into_iter()) as Addrs)))
    }
}

/// Certificates are valid by the server's clock, too.
struct ServerTime(Arc<dyn Clock>);

impl std::fmt::Debug for ServerTime {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ServerTime")
    }
}

impl TimeProvider for ServerTime {
    fn current_time(&self) -> Option<UnixTime> {
        let now = u64::try_from(self.0.now_unix_ms()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_millis(now)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use crate::push::testing::{FakePushService, Names};

    const START: i64 = 1_800_000_000_000;

    fn carrier(names: &Arc<Names>, allow_loopback: bool) -> Carrier {
        let clock = Arc::new(ManualClock::new(START));
        Carrier::new(Arc::clone(names) as Arc<dyn Resolver>, clock, allow_loopback).unwrap()
    }

    fn to(endpoint: &str) -> Post {
        Post {
            endpoint: Url::parse(endpoint).unwrap(),
            authorization: "vapid".into(),
            ttl: 1,
            body: Vec::new(),
        }
    }

    #[tokio::test]
    async fn one_address_that_is_not_global_is_one_too_many() {
        for address in ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:192.168.1.1"] {
            let names = Names::all(&["9.9.9.9", address]);
            let carrier = carrier(&names, true);
            let endpoint = carrier.endpoint("https://push.example.org/up").unwrap();
            assert_eq!(carrier.post(to(endpoint.as_str())).await, Said::Refused, "{address}");
            assert_eq!(names.asked(), ["push.example.org"]);
        }
    }

    #[tokio::test]
    async fn a_name_that_is_nobodys_fails() {
        let names = Names::all(&[]);
        assert_eq!(carrier(&names, false).post(to("https://push.example.org/up")).await, Said::Failed);
    }

    #[tokio::test]
    async fn it_connects_to_the_addresses_it_looked_at_and_asks_nobody_again() {
        let mut service = FakePushService::start().await;
        let names = Names::all(&["9.9.9.9"]);
        let carrier = carrier(&names, false);
        let client = carrier.client(&["127.0.0.1".parse().unwrap()]).unwrap();
        let url = format!("http://push.example.org:{}/up", service.port());
        let sent = tokio::spawn(client.post(url).send());
        service.next().await.answer(201);
        assert_eq!(sent.await.unwrap().unwrap().remote_addr(), Some(service.address()));
        assert!(names.asked().is_empty());
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let mut service = FakePushService::start().await;
        let mut elsewhere = FakePushService::start().await;
        let carrier = Arc::new(carrier(&Names::all(&[]), true));
        let endpoint = service.endpoint();
        let posting = tokio::spawn(async move { carrier.post(to(&endpoint)).await });
        service.next().await.answer_with(307, &[("location", &elsewhere.endpoint())]);
        tokio::select! {
            said = posting => assert_eq!(said.unwrap(), Said::Failed),
            _ = elsewhere.next() => panic!("the redirect was followed"),
        }
        assert_eq!(elsewhere.seen(), 0);
    }

    #[test]
    fn this_machine_is_for_development_and_plain_http_is_for_this_machine() {
        let names = Names::all(&[]);
        let (strict, loose) = (carrier(&names, false), carrier(&names, true));
        for endpoint in ["http://127.0.0.1:9/up", "https://127.0.0.1/up", "http://[::1]:9/up"] {
            assert!(strict.endpoint(endpoint).is_none(), "{endpoint}");
            assert!(loose.endpoint(endpoint).is_some(), "{endpoint}");
        }
        for endpoint in
            ["http://push.example.org/up", "http://10.0.0.1/up", "https://user@push.example.org/up"]
        {
            assert!(loose.endpoint(endpoint).is_none(), "{endpoint}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let carrier = carrier(&Names::all(&[]), false);
        assert_eq!(carrier.time_of("7"), Some(START + 7 * SECOND));
        assert_eq!(carrier.time_of("Fri, 15 Jan 2027 08:00:30 GMT"), Some(START + 30 * SECOND));
        for wrong in ["", "soon", "-1", "99999999999"] {
            assert_eq!(carrier.time_of(wrong), None, "{wrong}");
        }
    }
}
