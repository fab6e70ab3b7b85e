//! The three cookies: session, browser, language.
//!
//! With TLS the first two carry the prefix `__Host-` (RFC 6265bis §4.1.3): no other host, no subdomain and no plain
//! page can set them. All are `HttpOnly` and `SameSite=Lax`, so that coming back from the app keeps the session.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::clock::{DAY, SECOND};

/// Which cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cookie {
    /// The session, signed in or not.
    Session,
    /// Names the browser to the accounts that know it.
    Browser,
    /// The language chosen in the footer.
    Language,
}

impl Cookie {
    fn name(self, https: bool) -> &'static str {
        match (self, https) {
            (Self::Session, true) => "__Host-kauth_session",
            (Self::Session, false) => "kauth_session",
            (Self::Browser, true) => "__Host-kauth_browser",
            (Self::Browser, false) => "kauth_browser",
            (Self::Language, _) => "kauth_lang",
        }
    }

    /// Reads it. Two of the same name are none: one of them is not ours.
    #[must_use]
    pub(super) fn read(self, headers: &HeaderMap, https: bool) -> Option<String> {
        let name = self.name(https);
        let mut found = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned());
        let value = found.next()?;
        (found.next().is_none() && is_ours(&value)).then_some(value)
    }

    /// The header that sets it.
    #[must_use]
    pub(super) fn set(self, value: &str, https: bool) -> Option<HeaderValue> {
        let age = match self {
            Self::Session => None,
            Self::Browser => Some(400 * DAY / SECOND),
            Self::Language => Some(365 * DAY / SECOND),
        };
        self.header(value, age, https)
    }

    /// The header that removes it.
    #[must_use]
    pub(super) fn remove(self, https: bool) -> Option<HeaderValue> {
        self.header("", Some(0), https)
    }

    fn header(self, value: &str, age: Option<i64>, https: bool) -> Option<HeaderValue> {
        let mut text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", self.name(https));
        if https {
            text.push_str("; Secure");
        }
        if let Some(age) = age {
            text.push_str("; Max-Age=");
            text.push_str(&age.to_string());
        }
        HeaderValue::from_str(&text).ok()
    }
}

/// Our values are base64url or language tags; anything else was not set by us.
fn is_ours(value: &str) -> bool {
    (1..=64).contains(&value.len())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookie: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(cookie))])
    }

    #[test]
    fn with_tls_the_cookie_is_bound_to_the_host() {
        let text = Cookie::Session.set("abc", true).unwrap();
        assert_eq!(text, "__Host-kauth_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(
            Cookie::Session.set("abc", false).unwrap(),
            "kauth_session=abc; Path=/; HttpOnly; SameSite=Lax"
        );
        assert!(Cookie::Browser.remove(true).unwrap().to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn a_plain_or_doubled_cookie_is_not_taken_under_tls() {
        assert_eq!(Cookie::Session.read(&headers("kauth_session=abc"), true), None);
        assert_eq!(
            Cookie::Session.read(&headers("a=b; __Host-kauth_session=abc"), true).as_deref(),
            Some("abc")
        );
        assert_eq!(Cookie::Session.read(&headers("kauth_session=abc; kauth_session=xyz"), false), None);
        assert_eq!(Cookie::Session.read(&headers("kauth_session=a b"), false), None);
        assert_eq!(Cookie::Session.read(&headers("kauth_session="), false), None);
    }
}
