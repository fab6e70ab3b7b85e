//! A phone claims a token with its two keys.
//!
//! Who may: whoever has the token, once; the keys that came first have it for good. What if twice: the same keys get
//! the same reply, other keys make the link void on both screens. What if late: the token has ended. What if killed
//! here: the claim stands or does not, and the same call again finds out.

use kauth_protocol::b64;
use kauth_protocol::discovery::Attestation;
use kauth_protocol::display::{self, MAX_LABEL};
use kauth_protocol::links::{CODE_DIGITS, CODE_TRIES, ClaimRequest, ClaimResponse, ProofOfPossession};

use super::{code_place, confirm_claimed, current, draft_codes, has_room, save};
use crate::clock::SECOND;
use crate::crash_point;
use crate::domain::devices::{self, token_hash};
use crate::domain::failure::Failure;
use crate::domain::recovery_codes::Draft;
use crate::state::AppState;
use crate::store::links::{self as rows, Claim, Link, LinkState};
use crate::store::{StoreError, Tx};

const PLATFORMS: [&str; 4] = ["android", "ios", "desktop", "terminal"];
/// Certificates in an attestation chain, and bytes of one, at most.
const MOST_CERTIFICATES: usize = 10;
const CERTIFICATE: usize = 16 * 1024;

/// Why a claim was refused.
#[derive(Debug, thiserror::Error)]
pub enum ClaimRefused {
    /// A member has the wrong form.
    #[error("malformed")]
    Malformed,
    /// The device's name may not be shown.
    #[error("display text")]
    DisplayText,
    /// The approval key's proof is wrong, or the keys are not two keys of this device.
    #[error("proof")]
    Proof,
    /// The nonce in the approval key's proof is not fresh.
    #[error("stale nonce")]
    StaleNonce,
    /// The provider wants attestation.
    #[error("attestation required")]
    AttestationRequired,
    /// The token is unknown, used or late.
    #[error("no such token")]
    Expired,
    /// Other keys claimed it: void, now if it was not before.
    #[error("void")]
    Void,
    /// The token is bound to another key.
    #[error("bound to another key")]
    NotBound,
    /// The account has as many phones as it may.
    #[error("too many links")]
    TooMany,
    /// One of the keys belongs to a device with another second key.
    #[error("keys of another device")]
    Conflict,
    /// These keys were revoked; here is the signed word.
    #[error("revoked")]
    Revoked {
        /// JWS.
        tombstone: String,
    },
    /// Something of ours failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for ClaimRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

/// What a claim's transaction may end with: a void link is written, so it is no error there.
enum Claimed {
    Link(Box<Link>),
    Refused(ClaimRefused),
}

/// Claims a token for the device whose transport key has `thumbprint` (its DPoP proof was checked).
///
/// # Errors
/// [`ClaimRefused`].
pub async fn claim(
    state: &AppState,
    thumbprint: &str,
    request: ClaimRequest,
) -> Result<ClaimResponse, ClaimRefused> {
    let brought = check(state, thumbprint, &request)?;
    let hash = token_hash(&request.token);
    let found = {
        let hash = hash.clone();
        state.store.read(move |tx| Ok::<_, ClaimRefused>(rows::by_token(tx, &hash)?)).await?
    };
    let found = found.ok_or(ClaimRefused::Expired)?;
    // A token of flow A1 is confirmed by the claim, so the codes must be ready before.
    let claims_at_once = found.state == LinkState::Created && found.bound_to.as_deref() == Some(thumbprint);
    let draft = if claims_at_once { draft_codes(state, &found.account).await? } else { None };
    let inner = state.clone();
    let claimed = state
        .store
        .write(move |tx| {
            let claimed = take(tx, &inner, &hash, &brought, draft.as_ref(), inner.now())?;
            crash_point("links.claim.before_commit");
            Ok::<_, ClaimRefused>(claimed)
        })
        .await?;
    crash_point("links.claim.after_commit");
    match claimed {
        Claimed::Link(link) => reply(state, &link),
        Claimed::Refused(refused) => Err(refused),
    }
}

fn check(state: &AppState, thumbprint: &str, request: &ClaimRequest) -> Result<Claim, ClaimRefused> {
    if !b64::is_token(&request.token) || !PLATFORMS.contains(&request.platform.as_str()) {
        return Err(ClaimRefused::Malformed);
    }
    display::check_text(&request.device_name, MAX_LABEL).map_err(|_| ClaimRefused::DisplayText)?;
    if request.transport_key.thumbprint() != thumbprint || request.approval_key.thumbprint() == thumbprint {
        return Err(ClaimRefused::Proof);
    }
    let proof = ProofOfPossession::verify(&state.origin, request).map_err(|_| ClaimRefused::Proof)?;
    if !state.nonces.is_fresh(&proof.nonce, state.now()) {
        return Err(ClaimRefused::StaleNonce);
    }
    let attestation = match (&request.attestation, state.config.rules.attestation) {
        (_, Attestation::None) => None,
        (None, Attestation::Wanted) => None,
        (None, Attestation::Required) => return Err(ClaimRefused::AttestationRequired),
        (Some(chain), _) => {
            let fine =
                |one: &String| b64::decode(one).is_some_and(|der| (1..=CERTIFICATE).contains(&der.len()));
            if chain.is_empty() || chain.len() > MOST_CERTIFICATES || !chain.iter().all(fine) {
                return Err(ClaimRefused::Malformed);
            }
            Some(serde_json::to_string(chain).map_err(|_| ClaimRefused::Malformed)?)
        }
    };
    Ok(Claim {
        transport_key: request.transport_key.clone(),
        approval_key: request.approval_key.clone(),
        name: request.device_name.clone(),
        platform: request.platform.clone(),
        attestation,
    })
}

fn take(
    tx: &Tx<'_>,
    state: &AppState,
    token_hash: &[u8],
    brought: &Claim,
    draft: Option<&Draft>,
    now: i64,
) -> Result<Claimed, ClaimRefused> {
    let refused = |why| Ok(Claimed::Refused(why));
    let Some(link) = rows::by_token(tx, token_hash)? else { return refused(ClaimRefused::Expired) };
    let link = current(tx, link, now)?;
    let thumbprint = brought.transport_key.thumbprint();
    if link.bound_to.as_ref().is_some_and(|bound| *bound != thumbprint) {
        return refused(ClaimRefused::NotBound);
    }
    let same_keys = link.claim.as_ref().is_some_and(|claim| {
        claim.transport_key == brought.transport_key && claim.approval_key == brought.approval_key
    });
    match link.state {
        LinkState::Created => match admit(tx, state, &link, brought)? {
            Some(why) => refused(why),
            None => Ok(Claimed::Link(Box::new(first(tx, state, link, brought, draft, now)?))),
        },
        LinkState::Claimed | LinkState::Confirmed | LinkState::Active if same_keys => {
            Ok(Claimed::Link(Box::new(link)))
        }
        LinkState::Claimed | LinkState::Confirmed => {
            super::abandon(tx, link, LinkState::Void, now)?;
            refused(ClaimRefused::Void)
        }
        LinkState::Void => refused(ClaimRefused::Void),
        LinkState::Active
        | LinkState::Refused
        | LinkState::Expired
        | LinkState::Ended
        | LinkState::Revoked
        | LinkState::Replaced => refused(ClaimRefused::Expired),
    }
}

/// Why these keys may not have this token, if they may not.
fn admit(
    tx: &Tx<'_>,
    state: &AppState,
    link: &Link,
    brought: &Claim,
) -> Result<Option<ClaimRefused>, ClaimRefused> {
    let by_transport = crate::store::devices::by_transport_key(tx, &brought.transport_key.thumbprint())?;
    let by_approval = crate::store::devices::by_approval_key(tx, &brought.approval_key.thumbprint())?;
    if by_transport.as_ref().map(|device| &device.id) != by_approval.as_ref().map(|device| &device.id) {
        return Ok(Some(ClaimRefused::Conflict));
    }
    if let Some(device) = by_transport.filter(|device| device.revoked_at.is_some()) {
        let tombstone = devices::tombstone(state, &device.id, None)?;
        return Ok(Some(ClaimRefused::Revoked { tombstone }));
    }
    let room = has_room(tx, &link.account, Some(&brought.transport_key))?;
    Ok((!room).then_some(ClaimRefused::TooMany))
}

fn first(
    tx: &Tx<'_>,
    state: &AppState,
    mut link: Link,
    brought: &Claim,
    draft: Option<&Draft>,
    now: i64,
) -> Result<Link, ClaimRefused> {
    link.claim = Some(brought.clone());
    if link.bound_to.is_some() {
        return Ok(confirm_claimed(tx, state, link, brought, draft, now)?);
    }
    let code = state.random.digits(u32::try_from(CODE_DIGITS).unwrap_or(6)).map_err(Failure::from)?;
    let sealed =
        state.seal.seal(&*state.random, &code_place(&link.id), code.as_bytes()).map_err(Failure::from)?;
    link.sealed_code = Some(sealed);
    link.state = LinkState::Claimed;
    link.tries_left = CODE_TRIES;
    save(tx, &link)?;
    Ok(link)
}

fn reply(state: &AppState, link: &Link) -> Result<ClaimResponse, ClaimRefused> {
    let code = match &link.sealed_code {
        Some(sealed) => {
            let plain = state.seal.open(&code_place(&link.id), sealed).map_err(Failure::from)?;
            Some(String::from_utf8_lossy(&plain).into_owned())
        }
        None => None,
    };
    let left = link.deadline.map_or(0, |deadline| deadline.saturating_sub(state.now()).max(0) / SECOND);
    Ok(ClaimResponse { link: link.id.clone(), code, remaining: u64::try_from(left).unwrap_or(0) })
}
