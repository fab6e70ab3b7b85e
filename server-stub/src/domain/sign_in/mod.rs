//! Signing in: the password first, then the second factor, then a session.
//!
//! Every change of what a session may do gives it a new cookie. The session itself keeps its id from the right
//! password on: that id is the requester of its approvals. What a browser is to an account (known or not) is
//! decided once, when the password is right, and decides which counters its tries touch.

mod completing;
mod proving;

use std::net::IpAddr;

pub use completing::{Completed, by_phone, finish_step_up, first_factor, new_password, with_proof};
pub use proving::{Proof, Proving, prove};

use super::failure::Failure;
use super::limits::{Class, Factor, Try, Verdict};
use super::passwords::Password;
use super::{passwords, recovery, remembered, sessions};
use crate::state::AppState;
use crate::store::accounts::Account;
use crate::store::browsers;
use crate::store::sessions::{Session, Stage};

/// Where a sign-in by stand-in name leads.
const NEW_ADDRESS: &str = "/account/address";

/// What is known of the browser that asks.
#[derive(Debug, Clone)]
pub struct Client {
    /// Its own cookie, if it has one.
    pub cookie: Option<String>,
    /// Name from our list, or empty.
    pub browser: String,
    /// Name from our list, or empty.
    pub system: String,
    /// Where from.
    pub address: IpAddr,
}

/// What became of a password.
pub enum Passed {
    /// Login or password is wrong; which one is not said.
    Wrong,
    /// Too many tries: not before this moment (Unix ms).
    Wait(i64),
    /// Too many tries for good.
    Locked,
    /// Right.
    Right(Box<Begun>),
}

/// A sign-in after the right password.
pub struct Begun {
    /// The session, waiting for the second factor.
    pub session: Session,
    /// Its new cookie.
    pub cookie: String,
    /// Whose.
    pub account: Account,
    /// Whether nothing more is needed: two-step sign-in is off, or the browser is remembered.
    pub complete: bool,
}

/// The class whose counters this session's tries touch.
#[must_use]
pub fn class(session: &Session) -> Class {
    if session.known { Class::Known } else { Class::Other }
}

/// Tries login and password. Known and unknown logins take the same steps and the same time.
///
/// # Errors
/// [`Failure`].
pub async fn password(
    state: &AppState,
    client: &Client,
    login: &str,
    password: &Password,
    next: &str,
) -> Result<Passed, Failure> {
    let now = state.now();
    let login = login.trim().to_lowercase();
    let browser = client.cookie.as_deref().map(sessions::hash);
    let address = client.address;
    let (account, browser, tried, verdict) = {
        let login = login.clone();
        state
            .store
            .write(move |tx| {
                recovery::password::apply_due(tx, now)?;
                let account = recovery::address_gone::account_of(tx, &login, now)?;
                let browser = match (&account, &browser) {
                    (Some(account), Some(cookie)) => browsers::find(tx, &account.id, cookie)?,
                    _ => None,
                };
                let class = if browser.is_some() { Class::Known } else { Class::Other };
                let mut tried = Try::new(Factor::Password, class, &login, address);
                let verdict = tried.begin(tx, now)?;
                Ok::<_, Failure>((account, browser, tried, verdict))
            })
            .await?
    };
    match verdict {
        Verdict::Wait(until) => return Ok(Passed::Wait(until)),
        Verdict::Locked => return Ok(Passed::Locked),
        Verdict::Go => {}
    }
    let right = passwords::verify(password, account.as_ref().map(|account| account.password.clone())).await?;
    let Some(account) = account.filter(|_| right) else { return Ok(Passed::Wrong) };

    let spared = browser.as_ref().is_some_and(|browser| remembered::is_remembered(browser, now));
    let complete = !account.new_password_wanted && (!account.two_step || spared);
    let mut session = Session {
        id: state.random.id()?,
        cookie: Vec::new(),
        account: account.id.clone(),
        stage: Stage::SecondFactor,
        known: browser.is_some(),
        next: next.to_owned(),
        approval: None,
        opened_by: None,
        password_at: Some(now),
        factor_at: None,
        browser: client.browser.clone(),
        system: client.system.clone(),
        created_at: now,
        seen_at: now,
        expires_at: now + sessions::SECOND_FACTOR_WITHIN,
    };
    let cookie = sessions::renew(&mut session, &*state.random)?;
    let (mut stored, inner) = (session.clone(), state.clone());
    let next = state
        .store
        .write(move |tx| {
            tried.succeeded(tx)?;
            // A stand-in name counts once and leads to a new address.
            if recovery::address_gone::used(tx, &inner, &login, now)? {
                NEW_ADDRESS.clone_into(&mut stored.next);
            }
            crate::store::sessions::put(tx, &stored)?;
            Ok::<_, Failure>(stored.next)
        })
        .await?;
    session.next = next;
    Ok(Passed::Right(Box::new(Begun { session, cookie, account, complete })))
}

/// Proves the password once more in a session, for step-up.
///
/// # Errors
/// [`Failure`].
pub async fn password_again(
    state: &AppState,
    client: &Client,
    session: &Session,
    account: &Account,
    password: &Password,
) -> Result<Passed, Failure> {
    let now = state.now();
    let mut tried = Try::new(Factor::Password, class(session), &account.login, client.address);
    let (tried, verdict) = state
        .store
        .write(move |tx| {
            let verdict = tried.begin(tx, now)?;
            Ok::<_, Failure>((tried, verdict))
        })
        .await?;
    match verdict {
        Verdict::Wait(until) => return Ok(Passed::Wait(until)),
        Verdict::Locked => return Ok(Passed::Locked),
        Verdict::Go => {}
    }
    if !passwords::verify(password, Some(account.password.clone())).await? {
        return Ok(Passed::Wrong);
    }
    let mut session = session.clone();
    session.password_at = Some(now);
    let cookie = sessions::renew(&mut session, &*state.random)?;
    let stored = session.clone();
    state
        .store
        .write(move |tx| {
            tried.succeeded(tx)?;
            crate::store::sessions::put(tx, &stored)
        })
        .await?;
    Ok(Passed::Right(Box::new(Begun { session, cookie, account: account.clone(), complete: false })))
}
