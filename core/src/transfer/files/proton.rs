//! Proton Authenticator: `{version, entries}`, each with an address.

use super::super::entry::{Draft, Entry, Import, Refused, named_kind};
use super::super::json::Json;
use super::super::{Reason, Source, Unread};
use super::lines::{begins, uri};

pub(super) fn read(file: &Json) -> Result<Import, Unread> {
    let entries = file.list("entries").ok_or(Unread::Unknown)?;
    let mut import = Import::new(Source::File("Proton Authenticator"));
    entries.iter().for_each(|one| import.add(entry(one)));
    Ok(import)
}

fn entry(entry: &Json) -> Result<Entry, Refused> {
    let text = |name| entry.get("content").map(|content| content.str(name)).unwrap_or_default();
    let (address, name) = (text("uri"), text("name"));
    let draft = Draft { account: name, ..Draft::default() };
    if begins(address, "otpauth://") {
        uri(address, "", name, entry.str("note"))
    } else if begins(address, "steam://") {
        Err(draft.refuse(named_kind("steam")))
    } else {
        Err(draft.refuse(Reason::Form))
    }
}
