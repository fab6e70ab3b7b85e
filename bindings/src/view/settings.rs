//! Settings, and a problem that needs a screen.

use kauth_core::ErrorKind;
use kauth_core::app::{
    ChoiceView, DiagnosticView, LockKind, PermissionKind, PermissionState, PermissionView, ProblemView,
    ReachableView, SettingsView, Theme,
};

/// How the app is locked.
#[uniffi::remote(Enum)]
pub enum LockKind {
    /// Not at all.
    None,
    /// By a passphrase.
    Passphrase,
}

/// One of several.
#[uniffi::remote(Record)]
pub struct ChoiceView {
    /// What to hand to the command, e.g. a language tag.
    pub value: String,
    /// Label.
    pub label: String,
    /// It is the one chosen.
    pub chosen: bool,
}

/// A permission and what follows from it.
#[uniffi::remote(Record)]
pub struct PermissionView {
    /// Which.
    pub kind: PermissionKind,
    /// Its state.
    pub state: PermissionState,
    /// What works and what does not.
    pub text: String,
}

/// One line of what to tell support.
#[uniffi::remote(Record)]
pub struct DiagnosticView {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// How requests reach this phone while the app is not on screen.
#[uniffi::remote(Record)]
pub struct ReachableView {
    /// How it is now, in words.
    pub text: String,
    /// The switch *Stay reachable* and its state; none in a shell that cannot.
    pub stay: Option<bool>,
}

/// The settings.
#[uniffi::remote(Record)]
pub struct SettingsView {
    /// Headline.
    pub title: String,
    /// How the app is locked.
    pub lock: LockKind,
    /// The same in words.
    pub lock_text: String,
    /// What was wrong with the last passphrase.
    pub lock_problem: Option<String>,
    /// Languages; the value goes to `set_language`. The first follows the system (empty value).
    pub languages: Vec<ChoiceView>,
    /// How the app looks.
    pub theme: Theme,
    /// Codes are hidden until an account is tapped.
    pub hide_codes: bool,
    /// How requests reach this phone.
    pub reachable: ReachableView,
    /// Permissions that matter in this shell.
    pub permissions: Vec<PermissionView>,
    /// What to tell support: versions, counts, states. No secret, no name, no address.
    pub diagnostics: Vec<DiagnosticView>,
}

/// Something did not work, and nothing was changed.
#[uniffi::remote(Record)]
pub struct ProblemView {
    /// What, for shells that act on it.
    pub kind: ErrorKind,
    /// Headline.
    pub title: String,
    /// What happened and what to do next.
    pub text: String,
    /// Label of *Try again* (`retry()`), where that makes sense.
    pub retry: Option<String>,
}
