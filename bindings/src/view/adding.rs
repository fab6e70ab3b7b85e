//! The ways to add an account.

use kauth_core::app::{AddByHandView, AddChoice, AddChoiceView, AddView, ScanView, SignInHereView};

/// A way to add an account.
#[uniffi::remote(Enum)]
pub enum AddChoice {
    /// Sign in on this phone (A1, recommended).
    SignInHere,
    /// Scan a QR code.
    Scan,
    /// A picture from the gallery or a file.
    Picture,
    /// Paste a link.
    Paste,
    /// Type the details.
    ByHand,
}

/// A way to add an account, as a button.
#[uniffi::remote(Record)]
pub struct AddChoiceView {
    /// Which.
    pub choice: AddChoice,
    /// Label.
    pub label: String,
    /// When it is the right one.
    pub text: String,
}

/// The ways to add an account that this shell has.
#[uniffi::remote(Record)]
pub struct AddView {
    /// Headline.
    pub title: String,
    /// Ways, best first.
    pub choices: Vec<AddChoiceView>,
    /// What went wrong with the last try, in place.
    pub problem: Option<String>,
    /// What still works without the camera, when it is not allowed; `ask_permission(Camera)` leads to allowing it.
    pub camera_refused: Option<String>,
}

/// Scanning a QR code.
#[uniffi::remote(Record)]
pub struct ScanView {
    /// Headline.
    pub title: String,
    /// Where to hold the phone.
    pub text: String,
    /// What was wrong with the code that was seen.
    pub problem: Option<String>,
}

/// Typing an account's details.
#[uniffi::remote(Record)]
pub struct AddByHandView {
    /// Headline.
    pub title: String,
    /// What goes where.
    pub text: String,
    /// What is wrong with what was typed.
    pub problem: Option<String>,
}

/// Typing a provider's address (A1).
#[uniffi::remote(Record)]
pub struct SignInHereView {
    /// Headline.
    pub title: String,
    /// What will happen.
    pub text: String,
    /// Providers linked already: tapping one takes its address.
    pub known_hosts: Vec<String>,
    /// What is wrong with the address.
    pub problem: Option<String>,
}
