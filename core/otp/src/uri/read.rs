//! From text to an [`OtpUri`]. One pass over the parameters keeps the raw values; then each is checked once.

use zeroize::Zeroizing;

use super::{OtpUri, UriError, label};
use crate::{Algorithm, Digits, Kind, Parameters, Period, Secret};

pub(super) fn uri(text: &str) -> Result<OtpUri, UriError> {
    let text = text.trim();
    if strip_scheme(text, "otpauth-migration://").is_some() {
        return Err(UriError::Migration);
    }
    let rest = strip_scheme(text, "otpauth://").ok_or(UriError::NotOtpauth)?;
    if text.len() > OtpUri::MAX_BYTES {
        return Err(UriError::TooLong);
    }
    // A raw `#` is part of a name here: a fragment means nothing in this form.
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (kind, label) = path.split_once('/').unwrap_or((path, ""));
    let is_hotp = match kind {
        _ if kind.eq_ignore_ascii_case("totp") => false,
        _ if kind.eq_ignore_ascii_case("hotp") => true,
        _ => return Err(UriError::UnknownType),
    };

    let raw = Raw::collect(query)?;
    let secret = Zeroizing::new(label::decode(raw.secret.ok_or(UriError::MissingSecret)?)?);
    let secret = Secret::from_base32(&secret)?;
    let algorithm = match raw.algorithm {
        Some(name) => Algorithm::parse(&label::decode(name)?).map_err(|_| UriError::Algorithm)?,
        None => Algorithm::default(),
    };
    let digits = match raw.digits {
        Some(text) => number(text)
            .and_then(|digits| Digits::new(u8::try_from(digits).ok()?).ok())
            .ok_or(UriError::Digits)?,
        None => Digits::default(),
    };
    let kind = if is_hotp {
        let counter = raw.counter.ok_or(UriError::MissingCounter)?;
        Kind::Hotp { counter: number(counter).ok_or(UriError::Counter)? }
    } else {
        let period = match raw.period {
            Some(text) => number(text)
                .and_then(|seconds| Period::from_seconds(u32::try_from(seconds).ok()?).ok())
                .ok_or(UriError::Period)?,
            None => Period::default(),
        };
        Kind::Totp { period }
    };
    let (issuer, account) = label::read(label, raw.issuer)?;
    OtpUri::new(&issuer, &account, Parameters { secret, algorithm, digits, kind })
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// The parameters that mean something, still encoded. Others are ignored, as often as they like.
#[derive(Default)]
struct Raw<'a> {
    secret: Option<&'a str>,
    issuer: Option<&'a str>,
    algorithm: Option<&'a str>,
    digits: Option<&'a str>,
    period: Option<&'a str>,
    counter: Option<&'a str>,
}

impl<'a> Raw<'a> {
    fn collect(query: &'a str) -> Result<Self, UriError> {
        let mut raw = Self::default();
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            // A name that is no text is unknown. Escapes are undone first: they must not hide a second `secret`.
            let Ok(name) = label::decode(name) else { continue };
            let slot = match name.to_ascii_lowercase().as_str() {
                "secret" => &mut raw.secret,
                "issuer" => &mut raw.issuer,
                "algorithm" => &mut raw.algorithm,
                "digits" => &mut raw.digits,
                "period" => &mut raw.period,
                "counter" => &mut raw.counter,
                // Steam's codes in the guise of common ones (KeePassXC writes them so): five letters, no digits.
                "encoder" if !value.is_empty() => return Err(UriError::UnknownType),
                _ => continue,
            };
            if slot.replace(value).is_some() {
                return Err(UriError::Duplicate);
            }
        }
        Ok(raw)
    }
}

/// Decimal digits only: no sign, no space, nothing else that Rust's parser might take.
fn number(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}
