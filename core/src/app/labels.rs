//! The fixed labels of a shell, as one record a language: buttons and field names, so that a shell has no text of
//! its own.

use kauth_texts::{Language, Texts};

macro_rules! labels {
    ($($(#[doc = $doc:literal])+ $field:ident = $text:ident,)+) => {
        /// Buttons and field names in one language.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Labels {
            $($(#[doc = $doc])+ pub $field: String,)+
        }

        impl Labels {
            /// The labels in a language.
            pub(crate) fn of(texts: &Texts) -> Self {
                Self { $($field: texts.$text(),)+ }
            }
        }
    };
}

/// The labels in the best of these languages (a list as `Accept-Language` writes it), without an app: for a shell whose
/// app could not be opened.
#[must_use]
pub fn labels_for(languages: &str) -> Labels {
    Labels::of(Texts::of(Language::negotiate(languages)))
}

labels! {
    /// The app's name.
    app_name = label_app_name,
    /// Answer: yes, it is me.
    yes = label_yes,
    /// Answer: no.
    no = label_no,
    /// Answer: this was not me.
    not_me = label_not_me,
    /// Puts a request aside without an answer.
    later = label_later,
    /// Leaves what is under way.
    cancel = label_cancel,
    /// Goes back.
    back = label_back,
    /// Closes a screen.
    close = label_close,
    /// Goes on.
    next = label_next,
    /// Sends what was typed.
    send = label_send,
    /// Adds an account.
    add = label_add,
    /// Scans a QR code.
    scan = label_scan,
    /// Chooses a picture or a file.
    picture = label_picture,
    /// Where a system keeps the two apart: chooses among the photos.
    photos = label_photos,
    /// The same: chooses among the files.
    files = label_files,
    /// Pastes a link.
    paste = label_paste,
    /// Field: a link or an `otpauth://` address.
    link_field = label_link_field,
    /// Field: a provider's address.
    host_field = label_host_field,
    /// Starts signing in on this phone.
    sign_in = label_sign_in,
    /// Field: issuer.
    issuer_field = label_issuer_field,
    /// Field: account name.
    name_field = label_name_field,
    /// Field: secret.
    secret_field = label_secret_field,
    /// Field: algorithm.
    algorithm_field = label_algorithm_field,
    /// Field: digits of a code.
    digits_field = label_digits_field,
    /// Field: seconds a code counts.
    period_field = label_period_field,
    /// Field: counter.
    counter_field = label_counter_field,
    /// Field: note.
    note_field = label_note_field,
    /// Field: the digits that the browser shows.
    browser_digits_field = label_browser_digits_field,
    /// Copies a code.
    copy = label_copy,
    /// Makes the next code of a counter-based account.
    next_code = label_next_code,
    /// Names the code that comes next.
    next_code_caption = label_next_code_caption,
    /// Renames an account.
    rename = label_rename,
    /// Edits an account's note.
    edit_note = label_edit_note,
    /// Removes an account.
    remove = label_remove,
    /// Shows an account's recovery codes.
    show_recovery_codes = label_show_recovery_codes,
    /// Keeps what was typed.
    save = label_save,
    /// Field: search.
    search = label_search,
    /// Leads to the accounts.
    accounts = label_accounts,
    /// Leads to the requests of the past.
    history = label_history,
    /// Leads to the settings.
    settings = label_settings,
    /// Asks all providers now.
    refresh = label_refresh,
    /// Locks the app.
    lock = label_lock,
    /// Unlocks the app.
    unlock = label_unlock,
    /// Field: passphrase.
    passphrase_field = label_passphrase_field,
    /// Field: the present passphrase.
    current_passphrase_field = label_current_passphrase_field,
    /// Field: a new passphrase.
    new_passphrase_field = label_new_passphrase_field,
    /// Field: the new passphrase once more.
    repeat_passphrase_field = label_repeat_passphrase_field,
    /// Sets a passphrase.
    set_passphrase = label_set_passphrase,
    /// Changes the passphrase.
    change_passphrase = label_change_passphrase,
    /// Takes the passphrase off.
    remove_passphrase = label_remove_passphrase,
    /// Heading: app lock.
    app_lock = label_app_lock,
    /// Heading: language.
    language = label_language,
    /// Heading: how the app looks.
    theme = label_theme,
    /// As the system.
    theme_system = label_theme_system,
    /// Light.
    theme_light = label_theme_light,
    /// Dark.
    theme_dark = label_theme_dark,
    /// Switch: hide codes.
    hide_codes = label_hide_codes,
    /// Heading: permissions.
    permissions = label_permissions,
    /// Opens the system's settings.
    open_system_settings = label_open_system_settings,
    /// Allows a permission.
    allow = label_allow,
    /// Heading: what to tell support.
    diagnostics = label_diagnostics,
    /// Switch: stay reachable.
    stay_reachable = label_stay_reachable,
    /// Heading: how requests reach this phone.
    reachable = label_reachable,
    /// Name of the kind of notifications that ask (system settings).
    notification_channel = label_notification_channel,
    /// Name of the kind of notifications that tell of recoveries (system settings).
    notification_channel_recovery = label_notification_channel_recovery,
    /// Notification action where *Yes* needs the app.
    open_to_answer = label_open_to_answer,
    /// The standing notification while the app stays reachable.
    reachable_notification = label_reachable_notification,
    /// Before the time that is left, for screen readers.
    time_left = label_time_left,
    /// Empties a search.
    clear_search = label_clear_search,
    /// More to do with what is shown.
    more = label_more,
    /// Shows the code of an account while codes are hidden.
    show_code = label_show_code,
    /// Shows what was typed into a field that hides it.
    show_typed = label_show_typed,
    /// Hides what was typed into such a field again.
    hide_typed = label_hide_typed,
    /// Switches the camera's light on or off.
    torch = label_torch,
    /// Reads the QR code that is on this computer's screen (desktop).
    grab_screen = label_grab_screen,
    /// Where a picture or a file can be dropped (desktop).
    drop_picture = label_drop_picture,
    /// Warns that keys of this shell lie in files (desktop).
    software_keys = label_software_keys,
    /// Tries again what failed before there was a screen.
    try_again = problem_retry,
    /// The passphrase typed into a prompt is not the right one (desktop).
    wrong_passphrase = error_wrong_passphrase,
    /// What a page says that led back to the app (desktop).
    page_done = label_page_done,
    /// Leaves the app (terminal and desktop).
    quit = label_quit,
}
