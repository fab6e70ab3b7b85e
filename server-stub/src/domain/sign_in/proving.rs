//! The second factors that need no phone call: a code from the app, or a recovery code.

use super::{Client, class};
use crate::domain::failure::Failure;
use crate::domain::limits::{Factor, Try, Verdict};
use crate::domain::notices::{self, Notice};
use crate::domain::recovery_codes::{self, Code};
use crate::domain::{inbox, totp};
use crate::state::AppState;
use crate::store;
use crate::store::accounts::Account;
use crate::store::sessions::Session;

/// What is typed.
pub enum Proof<'a> {
    /// Six digits from the app.
    Totp(&'a str),
    /// A recovery code.
    Recovery(&'a str),
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proving {
    /// Right.
    Right,
    /// Wrong, or used before.
    Wrong,
    /// Too many tries: not before this moment (Unix ms).
    Wait(i64),
    /// Too many tries for good.
    Locked,
}

/// Tries a second factor in a session whose password was right.
///
/// # Errors
/// [`Failure`].
pub async fn prove(
    state: &AppState,
    client: &Client,
    session: &Session,
    account: &Account,
    proof: Proof<'_>,
) -> Result<Proving, Failure> {
    let factor = match proof {
        Proof::Totp(_) => Factor::Totp,
        Proof::Recovery(_) => Factor::Recovery,
    };
    let now = state.now();
    let mut tried = Try::new(factor, class(session), &account.id, client.address);
    let (tried, verdict) = state
        .store
        .write(move |tx| {
            let verdict = tried.begin(tx, now)?;
            Ok::<_, Failure>((tried, verdict))
        })
        .await?;
    match verdict {
        Verdict::Wait(until) => return Ok(Proving::Wait(until)),
        Verdict::Locked => return Ok(Proving::Locked),
        Verdict::Go => {}
    }
    let right = match proof {
        Proof::Totp(typed) => {
            let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
            totp::accept(state, &account.id, &digits).await?
        }
        Proof::Recovery(typed) => match Code::parse(typed) {
            Some(code) => recovery_codes::redeem(state, &account.id, code).await?,
            None => false,
        },
    };
    if !right {
        return Ok(Proving::Wrong);
    }
    let (account, inner) = (account.clone(), state.clone());
    state
        .store
        .write(move |tx| {
            tried.succeeded(tx)?;
            if factor == Factor::Recovery {
                let left = store::recovery_codes::left(tx, &account.id)?;
                notices::tell(tx, &inner, &account, &Notice::RecoveryCodeUsed { left }, now)?;
                inbox::account_changed(tx, &account.id, false, now)?;
            }
            Ok::<_, Failure>(())
        })
        .await?;
    Ok(Proving::Right)
}
