//! FreeOTP+: `{tokenOrder, tokens}`. Secrets are lists of signed bytes, counters those of the last code.

use zeroize::Zeroizing;

use super::super::entry::{Draft, Entry, Import, Refused};
use super::super::json::Json;
use super::super::{Source, Unread};

pub(super) fn read(file: &Json) -> Result<Import, Unread> {
    let tokens = file.list("tokens").ok_or(Unread::Unknown)?;
    let mut import = Import::new(Source::File("FreeOTP+"));
    tokens.iter().for_each(|one| import.add(token(one)));
    Ok(import)
}

fn token(token: &Json) -> Result<Entry, Refused> {
    let issuer = match token.str("issuerExt") {
        "" => token.str("issuerInt"),
        issuer => issuer,
    };
    let draft = Draft {
        issuer,
        account: token.str("label"),
        secret: token.list("secret").and_then(bytes),
        algorithm: token.get("algo"),
        digits: token.get("digits"),
        period: token.get("period"),
        counter: token.get("counter"),
        counter_behind: 1,
        ..Draft::default()
    };
    draft.of_kind(token.str("type"))
}

/// Java's bytes, -128 to 127.
fn bytes(list: &[Json]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(list.len()));
    for byte in list {
        let byte = i8::try_from(byte.integer()?).ok()?;
        bytes.push(byte.cast_unsigned());
    }
    Some(bytes)
}
