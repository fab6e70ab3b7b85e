//! A session in the making: `step(beginning, event) → (beginning or its end, effects)`, pure.
//!
//! The order is the protocol's: the link was read and shown, the person taps, only then discovery (issuer = origin, `k` in its
//! keys), a fresh session key, the claim; the description must be signed by `k`, for this session key, with the reviewers that
//! the link named. The key is kept before the claim is sent: a claim whose reply got lost, also to a kill, is sent again by the
//! same key and gets the same reply. Whatever fails for good leaves nothing behind.

use kauth_protocol::VERSION;
use kauth_protocol::check_uri::CheckUri;
use kauth_protocol::checks::{ClaimResponse, Description, OpenedDescription, reviewers_hash};
use kauth_protocol::discovery::DiscoveryResponse;
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::link_uri::KauthUri;
use serde::{Deserialize, Serialize};

use super::record::{Check, Progress};
use crate::deadline::Moment;
use crate::error::ErrorKind;
use crate::links::KeyRef;

/// What is known of a session in the making.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The link.
    pub uri: CheckUri,
    /// This phone is linked with that provider.
    pub is_linked: bool,
    /// The provider's key, once discovery told and it was the link's `k`.
    pub server_key: Option<PublicJwk>,
    /// The fresh session key.
    pub session_key: Option<KeyRef>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The person reads who asks. Nothing was sent.
    Asked,
    /// Asking the provider who it is.
    Discovering,
    /// Making the session key.
    MakingKey,
    /// Claiming; how often that got lost.
    Claiming { failures: u32 },
}

/// A session in the making as it is kept, from the moment its claim may be on the way.
#[derive(Serialize, Deserialize)]
pub(crate) struct PendingCheck {
    /// The link, in its `kauth:` form.
    link: String,
    is_linked: bool,
    server_key: Option<PublicJwk>,
    session_key: Option<KeyRef>,
}

impl PendingCheck {
    pub(crate) fn of(draft: &Draft) -> Self {
        let Draft { uri, is_linked, server_key, session_key } = draft.clone();
        Self { link: uri.to_scheme(), is_linked, server_key, session_key }
    }

    /// Goes on with the claim; none where the record is of no use.
    pub(crate) fn resume(self) -> Option<Beginning> {
        let Ok(KauthUri::Check(uri)) = KauthUri::parse(&self.link) else { return None };
        let Self { is_linked, server_key, session_key, .. } = self;
        session_key.as_ref().zip(server_key.as_ref())?;
        let draft = Draft { uri, is_linked, server_key, session_key };
        Some(Beginning { draft, stage: Stage::Claiming { failures: 0 } })
    }
}

/// One session in the making.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Beginning {
    pub draft: Draft,
    pub stage: Stage,
}

/// What happens to it.
pub(crate) enum Event {
    /// The person tapped.
    Agreed,
    /// The provider said who it is.
    Discovered(Box<DiscoveryResponse>),
    /// The session key is there.
    KeyMade(KeyRef),
    /// The claim was taken; when, Unix seconds.
    Claimed { claimed: Box<ClaimResponse>, unix_s: i64 },
    /// A call did not get through.
    Unreached { retry_after_s: Option<u32>, kind: ErrorKind },
    /// It failed for good.
    Failed(ErrorKind),
    /// The person left.
    Cancelled,
}

/// What is to be done.
#[derive(PartialEq, Eq)]
pub(crate) enum Effect {
    /// Ask the provider who it is.
    Discover,
    /// Make the session key.
    MakeKey,
    /// Keep that it will be claimed by this key.
    SavePending,
    /// Send the claim, again after a wait if it had failed.
    Claim { failures: u32, retry_after_s: Option<u32> },
    /// Keep the session; it goes on from there.
    Keep(Box<Check>),
    /// It is over; this key is deleted. No kind where the person left.
    Over { key: Option<String>, kind: Option<ErrorKind> },
}

type Stepped = (Option<Beginning>, Vec<Effect>);

impl Beginning {
    /// A link that was read.
    pub(crate) fn asked(uri: CheckUri, is_linked: bool) -> Self {
        Self { draft: Draft { uri, is_linked, server_key: None, session_key: None }, stage: Stage::Asked }
    }
}

/// What follows from an event. An event that does not fit the stage is late, and changes nothing.
pub(crate) fn step(beginning: Beginning, event: Event, now: &Moment) -> Stepped {
    let Beginning { mut draft, stage } = beginning;
    match (stage, event) {
        (_, Event::Cancelled) => over(&draft, None),
        (_, Event::Failed(kind)) => over(&draft, Some(kind)),
        (Stage::Asked, Event::Agreed) => go(draft, Stage::Discovering, Effect::Discover),
        (Stage::Discovering, Event::Discovered(found)) => match server_key(&draft, &found) {
            Ok(key) => {
                draft.server_key = Some(key);
                go(draft, Stage::MakingKey, Effect::MakeKey)
            }
            Err(kind) => over(&draft, Some(kind)),
        },
        (Stage::MakingKey, Event::KeyMade(key)) => {
            draft.session_key = Some(key);
            let claim = Effect::Claim { failures: 0, retry_after_s: None };
            let stage = Stage::Claiming { failures: 0 };
            (Some(Beginning { draft, stage }), vec![Effect::SavePending, claim])
        }
        (Stage::Claiming { .. }, Event::Claimed { claimed, unix_s }) => {
            match claimed_check(&draft, *claimed, unix_s, now) {
                Ok(check) => (None, vec![Effect::Keep(Box::new(check))]),
                Err(kind) => over(&draft, Some(kind)),
            }
        }
        (Stage::Claiming { failures }, Event::Unreached { retry_after_s, .. }) => {
            let failures = failures.saturating_add(1);
            go(draft, Stage::Claiming { failures }, Effect::Claim { failures, retry_after_s })
        }
        (Stage::Discovering, Event::Unreached { kind, .. }) => over(&draft, Some(kind)),
        (stage, _) => (Some(Beginning { draft, stage }), vec![]),
    }
}

fn go(draft: Draft, stage: Stage, effect: Effect) -> Stepped {
    (Some(Beginning { draft, stage }), vec![effect])
}

fn over(draft: &Draft, kind: Option<ErrorKind>) -> Stepped {
    let key = draft.session_key.as_ref().map(|key| key.id.clone());
    (None, vec![Effect::Over { key, kind }])
}

fn server_key(draft: &Draft, found: &DiscoveryResponse) -> Result<PublicJwk, ErrorKind> {
    if found.issuer != draft.uri.origin {
        return Err(ErrorKind::BadAnswer);
    }
    if !found.versions.contains(&VERSION) {
        return Err(ErrorKind::UpdateNeeded);
    }
    let key = found.jwks.find(&draft.uri.key).filter(|key| key.to_sec1().is_some());
    key.cloned().ok_or(ErrorKind::ServerKeyMismatch)
}

/// The session, if everything that came with the claim is what the link promised.
fn claimed_check(
    draft: &Draft,
    claimed: ClaimResponse,
    unix_s: i64,
    now: &Moment,
) -> Result<Check, ErrorKind> {
    let (Some(server_key), Some(session_key)) = (&draft.server_key, &draft.session_key) else {
        return Err(ErrorKind::KeyStore);
    };
    if reviewers_hash(&claimed.reviewers).as_deref() != Some(draft.uri.reviewers.as_str()) {
        return Err(ErrorKind::ReviewersMismatch);
    }
    let opened = Description::open(
        &claimed.description,
        &draft.uri.origin,
        server_key,
        &claimed.check,
        &session_key.jwk.thumbprint(),
        &draft.uri.reviewers,
    );
    let description = match opened {
        Ok(OpenedDescription::Known(description)) => description,
        Ok(OpenedDescription::UpdateNeeded) => return Err(ErrorKind::UpdateNeeded),
        Err(_) => return Err(ErrorKind::ServerKeyMismatch),
    };
    let remaining = claimed.remaining.min(description.retention);
    Ok(Check {
        id: claimed.check,
        origin: draft.uri.origin.clone(),
        pin: draft.uri.pin.clone(),
        server_key: server_key.clone(),
        session_key: session_key.clone(),
        description: claimed.description,
        asked: *description,
        reviewers: claimed.reviewers,
        envelopes: vec![],
        ends: now.after(remaining.saturating_mul(1000)),
        ends_unix_s: unix_s.saturating_add(i64::try_from(remaining).unwrap_or(0)),
        progress: Progress::default(),
        pictures: vec![],
        state: kauth_protocol::checks::State::Open,
        retake: vec![],
        is_void: false,
        refused_because: None,
        finish: None,
        usual_minutes: 0,
        audit_head: None,
    })
}

#[cfg(test)]
#[path = "begin_tests.rs"]
mod tests;
