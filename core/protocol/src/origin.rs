//! A provider's origin: the one name that is shown, compared and connected to.
//!
//! HTTPS everywhere; plain HTTP only to the literals `127.0.0.1` and `[::1]` (RFC 8252 §8.3), and only where the
//! caller allows it. An origin has one spelling: what does not come back byte for byte from the URL parser
//! (upper case, default port, user info, a trailing slash) is refused instead of repaired.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_security::MixedScript;
use url::{Host, Url};

/// `https://HOST` or, for loopback literals, `http://HOST`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
pub struct Origin(String);

/// Why a text is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// Not a host with an optional port, in its one spelling.
    #[error("not a host")]
    NotAHost,
    /// Plain HTTP to something that is not a loopback literal.
    #[error("plain HTTP")]
    PlainHttp,
}

impl Origin {
    /// Reads `https://HOST` or `http://LOOPBACK-LITERAL[:PORT]`.
    ///
    /// # Errors
    /// [`OriginError`].
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let url = Url::parse(text).map_err(|_| OriginError::NotAHost)?;
        if url.origin().ascii_serialization() != text || !url.host().is_some_and(|host| is_host(&host)) {
            return Err(OriginError::NotAHost);
        }
        match url.scheme() {
            "https" => Ok(Self(text.into())),
            "http" if is_loopback_literal(&url) => Ok(Self(text.into())),
            "http" => Err(OriginError::PlainHttp),
            _ => Err(OriginError::NotAHost),
        }
    }

    /// The HTTPS origin of an ASCII `host[:port]`.
    ///
    /// # Errors
    /// [`OriginError::NotAHost`].
    pub fn of_host(host: &str) -> Result<Self, OriginError> {
        Self::parse(&format!("https://{host}"))
    }

    /// The origin that a person typed: white space, upper case, a scheme, a path and non-ASCII names are fine
    /// here, and only here; `http` only for loopback literals.
    ///
    /// # Errors
    /// [`OriginError`].
    pub fn typed(text: &str) -> Result<Self, OriginError> {
        let text = text.trim();
        let text = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = Url::parse(&text).map_err(|_| OriginError::NotAHost)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(OriginError::NotAHost);
        }
        Self::parse(&url.origin().ascii_serialization())
    }

    /// The whole origin, as compared with an issuer byte for byte.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// HOST: ASCII `host[:port]`.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, host)| host)
    }

    /// HOST as a person should read it: Unicode where all its letters are of one script, else punycode.
    #[must_use]
    pub fn display_host(&self) -> String {
        let (name, port) = match self.host().rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, format!(":{port}")),
            _ => (self.host(), String::new()),
        };
        let (unicode, result) = idna::domain_to_unicode(name);
        let readable = result.is_ok() && unicode.split('.').all(MixedScript::is_single_script);
        if readable { format!("{unicode}{port}") } else { self.host().into() }
    }

    /// Whether this is plain HTTP to a loopback literal.
    #[must_use]
    pub fn is_plain_http(&self) -> bool {
        self.0.starts_with("http://")
    }

    /// The URL of an absolute path at this origin.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// An address, or a name of letters, digits, hyphens and dots (RFC 1123 §2.1): URLs allow more, such as `&` and `=`, which
/// would look like the end of a name.
fn is_host(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
            !name.is_empty() && name.bytes().all(fits)
        }
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    }
}

fn is_loopback_literal(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.octets() == [127, 0, 0, 1],
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Origin {
    type Error = OriginError;
    fn try_from(text: String) -> Result<Self, OriginError> {
        Self::parse(&text)
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_one_spelling() {
        for good in [
            "https://example.com",
            "https://example.com:8443",
            "https://[2001:db8::1]:8443",
            "http://127.0.0.1:8080",
            "http://[::1]:1",
        ] {
            assert_eq!(Origin::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "https://bank.example&login.example",
            "https://bank.example=x.example",
            "https://a_b.example",
            "example.com",
            "https://",
            "https://Example.com",
            "https://example.com:443",
            "https://example.com/",
            "https://user@example.com",
            "https://example.com#x",
            "ftp://example.com",
            "https://exämple.com",
            "https://exa mple.com",
            "https://127.1",
            " https://example.com",
        ] {
            assert_eq!(Origin::parse(bad), Err(OriginError::NotAHost), "{bad}");
        }
    }

    #[test]
    fn plain_http_is_for_loopback_literals() {
        for bad in [
            "http://example.com",
            "http://localhost:8080",
            "http://127.0.0.2",
            "http://0.0.0.0:80",
            "http://192.168.1.2",
            "http://127.0.0.1.example.com",
        ] {
            assert!(Origin::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Origin::parse("http://localhost:8080"), Err(OriginError::PlainHttp));
    }

    #[test]
    fn a_typed_host_is_repaired() {
        assert_eq!(Origin::typed(" Example.COM/login ").unwrap().as_str(), "https://example.com");
        assert_eq!(Origin::typed("bücher.example").unwrap().as_str(), "https://xn--bcher-kva.example");
        assert!(Origin::typed("https://me:secret@example.com").is_err());
        assert!(Origin::typed("http://example.com").is_err());
    }

    #[test]
    fn mixed_scripts_are_shown_as_punycode() {
        assert_eq!(Origin::typed("bücher.example").unwrap().display_host(), "bücher.example");
        // Cyrillic а in a Latin name.
        let mixed = Origin::typed("p\u{430}ypal.example:8443").unwrap();
        assert!(mixed.display_host().starts_with("xn--"), "{}", mixed.display_host());
        assert!(mixed.display_host().ends_with(":8443"));
        assert_eq!(Origin::parse("http://[::1]:80").map(|o| o.display_host()), Err(OriginError::NotAHost));
        assert_eq!(Origin::parse("https://[::1]:81").unwrap().display_host(), "[::1]:81");
    }
}
