//! The phone fetches what it is to keep, and says when it has kept it.
//!
//! Who may: the device whose keys claimed. What if twice: the same again, until it is acknowledged; an
//! acknowledgement again is harmless. What if late: after ten minutes the secrets are gone and the link is expired.
//! What if killed here: the phone asks again; only an acknowledged link counts.

use kauth_protocol::MAX_WAIT;
use kauth_protocol::links::{Grant, LinkResponse};

use super::{codes_place, current, save, totp_grant, totp_place};
use crate::clock::SECOND;
use crate::crash_point;
use crate::domain::devices;
use crate::domain::failure::Failure;
use crate::domain::notices::{self, Notice};
use crate::state::AppState;
use crate::store::links::{self as rows, Link, LinkState};
use crate::store::{StoreError, Tx, accounts, recovery_codes};
use crate::wakeups::Topic;

/// Where a link stands for the phone that claimed it.
#[derive(Debug)]
pub enum Standing {
    /// The reply.
    Response(LinkResponse),
    /// It was revoked in the manager: the server's signed word.
    Revoked {
        /// JWS.
        tombstone: String,
    },
    /// No such link, or not this phone's.
    Unknown,
}

/// What became of an acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acknowledged {
    /// The link counts.
    Active,
    /// Too late, or ended otherwise.
    Ended,
    /// No such link, or not this device's.
    Unknown,
}

/// Waits up to `wait` seconds for the link to leave *claimed*.
///
/// # Errors
/// [`Failure`].
pub async fn wait(state: &AppState, link: &str, thumbprint: &str, wait: u64) -> Result<Standing, Failure> {
    let hold = i64::try_from(wait.min(MAX_WAIT)).unwrap_or(0) * SECOND;
    let until = state.now().saturating_add(hold);
    loop {
        let mut news = state.wakeups.listen(Topic::Link(link.to_owned()));
        let (inner, id, key) = (state.clone(), link.to_owned(), thumbprint.to_owned());
        let standing = state.store.read(move |tx| look(tx, &inner, &id, &key)).await?;
        let waiting = matches!(standing, Standing::Response(LinkResponse::Claimed { .. }));
        if !waiting || state.now() >= until {
            return Ok(standing);
        }
        tokio::select! {
            () = news.changed() => {}
            () = state.clock.sleep_until(until) => {}
            () = state.stopped() => return Ok(standing),
        }
    }
}

fn look(tx: &Tx<'_>, state: &AppState, id: &str, thumbprint: &str) -> Result<Standing, Failure> {
    let now = state.now();
    let Some(link) = rows::find(tx, id)? else { return Ok(Standing::Unknown) };
    if link.claim.as_ref().is_none_or(|claim| claim.transport_key.thumbprint() != thumbprint) {
        return Ok(Standing::Unknown);
    }
    let left = link.deadline.map_or(0, |deadline| deadline.saturating_sub(now));
    let remaining = u64::try_from(left / SECOND).unwrap_or(0);
    let response = match link.state {
        LinkState::Claimed | LinkState::Confirmed if left <= 0 => LinkResponse::Expired,
        LinkState::Claimed => LinkResponse::Claimed { remaining },
        LinkState::Confirmed => {
            let grant = grant(tx, state, &link)?;
            LinkResponse::Confirmed { grant: Box::new(grant), remaining }
        }
        LinkState::Active => LinkResponse::Active,
        LinkState::Refused => LinkResponse::Refused,
        LinkState::Void => LinkResponse::Void,
        LinkState::Created | LinkState::Expired | LinkState::Ended | LinkState::Replaced => {
            LinkResponse::Expired
        }
        LinkState::Revoked => {
            let device = link.device.as_deref().unwrap_or_default();
            let tombstone = devices::tombstone(state, device, Some(&link.account))?;
            return Ok(Standing::Revoked { tombstone });
        }
    };
    Ok(Standing::Response(response))
}

fn grant(tx: &Tx<'_>, state: &AppState, link: &Link) -> Result<Grant, Failure> {
    let missing = || StoreError::Unreadable("link");
    let device = link.device.clone().ok_or_else(missing)?;
    let sealed = link.sealed_totp.as_ref().ok_or_else(missing)?;
    let secret = state.seal.open(&totp_place(&link.id), sealed)?;
    let codes = match &link.sealed_codes {
        Some(sealed) => {
            let plain = state.seal.open(&codes_place(&link.id), sealed)?;
            Some(String::from_utf8_lossy(&plain).lines().map(str::to_owned).collect())
        }
        None => None,
    };
    Ok(Grant {
        account: link.account.clone(),
        login: accounts::label(tx, &link.account)?.ok_or_else(missing)?,
        provider: state.config.provider_name.clone(),
        access_token: state.keys.device_token(&device).to_string(),
        device,
        totp: totp_grant(&secret),
        recovery_codes: codes,
        recovery_codes_left: recovery_codes::left(tx, &link.account)?,
        recovery_codes_set: recovery_codes::made_at(tx, &link.account)?.map(|made_at| made_at.to_string()),
    })
}

/// The phone has kept everything: from now on the link counts.
///
/// # Errors
/// [`Failure`].
pub async fn ack(state: &AppState, device: &str, link: &str) -> Result<Acknowledged, Failure> {
    let (inner, device, link) = (state.clone(), device.to_owned(), link.to_owned());
    let done = state
        .store
        .write(move |tx| {
            let Some(link) = rows::find(tx, &link)?.filter(|link| link.device.as_deref() == Some(&device))
            else {
                return Ok(Acknowledged::Unknown);
            };
            let now = inner.now();
            let link = current(tx, link, now)?;
            let done = match link.state {
                LinkState::Active => Acknowledged::Active,
                LinkState::Confirmed => activate(tx, &inner, link, &device, now)?,
                _ => Acknowledged::Ended,
            };
            crash_point("links.ack.before_commit");
            Ok::<_, Failure>(done)
        })
        .await?;
    crash_point("links.ack.after_commit");
    Ok(done)
}

fn activate(
    tx: &Tx<'_>,
    state: &AppState,
    mut link: Link,
    device: &str,
    now: i64,
) -> Result<Acknowledged, Failure> {
    for old in rows::active_of_account(tx, &link.account)? {
        if old.device.as_deref() == Some(device) {
            super::abandon(tx, old, LinkState::Replaced, now)?;
        }
    }
    link.state = LinkState::Active;
    link.deadline = None;
    link.activated_at = Some(now);
    link.sealed_code = None;
    link.sealed_codes = None;
    save(tx, &link)?;
    let was_on = accounts::find(tx, &link.account)?.is_some_and(|account| account.two_step);
    if !was_on {
        accounts::set_two_step(tx, &link.account, true)?;
        notices::tell_all_contacts(tx, state, &link.account, &Notice::TwoStepOn, now)?;
    }
    let phone = link.claim.as_ref().map(|claim| claim.name.clone()).unwrap_or_default();
    notices::tell_all_contacts(tx, state, &link.account, &Notice::PhoneAdded { phone }, now)?;
    Ok(Acknowledged::Active)
}
