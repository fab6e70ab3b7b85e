//! A phone with an account, from the QR code to the end.
//!
//! `created → claimed → confirmed → active`, and out of it by `refused`, `expired`, `void`, or, once active, by removal on the
//! phone, revocation in the manager, or the same phone linking again. The page's side is `page`, the phone's side is
//! `claim` and `keep`, and `ending` is every way out.

mod claim;
mod ending;
mod keep;
mod page;

use data_encoding::BASE32_NOPAD;
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::links::{TOKEN_LIFETIME, TotpGrant};

pub use claim::{ClaimRefused, claim};
pub use ending::{LinkRevoked, end_by_device, end_device, revoke, revoke_all};
pub(crate) use ending::{abandon, sweep};
pub use keep::{Acknowledged, Standing, ack, wait};
pub use page::{
    Confirming, LinkOffer, LinkView, OfferState, Offered, Stage, cancel, confirm, list, offer, state,
};

use super::failure::Failure;
use super::{devices, recovery_codes};
use crate::clock::{MINUTE, SECOND};
use crate::state::AppState;
use crate::store::devices::Device;
use crate::store::links::{self as rows, Claim, Link, LinkState};
use crate::store::{StoreError, Tx, accounts};
use crate::wakeups::Topic;

/// From the token's making until the code must be typed.
const TOKEN: i64 = TOKEN_LIFETIME.cast_signed() * SECOND;
/// How long secrets wait for the phone's acknowledgement.
const KEEP: i64 = 10 * MINUTE;
/// Bytes of a TOTP secret (RFC 4226 §4: 160 bits recommended).
pub(crate) const TOTP_SECRET: usize = 20;

fn code_place(link: &str) -> String {
    format!("link.sealed_code:{link}")
}

pub(crate) fn totp_place(link: &str) -> String {
    format!("link.sealed_totp:{link}")
}

fn codes_place(link: &str) -> String {
    format!("link.sealed_codes:{link}")
}

fn totp_grant(secret: &[u8]) -> TotpGrant {
    TotpGrant { secret: BASE32_NOPAD.encode(secret), algorithm: "SHA1".to_owned(), digits: 6, period: 30 }
}

/// Ends a link at once if its time is over, so that nothing depends on when the sweeper comes.
fn current(tx: &Tx<'_>, link: Link, now: i64) -> Result<Link, StoreError> {
    if link.deadline.is_some_and(|deadline| now >= deadline) {
        abandon(tx, link, LinkState::Expired, now)
    } else {
        Ok(link)
    }
}

/// Writes a link and wakes its page and its phone.
fn save(tx: &Tx<'_>, link: &Link) -> Result<(), StoreError> {
    rows::update(tx, link)?;
    tx.wake(Topic::Link(link.id.clone()));
    if link.deadline.is_some() {
        tx.wake(Topic::Deadlines);
    }
    Ok(())
}

/// Whether the account has room for a link with this transport key: one more, or again the same phone.
fn has_room(tx: &Tx<'_>, account: &str, transport_key: Option<&PublicJwk>) -> Result<bool, StoreError> {
    let device = match transport_key {
        Some(key) => crate::store::devices::by_transport_key(tx, &key.thumbprint())?.map(|device| device.id),
        None => None,
    };
    let others = rows::active_of_account(tx, account)?
        .into_iter()
        .filter(|link| device.is_none() || link.device != device);
    Ok(others.count() < kauth_protocol::links::MAX_LINKS)
}

/// A set of recovery codes for an account's first activation, if this may be it. Computed before the transaction
/// because it takes long; whether it comes into force is decided there.
async fn draft_codes(state: &AppState, account: &str) -> Result<Option<recovery_codes::Draft>, Failure> {
    let whose = account.to_owned();
    let needed = state.store.read(move |tx| needs_codes(tx, &whose)).await?;
    if needed { Ok(Some(recovery_codes::draft(state, account).await?)) } else { Ok(None) }
}

fn needs_codes(tx: &Tx<'_>, account: &str) -> Result<bool, StoreError> {
    let on = accounts::find(tx, account)?.is_some_and(|account| account.two_step);
    let has = crate::store::recovery_codes::exists(tx, account)?;
    // Of two phones linked at the same time, one brings the codes.
    let promised = rows::confirmed_of_account(tx, account)?.iter().any(|link| link.sealed_codes.is_some());
    Ok(!(promised || (on && has)))
}

/// The person (or the authorisation of flow A1) said that this phone is theirs: registers the device, makes the
/// secret, and keeps everything until the phone acknowledges.
fn confirm_claimed(
    tx: &Tx<'_>,
    state: &AppState,
    mut link: Link,
    claim: &Claim,
    draft: Option<&recovery_codes::Draft>,
    now: i64,
) -> Result<Link, Failure> {
    let device = register(tx, state, claim, now)?;
    let mut secret = zeroize::Zeroizing::new([0; TOTP_SECRET]);
    state.random.fill(&mut *secret)?;
    link.sealed_totp = Some(state.seal.seal(&*state.random, &totp_place(&link.id), &*secret)?);
    if let Some(draft) = draft
        && needs_codes(tx, &link.account)?
        && recovery_codes::keep_if_none(tx, &link.account, draft, now)?
    {
        let joined = zeroize::Zeroizing::new(draft.codes.join("\n"));
        link.sealed_codes =
            Some(state.seal.seal(&*state.random, &codes_place(&link.id), joined.as_bytes())?);
    }
    link.device = Some(device);
    link.state = LinkState::Confirmed;
    link.deadline = Some(now + KEEP);
    save(tx, &link)?;
    Ok(link)
}

/// The id of the device with these keys; a new one if the server does not know them.
fn register(tx: &Tx<'_>, state: &AppState, claim: &Claim, now: i64) -> Result<String, Failure> {
    if let Some(known) = crate::store::devices::by_transport_key(tx, &claim.transport_key.thumbprint())? {
        return Ok(known.id);
    }
    let id = state.random.id()?;
    let token = state.keys.device_token(&id);
    let device = Device {
        token_hash: devices::token_hash(&token),
        transport_key: claim.transport_key.clone(),
        approval_key: claim.approval_key.clone(),
        name: claim.name.clone(),
        platform: claim.platform.clone(),
        attestation: claim.attestation.clone(),
        wakeup: kauth_protocol::devices::WakeupKind::None,
        created_at: now,
        seen_at: now,
        revoked_at: None,
        id,
    };
    crate::store::devices::insert(tx, &device)?;
    Ok(device.id)
}
