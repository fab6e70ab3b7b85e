//! What people type about themselves, checked and brought into one spelling; and closing an account.

use kauth_protocol::display;

use super::failure::Failure;
use super::{checks, limits};
use crate::state::AppState;
use crate::store::{StoreError, Tx, accounts, browsers, recovery_codes, sessions};

/// Longest name, in characters.
const LONGEST_NAME: usize = 64;
/// Longest e-mail address (RFC 5321 §4.5.3.1.3).
const LONGEST_ADDRESS: usize = 254;

/// A name as it may be shown, or `None` if nothing of it may.
#[must_use]
pub fn name(typed: &str) -> Option<String> {
    let name = display::sanitise(typed, LONGEST_NAME);
    (!name.is_empty()).then_some(name)
}

/// An e-mail address in lower case, or `None` if it is none. Whether it works, only a mail tells.
#[must_use]
pub fn address(typed: &str) -> Option<String> {
    let address = typed.trim().to_lowercase();
    let (local, domain) = address.rsplit_once('@')?;
    let labels_hold =
        domain.contains('.') && domain.split('.').all(|label| !label.is_empty() && label.len() <= 63);
    let fine = |c: char| !c.is_whitespace() && !c.is_control() && !"()<>[]:;,\\\"@".contains(c);
    let all_fine = !local.is_empty() && local.len() <= 64 && address.len() <= LONGEST_ADDRESS;
    let shown = display::check_text(&address, LONGEST_ADDRESS).is_ok();
    (labels_hold && all_fine && shown && local.chars().chain(domain.chars()).all(fine)).then_some(address)
}

/// A telephone number in E.164 (`+41791234567`), or `None` if it cannot be one.
#[must_use]
pub fn number(typed: &str) -> Option<String> {
    let kept: String = typed.chars().filter(|c| !" \u{a0}-–()/.".contains(*c)).collect();
    let digits = kept.strip_prefix('+').or_else(|| kept.strip_prefix("00"))?;
    let fine = (7..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    fine.then(|| format!("+{digits}"))
}

/// Where an account's number is sealed for.
#[must_use]
pub fn number_place(account: &str) -> String {
    format!("account.sealed_number:{account}")
}

/// The account's number as typed at sign-up.
///
/// # Errors
/// [`Failure::Seal`].
pub fn open_number(state: &AppState, account: &accounts::Account) -> Result<String, Failure> {
    let plain = state.seal.open(&number_place(&account.id), &account.sealed_number)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// The number with its middle hidden, for pages.
#[must_use]
pub fn masked(number: &str) -> String {
    let length = number.chars().count();
    number
        .chars()
        .enumerate()
        .map(|(index, c)| if index >= 3 && index + 2 < length { '•' } else { c })
        .collect()
}

/// Closes an account and everything that hangs on it in this room.
///
/// # Errors
/// [`StoreError`].
pub fn close(tx: &Tx<'_>, account: &accounts::Account, now: i64) -> Result<(), StoreError> {
    sessions::end_others(tx, &account.id, None)?;
    browsers::forget(tx, &account.id, None)?;
    recovery_codes::remove(tx, &account.id)?;
    limits::clear(tx, &account.id, &account.login)?;
    checks::deletion::end_of_account(tx, &account.id, now)?;
    checks::remove_reviewers_of(tx, &account.id, now)?;
    accounts::close(tx, &account.id, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_spelling() {
        assert_eq!(address(" Anna@Example.ORG ").as_deref(), Some("anna@example.org"));
        assert_eq!(address("anna+kauth@mail.example.org").as_deref(), Some("anna+kauth@mail.example.org"));
        for wrong in [
            "",
            "anna",
            "@example.org",
            "anna@",
            "anna@example",
            "an na@example.org",
            "a@b@example.org",
            "anna@example..org",
            "anna@exa\u{202e}mple.org",
            "anna@example.org\r\nBcc: x@example.org",
        ] {
            assert_eq!(address(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn numbers_become_e164() {
        assert_eq!(number("+41 79 123 45 67").as_deref(), Some("+41791234567"));
        assert_eq!(number("0041 (79) 123-45-67").as_deref(), Some("+41791234567"));
        for wrong in ["", "079 123 45 67", "+0123456789", "+41 79 12", "+4179123456789012", "+41abc4567890"] {
            assert_eq!(number(wrong), None, "{wrong:?}");
        }
        assert_eq!(masked("+41791234567"), "+41•••••••67");
    }

    #[test]
    fn names_are_what_may_be_shown() {
        assert_eq!(name("  Anna \n Keller ").as_deref(), Some("Anna Keller"));
        assert_eq!(name("\u{202e}\u{200b}"), None);
    }
}
