//! Bitwarden: logins, some with codes. Those without are no business of this app and are not mentioned.

use super::super::entry::{Draft, Entry, Import, Refused, base32, named_kind};
use super::super::json::Json;
use super::super::{Source, Unread};
use super::lines::{begins, uri};

pub(super) fn read(file: &Json) -> Result<Import, Unread> {
    if file.get("encrypted").is_some_and(Json::is_true) {
        return Err(Unread::Encrypted);
    }
    let items = file.list("items").ok_or(Unread::Unknown)?;
    let mut import = Import::new(Source::File("Bitwarden"));
    for item in items {
        let Some(login) = item.get("login") else { continue };
        let totp = login.str("totp").trim();
        if !totp.is_empty() {
            import.add(entry(item.str("name"), login.str("username"), totp));
        }
    }
    Ok(import)
}

/// An address, Steam's own, or a secret alone.
fn entry(issuer: &str, account: &str, totp: &str) -> Result<Entry, Refused> {
    if begins(totp, "otpauth://") {
        return uri(totp, issuer, account, "");
    }
    let draft = Draft { issuer, account, secret: base32(Some(totp)), ..Draft::default() };
    if begins(totp, "steam://") {
        return Err(draft.refuse(named_kind("steam")));
    }
    draft.totp()
}
