//! A device's own record at a provider, and how it may be woken.

use serde::{Deserialize, Serialize};

/// The path of the calling device.
pub const SELF_PATH: &str = "/v1/devices/self";
/// The path of its wake-up.
pub const WAKEUP_PATH: &str = "/v1/devices/self/wakeup";

/// What the server knows of the calling device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeviceResponse {
    /// Device id.
    pub device: String,
    /// Its name.
    pub name: String,
    /// `android`, `ios`, `desktop` or `terminal`.
    pub platform: String,
    /// Accounts it is linked with.
    pub accounts: Vec<String>,
    /// How it is woken.
    pub wakeup: WakeupKind,
}

/// Renames the calling device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DevicePatchRequest {
    /// The new name, ≤ 64 characters.
    pub name: String,
}

/// A way to wake a phone. A wake-up is a hint: the phone fetches its inbox once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WakeupKind {
    /// Only while the app is open.
    #[default]
    None,
    /// Web Push to a UnifiedPush distributor (RFC 8030, 8291, 8292).
    UnifiedPush,
    /// Google's service.
    Fcm,
    /// Apple's service.
    Apns,
}

/// Sets how the calling device is woken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WakeupRequest {
    /// The way.
    pub kind: WakeupKind,
    /// Where to push; required for all but `none`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub endpoint: Option<String>,
    /// `p256dh` of the subscription (RFC 8291), base64url.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub p256dh: Option<String>,
    /// `auth` of the subscription, base64url.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub auth: Option<String>,
}
