//! The list, one account, and what comes before there is either.

use kauth_core::app::{
    AccountRow, AccountView, AccountsView, CodeKind, LinkedView, LockedView, RecoveryLeftView, RemoveView,
    StartView,
};

/// The app is locked. Requests still come in and can be denied.
#[uniffi::remote(Record)]
pub struct LockedView {
    /// Headline.
    pub title: String,
    /// What to do.
    pub text: String,
    /// What was wrong with the last try.
    pub problem: Option<String>,
    /// "2 requests wait": they can be denied without unlocking.
    pub waiting: Option<String>,
    /// Milliseconds until the next try is taken, after several wrong ones; 0 if at once.
    pub try_again_in_ms: u64,
}

/// No account yet.
#[uniffi::remote(Record)]
pub struct StartView {
    /// Headline.
    pub title: String,
    /// What the app is for.
    pub text: String,
    /// Label of the button that leads to `Destination::Add`.
    pub add: String,
}

/// The list of accounts.
#[uniffi::remote(Record)]
pub struct AccountsView {
    /// Headline.
    pub title: String,
    /// What the list is searched for; empty for all.
    pub search: String,
    /// The accounts, in order.
    pub rows: Vec<AccountRow>,
    /// Said when the search finds nothing.
    pub nothing_found: Option<String>,
    /// Codes are hidden until an account is tapped.
    pub codes_hidden: bool,
    /// What the last refresh did, e.g. "Up to date, 14:05".
    pub refreshed: Option<String>,
}

/// How an account's codes change.
#[uniffi::remote(Enum)]
pub enum CodeKind {
    /// With time (RFC 6238).
    Time,
    /// With each use (RFC 4226): `next_counter_code(id)`.
    Counter,
    /// There are no codes: approvals only, or the secret is not there.
    None,
}

/// One account in the list.
#[uniffi::remote(Record)]
pub struct AccountRow {
    /// Its id, for commands.
    pub id: String,
    /// The site or provider.
    pub issuer: String,
    /// The account's name there, or the person's own name for it.
    pub name: String,
    /// The person's note.
    pub note: String,
    /// How its codes change.
    pub code_kind: CodeKind,
    /// The code that counts now, grouped for reading ("123 456"). None while codes are hidden or the app is locked.
    pub code: Option<String>,
    /// The code after it.
    pub next_code: Option<String>,
    /// Milliseconds the code still counts; 0 for counter-based ones.
    pub ends_in_ms: u64,
    /// Milliseconds a code counts in all; 0 for counter-based ones.
    pub period_ms: u64,
    /// A warning about the secret, e.g. that it is short.
    pub weak: Option<String>,
    /// It is linked with a provider that asks this phone.
    pub linked: bool,
    /// Requests that wait for this account.
    pub waiting_requests: u32,
    /// The same in words; none if none does.
    pub waiting: Option<String>,
    /// What is wrong with it, e.g. that the phone must be linked again.
    pub problem: Option<String>,
    /// One sentence for screen readers.
    pub spoken: String,
}

/// One account's page.
#[uniffi::remote(Record)]
pub struct AccountView {
    /// What the list shows of it, the code never hidden.
    pub row: AccountRow,
    /// "counts 12 more seconds", for shells that do not animate.
    pub code_hint: String,
    /// What it is linked with.
    pub linked: Option<LinkedView>,
    /// Recovery codes left.
    pub recovery: Option<RecoveryLeftView>,
}

/// What an account is linked with.
#[uniffi::remote(Record)]
pub struct LinkedView {
    /// HOST, as the person agreed to it.
    pub host: String,
    /// What the provider calls itself.
    pub provider: String,
    /// "Linked on 3 May 2026".
    pub since: String,
    /// "own certificate, not publicly checked", if so.
    pub own_certificate: Option<String>,
    /// What the link is for: it approves sign-ins and makes codes.
    pub text: String,
}

/// Recovery codes left.
#[uniffi::remote(Record)]
pub struct RecoveryLeftView {
    /// How many.
    pub left: u32,
    /// The same as a sentence.
    pub text: String,
    /// The warning when few are left (three or fewer).
    pub warning: Option<String>,
    /// This phone has them: `show(RecoveryCodes)` leads to them.
    pub can_show: bool,
}

/// The question before an account is removed.
#[uniffi::remote(Record)]
pub struct RemoveView {
    /// The account's id: `delete(id)` removes it.
    pub id: String,
    /// Headline, with the account's name.
    pub title: String,
    /// What happens, and what remains on the provider's side.
    pub text: String,
    /// What stops working.
    pub warning: String,
    /// Label of the button that removes.
    pub remove: String,
}
