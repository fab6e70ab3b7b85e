//! A forgotten login address (G3): whoever names number *and* second address of an account gets its login by one of
//! those ways. The page says the same in any case.

use std::net::IpAddr;

use kauth_texts::Texts;

use super::wait;
use crate::domain::failure::Failure;
use crate::domain::{accounts as fields, notices};
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::accounts;

/// What became of asking.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// If there is such an account, its login is on its way.
    Sent,
    /// Asked for too often: not before this moment (Unix ms).
    Wait(i64),
}

/// Sends the logins of the accounts with this number (E.164) and second address.
///
/// # Errors
/// [`Failure`].
pub async fn send(
    state: &AppState,
    number: String,
    second: String,
    channel: Channel,
    address: IpAddr,
) -> Result<Asked, Failure> {
    if let Some(until) = wait(state, &second, address).await? {
        return Ok(Asked::Wait(until));
    }
    let (inner, now) = (state.clone(), state.now());
    state
        .store
        .write(move |tx| {
            for account in accounts::by_recovery_address(tx, &second)? {
                if fields::open_number(&inner, &account)? != number {
                    continue;
                }
                let t = Texts::of(notices::language(&account));
                let message = Message {
                    channel,
                    kind: "login_reminder".to_owned(),
                    to: if channel == Channel::Sms { number.clone() } else { second.clone() },
                    subject: t.mail_login_reminder_subject(&inner.config.provider_name),
                    body: t.mail_login_reminder_body(&account.login),
                    code: None,
                    qr: None,
                    language: account.language.clone(),
                };
                outbox::send(tx, &inner, &message, now)?;
            }
            Ok::<_, Failure>(())
        })
        .await?;
    Ok(Asked::Sent)
}
