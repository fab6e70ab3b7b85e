//! Stratum (once Authenticator Pro): `{Authenticators, Categories, …}` with numbers for kinds and hashes.

use super::super::entry::{Draft, Entry, Import, Refused, base32, named_kind};
use super::super::json::Json;
use super::super::{Reason, Source, Unread};

pub(super) fn read(file: &Json) -> Result<Import, Unread> {
    let entries = file.list("Authenticators").ok_or(Unread::Unknown)?;
    let mut import = Import::new(Source::File("Stratum"));
    entries.iter().for_each(|one| import.add(entry(one)));
    Ok(import)
}

fn entry(entry: &Json) -> Result<Entry, Refused> {
    let hash = |number| match number {
        0 => Some("SHA1"),
        1 => Some("SHA256"),
        2 => Some("SHA512"),
        _ => None,
    };
    let algorithm = match entry.get("Algorithm") {
        None => Some("SHA1"),
        Some(number) => number.number().and_then(hash),
    };
    let algorithm = algorithm.map(|name| Json::Text(name.to_owned().into()));
    let draft = Draft {
        issuer: entry.str("Issuer"),
        account: entry.str("Username"),
        secret: base32(entry.get("Secret").and_then(Json::text)),
        algorithm: algorithm.as_ref(),
        digits: entry.get("Digits"),
        period: entry.get("Period"),
        counter: entry.get("Counter"),
        ..Draft::default()
    };
    match entry.get("Type").and_then(Json::number) {
        Some(1 | 2) if algorithm.is_none() => Err(draft.refuse(Reason::Algorithm)),
        Some(1) => draft.hotp(),
        Some(2) => draft.totp(),
        Some(3) => Err(draft.refuse(named_kind("motp"))),
        Some(4) => Err(draft.refuse(named_kind("steam"))),
        Some(5) => Err(draft.refuse(named_kind("yandex"))),
        _ => Err(draft.refuse(Reason::UnknownKind)),
    }
}
