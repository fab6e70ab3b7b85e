//! The authorization request (RFC 6749 §4.1.1, RFC 7636, RFC 9449 §10): what it must look like to be shown at all.

use std::collections::HashMap;

use kauth_protocol::b64;
use kauth_protocol::oauth::{CLIENT_ID, REDIRECT_URI, SCOPE};
use kauth_protocol::origin::Origin;
use url::Url;

/// Longest `state`.
const STATE: usize = 512;

/// A request that may be shown to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorize {
    /// Where the answer goes.
    pub redirect_uri: String,
    /// To be given back as it is.
    pub state: String,
    pub(super) challenge: String,
    pub(super) dpop_jkt: String,
}

/// Why a request is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorizeError {
    /// Client or redirect are not ours: an error page, and no redirect anywhere.
    Page,
    /// Anything else: redirect the browser to this URL, which tells the app.
    Redirect(String),
}

impl Authorize {
    /// Reads the query of an authorization request.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub fn parse(query: &str, issuer: &Origin) -> Result<Self, AuthorizeError> {
        let mut parameters: HashMap<String, String> = HashMap::new();
        let mut twice = false;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            twice |= parameters.insert(name.into_owned(), value.into_owned()).is_some();
        }
        let get = |name: &str| parameters.get(name).map_or("", String::as_str);
        if twice || get("client_id") != CLIENT_ID || !is_redirect(get("redirect_uri")) {
            return Err(AuthorizeError::Page);
        }
        let state = get("state").to_owned();
        let authorize = Self {
            redirect_uri: get("redirect_uri").to_owned(),
            challenge: get("code_challenge").to_owned(),
            dpop_jkt: get("dpop_jkt").to_owned(),
            state,
        };
        let is_hash = |text: &str| b64::decode_exact::<32>(text).is_some();
        let error = if get("response_type") != "code" {
            Some("unsupported_response_type")
        } else if get("scope") != SCOPE {
            Some("invalid_scope")
        } else if get("code_challenge_method") != "S256"
            || !is_hash(&authorize.challenge)
            || !is_hash(&authorize.dpop_jkt)
            || !(8..=STATE).contains(&authorize.state.len())
        {
            Some("invalid_request")
        } else {
            None
        };
        match error {
            None => Ok(authorize),
            Some(error) => Err(AuthorizeError::Redirect(authorize.answer(issuer, "error", error))),
        }
    }

    /// The URL that tells the app that the person said no.
    #[must_use]
    pub fn denied(&self, issuer: &Origin) -> String {
        self.answer(issuer, "error", "access_denied")
    }

    pub(super) fn with_code(&self, issuer: &Origin, code: &str) -> String {
        self.answer(issuer, "code", code)
    }

    /// `iss` goes along so that an app with several providers cannot be mixed up (RFC 9207).
    fn answer(&self, issuer: &Origin, name: &str, value: &str) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair(name, value)
            .append_pair("state", &self.state)
            .append_pair("iss", issuer.as_str())
            .finish();
        format!("{}?{query}", self.redirect_uri)
    }
}

/// The app's private-use scheme, or a loopback literal with a port (RFC 8252 §7.1 and §7.3), nothing else.
fn is_redirect(text: &str) -> bool {
    if text == REDIRECT_URI {
        return true;
    }
    let Ok(url) = Url::parse(text) else { return false };
    let loopback = url.scheme() == "http" && matches!(url.host_str(), Some("127.0.0.1" | "[::1]"));
    // What the parser would write differently is not taken for what it was meant to be.
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    loopback && url.port().is_some() && bare && url.as_str() == text
}
