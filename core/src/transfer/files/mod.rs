//! Which app wrote a file, by what is in it: names and endings are whatever a person made of them.

mod aegis;
mod andotp;
mod bitwarden;
mod freeotp;
mod lines;
mod proton;
mod stratum;
mod two_fas;

use super::json::Json;
use super::{Import, MAX_FILE, Unread};

/// Beginnings of files that are locked: Stratum's two, Java's serialised maps of FreeOTP, OpenPGP's.
const LOCKED: [&[u8]; 4] =
    [b"AUTHENTICATORPRO", b"AuthenticatorPro", b"\xac\xed\x00\x05", b"-----BEGIN PGP MESSAGE-----"];

/// Reads an export file.
///
/// # Errors
/// [`Unread`] says why nothing of it is taken.
pub(crate) fn read_file(bytes: &[u8]) -> Result<Import, Unread> {
    if bytes.len() > MAX_FILE {
        return Err(Unread::Unknown);
    }
    if LOCKED.iter().any(|start| bytes.starts_with(start)) {
        return Err(Unread::Encrypted);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let import = match bytes.trim_ascii_start().first() {
        Some(b'{' | b'[') => json(&Json::parse(bytes).ok_or(Unread::Unknown)?)?,
        _ => lines::read(std::str::from_utf8(bytes).map_err(|_| Unread::Unknown)?)?,
    };
    import.finish()
}

fn json(file: &Json) -> Result<Import, Unread> {
    if let Json::List(entries) = file {
        return andotp::read(entries);
    }
    let has = |name| file.get(name).is_some();
    if has("db") && has("header") {
        aegis::read(file)
    } else if has("services") || has("servicesEncrypted") {
        two_fas::read(file)
    } else if has("Authenticators") {
        stratum::read(file)
    } else if has("tokens") && has("tokenOrder") {
        freeotp::read(file)
    } else if has("encrypted") {
        bitwarden::read(file)
    } else if has("entries") && has("version") {
        proton::read(file)
    } else if has("salt") && has("content") || has("kdfParams") && has("encryptedData") {
        // Proton's and Ente's.
        Err(Unread::Encrypted)
    } else {
        Err(Unread::Unknown)
    }
}
