//! Who an account belongs to: the label `issuer:account` and the parameter `issuer`, which may disagree.

use percent_encoding::percent_decode_str;

use super::UriError;

/// Issuer and account out of the raw label and the raw `issuer` parameter. The parameter wins, as the form's authors
/// ask; the label's issuer stands in when it is missing or empty.
pub(super) fn read(label: &str, issuer: Option<&str>) -> Result<(String, String), UriError> {
    let whole = clean(&decode(label)?);
    let (prefix, account) = split(label, &whole)?;
    let Some(issuer) = issuer else { return Ok((prefix, account)) };
    // A form encoder writes a space as `+`. A real plus is recognised when the label says it too.
    let literal = clean(&decode(issuer)?);
    let issuer = if literal == prefix { literal } else { clean(&decode(&issuer.replace('+', " "))?) };
    if issuer.is_empty() {
        return Ok((prefix, account));
    }
    // An issuer that holds a colon itself is known from the parameter only.
    match whole.strip_prefix(&issuer).and_then(|rest| rest.trim_start().strip_prefix(':')) {
        Some(rest) => Ok((issuer, rest.trim_start().to_owned())),
        None => Ok((issuer, account)),
    }
}

/// At the first colon that is one in the raw label, else at the first that is escaped there.
fn split(label: &str, whole: &str) -> Result<(String, String), UriError> {
    if let Some((prefix, account)) = label.split_once(':') {
        return Ok((clean(&decode(prefix)?), clean(&decode(account)?)));
    }
    Ok(match whole.split_once(':') {
        Some((prefix, account)) => (prefix.trim_end().to_owned(), account.trim_start().to_owned()),
        None => (String::new(), whole.to_owned()),
    })
}

/// Undoes percent-encoding; a `%` that begins no escape stays as it is.
pub(super) fn decode(text: &str) -> Result<String, UriError> {
    percent_decode_str(text).decode_utf8().map(Into::into).map_err(|_| UriError::NotText)
}

/// One line that reads in one direction.
pub(super) fn clean(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let visible = name.split(|c: char| c.is_whitespace() || c.is_control() || turns_direction(c));
    for word in visible.filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The formatting characters of the bidirectional algorithm (UAX #9 §2): they let one name pass for another.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
