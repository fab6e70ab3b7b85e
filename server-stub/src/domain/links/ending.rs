//! Every way out of a link. Each wipes the link's secrets, ends what the phone was asked, and lets the device die with
//! its last link.

use super::save;
use crate::crash_point;
use crate::domain::failure::Failure;
use crate::domain::notices::{self, Notice};
use crate::domain::{approvals, devices, remembered};
use crate::state::AppState;
use crate::store::devices as rows_of_devices;
use crate::store::inbox::{self, News};
use crate::store::links::{self as rows, Link, LinkState};
use crate::store::{StoreError, Tx};
use crate::wakeups::Topic;

/// A link that was ended in the manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRevoked {
    /// The phone's name.
    pub device: String,
    /// Whether the account has no phone left.
    pub was_last: bool,
}

/// Ends a link as `state`, whatever it was before; gives it as it is now.
pub(crate) fn abandon(tx: &Tx<'_>, mut link: Link, state: LinkState, now: i64) -> Result<Link, StoreError> {
    let counted = link.state == LinkState::Active;
    link.state = state;
    link.deadline = None;
    link.ended_at = Some(now);
    link.sealed_code = None;
    link.sealed_codes = None;
    link.sealed_totp = None;
    save(tx, &link)?;
    let Some(device) = link.device.clone() else { return Ok(link) };
    if counted && state != LinkState::Replaced {
        approvals::device_left(tx, &link.account, &device, now)?;
        remembered::end_all(tx, &link.account, now)?;
        if state == LinkState::Revoked {
            inbox::add(tx, &device, &News::Removed { account: link.account.clone() }, now)?;
            tx.wake(Topic::Inbox(device.clone()));
        }
    }
    devices::end_if_unlinked(tx, &device, now)?;
    Ok(link)
}

/// What the phone is called now.
fn name(tx: &Tx<'_>, link: &Link) -> Result<String, StoreError> {
    let device = match link.device.as_deref() {
        Some(device) => rows_of_devices::find(tx, device)?,
        None => None,
    };
    Ok(device.map(|device| device.name).unwrap_or_default())
}

/// Ends an account's link in the manager: the phone learns it by the server's signed word. `None` if there is no such
/// active link.
///
/// # Errors
/// [`StoreError`].
pub fn revoke(tx: &Tx<'_>, account: &str, link: &str, now: i64) -> Result<Option<LinkRevoked>, StoreError> {
    let active = |link: &Link| link.account == account && link.state == LinkState::Active;
    let Some(link) = rows::find(tx, link)?.filter(active) else { return Ok(None) };
    let device = name(tx, &link)?;
    abandon(tx, link, LinkState::Revoked, now)?;
    Ok(Some(LinkRevoked { device, was_last: rows::active_of_account(tx, account)?.is_empty() }))
}

/// Ends every link of an account, those under way too: the account is closed, or two-step sign-in is turned off.
///
/// # Errors
/// [`StoreError`].
pub fn revoke_all(tx: &Tx<'_>, account: &str, now: i64) -> Result<(), StoreError> {
    for link in rows::open_of_account(tx, account)? {
        let state = if link.state == LinkState::Active { LinkState::Revoked } else { LinkState::Refused };
        abandon(tx, link, state, now)?;
    }
    Ok(())
}

/// The phone removed its own link; `false` if it never had that one. Again is harmless.
///
/// # Errors
/// [`Failure`].
pub async fn end_by_device(state: &AppState, device: &str, link: &str) -> Result<bool, Failure> {
    let (inner, device, link) = (state.clone(), device.to_owned(), link.to_owned());
    state
        .store
        .write(move |tx| {
            let Some(link) = rows::find(tx, &link)?.filter(|link| link.device.as_deref() == Some(&device))
            else {
                return Ok(false);
            };
            leave(tx, &inner, link)?;
            crash_point("links.end.before_commit");
            Ok::<_, Failure>(true)
        })
        .await
}

/// The phone removed itself with all its links.
///
/// # Errors
/// [`Failure`].
pub async fn end_device(state: &AppState, device: &str) -> Result<(), Failure> {
    let (inner, device) = (state.clone(), device.to_owned());
    state
        .store
        .write(move |tx| {
            for link in rows::open_of_device(tx, &device)? {
                leave(tx, &inner, link)?;
            }
            crash_point("devices.end.before_commit");
            Ok::<_, Failure>(())
        })
        .await
}

fn leave(tx: &Tx<'_>, state: &AppState, link: Link) -> Result<(), Failure> {
    let now = state.now();
    match link.state {
        LinkState::Active => {
            let (account, phone) = (link.account.clone(), name(tx, &link)?);
            abandon(tx, link, LinkState::Ended, now)?;
            notices::tell_all_contacts(tx, state, &account, &Notice::PhoneRemoved { phone }, now)?;
        }
        LinkState::Confirmed => {
            abandon(tx, link, LinkState::Ended, now)?;
        }
        _ => {}
    }
    Ok(())
}

/// Expires what is due; returns the next deadline.
pub(crate) fn sweep(tx: &Tx<'_>, now: i64) -> Result<Option<i64>, StoreError> {
    for link in rows::due(tx, now)? {
        abandon(tx, link, LinkState::Expired, now)?;
    }
    rows::next_deadline(tx)
}
