//! A link in the making: `step(linking, event) → (linking or its end, effects)`, pure.
//!
//! The order is the protocol's: the person agrees, then discovery (issuer = origin, `k` in its keys), then keys, the
//! approval key's proof, the claim, the six digits, the person's confirmation on the page, one transaction on disk,
//! and only then the acknowledgement. Whatever fails before the transaction leaves nothing behind: fresh keys are
//! deleted, the journal is emptied. A known HOST with another key or pin is refused before anything is sent.

use std::fmt;

use kauth_protocol::VERSION;
use kauth_protocol::discovery::{Attestation, DiscoveryResponse, KeyLineage};
use kauth_protocol::links::{ClaimResponse, Grant, LinkResponse, ProofOfPossession};
use kauth_protocol::oauth::{self, TokenResponse};
use kauth_protocol::origin::Origin;
use serde::{Deserialize, Serialize};

use super::record::KeyRef;
use crate::deadline::{Deadline, Moment};
use crate::error::ErrorKind;
use crate::net::api::component;

/// What is known of a link in the making.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draft {
    /// Where.
    pub origin: Origin,
    /// TLS pin from the QR code.
    pub pin: Option<String>,
    /// The link's token; from the sign-in page's side only later.
    pub token: Option<String>,
    /// Thumbprint that the link names.
    pub key: Option<String>,
    /// This provider is linked already: its lineage and our keys there.
    pub known: Option<KnownProvider>,
    /// What it calls itself, once discovery told.
    pub name: Option<String>,
    /// Its keys, once discovery told and `k` was among them.
    pub lineage: Option<KeyLineage>,
    /// Whether it asks for attestation.
    pub attestation: Attestation,
    /// The keys for this link.
    pub keys: Option<DraftKeys>,
    /// Begun from this phone (A1).
    pub from_here: bool,
}

/// A provider that this phone is a device of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownProvider {
    /// Its keys and pin.
    pub lineage: KeyLineage,
    /// Our keys there, unless they died.
    pub keys: Option<(KeyRef, KeyRef)>,
}

/// The keys for a link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftKeys {
    /// Signs silently.
    pub transport: KeyRef,
    /// Asks the person.
    pub approval: KeyRef,
    /// Made for this link, and deleted if it fails.
    pub fresh: bool,
    /// The approval key's certificates (DER, its own first), where it was attested.
    #[serde(default)]
    pub attestation: Vec<Vec<u8>>,
}

/// A sign-in on this phone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignIn {
    /// Where the page leads back to.
    pub redirect: String,
    /// Binds the page's answer to this sign-in.
    pub state: String,
    /// PKCE verifier (RFC 7636).
    pub verifier: String,
}

/// How far it is.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The person reads who asks. Nothing was sent.
    Asked(Option<SignIn>),
    /// Asking the provider who it is.
    Discovering(Option<SignIn>),
    /// Making keys.
    MakingKeys(Option<SignIn>),
    /// The person is in the browser.
    Browsing(SignIn),
    /// Changing the page's code into a token.
    Exchanging { sign_in: SignIn, code: String },
    /// The approval key proves itself, by the person's finger.
    Proving,
    /// Claiming.
    Claiming { proof: String, failures: u32 },
    /// The six digits are shown; the person types them on the page.
    Waiting { link: String, code: Option<String>, deadline: Deadline, failures: u32 },
    /// Writing it down.
    Keeping { link: String },
}

/// One link in the making.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Linking {
    pub draft: Draft,
    pub stage: Stage,
}

/// What happens to it.
pub(crate) enum Event {
    /// The person agreed.
    Agreed,
    /// The provider said who it is; the nonce of its reply.
    Discovered(Box<DiscoveryResponse>),
    /// Keys are there (or were before).
    KeysMade(DraftKeys),
    /// The browser came back, and the answer belongs to this sign-in.
    CameBack { code: String },
    /// The page's code became a token.
    GotToken(Box<TokenResponse>),
    /// The approval key signed.
    Proved { proof: String },
    /// The claim was taken.
    Claimed(ClaimResponse),
    /// Where the link stands.
    State(Box<LinkResponse>),
    /// It is on disk.
    Kept,
    /// A call did not get through.
    Unreached { retry_after_s: Option<u32>, kind: ErrorKind },
    /// It failed for good.
    Failed(ErrorKind),
    /// The person left.
    Cancelled,
    /// Its time is over.
    TimeUp,
}

/// What is to be done.
#[derive(PartialEq, Eq)]
pub(crate) enum Effect {
    /// Ask the provider who it is.
    Discover,
    /// Make two keys.
    MakeKeys,
    /// Keep the sign-in, then open the page.
    Browse { sign_in: SignIn, url: String },
    /// Change the code into a token.
    Exchange { sign_in: SignIn, code: String },
    /// Have the approval key sign the proof over the newest nonce; the person is asked.
    Prove,
    /// Send the claim with this proof, again after a wait if it had failed.
    Claim { proof: String, failures: u32, retry_after_s: Option<u32> },
    /// Keep that it was claimed.
    SavePending,
    /// Ask where the link stands, again after a wait if that had failed.
    Poll { link: String, failures: u32, retry_after_s: Option<u32> },
    /// Write provider, link and account in one transaction that also empties the journal.
    Keep { link: String, grant: Box<Grant> },
    /// Forget the journal and delete these keys.
    CleanUp { keys: Vec<String> },
    /// It is done.
    Done { link: String },
    /// It is over; nothing is left of it. None where the person left.
    Over(Option<ErrorKind>),
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// Claims that may get lost before it is given up.
const CLAIM_TRIES: u32 = 4;

type Stepped = (Option<Linking>, Vec<Effect>);

impl Linking {
    /// A link that was read; the person is to agree.
    pub(crate) fn asked(draft: Draft) -> Self {
        Self { draft, stage: Stage::Asked(None) }
    }

    /// A sign-in on this phone; tapping was the agreement.
    pub(crate) fn sign_in(draft: Draft, sign_in: SignIn) -> Self {
        Self { draft, stage: Stage::Asked(Some(sign_in)) }
    }
}

/// What follows from an event. An event that does not fit the stage is late, and changes nothing.
pub(crate) fn step(linking: Linking, event: Event, now: &Moment) -> Stepped {
    let Linking { draft, stage } = linking;
    match (stage, event) {
        (Stage::Asked(sign_in), Event::Agreed) => go(draft, Stage::Discovering(sign_in), Effect::Discover),
        (Stage::Asked(_), Event::Cancelled) => (None, vec![Effect::Over(None)]),
        (_, Event::Cancelled) => over(&draft, None),
        (_, Event::Failed(kind)) => over(&draft, Some(kind)),
        (Stage::Discovering(sign_in), Event::Discovered(found)) => discovered(draft, sign_in, *found),
        (Stage::MakingKeys(sign_in), Event::KeysMade(keys)) => keys_made(draft, sign_in, keys),
        (Stage::Browsing(sign_in), Event::CameBack { code }) => {
            let stage = Stage::Exchanging { sign_in: sign_in.clone(), code: code.clone() };
            go(draft, stage, Effect::Exchange { sign_in, code })
        }
        (Stage::Exchanging { .. }, Event::GotToken(token)) => got_token(draft, *token),
        (Stage::Proving, Event::Proved { proof }) => {
            let stage = Stage::Claiming { proof: proof.clone(), failures: 0 };
            go(draft, stage, Effect::Claim { proof, failures: 0, retry_after_s: None })
        }
        (Stage::Claiming { .. }, Event::Claimed(claimed)) => {
            let link = claimed.link.clone();
            let stage = Stage::Waiting {
                link: link.clone(),
                code: claimed.code.clone(),
                deadline: now.after(claimed.remaining.saturating_mul(1000)),
                failures: 0,
            };
            let poll = Effect::Poll { link, failures: 0, retry_after_s: None };
            (Some(Linking { draft, stage }), vec![Effect::SavePending, poll])
        }
        (Stage::Claiming { proof, failures }, Event::Unreached { retry_after_s, kind }) => {
            let failures = failures + 1;
            if failures >= CLAIM_TRIES {
                return over(&draft, Some(kind));
            }
            let stage = Stage::Claiming { proof: proof.clone(), failures };
            go(draft, stage, Effect::Claim { proof, failures, retry_after_s })
        }
        (Stage::Waiting { link, code, deadline, .. }, Event::State(state)) => {
            polled(draft, link, code, deadline, *state, now)
        }
        (Stage::Waiting { link, code, deadline, failures }, Event::Unreached { retry_after_s, .. }) => {
            let failures = failures + 1;
            let poll = Effect::Poll { link: link.clone(), failures, retry_after_s };
            go(draft, Stage::Waiting { link, code, deadline, failures }, poll)
        }
        (Stage::Waiting { deadline, .. }, Event::TimeUp) if deadline.is_over(now) => {
            over(&draft, Some(ErrorKind::LinkExpired))
        }
        (Stage::Keeping { link }, Event::Kept) => (None, vec![Effect::Done { link }]),
        (Stage::Discovering(_) | Stage::Exchanging { .. }, Event::Unreached { kind, .. }) => {
            over(&draft, Some(kind))
        }
        (stage, _) => (Some(Linking { draft, stage }), vec![]),
    }
}

fn go(draft: Draft, stage: Stage, effect: Effect) -> Stepped {
    (Some(Linking { draft, stage }), vec![effect])
}

fn over(draft: &Draft, kind: Option<ErrorKind>) -> Stepped {
    let keys = match &draft.keys {
        Some(keys) if keys.fresh => vec![keys.transport.id.clone(), keys.approval.id.clone()],
        _ => vec![],
    };
    (None, vec![Effect::CleanUp { keys }, Effect::Over(kind)])
}

fn discovered(mut draft: Draft, sign_in: Option<SignIn>, found: DiscoveryResponse) -> Stepped {
    if found.issuer != draft.origin {
        return over(&draft, Some(ErrorKind::BadAnswer));
    }
    if !found.versions.contains(&VERSION) {
        return over(&draft, Some(ErrorKind::UpdateNeeded));
    }
    draft.name = kauth_protocol::display::check_text(&found.name, kauth_protocol::display::MAX_LABEL)
        .is_ok()
        .then(|| found.name.clone());
    draft.attestation = found.attestation;
    match lineage(&draft, &found) {
        Ok(lineage) => draft.lineage = Some(lineage),
        // A sign-in on this phone learns `k` only with the token; the keys are held against it then.
        Err(ErrorKind::ServerKeyMismatch) if sign_in.is_some() && draft.key.is_none() => {}
        Err(kind) => return over(&draft, Some(kind)),
    }
    if let Some(keys) = draft.keys.clone() {
        return keys_made(draft, sign_in, keys);
    }
    let reusable = draft.known.as_ref().and_then(|known| known.keys.clone());
    match reusable {
        Some((transport, approval)) => {
            keys_made(draft, sign_in, DraftKeys { transport, approval, fresh: false, attestation: vec![] })
        }
        None => go(draft, Stage::MakingKeys(sign_in), Effect::MakeKeys),
    }
}

/// The provider's keys as this link may trust them. A known provider's must be the same lineage.
fn lineage(draft: &Draft, found: &DiscoveryResponse) -> Result<KeyLineage, ErrorKind> {
    if let Some(known) = &draft.known {
        let followed = known.lineage.follow(&draft.origin, &found.key_history);
        let same = match &draft.key {
            Some(key) => followed.find(key).is_some(),
            None => found.jwks.keys.iter().any(|key| followed.find(&key.thumbprint()).is_some()),
        };
        return if same { Ok(followed) } else { Err(ErrorKind::ForeignKey) };
    }
    let key = draft.key.as_ref().ok_or(ErrorKind::ServerKeyMismatch)?;
    let jwk = found.jwks.find(key).ok_or(ErrorKind::ServerKeyMismatch)?;
    jwk.to_sec1().ok_or(ErrorKind::ServerKeyMismatch)?;
    Ok(KeyLineage::begin(jwk.clone(), draft.pin.clone()))
}

fn keys_made(mut draft: Draft, sign_in: Option<SignIn>, keys: DraftKeys) -> Stepped {
    draft.keys = Some(keys);
    match sign_in {
        None => go(draft, Stage::Proving, Effect::Prove),
        Some(sign_in) => {
            let url = authorize_url(&draft, &sign_in);
            go(draft, Stage::Browsing(sign_in.clone()), Effect::Browse { sign_in, url })
        }
    }
}

fn authorize_url(draft: &Draft, sign_in: &SignIn) -> String {
    let jkt = draft.keys.as_ref().map(|keys| keys.transport.jwk.thumbprint()).unwrap_or_default();
    let query = [
        ("response_type", "code"),
        ("client_id", oauth::CLIENT_ID),
        ("redirect_uri", &sign_in.redirect),
        ("scope", oauth::SCOPE),
        ("state", &sign_in.state),
        ("code_challenge", &oauth::challenge(&sign_in.verifier)),
        ("code_challenge_method", "S256"),
        ("dpop_jkt", &jkt),
    ]
    .map(|(name, value)| format!("{name}={}", component(value)))
    .join("&");
    format!("{}?{query}", draft.origin.join(oauth::AUTHORIZE_PATH))
}

fn got_token(mut draft: Draft, token: TokenResponse) -> Stepped {
    if !token.token_type.eq_ignore_ascii_case("DPoP") || token.scope != oauth::SCOPE {
        return over(&draft, Some(ErrorKind::BadAnswer));
    }
    draft.token = Some(token.access_token.clone());
    draft.key = Some(token.k.clone());
    // Discovery once more, now that there is a key to hold it against.
    go(draft, Stage::Discovering(None), Effect::Discover)
}

fn polled(
    draft: Draft,
    link: String,
    code: Option<String>,
    deadline: Deadline,
    state: LinkResponse,
    now: &Moment,
) -> Stepped {
    let kind = match state {
        LinkResponse::Claimed { remaining } => {
            // After a reboot the old deadline says nothing; the provider's word does.
            let deadline = match deadline.left_ms(now) {
                Some(_) => deadline,
                None => now.after(remaining.saturating_mul(1000)),
            };
            let poll = Effect::Poll { link: link.clone(), failures: 0, retry_after_s: None };
            return go(draft, Stage::Waiting { link, code, deadline, failures: 0 }, poll);
        }
        LinkResponse::Confirmed { grant, .. } => {
            let keep = Effect::Keep { link: link.clone(), grant };
            return go(draft, Stage::Keeping { link }, keep);
        }
        LinkResponse::Refused => ErrorKind::LinkRefused,
        LinkResponse::Void => ErrorKind::LinkVoid,
        LinkResponse::Expired => ErrorKind::LinkExpired,
        // Acknowledged, but not by what is on this disk: its secrets are gone.
        LinkResponse::Active => ErrorKind::LinkUsed,
    };
    over(&draft, Some(kind))
}

impl Draft {
    /// What the approval key signs, over this nonce.
    pub(crate) fn proof(&self, nonce: &str) -> Option<ProofOfPossession> {
        let keys = self.keys.as_ref()?;
        let token = self.token.as_deref()?;
        Some(ProofOfPossession::new(&self.origin, token, &keys.transport.jwk, &keys.approval.jwk, nonce))
    }
}

macro_rules! silent {
    ($($name:ty),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
silent!(Draft, SignIn, Linking, Event, Effect);

impl fmt::Debug for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Asked(_) => "Asked",
            Self::Discovering(_) => "Discovering",
            Self::MakingKeys(_) => "MakingKeys",
            Self::Browsing(_) => "Browsing",
            Self::Exchanging { .. } => "Exchanging",
            Self::Proving => "Proving",
            Self::Claiming { .. } => "Claiming",
            Self::Waiting { .. } => "Waiting",
            Self::Keeping { .. } => "Keeping",
        })
    }
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;
