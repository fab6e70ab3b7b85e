//! The app: commands in, state out.
//!
//! [`App`] is a handle. Everything it knows belongs to one task (`actor`), which takes commands and events one at a
//! time; a command's method only awaits a channel. So state changes are serial, a reader that is slow or cancelled
//! loses nothing, and no lock is held while a shell is called. The newest state is read by [`App::next`].

mod accounts;
mod acknowledge;
mod actor;
mod checking;
mod command;
mod commands;
mod config;
mod effect;
#[cfg(feature = "fakes")]
pub mod gallery;
mod handle;
mod import;
mod inbox;
mod labels;
mod linking;
mod lock;
mod nav;
mod open;
mod picture;
mod polling;
mod presence;
mod present;
mod push;
mod recoveries;
mod recovery_notifications;
mod requests;
mod shell;
mod state;
mod store;
mod unlink;
mod view;
mod viewfinder;

pub use command::{
    Decision, Destination, ManualEntry, PermissionKind, PermissionState, RecoveryCodesAction,
    SignatureResult, Theme,
};
pub use config::{AppConfig, Platform, ShellCapabilities, Timeouts};
pub use effect::{Effect, EffectKind, SettingsPage, Vibration};
pub use labels::{Labels, labels_for};
pub use view::*;

use crate::error::CoreError;
use handle::Command;

/// The whole app behind one handle; clones share it. Methods may be called from any thread.
///
/// Every command answers when its outcome is decided and, where it must be kept, kept on disk. What it changed shows
/// in the next [`Update`]. A command that fails changes nothing.
#[derive(Clone)]
pub struct App {
    inner: std::sync::Arc<handle::Inner>,
}

impl App {
    /// Opens the app in its folder, makes the vault if there is none, and goes on where it was: a link or an answer
    /// that was under way when the process died is finished. Does its disk work on the app's own threads.
    ///
    /// # Errors
    /// `vault_…` kinds: in use by another process (named), newer than this app, damaged, wrong key, disk full.
    pub async fn open(config: AppConfig, platform: Platform) -> Result<Self, CoreError> {
        Ok(Self { inner: std::sync::Arc::new(handle::Inner::open(config, platform).await?) })
    }

    /// Waits until the state is newer than `after_revision` (0 for the first call) and gives it. Several readers may
    /// wait; dropping the future loses nothing.
    ///
    /// # Errors
    /// `stopped` after [`App::shutdown`].
    pub async fn next(&self, after_revision: u64) -> Result<Update, CoreError> {
        self.inner.ask(Command::Next { after_revision }).await?.update()
    }

    /// The fixed labels (buttons, field names) in the person's language. Fetch them anew when `AppView.language` changes.
    pub async fn labels(&self) -> Result<Labels, CoreError> {
        self.inner.ask(Command::Labels).await?.labels()
    }

    /// All accounts with their codes, whatever the screen shows: for `--json` and widgets.
    ///
    /// # Errors
    /// `locked`.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, CoreError> {
        self.inner.ask(Command::Accounts).await?.accounts()
    }

    /// All requests that wait, in order, whatever the screen shows.
    pub async fn inbox(&self) -> Result<Vec<RequestView>, CoreError> {
        self.inner.ask(Command::Inbox).await?.inbox()
    }

    // ---- adding -----------------------------------------------------------------------------------------------

    /// Takes a scanned, pasted or opened text: a link (leads to [`Screen::Agree`]; nothing is sent yet), an
    /// `otpauth://` URI (added), an `otpauth-migration://` URI (leads to [`Screen::Import`]; several that belong together
    /// are collected), a `kauth://open` link (shows the request and remembers the browser to go back to).
    ///
    /// # Errors
    /// `not_a_link`, `link_invalid`, `import_unknown`, `import_empty`, `plain_http`, `otp_invalid`, `foreign_key`, `locked`.
    pub async fn scan(&self, text: String) -> Result<(), CoreError> {
        self.inner.ask(Command::Scan { text }).await.map(drop)
    }

    /// Reads a file's bytes: of a picture (PNG, JPEG, WebP) the QR code, and does what [`App::scan`] does; else another
    /// authenticator's export, which leads to [`Screen::Import`].
    ///
    /// # Errors
    /// `picture_unreadable`, `picture_without_code`, `import_encrypted`, `import_unknown`, `import_empty`, and those of
    /// `scan`.
    pub async fn picture(&self, bytes: Vec<u8>) -> Result<(), CoreError> {
        self.inner.ask(Command::Picture { bytes }).await.map(drop)
    }

    /// [`App::picture`] for bytes that are only lent: reads them before it returns, which takes up to seconds for a large
    /// picture, and blocks until it is decided. Never on a UI thread.
    ///
    /// # Errors
    /// Those of [`App::picture`].
    pub fn picture_lent(&self, bytes: &[u8]) -> Result<(), CoreError> {
        self.inner.ask_blocking(Command::PictureRead { found: picture::look(bytes) }).map(drop)
    }

    /// Looks for a QR code in a camera frame while [`Screen::Scan`] is shown, and does what [`App::scan`] does with the
    /// first that it finds. The same text is taken once, however many frames show it. True if this frame held a code.
    ///
    /// `luma` is lent: one byte a pixel, 0 is black, rows of `width` pixels from the top, `row_stride` bytes from one row's
    /// start to the next. A frame whose bytes do not fit its size holds nothing. Takes tens of milliseconds: on the
    /// camera's thread, never on a UI thread.
    #[must_use]
    pub fn frame(&self, luma: &[u8], width: u32, height: u32, row_stride: u32) -> bool {
        let Some(text) = picture::frame_text(luma, width, height, row_stride) else { return false };
        self.inner.tell(Command::FrameText { text });
        true
    }

    /// Adds an account typed by hand. Answers its id.
    ///
    /// # Errors
    /// `otp_invalid` with what is wrong, `text_invalid`, `locked`.
    pub async fn add_by_hand(&self, entry: ManualEntry) -> Result<String, CoreError> {
        self.inner.ask(Command::AddByHand { entry }).await?.text()
    }

    /// Adds all accounts of the export on screen ([`Screen::Import`]) that are not there yet, or none.
    ///
    /// # Errors
    /// `nothing_to_do`, `locked`, `vault_…`.
    pub async fn add_import(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::AddImport).await.map(drop)
    }

    /// Agrees to the link on screen: only now the provider is called. Answers when the new key's signature is asked for
    /// ([`EffectKind::SignatureNeeded`]; [`App::signed`] then answers when the six digits are on screen), or with what
    /// went wrong.
    ///
    /// # Errors
    /// `nothing_to_do`, and all that a provider can answer: `link_expired`, `link_used`, `server_key_mismatch`,
    /// `certificate`, `offline`, …
    pub async fn agree(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Agree).await.map(drop)
    }

    /// Leaves what is under way (agreeing, linking, signing in on this phone) and removes its keys; leaves an export
    /// without adding anything.
    pub async fn cancel(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Cancel).await.map(drop)
    }

    /// Tries again what the problem on screen was about.
    ///
    /// # Errors
    /// Those of what is tried.
    pub async fn retry(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Retry).await.map(drop)
    }

    /// Signs in on this phone (A1): finds the provider at `host`, then asks the shell to open its sign-in page
    /// ([`EffectKind::OpenUrl`]). `loopback_redirect` is the address a terminal or desktop shell listens on
    /// (`http://127.0.0.1:PORT/…`); none means `kauth://oauth`. The page's answer goes to [`App::opened`],
    /// also after a restart.
    ///
    /// # Errors
    /// `host_invalid`, `plain_http`, `offline`, `foreign_key`, `update_needed`, `locked`, …
    pub async fn sign_in_here(
        &self,
        host: String,
        loopback_redirect: Option<String>,
    ) -> Result<(), CoreError> {
        self.inner.ask(Command::SignInHere { host, loopback_redirect }).await.map(drop)
    }

    /// Takes an address that the system opened the app with, or that came to `loopback_redirect`. What a sign-in page
    /// leads back to goes on with the sign-in: answers when the new key's signature is asked for ([`App::signed`] then
    /// answers when the account is linked), or with what went wrong. Everything else is for [`App::scan`].
    ///
    /// # Errors
    /// `sign_in_mismatch` (state, issuer), `sign_in_denied`, those of linking, and those of [`App::scan`].
    pub async fn opened(&self, url: String) -> Result<(), CoreError> {
        self.inner.ask(Command::Opened { url }).await.map(drop)
    }

    // ---- proving who one is (kCheck) --------------------------------------------------------------------------

    /// Agrees to what [`CheckView::Consent`] says. Answers when the provider knows.
    ///
    /// # Errors
    /// `nothing_to_do`, `check_over`, `offline`, …
    pub async fn consent(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Consent).await.map(drop)
    }

    /// Gives the mobile number as the person typed it, with its country code; a code comes by SMS.
    ///
    /// # Errors
    /// `number_invalid`, `number_refused`, `too_many`, `nothing_to_do`, `offline`, …
    pub async fn check_number(&self, number: String) -> Result<(), CoreError> {
        self.inner.ask(Command::CheckNumber { number }).await.map(drop)
    }

    /// Gives the code of the SMS.
    ///
    /// # Errors
    /// `code_invalid`, `digits_wrong`, `nothing_to_do`, `offline`, …
    pub async fn check_code(&self, code: String) -> Result<(), CoreError> {
        self.inner.ask(Command::CheckCode { code }).await.map(drop)
    }

    /// Asks for another code to the same number.
    ///
    /// # Errors
    /// Those of [`App::check_number`].
    pub async fn check_code_again(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::CheckCodeAgain).await.map(drop)
    }

    /// Goes to the page of the number, to type another one.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn other_number(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::OtherNumber).await.map(drop)
    }

    /// Gives the place where the phone is: degrees (WGS 84) and the radius in metres within which it is. Sent only with the
    /// pictures, encrypted like them.
    ///
    /// # Errors
    /// `location_invalid` for no place on Earth, `nothing_to_do`, `offline`, …
    pub async fn check_location(
        &self,
        latitude: f64,
        longitude: f64,
        accuracy_m: f64,
    ) -> Result<(), CoreError> {
        let location = kauth_protocol::checks::Location { latitude, longitude, accuracy_m };
        self.inner.ask(Command::CheckLocation { location }).await.map(drop)
    }

    /// Goes on without saying where the phone is.
    ///
    /// # Errors
    /// `location_required`, `nothing_to_do`, `offline`, …
    pub async fn decline_location(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::DeclineLocation).await.map(drop)
    }

    /// Chooses which document is photographed. Pictures of another one are forgotten.
    ///
    /// # Errors
    /// `nothing_to_do`, `offline`, …
    pub async fn choose_document(&self, document: IdentityDocument) -> Result<(), CoreError> {
        self.inner.ask(Command::ChooseDocument { document }).await.map(drop)
    }

    /// Judges a camera frame while [`CheckView::Picture`] of this kind is shown: what to do better and the outline to draw
    /// come with the view, what is to be heard and felt as effects. True if the picture is to be taken now and given to
    /// [`App::check_picture`]. A frame whose bytes do not fit its size shows nothing.
    ///
    /// `luma`, `width`, `height` and `row_stride` as in [`App::frame`]; `rotation_degrees` is how far the frame must be
    /// turned clockwise to be upright: 0, 90, 180 or 270. Takes about a tenth of a second: on the camera's thread, never on
    /// a UI thread.
    #[must_use]
    pub fn sight(
        &self,
        kind: PictureKind,
        luma: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        rotation_degrees: i32,
    ) -> bool {
        let size = [width, height, row_stride];
        let Some(seen) = self.inner.viewfinder.look(kind, luma, size, rotation_degrees) else { return false };
        self.inner.ask_blocking(Command::Sight { seen }).and_then(handle::Answer::flag).unwrap_or(false)
    }

    /// Takes a picture (JPEG, PNG or WebP, as a camera or a file gives it) for the dossier: judges it, re-encodes it without
    /// anything but pixels, encrypts and keeps it. One that is not good enough is kept, too, and the page says why.
    ///
    /// # Errors
    /// `picture_unreadable`, `nothing_to_do`, `locked`, `vault_…`.
    pub async fn check_picture(&self, kind: PictureKind, bytes: Vec<u8>) -> Result<(), CoreError> {
        self.inner.ask(Command::CheckPicture { kind, bytes }).await.map(drop)
    }

    /// Sends a picture although it is not good enough; marked so. After two refusals.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn send_anyway(&self, kind: PictureKind) -> Result<(), CoreError> {
        self.inner.ask(Command::SendAnyway { kind }).await.map(drop)
    }

    /// Goes to the page of one picture, to take it once more.
    ///
    /// # Errors
    /// `nothing_to_do`, `locked`.
    pub async fn retake(&self, kind: PictureKind) -> Result<(), CoreError> {
        self.inner.ask(Command::Retake { kind }).await.map(drop)
    }

    /// A picture as it will be sent: JPEG.
    ///
    /// # Errors
    /// `nothing_to_do`, `locked`, `vault_…`.
    pub async fn picture_of(&self, kind: PictureKind) -> Result<Vec<u8>, CoreError> {
        self.inner.ask(Command::PictureOf { kind }).await?.bytes()
    }

    /// Sends the dossier, at once or as soon as the network costs nothing ([`App::metered`]). Answers when that is decided and
    /// kept; how far it is shows in [`CheckView::Sending`].
    ///
    /// # Errors
    /// `nothing_to_do`, `locked`, `vault_…`.
    pub async fn send_check(&self, wifi_only: bool) -> Result<(), CoreError> {
        self.inner.ask(Command::SendCheck { wifi_only }).await.map(drop)
    }

    /// Withdraws the check. Answers when the provider knows and nothing is left on this phone.
    ///
    /// # Errors
    /// `nothing_to_do`, `offline`, …
    pub async fn withdraw_check(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::WithdrawCheck).await.map(drop)
    }

    /// Opens the page on which an accepted recovery is finished.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn finish_check(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::FinishCheck).await.map(drop)
    }

    /// The person has read how it ended.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn close_check(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::CloseCheck).await.map(drop)
    }

    /// The network costs (mobile data) or not (Wi-Fi).
    pub async fn metered(&self, is_metered: bool) -> Result<(), CoreError> {
        self.inner.ask(Command::Metered { is_metered }).await.map(drop)
    }

    // ---- accounts ---------------------------------------------------------------------------------------------

    /// Puts an account's current code on the clipboard.
    ///
    /// # Errors
    /// `account_unknown`, `locked`, `nothing_to_do` (no codes).
    pub async fn copy_code(&self, account: String) -> Result<(), CoreError> {
        self.inner.ask(Command::CopyCode { account }).await.map(drop)
    }

    /// Makes the next code of a counter-based account; the counter is on disk before the code is shown.
    ///
    /// # Errors
    /// `account_unknown`, `locked`, `nothing_to_do` (not counter-based).
    pub async fn next_counter_code(&self, account: String) -> Result<(), CoreError> {
        self.inner.ask(Command::NextCounterCode { account }).await.map(drop)
    }

    /// Renames an account on this phone (≤ 64 characters); empty goes back to the provider's name for it.
    ///
    /// # Errors
    /// `account_unknown`, `text_invalid`, `locked`.
    pub async fn rename(&self, account: String, name: String) -> Result<(), CoreError> {
        self.inner.ask(Command::Rename { account, name }).await.map(drop)
    }

    /// Sets an account's note (≤ 1,024 characters).
    ///
    /// # Errors
    /// `account_unknown`, `text_invalid`, `locked`.
    pub async fn note(&self, account: String, note: String) -> Result<(), CoreError> {
        self.inner.ask(Command::Note { account, note }).await.map(drop)
    }

    /// Removes an account from this phone: at once gone from the list, for ten seconds to be had back by
    /// [`App::undo`], then for good; a linked account's provider is told (again and again until it knows).
    ///
    /// # Errors
    /// `account_unknown`, `locked`.
    pub async fn delete(&self, account: String) -> Result<(), CoreError> {
        self.inner.ask(Command::Delete { account }).await.map(drop)
    }

    /// Takes the last removal back.
    ///
    /// # Errors
    /// `nothing_to_do` once it is too late.
    pub async fn undo(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Undo).await.map(drop)
    }

    /// Filters the list by issuer, name and note; empty shows all.
    pub async fn search(&self, text: String) -> Result<(), CoreError> {
        self.inner.ask(Command::Search { text }).await.map(drop)
    }

    /// Copies, saves or prints an account's recovery codes.
    ///
    /// # Errors
    /// `account_unknown`, `locked`, `nothing_to_do` (this phone does not have them).
    pub async fn recovery_codes(
        &self,
        account: String,
        action: RecoveryCodesAction,
    ) -> Result<(), CoreError> {
        self.inner.ask(Command::RecoveryCodes { account, action }).await.map(drop)
    }

    /// The person saved the recovery codes on screen.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn saved_recovery_codes(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::SavedRecoveryCodes).await.map(drop)
    }

    // ---- requests ---------------------------------------------------------------------------------------------

    /// Answers a request. `digits` are what the person typed, where the request asks for digits and the answer is
    /// yes. Answers when the provider has taken it (or the outcome is known otherwise); where the person must be asked,
    /// when [`EffectKind::SignatureNeeded`] is out, and [`App::signed`] then answers in its place. While the provider
    /// cannot be reached the signed answer is kept and sent again until the request ends. A second tap joins the first.
    ///
    /// # Errors
    /// `request_unknown`, `request_over`, `request_answered`, `digits_invalid`, `digits_wrong`, `locked` (yes, while
    /// the app is locked), `signature_declined`, `link_again`, `update_needed`, `offline`.
    pub async fn answer(
        &self,
        request: String,
        decision: Decision,
        digits: Option<String>,
    ) -> Result<(), CoreError> {
        self.inner.ask(Command::Answer { request, decision, digits }).await.map(drop)
    }

    /// Answers [`EffectKind::SignatureNeeded`], and answers itself when what was signed had its outcome: the digits of
    /// a link are on screen, an account is linked, an approval was taken.
    ///
    /// # Errors
    /// `nothing_to_do` for an `op` that is over; those of [`App::agree`], [`App::opened`], [`App::answer`].
    pub async fn signed(&self, op: u64, result: SignatureResult) -> Result<(), CoreError> {
        self.inner.ask(Command::Signed { op, result }).await.map(drop)
    }

    /// Leads back to the browser the person came from.
    pub async fn return_to_browser(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::ReturnToBrowser).await.map(drop)
    }

    // ---- moving about -----------------------------------------------------------------------------------------

    /// Goes somewhere.
    ///
    /// # Errors
    /// `account_unknown`, `request_unknown`, `locked`.
    pub async fn show(&self, destination: Destination) -> Result<(), CoreError> {
        self.inner.ask(Command::Show { destination }).await.map(drop)
    }

    /// Goes back; false where there is nothing to go back to (the shell may close).
    pub async fn back(&self) -> Result<bool, CoreError> {
        self.inner.ask(Command::Back).await?.flag()
    }

    /// Asks all providers now. Answers when each has answered or failed.
    ///
    /// # Errors
    /// `offline` and the like, when none could be reached.
    pub async fn refresh(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Refresh).await.map(drop)
    }

    /// Does what a banner's button says; `about` is the banner's.
    ///
    /// # Errors
    /// `nothing_to_do`, when what it is about is over.
    pub async fn banner_action(&self, kind: BannerKind, about: String) -> Result<(), CoreError> {
        self.inner.ask(Command::BannerAction { kind, about }).await.map(drop)
    }

    /// Takes a banner away that can be; `about` is the banner's.
    ///
    /// # Errors
    /// `locked`.
    pub async fn dismiss_banner(&self, kind: BannerKind, about: String) -> Result<(), CoreError> {
        self.inner.ask(Command::DismissBanner { kind, about }).await.map(drop)
    }

    // ---- lock and settings ------------------------------------------------------------------------------------

    /// Unlocks with the passphrase.
    ///
    /// # Errors
    /// `wrong_passphrase`, `too_many` with the wait.
    pub async fn unlock(&self, passphrase: String) -> Result<(), CoreError> {
        self.inner.ask(Command::Unlock { passphrase }).await.map(drop)
    }

    /// Locks now, if there is a passphrase.
    ///
    /// # Errors
    /// `nothing_to_do` without a passphrase.
    pub async fn lock(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Lock).await.map(drop)
    }

    /// Sets or changes the passphrase. `current` is needed where there is one; `repeated` is what was typed the second
    /// time.
    ///
    /// # Errors
    /// `wrong_passphrase`, `passphrase_invalid` (too short, too long), `passphrases_differ`, `locked`.
    pub async fn set_passphrase(
        &self,
        current: Option<String>,
        new: String,
        repeated: String,
    ) -> Result<(), CoreError> {
        self.inner.ask(Command::SetPassphrase { current, new, repeated }).await.map(drop)
    }

    /// Takes the app lock off.
    ///
    /// # Errors
    /// `wrong_passphrase`, `nothing_to_do`, `locked`.
    pub async fn remove_passphrase(&self, current: String) -> Result<(), CoreError> {
        self.inner.ask(Command::RemovePassphrase { current }).await.map(drop)
    }

    /// Sets the language by tag; empty follows the system's list.
    pub async fn set_language(&self, tag: String) -> Result<(), CoreError> {
        self.inner.ask(Command::SetLanguage { tag }).await.map(drop)
    }

    /// Sets how the app looks.
    pub async fn set_theme(&self, theme: Theme) -> Result<(), CoreError> {
        self.inner.ask(Command::SetTheme { theme }).await.map(drop)
    }

    /// Hides codes in the list until an account is tapped, or shows them.
    pub async fn set_hide_codes(&self, hide: bool) -> Result<(), CoreError> {
        self.inner.ask(Command::SetHideCodes { hide }).await.map(drop)
    }

    /// Goes on listening while the app is not on screen, or stops it. The shell keeps the process alive while
    /// [`AppView::stay_reachable`] says so.
    ///
    /// # Errors
    /// `nothing_to_do` in a shell that cannot.
    pub async fn set_stay_reachable(&self, stay: bool) -> Result<(), CoreError> {
        self.inner.ask(Command::SetStayReachable { stay }).await.map(drop)
    }

    /// Puts what the settings show for support on the clipboard.
    pub async fn copy_diagnostics(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::CopyDiagnostics).await.map(drop)
    }

    // ---- what the system tells --------------------------------------------------------------------------------

    /// The app came to the foreground: long polls begin. After five minutes away an app with a passphrase is locked.
    pub async fn resumed(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Resumed).await.map(drop)
    }

    /// The app went to the background: long polls end, unless it stays reachable.
    pub async fn paused(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Paused).await.map(drop)
    }

    /// A wake-up arrived: fetch once, also in the background. Answers when that is done.
    pub async fn woken(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::Woken).await.map(drop)
    }

    /// The network came, went or changed: waits are cut short.
    pub async fn network_changed(&self) -> Result<(), CoreError> {
        self.inner.ask(Command::NetworkChanged).await.map(drop)
    }

    /// The wall clock or the time zone was set.
    pub async fn clock_changed(&self, utc_offset_minutes: i32) -> Result<(), CoreError> {
        self.inner.ask(Command::ClockChanged { utc_offset_minutes }).await.map(drop)
    }

    /// The system's languages, most wanted first, as `Accept-Language` writes them; the person's own choice stands.
    pub async fn languages_changed(&self, languages: String) -> Result<(), CoreError> {
        self.inner.ask(Command::LanguagesChanged { languages }).await.map(drop)
    }

    /// A permission's state, after [`EffectKind::AskPermission`] or when the app comes back.
    pub async fn permission(&self, kind: PermissionKind, state: PermissionState) -> Result<(), CoreError> {
        self.inner.ask(Command::Permission { kind, state }).await.map(drop)
    }

    /// The device has a screen lock (code, pattern, finger), or not. Told at the start and when the app comes back.
    pub async fn screen_lock(&self, is_set: bool) -> Result<(), CoreError> {
        self.inner.ask(Command::ScreenLock { is_set }).await.map(drop)
    }

    /// Whether the system saves battery at this app's cost: it may not work in the background when it likes. Told at the
    /// start, when that changes, and when the app comes back.
    pub async fn battery_saving(&self, is_on: bool) -> Result<(), CoreError> {
        self.inner.ask(Command::BatterySaving { is_on }).await.map(drop)
    }

    /// The distributor's endpoint for an instance of [`EffectKind::RegisterPush`]; none if it was taken away. The provider
    /// is told, again and again until it knows.
    pub async fn push_endpoint(&self, instance: String, url: Option<String>) -> Result<(), CoreError> {
        self.inner.ask(Command::PushEndpoint { instance, url }).await.map(drop)
    }

    /// Asks the system for a permission, with its reason; opens the system's settings where only they can give it.
    pub async fn ask_permission(&self, kind: PermissionKind) -> Result<(), CoreError> {
        self.inner.ask(Command::AskPermission { kind }).await.map(drop)
    }

    /// An effect was carried out. Unknown ids are ignored.
    pub async fn done(&self, effect: u64) -> Result<(), CoreError> {
        self.inner.ask(Command::Done { effect }).await.map(drop)
    }

    /// An effect could not be carried out (no browser, no printer, a full disk): it is over, and the person is told where
    /// that matters. Unknown ids are ignored.
    pub async fn failed(&self, effect: u64) -> Result<(), CoreError> {
        self.inner.ask(Command::Failed { effect }).await.map(drop)
    }

    /// Ends everything within two seconds: calls are dropped, what was accepted is on disk. Later calls answer
    /// `stopped`.
    pub async fn shutdown(&self) {
        self.inner.shutdown().await;
    }
}

#[cfg(test)]
#[cfg(feature = "fakes")]
mod tests;
