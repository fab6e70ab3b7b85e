//! The ways to add an account.

use kauth_core::app::{
    AddByHandView, AddChoice, AddChoiceView, AddView, ImportGroupView, ImportRow, ImportView, ScanView,
    SignInHereView,
};

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

/// What another authenticator's export holds; nothing of it is added yet. `add_import()` adds all that is new,
/// `cancel()` leaves it.
#[uniffi::remote(Record)]
pub struct ImportView {
    /// How many accounts were found.
    pub title: String,
    /// Where.
    pub text: String,
    /// More of the same export is to come: how much is missing, and the way to it (`Scan` or `Picture`).
    pub another: Option<AddChoiceView>,
    /// What was wrong with the last code or file.
    pub problem: Option<String>,
    /// What was found: what will be added, what is there already, what cannot be taken. Empty ones are left out.
    pub groups: Vec<ImportGroupView>,
    /// What to do with the file afterwards.
    pub hint: Option<String>,
    /// Label of adding all that is new; none if nothing is.
    pub add: Option<String>,
    /// Label of leaving without adding.
    pub leave: String,
}

/// Accounts of an export that have something in common.
#[uniffi::remote(Record)]
pub struct ImportGroupView {
    /// What they have in common.
    pub title: String,
    /// One account each.
    pub rows: Vec<ImportRow>,
}

/// One account of an export.
#[uniffi::remote(Record)]
pub struct ImportRow {
    /// Who issued it, or its name if nobody said.
    pub title: String,
    /// Its name there, or why it cannot be taken; may be empty.
    pub text: String,
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
