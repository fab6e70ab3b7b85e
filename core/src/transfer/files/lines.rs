//! Texts with an `otpauth` address a line, as many apps write them; and one such address where an app keeps nothing else.

use kauth_otp::{OtpUri, UriError};
use percent_encoding::percent_decode_str;

use super::super::entry::{Entry, Import, Refused, name, named_kind};
use super::super::migration::read_migration;
use super::super::{Reason, Source, Unread};

/// Lines that are no address are remarks, unless there is nothing else.
pub(super) fn read(text: &str) -> Result<Import, Unread> {
    let mut import = Import::new(Source::Text);
    let lines = text.lines().map(str::trim);
    for line in lines.filter(|line| begins(line, "otpauth://")) {
        import.add(uri(line, "", "", ""));
    }
    for line in text.lines().filter(|line| begins(line.trim(), "otpauth-migration://")) {
        match read_migration(line) {
            Ok(part) => import.join(part.import),
            Err(_) => import.add(Err(Refused { name: String::new(), reason: Reason::Form })),
        }
    }
    if import.taken.is_empty() && import.refused.is_empty() {
        return Err(Unread::Unknown);
    }
    Ok(import)
}

/// One address. What it does not say of its names is taken from around it.
pub(super) fn uri(text: &str, issuer: &str, account: &str, note: &str) -> Result<Entry, Refused> {
    let or = |own: &str, around: &str| if own.is_empty() { around.to_owned() } else { own.to_owned() };
    let read = OtpUri::parse(text).and_then(|uri| {
        let (own_issuer, own_account, parameters) = uri.into_parts();
        let cut = |text: String| text.chars().take(OtpUri::MAX_NAME_CHARS).collect::<String>();
        OtpUri::new(&cut(or(&own_issuer, issuer)), &cut(or(&own_account, account)), parameters)
    });
    match read {
        Ok(uri) => Ok(Entry { uri, note: note.to_owned() }),
        Err(error) => Err(Refused {
            name: or(&name(issuer, account), &label(text)),
            reason: if error == UriError::UnknownType { kind(text) } else { error.into() },
        }),
    }
}

/// The account's name in an address that cannot be used. What follows the `?` is never looked at: the secret is there.
fn label(text: &str) -> String {
    let path = text.split_once('?').map_or("", |(path, _)| path);
    let label = path.splitn(4, '/').nth(3).unwrap_or_default();
    let label: String =
        percent_decode_str(label).decode_utf8_lossy().chars().take(OtpUri::MAX_NAME_CHARS).collect();
    match label.split_once(':') {
        Some((issuer, account)) => name(issuer, account),
        None => label,
    }
}

fn kind(text: &str) -> Reason {
    let host = text.split(['/', '?']).nth(2).unwrap_or_default().to_ascii_lowercase();
    match host.as_str() {
        // Steam's in the guise of a common one.
        "totp" | "hotp" => named_kind("steam"),
        host => named_kind(host),
    }
}

pub(super) fn begins(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
}
