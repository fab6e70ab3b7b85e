//! What the app knows, in memory. Everything that must survive is in the vault first; this is its mirror plus what only
//! matters while somebody looks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kauth_otp::{Hotp, OtpUri, Ticker};
use kauth_protocol::inbox::RecoveryState;
use kauth_protocol::links::Grant;
use kauth_protocol::origin::Origin;
use kauth_texts::{Language, Texts};
use serde::{Deserialize, Serialize};
use tokio::task::AbortHandle;
use zeroize::{Zeroize, Zeroizing};

use super::checking::Checking;
use super::command::{PermissionKind, PermissionState, Theme};
use super::effect::{Effect, EffectKind};
use super::handle::Reply;
use super::nav::{Nav, Retry};
use crate::approvals::Request;
use crate::deadline::{Deadline, Moment};
use crate::error::ErrorKind;
use crate::links::{Farewell, Link, Linking, Provider};
use crate::net::{NetError, Peer};
use crate::recoveries::Recovery;
use crate::transfer::Batches;

/// The person's choices, as they are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Settings {
    /// A language tag; empty follows the system.
    pub language: String,
    pub theme: Theme,
    pub hide_codes: bool,
    /// The person has read that codes are not backed up.
    pub knows_no_backup: bool,
    pub camera: PermissionState,
    pub notifications: PermissionState,
    pub location: PermissionState,
    /// Go on listening while the app is not on screen.
    pub stay_reachable: bool,
}

/// An account as it is kept, under the person's data key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Account {
    pub id: String,
    pub issuer: String,
    /// The provider's or the QR code's name for it.
    pub name: String,
    /// The person's own name for it; empty for none.
    pub own_name: String,
    pub note: String,
    /// Everything that makes its codes, as an `otpauth` URI; none if there are no codes.
    pub otp: Option<String>,
    /// The link it belongs to.
    pub link: Option<String>,
    pub recovery_codes: Vec<String>,
    /// The provider's name of the set that they are of.
    #[serde(default)]
    pub recovery_set: Option<String>,
    /// The person said that they saved them.
    pub recovery_saved: bool,
    /// Its place in the list.
    pub position: u64,
    /// Removed; for good once this is over.
    pub removed: Option<Deadline>,
}

impl Account {
    /// What the list shows as its name.
    pub(super) fn shown_name(&self) -> &str {
        if self.own_name.is_empty() { &self.name } else { &self.own_name }
    }

    /// Takes the codes that come with a link. A later link brings none: those of the set that counts stay, others go.
    pub(super) fn take_recovery_codes(&mut self, grant: &Grant) {
        let counts = self.recovery_set.is_some() && self.recovery_set == grant.recovery_codes_set;
        if let Some(codes) = &grant.recovery_codes {
            self.recovery_codes.zeroize();
            self.recovery_codes.clone_from(codes);
            self.recovery_saved = false;
        } else if !counts {
            self.recovery_codes.zeroize();
            self.recovery_saved = true;
        }
        self.recovery_set.clone_from(&grant.recovery_codes_set);
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        self.otp.zeroize();
        self.recovery_codes.zeroize();
    }
}

/// What is in memory only while the app is unlocked.
#[derive(Default)]
pub(super) struct Person {
    pub accounts: BTreeMap<String, Account>,
    pub ticker: Ticker<String>,
    pub counters: HashMap<String, (Hotp, u64)>,
    /// Secrets that are short, and codes' lengths of time.
    pub facts: HashMap<String, CodeFacts>,
}

/// What a row says of codes besides the codes.
#[derive(Clone, Copy)]
pub(super) struct CodeFacts {
    pub weak: bool,
    pub period_ms: u64,
}

/// A provider with its connection.
pub(super) struct Connected {
    pub record: Provider,
    pub peer: Option<Peer>,
    pub poll: Poll,
}

/// How asking one provider stands.
#[derive(Default)]
pub(super) struct Poll {
    /// Replies of earlier polls are late.
    pub generation: u64,
    pub running: Option<AbortHandle>,
    pub failures: u32,
    pub problem: Option<NetError>,
    /// When the next try is due, monotonic milliseconds.
    pub retry_at: Option<u64>,
    /// The running poll answers at once instead of waiting for news.
    pub at_once: bool,
}

/// A passing notice.
pub(super) struct Notice {
    pub text: String,
    pub ends: Deadline,
    /// The account that *Undo* brings back.
    pub undo: Option<String>,
}

/// What a signature is for.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    Approval { request: String, input: String },
    LinkProof { linking: u64, input: String },
}

/// Who waits for what.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum WaitFor {
    Answer(String),
    Linking,
    Check,
    Refresh,
}

/// Everything.
pub(super) struct State {
    pub language: Language,
    pub settings: Settings,
    pub utc_offset_minutes: i32,
    pub providers: BTreeMap<Origin, Connected>,
    pub links: BTreeMap<String, Link>,
    pub requests: BTreeMap<String, Request>,
    /// Recoveries that providers tell of.
    pub recoveries: BTreeMap<String, Recovery>,
    /// What the shell was asked to notify of recoveries, and not to take away since.
    pub recovery_notifications: BTreeMap<String, RecoveryState>,
    pub farewells: BTreeMap<String, Farewell>,
    /// None while locked.
    pub person: Option<Person>,
    pub has_passphrase: bool,
    /// What was wrong with the last passphrase, and until when no other is looked at.
    pub lock_problem: Option<(ErrorKind, Option<Deadline>)>,
    pub linking: Option<Linking>,
    /// A link that is on disk and being acknowledged while the person waits.
    pub finishing: Option<String>,
    /// Which linking it is; replies to earlier ones are late.
    pub linking_id: u64,
    /// The link in the making cannot be asked about right now.
    pub linking_unreached: bool,
    pub nav: Nav,
    /// What *Try again* would do, should the link in the making fail.
    pub last_try: Option<Retry>,
    pub search: String,
    /// The camera is wanted as soon as it is allowed.
    pub wants_scan: bool,
    /// Another authenticator's export, until it is added or left.
    pub import: Option<Batches>,
    /// What the camera saw last.
    pub frame_text: Option<Zeroizing<String>>,
    /// The device has a screen lock, if the shell said so.
    pub has_screen_lock: Option<bool>,
    /// The system saves battery at this app's cost.
    pub saves_battery: bool,
    pub notice: Option<Notice>,
    /// What went wrong with a command, said in passing; an *Undo* comes back after it.
    pub trouble: Option<Notice>,
    pub foreground: bool,
    /// The person came from a browser, by an *Open kAuth* link.
    pub from_browser: bool,
    pub refreshing: BTreeSet<Origin>,
    /// Farewells that are being said.
    pub farewells_under_way: BTreeSet<String>,
    pub refreshed: Option<Refreshed>,
    pub storage_problem: Option<ErrorKind>,
    pub requests_refused: u32,
    pub effects: Vec<Effect>,
    pub next_id: u64,
    pub signatures: BTreeMap<u64, Purpose>,
    pub waiters: HashMap<WaitFor, Vec<Reply>>,
    /// Tries to come: what, and when on the monotonic clock.
    pub agenda: BTreeMap<Errand, u64>,
    /// Failures in a row of errands that count none themselves.
    pub failures: BTreeMap<Errand, u32>,
    /// Proving who one is.
    pub checking: Checking,
    /// Bytes cost, as far as the shell said.
    pub is_metered: bool,
    /// The provider of the link in the making.
    pub link_peer: Option<Peer>,
    /// What a confirmed link gave while the app was locked: kept as soon as it is unlocked.
    pub held_grant: Option<(String, Box<Grant>)>,
}

/// How the last refresh went.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Refreshed {
    pub unix_s: i64,
    /// Who could not be reached.
    pub unreached: Option<String>,
}

/// Something to try again later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Errand {
    SendAnswer(String),
    Claim,
    PollLink,
    Acknowledge(String),
    Farewell(String),
    ClaimCheck,
    SendCheck,
    PollCheck,
    WatchCheck,
    /// Lock the app: the person has been away.
    LockUp,
    OfferPush(Origin),
    TellPush(Origin),
}

impl State {
    pub(super) fn new(language: Language, utc_offset_minutes: i32) -> Self {
        Self {
            language,
            settings: Settings::default(),
            utc_offset_minutes,
            providers: BTreeMap::new(),
            links: BTreeMap::new(),
            requests: BTreeMap::new(),
            recoveries: BTreeMap::new(),
            recovery_notifications: BTreeMap::new(),
            farewells: BTreeMap::new(),
            person: None,
            has_passphrase: false,
            lock_problem: None,
            linking: None,
            finishing: None,
            linking_id: 0,
            linking_unreached: false,
            nav: Nav::default(),
            last_try: None,
            search: String::new(),
            wants_scan: false,
            import: None,
            frame_text: None,
            has_screen_lock: None,
            saves_battery: false,
            notice: None,
            trouble: None,
            foreground: false,
            from_browser: false,
            refreshing: BTreeSet::new(),
            farewells_under_way: BTreeSet::new(),
            refreshed: None,
            storage_problem: None,
            requests_refused: 0,
            effects: Vec::new(),
            next_id: 0,
            signatures: BTreeMap::new(),
            waiters: HashMap::new(),
            agenda: BTreeMap::new(),
            failures: BTreeMap::new(),
            checking: Checking::default(),
            is_metered: false,
            link_peer: None,
            held_grant: None,
        }
    }

    pub(super) fn texts(&self) -> &'static Texts {
        Texts::of(self.language)
    }

    pub(super) fn id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// Asks the shell to do something.
    pub(super) fn effect(&mut self, kind: EffectKind) -> u64 {
        let id = self.id();
        self.effects.push(Effect { id, kind });
        id
    }

    pub(super) fn permission(&self, kind: PermissionKind) -> PermissionState {
        match kind {
            PermissionKind::Camera => self.settings.camera,
            PermissionKind::Notifications => self.settings.notifications,
            PermissionKind::Location => self.settings.location,
        }
    }

    /// Whether a link's account was just removed on this phone and can still be had back.
    pub(super) fn is_removed(&self, entry: &str) -> bool {
        self.person
            .as_ref()
            .and_then(|person| person.accounts.get(entry))
            .is_some_and(|account| account.removed.is_some())
    }

    /// The live link of a request.
    pub(super) fn link_of(&self, request: &Request) -> Option<&Link> {
        let provider = &self.providers.get(request.origin())?.record;
        self.links.values().find(|link| {
            link.origin == *request.origin()
                && link.account == request.identity.sub
                && link.device == provider.device
        })
    }

    /// Requests that wait for the person or whose answer is on the way, in the order they came.
    /// After a reboot nobody knows how long they still count, so they are not shown until the provider says it.
    pub(super) fn open_requests(&self, now: &Moment) -> Vec<&Request> {
        let mut open: Vec<&Request> = self
            .requests
            .values()
            .filter(|request| request.is_open() && request.deadline.left_ms(now).is_some())
            .filter(|request| self.link_of(request).is_some_and(|link| !self.is_removed(&link.entry)))
            .collect();
        open.sort_by(|a, b| (a.came_s, a.id()).cmp(&(b.came_s, b.id())));
        open
    }

    /// The links of one provider.
    pub(super) fn links_at(&self, origin: &Origin) -> Vec<&Link> {
        self.links.values().filter(|link| link.origin == *origin).collect()
    }

    /// What is to be added to the wall clock for each linked account's codes.
    pub(super) fn offsets(&self) -> Vec<(String, i64)> {
        let linked = self.links.values();
        linked.map(|link| (link.entry.clone(), self.offset_ms(Some(&link.id)))).collect()
    }

    /// What is to be added to the wall clock for an account's codes.
    pub(super) fn offset_ms(&self, link: Option<&str>) -> i64 {
        let Some(link) = link.and_then(|id| self.links.get(id)) else { return 0 };
        let Some(provider) = self.providers.get(&link.origin) else { return 0 };
        match &provider.peer {
            Some(peer) => peer.time().offset_ms(),
            None => provider.record.time.as_ref().map_or(0, |time| time.offset_ms),
        }
    }
}

impl Person {
    /// Takes an account in, with its codes. Records that cannot make codes stay without.
    pub(super) fn insert(&mut self, account: Account, offset_ms: i64) {
        self.forget_codes(&account.id);
        if account.removed.is_none() {
            self.make_codes(&account, offset_ms);
        }
        self.accounts.insert(account.id.clone(), account);
    }

    /// A new account, last in the list.
    pub(super) fn blank(&self, id: String) -> Account {
        let last = self.accounts.values().map(|account| account.position).max();
        Account {
            id,
            issuer: String::new(),
            name: String::new(),
            own_name: String::new(),
            note: String::new(),
            otp: None,
            link: None,
            recovery_codes: vec![],
            recovery_set: None,
            recovery_saved: true,
            position: last.map_or(0, |last| last.saturating_add(1)),
            removed: None,
        }
    }

    pub(super) fn remove(&mut self, id: &str) -> Option<Account> {
        self.forget_codes(id);
        self.accounts.remove(id)
    }

    fn forget_codes(&mut self, id: &str) {
        let id = id.to_owned();
        self.ticker.remove(&id);
        self.counters.remove(&id);
        self.facts.remove(&id);
    }

    fn make_codes(&mut self, account: &Account, offset_ms: i64) {
        let Some(uri) = account.otp.as_deref().and_then(|text| OtpUri::parse(text).ok()) else { return };
        let parameters = uri.parameters();
        let mut facts = CodeFacts { weak: parameters.secret.is_weak(), period_ms: 0 };
        match parameters.kind {
            kauth_otp::Kind::Totp { period } => {
                facts.period_ms = u64::try_from(period.milliseconds()).unwrap_or_default();
                let totp =
                    kauth_otp::Totp::new(&parameters.secret, parameters.algorithm, parameters.digits, period);
                self.ticker.insert(account.id.clone(), totp, offset_ms);
            }
            kauth_otp::Kind::Hotp { counter } => {
                let hotp = Hotp::new(&parameters.secret, parameters.algorithm, parameters.digits);
                self.counters.insert(account.id.clone(), (hotp, counter));
            }
            // Kinds of later versions: the account is kept, and has no codes here.
            _ => {}
        }
        self.facts.insert(account.id.clone(), facts);
    }
}
