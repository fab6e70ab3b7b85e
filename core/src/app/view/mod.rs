//! What a shell draws: one screen with finished text in the person's language. Screens are an enum, so that an
//! impossible one cannot be built; a shell keeps only pixels, half-typed text and the animation of `ends_in_ms`.
//!
//! Times are milliseconds left *as of the update that carries them*; a shell counts down on its own and never decides
//! by them. What holds a code prints nothing in `Debug`.

mod accounts;
mod adding;
mod checks;
mod linking;
mod requests;
mod settings;

pub use accounts::{
    AccountRow, AccountView, AccountsView, CodeKind, LinkedView, LockedView, RecoveryLeftView, RemoveView,
    StartView,
};
pub use adding::{
    AddByHandView, AddChoice, AddChoiceView, AddView, ImportGroupView, ImportRow, ImportView, ScanView,
    SignInHereView,
};
pub use checks::{
    CheckCodeView, CheckConsentView, CheckDocumentChoice, CheckDocumentView, CheckLocationView,
    CheckNumberView, CheckPictureView, CheckRetake, CheckReviewPicture, CheckReviewView, CheckSendingView,
    CheckStatusView, CheckView, CheckWithdrawView, IdentityDocument, PictureKind, SightPoint, SightView,
};
pub use linking::{
    AgreeView, LinkAgainView, LinkCodeView, LinkRemovedView, RecoveryActionView, RecoveryCodesView,
    WorkingView,
};
pub use requests::{AskedDigits, Ending, HistoryRow, HistoryView, PairView, RequestEndedView, RequestView};
pub use settings::{
    ChoiceView, DiagnosticView, LockKind, PermissionView, ProblemView, ReachableView, SettingsView,
};

use super::command::Theme;
use super::effect::Effect;

/// The newest state, as [`App::next`](super::App::next) gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// Rises with each change. Hand it to the next call of `next`.
    pub revision: u64,
    /// What to draw.
    pub view: AppView,
    /// What to do: everything not yet `done`, oldest first.
    pub effects: Vec<Effect>,
}

/// Everything on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct AppView {
    /// The texts' language tag (BCP 47), for screen readers and layout; fetch the labels anew when it changes.
    pub language: String,
    /// Texts run from right to left.
    pub right_to_left: bool,
    /// How it looks.
    pub theme: Theme,
    /// The screen.
    pub screen: Screen,
    /// `back()` leads somewhere inside the app.
    pub can_go_back: bool,
    /// Standing notices above the screen, most urgent first.
    pub banners: Vec<Banner>,
    /// A passing notice below it.
    pub snackbar: Option<Snackbar>,
    /// How many requests wait for an answer, the one on screen included; none if none does. Leads to
    /// `Destination::NextRequest`.
    pub waiting: Option<String>,
    /// A refresh is under way.
    pub refreshing: bool,
    /// The shell is to keep the process alive while it is not on screen.
    pub stay_reachable: bool,
}

/// Which screen, with what it shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// The app is locked by a passphrase.
    Locked(LockedView),
    /// No account yet.
    Start(StartView),
    /// The list of accounts with their codes.
    Accounts(AccountsView),
    /// The ways to add an account.
    Add(AddView),
    /// The camera looks for a QR code: frames go to `frame(…)`.
    Scan(ScanView),
    /// Typing an account's details by hand.
    AddByHand(AddByHandView),
    /// What another authenticator's export holds.
    Import(ImportView),
    /// Typing a provider's address, to sign in on this phone (A1).
    SignInHere(SignInHereView),
    /// A link was read; nothing was sent yet. The person agrees or not.
    Agree(AgreeView),
    /// Something is under way with a provider; can be cancelled.
    Working(WorkingView),
    /// The six digits that the person types on the web page.
    LinkCode(LinkCodeView),
    /// Recovery codes, to be saved.
    RecoveryCodes(RecoveryCodesView),
    /// One account's page.
    Account(AccountView),
    /// The question before an account is removed.
    Remove(RemoveView),
    /// A request: is this you?
    Request(RequestView),
    /// How a request ended.
    RequestEnded(RequestEndedView),
    /// Requests of the past.
    History(HistoryView),
    /// The settings.
    Settings(SettingsView),
    /// A provider ended a link; what was removed.
    LinkRemoved(LinkRemovedView),
    /// This phone must be linked again (A5); what is lost and what is kept.
    LinkAgain(LinkAgainView),
    /// Proving who one is, at the step where that is (kCheck).
    Check(CheckView),
    /// Something did not work.
    Problem(ProblemView),
}

/// A standing notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// What it is about.
    pub kind: BannerKind,
    /// Which, where there may be several of a kind; empty else. To be handed back as it is.
    pub about: String,
    /// Its text.
    pub text: String,
    /// The button's label, if pressing it (`banner_action(kind, about)`) does something.
    pub action: Option<String>,
    /// The label of the button that takes it away (`dismiss_banner(kind, about)`), if that can be.
    pub dismiss: Option<String>,
}

/// What a standing notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BannerKind {
    /// A provider cannot be reached.
    Offline,
    /// A provider refuses this phone without a signed word that the link is gone.
    ProviderRefuses,
    /// This phone's clock is wrong, and codes are corrected by what the provider said.
    ClockWrong,
    /// Codes exist only on this phone.
    NotBackedUp,
    /// This phone must be linked again with a provider (A5).
    LinkAgain,
    /// Notifications are switched off.
    NotificationsOff,
    /// The device has no screen lock: whoever holds it can say yes.
    NoScreenLock,
    /// The system saves battery at this app's cost: while it is to stay reachable, requests may come late.
    BatterySaving,
    /// Somebody is on the way back into an account without its password or second step, or was.
    Recovery,
    /// A check is under way, or its end was not read yet.
    Check,
    /// What came in could not be kept (the disk is full, say).
    Storage,
}

/// A passing notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snackbar {
    /// Its text.
    pub text: String,
    /// The label of *Undo* (`undo()`), while it can be undone.
    pub undo: Option<String>,
    /// Milliseconds until it goes by itself.
    pub ends_in_ms: u64,
}
