//! The links that a QR code or a page carries to a phone, read strictly and built in one place.
//!
//! `https://HOST/link#v=1&t=TOKEN&k=THUMBPRINT[&p=PIN]` and the same parameters as
//! `kauth://link?u=PERCENT-ENCODED-ORIGIN&…`, which is also the form for plain HTTP to loopback. Parameters
//! stand in the fragment, so the host never receives them by a visit. `kauth://open?v=1&u=ORIGIN[&r=REQUEST]` leads
//! from a waiting page to the request on the same phone. Reading one does nothing: no network, no state.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::b64;
use crate::check_uri::CheckUri;
use crate::origin::{Origin, OriginError};

/// Longest link that is read, in bytes.
pub const MAX_LINK: usize = 2048;

const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// An invitation to link this phone with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkUri {
    /// Where to claim.
    pub origin: Origin,
    /// Single-use token.
    pub token: String,
    /// RFC 7638 thumbprint of the server's signing key.
    pub key: String,
    /// SHA-256 of the certificate's SubjectPublicKeyInfo, base64url: trust exactly this key for TLS.
    pub pin: Option<String>,
}

/// The way from a waiting page to the request on the same phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenUri {
    /// Whose request.
    pub origin: Origin,
    /// Which one; without it the newest.
    pub request: Option<String>,
}

/// What a link is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KauthUri {
    /// Link an account.
    Link(LinkUri),
    /// Open a request.
    Open(OpenUri),
    /// Prove who one is.
    Check(CheckUri),
}

/// Why a text is no link that we follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Something else altogether.
    #[error("not a kAuth link")]
    NotALink,
    /// A kAuth link of a version this app does not know.
    #[error("unknown version")]
    Version,
    /// No host in its one spelling, or user info.
    #[error("bad host")]
    Host,
    /// Plain HTTP to something that is not a loopback literal.
    #[error("plain HTTP")]
    PlainHttp,
    /// A parameter is missing, unknown, there twice, empty or of the wrong form.
    #[error("bad parameter")]
    Parameter,
}

impl From<OriginError> for LinkError {
    fn from(error: OriginError) -> Self {
        match error {
            OriginError::NotAHost => Self::Host,
            OriginError::PlainHttp => Self::PlainHttp,
        }
    }
}

impl KauthUri {
    /// Reads a link.
    ///
    /// # Errors
    /// [`LinkError`]; [`LinkError::NotALink`] for anything that does not look like one.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        if text.len() > MAX_LINK {
            return Err(LinkError::NotALink);
        }
        if let Some(rest) = strip_scheme(text, "kauth://") {
            let (action, query) = rest.split_once('?').ok_or(LinkError::NotALink)?;
            let parameters = Parameters::read(query)?;
            let origin = Origin::parse(parameters.need("u")?)?;
            return match action.trim_end_matches('/') {
                "link" => link(origin, &parameters, &["v", "u", "t", "k", "p"]),
                "open" => open(origin, &parameters),
                "check" => {
                    CheckUri::read(origin, &parameters, &["v", "u", "t", "k", "r", "p"]).map(Self::Check)
                }
                _ => Err(LinkError::NotALink),
            };
        }
        let (address, fragment) = text.split_once('#').ok_or(LinkError::NotALink)?;
        let (origin, action) = address.rsplit_once('/').ok_or(LinkError::NotALink)?;
        if !["link", "check"].contains(&action) {
            return Err(LinkError::NotALink);
        }
        if origin.starts_with("http://") {
            // The https form has no plain twin; loopback uses kauth://.
            return Err(LinkError::PlainHttp);
        }
        if !origin.starts_with("https://") {
            return Err(LinkError::NotALink);
        }
        let (origin, parameters) = (Origin::parse(origin)?, Parameters::read(fragment)?);
        if action == "check" {
            return CheckUri::read(origin, &parameters, &["v", "t", "k", "r", "p"]).map(Self::Check);
        }
        link(origin, &parameters, &["v", "t", "k", "p"])
    }
}

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(scheme.len())?;
    head.eq_ignore_ascii_case(scheme).then_some(rest)
}

fn link(origin: Origin, parameters: &Parameters, known: &[&str]) -> Result<KauthUri, LinkError> {
    parameters.version()?;
    parameters.only(known)?;
    let token = parameters.need("t")?;
    let key = parameters.need("k")?;
    let pin = parameters.get("p");
    let is_hash = |text: &str| b64::decode_exact::<32>(text).is_some();
    if !b64::is_token(token) || !is_hash(key) || pin.is_some_and(|pin| !is_hash(pin)) {
        return Err(LinkError::Parameter);
    }
    if pin.is_some() && origin.is_plain_http() {
        return Err(LinkError::Parameter);
    }
    Ok(KauthUri::Link(LinkUri { origin, token: token.into(), key: key.into(), pin: pin.map(Into::into) }))
}

fn open(origin: Origin, parameters: &Parameters) -> Result<KauthUri, LinkError> {
    parameters.version()?;
    parameters.only(&["v", "u", "r"])?;
    let request = parameters.get("r");
    if request.is_some_and(|request| !b64::is_token(request)) {
        return Err(LinkError::Parameter);
    }
    Ok(KauthUri::Open(OpenUri { origin, request: request.map(Into::into) }))
}

pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    fn read(text: &str) -> Result<Self, LinkError> {
        let mut all: Vec<(String, String)> = Vec::new();
        for part in text.split('&') {
            let (name, value) = part.split_once('=').ok_or(LinkError::Parameter)?;
            let value = percent_decode_str(value).decode_utf8().map_err(|_| LinkError::Parameter)?;
            if value.is_empty() || all.iter().any(|(known, _)| known == name) {
                return Err(LinkError::Parameter);
            }
            all.push((name.into(), value.into_owned()));
        }
        Ok(Self(all))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn need(&self, name: &str) -> Result<&str, LinkError> {
        self.get(name).ok_or(LinkError::Parameter)
    }

    pub(crate) fn version(&self) -> Result<(), LinkError> {
        match self.need("v")? {
            "1" => Ok(()),
            other if other.parse::<u32>().is_ok() => Err(LinkError::Version),
            _ => Err(LinkError::Parameter),
        }
    }

    pub(crate) fn only(&self, known: &[&str]) -> Result<(), LinkError> {
        let unknown = self.0.iter().any(|(name, _)| !known.contains(&name.as_str()));
        if unknown { Err(LinkError::Parameter) } else { Ok(()) }
    }
}

impl LinkUri {
    /// The https form, for a QR code; plain HTTP has only the `kauth:` form, which it then is.
    #[must_use]
    pub fn to_https(&self) -> String {
        if self.origin.is_plain_http() {
            return self.to_scheme();
        }
        let mut text = format!("{}/link#v=1&t={}&k={}", self.origin, self.token, self.key);
        if let Some(pin) = &self.pin {
            text.push_str("&p=");
            text.push_str(pin);
        }
        text
    }

    /// The `kauth:` form, for *Open in kAuth*.
    #[must_use]
    pub fn to_scheme(&self) -> String {
        let origin = encode(self.origin.as_str());
        let mut text = format!("kauth://link?v=1&u={origin}&t={}&k={}", self.token, self.key);
        if let Some(pin) = &self.pin {
            text.push_str("&p=");
            text.push_str(pin);
        }
        text
    }
}

impl OpenUri {
    /// The `kauth:` form, for *Open kAuth* on the waiting page.
    #[must_use]
    pub fn to_scheme(&self) -> String {
        let origin = encode(self.origin.as_str());
        match &self.request {
            Some(request) => format!("kauth://open?v=1&u={origin}&r={request}"),
            None => format!("kauth://open?v=1&u={origin}"),
        }
    }
}

#[cfg(test)]
#[path = "link_uri_tests.rs"]
mod tests;
