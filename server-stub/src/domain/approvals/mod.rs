//! Asking a person's phone, and what becomes of it.
//!
//! [`step`] decides, pure; this module reads an approval, takes the step and writes it back in one transaction
//! together with what it means for others: phones' inboxes, waiting pages, counters, the account.

mod opening;
pub mod step;

use kauth_protocol::approvals::{Answer, Policy, RequestIdentity, State};
use kauth_protocol::jws;
use sha2::{Digest, Sha256};

pub use opening::{NewApproval, OpenError, Opening, open, open_in};
use step::{Approval, Consumption, Effect, Event, KeyRole, Reply, Requester, Signed};

use super::failure::Failure;
use super::limits::Class;
use super::notices::{self, Notice};
use super::{passwords, remembered, sessions};
use crate::crash_point;
use crate::metrics::Outcome;
use crate::state::AppState;
use crate::store::approvals::{self as rows, Stored};
use crate::store::devices::Device;
use crate::store::inbox::{self, News};
use crate::store::{StoreError, Tx};
use crate::wakeups::Topic;

/// What a requester's page shows. Times are Unix ms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalView {
    /// Where it stands.
    pub state: State,
    /// How strong a yes must be.
    pub policy: Policy,
    /// The digits to show, while it is pending.
    pub digits_to_show: Option<String>,
    /// From when on it is expired.
    pub expires_at: i64,
    /// From when on a yes is lapsed.
    pub lapses_at: Option<i64>,
}

fn millis(now: i64) -> u64 {
    u64::try_from(now).unwrap_or(0)
}

fn unix_ms(time: u64) -> i64 {
    i64::try_from(time).unwrap_or(i64::MAX)
}

fn digits_place(id: &str) -> String {
    format!("approval.sealed_digits:{id}")
}

pub(crate) const fn class_name(class: Class) -> &'static str {
    match class {
        Class::Known => "known",
        Class::Other => "other",
        Class::Client => "client",
    }
}

/// Fills in the digits of an approval that may still need them.
fn unseal(state: &AppState, stored: &mut Stored) -> Result<(), Failure> {
    if let Some(sealed) = &stored.sealed_digits {
        let plain = state.seal.open(&digits_place(&stored.id), sealed)?;
        stored.approval.digits = Some(String::from_utf8_lossy(&plain).into_owned());
    }
    Ok(())
}

/// Takes a step, writes it, and does what it means for others.
fn apply(tx: &Tx<'_>, stored: &Stored, event: Event, now: i64) -> Result<Vec<Effect>, StoreError> {
    let (next, effects) = step::step(&stored.approval, event, millis(now));
    if next == stored.approval {
        return Ok(effects);
    }
    rows::update(tx, stored, &next)?;
    for effect in &effects {
        match effect {
            Effect::Changed => {
                tx.count(outcome(next.state));
                announce(tx, stored, &next, now)?;
            }
            Effect::Approved => rows::clear_counter(tx, &stored.account, &stored.class)?,
            Effect::Reported { after_consumed } => reported(tx, stored, *after_consumed, now)?,
            Effect::Reply(_) | Effect::Consumed(_) => {}
        }
    }
    Ok(effects)
}

const fn outcome(state: State) -> Outcome {
    match state {
        State::Pending => Outcome::Requested,
        State::Approved => Outcome::Approved,
        State::Consumed => Outcome::Consumed,
        State::Lapsed => Outcome::Lapsed,
        State::Denied => Outcome::Denied,
        State::Reported => Outcome::Reported,
        State::Expired => Outcome::Expired,
        State::Cancelled => Outcome::Cancelled,
        State::Superseded => Outcome::Superseded,
        State::Failed => Outcome::Failed,
    }
}

fn announce(tx: &Tx<'_>, stored: &Stored, next: &Approval, now: i64) -> Result<(), StoreError> {
    // That a page acted on the yes is no news for the person who said it.
    if next.state != State::Consumed {
        for device in &next.devices {
            inbox::add(tx, device, &News::Closed { approval: stored.id.clone(), state: next.state }, now)?;
            tx.wake(Topic::Inbox(device.clone()));
        }
    }
    tx.wake(Topic::Approval(stored.id.clone()));
    if next.deadline().is_some() {
        tx.wake(Topic::Deadlines);
    }
    Ok(())
}

/// Somebody else knows the password: nobody is asked again, what came of it ends, and a new password is due.
fn reported(tx: &Tx<'_>, stored: &Stored, after_consumed: bool, now: i64) -> Result<(), StoreError> {
    rows::block(tx, &stored.account, now)?;
    passwords::require_new(tx, &stored.account, now)?;
    remembered::end_all(tx, &stored.account, now)?;
    if after_consumed {
        sessions::end_opened_by(tx, &stored.id, now)?;
    }
    for id in rows::open_of_account(tx, &stored.account)?.into_iter().filter(|id| *id != stored.id) {
        if let Some(other) = rows::find(tx, &id)? {
            apply(tx, &other, Event::Cancel, now)?;
        }
    }
    Ok(())
}

/// What an answer says, if its signature, nonce, hash and claims are right.
fn verify(state: &AppState, stored: &Stored, device: &Device, compact: &str) -> Option<Signed> {
    let signer = jws::kid(compact).ok()?;
    let (key, role) = if signer == device.approval_key.thumbprint() {
        (&device.approval_key, KeyRole::Approval)
    } else if signer == device.transport_key.thumbprint() {
        (&device.transport_key, KeyRole::Transport)
    } else {
        return None;
    };
    let answer = Answer::open(compact, key).ok()?;
    let identity = RequestIdentity {
        iss: state.origin.clone(),
        sub: stored.account.clone(),
        jti: stored.id.clone(),
        nonce: stored.nonce.clone(),
        lifetime: 0,
    };
    let fits = answer.answers(&identity, &stored.request, &device.id);
    fits.then_some(Signed { decision: answer.decision, digits: answer.digits, key: role })
}

/// Takes a device's answer: who it is was checked, everything else is checked here.
///
/// # Errors
/// [`Failure`]; what the device did wrong is a [`Reply`].
pub async fn answer(state: &AppState, device: &Device, id: &str, body: &[u8]) -> Result<Reply, Failure> {
    let hash: [u8; 32] = Sha256::digest(body).into();
    let request = id.to_owned();
    let Some(stored) = state.store.read(move |tx| rows::find(tx, &request)).await? else {
        return Ok(Reply::NotFound);
    };
    // The signature is looked at outside the transaction: what it covers never changes.
    let known = !stored.approval.devices.contains(&device.id) || stored.approval.replies.contains_key(&hash);
    let signed = match std::str::from_utf8(body) {
        Ok(compact) if !known => verify(state, &stored, device, compact),
        _ => None,
    };
    let event = Event::Answer { device: device.id.clone(), body: hash, signed };
    let (id, inner) = (id.to_owned(), state.clone());
    let effects = state
        .store
        .write(move |tx| {
            let Some(mut stored) = rows::find(tx, &id)? else { return Ok(Vec::new()) };
            unseal(&inner, &mut stored)?;
            let now = inner.now();
            let effects = apply(tx, &stored, event, now)?;
            if effects.iter().any(|effect| matches!(effect, Effect::Reported { .. })) {
                notices::tell_all_contacts(tx, &inner, &stored.account, &Notice::Reported, now)?;
            }
            crash_point("approvals.answer.before_commit");
            Ok::<_, Failure>(effects)
        })
        .await?;
    crash_point("approvals.answer.after_commit");
    let reply = effects.into_iter().find_map(|effect| match effect {
        Effect::Reply(reply) => Some(reply),
        _ => None,
    });
    Ok(reply.unwrap_or(Reply::NotFound))
}

/// What its requester may see of an approval. Listen by `wakeups.wait_for(id)` before calling this.
///
/// # Errors
/// [`Failure`].
pub async fn find(
    state: &AppState,
    id: &str,
    requester: &Requester,
) -> Result<Option<ApprovalView>, Failure> {
    let id = id.to_owned();
    let Some(mut stored) = state.store.read(move |tx| rows::find(tx, &id)).await? else { return Ok(None) };
    if stored.approval.requester != *requester {
        return Ok(None);
    }
    unseal(state, &mut stored)?;
    // What time has ended is over, whether or not the sweeper was there.
    let (approval, _) = step::step(&stored.approval, Event::Tick, millis(state.now()));
    Ok(Some(ApprovalView {
        state: approval.state,
        policy: approval.policy,
        digits_to_show: approval.digits.filter(|_| approval.state == State::Pending),
        expires_at: unix_ms(approval.expires_at),
        lapses_at: approval.lapses_at.map(unix_ms),
    }))
}

/// Withdraws an approval on behalf of its requester; what has ended stays as it ended.
///
/// # Errors
/// [`Failure`].
pub async fn cancel(state: &AppState, id: &str, requester: &Requester) -> Result<(), Failure> {
    let (id, requester, now) = (id.to_owned(), requester.clone(), state.now());
    state
        .store
        .write(move |tx| {
            if let Some(stored) = rows::find(tx, &id)?.filter(|stored| stored.approval.requester == requester)
            {
                apply(tx, &stored, Event::Cancel, now)?;
            }
            Ok::<_, Failure>(())
        })
        .await
}

/// Acts on a yes: [`Consumption::Now`] is said once. Call it in the transaction that does what was approved.
///
/// # Errors
/// [`StoreError`].
pub fn consume(tx: &Tx<'_>, id: &str, requester: &Requester, now: i64) -> Result<Consumption, StoreError> {
    let Some(stored) = rows::find(tx, id)? else { return Ok(Consumption::NotYours) };
    let effects = apply(tx, &stored, Event::Consume { by: requester.clone() }, now)?;
    let told = effects.into_iter().find_map(|effect| match effect {
        Effect::Consumed(told) => Some(told),
        _ => None,
    });
    Ok(told.unwrap_or(Consumption::NotYours))
}

/// A sign-in of this class was completed by another factor: its openings begin anew.
///
/// # Errors
/// [`StoreError`].
pub fn succeeded(tx: &Tx<'_>, account: &str, class: Class) -> Result<(), StoreError> {
    rows::clear_counter(tx, account, class_name(class))
}

/// The password was changed: all counters begin anew, and the person is asked again after a report.
///
/// # Errors
/// [`StoreError`].
pub fn password_changed(tx: &Tx<'_>, account: &str) -> Result<(), StoreError> {
    rows::clear(tx, account)
}

/// A device's link with an account ended: what it was asked, or said yes to, ends with it.
pub(crate) fn device_left(tx: &Tx<'_>, account: &str, device: &str, now: i64) -> Result<(), StoreError> {
    for id in rows::open_of_account(tx, account)? {
        if let Some(stored) = rows::find(tx, &id)? {
            apply(tx, &stored, Event::Revoke { device: device.to_owned() }, now)?;
        }
    }
    Ok(())
}

/// Ends what time has ended; returns the next deadline.
pub(crate) fn sweep(tx: &Tx<'_>, now: i64) -> Result<Option<i64>, StoreError> {
    for id in rows::due(tx, now)? {
        if let Some(stored) = rows::find(tx, &id)? {
            apply(tx, &stored, Event::Tick, now)?;
        }
    }
    rows::next_deadline(tx)
}
