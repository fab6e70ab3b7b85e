use std::sync::Arc;

use kauth_protocol::origin::Origin;

use super::test_server::{TestCertificate, TestServer, json, reply};
use super::*;
use crate::app::Timeouts;
use crate::platform::Clock;

/// A clock that stands at the moment it was made with.
struct StoppedClock(i64);

impl Clock for StoppedClock {
    fn wall_ms(&self) -> i64 {
        self.0
    }
    fn monotonic_ms(&self) -> u64 {
        1_000
    }
    fn boot_id(&self) -> String {
        "boot".into()
    }
}

const WALL_MS: i64 = 1_795_000_000_000;

fn config(loopback_http: bool) -> NetConfig {
    let timeouts = Timeouts { connect_ms: 5_000, call_ms: 5_000, poll_ms: 5_000, wait_s: 1 };
    NetConfig { loopback_http, timeouts }
}

fn peer(origin: &str, trust: &Trust, loopback_http: bool) -> Result<Peer, NetError> {
    let origin = Origin::parse(origin).unwrap();
    Peer::new(origin, trust, Arc::new(StoppedClock(WALL_MS)), None, config(loopback_http))
}

fn plain(server: &TestServer) -> Peer {
    peer(&format!("http://{}", server.address), &Trust::Roots, true).unwrap()
}

fn discovery(server_origin: &str) -> String {
    format!(
        r#"{{"issuer":"{server_origin}","name":"Example","versions":[1],"policies":[],"wakeups":[],
            "attestation":"none","jwks":{{"keys":[]}},"key_history":[]}}"#
    )
}

/// Asks a server with this one reply who it is.
async fn discover(reply: String) -> Result<(), NetError> {
    let server = TestServer::plain(vec![reply]);
    api::discover(&plain(&server)).await.map(drop)
}

#[tokio::test]
async fn an_issuer_that_is_not_the_origin_byte_for_byte_is_refused() {
    let found = discover(json(200, "", &discovery("https://login.example.com"))).await;
    assert_eq!(found, Err(NetError::BadAnswer("another issuer")));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = TestServer::plain(vec![json(200, "", "{}")]);
    let location = format!("Location: http://{}/.well-known/kauth\r\n", target.address);
    let server = TestServer::plain(vec![reply(302, &location, "")]);
    let found = api::discover(&plain(&server)).await;
    assert_eq!(found, Err(NetError::BadAnswer("a redirect")));
    assert_eq!(target.count(), 0);
}

#[tokio::test]
async fn bodies_that_are_no_answer_are_refused() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let large = "x".repeat(body::MAX_BODY + 1);
    let chunked = format!(
        "HTTP/1.1 200 X\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{large}\r\n0\r\n\r\n",
        large.len()
    );
    let cut =
        "HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"a\":".to_owned();
    let cases = [
        (json(200, "", "{"), "not the agreed JSON"),
        (json(200, "", "{}"), "not the agreed JSON"),
        (json(200, "", &deep), "too deep"),
        (json(200, "", &large), "too large"),
        (chunked, "too large"),
        (cut, "cut off"),
        (reply(200, "Content-Type: text/html\r\n", &discovery("http://127.0.0.1:1")), "not JSON"),
        (reply(200, "", &discovery("http://127.0.0.1:1")), "not JSON"),
    ];
    for (answer, expected) in cases {
        let found = discover(answer).await;
        assert_eq!(found, Err(NetError::BadAnswer(expected)));
    }
}

#[tokio::test]
async fn refusals_keep_status_reason_and_wait() {
    let problem = r#"{"status":429,"code":"too_many_requests","title":"x"}"#;
    let headers = "Content-Type: application/problem+json\r\nRetry-After: 17\r\n";
    let server = TestServer::plain(vec![reply(429, headers, problem)]);
    let error = api::discover(&plain(&server)).await.unwrap_err();
    assert_eq!(error.status(), Some(429));
    assert_eq!(error.retry_after_s(), Some(17));
    assert_eq!(error.code(), Some(kauth_protocol::problem::Code::TooManyRequests));
    assert!(error.is_passing());

    // A problem that is not said to be one is none.
    let server = TestServer::plain(vec![reply(410, "Content-Type: text/html\r\n", problem)]);
    let error = api::discover(&plain(&server)).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(410), None));
    assert!(!error.is_passing());
}

#[tokio::test]
async fn nobody_there_is_offline() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let peer = peer(&format!("http://{address}"), &Trust::Roots, true).unwrap();
    assert_eq!(api::discover(&peer).await, Err(NetError::Offline));
}

#[test]
fn plain_http_needs_loopback_and_permission() {
    assert_eq!(peer("http://127.0.0.1:1", &Trust::Roots, false).unwrap_err(), NetError::PlainHttp);
    assert!(peer("http://127.0.0.1:1", &Trust::Roots, true).is_ok());
    let pin = Trust::Pin(kauth_protocol::jwk::sha256(b"x"));
    assert_eq!(peer("http://127.0.0.1:1", &pin, true).unwrap_err(), NetError::PlainHttp);
    assert!(Origin::parse("http://192.168.1.2").is_err());
}

// ---- TLS ----------------------------------------------------------------------------------------------------------

async fn over_tls(certificate: &TestCertificate, trust: &Trust) -> Result<(), NetError> {
    let server = TestServer::tls(json(200, "", &discovery("https://elsewhere.example")), certificate);
    let peer = peer(&format!("https://{}", server.address), trust, false).unwrap();
    api::discover(&peer).await.map(drop)
}

/// It got through TLS and failed only at the issuer.
const TRUSTED: Result<(), NetError> = Err(NetError::BadAnswer("another issuer"));

#[tokio::test]
async fn a_pin_takes_its_key_whatever_name_and_dates_say() {
    let certificate = TestCertificate::new();
    let pin = Trust::Pin(certificate.pin.clone());
    assert_eq!(over_tls(&certificate, &pin).await, TRUSTED);
}

#[tokio::test]
async fn a_pin_refuses_every_other_key() {
    let (ours, other) = (TestCertificate::new(), TestCertificate::new());
    assert_eq!(over_tls(&other, &Trust::Pin(ours.pin)).await, Err(NetError::Certificate));
}

#[tokio::test]
async fn a_copied_certificate_is_worth_nothing_without_its_key() {
    let copied = TestCertificate::new().copied();
    let pin = Trust::Pin(copied.pin.clone());
    let result = over_tls(&copied, &pin).await;
    assert!(result.is_err() && result != TRUSTED, "{result:?}");
}

#[tokio::test]
async fn without_a_pin_a_certificate_must_be_publicly_valid() {
    assert_eq!(over_tls(&TestCertificate::new(), &Trust::Roots).await, Err(NetError::Certificate));
}

// ---- signed calls -------------------------------------------------------------------------------------------------

#[cfg(feature = "fakes")]
mod signed {
    use kauth_protocol::dpop;
    use kauth_protocol::jwk::PublicJwk;

    use super::*;
    use crate::platform::fakes::FakeKeys;
    use crate::platform::{KeyPurpose, KeyStore, SystemRandom};

    fn credentials() -> (Signer, Credentials) {
        let keys = Arc::new(FakeKeys::new(1));
        let made = keys.create(KeyPurpose::Transport, None).unwrap();
        let jwk = PublicJwk::from_sec1(&made.public_key).unwrap();
        let credentials = Credentials { key: made.id, jwk, token: Some("TOKEN".into()) };
        (Signer::new(keys, Arc::new(SystemRandom::new())), credentials)
    }

    fn refusal() -> String {
        let body = r#"{"status":401,"code":"use_dpop_nonce","title":"x"}"#;
        reply(401, "Content-Type: application/problem+json\r\nDPoP-Nonce: fresh\r\n", body)
    }

    fn proof_of(request: &str) -> String {
        let line = request.lines().find(|line| line.to_ascii_lowercase().starts_with("dpop:")).unwrap();
        line.split_once(':').unwrap().1.trim().to_owned()
    }

    const EMPTY: &str = r#"{"cursor":"c2","snapshot":false,"events":[]}"#;

    #[tokio::test]
    async fn a_call_is_signed_for_its_method_address_and_token() {
        let server = TestServer::plain(vec![json(200, "", EMPTY)]);
        let (signer, credentials) = credentials();
        let peer = plain(&server);
        api::inbox(&signer, &peer, &credentials, Some("c&1"), Some(1)).await.unwrap();
        let request = server.request(0);
        assert!(request.starts_with("GET /v1/inbox?cursor=c%261 "), "{request}");
        let lower = request.to_ascii_lowercase();
        assert!(lower.contains("\r\nprefer: wait=1\r\n"));
        assert!(request.contains("DPoP TOKEN\r\n"));
        let htu = peer.origin().join("/v1/inbox");
        let proof = dpop::verify(&proof_of(&request), "GET", &htu, Some("TOKEN")).unwrap();
        assert_eq!(proof.thumbprint, credentials.jwk.thumbprint());
        assert_eq!(proof.nonce, None);
    }

    #[tokio::test]
    async fn another_nonce_is_taken_once_by_itself() {
        let server = TestServer::plain(vec![refusal(), json(200, "", EMPTY)]);
        let (signer, credentials) = credentials();
        let peer = plain(&server);
        api::inbox(&signer, &peer, &credentials, None, None).await.unwrap();
        let htu = peer.origin().join("/v1/inbox");
        let second = dpop::verify(&proof_of(&server.request(1)), "GET", &htu, Some("TOKEN")).unwrap();
        assert_eq!(second.nonce.as_deref(), Some("fresh"));
        let first = dpop::verify(&proof_of(&server.request(0)), "GET", &htu, Some("TOKEN")).unwrap();
        assert_ne!(first.jti, second.jti);
    }

    #[tokio::test]
    async fn a_server_that_never_has_enough_is_asked_twice_and_no_more() {
        let server = TestServer::plain(vec![refusal()]);
        let (signer, credentials) = credentials();
        let error = api::inbox(&signer, &plain(&server), &credentials, None, None).await.unwrap_err();
        assert_eq!(error.status(), Some(401));
        assert_eq!(server.count(), 2);
    }

    #[tokio::test]
    async fn the_time_is_learned_from_authenticated_replies_only() {
        // An hour and a second behind the phone.
        let date = "Date: Wed, 18 Nov 2026 09:26:39 GMT\r\n";
        let server = TestServer::plain(vec![json(200, date, EMPTY), json(200, date, EMPTY)]);
        let (signer, credentials) = credentials();
        let peer = plain(&server);
        let _refused = api::discover(&peer).await;
        assert_eq!(peer.time().offset_ms(), 0);
        api::inbox(&signer, &peer, &credentials, None, None).await.unwrap();
        let expected = httpdate::parse_http_date("Wed, 18 Nov 2026 09:26:39 GMT").unwrap();
        let expected = expected.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let expected = i64::try_from(expected).unwrap() * 1000 + 500 - WALL_MS;
        assert_eq!(peer.time().offset_ms(), expected);
    }

    #[tokio::test]
    async fn a_transport_key_that_is_gone_is_told_apart() {
        let server = TestServer::plain(vec![json(200, "", EMPTY)]);
        let (signer, mut credentials) = credentials();
        credentials.key = "none".into();
        let error = api::inbox(&signer, &plain(&server), &credentials, None, None).await.unwrap_err();
        assert_eq!(error, NetError::KeyGone);
        assert_eq!(server.count(), 0);
    }
}
