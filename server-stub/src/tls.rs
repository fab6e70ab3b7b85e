//! TLS by rustls on ring: from an operator's PEM files, or with an own certificate that phones pin.
//!
//! The own key is made once and kept; its pin (SHA-256 of the SubjectPublicKeyInfo) is part of every link's QR code,
//! so a lost key file means that every phone must be linked again. The certificate around it is only a wrapper, made
//! anew when the names it should carry change: a phone with a pin ignores names, chain and dates.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;
use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, PKCS_ECDSA_P256_SHA256, PublicKeyData,
};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest, Sha256};
use url::Url;
use zeroize::Zeroizing;

use crate::seal;
use crate::settings::{Config, TlsOption};

const KEY_FILE: &str = "tls-key.pem";
const CERTIFICATE_FILE: &str = "tls-certificate.pem";
/// Stands before the certificate's PEM block (RFC 7468 §2 allows text there).
const NAMES: &str = "Names: ";

/// Why TLS cannot be spoken as asked.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is there, but is no PEM of the expected kind.
    #[error("{}: no {wanted} in PEM form", path.display())]
    Pem {
        /// Which.
        path: PathBuf,
        /// What should be in it.
        wanted: &'static str,
    },
    /// Certificate and key are readable but rustls refuses them, most often because they do not belong together.
    #[error("certificate and key cannot be used together: {0}")]
    Refused(rustls::Error),
    /// The own certificate could not be made.
    #[error("no own certificate could be made: {0}")]
    Make(rcgen::Error),
}

/// How connections are encrypted.
#[derive(Debug, Clone)]
pub struct Tls {
    /// For the listener.
    pub config: Arc<ServerConfig>,
    /// What phones pin, base64url; `None` for certificates that are publicly checked.
    pub pin: Option<String>,
}

/// Reads or makes what `config` asks for; `None` for plain HTTP. Reads and writes files.
///
/// # Errors
/// [`TlsError`]; an existing file that cannot be used is left as it is.
pub fn load(config: &Config) -> Result<Option<Tls>, TlsError> {
    match &config.tls {
        TlsOption::Off => Ok(None),
        TlsOption::Files { certificate, key } => {
            Ok(Some(Tls { config: from_files(certificate, key)?, pin: None }))
        }
        TlsOption::SelfSigned => self_signed(&config.data_dir, &names(config)).map(Some),
    }
}

fn from_files(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let bytes = read(certificate)?;
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&bytes)
        .collect::<Result<_, _>>()
        .map_err(|_| TlsError::Pem { path: certificate.into(), wanted: "certificate" })?;
    if chain.is_empty() {
        return Err(TlsError::Pem { path: certificate.into(), wanted: "certificate" });
    }
    let key_bytes = Zeroizing::new(read(key)?);
    let key = PrivateKeyDer::from_pem_slice(&key_bytes)
        .map_err(|_| TlsError::Pem { path: key.into(), wanted: "private key" })?;
    server_config(chain, key)
}

fn server_config(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<Arc<ServerConfig>, TlsError> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(TlsError::Refused)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn self_signed(folder: &Path, names: &[String]) -> Result<Tls, TlsError> {
    let key_path = folder.join(KEY_FILE);
    let key = match std::fs::read_to_string(&key_path) {
        Ok(text) => {
            let text = Zeroizing::new(text);
            KeyPair::from_pem(&text)
                .map_err(|_| TlsError::Pem { path: key_path.clone(), wanted: "private key" })?
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(TlsError::Make)?;
            let pem = Zeroizing::new(key.serialize_pem());
            seal::create(&key_path, &pem)
                .map_err(|source| TlsError::File { path: key_path.clone(), source })?;
            key
        }
        Err(source) => return Err(TlsError::File { path: key_path, source }),
    };
    let certificate_path = folder.join(CERTIFICATE_FILE);
    let head = format!("{NAMES}{}", names.join(" "));
    let kept =
        std::fs::read_to_string(&certificate_path).ok().filter(|text| text.lines().next() == Some(&head));
    let pem = match kept {
        Some(text) => text,
        None => {
            let text = format!("{head}\n{}", certificate(&key, names).map_err(TlsError::Make)?);
            std::fs::write(&certificate_path, &text)
                .map_err(|source| TlsError::File { path: certificate_path.clone(), source })?;
            text
        }
    };
    let leaf = CertificateDer::from_pem_slice(pem.as_bytes())
        .map_err(|_| TlsError::Pem { path: certificate_path, wanted: "certificate" })?;
    let private = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let pin = BASE64URL_NOPAD.encode(&Sha256::digest(key.subject_public_key_info()));
    Ok(Tls { config: server_config(vec![leaf], private)?, pin: Some(pin) })
}

fn certificate(key: &KeyPair, names: &[String]) -> Result<String, rcgen::Error> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, "kAuth");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params.self_signed(key)?.pem())
}

/// The names a browser may reach this server by, as far as they are known; sorted, each once.
fn names(config: &Config) -> Vec<String> {
    let mut names = vec!["127.0.0.1".to_owned(), "::1".to_owned(), "localhost".to_owned()];
    let listen: IpAddr = config.listen.ip();
    if !listen.is_unspecified() {
        names.push(listen.to_string());
    }
    let public = config.public_url.as_deref().and_then(|text| Url::parse(text).ok());
    names
        .extend(public.as_ref().and_then(Url::host_str).map(|host| host.trim_matches(['[', ']']).to_owned()));
    names.sort();
    names.dedup();
    names
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|source| TlsError::File { path: path.into(), source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing;

    fn own(folder: &Path) -> Config {
        Config { tls: TlsOption::SelfSigned, ..Config::loopback(folder) }
    }

    #[test]
    fn the_own_key_is_made_once_and_private() {
        let folder = testing::folder();
        let first = load(&own(folder.path())).unwrap().unwrap();
        let again = load(&own(folder.path())).unwrap().unwrap();
        assert_eq!(first.pin, again.pin);
        assert_eq!(BASE64URL_NOPAD.decode(first.pin.unwrap().as_bytes()).unwrap().len(), 32);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.path().join(KEY_FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let other = testing::folder();
        assert_ne!(load(&own(other.path())).unwrap().unwrap().pin, again.pin);
    }

    #[test]
    fn other_names_make_another_certificate_around_the_same_key() {
        let folder = testing::folder();
        let file = folder.path().join(CERTIFICATE_FILE);
        let first = load(&own(folder.path())).unwrap().unwrap();
        let before = std::fs::read_to_string(&file).unwrap();
        load(&own(folder.path())).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
        let renamed = Config { public_url: Some("https://id.example.org:8443".into()), ..own(folder.path()) };
        assert_eq!(load(&renamed).unwrap().unwrap().pin, first.pin);
        let after = std::fs::read_to_string(&file).unwrap();
        assert!(after.starts_with("Names: 127.0.0.1 ::1 id.example.org localhost\n"), "{after}");
    }

    #[test]
    fn the_pin_is_of_the_key_that_the_handshake_proves() {
        let folder = testing::folder();
        let tls = load(&own(folder.path())).unwrap().unwrap();
        let pem = std::fs::read_to_string(folder.path().join(CERTIFICATE_FILE)).unwrap();
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).unwrap();
        let end_entity = rustls::server::ParsedCertificate::try_from(&certificate).unwrap();
        let spki = end_entity.subject_public_key_info();
        assert_eq!(tls.pin.unwrap(), BASE64URL_NOPAD.encode(&Sha256::digest(&*spki)));
    }

    #[test]
    fn a_damaged_own_key_is_named_and_kept() {
        let folder = testing::folder();
        let file = folder.path().join(KEY_FILE);
        std::fs::write(&file, "scratched").unwrap();
        assert!(matches!(load(&own(folder.path())), Err(TlsError::Pem { path, .. }) if path == file));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "scratched");
    }

    #[test]
    fn an_operators_files_must_be_there_and_belong_together() {
        let (one, two) = (testing::folder(), testing::folder());
        load(&own(one.path())).unwrap();
        load(&own(two.path())).unwrap();
        let files = |certificate: &Path, key: &Path| Config {
            tls: TlsOption::Files {
                certificate: certificate.join(CERTIFICATE_FILE),
                key: key.join(KEY_FILE),
            },
            ..Config::loopback(one.path())
        };
        let good = load(&files(one.path(), one.path())).unwrap().unwrap();
        assert_eq!(good.pin, None, "an operator's certificate is checked publicly");
        assert!(matches!(load(&files(one.path(), two.path())), Err(TlsError::Refused(_))));
        assert!(matches!(load(&files(Path::new("nowhere"), one.path())), Err(TlsError::File { .. })));
        let swapped = Config {
            tls: TlsOption::Files {
                certificate: one.path().join(KEY_FILE),
                key: one.path().join(CERTIFICATE_FILE),
            },
            ..Config::loopback(one.path())
        };
        assert!(matches!(load(&swapped), Err(TlsError::Pem { wanted: "certificate", .. })));
    }
}
