//! What goes into commands.

use kauth_core::app::{
    Decision, Destination, ManualEntry, PermissionKind, PermissionState, RecoveryCodesAction,
    SignatureResult, Theme,
};

/// The person's answer to a request.
#[uniffi::remote(Enum)]
pub enum Decision {
    /// Yes, it is me.
    Approve,
    /// No.
    Deny,
    /// This was not me: also blocks further requests and leads to a new password.
    Report,
}

/// Where `show` leads.
#[uniffi::remote(Enum)]
pub enum Destination {
    /// The list of accounts (or the start screen, if there is none).
    Accounts,
    /// The ways to add an account.
    Add,
    /// Typing an account's details by hand.
    AddByHand,
    /// Scanning a QR code; asks for the camera first where that was not done yet.
    Scan,
    /// Typing a provider's address to sign in on this phone (A1).
    SignInHere,
    /// One account's page.
    Account {
        /// Its id.
        account: String,
    },
    /// The question before an account is removed, with what remains.
    RemoveAccount {
        /// Its id.
        account: String,
    },
    /// An account's recovery codes, as far as the phone knows them.
    RecoveryCodes {
        /// Its id.
        account: String,
    },
    /// A request that waits.
    Request {
        /// Its id.
        request: String,
    },
    /// The request that has waited longest.
    NextRequest,
    /// The check that is under way.
    Check,
    /// Which document it shows, once more, as long as none was sent.
    CheckDocument,
    /// The question before it is withdrawn.
    WithdrawCheck,
    /// Requests of the past.
    History,
    /// The settings.
    Settings,
}

/// A one-time-code account typed by hand. Empty fields take the usual value.
#[uniffi::remote(Record)]
pub struct ManualEntry {
    /// Who issued it, e.g. a site's name.
    pub issuer: String,
    /// The account's name there.
    pub name: String,
    /// The secret, base32; spaces, dashes, lower case and padding are forgiven.
    pub secret: String,
    /// `SHA1`, `SHA256`, `SHA512`; empty means SHA1.
    pub algorithm: String,
    /// Digits of a code, 1–10; empty means 6.
    pub digits: String,
    /// Seconds a code counts; empty means 30. Only for time-based codes.
    pub period: String,
    /// The first counter of a counter-based account; empty means time-based.
    pub counter: String,
}

/// How a signature that was asked for ended.
#[uniffi::remote(Enum)]
pub enum SignatureResult {
    /// Signed; ASN.1 DER as key stores give it.
    Signed {
        /// `ECDSA-Sig-Value` over SHA-256 of the bytes.
        der: Vec<u8>,
    },
    /// The person declined, or the prompt was closed.
    Declined,
    /// The system does not allow it now (too many tries, no screen lock set up).
    Unavailable,
    /// The key does not exist any more (new enrolment of biometrics).
    KeyGone,
}

/// What the system lets the app do.
#[uniffi::remote(Enum)]
pub enum PermissionKind {
    /// Taking pictures, to scan QR codes.
    Camera,
    /// Showing notifications.
    Notifications,
    /// Knowing where the phone is, for a check.
    Location,
}

/// What the person or the system said about a permission.
#[uniffi::remote(Enum)]
pub enum PermissionState {
    /// Allowed.
    Granted,
    /// Declined; may be asked again.
    Declined,
    /// Declined for good: only the system's settings can change it.
    Blocked,
    /// Not asked yet.
    Unknown,
}

/// How the app looks.
#[uniffi::remote(Enum)]
pub enum Theme {
    /// As the system.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What happens with the recovery codes on screen.
#[uniffi::remote(Enum)]
pub enum RecoveryCodesAction {
    /// Put them on the clipboard.
    Copy,
    /// Save them to a file, or hand them to another app.
    Save,
    /// Print them.
    Print,
}
