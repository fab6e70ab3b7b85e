//! The page's side: it offers a token, shows what the phone does, takes the typed code.
//!
//! Who may: the session that made the token. The pages' own CSRF checks come before.

use kauth_protocol::link_uri::LinkUri;
use kauth_protocol::links::CODE_TRIES;
use subtle::ConstantTimeEq;

use super::{TOKEN, abandon, code_place, confirm_claimed, current, draft_codes, has_room};
use crate::crash_point;
use crate::domain::devices::token_hash;
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::links::{self as rows, Link, LinkState};
use crate::store::{StoreError, Tx, devices};
use crate::wakeups::Topic;

/// A token for a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkOffer {
    /// The link's id; says nothing to who does not have the session.
    pub id: String,
    /// For the QR code and *Open in kAuth*.
    pub uri: LinkUri,
    /// Unix ms.
    pub expires_at: i64,
}

/// What became of the wish to link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offered {
    /// Here it is.
    Offer(LinkOffer),
    /// The account has as many phones as it may.
    TooManyLinks,
}

/// Where a link stands, for its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferState {
    /// The account.
    pub account: String,
    /// The stage.
    pub stage: Stage,
    /// When the stage ends by itself, Unix ms.
    pub ends_at: Option<i64>,
}

/// A link's stage, for its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// No phone yet.
    Created {
        /// For the QR code.
        uri: LinkUri,
    },
    /// A phone shows a code; it is to be typed here.
    Claimed {
        /// The phone's name.
        device: String,
        /// Its platform.
        platform: String,
        /// Tries to type the code.
        tries_left: u8,
    },
    /// The phone is keeping the account.
    Confirmed {
        /// The phone's name.
        device: String,
    },
    /// Done.
    Active {
        /// The phone's name.
        device: String,
    },
    /// Cancelled, or a wrong code too often.
    Refused,
    /// Too late, or over since.
    Expired,
    /// Two phones claimed it.
    Void,
}

/// What became of a typed code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirming {
    /// Right.
    Confirmed {
        /// The phone's name.
        device: String,
    },
    /// Wrong; at 0 the link is refused.
    WrongCode {
        /// Tries left.
        tries_left: u8,
    },
    /// The account has as many phones as it may.
    TooManyLinks,
    /// The link does not wait for a code.
    Not(Stage),
    /// No such link in this session.
    Unknown,
}

/// A phone in the account's list. Times are Unix ms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    /// The link's id.
    pub id: String,
    /// The phone's name.
    pub device: String,
    /// `android`, `ios`, `desktop` or `terminal`.
    pub platform: String,
    /// When it was linked.
    pub linked_at: i64,
    /// When it was last heard of, to a few minutes.
    pub seen_at: i64,
    /// Whether it sent an attestation chain, which nobody verified.
    pub attested: bool,
}

fn uri(state: &AppState, link: &Link) -> LinkUri {
    LinkUri {
        origin: state.origin.clone(),
        token: state.keys.link_token(&link.id).to_string(),
        key: state.keys.thumbprint().to_owned(),
        pin: state.pin.clone().filter(|_| state.is_https()),
    }
}

fn stage(state: &AppState, link: &Link) -> Stage {
    let name = || link.claim.as_ref().map(|claim| claim.name.clone()).unwrap_or_default();
    match link.state {
        LinkState::Created => Stage::Created { uri: uri(state, link) },
        LinkState::Claimed => Stage::Claimed {
            device: name(),
            platform: link.claim.as_ref().map(|claim| claim.platform.clone()).unwrap_or_default(),
            tries_left: link.tries_left,
        },
        LinkState::Confirmed => Stage::Confirmed { device: name() },
        LinkState::Active => Stage::Active { device: name() },
        LinkState::Refused => Stage::Refused,
        LinkState::Void => Stage::Void,
        LinkState::Expired | LinkState::Ended | LinkState::Revoked | LinkState::Replaced => Stage::Expired,
    }
}

fn own(tx: &Tx<'_>, id: &str, session: &str) -> Result<Option<Link>, StoreError> {
    Ok(rows::find(tx, id)?.filter(|link| link.session.as_deref() == Some(session)))
}

/// Offers a token to link a phone with `account`. It ends the session's older offers that nobody claimed.
///
/// # Errors
/// [`Failure`].
pub async fn offer(state: &AppState, account: &str, session: &str) -> Result<Offered, Failure> {
    let id = state.random.id()?;
    let (inner, account, session) = (state.clone(), account.to_owned(), session.to_owned());
    state
        .store
        .write(move |tx| {
            let now = inner.now();
            if !has_room(tx, &account, None)? {
                return Ok(Offered::TooManyLinks);
            }
            for older in rows::created_by_session(tx, &session)? {
                abandon(tx, older, LinkState::Expired, now)?;
            }
            let token = inner.keys.link_token(&id);
            let link = Link {
                token_hash: token_hash(&token),
                account,
                session: Some(session),
                bound_to: None,
                state: LinkState::Created,
                deadline: Some(now + TOKEN),
                claim: None,
                sealed_code: None,
                sealed_totp: None,
                sealed_codes: None,
                tries_left: CODE_TRIES,
                totp_step: None,
                device: None,
                created_at: now,
                activated_at: None,
                ended_at: None,
                id,
            };
            rows::insert(tx, &link)?;
            tx.wake(Topic::Deadlines);
            Ok::<_, Failure>(Offered::Offer(LinkOffer {
                uri: uri(&inner, &link),
                id: link.id,
                expires_at: now + TOKEN,
            }))
        })
        .await
}

/// Where an offer stands. Listen to [`Topic::Link`] before calling this.
///
/// # Errors
/// [`Failure`].
pub async fn state(state: &AppState, id: &str, session: &str) -> Result<Option<OfferState>, Failure> {
    let (id, session, now) = (id.to_owned(), session.to_owned(), state.now());
    let link = state.store.read(move |tx| own(tx, &id, &session)).await?;
    Ok(link.map(|link| {
        let late = link.deadline.is_some_and(|deadline| now >= deadline);
        OfferState {
            stage: if late { Stage::Expired } else { stage(state, &link) },
            ends_at: link.deadline,
            account: link.account,
        }
    }))
}

/// The person typed the phone's code.
///
/// # Errors
/// [`Failure`].
pub async fn confirm(state: &AppState, id: &str, session: &str, typed: &str) -> Result<Confirming, Failure> {
    let (link, whose) = (id.to_owned(), session.to_owned());
    let Some(found) = state.store.read(move |tx| own(tx, &link, &whose)).await? else {
        return Ok(Confirming::Unknown);
    };
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    // Only a right code is worth computing recovery codes for; the transaction judges it again.
    let right = found.state == LinkState::Claimed && is_right(state, &found, &typed)?;
    let draft = if right { draft_codes(state, &found.account).await? } else { None };
    let (inner, id, session) = (state.clone(), id.to_owned(), session.to_owned());
    let confirming = state
        .store
        .write(move |tx| {
            let now = inner.now();
            let Some(link) = own(tx, &id, &session)? else { return Ok(Confirming::Unknown) };
            let mut link = current(tx, link, now)?;
            let Some(claim) = link.claim.clone().filter(|_| link.state == LinkState::Claimed) else {
                return Ok(Confirming::Not(stage(&inner, &link)));
            };
            if !is_right(&inner, &link, &typed)? {
                link.tries_left = link.tries_left.saturating_sub(1);
                let tries_left = link.tries_left;
                if tries_left == 0 {
                    abandon(tx, link, LinkState::Refused, now)?;
                } else {
                    super::save(tx, &link)?;
                }
                return Ok(Confirming::WrongCode { tries_left });
            }
            let known = devices::by_transport_key(tx, &claim.transport_key.thumbprint())?;
            if known.is_some_and(|device| device.revoked_at.is_some()) {
                // Its last other link was revoked meanwhile: its token is dead and stays so.
                let link = abandon(tx, link, LinkState::Refused, now)?;
                return Ok(Confirming::Not(stage(&inner, &link)));
            }
            if !has_room(tx, &link.account, Some(&claim.transport_key))? {
                return Ok(Confirming::TooManyLinks);
            }
            confirm_claimed(tx, &inner, link, &claim, draft.as_ref(), now)?;
            crash_point("links.confirm.before_commit");
            Ok::<_, Failure>(Confirming::Confirmed { device: claim.name })
        })
        .await?;
    crash_point("links.confirm.after_commit");
    Ok(confirming)
}

fn is_right(state: &AppState, link: &Link, typed: &str) -> Result<bool, Failure> {
    let Some(sealed) = &link.sealed_code else { return Ok(false) };
    let code = state.seal.open(&code_place(&link.id), sealed)?;
    Ok(code.as_slice().ct_eq(typed.as_bytes()).into())
}

/// The person gave it up on the page. What counts already is not touched.
///
/// # Errors
/// [`Failure`].
pub async fn cancel(state: &AppState, id: &str, session: &str) -> Result<(), Failure> {
    let (id, session, now) = (id.to_owned(), session.to_owned(), state.now());
    state
        .store
        .write(move |tx| {
            let open = |link: &Link| {
                matches!(link.state, LinkState::Created | LinkState::Claimed | LinkState::Confirmed)
            };
            if let Some(link) = own(tx, &id, &session)?.filter(open) {
                abandon(tx, link, LinkState::Refused, now)?;
            }
            Ok::<_, Failure>(())
        })
        .await
}

/// The account's phones, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list(tx: &Tx<'_>, account: &str) -> Result<Vec<LinkView>, StoreError> {
    let mut views = Vec::new();
    for link in rows::active_of_account(tx, account)? {
        let Some(device) = link.device.as_deref() else { continue };
        let Some(device) = devices::find(tx, device)? else { continue };
        views.push(LinkView {
            id: link.id,
            device: device.name,
            platform: device.platform,
            linked_at: link.activated_at.unwrap_or(link.created_at),
            seen_at: device.seen_at,
            attested: device.attestation.is_some(),
        });
    }
    Ok(views)
}
