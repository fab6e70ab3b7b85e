//! One session as a value: everything that decides what becomes of it. Times are Unix milliseconds.

use kauth_protocol::checks::{
    CODE_LIFETIME, CODE_TRIES, DocumentKind, LocationWish, PhoneStep, RESEND_AFTER, RETENTION, Retake,
    RetakeReason, State, Trigger,
};
use kauth_protocol::display::DisplayPair;
use kauth_protocol::jwk::PublicJwk;

use crate::clock::{DAY, SECOND};

/// From the claim until everything is deleted.
pub const KEPT: i64 = RETENTION.cast_signed() * SECOND;
/// How long a code counts.
pub(super) const CODE: i64 = CODE_LIFETIME.cast_signed() * SECOND;
/// Between two messages.
pub(super) const RESEND: i64 = RESEND_AFTER.cast_signed() * SECOND;
/// How long an accepted recovery may be finished, once it counts.
pub(super) const FINISH: i64 = DAY;

/// Where a session stands, on both screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The token waits for a phone.
    Offered,
    /// Two phones claimed it.
    Void,
    /// What its phone is told.
    Claimed(State),
}

impl Stage {
    /// The text that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Void => "void",
            Self::Claimed(state) => state.as_str(),
        }
    }

    /// From the text that is stored.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "offered" => Some(Self::Offered),
            "void" => Some(Self::Void),
            state => State::parse(state).map(Self::Claimed),
        }
    }

    /// Whether nothing more is decided about it, so that everything of it is to be deleted.
    #[must_use]
    pub const fn is_over(self) -> bool {
        match self {
            Self::Offered => false,
            Self::Void => true,
            Self::Claimed(state) => state.is_over(),
        }
    }
}

/// The mobile number and its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// How far it is.
    pub step: PhoneStep,
    /// A keyed mark of the number.
    pub mark: Option<Vec<u8>>,
    /// The number, locked under K_s for `check_session.locked_number:ID`.
    pub locked_number: Option<Vec<u8>>,
    /// A MAC under K_s of the newest code.
    pub code: Option<Vec<u8>>,
    /// Until when that code counts.
    pub code_until: i64,
    /// When it was sent.
    pub sent_at: i64,
    /// Wrong codes typed, over all codes.
    pub tries: u8,
    /// A MAC of the last wrong one: the same again costs nothing.
    pub wrong: Option<Vec<u8>>,
}

impl Default for Phone {
    fn default() -> Self {
        Self {
            step: PhoneStep::None,
            mark: None,
            locked_number: None,
            code: None,
            code_until: 0,
            sent_at: 0,
            tries: 0,
            wrong: None,
        }
    }
}

impl Phone {
    /// Tries left, over all codes.
    #[must_use]
    pub const fn tries_left(&self) -> u8 {
        CODE_TRIES.saturating_sub(self.tries)
    }
}

/// How an accepted recovery goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finishing {
    /// SHA-256 of its token.
    pub hash: Vec<u8>,
    /// From when on it counts.
    pub from: i64,
    /// Until when.
    pub until: i64,
    /// When it was used.
    pub used_at: Option<i64>,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// 128 random bits.
    pub id: String,
    /// Rises with each change.
    pub version: i64,
    /// Where it stands.
    pub stage: Stage,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Until when the token may be claimed.
    pub token_until: i64,
    /// When the token was made.
    pub began_at: i64,
    /// The account, where it is known.
    pub account: Option<String>,
    /// Why.
    pub trigger: Trigger,
    /// Who asks.
    pub asker: String,
    /// What began it.
    pub begun: Vec<DisplayPair>,
    /// Which documents are taken.
    pub documents: Vec<DocumentKind>,
    /// Whether the location is wanted.
    pub location: LocationWish,
    /// Tag of the language of its messages.
    pub language: String,
    /// The link's `r`.
    pub reviewers: String,
    /// The session key that claimed.
    pub key: Option<PublicJwk>,
    /// The signed description, byte for byte.
    pub description: Option<String>,
    /// When everything is deleted, whatever happened.
    pub deadline: Option<i64>,
    /// Whether the person agreed.
    pub consented: bool,
    /// The number.
    pub phone: Phone,
    /// Whether the location was given.
    pub location_given: Option<bool>,
    /// Which document.
    pub document: Option<DocumentKind>,
    /// Whether anything was uploaded.
    pub sent: bool,
    /// SHA-256 of the newest manifest, base64url.
    pub manifest: Option<String>,
    /// When that came.
    pub submitted_at: Option<i64>,
    /// What is asked for again.
    pub retake: Vec<Retake>,
    /// Why it was refused.
    pub refused_because: Option<RetakeReason>,
    /// When it was over.
    pub ended_at: Option<i64>,
    /// When nothing of it was left.
    pub wiped_at: Option<i64>,
    /// How the person goes on.
    pub finish: Option<Finishing>,
}

impl Session {
    /// Whether its time is up.
    #[must_use]
    pub fn is_late(&self, now: i64) -> bool {
        self.deadline.is_some_and(|deadline| now >= deadline)
    }

    /// It, once time has passed: what came too late meets a session that is over.
    #[must_use]
    pub fn at(self, now: i64) -> Self {
        if self.is_late(now) && !self.stage.is_over() { self.ended(State::Expired, now) } else { self }
    }

    pub(super) fn ended(mut self, state: State, now: i64) -> Self {
        self.stage = Stage::Claimed(state);
        self.ended_at = Some(now);
        self
    }

    /// Whether an accepted dossier is the way back in, so that the person finishes on this phone.
    #[must_use]
    pub const fn is_recovery(&self) -> bool {
        match self.trigger {
            Trigger::ForgottenPassword | Trigger::ForgottenLogin | Trigger::TwoStepOff | Trigger::Unlock => {
                true
            }
            Trigger::FirstPayout | Trigger::SuspectOrder => false,
        }
    }
}
