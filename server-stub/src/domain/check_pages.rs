//! A page begins a kCheck session: who sees its link, and who is told that somebody began.

use kauth_protocol::checks::{DocumentKind, Trigger};
use kauth_protocol::display::{self, DisplayPair, sanitise};
use kauth_protocol::inbox::RecoveryState;
use kauth_texts::Language;

use super::checks::{self, Begun, NewCheck, PageView, Way};
use super::failure::Failure;
use super::limits::{Class, Factor, Try, Verdict};
use super::notices::{self, Notice};
use super::recovery::phones::{self, About, Told};
use super::recovery::stop;
use super::sessions;
use crate::clock::{DAY, SECOND};
use crate::state::AppState;
use crate::store::Tx;
use crate::store::accounts::{self, Account};
use crate::store::check_pages as rows;
use crate::store::recovery::Stop;

/// How long a page tells what became of its link: until everything is deleted, and a day more.
const KEPT: i64 = checks::KEPT + DAY;

/// A session that a browser asks for.
pub struct Wish<'a> {
    /// Why.
    pub trigger: Trigger,
    /// Whose account it is about, where that is known.
    pub account: Option<&'a Account>,
    /// Whether the browser has proved to be that account's. If not, the page must not tell whether there is one.
    pub proved: bool,
    /// The browser's cookie.
    pub cookie: &'a str,
    /// Browser, system, place, address, time.
    pub begun: Vec<DisplayPair>,
    /// The visitor's language.
    pub language: Language,
    /// Where from.
    pub address: std::net::IpAddr,
}

/// What became of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Shown {
    /// Show the page of this session.
    Page(String),
    /// Too many were begun: not before this moment (Unix ms).
    Wait(i64),
    /// One of this account is under way already, on a phone.
    Running,
    /// Nobody could read a dossier.
    NotNow,
}

/// Begins a session for a browser. Of an account that somebody asks to get into, every contact is told, with a link
/// that stops it.
///
/// # Errors
/// [`Failure`].
pub async fn begin(state: &AppState, wish: Wish<'_>) -> Result<Shown, Failure> {
    let new = NewCheck {
        trigger: wish.trigger,
        account: wish.account.map(|account| account.id.clone()),
        asker: sanitise(&state.config.provider_name, display::MAX_LABEL),
        begun: wish.begun,
        documents: DocumentKind::ALL.to_vec(),
        location: state.config.checks.location,
        language: wish.language,
        way: Way::Page,
        address: Some(wish.address),
        stranger: (!wish.proved).then(|| sessions::hash(wish.cookie)),
    };
    let mut running = None;
    let begun = match checks::begin(state, new.clone()).await? {
        // Whether somebody's account has one under way is nobody else's business: begin one that is about nobody. It was
        // counted already, and counts once, or the limit would tell.
        Begun::Running { check } if !wish.proved => {
            running = Some(check);
            checks::begin(state, NewCheck { account: None, address: None, ..new }).await?
        }
        begun => begun,
    };
    let (check, remaining) = match begun {
        Begun::Offered { check, remaining, .. } => (check, remaining),
        Begun::NotBefore(at) => return Ok(Shown::Wait(at)),
        Begun::Running { .. } => return Ok(Shown::Running),
        Begun::NoReviewer | Begun::Malformed => return Ok(Shown::NotNow),
    };
    let (now, inner, id) = (state.now(), state.clone(), check.clone());
    let browser = sessions::hash(wish.cookie);
    let signed_in = wish.account.filter(|_| wish.proved).map(|account| account.id.clone());
    let told = wish.account.filter(|_| is_way_in(wish.trigger)).cloned();
    let stop = stop::token(state)?;
    state
        .store
        .write(move |tx| {
            rows::put(tx, &id, &browser, signed_in.as_deref(), now + KEPT)?;
            if let (Some(account), Some(running)) = (&told, running) {
                tell_running(tx, &inner, account, running, stop, now)?;
            } else if let Some(account) = told {
                let about = Stop { account: account.id.clone(), check: Some(id.clone()) };
                let stop = stop.keep_for(tx, &inner, about, now)?;
                let told = Told {
                    state: RecoveryState::CheckBegun,
                    counts_at: None,
                    ends_at: now.saturating_add(remaining.cast_signed().saturating_mul(SECOND)),
                    stop: Some(&stop),
                };
                phones::tell(tx, &account.id, About::Check(&id), told, now)?;
                notices::tell(tx, &inner, &account, &Notice::CheckBegun { stop: stop.url }, now)?;
            }
            Ok::<_, Failure>(())
        })
        .await?;
    Ok(Shown::Page(check))
}

/// Tells every contact of an account that somebody began another one while this one is under way: whose it is, they know, and
/// the owner's own counts for nobody until a stranger's is stopped. Their phones have a notice about the running one already.
fn tell_running(
    tx: &Tx<'_>,
    state: &AppState,
    account: &Account,
    running: String,
    stop: stop::Token,
    now: i64,
) -> Result<(), Failure> {
    let nowhere = [0, 0, 0, 0].into();
    let mut tried = Try::new(Factor::Mail, Class::Known, &format!("another beside {running}"), nowhere);
    if tried.begin(tx, now)? != Verdict::Go {
        return Ok(());
    }
    let about = Stop { account: account.id.clone(), check: Some(running) };
    let stop = stop.keep_for(tx, state, about, now)?.url;
    notices::tell(tx, state, account, &Notice::CheckBegunAgain { stop }, now)
}

/// Tells every contact and phone of an account that support accepted, and how it goes on, with a link that stops it.
///
/// # Errors
/// [`Failure`].
pub fn tell_accepted(
    tx: &Tx<'_>,
    state: &AppState,
    account: &str,
    check: &str,
    (counts_at, until): (i64, i64),
    now: i64,
) -> Result<(), Failure> {
    let Some(account) = accounts::find(tx, account)? else { return Ok(()) };
    let about = Stop { account: account.id.clone(), check: Some(check.to_owned()) };
    let stop = stop::token(state)?.keep_for(tx, state, about, now)?;
    let told = Told {
        state: RecoveryState::CheckAccepted,
        counts_at: Some(counts_at),
        ends_at: until,
        stop: Some(&stop),
    };
    phones::tell(tx, &account.id, About::Check(check), told, now)?;
    notices::tell(tx, state, &account, &Notice::CheckAccepted { counts_at, stop: stop.url }, now)
}

/// Whether an accepted dossier lets somebody back in.
const fn is_way_in(trigger: Trigger) -> bool {
    !matches!(trigger, Trigger::FirstPayout | Trigger::SuspectOrder)
}

/// What the browser that began a session, or its account, sees of it.
///
/// # Errors
/// [`Failure`].
pub async fn view(
    state: &AppState,
    check: &str,
    cookie: &str,
    account: Option<&str>,
) -> Result<Option<PageView>, Failure> {
    let (id, browser, account) = (check.to_owned(), sessions::hash(cookie), account.map(str::to_owned));
    let now = state.now();
    let may = state.store.read(move |tx| rows::may_see(tx, &id, &browser, account.as_deref(), now)).await?;
    if may { checks::view(state, check).await } else { Ok(None) }
}
