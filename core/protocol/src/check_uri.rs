//! The link to a kCheck session: `https://HOST/check#v=1&t=TOKEN&k=SERVER_KEY&r=REVIEWERS[&p=PIN]`, and the same
//! parameters as `kauth://check?u=PERCENT-ENCODED-ORIGIN&…`.
//!
//! `r` stands in the link so that a server cannot add a reader later: the phone computes it anew from the keys it gets.

use crate::b64;
use crate::link_uri::{LinkError, Parameters, encode};
use crate::origin::Origin;

/// An invitation to prove who one is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckUri {
    /// Where to claim.
    pub origin: Origin,
    /// Single-use token.
    pub token: String,
    /// RFC 7638 thumbprint of the server's signing key.
    pub key: String,
    /// [`crate::checks::reviewers_hash`] of the reviewers.
    pub reviewers: String,
    /// SHA-256 of the certificate's SubjectPublicKeyInfo, base64url: trust exactly this key for TLS.
    pub pin: Option<String>,
}

impl CheckUri {
    pub(crate) fn read(origin: Origin, parameters: &Parameters, known: &[&str]) -> Result<Self, LinkError> {
        parameters.version()?;
        parameters.only(known)?;
        let [token, key, reviewers] = [parameters.need("t")?, parameters.need("k")?, parameters.need("r")?];
        let pin = parameters.get("p");
        let is_hash = |text: &str| b64::decode_exact::<32>(text).is_some();
        let hashes = is_hash(key) && is_hash(reviewers) && pin.is_none_or(is_hash);
        if !b64::is_token(token) || !hashes || (pin.is_some() && origin.is_plain_http()) {
            return Err(LinkError::Parameter);
        }
        let [token, key, reviewers] = [token, key, reviewers].map(String::from);
        Ok(Self { origin, token, key, reviewers, pin: pin.map(Into::into) })
    }

    /// The https form, for a QR code and a mail; plain HTTP has only the `kauth:` form, which it then is.
    #[must_use]
    pub fn to_https(&self) -> String {
        if self.origin.is_plain_http() {
            return self.to_scheme();
        }
        format!("{}/check#v=1{}", self.origin, self.rest())
    }

    /// The `kauth:` form, for *Open in kAuth*.
    #[must_use]
    pub fn to_scheme(&self) -> String {
        format!("kauth://check?v=1&u={}{}", encode(self.origin.as_str()), self.rest())
    }

    fn rest(&self) -> String {
        let pin = self.pin.as_ref().map(|pin| format!("&p={pin}")).unwrap_or_default();
        format!("&t={}&k={}&r={}{pin}", self.token, self.key, self.reviewers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link_uri::KauthUri;

    fn link(origin: &str, pin: Option<&str>) -> CheckUri {
        CheckUri {
            origin: Origin::parse(origin).unwrap(),
            token: b64::encode(&[1; 16]),
            key: b64::encode(&[2; 32]),
            reviewers: b64::encode(&[3; 32]),
            pin: pin.map(Into::into),
        }
    }

    #[test]
    fn both_forms_come_back() {
        let pin = b64::encode(&[4; 32]);
        for check in [link("https://a.example", None), link("https://a.example:8443", Some(&pin))] {
            for text in [check.to_https(), check.to_scheme()] {
                assert_eq!(KauthUri::parse(&text), Ok(KauthUri::Check(check.clone())), "{text}");
            }
        }
        let plain = link("http://127.0.0.1:8080", None);
        assert_eq!(plain.to_https(), plain.to_scheme());
        assert_eq!(KauthUri::parse(&plain.to_https()), Ok(KauthUri::Check(plain)));
    }

    #[test]
    fn what_is_missing_twice_unknown_or_malformed_is_refused() {
        let good = link("https://a.example", None).to_https();
        let reviewers = format!("&r={}", b64::encode(&[3; 32]));
        for (bad, error) in [
            (good.replace(&reviewers, ""), LinkError::Parameter),
            (good.clone() + &reviewers, LinkError::Parameter),
            (good.clone() + "&x=1", LinkError::Parameter),
            (good.replace(&reviewers, "&r=AAAA"), LinkError::Parameter),
            (good.replace("v=1", "v=2"), LinkError::Version),
            (good.replace("https", "http"), LinkError::PlainHttp),
            (good.replace("a.example", "x@a.example"), LinkError::Host),
            (good.replace("/check", "/checks"), LinkError::NotALink),
            (good.replace("/check", "/link"), LinkError::Parameter),
        ] {
            assert_eq!(KauthUri::parse(&bad), Err(error), "{bad}");
        }
    }
}
