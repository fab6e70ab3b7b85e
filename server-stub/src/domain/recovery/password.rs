//! A forgotten password (G2): which login, which way, the codes, and a new password that counts later.
//!
//! Everything happens in one browser, named by its cookie. The page never learns whether anybody has the login.

use std::net::IpAddr;

use kauth_texts::Texts;
use subtle::ConstantTimeEq;

use kauth_protocol::inbox::RecoveryState;

use super::phones::{self, About, Told};
use super::{LIFETIME, id, send_code, stop, wait};
use crate::clock::SECOND;
use crate::domain::failure::Failure;
use crate::domain::notices::{self, Notice};
use crate::domain::passwords::{self, Password};
use crate::domain::{accounts as fields, approvals, limits, remembered, sign_up};
use crate::outbox::Channel;
use crate::state::AppState;
use crate::store::accounts;
use crate::store::recovery::{self, Recovery, Way};
use crate::store::{StoreError, Tx};
use crate::wakeups::Topic;

/// How often the codes may be mistyped.
const TRIES: u32 = 5;
/// How often codes are sent in one recovery.
const SENDINGS: u32 = 3;

/// What became of asking.
#[derive(Debug, PartialEq, Eq)]
pub enum Begun {
    /// Go on.
    Asked,
    /// Asked for too often: not before this moment (Unix ms).
    Wait(i64),
}

/// Begins a recovery for this login in place of the browser's older one.
///
/// # Errors
/// [`Failure`].
pub async fn begin(state: &AppState, cookie: &str, login: String, address: IpAddr) -> Result<Begun, Failure> {
    if let Some(until) = wait(state, &login, address).await? {
        return Ok(Begun::Wait(until));
    }
    let (id, now) = (id(cookie), state.now());
    let expires_at = now + LIFETIME;
    state
        .store
        .write(move |tx| {
            let account = accounts::by_login(tx, &login)?.map(|account| account.id);
            if let Some(account) = recovery::find(tx, &id, now)?.and_then(|before| before.account) {
                phones::ended(tx, About::Password(&account, &id), RecoveryState::Over, now)?;
            }
            recovery::drop_one(tx, &id)?;
            let (way, code, second_code) = (None, None, None);
            let begun =
                Recovery { id, login, account, way, code, second_code, sent: 0, proved: false, expires_at };
            recovery::put(tx, &begun)
        })
        .await?;
    Ok(Begun::Asked)
}

/// The browser's recovery.
///
/// # Errors
/// [`StoreError`].
pub async fn current(state: &AppState, cookie: &str) -> Result<Option<Recovery>, StoreError> {
    let (id, now) = (id(cookie), state.now());
    state.store.read(move |tx| recovery::find(tx, &id, now)).await
}

/// Sends the codes for a way, and tells every contact that somebody began. `false` if there is no recovery, or codes
/// were sent too often.
///
/// # Errors
/// [`Failure`].
pub async fn send(state: &AppState, cookie: &str, way: Way) -> Result<bool, Failure> {
    let (id, now, inner) = (id(cookie), state.now(), state.clone());
    let codes = [state.random.digits(6)?, state.random.digits(6)?];
    let stop = stop::token(state)?;
    state
        .store
        .write(move |tx| {
            let Some(mut begun) = recovery::find(tx, &id, now)? else { return Ok(false) };
            if begun.sent >= SENDINGS || begun.proved {
                return Ok(false);
            }
            let first = begun.sent == 0;
            begun.way = Some(way);
            begun.sent += 1;
            let account = match &begun.account {
                Some(account) => accounts::find(tx, account)?,
                None => None,
            };
            // No six digits hash to nothing: without an account no code fits.
            (begun.code, begun.second_code) = (None, None);
            if let Some(account) = account {
                let [code, second] = codes;
                let t = Texts::of(notices::language(&account));
                begun.code = Some(sign_up::mac(&inner, "recovery", &id, &code));
                match way {
                    Way::Address => {
                        let to = (Channel::Mail, account.recovery_address.clone());
                        send_code(tx, &inner, t, to, code, now)?;
                    }
                    Way::Number => {
                        begun.second_code = Some(sign_up::mac(&inner, "recovery by mail", &id, &second));
                        let number = fields::open_number(&inner, &account)?;
                        send_code(tx, &inner, t, (Channel::Sms, number), code, now)?;
                        send_code(tx, &inner, t, (Channel::Mail, account.login.clone()), second, now)?;
                    }
                }
                if first {
                    let stop = stop.keep(tx, &inner, &account.id, now)?;
                    let told = Told {
                        state: RecoveryState::Begun,
                        counts_at: None,
                        ends_at: begun.expires_at,
                        stop: Some(&stop),
                    };
                    phones::tell(tx, &account.id, About::Password(&account.id, &id), told, now)?;
                    notices::tell(tx, &inner, &account, &Notice::RecoveryBegun { stop: stop.url }, now)?;
                }
            }
            recovery::put(tx, &begun)?;
            Ok::<_, Failure>(true)
        })
        .await
}

/// What became of typed codes.
#[derive(Debug, PartialEq, Eq)]
pub enum Proved {
    /// Right: a new password may be chosen.
    Right,
    /// One of them is wrong; which one is not said.
    Wrong,
    /// Nothing waits for codes any more.
    Over,
}

/// Tries the codes that were sent; `second` is the one in the mail, where two were.
///
/// # Errors
/// [`Failure`].
pub async fn prove(state: &AppState, cookie: &str, code: &str, second: &str) -> Result<Proved, Failure> {
    let plain = |typed: &str| typed.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (code, second) = (plain(code), plain(second));
    let (id, now, inner) = (id(cookie), state.now(), state.clone());
    state
        .store
        .write(move |tx| {
            let Some(mut begun) = recovery::try_codes(tx, &id, TRIES, now)? else { return Ok(Proved::Over) };
            let is = |kept: &Option<Vec<u8>>, given: Vec<u8>| {
                kept.as_ref().is_some_and(|kept| bool::from(kept.ct_eq(&given)))
            };
            let right = is(&begun.code, sign_up::mac(&inner, "recovery", &id, &code));
            let right = match begun.way {
                Some(Way::Address) => right,
                Some(Way::Number) => {
                    right & is(&begun.second_code, sign_up::mac(&inner, "recovery by mail", &id, &second))
                }
                None => false,
            };
            if !right {
                return Ok(Proved::Wrong);
            }
            begun.proved = true;
            recovery::put(tx, &begun)?;
            Ok::<_, Failure>(Proved::Right)
        })
        .await
}

/// What became of a new password.
#[derive(Debug, PartialEq, Eq)]
pub enum Chosen {
    /// It counts from this moment on (Unix ms).
    Later(i64),
    /// It is not taken.
    Refused(passwords::Refused),
    /// The recovery is over, or was stopped.
    Over,
}

/// Chooses the new password after the right codes. It counts later; nothing else changes, and nobody is signed in.
///
/// # Errors
/// [`Failure`].
pub async fn choose(state: &AppState, cookie: &str, password: &Password) -> Result<Chosen, Failure> {
    let Some(begun) = current(state, cookie).await?.filter(|begun| begun.proved) else {
        return Ok(Chosen::Over);
    };
    if let Err(refused) = passwords::check(password, &[&begun.login, &state.config.provider_name]) {
        return Ok(Chosen::Refused(refused));
    }
    let hash = passwords::hash(password, &*state.random).await?;
    let stop = stop::token(state)?;
    let (id, now, inner) = (begun.id, state.now(), state.clone());
    state
        .store
        .write(move |tx| {
            // Whoever stopped it meanwhile took the row away.
            let begun = recovery::find(tx, &id, now)?.filter(|begun| begun.proved);
            let Some(account) = begun.and_then(|begun| begun.account) else { return Ok(Chosen::Over) };
            recovery::drop_one(tx, &id)?;
            let counts_at = now + hold(&inner);
            Ok::<_, Failure>(match later(tx, &inner, (&account, &id), &hash, counts_at, stop, now)? {
                true => Chosen::Later(counts_at),
                false => Chosen::Over,
            })
        })
        .await
}

/// How long the outcome can be stopped before it counts.
#[must_use]
pub fn hold(state: &AppState) -> i64 {
    state.config.checks.finish_waits.saturating_mul(SECOND)
}

/// Keeps a password that counts later and tells every contact. `false` if there is no such account.
fn later(
    tx: &Tx<'_>,
    state: &AppState,
    (account, id): (&str, &str),
    hash: &str,
    counts_at: i64,
    stop: stop::Token,
    now: i64,
) -> Result<bool, Failure> {
    let Some(account) = accounts::find(tx, account)? else { return Ok(false) };
    phones::password_ended(tx, &account.id, RecoveryState::Over, now)?;
    recovery::put_later(tx, &account.id, hash, counts_at)?;
    tx.wake(Topic::Deadlines);
    let stop = stop.keep(tx, state, &account.id, now)?;
    let told = Told {
        state: RecoveryState::PasswordLater,
        counts_at: Some(counts_at),
        ends_at: phones::told_until(counts_at),
        stop: Some(&stop),
    };
    phones::tell(tx, &account.id, About::Password(&account.id, id), told, now)?;
    notices::tell(tx, state, &account, &Notice::PasswordLater { counts_at, stop: stop.url }, now)?;
    Ok(true)
}

/// Lets passwords count whose time has come: sessions end, no browser is remembered, counters begin anew. The second
/// factor stays as it is.
///
/// # Errors
/// [`StoreError`].
pub fn apply_due(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    for (account, password) in recovery::take_due(tx, now)? {
        let Some(account) = accounts::find(tx, &account)? else { continue };
        accounts::set_password(tx, &account.id, &password, now)?;
        phones::password_ended(tx, &account.id, RecoveryState::Done, now)?;
        crate::store::sessions::end_others(tx, &account.id, None)?;
        remembered::end_all(tx, &account.id, now)?;
        limits::clear(tx, &account.id, &account.login)?;
        approvals::password_changed(tx, &account.id)?;
    }
    Ok(())
}
