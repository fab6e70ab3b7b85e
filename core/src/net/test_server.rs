//! A server of a few lines that says exactly what a test wants, byte for byte, over plain TCP or TLS.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What was asked, head and body as text, in order.
pub(super) type Asked = Arc<Mutex<Vec<String>>>;

pub(super) struct TestServer {
    pub address: SocketAddr,
    pub asked: Asked,
}

impl TestServer {
    /// Answers each connection with the next of these texts (the last one from then on).
    pub(super) fn plain(replies: Vec<String>) -> Self {
        Self::serve(replies, None)
    }

    /// The same over TLS.
    pub(super) fn tls(reply: String, certificate: &TestCertificate) -> Self {
        Self::serve(vec![reply], Some(certificate.config()))
    }

    fn serve(replies: Vec<String>, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Asked::default();
        let log = asked.clone();
        thread::spawn(move || {
            for (count, stream) in listener.incoming().enumerate() {
                let Ok(mut stream) = stream else { return };
                let reply = replies.get(count).or(replies.last()).cloned().unwrap_or_default();
                match &tls {
                    None => answer(&mut stream, &reply, &log),
                    Some(config) => {
                        let connection = ServerConnection::new(config.clone()).unwrap();
                        answer(&mut StreamOwned::new(connection, stream), &reply, &log);
                    }
                }
            }
        });
        Self { address, asked }
    }

    pub(super) fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }

    #[cfg(feature = "fakes")]
    pub(super) fn request(&self, index: usize) -> String {
        self.asked.lock().unwrap()[index].clone()
    }
}

fn answer(stream: &mut (impl Read + Write), reply: &str, log: &Asked) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok()
            });
            if body.len() >= length.unwrap_or(0) {
                break;
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(count) => request.extend_from_slice(&buffer[..count]),
        }
    }
    log.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
    let _client_left = stream.write_all(reply.as_bytes());
    let _client_left = stream.flush();
}

/// A reply with a length that is right.
pub(super) fn reply(status: u16, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}",
        body.len()
    )
}

/// A reply of JSON.
pub(super) fn json(status: u16, headers: &str, body: &str) -> String {
    reply(status, &format!("Content-Type: application/json\r\n{headers}"), body)
}

/// A self-signed certificate, and the key that the server really signs with.
pub(super) struct TestCertificate {
    certificate: CertificateDer<'static>,
    signs_with: rcgen::KeyPair,
    pub pin: String,
}

impl TestCertificate {
    /// Valid for another name, and expired long ago.
    pub(super) fn new() -> Self {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(vec!["elsewhere.example".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2001, 1, 1);
        params.not_after = rcgen::date_time_ymd(2002, 1, 1);
        let certificate = params.self_signed(&key).unwrap().der().clone();
        let parsed = rustls::server::ParsedCertificate::try_from(&certificate).unwrap();
        let spki = parsed.subject_public_key_info();
        let pin = kauth_protocol::jwk::sha256(spki.as_ref());
        Self { certificate, signs_with: key, pin }
    }

    /// The same certificate in the hands of somebody who does not have its key.
    pub(super) fn copied(self) -> Self {
        Self { signs_with: rcgen::KeyPair::generate().unwrap(), ..self }
    }

    fn config(&self) -> Arc<ServerConfig> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = PrivateKeyDer::try_from(self.signs_with.serialize_der()).unwrap();
        let key = provider.key_provider.load_private_key(key).unwrap();
        let resolver = Whatever(Arc::new(CertifiedKey::new(vec![self.certificate.clone()], key)));
        Arc::new(
            ServerConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_no_client_auth()
                .with_cert_resolver(Arc::new(resolver)),
        )
    }
}

/// Presents a certificate without looking whether the key is its own.
#[derive(Debug)]
struct Whatever(Arc<CertifiedKey>);

impl ResolvesServerCert for Whatever {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}
