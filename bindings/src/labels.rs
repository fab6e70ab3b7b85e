//! The fixed labels of a shell.

use kauth_core::app::Labels;

/// Buttons and field names in one language.
#[uniffi::remote(Record)]
pub struct Labels {
    /// The app's name.
    pub app_name: String,
    /// Answer: yes, it is me.
    pub yes: String,
    /// Answer: no.
    pub no: String,
    /// Answer: this was not me.
    pub not_me: String,
    /// Puts a request aside without an answer.
    pub later: String,
    /// Leaves what is under way.
    pub cancel: String,
    /// Goes back.
    pub back: String,
    /// Closes a screen.
    pub close: String,
    /// Goes on.
    pub next: String,
    /// Sends what was typed.
    pub send: String,
    /// Adds an account.
    pub add: String,
    /// Scans a QR code.
    pub scan: String,
    /// Chooses a picture or a file.
    pub picture: String,
    /// Where a system keeps the two apart: chooses among the photos.
    pub photos: String,
    /// The same: chooses among the files.
    pub files: String,
    /// Pastes a link.
    pub paste: String,
    /// Field: a link or an `otpauth://` address.
    pub link_field: String,
    /// Field: a provider's address.
    pub host_field: String,
    /// Starts signing in on this phone.
    pub sign_in: String,
    /// Field: issuer.
    pub issuer_field: String,
    /// Field: account name.
    pub name_field: String,
    /// Field: secret.
    pub secret_field: String,
    /// Field: algorithm.
    pub algorithm_field: String,
    /// Field: digits of a code.
    pub digits_field: String,
    /// Field: seconds a code counts.
    pub period_field: String,
    /// Field: counter.
    pub counter_field: String,
    /// Field: note.
    pub note_field: String,
    /// Field: the digits that the browser shows.
    pub browser_digits_field: String,
    /// Copies a code.
    pub copy: String,
    /// Makes the next code of a counter-based account.
    pub next_code: String,
    /// Names the code that comes next.
    pub next_code_caption: String,
    /// Renames an account.
    pub rename: String,
    /// Edits an account's note.
    pub edit_note: String,
    /// Removes an account.
    pub remove: String,
    /// Shows an account's recovery codes.
    pub show_recovery_codes: String,
    /// Keeps what was typed.
    pub save: String,
    /// Field: search.
    pub search: String,
    /// Leads to the accounts.
    pub accounts: String,
    /// Leads to the requests of the past.
    pub history: String,
    /// Leads to the settings.
    pub settings: String,
    /// Asks all providers now.
    pub refresh: String,
    /// Locks the app.
    pub lock: String,
    /// Unlocks the app.
    pub unlock: String,
    /// Field: passphrase.
    pub passphrase_field: String,
    /// Field: the present passphrase.
    pub current_passphrase_field: String,
    /// Field: a new passphrase.
    pub new_passphrase_field: String,
    /// Field: the new passphrase once more.
    pub repeat_passphrase_field: String,
    /// Sets a passphrase.
    pub set_passphrase: String,
    /// Changes the passphrase.
    pub change_passphrase: String,
    /// Takes the passphrase off.
    pub remove_passphrase: String,
    /// Heading: app lock.
    pub app_lock: String,
    /// Heading: language.
    pub language: String,
    /// Heading: how the app looks.
    pub theme: String,
    /// As the system.
    pub theme_system: String,
    /// Light.
    pub theme_light: String,
    /// Dark.
    pub theme_dark: String,
    /// Switch: hide codes.
    pub hide_codes: String,
    /// Heading: permissions.
    pub permissions: String,
    /// Opens the system's settings.
    pub open_system_settings: String,
    /// Allows a permission.
    pub allow: String,
    /// Heading: what to tell support.
    pub diagnostics: String,
    /// Switch: stay reachable.
    pub stay_reachable: String,
    /// Heading: how requests reach this phone.
    pub reachable: String,
    /// Name of the kind of notifications that ask (system settings).
    pub notification_channel: String,
    /// Name of the kind of notifications that tell of recoveries (system settings).
    pub notification_channel_recovery: String,
    /// Notification action where *Yes* needs the app.
    pub open_to_answer: String,
    /// The standing notification while the app stays reachable.
    pub reachable_notification: String,
    /// Before the time that is left, for screen readers.
    pub time_left: String,
    /// Empties a search.
    pub clear_search: String,
    /// More to do with what is shown.
    pub more: String,
    /// Shows the code of an account while codes are hidden.
    pub show_code: String,
    /// Shows what was typed into a field that hides it.
    pub show_typed: String,
    /// Hides what was typed into such a field again.
    pub hide_typed: String,
    /// Switches the camera's light on or off.
    pub torch: String,
    /// Reads the QR code that is on this computer's screen (desktop).
    pub grab_screen: String,
    /// Where a picture or a file can be dropped (desktop).
    pub drop_picture: String,
    /// Warns that keys of this shell lie in files (desktop).
    pub software_keys: String,
    /// Tries again what failed before there was a screen.
    pub try_again: String,
    /// The passphrase typed into a prompt is not the right one (desktop).
    pub wrong_passphrase: String,
    /// What a page says that led back to the app (desktop).
    pub page_done: String,
    /// Leaves the app (terminal and desktop).
    pub quit: String,
}

/// The labels in the best of these languages (a list as `Accept-Language` writes it), without an app: for a shell whose
/// app could not be opened.
#[uniffi::export]
pub fn labels_for(languages: &str) -> Labels {
    kauth_core::app::labels_for(languages)
}
