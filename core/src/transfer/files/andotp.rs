//! andOTP: a list of entries and nothing around it.

use super::super::entry::{Draft, Entry, Import, Refused, base32};
use super::super::json::Json;
use super::super::{Source, Unread};

pub(super) fn read(entries: &[Json]) -> Result<Import, Unread> {
    // Any JSON may be a list.
    if !entries.iter().all(|entry| entry.get("secret").is_some() && entry.get("label").is_some()) {
        return Err(Unread::Unknown);
    }
    let mut import = Import::new(Source::File("andOTP"));
    entries.iter().for_each(|one| import.add(entry(one)));
    Ok(import)
}

fn entry(entry: &Json) -> Result<Entry, Refused> {
    let (issuer, account) = match (entry.get("issuer"), entry.str("label").split_once(" - ")) {
        // Before there were issuers, labels held them.
        (None, Some(parts)) => parts,
        _ => (entry.str("issuer"), entry.str("label")),
    };
    let draft = Draft {
        issuer,
        account,
        secret: base32(entry.get("secret").and_then(Json::text)),
        algorithm: entry.get("algorithm"),
        digits: entry.get("digits"),
        period: entry.get("period"),
        counter: entry.get("counter"),
        ..Draft::default()
    };
    draft.of_kind(entry.str("type"))
}
