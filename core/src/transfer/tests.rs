//! What the importers take, what they refuse and by which name. All files are written here, all secrets made up.

mod any_bytes;
mod codes;
mod files;

use kauth_otp::{Algorithm, Kind};

use super::*;

/// The RFCs' key, "12345678901234567890".
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// An entry as these tests write it: issuer, account, what moves it, hash, digits, note.
fn line(entry: &Entry) -> String {
    let parameters = entry.uri.parameters();
    let hash = match parameters.algorithm {
        Algorithm::Sha1 => "",
        other => other.name(),
    };
    let moves = match parameters.kind {
        Kind::Totp { period } => format!("every {}", period.seconds()),
        Kind::Hotp { counter } => format!("at {counter}"),
        _ => "?".to_owned(),
    };
    let (issuer, account) = (entry.uri.issuer(), entry.uri.account());
    let note = if entry.note.is_empty() { String::new() } else { format!(" ({})", entry.note) };
    format!("{issuer}|{account}|{moves}|{hash}{}{note}", parameters.digits.get())
}

fn taken(import: &Import) -> Vec<String> {
    import.taken.iter().map(line).collect()
}

fn refused(import: &Import) -> Vec<(&str, Reason)> {
    import.refused.iter().map(|refused| (refused.name.as_str(), refused.reason)).collect()
}
