//! One HTTP client for everything in the suites: it follows no redirects, and takes any certificate, because what a
//! person in front of a browser does with a warning is not what the suites are about. Whom a phone trusts is tried
//! through the core, which has a client of its own.

use std::sync::Arc;

use reqwest::Client;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

use crate::browser::BrowserError;

/// A new client with connections of its own.
///
/// # Errors
/// [`BrowserError::Network`].
pub fn client() -> Result<Client, BrowserError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| BrowserError::Elsewhere(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(WarningClickedAway(provider)))
        .with_no_client_auth();
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    Ok(builder.tls_backend_preconfigured(tls).build()?)
}

#[derive(Debug)]
struct WarningClickedAway(Arc<CryptoProvider>);

impl ServerCertVerifier for WarningClickedAway {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
