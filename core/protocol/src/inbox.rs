//! `GET /v1/inbox?cursor=…` with `Prefer: wait=25`: one long poll a (phone, provider).
//!
//! At least once: a phone stores the cursor in the transaction that holds the events' effects, and meets an
//! event it already knows with a shrug. An unknown or missing cursor brings everything that is open, marked as a
//! snapshot. No events within the hold, or a newer poll of the same device: 200 with none.

use serde::{Deserialize, Serialize};

use crate::approvals::State;

/// The path of the inbox.
pub const PATH: &str = "/v1/inbox";

/// What happened since the cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InboxResponse {
    /// To be sent next time; opaque.
    pub cursor: String,
    /// Whether `events` is all that is open now, so that what the phone holds beyond it is gone.
    pub snapshot: bool,
    /// In order.
    pub events: Vec<Event>,
}

/// How a recovery stands: a way back into an account without its password or its second step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[non_exhaustive]
pub enum RecoveryState {
    /// Somebody asked for codes, or for a stand-in name.
    Begun,
    /// Somebody began to prove who they are with a document.
    CheckBegun,
    /// Support accepted that proof; it can be finished from some moment on.
    CheckAccepted,
    /// A new password was chosen; it counts from some moment on.
    PasswordLater,
    /// It was finished: it counts.
    Done,
    /// Somebody stopped it; nothing was changed.
    Stopped,
    /// It came to nothing.
    Over,
    /// A state of a newer server.
    #[serde(other)]
    Unknown,
}

impl RecoveryState {
    const ALL: [Self; 7] = [
        Self::Begun,
        Self::CheckBegun,
        Self::CheckAccepted,
        Self::PasswordLater,
        Self::Done,
        Self::Stopped,
        Self::Over,
    ];

    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::CheckBegun => "check_begun",
            Self::CheckAccepted => "check_accepted",
            Self::PasswordLater => "password_later",
            Self::Done => "done",
            Self::Stopped => "stopped",
            Self::Over => "over",
            Self::Unknown => "unknown",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether it goes on, so that it can be stopped.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Begun | Self::CheckBegun | Self::CheckAccepted | Self::PasswordLater)
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[non_exhaustive]
pub enum Event {
    /// Somebody asks.
    ApprovalRequested {
        /// Compact JWS of type [`crate::approvals::REQUEST_TYP`], byte for byte as signed.
        request: String,
        /// Seconds left.
        remaining: u64,
    },
    /// A request has ended, or was answered.
    ApprovalClosed {
        /// Request id.
        request: String,
        /// How.
        state: State,
        /// The name of the device that answered, if one did.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        by: Option<String>,
        /// Whether that device is this one.
        #[serde(default)]
        by_this_device: bool,
    },
    /// What is known of an account has changed; also part of every snapshot.
    AccountChanged {
        /// Account id.
        account: String,
        /// The login as the person knows it.
        login: String,
        /// How many recovery codes are left.
        recovery_codes_left: u32,
        /// Whether recovery codes that the phone holds were voided by a new set.
        #[serde(default)]
        recovery_codes_voided: bool,
    },
    /// The link with an account was revoked.
    AccountRemoved {
        /// Account id.
        account: String,
        /// JWS of type [`crate::tombstone::TYP`]: only this makes a phone delete.
        tombstone: String,
    },
    /// Somebody is on the way back into an account without its password or second step, or was. Part of a snapshot while
    /// it is told.
    RecoveryChanged {
        /// Account id.
        account: String,
        /// Which recovery: a later event about the same takes the earlier one's place.
        recovery: String,
        /// How it stands.
        state: RecoveryState,
        /// Seconds until it counts.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        counts_in: Option<u64>,
        /// Seconds until it is of no interest any more.
        remaining: u64,
        /// The page that stops it, at this provider's origin; absent where there is nothing to stop.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        stop: Option<String>,
    },
    /// An event of a newer server.
    #[serde(other)]
    Unknown,
}
