//! Certificates, own or given.

use axum_server::tls_rustls::RustlsConfig;

use crate::server::StartError;
use crate::settings::{Config, TlsOption};

/// What listening with TLS needs.
pub struct Tls {
    /// The server's side of handshakes.
    pub config: RustlsConfig,
    /// SHA-256 of the own certificate's SPKI, base64url; none for a publicly checked one.
    pub pin: Option<String>,
}

/// Loads (or makes) the certificate.
///
/// # Errors
/// [`StartError::Tls`].
pub fn load(config: &Config) -> Result<Option<Tls>, StartError> {
    match config.tls {
        TlsOption::Off => Ok(None),
        TlsOption::SelfSigned | TlsOption::Files { .. } => Err(StartError::Tls("being built".to_owned())),
    }
}
