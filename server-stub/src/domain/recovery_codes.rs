//! Ten codes for the day without a phone.
//!
//! A code is its number (0–9) and 16 characters of Crockford's base32 (80 bits). The number tells which salted
//! Argon2id hash to compute, so one try costs one computation; a code is used up by one conditional update. The codes
//! themselves are kept, sealed, only until the person says that they are saved, at most ten minutes.

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::failure::Failure;
use super::passwords;
use crate::clock::MINUTE;
use crate::random::Random;
use crate::state::AppState;
use crate::store::recovery_codes::{self, Stored};
use crate::store::{StoreError, Tx, accounts};

/// Codes in a set.
pub const COUNT: u8 = 10;
/// Below this many left, the account page warns.
pub const WARN_AT: u32 = 3;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 16;
const SHOW: i64 = 10 * MINUTE;

/// A set that is computed but not in force yet.
pub struct Draft {
    /// The codes as the person reads them, `0 XXXX-XXXX-XXXX-XXXX`.
    pub codes: Vec<String>,
    stored: Vec<Stored>,
    sealed: Vec<u8>,
}

impl Drop for Draft {
    fn drop(&mut self) {
        self.codes.zeroize();
    }
}

/// Draws and hashes a set for `account`. Takes a good second of computing, beside the runtime; do it before the
/// transaction.
///
/// # Errors
/// [`Failure`].
pub async fn draft(state: &AppState, account: &str) -> Result<Draft, Failure> {
    let codes = (0..COUNT).map(|number| draw(&*state.random, number)).collect::<Result<Vec<_>, _>>()?;
    let joined = Zeroizing::new(codes.join("\n"));
    let sealed = state.seal.seal(&*state.random, &place(account), joined.as_bytes())?;
    let mut salts = vec![[0; 16]; codes.len()];
    for salt in &mut salts {
        state.random.fill(salt)?;
    }
    let secrets: Vec<Code> = codes.iter().filter_map(|code| Code::parse(code)).collect();
    let stored = passwords::slowly(move || {
        secrets
            .into_iter()
            .zip(salts)
            .map(|(code, salt)| {
                let hash = passwords::derive(code.secret.as_bytes(), &salt)?.to_vec();
                Ok(Stored { number: code.number, salt: salt.to_vec(), hash })
            })
            .collect::<Result<Vec<_>, Failure>>()
    })
    .await?;
    Ok(Draft { codes, stored, sealed })
}

fn draw(random: &dyn Random, number: u8) -> Result<String, Failure> {
    let mut bytes = Zeroizing::new([0; LENGTH]);
    random.fill(&mut *bytes)?;
    let mut code = format!("{number} ");
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 && index % 4 == 0 {
            code.push('-');
        }
        let letter = ALPHABET.get(usize::from(byte & 31)).copied().unwrap_or(b'0');
        code.push(char::from(letter));
    }
    Ok(code)
}

fn place(account: &str) -> String {
    format!("recovery_set.sealed_codes:{account}")
}

/// Puts a set in force in place of the old one, which is void.
///
/// # Errors
/// [`StoreError`].
pub fn keep(tx: &Tx<'_>, account: &str, draft: &Draft, now: i64) -> Result<(), StoreError> {
    recovery_codes::replace(tx, account, &draft.stored, &draft.sealed, now + SHOW, now)
}

/// Puts a set in force if the account has none that counts (two-step sign-in is off, so an old set is of a linking
/// that was never finished); says whether it did.
///
/// # Errors
/// [`StoreError`].
pub fn keep_if_none(tx: &Tx<'_>, account: &str, draft: &Draft, now: i64) -> Result<bool, StoreError> {
    let on = accounts::find(tx, account)?.is_some_and(|account| account.two_step);
    if on && recovery_codes::exists(tx, account)? {
        return Ok(false);
    }
    keep(tx, account, draft, now)?;
    Ok(true)
}

/// The codes, while they may still be shown.
///
/// # Errors
/// [`Failure`].
pub async fn to_show(state: &AppState, account: &str) -> Result<Option<Vec<String>>, Failure> {
    let (whose, now) = (account.to_owned(), state.now());
    let sealed = state.store.read(move |tx| recovery_codes::to_show(tx, &whose, now)).await?;
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = state.seal.open(&place(account), &sealed)?;
    Ok(Some(String::from_utf8_lossy(&plain).lines().map(str::to_owned).collect()))
}

/// A code as typed.
pub struct Code {
    number: u8,
    secret: Zeroizing<String>,
}

impl Code {
    /// Reads a code however it is spaced or written: Crockford's base32 takes O for 0 and I or L for 1.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let kept: Zeroizing<String> = Zeroizing::new(
            typed
                .chars()
                .filter(|c| !c.is_whitespace() && !"-–_.".contains(*c))
                .map(|c| match c.to_ascii_uppercase() {
                    'O' => '0',
                    'I' | 'L' => '1',
                    other => other,
                })
                .take(LENGTH + 2)
                .collect(),
        );
        let (number, secret) = kept.split_at_checked(1)?;
        let number = number.parse().ok()?;
        let fine = secret.len() == LENGTH && secret.bytes().all(|byte| ALPHABET.contains(&byte));
        fine.then(|| Self { number, secret: Zeroizing::new(secret.to_owned()) })
    }
}

/// Uses a code up: `true` exactly once for each. Whether it may be tried is for [`super::limits`].
///
/// # Errors
/// [`Failure`].
pub async fn redeem(state: &AppState, account: &str, code: Code) -> Result<bool, Failure> {
    let (whose, number) = (account.to_owned(), code.number);
    let stored = state.store.read(move |tx| recovery_codes::find(tx, &whose, number)).await?;
    let known = stored.is_some();
    let stored = stored.unwrap_or_else(|| Stored { number, salt: vec![0; 16], hash: vec![0; 32] });
    let salt = stored.salt.clone();
    let computed = passwords::slowly(move || passwords::derive(code.secret.as_bytes(), &salt)).await?;
    let right: bool = computed.as_slice().ct_eq(&stored.hash).into();
    if !(right & known) {
        return Ok(false);
    }
    let (whose, now) = (account.to_owned(), state.now());
    Ok(state.store.write(move |tx| recovery_codes::redeem(tx, &whose, &stored, now)).await?)
}

/// Wipes codes that may be shown no longer.
///
/// # Errors
/// [`StoreError`].
pub fn sweep(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    recovery_codes::sweep(tx, now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::testing;

    #[test]
    fn a_code_is_read_however_it_is_written() {
        let code = Code::parse("3 ABCD-EFGH-JKMN-PQ01").unwrap();
        assert_eq!((code.number, code.secret.as_str()), (3, "ABCDEFGHJKMNPQ01"));
        let sloppy = Code::parse(" 3abcd efgh jkmn pqol ").unwrap();
        assert_eq!(sloppy.secret.as_str(), "ABCDEFGHJKMNPQ01");
        for wrong in [
            "",
            "3",
            "x ABCD-EFGH-JKMN-PQ01",
            "3 ABCD-EFGH-JKMN-PQ0",
            "3 ABCD-EFGH-JKMN-PQ012",
            "3 ÄBCD-EFGH-JKMN-PQ0",
            "3 UBCD-EFGH-JKMN-PQ01",
        ] {
            assert!(Code::parse(wrong).is_none(), "{wrong:?}");
        }
    }

    #[tokio::test]
    async fn each_code_signs_in_once_and_a_new_set_voids_the_old() {
        let (_folder, state, _clock) = testing::state();
        let first = draft(&state, "anna").await.unwrap();
        assert_eq!(first.codes.len(), 10);
        let codes = first.codes.clone();
        state.store.write(move |tx| keep(tx, "anna", &first, 0)).await.unwrap();
        let try_code = |text: &str| {
            let (code, state) = (Code::parse(text).unwrap(), state.clone());
            async move { redeem(&state, "anna", code).await.unwrap() }
        };
        assert!(try_code(&codes[4]).await);
        assert!(!try_code(&codes[4]).await, "used up");
        assert!(!try_code(&codes[5].replacen('5', "6", 1)).await, "the number belongs to it");
        assert_eq!(state.store.read(|tx| recovery_codes::left(tx, "anna")).await.unwrap(), 9);

        let second = draft(&state, "anna").await.unwrap();
        state.store.write(move |tx| keep(tx, "anna", &second, 0)).await.unwrap();
        assert!(!try_code(&codes[5]).await, "void");
        assert_eq!(state.store.read(|tx| recovery_codes::left(tx, "anna")).await.unwrap(), 10);
    }

    #[tokio::test]
    async fn of_many_at_once_one_wins() {
        let (_folder, state, _clock) = testing::state();
        let set = draft(&state, "anna").await.unwrap();
        let code = set.codes[0].clone();
        state.store.write(move |tx| keep(tx, "anna", &set, 0)).await.unwrap();
        let tries = (0..6).map(|_| {
            let (state, code) = (state.clone(), Code::parse(&code).unwrap());
            tokio::spawn(async move { redeem(&state, "anna", code).await.unwrap() })
        });
        let mut won = 0;
        for tried in tries.collect::<Vec<_>>() {
            won += usize::from(tried.await.unwrap());
        }
        assert_eq!(won, 1);
    }

    #[tokio::test]
    async fn codes_are_shown_ten_minutes_at_most() {
        let (_folder, state, clock) = testing::state();
        let set = draft(&state, "anna").await.unwrap();
        let (codes, now) = (set.codes.clone(), state.now());
        state.store.write(move |tx| keep(tx, "anna", &set, now)).await.unwrap();
        assert_eq!(to_show(&state, "anna").await.unwrap(), Some(codes));
        clock.advance(SHOW);
        assert_eq!(to_show(&state, "anna").await.unwrap(), None);
    }
}
