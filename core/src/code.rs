//! One code out of one `otpauth` URI, without a vault: for scripts, and to compare two devices.

use kauth_otp::{Hotp, Kind, OtpUri, Totp, UriError};
use kauth_texts::{Language, Texts};

use crate::error::{CoreError, ErrorKind};
use crate::links::otp_error;

/// The code of an `otpauth` URI at a time, ungrouped. A counter-based one's is that of its counter. `languages` is the
/// person's list, e.g. `de-CH,de;q=0.9`, for what may go wrong.
///
/// # Errors
/// `not_a_link`, `otp_invalid` (also for a time before 1970).
pub fn code_at(uri: &str, unix_seconds: i64, languages: &str) -> Result<String, CoreError> {
    let texts = Texts::of(Language::negotiate(languages));
    let uri = OtpUri::parse(uri).map_err(|error| match error {
        UriError::NotOtpauth | UriError::Migration => CoreError::new(ErrorKind::NotALink, texts),
        other => otp_error(other, texts),
    })?;
    let parameters = uri.parameters();
    let (secret, algorithm, digits) = (&parameters.secret, parameters.algorithm, parameters.digits);
    let code = match parameters.kind {
        Kind::Totp { period } => {
            Totp::new(secret, algorithm, digits, period).code_at(unix_seconds.saturating_mul(1000))
        }
        Kind::Hotp { counter } => Some(Hotp::new(secret, algorithm, digits).code(counter)),
        _ => None,
    };
    code.map(kauth_otp::Code::text).ok_or_else(|| CoreError::new(ErrorKind::OtpInvalid, texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B's first line, as eight digits.
    const URI: &str = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8";

    #[test]
    fn the_code_of_a_time_is_that_of_the_rfc() {
        assert_eq!(code_at(URI, 59, "en").unwrap(), "94287082");
    }

    #[test]
    fn what_makes_no_code_says_why() {
        assert_eq!(code_at("hello", 0, "en").unwrap_err().kind, ErrorKind::NotALink);
        assert_eq!(code_at("otpauth://totp/x?secret=", 0, "en").unwrap_err().kind, ErrorKind::OtpInvalid);
        assert_eq!(code_at(URI, -1, "en").unwrap_err().kind, ErrorKind::OtpInvalid);
        let german = code_at("otpauth://totp/x?secret=GEZA&digits=11", 0, "de").unwrap_err().text;
        assert_ne!(german, code_at("otpauth://totp/x?secret=GEZA&digits=11", 0, "en").unwrap_err().text);
    }
}
