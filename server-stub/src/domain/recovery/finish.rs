//! An accepted kCheck finishes here, by the token that only the phone that sent the dossier was shown. Each trigger
//! changes one thing; nobody is signed in. The wait before it, in which it could be stopped, is over when it counts.

use kauth_protocol::checks::Trigger;
use kauth_protocol::inbox::RecoveryState;

use crate::clock::MINUTE;
use crate::domain::checks::{self, FinishView, Finished};
use crate::domain::devices::token_hash;
use crate::domain::failure::Failure;
use crate::domain::notices::{self, Notice};
use crate::domain::passwords::{self, Password};
use crate::domain::recovery::phones::{self, About};
use crate::domain::{approvals, limits, links, remembered, sessions as domain_sessions};
use crate::state::AppState;
use crate::store::accounts::{self, Account};
use crate::store::{Tx, recovery, recovery_codes, sessions};

/// How long a login is told again to the browser that it was told to.
const TOLD_AGAIN: i64 = 5 * MINUTE;

/// What a token is good for.
pub enum Ready {
    /// This, for this account.
    For(Trigger, Box<Account>),
    /// Proved, but nobody knows for which account: support goes on by hand.
    Nobody,
    /// Not before this moment, Unix ms.
    NotBefore(i64),
    /// Nothing (any more).
    Over,
}

/// What the view means for this browser.
fn about(tx: &Tx<'_>, view: FinishView, token: &str, cookie: &str, now: i64) -> Result<Ready, Failure> {
    Ok(match view {
        FinishView::Ready(Finished { account: Some(account), trigger, .. }) => accounts::find(tx, &account)?
            .map_or(Ready::Over, |account| Ready::For(trigger, Box::new(account))),
        FinishView::Ready(Finished { account: None, .. }) => Ready::Nobody,
        FinishView::NotBefore(at) => Ready::NotBefore(at),
        FinishView::Over => told_before(tx, token, cookie, now)?
            .map_or(Ready::Over, |account| Ready::For(Trigger::ForgottenLogin, Box::new(account))),
    })
}

/// Whose login this browser was told by this token a moment ago.
fn told_before(tx: &Tx<'_>, token: &str, cookie: &str, now: i64) -> Result<Option<Account>, Failure> {
    let browser = domain_sessions::hash(cookie);
    let account = recovery::find_told_login(tx, &token_hash(token), &browser, now)?;
    Ok(account.map(|account| accounts::find(tx, &account)).transpose()?.flatten())
}

/// Looks at a token without using it.
///
/// # Errors
/// [`Failure`].
pub async fn look(state: &AppState, token: &str, cookie: &str) -> Result<Ready, Failure> {
    let (token, cookie, now) = (token.to_owned(), cookie.to_owned(), state.now());
    state.store.read(move |tx| about(tx, checks::peek(tx, &token, now)?, &token, &cookie, now)).await
}

/// What became of finishing.
#[derive(Debug, PartialEq, Eq)]
pub enum Done {
    /// It is done.
    Done(Trigger),
    /// The login address that was forgotten.
    Login(String),
    /// The new password is not taken; the token still counts.
    Refused(passwords::Refused),
    /// The token is not good for it (any more).
    Over,
}

/// Finishes: sets the new password, turns two-step sign-in off, unlocks, or tells the login. The token is used up in the same
/// transaction. A login is told to the same browser again for a few minutes: its reply is the only place where it stands.
///
/// # Errors
/// [`Failure`].
pub async fn finish(
    state: &AppState,
    token: &str,
    password: &Password,
    cookie: &str,
) -> Result<Done, Failure> {
    let Ready::For(trigger, account) = look(state, token, cookie).await? else { return Ok(Done::Over) };
    let mut hash = None;
    if trigger == Trigger::ForgottenPassword {
        let own = [account.login.as_str(), account.name.as_str(), &state.config.provider_name];
        if let Err(refused) = passwords::check(password, &own) {
            return Ok(Done::Refused(refused));
        }
        hash = Some(passwords::hash(password, &*state.random).await?);
    }
    let (token, cookie, now, inner) = (token.to_owned(), cookie.to_owned(), state.now(), state.clone());
    state
        .store
        .write(move |tx| {
            let redeemed = checks::redeem(tx, &token, now)?;
            let check = match &redeemed {
                FinishView::Ready(finished) => finished.check.clone(),
                _ => {
                    let again = told_before(tx, &token, &cookie, now)?;
                    return Ok(again.map_or(Done::Over, |account| Done::Login(account.login)));
                }
            };
            let Ready::For(trigger, account) = about(tx, redeemed, &token, &cookie, now)? else {
                return Ok(Done::Over);
            };
            phones::ended(tx, About::Check(&check), RecoveryState::Done, now)?;
            change(tx, &inner, trigger, &account, hash.as_deref(), now)?;
            if trigger == Trigger::ForgottenLogin {
                let browser = domain_sessions::hash(&cookie);
                let until = now.saturating_add(TOLD_AGAIN);
                recovery::put_told_login(tx, &token_hash(&token), &browser, &account.id, until)?;
            }
            Ok::<_, Failure>(match trigger {
                Trigger::ForgottenLogin => Done::Login(account.login),
                trigger => Done::Done(trigger),
            })
        })
        .await
}

fn change(
    tx: &Tx<'_>,
    state: &AppState,
    trigger: Trigger,
    account: &Account,
    hash: Option<&str>,
    now: i64,
) -> Result<(), Failure> {
    let notice = match (trigger, hash) {
        (Trigger::ForgottenPassword, Some(hash)) => {
            accounts::set_password(tx, &account.id, hash, now)?;
            sessions::end_others(tx, &account.id, None)?;
            remembered::end_all(tx, &account.id, now)?;
            limits::clear(tx, &account.id, &account.login)?;
            approvals::password_changed(tx, &account.id)?;
            Notice::PasswordChanged
        }
        (Trigger::TwoStepOff, _) => {
            links::revoke_all(tx, &account.id, now)?;
            accounts::set_two_step(tx, &account.id, false)?;
            recovery_codes::remove(tx, &account.id)?;
            remembered::end_all(tx, &account.id, now)?;
            Notice::TwoStepOff
        }
        (Trigger::Unlock, _) => {
            limits::clear(tx, &account.id, &account.login)?;
            Notice::Unlocked
        }
        (Trigger::ForgottenLogin, _) => Notice::LoginTold,
        _ => return Ok(()),
    };
    notices::tell(tx, state, account, &notice, now)
}
