//! 2FAS: `{schemaVersion, services}`, or `servicesEncrypted` in their place.

use super::super::entry::{Draft, Entry, Import, Refused, base32};
use super::super::json::Json;
use super::super::{Source, Unread};

pub(super) fn read(file: &Json) -> Result<Import, Unread> {
    if !file.str("servicesEncrypted").is_empty() {
        return Err(Unread::Encrypted);
    }
    let services = file.list("services").ok_or(Unread::Unknown)?;
    let mut import = Import::new(Source::File("2FAS"));
    services.iter().for_each(|one| import.add(service(one)));
    Ok(import)
}

fn service(service: &Json) -> Result<Entry, Refused> {
    let field = |name| service.get("otp").and_then(|otp| otp.get(name));
    let text = |name| field(name).and_then(Json::text).unwrap_or_default();
    let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    let issuer = or(text("issuer"), service.str("name"));
    // A label repeats the issuer.
    let label = text("label").split_once(':').map_or(text("label"), |(_, account)| account.trim());
    let account = or(text("account"), label);
    let draft = Draft {
        issuer: &issuer,
        account: &account,
        // Not out of `link`, where it may be hidden.
        secret: base32(service.get("secret").and_then(Json::text)),
        algorithm: field("algorithm"),
        digits: field("digits"),
        period: field("period"),
        counter: field("counter"),
        ..Draft::default()
    };
    match text("tokenType") {
        "" => draft.totp(),
        kind => draft.of_kind(kind),
    }
}
