//! Which request, if any: the rules that keep a stranger with the password from wearing the person down.
//!
//! Everything is counted by account **and class**: known browsers, all others, clients. A stranger therefore never
//! holds up a browser that the account knows.

use std::collections::{BTreeMap, BTreeSet};

use kauth_protocol::approvals::{ApprovalRequest, Kind, LIFETIME, Policy, State, UserCheck};
use kauth_protocol::display::{self, DisplayError, DisplayPair, label};
use kauth_protocol::jws::MAX_COMPACT;

use super::step::{Approval, Event, Requester};
use super::{apply, class_name, digits_place, millis};
use crate::clock::{HOUR, SECOND};
use crate::crash_point;
use crate::domain::failure::Failure;
use crate::domain::limits::Class;
use crate::state::AppState;
use crate::store::approvals::{self as rows, Counter, Stored};
use crate::store::inbox::{self, News};
use crate::store::{StoreError, Tx, devices as phones, links};
use crate::wakeups::Topic;

/// How long another browser's request makes the next one need six digits.
const SUSPICION: i64 = 120 * SECOND;
/// The wait after one opening without a yes; each further one doubles it.
const FIRST_WAIT: i64 = 10 * SECOND;
const LONGEST_WAIT: i64 = HOUR;
/// Openings in a row without a yes after which only the other factors are left.
const MOST_UNAPPROVED: u32 = 5;

/// Something to ask a person.
#[derive(Debug, Clone)]
pub struct NewApproval {
    /// Who asks, and alone may act on the yes.
    pub requester: Requester,
    /// What stays the same for one browser from sign-in to sign-in, if the requester does not.
    pub browser: Option<String>,
    /// The account asked.
    pub account: String,
    /// Which counters it is counted in.
    pub class: Class,
    /// What is asked.
    pub kind: Kind,
    /// At least this strong; the operator's policy and suspicion may make it stronger.
    pub policy: Policy,
    /// Whether yes needs the person's finger; `None` for the operator's choice.
    pub user_check: Option<UserCheck>,
    /// What the person reads.
    pub pairs: Vec<DisplayPair>,
    /// Seconds, at most 120.
    pub lifetime: u64,
}

/// What became of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// The phones have it.
    Opened {
        /// Request id.
        id: String,
        /// What the page shows for the person to type.
        digits_to_show: Option<String>,
        /// Unix ms.
        expires_at: i64,
    },
    /// The account has no linked phone.
    NoPhone,
    /// Not yet; the other factors work at once.
    TooSoon {
        /// Seconds.
        retry_after: u64,
    },
    /// Only the other factors are left.
    OtherFactorsOnly,
}

/// Why something cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A text may not be shown.
    #[error("display text: {0}")]
    Display(#[from] DisplayError),
    /// No pairs, an action without its title, or a lifetime out of range.
    #[error("the request is malformed")]
    Malformed,
    /// Something of ours failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

/// Asks the account's phones.
///
/// # Errors
/// [`OpenError`]; that the phones are not asked for a reason of the rules is an [`Opening`].
pub async fn open(state: &AppState, new: NewApproval) -> Result<Opening, OpenError> {
    let inner = state.clone();
    let opened = state.store.write(move |tx| open_in(tx, &inner, new)).await?;
    crash_point("approvals.open.after_commit");
    Ok(opened)
}

/// [`open`] in a transaction of the caller's.
///
/// # Errors
/// As [`open`]; the transaction must be undone then.
pub fn open_in(tx: &Tx<'_>, state: &AppState, new: NewApproval) -> Result<Opening, OpenError> {
    display::check_pairs(&new.pairs)?;
    let titled = new.kind == Kind::SignIn || new.pairs.first().is_some_and(|pair| pair.label == label::TITLE);
    if new.pairs.is_empty() || !titled || !(1..=LIFETIME).contains(&new.lifetime) {
        return Err(OpenError::Malformed);
    }
    let opening = decide(tx, state, new)?;
    crash_point("approvals.open.before_commit");
    Ok(opening)
}

fn decide(tx: &Tx<'_>, state: &AppState, new: NewApproval) -> Result<Opening, OpenError> {
    let now = state.now();
    let devices: BTreeSet<String> =
        links::active_of_account(tx, &new.account)?.into_iter().filter_map(|link| link.device).collect();
    if devices.is_empty() {
        return Ok(Opening::NoPhone);
    }
    let class = class_name(new.class);
    let counter = rows::counter(tx, &new.account, class)?;
    if rows::is_blocked(tx, &new.account)? || counter.unapproved >= MOST_UNAPPROVED {
        return Ok(Opening::OtherFactorsOnly);
    }
    let pending = pending(tx, &new.account, now)?;
    let holds_up = |stored: &Stored| stored.class == class && stored.approval.requester != new.requester;
    let in_the_way =
        pending.iter().filter(|stored| holds_up(stored)).map(|stored| stored.approval.expires_at).max();
    let not_before =
        next_opening(counter).max(in_the_way.map_or(0, |at| i64::try_from(at).unwrap_or(i64::MAX)));
    if now < not_before {
        let wait = not_before.saturating_sub(now).saturating_add(SECOND - 1) / SECOND;
        return Ok(Opening::TooSoon { retry_after: u64::try_from(wait).unwrap_or(0) });
    }
    for stored in &pending {
        let own = stored.approval.requester == new.requester;
        let strangers = new.class == Class::Known && stored.class == class_name(Class::Other);
        if own || strangers {
            apply(tx, stored, Event::Supersede, now)?;
        }
    }
    ask(tx, state, new, devices, counter, now)
}

/// The account's pending approvals, after what time has ended was ended.
fn pending(tx: &Tx<'_>, account: &str, now: i64) -> Result<Vec<Stored>, StoreError> {
    let mut pending = Vec::new();
    for id in rows::open_of_account(tx, account)? {
        let Some(stored) = rows::find(tx, &id)? else { continue };
        apply(tx, &stored, Event::Tick, now)?;
        if let Some(stored) = rows::find(tx, &id)?.filter(|stored| stored.approval.state == State::Pending) {
            pending.push(stored);
        }
    }
    Ok(pending)
}

fn next_opening(counter: Counter) -> i64 {
    match counter.unapproved.checked_sub(1) {
        None => 0,
        Some(doublings) => {
            let wait = FIRST_WAIT.saturating_mul(1 << doublings.min(20)).min(LONGEST_WAIT);
            counter.opened_at.saturating_add(wait)
        }
    }
}

fn ask(
    tx: &Tx<'_>,
    state: &AppState,
    new: NewApproval,
    devices: BTreeSet<String>,
    counter: Counter,
    now: i64,
) -> Result<Opening, OpenError> {
    let rules = &state.config.rules;
    let browser = new.browser.unwrap_or_else(|| match &new.requester {
        Requester::Web { session } => session.clone(),
        Requester::Client { id } => id.clone(),
    });
    let suspicious = rows::another_asked(tx, &new.account, &browser, now - SUSPICION)?
        || rows::last_was_denied(tx, &new.account)?;
    let policy = if suspicious { Policy::Digits6 } else { new.policy.max(rules.approval) };
    let required = UserCheck::Required;
    let user_check = if new.user_check == Some(required) || rules.user_check == required {
        required
    } else {
        UserCheck::None
    };

    let random = || state.random.id().map_err(Failure::from);
    let (id, nonce) = (random()?, random()?);
    let digits = match policy {
        Policy::YesNo => None,
        Policy::Digits2 => Some(state.random.digits(2).map_err(Failure::from)?),
        Policy::Digits6 => Some(state.random.digits(6).map_err(Failure::from)?),
    };
    let request = ApprovalRequest {
        v: kauth_protocol::VERSION,
        iss: state.origin.clone(),
        sub: new.account.clone(),
        jti: id.clone(),
        nonce: nonce.clone(),
        kind: new.kind,
        policy,
        user_check,
        lifetime: new.lifetime,
        iat: now.div_euclid(SECOND),
        display: new.pairs,
    };
    let compact = state.keys.sign(request.unsigned(state.keys.thumbprint())).map_err(Failure::from)?;
    if compact.len() > MAX_COMPACT {
        // Phones read no longer one: it would never be shown.
        return Err(OpenError::Malformed);
    }
    let expires_at = millis(now).saturating_add(new.lifetime.saturating_mul(1_000));
    let approval = Approval {
        state: State::Pending,
        policy,
        user_check,
        digits: digits.clone(),
        tries_left: policy.tries(),
        devices,
        expires_at,
        lapses_at: None,
        decided: None,
        reported: false,
        requester: new.requester,
        replies: BTreeMap::new(),
    };
    let sealed = digits
        .as_ref()
        .map(|digits| state.seal.seal(&*state.random, &digits_place(&id), digits.as_bytes()))
        .transpose()
        .map_err(Failure::from)?;
    let class = class_name(new.class);
    rows::insert(
        tx,
        &id,
        &new.account,
        &browser,
        class,
        &nonce,
        &compact,
        sealed.as_deref(),
        &approval,
        now,
    )?;
    rows::set_counter(
        tx,
        &new.account,
        class,
        Counter { unapproved: counter.unapproved.saturating_add(1), opened_at: now },
    )?;
    for device in &approval.devices {
        inbox::add(tx, device, &News::Requested { approval: id.clone() }, now)?;
        tx.wake(Topic::Inbox(device.clone()));
        if phones::subscription(tx, device)?.is_some() {
            tx.call(device, super::unix_ms(expires_at));
        }
    }
    tx.count(super::outcome(State::Pending));
    tx.wake(Topic::Deadlines);
    Ok(Opening::Opened { id, digits_to_show: digits, expires_at: super::unix_ms(expires_at) })
}
