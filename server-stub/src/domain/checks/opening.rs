//! A page or a mail begins a session: a token, a link, and for whom the dossier will be encrypted.
//!
//! Who may: whoever found a reason to ask; a page does so for anybody, so openings are limited per address and in all.
//! What if twice: a newer session takes the older one's place, of the account's owner the account's, of a stranger the same
//! browser's, until that one has sent something. The first of an account to send something is the account's from then
//! on; the owner can stop it. What if late: an unclaimed token ends by itself.

use std::net::IpAddr;

use kauth_protocol::check_uri::CheckUri;
use kauth_protocol::checks::{
    DocumentKind, LocationWish, MAIL_TOKEN_LIFETIME, PAGE_TOKEN_LIFETIME, State, Trigger, reviewers_hash,
};
use kauth_protocol::display::{self, DisplayPair, MAX_LABEL};
use kauth_protocol::jwk::Jwks;
use kauth_texts::Language;

use super::step::Event;
use super::{Phone, Session, Stage, deletion, end, rows};
use crate::clock::{HOUR, SECOND};
use crate::crash_point;
use crate::domain::devices::token_hash;
use crate::domain::failure::Failure;
use crate::domain::limits;
use crate::metrics::CheckOutcome;
use crate::state::AppState;
use crate::store::{StoreError, Tx, accounts, check_pages};

/// Sessions that one address may begin an hour.
pub const OPENINGS_OF_ADDRESS: usize = 10;
/// Sessions that may be begun an hour in all.
pub const OPENINGS_IN_ALL: usize = 1_000;

/// By what way the link reaches the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As a QR code on a page: 30 minutes.
    Page,
    /// In a mail: 10 days.
    Mail,
}

/// A session to begin.
#[derive(Debug, Clone)]
pub struct NewCheck {
    /// Why.
    pub trigger: Trigger,
    /// The account's id, where it is known.
    pub account: Option<String>,
    /// Who asks, in its own words.
    pub asker: String,
    /// What began it: browser, system, place, address, time.
    pub begun: Vec<DisplayPair>,
    /// Which documents are taken.
    pub documents: Vec<DocumentKind>,
    /// Whether the location is wanted.
    pub location: LocationWish,
    /// The language of its messages.
    pub language: Language,
    /// How the link travels.
    pub way: Way,
    /// Whose page asks; the server itself has none and is not limited.
    pub address: Option<IpAddr>,
    /// The browser that asks, by the hash of its cookie, where it has not proved whose account it is.
    pub stranger: Option<Vec<u8>>,
}

/// What became of it.
#[derive(Debug)]
pub enum Begun {
    /// Show or send this link.
    Offered {
        /// The session.
        check: String,
        /// The link.
        uri: CheckUri,
        /// Seconds that it counts.
        remaining: u64,
    },
    /// Too many were begun: not before this moment, Unix ms.
    NotBefore(i64),
    /// The account has one that has sent something.
    Running {
        /// That session.
        check: String,
    },
    /// Nobody could read a dossier.
    NoReviewer,
    /// A text may not be shown, or no document is taken.
    Malformed,
}

/// What the page that shows the link sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageView {
    /// Where it stands.
    pub stage: Stage,
    /// Why it was begun, and so where it is begun again.
    pub trigger: Trigger,
    /// Whether a phone claimed it.
    pub claimed: bool,
    /// Whether nothing of it is left.
    pub wiped: bool,
    /// The link, while its token may be claimed for the first time.
    pub uri: Option<CheckUri>,
    /// Seconds until the token or the session ends.
    pub remaining: u64,
}

/// Begins a session.
///
/// # Errors
/// [`Failure`].
pub async fn begin(state: &AppState, new: NewCheck) -> Result<Begun, Failure> {
    let shown =
        display::check_text(&new.asker, MAX_LABEL).is_ok() && display::check_pairs(&new.begun).is_ok();
    if !shown || new.documents.is_empty() {
        return Ok(Begun::Malformed);
    }
    let inner = state.clone();
    let (begun, replaced) = state
        .store
        .write(move |tx| {
            let begun = open(tx, &inner, new, inner.now())?;
            crash_point("checks.begin.before_commit");
            Ok::<_, Failure>(begun)
        })
        .await?;
    for check in replaced {
        deletion::wipe_or_leave(state, &check).await;
    }
    Ok(begun)
}

fn open(tx: &Tx<'_>, state: &AppState, new: NewCheck, now: i64) -> Result<(Begun, Vec<String>), Failure> {
    let nothing = Vec::new;
    let readers = rows::reviewers::active(tx)?;
    let keys = Jwks { keys: readers.iter().map(|reader| reader.key.clone()).collect() };
    let Some(reviewers) = reviewers_hash(&keys) else { return Ok((Begun::NoReviewer, nothing())) };
    if let Some(address) = new.address
        && let Some(until) = count(tx, state, address, now)?
    {
        return Ok((Begun::NotBefore(until), nothing()));
    }
    if let Some(account) = &new.account {
        if accounts::find(tx, account)?.is_none() {
            return Ok((Begun::Malformed, nothing()));
        }
        if let Some(running) = running(tx, account, now)? {
            return Ok((Begun::Running { check: running.id }, nothing()));
        }
    }
    let mut replaced = Vec::new();
    for session in earlier(tx, &new)? {
        let id = session.id.clone();
        end(tx, session, Event::Replace, now)?;
        replaced.push(id);
    }
    let lifetime = match new.way {
        Way::Page => PAGE_TOKEN_LIFETIME,
        Way::Mail => MAIL_TOKEN_LIFETIME,
    };
    let id = state.random.id()?;
    let session = Session {
        version: 0,
        stage: Stage::Offered,
        token_hash: token_hash(&state.keys.check_token(&id)),
        token_until: now.saturating_add(lifetime.cast_signed().saturating_mul(SECOND)),
        began_at: now,
        account: new.account,
        trigger: new.trigger,
        asker: new.asker,
        begun: new.begun,
        documents: new.documents,
        location: new.location,
        language: new.language.tag().to_owned(),
        reviewers,
        key: None,
        description: None,
        deadline: None,
        consented: false,
        phone: Phone::default(),
        location_given: None,
        document: None,
        sent: false,
        manifest: None,
        submitted_at: None,
        retake: Vec::new(),
        refused_because: None,
        ended_at: None,
        wiped_at: None,
        finish: None,
        id,
    };
    rows::insert(tx, &session)?;
    tx.count_check(CheckOutcome::Offered);
    for reader in &readers {
        rows::reviewers::bind(tx, &session.id, &reader.id)?;
    }
    let uri = uri(state, &session);
    Ok((Begun::Offered { check: session.id, uri, remaining: lifetime }, replaced))
}

/// The session of an account that has sent something, and is not over.
pub(super) fn running(tx: &Tx<'_>, account: &str, now: i64) -> Result<Option<Session>, StoreError> {
    let open = rows::open_of_account(tx, account)?.into_iter().map(|session| session.at(now));
    Ok(open.into_iter().find(|session| session.sent && !session.stage.is_over()))
}

/// The sessions whose place a new one takes: of those who proved whose account it is, the account's; of a stranger, only
/// what the same browser began, whatever it is about. Else a stranger's page would tell, by its end, that the account
/// exists, and anybody could keep taking the place of its owner's.
fn earlier(tx: &Tx<'_>, new: &NewCheck) -> Result<Vec<Session>, StoreError> {
    let mut earlier = match (&new.stranger, &new.account) {
        (Some(browser), _) => check_pages::begun_by_stranger(tx, browser)?,
        (None, Some(account)) => check_pages::begun_by_owner(tx, account)?,
        (None, None) => Vec::new(),
    };
    earlier.retain(|session| !session.sent);
    Ok(earlier)
}

/// Counts an opening; the moment from which on one is free, if none is now.
fn count(tx: &Tx<'_>, state: &AppState, address: IpAddr, now: i64) -> Result<Option<i64>, StoreError> {
    let mark = state.keys.mark("check-opening", limits::bucket(address).as_bytes());
    let (own, all) = rows::limits::openings(tx, &mark, now.saturating_sub(HOUR))?;
    let free_at = |times: &[i64], most: usize| {
        let over = times.len().checked_sub(most)?;
        times.get(over).map(|oldest| oldest.saturating_add(HOUR))
    };
    let until = free_at(&own, OPENINGS_OF_ADDRESS).max(free_at(&all, OPENINGS_IN_ALL));
    if until.is_none() {
        rows::limits::add_opening(tx, &mark, now)?;
    }
    Ok(until)
}

fn uri(state: &AppState, session: &Session) -> CheckUri {
    CheckUri {
        origin: state.origin.clone(),
        token: state.keys.check_token(&session.id).to_string(),
        key: state.keys.thumbprint().to_owned(),
        reviewers: session.reviewers.clone(),
        pin: state.pin.clone(),
    }
}

/// What the page that began a session sees of it; `None` once it is forgotten.
///
/// # Errors
/// [`Failure`].
pub async fn view(state: &AppState, check: &str) -> Result<Option<PageView>, Failure> {
    let id = check.to_owned();
    let now = state.now();
    let found = state.store.read(move |tx| Ok::<_, Failure>(rows::find(tx, &id)?)).await?;
    Ok(found.map(|session| session.at(now)).map(|session| {
        let late = session.stage == Stage::Offered && now >= session.token_until;
        let stage = if late { Stage::Claimed(State::Expired) } else { session.stage };
        let until = session.deadline.unwrap_or(session.token_until);
        let left = if stage.is_over() { 0 } else { until.saturating_sub(now).max(0) / SECOND };
        let uri = (stage == Stage::Offered).then(|| uri(state, &session));
        PageView {
            stage,
            trigger: session.trigger,
            claimed: session.key.is_some(),
            wiped: session.wiped_at.is_some(),
            uri,
            remaining: u64::try_from(left).unwrap_or(0),
        }
    }))
}
