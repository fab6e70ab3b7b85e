//! From a link that was read to "linked", and back.

use kauth_core::app::{
    AgreeView, LinkAgainView, LinkCodeView, LinkRemovedView, RecoveryActionView, RecoveryCodesAction,
    RecoveryCodesView, WorkingView,
};

/// A link was read. Nothing was sent yet: `agree()` or `cancel()`.
#[uniffi::remote(Record)]
pub struct AgreeView {
    /// Headline: link with this provider?
    pub title: String,
    /// HOST in ASCII, to be drawn large.
    pub host: String,
    /// HOST in its own script, only where it does not mix scripts; beside, never instead of `host`.
    pub host_unicode: Option<String>,
    /// The warning about an address that mixes scripts.
    pub mixed_scripts: Option<String>,
    /// "own certificate, not publicly checked", if the link carries a pin.
    pub own_certificate: Option<String>,
    /// What will happen, and "only if you started this yourself".
    pub text: String,
    /// This provider is linked already; another account is added.
    pub known: Option<String>,
    /// Label of *Continue*.
    pub agree: String,
}

/// Something is under way with a provider.
#[uniffi::remote(Record)]
pub struct WorkingView {
    /// Headline.
    pub title: String,
    /// What is being waited for.
    pub text: String,
    /// With whom.
    pub host: String,
    /// `cancel()` ends it.
    pub can_cancel: bool,
}

/// The six digits that the person types on the web page that made the QR code.
#[uniffi::remote(Record)]
pub struct LinkCodeView {
    /// Headline.
    pub title: String,
    /// What to do with the code.
    pub text: String,
    /// HOST.
    pub host: String,
    /// What the provider calls itself, said as such.
    pub calls_itself: Option<String>,
    /// The code, grouped for reading ("123 456").
    pub code: String,
    /// Milliseconds until it ends.
    pub ends_in_ms: u64,
    /// The provider cannot be reached right now; trying goes on.
    pub problem: Option<String>,
}

/// Something to do with recovery codes, as a button.
#[uniffi::remote(Record)]
pub struct RecoveryActionView {
    /// Which.
    pub action: RecoveryCodesAction,
    /// Label.
    pub label: String,
}

/// Recovery codes, shown once after the first activation and later from the account's page.
#[uniffi::remote(Record)]
pub struct RecoveryCodesView {
    /// The account's id.
    pub account: String,
    /// Headline.
    pub title: String,
    /// What they are for, and that each works once.
    pub text: String,
    /// The codes as they are typed, in order.
    pub codes: Vec<String>,
    /// What this shell can do with them: `recovery_codes(account, action)`.
    pub actions: Vec<RecoveryActionView>,
    /// Label of *I saved them* (`saved_recovery_codes()`); none when they were saved before.
    pub saved: Option<String>,
}

/// A provider ended a link, by its signed word.
#[uniffi::remote(Record)]
pub struct LinkRemovedView {
    /// Headline.
    pub title: String,
    /// What was removed, and why.
    pub text: String,
    /// What the person can do if this is a surprise.
    pub hint: String,
}

/// This phone must be linked again (A5).
#[uniffi::remote(Record)]
pub struct LinkAgainView {
    /// The account's id.
    pub account: String,
    /// Headline.
    pub title: String,
    /// Why.
    pub text: String,
    /// What does not work any more.
    pub lost: Vec<String>,
    /// What still works.
    pub kept: Vec<String>,
    /// HOST, for *Sign in on this phone*.
    pub host: String,
    /// Label of the button that leads there.
    pub again: String,
}
