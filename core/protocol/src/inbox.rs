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
    /// An event of a newer server.
    #[serde(other)]
    Unknown,
}
