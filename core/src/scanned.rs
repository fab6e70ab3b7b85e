//! What the app makes of a scanned text, for whoever tries many (`tests/fuzz`).

use crate::links::{Recognised, recognise};

/// The kind that a text is of, and the text that the app itself would write for what it read, where it writes such.
///
/// # Errors
/// The stable name of why it is of no use.
pub fn scanned(text: &str) -> Result<(&'static str, Option<String>), String> {
    let recognised = recognise(text).map_err(|reason| format!("{reason:?}"))?;
    Ok(match recognised {
        Recognised::Link(link) => ("link", Some(link.to_https())),
        Recognised::Open(open) => ("open", Some(open.to_scheme())),
        Recognised::Check(check) => ("check", Some(check.to_https())),
        Recognised::SignInReturned(_) => ("sign_in_returned", None),
        Recognised::Otpauth(uri) => ("otpauth", Some(uri.to_text().to_string())),
        Recognised::Migration(_) => ("migration", None),
    })
}
