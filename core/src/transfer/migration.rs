//! `otpauth-migration://offline?data=…`: how Google Authenticator hands accounts over, in one QR code or in several.

use data_encoding::{BASE64, BASE64_NOPAD};
use kauth_otp::{Algorithm, Digits, Kind, OtpUri, Parameters, Period, Secret};
use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use super::batch::{MAX_PARTS, Part};
use super::entry::{Entry, Import, Refused, name};
use super::protobuf::{Damaged, Field, Fields};
use super::{MAX_ENTRIES, Reason, Source, Unread};

/// A QR code holds less than 3,000 bytes; what is pasted is not longer either.
const MAX_TEXT: usize = 16 * 1024;

/// Reads one QR code's text.
///
/// # Errors
/// [`Unread::Unknown`] where it is damaged, [`Unread::Empty`] where there is nothing in it.
pub(crate) fn read_migration(text: &str) -> Result<Part, Unread> {
    let text = text.trim();
    if text.len() > MAX_TEXT {
        return Err(Unread::Unknown);
    }
    let (_, query) = text.split_once('?').ok_or(Unread::Unknown)?;
    let data = query.split('&').find_map(|pair| pair.strip_prefix("data=")).ok_or(Unread::Unknown)?;
    let decoded: Zeroizing<Vec<u8>> = Zeroizing::new(percent_decode_str(data).collect());
    // A form decoder on the way turned `+` into a space; some writers leave the padding away.
    let mut base64 = Zeroizing::new(Vec::with_capacity(decoded.len()));
    base64.extend(decoded.iter().map(|byte| if *byte == b' ' { b'+' } else { *byte }));
    let padded = base64.ends_with(b"=");
    let decoder = if padded { &BASE64 } else { &BASE64_NOPAD };
    let bytes = Zeroizing::new(decoder.decode(&base64).map_err(|_| Unread::Unknown)?);
    part(&bytes).map_err(|Damaged| Unread::Unknown)?.checked()
}

/// `MigrationPayload`.
fn part(bytes: &[u8]) -> Result<Part, Damaged> {
    let mut part = Part { import: Import::new(Source::Codes), batch: 0, place: 0, of: 1 };
    for field in Fields::of(bytes) {
        match field? {
            Field::Bytes(1, entry) => {
                if part.import.taken.len() + part.import.refused.len() >= MAX_ENTRIES {
                    return Err(Damaged);
                }
                part.import.add(entry_of(entry)?);
            }
            Field::Number(3, size) => part.of = usize::try_from(size).map_err(|_| Damaged)?.max(1),
            Field::Number(4, place) => part.place = usize::try_from(place).map_err(|_| Damaged)?,
            // Negative ids are numbers like others here.
            Field::Number(5, batch) => part.batch = batch,
            _ => {}
        }
    }
    Ok(part)
}

impl Part {
    fn checked(self) -> Result<Self, Unread> {
        if self.place >= self.of || self.of > MAX_PARTS {
            return Err(Unread::Unknown);
        }
        if self.import.taken.is_empty() && self.import.refused.is_empty() {
            return Err(Unread::Empty);
        }
        Ok(self)
    }
}

/// `OtpParameters`. Fields that are absent have Protocol Buffers' zero.
#[derive(Default)]
struct Raw<'a> {
    secret: &'a [u8],
    name: &'a [u8],
    issuer: &'a [u8],
    algorithm: u64,
    digits: u64,
    kind: u64,
    counter: u64,
}

fn entry_of(bytes: &[u8]) -> Result<Result<Entry, Refused>, Damaged> {
    let mut raw = Raw::default();
    for field in Fields::of(bytes) {
        match field? {
            Field::Bytes(1, secret) => raw.secret = secret,
            Field::Bytes(2, name) => raw.name = name,
            Field::Bytes(3, issuer) => raw.issuer = issuer,
            Field::Number(4, algorithm) => raw.algorithm = algorithm,
            Field::Number(5, digits) => raw.digits = digits,
            Field::Number(6, kind) => raw.kind = kind,
            Field::Number(7, counter) => raw.counter = counter,
            _ => {}
        }
    }
    let issuer = String::from_utf8_lossy(raw.issuer);
    let label = String::from_utf8_lossy(raw.name);
    let (issuer, account) = names(&issuer, &label);
    let read = raw.parameters().and_then(|parameters| Ok(OtpUri::new(&issuer, &account, parameters)?));
    Ok(match read {
        Ok(uri) => Ok(Entry { uri, note: String::new() }),
        Err(reason) => Err(Refused { name: name(&issuer, &account), reason }),
    })
}

/// The name may hold the issuer once more, as in the label of an `otpauth` address.
fn names(issuer: &str, label: &str) -> (String, String) {
    let cut = |text: &str| text.trim().chars().take(OtpUri::MAX_NAME_CHARS).collect::<String>();
    match label.split_once(':') {
        Some((prefix, account)) if issuer.trim().is_empty() || prefix.trim() == issuer.trim() => {
            (cut(prefix), cut(account))
        }
        _ => (cut(issuer), cut(label)),
    }
}

impl Raw<'_> {
    fn parameters(&self) -> Result<Parameters, Reason> {
        let kind = match self.kind {
            0 | 2 => Kind::Totp { period: Period::THIRTY },
            1 => Kind::Hotp { counter: self.counter },
            _ => return Err(Reason::UnknownKind),
        };
        let algorithm = match self.algorithm {
            0 | 1 => Algorithm::Sha1,
            2 => Algorithm::Sha256,
            3 => Algorithm::Sha512,
            _ => return Err(Reason::Algorithm),
        };
        let digits = match self.digits {
            0 | 1 => Digits::SIX,
            2 => Digits::new(8).map_err(|_| Reason::Digits)?,
            _ => return Err(Reason::Digits),
        };
        Ok(Parameters { secret: Secret::from_bytes(self.secret.to_vec())?, algorithm, digits, kind })
    }
}
