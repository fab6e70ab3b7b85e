//! Aegis: `{version, header, db}`, where `db` is a text while it is locked.

use super::super::entry::{Draft, Entry, Import, Refused, base32};
use super::super::json::Json;
use super::super::{Source, Unread};

pub(super) fn read(file: &Json) -> Result<Import, Unread> {
    if matches!(file.get("db"), Some(Json::Text(_))) {
        return Err(Unread::Encrypted);
    }
    let entries = file.get("db").and_then(|db| db.list("entries")).ok_or(Unread::Unknown)?;
    let mut import = Import::new(Source::File("Aegis"));
    entries.iter().for_each(|one| import.add(entry(one)));
    Ok(import)
}

fn entry(entry: &Json) -> Result<Entry, Refused> {
    let field = |name| entry.get("info").and_then(|info| info.get(name));
    let draft = Draft {
        issuer: entry.str("issuer"),
        account: entry.str("name"),
        note: entry.str("note"),
        secret: base32(field("secret").and_then(Json::text)),
        algorithm: field("algo"),
        digits: field("digits"),
        period: field("period"),
        counter: field("counter"),
        ..Draft::default()
    };
    draft.of_kind(entry.str("type"))
}
