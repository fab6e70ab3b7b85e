//! What a screen is made of, before it has a size: blocks from top to bottom and the buttons that stay in sight. Every
//! [`AppView`](kauth_core::app::AppView) becomes one of these, so that wrapping, scrolling, choosing and keys are
//! written once.

use kauth_core::app::{
    BannerKind, Decision, Destination, IdentityDocument, PictureKind, RecoveryCodesAction, Theme,
};

use super::input::FieldId;

/// A screen without a size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// From top to bottom; scrolls.
    pub(super) body: Vec<Block>,
    /// Beneath, always in sight.
    pub(super) buttons: Vec<Button>,
    /// How much time is left; always in sight.
    pub(super) meter: Option<Meter>,
    /// What Enter does in the last field.
    pub(super) submit: Option<Action>,
    /// Nothing is chosen at first: a stray Enter must not answer.
    pub(super) starts_unchosen: bool,
    /// Stops that the first choice passes over: the buttons of banners.
    pub(super) passes_over: usize,
    /// The keys of answers count only once the person can have seen what they answer.
    pub(super) settles: bool,
    /// Do without banners above: what is asked comes first.
    pub(super) banners_last: bool,
}

/// Time left, of a whole that is known or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meter {
    pub(super) left_ms: u64,
    pub(super) total_ms: u64,
}

/// One thing on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// The headline.
    Title(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that stands out.
    Strong(String),
    /// A remark.
    Faint(String),
    /// Something to be careful about; a sign before it says so without colour.
    Warning(String),
    /// A code or digits, large where there is room.
    Large(String),
    /// Something to type.
    Field { id: FieldId, label: String },
    /// A label with its value, never cut.
    Pair { label: String, value: String },
    /// A line of a list to copy by eye: recovery codes.
    Line(String),
    /// Something to choose.
    Choice(Choice),
    /// An account with its code.
    Account(AccountBlock),
    /// An empty line.
    Gap,
}

/// Something to choose in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) title: String,
    pub(super) text: String,
    /// For one of several: whether it is the one.
    pub(super) chosen: Option<bool>,
    pub(super) action: Action,
}

/// An account in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AccountBlock {
    pub(super) id: String,
    pub(super) issuer: String,
    pub(super) name: String,
    pub(super) code: String,
    pub(super) next: Option<String>,
    pub(super) left_ms: u64,
    pub(super) period_ms: u64,
    /// Each with a sign before it.
    pub(super) remarks: Vec<String>,
    pub(super) action: Action,
}

/// A button with the key that presses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Button {
    /// None where letters are typed: Enter on it presses it.
    pub(super) key: Option<char>,
    pub(super) label: String,
    pub(super) action: Action,
}

/// What a key press comes to. Nothing here is decided by the shell: it is handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Show(Destination),
    Back,
    Quit,
    Refresh,
    Lock,
    Undo,
    Banner(BannerKind, String),
    DismissBanner(BannerKind, String),
    Agree,
    AddImport,
    Cancel,
    Retry,
    SavedRecoveryCodes,
    ReturnToBrowser,
    Answer {
        request: String,
        decision: Decision,
    },
    CopyCode(String),
    NextCode(String),
    Delete(String),
    RecoveryCodes {
        account: String,
        action: RecoveryCodesAction,
    },
    Language(String),
    Theme(Theme),
    HideCodes(bool),
    Allow(kauth_core::app::PermissionKind),
    /// To the page where a provider's address is typed, with this one in it.
    SignInAt(String),
    /// Takes what stands in the fields of the screen or dialogue.
    Submit(Form),
    Open(super::input::Dialog),
    /// Leaves the dialogue.
    Close,
    /// Begins to type in the search field.
    Search,
    /// Shows all accounts again.
    EndSearch,
    /// Copies what a dialogue of the shell's own shows.
    CopyShown(String),
    /// A step of a check.
    Check(Check),
    /// Answers a signature that waits.
    Sign {
        consent: bool,
    },
}

/// Fields that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Unlock,
    SignInHere,
    ByHand,
    Paste,
    Picture,
    Rename(String),
    Note(String),
    Search,
    SetPassphrase,
    ChangePassphrase,
    RemovePassphrase,
    Approve(String),
    Save,
    CheckNumber,
    CheckCode,
    CheckLocation,
    CheckPicture(PictureKind),
}

/// What is done on a check's pages without typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    Consent,
    CodeAgain,
    OtherNumber,
    DeclineLocation,
    Document(IdentityDocument),
    SendAnyway(PictureKind),
    Retake(PictureKind),
    Send { wifi_only: bool },
    Withdraw,
    Finish,
    Close,
}

impl Page {
    /// What can be chosen, from top to bottom, the buttons last.
    pub(super) fn stops(&self) -> Vec<Stop<'_>> {
        let in_body = self.body.iter().enumerate().filter_map(|(place, block)| match block {
            Block::Field { id, .. } => Some(Stop::Field { place, id: *id }),
            Block::Choice(choice) => Some(Stop::Choice { place, action: &choice.action }),
            Block::Account(account) => Some(Stop::Choice { place, action: &account.action }),
            _ => None,
        });
        let beneath = self.buttons.iter().enumerate().map(|(place, button)| Stop::Button { place, button });
        in_body.chain(beneath).collect()
    }

    /// The button that a key presses.
    pub(super) fn button(&self, key: char) -> Option<&Button> {
        self.buttons.iter().find(|button| button.key == Some(key))
    }
}

/// A place where the choice can rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop<'a> {
    Field { place: usize, id: FieldId },
    Choice { place: usize, action: &'a Action },
    Button { place: usize, button: &'a Button },
}
