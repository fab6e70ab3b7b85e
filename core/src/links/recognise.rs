//! From a scanned, pasted or opened text to what it is. Pure: nothing is asked, nothing is changed.

use kauth_otp::{OtpUri, SecretError, UriError};
use kauth_protocol::check_uri::CheckUri;
use kauth_protocol::link_uri::{KauthUri, LinkError, LinkUri, OpenUri};
use kauth_texts::Texts;

use crate::error::{CoreError, ErrorKind};
use crate::transfer::{Part, Unread, read_migration};

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// An invitation to link this phone.
    Link(LinkUri),
    /// The way from a waiting page to its request.
    Open(OpenUri),
    /// An invitation to prove who one is.
    Check(CheckUri),
    /// The sign-in page leads back (A1).
    SignInReturned(String),
    /// An account of codes.
    Otpauth(Box<OtpUri>),
    /// Accounts that another authenticator hands over.
    Migration(Box<Part>),
}

/// Why a text is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unrecognised {
    NotALink,
    Version,
    Damaged,
    PlainHttp,
    Migration(Unread),
    Otp(UriError),
}

/// Says what a text is.
pub(crate) fn recognise(text: &str) -> Result<Recognised, Unrecognised> {
    let text = text.trim();
    let starts =
        |prefix: &str| text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    if starts("otpauth-migration:") {
        return read_migration(text)
            .map(|part| Recognised::Migration(Box::new(part)))
            .map_err(Unrecognised::Migration);
    }
    if starts("otpauth:") {
        return OtpUri::parse(text).map(|uri| Recognised::Otpauth(Box::new(uri))).map_err(
            |error| match error {
                UriError::NotOtpauth => Unrecognised::NotALink,
                other => Unrecognised::Otp(other),
            },
        );
    }
    if starts(kauth_protocol::oauth::REDIRECT_URI) {
        return Ok(Recognised::SignInReturned(text.to_owned()));
    }
    match KauthUri::parse(text) {
        Ok(KauthUri::Link(link)) => Ok(Recognised::Link(link)),
        Ok(KauthUri::Open(open)) => Ok(Recognised::Open(open)),
        Ok(KauthUri::Check(check)) => Ok(Recognised::Check(check)),
        Err(LinkError::NotALink) => Err(Unrecognised::NotALink),
        Err(LinkError::Version) => Err(Unrecognised::Version),
        Err(LinkError::PlainHttp) => Err(Unrecognised::PlainHttp),
        Err(LinkError::Host | LinkError::Parameter) => Err(Unrecognised::Damaged),
    }
}

impl Unrecognised {
    /// The error in a person's words.
    pub(crate) fn error(self, texts: &Texts) -> CoreError {
        let kind = match self {
            Self::NotALink => ErrorKind::NotALink,
            Self::Version => ErrorKind::UpdateNeeded,
            Self::Damaged => ErrorKind::LinkInvalid,
            Self::PlainHttp => ErrorKind::PlainHttp,
            Self::Migration(reason) => reason.kind(),
            Self::Otp(error) => return otp_error(error, texts),
        };
        CoreError::new(kind, texts)
    }
}

/// Why an account's details cannot make correct codes, in a person's words.
pub(crate) fn otp_error(error: UriError, texts: &Texts) -> CoreError {
    let text = match error {
        UriError::NotOtpauth | UriError::Migration => texts.error_not_a_link(),
        UriError::TooLong => texts.otp_too_long(),
        UriError::UnknownType => texts.otp_unknown_type(),
        UriError::Duplicate => texts.otp_duplicate(),
        UriError::NotText => texts.otp_not_text(),
        UriError::MissingSecret | UriError::Secret(SecretError::Empty) => texts.otp_secret_missing(),
        UriError::Secret(SecretError::NotBase32) => texts.otp_secret_not_base32(),
        UriError::Secret(SecretError::TooLong) => texts.otp_secret_too_long(),
        UriError::Algorithm => texts.otp_algorithm(),
        UriError::Digits => texts.otp_digits(),
        UriError::Period => texts.otp_period(),
        UriError::MissingCounter | UriError::Counter => texts.otp_counter(),
        _ => texts.error_otp_invalid(),
    };
    CoreError { kind: ErrorKind::OtpInvalid, text, retry_after_s: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "AAAAAAAAAAAAAAAAAAAAAA";
    const HASH: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    #[test]
    fn each_text_is_what_it_is() {
        let link = format!("https://example.com/link#v=1&t={TOKEN}&k={HASH}");
        assert!(matches!(recognise(&link), Ok(Recognised::Link(_))));
        let open = "kauth://open?v=1&u=https%3A%2F%2Fexample.com";
        assert!(matches!(recognise(open), Ok(Recognised::Open(_))));
        let otp = "OTPAUTH://totp/Site:me?secret=GEZDGNBVGY3TQOJQ";
        assert!(matches!(recognise(otp), Ok(Recognised::Otpauth(_))));
        let back = "kauth://oauth?code=x&state=y";
        assert_eq!(recognise(back), Ok(Recognised::SignInReturned(back.into())));
        // One account without a secret: refused by name, and read all the same.
        assert!(matches!(recognise("otpauth-migration://offline?data=CgA="), Ok(Recognised::Migration(_))));
    }

    #[test]
    fn what_is_of_no_use_says_why() {
        let newer = format!("https://example.com/link#v=2&t={TOKEN}&k={HASH}");
        let plain = format!("http://example.com/link#v=1&t={TOKEN}&k={HASH}");
        let cut = format!("https://example.com/link#v=1&t={TOKEN}");
        let cases: [(&str, Unrecognised); 9] = [
            ("", Unrecognised::NotALink),
            ("https://example.com", Unrecognised::NotALink),
            ("WIFI:S:home;T:WPA;P:secret;;", Unrecognised::NotALink),
            ("otpauth-migration://offline?data=", Unrecognised::Migration(Unread::Empty)),
            ("otpauth-migration://offline?data=CgI", Unrecognised::Migration(Unread::Unknown)),
            ("otpauth://totp/x?secret=!!!", Unrecognised::Otp(UriError::Secret(SecretError::NotBase32))),
            (&newer, Unrecognised::Version),
            (&plain, Unrecognised::PlainHttp),
            (&cut, Unrecognised::Damaged),
        ];
        for (text, expected) in cases {
            assert_eq!(recognise(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn a_text_of_many_byte_letters_does_not_trip_it() {
        assert_eq!(recognise("ééééééééééééééééééé"), Err(Unrecognised::NotALink));
    }
}
