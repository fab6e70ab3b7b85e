//! TLS as this app trusts it: public roots shipped with the app, or exactly one key.
//!
//! There is no third way and no switch. With a pin, name, chain and dates are ignored, because the QR code carried the
//! key itself; the handshake's signature is verified under exactly that key, so a certificate copied from the wire is
//! worth nothing. Time comes from the core's clock, corrected by what the provider told.

use std::sync::Arc;
use std::time::Duration;

use kauth_protocol::b64;
use ring::digest::{SHA256, digest};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::time_provider::TimeProvider;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use super::NetError;
use super::time::ProviderTime;

/// What a provider's certificate is held against.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Trust {
    /// The public roots shipped with the app.
    Roots,
    /// SHA-256 of the certificate's SubjectPublicKeyInfo, base64url.
    Pin(String),
}

impl Trust {
    /// The trust that a link's pin, or its absence, asks for.
    pub(crate) fn of_pin(pin: Option<&str>) -> Self {
        pin.map_or(Self::Roots, |pin| Self::Pin(pin.to_owned()))
    }
}

/// The rustls configuration for one provider.
pub(super) fn config(trust: &Trust, time: Arc<ProviderTime>) -> Result<ClientConfig, NetError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_details(provider.clone(), Arc::new(CoreTime(time)))
        .with_safe_default_protocol_versions()
        .map_err(|_| NetError::Certificate)?;
    Ok(match trust {
        Trust::Roots => {
            let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
            builder.with_root_certificates(roots).with_no_client_auth()
        }
        Trust::Pin(pin) => {
            let pin = b64::decode_exact(pin).ok_or(NetError::Certificate)?;
            builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(PinVerifier { pin, provider }))
                .with_no_client_auth()
        }
    })
}

#[derive(Debug)]
struct CoreTime(Arc<ProviderTime>);

impl TimeProvider for CoreTime {
    fn current_time(&self) -> Option<UnixTime> {
        let now = u64::try_from(self.0.now_ms()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_millis(now)))
    }
}

/// Takes exactly one key, whatever the certificate around it says.
#[derive(Debug)]
struct PinVerifier {
    pin: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl PinVerifier {
    fn check(&self, certificate: &CertificateDer<'_>) -> Result<(), Error> {
        let parsed = ParsedCertificate::try_from(certificate)?;
        let spki = parsed.subject_public_key_info();
        if digest(&SHA256, spki.as_ref()).as_ref() == self.pin {
            Ok(())
        } else {
            Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
        }
    }
}

impl ServerCertVerifier for PinVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.check(end_entity)?;
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.check(cert)?;
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.check(cert)?;
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
