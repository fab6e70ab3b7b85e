//! What a shell is asked to do.

use kauth_core::app::{Effect, EffectKind, PermissionKind, SettingsPage, Vibration};

/// One thing for the shell to do.
#[uniffi::remote(Record)]
pub struct Effect {
    /// For `done`.
    pub id: u64,
    /// What to do.
    pub kind: EffectKind,
}

/// What to do.
#[uniffi::remote(Enum)]
pub enum EffectKind {
    /// Open this address in the system's browser.
    OpenUrl {
        /// The address.
        url: String,
    },
    /// Show a notification for a request; replace one with the same request id.
    Notify {
        /// The request's id.
        request: String,
        /// First line.
        title: String,
        /// The rest.
        body: String,
        /// Offer *Yes*: neither digits nor the person's finger are needed, and the app is not locked.
        can_approve: bool,
        /// Offer *No*.
        can_deny: bool,
        /// Milliseconds until the request ends, as of the update.
        ends_in_ms: u64,
    },
    /// Take a request's notification away.
    WithdrawNotification {
        /// The request's id.
        request: String,
    },
    /// Show a notification that tells of a recovery; replace one of the same recovery. It leads into the app, where the
    /// same is said.
    NotifyRecovery {
        /// The recovery's id, as its banner has it.
        recovery: String,
        /// First line.
        title: String,
        /// The rest.
        body: String,
    },
    /// Take a recovery's notification away.
    WithdrawRecoveryNotification {
        /// The recovery's id.
        recovery: String,
    },
    /// Put a text on the clipboard.
    Copy {
        /// The text.
        text: String,
        /// Keep it out of previews, histories and sync.
        sensitive: bool,
        /// Clear the clipboard after so many milliseconds, if it still holds the text.
        clear_after_ms: Option<u64>,
    },
    /// Hand a text to the system's *save as* or *share* dialogue.
    SaveText {
        /// A suggested file name.
        file_name: String,
        /// The text.
        text: String,
    },
    /// Print a text.
    PrintText {
        /// The print job's title.
        title: String,
        /// The text.
        text: String,
    },
    /// Make itself felt.
    Vibrate {
        /// How.
        pattern: Vibration,
    },
    /// Say a sentence to people who use a screen reader.
    Speak {
        /// The sentence.
        text: String,
    },
    /// Ask the system for a permission, and answer with `permission`.
    AskPermission {
        /// Which.
        kind: PermissionKind,
        /// Why, to be shown first.
        reason: String,
    },
    /// Register with the UnifiedPush distributor under this instance, and answer with `push_endpoint(instance, …)`.
    RegisterPush {
        /// Names the registration; the same for the same provider.
        instance: String,
        /// The provider's VAPID public key (RFC 8292), if it has one.
        vapid_key: Option<String>,
    },
    /// Open the system's settings.
    OpenSystemSettings {
        /// Where; the nearest that the system can open.
        page: SettingsPage,
    },
    /// Lead back to the browser that the person came from.
    ReturnToBrowser,
    /// Sign with a key that asks the person, and answer with `signed(op, …)`.
    SignatureNeeded {
        /// For `signed`.
        op: u64,
        /// The key's id in the key store.
        key: String,
        /// What to sign (ES256: SHA-256 is the signer's part).
        bytes: Vec<u8>,
        /// What the prompt says.
        reason: String,
    },
    /// Close the prompt of a signature that is not needed any more.
    StopSignature {
        /// Which.
        op: u64,
    },
}

/// A place in the system's settings.
#[uniffi::remote(Enum)]
pub enum SettingsPage {
    /// What the system lets this app do.
    App,
    /// This app's notifications.
    Notifications,
    /// The device's screen lock.
    ScreenLock,
    /// Which apps may work in the background.
    Battery,
}

/// How a phone makes itself felt.
#[uniffi::remote(Enum)]
pub enum Vibration {
    /// Something came in.
    Arrived,
    /// It worked.
    Succeeded,
    /// It did not.
    Failed,
}
