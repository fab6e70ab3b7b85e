//! The requester's side: a client of the server asks a person's phone and learns the outcome once.
//!
//! Authenticated by HTTP Basic with client id and secret (RFC 6749 §2.3.1). This is all a provider needs to put
//! kAuth behind an existing login.

use serde::{Deserialize, Serialize};

use crate::approvals::{Kind, Policy, State};
use crate::display::DisplayPair;

/// The path to ask.
pub const PATH: &str = "/v1/approvals";

/// The path of one request.
#[must_use]
pub fn path(request: &str) -> String {
    format!("{PATH}/{request}")
}

/// Asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalOpenRequest {
    /// The account's login.
    pub account: String,
    /// What is asked.
    pub kind: Kind,
    /// At least this strong.
    pub policy: Policy,
    /// What the person reads.
    pub display: Vec<DisplayPair>,
    /// Seconds, ≤ 120.
    pub lifetime: u64,
}

/// Asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalOpenResponse {
    /// Request id.
    pub request: String,
    /// The digits to show, if the policy asks for them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub digits: Option<String>,
    /// Seconds left.
    pub remaining: u64,
}

/// Where it stands. An approval is told once as `approved` and is thereby consumed; later calls say `consumed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalOutcomeResponse {
    /// Where it stands.
    pub state: State,
    /// Seconds left while it is pending.
    pub remaining: u64,
}
