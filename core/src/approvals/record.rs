//! A request as the phone keeps it: what the provider signed, byte for byte, until when, and how far the answer is.

use kauth_protocol::approvals::{ApprovalRequest, Decision, OpenedRequest, RequestIdentity};
use kauth_protocol::origin::Origin;
use serde::{Deserialize, Serialize};

use crate::deadline::Deadline;

/// One request, pending or past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Request {
    /// What every version's request says: provider, account, id, nonce, lifetime.
    pub identity: RequestIdentity,
    /// The whole, if this version understands it.
    pub known: Option<ApprovalRequest>,
    /// The account's login when it came, for the history of a link that is gone.
    #[serde(default)]
    pub login: String,
    /// The compact JWS, byte for byte.
    pub compact: String,
    /// When it ends.
    pub deadline: Deadline,
    /// When it came, Unix seconds as the provider has them.
    pub came_s: i64,
    /// The person has seen it.
    pub opened: bool,
    /// How far it is.
    pub phase: Phase,
}

/// How far a request is on this phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub(crate) enum Phase {
    /// It waits for the person.
    Waiting {
        /// What was wrong with the last try.
        problem: Option<Trouble>,
    },
    /// A key was asked to sign the answer; the approval key asks the person.
    Signing {
        /// What was decided.
        decision: Decision,
        /// What is being signed.
        input: String,
        /// The approval key signs, and asks the person.
        asks_person: bool,
        /// How it had ended before, where a past request is reported.
        was: Option<Ended>,
    },
    /// Signed and on disk; being sent until there is a final reply.
    Sending {
        /// What was decided.
        decision: Decision,
        /// The signed answer, byte for byte.
        body: String,
        /// Tries that failed, in a row.
        failures: u32,
        /// How it had ended before, where a past request is reported.
        was: Option<Ended>,
    },
    /// Over.
    Ended(Ended),
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ended {
    /// How.
    pub how: How,
    /// The other device that answered, if one did.
    pub by: Option<String>,
}

/// The ways a request ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum How {
    Approved,
    Refused,
    Reported,
    Expired,
    ExpiredBeforeOpening,
    AnsweredElsewhere,
    Withdrawn,
    Superseded,
    Failed,
    Lapsed,
    NoNetwork,
    NotAccepted,
}

/// What was wrong with the last try; the request still waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Trouble {
    /// Other digits; so many tries are left.
    WrongDigits(u8),
    /// The person or the system declined the signature.
    Declined,
    /// The approval key is gone: only *No* is possible.
    KeyGone,
    /// The key store failed.
    KeyStore,
    /// The provider refused the phone without a signed word.
    ProviderRefused,
}

impl Request {
    /// A request that just came and was verified.
    pub(crate) fn new(
        opened: OpenedRequest,
        login: String,
        compact: String,
        deadline: Deadline,
        came_s: i64,
    ) -> Self {
        let (identity, known) = match opened {
            OpenedRequest::Known(request) => (request.identity(), Some(request)),
            OpenedRequest::UpdateNeeded(identity) => (identity, None),
        };
        Self {
            identity,
            known,
            login,
            compact,
            deadline,
            came_s,
            opened: false,
            phase: Phase::Waiting { problem: None },
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.identity.jti
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.identity.iss
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&self) -> Option<&Ended> {
        match &self.phase {
            Phase::Ended(ended) => Some(ended),
            Phase::Signing { was, .. } | Phase::Sending { was, .. } => was.as_ref(),
            Phase::Waiting { .. } => None,
        }
    }

    /// It is not over for the person: it waits, or its answer is on the way.
    pub(crate) fn is_open(&self) -> bool {
        self.ended().is_none()
    }
}
