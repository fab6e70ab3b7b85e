//! "Is this you?", and how it ended.

use kauth_core::app::{
    AskedDigits, Decision, Ending, HistoryRow, HistoryView, PairView, RequestEndedView, RequestView,
};

/// Which digits a *Yes* needs.
#[uniffi::remote(Enum)]
pub enum AskedDigits {
    /// None.
    None,
    /// The two digits that the browser shows.
    Two,
    /// The six digits that the browser shows.
    Six,
}

/// One line of what is asked: who, where, how much.
#[uniffi::remote(Record)]
pub struct PairView {
    /// Label, in the person's language where the app knows it.
    pub label: String,
    /// Value, never cut.
    pub value: String,
}

/// A request that waits for an answer. One is on screen at a time.
#[uniffi::remote(Record)]
pub struct RequestView {
    /// Its id, for `answer`.
    pub id: String,
    /// Its place among those that wait, from 1.
    pub position: u32,
    /// How many wait.
    pub count: u32,
    /// "1 of 3", if more than one waits.
    pub position_text: Option<String>,
    /// Headline: "Is this you?", or what is to be allowed.
    pub title: String,
    /// One sentence that says what a *Yes* does.
    pub text: String,
    /// What the provider calls itself.
    pub site: String,
    /// HOST.
    pub host: String,
    /// The account.
    pub account: String,
    /// The rest, in the provider's order.
    pub pairs: Vec<PairView>,
    /// Milliseconds until it ends.
    pub ends_in_ms: u64,
    /// Milliseconds it lasts in all.
    pub lifetime_ms: u64,
    /// The digits a *Yes* needs.
    pub digits: AskedDigits,
    /// What to type, and where it is shown.
    pub digits_text: Option<String>,
    /// *Yes* asks for the person's finger or code.
    pub user_check: bool,
    /// *Yes* can be given now.
    pub can_approve: bool,
    /// Unlock first, to approve; *No* works without.
    pub unlock_to_approve: Option<String>,
    /// The app does not know this kind of request: only *No* is possible.
    pub update_needed: Option<String>,
    /// This phone's key for *Yes* is gone: only *No* is possible until it is linked again.
    pub link_again: Option<String>,
    /// The answer that is on its way.
    pub answering: Option<Decision>,
    /// What was wrong with the last answer ("Other digits. 2 tries left"), or that it could not be sent yet.
    pub problem: Option<String>,
}

/// How a request ended.
#[uniffi::remote(Enum)]
pub enum Ending {
    /// Approved here.
    Approved,
    /// Refused here.
    Refused,
    /// Reported here: this was not me.
    Reported,
    /// Nobody answered in time.
    Expired,
    /// It was over before it was opened on this phone.
    ExpiredBeforeOpening,
    /// Another of the person's devices answered.
    AnsweredElsewhere,
    /// The browser or the provider took it back.
    Withdrawn,
    /// A newer request took its place.
    Superseded,
    /// Too many wrong digits.
    Failed,
    /// It was approved, but the browser did not come back in time.
    Lapsed,
    /// The answer could not be sent before the time was over.
    NoNetwork,
    /// The provider refused the answer.
    NotAccepted,
}

/// How a request ended, as its own screen; `back()` leaves it.
#[uniffi::remote(Record)]
pub struct RequestEndedView {
    /// Its id.
    pub id: String,
    /// How.
    pub ending: Ending,
    /// Headline.
    pub title: String,
    /// What that means, and what to do next.
    pub text: String,
    /// What the provider calls itself.
    pub site: String,
    /// The account.
    pub account: String,
    /// Label of *Back to the browser* (`return_to_browser()`), when the person came from there.
    pub back_to_browser: Option<String>,
}

/// A request of the past.
#[uniffi::remote(Record)]
pub struct HistoryRow {
    /// Its id.
    pub id: String,
    /// When it came, in the person's words.
    pub when: String,
    /// What the provider calls itself.
    pub site: String,
    /// The account.
    pub account: String,
    /// What it was: a sign-in, or the action's title.
    pub what: String,
    /// How it ended.
    pub ending: Ending,
    /// The same in words.
    pub text: String,
}

/// Requests of the past, newest first.
#[uniffi::remote(Record)]
pub struct HistoryView {
    /// Headline.
    pub title: String,
    /// The requests.
    pub rows: Vec<HistoryRow>,
    /// Said when there is none.
    pub empty: Option<String>,
}
