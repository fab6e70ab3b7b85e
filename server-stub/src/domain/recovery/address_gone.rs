//! A login address whose mailbox is gone (G4): a stand-in name goes to the second address and the number. It replaces
//! the name for one sign-in, never password or second factor; inside, a new address is proved first.

use std::net::IpAddr;

use kauth_texts::Texts;
use sha2::{Digest, Sha256};

use kauth_protocol::inbox::RecoveryState;

use super::phones::{self, About, Told};
use super::{stop, wait};
use crate::clock::DAY;
use crate::domain::accounts as fields;
use crate::domain::failure::Failure;
use crate::domain::notices::{self, Notice};
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::accounts::{self, Account};
use crate::store::{StoreError, Tx, recovery};

pub use super::login::Asked;

/// How long a stand-in name counts.
pub const LIFETIME: i64 = 3 * DAY;
/// Letters without those that are mistaken for others (Crockford's base32): five bits each.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Its letters: 80 bits.
const LENGTH: usize = 16;
/// How it begins, so that the sign-in page knows it from an address.
const PREFIX: &str = "KA-";

/// A new stand-in name: `KA-XXXX-XXXX-XXXX-XXXX`.
fn draw(state: &AppState) -> Result<String, Failure> {
    let mut bytes = [0; LENGTH];
    state.random.fill(&mut bytes)?;
    let letters = bytes.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32)).map(|l| char::from(*l)));
    let mut name = PREFIX.to_owned();
    for (index, letter) in letters.enumerate() {
        if index > 0 && index % 4 == 0 {
            name.push('-');
        }
        name.push(letter);
    }
    Ok(name)
}

/// What is kept of a name as typed: spaces, dashes and case do not matter. `None` if it cannot be one.
fn hash(typed: &str) -> Option<Vec<u8>> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let plain = plain.to_ascii_uppercase();
    let rest = plain.strip_prefix("KA")?;
    let rest: String = rest
        .chars()
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    let fine = rest.len() == LENGTH && rest.bytes().all(|byte| LETTERS.contains(&byte));
    fine.then(|| Sha256::digest(rest).to_vec())
}

/// Sends a stand-in name to second address and number, and tells the address that is said to be gone.
///
/// # Errors
/// [`Failure`].
pub async fn send(state: &AppState, login: String, address: IpAddr) -> Result<Asked, Failure> {
    if let Some(until) = wait(state, &login, address).await? {
        return Ok(Asked::Wait(until));
    }
    let (name, stop) = (draw(state)?, stop::token(state)?);
    let (inner, now) = (state.clone(), state.now());
    state
        .store
        .write(move |tx| {
            let Some(account) = accounts::by_login(tx, &login)? else { return Ok(()) };
            let Some(kept) = hash(&name) else { return Err(Failure::Computation("a stand-in name")) };
            recovery::put_stand_in(tx, &kept, &account.id, now + LIFETIME)?;
            let stop = stop.keep(tx, &inner, &account.id, now)?;
            let t = Texts::of(notices::language(&account));
            let message = |channel, to: String, body: String, code: Option<String>| Message {
                channel,
                kind: "stand_in".to_owned(),
                to,
                subject: t.mail_stand_in_subject(&inner.config.provider_name),
                body,
                code,
                qr: None,
                language: account.language.clone(),
            };
            let begun = Told {
                state: RecoveryState::Begun,
                counts_at: None,
                ends_at: now + LIFETIME,
                stop: Some(&stop),
            };
            phones::tell(tx, &account.id, About::StandIn(&account.id), begun, now)?;
            let told = t.mail_stand_in_told(&account.login, &stop.url);
            let body = t.mail_stand_in_body(&account.login, &stop.url);
            let letters = [
                message(Channel::Mail, account.recovery_address.clone(), body.clone(), Some(name.clone())),
                message(Channel::Sms, fields::open_number(&inner, &account)?, body, Some(name)),
                message(Channel::Mail, account.login.clone(), told, None),
            ];
            letters.iter().try_for_each(|letter| outbox::send(tx, &inner, letter, now))
        })
        .await?;
    Ok(Asked::Sent)
}

/// Whose login was typed: an account's own, or its stand-in name.
///
/// # Errors
/// [`StoreError`].
pub fn account_of(tx: &Tx<'_>, typed: &str, now: i64) -> Result<Option<Account>, StoreError> {
    let Some(name) = hash(typed) else { return accounts::by_login(tx, typed) };
    match recovery::find_stand_in(tx, &name, now)? {
        Some(account) => accounts::find(tx, &account),
        None => Ok(None),
    }
}

/// Uses the name up once the password was right, and tells everybody; says whether it was a stand-in name at all.
///
/// # Errors
/// [`Failure`].
pub fn used(tx: &Tx<'_>, state: &AppState, typed: &str, now: i64) -> Result<bool, Failure> {
    let Some(name) = hash(typed) else { return Ok(false) };
    if let Some(account) = recovery::find_stand_in(tx, &name, now)? {
        phones::ended(tx, About::StandIn(&account), RecoveryState::Done, now)?;
        if let Some(account) = accounts::find(tx, &account)? {
            notices::tell(tx, state, &account, &Notice::StandInUsed, now)?;
        }
    }
    recovery::drop_stand_in(tx, &name)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_people_type_it() {
        let kept = hash("KA-0123-4567-89AB-CDEF").unwrap();
        for typed in [
            "ka-0123-4567-89ab-cdef",
            " KA0123456789ABCDEF ",
            "ka o123 4567 89ab cdef",
            "KA-OL23-4567-89AB-CDEF",
        ] {
            assert_eq!(hash(typed).as_ref(), Some(&kept), "{typed}");
        }
        for wrong in [
            "",
            "KA-",
            "KA-0123-4567-89AB-CDE",
            "KA-0123-4567-89AB-CDEU",
            "ka@example.org",
            "0123456789ABCDEF",
        ] {
            assert_eq!(hash(wrong), None, "{wrong}");
        }
    }
}
