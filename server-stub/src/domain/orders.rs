//! Orders that look like fraud (G5): blocked at once, released once somebody has shown who they are, cancelled and paid
//! back after ten days without that.
//!
//! The ten days are the order's own; a kCheck session within them lasts 72 hours at most, and a new one can be begun
//! as often as is needed. One session is about all orders of the account that are blocked when it begins, and names
//! them; one that is placed while a dossier is with support waits for the next, because nobody was shown it. While a
//! dossier waits for a decision nothing is cancelled.

use kauth_protocol::checks::{DocumentKind, State as Check, Trigger};
use kauth_protocol::display::{self, DisplayPair, sanitise};
use kauth_texts::{Language, Texts};

use super::checks::{self, Begun, NewCheck, Session, Stage, deletion};
use super::failure::Failure;
use super::limits::{Class, Factor, Try, Verdict};
use super::notices;
use crate::clock::{DAY, HOUR, SECOND};
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::accounts::{self, Account};
use crate::store::orders::{self as rows, Order, State};
use crate::store::{StoreError, Tx};
use crate::wakeups::Topic;

/// How long a blocked order waits.
pub const WAITS: i64 = 10 * DAY;

/// Orders that one session is about: what it shows has its limits.
const MOST: usize = 8;

/// What fraudsters like to name: words that make people believe a page is somebody else's.
const SUSPECT: [&str; 8] = ["bank", "login", "wallet", "support", "post", "verify", "alpenpay", "parcel"];

/// Whether an order is looked at before it is carried out.
#[must_use]
pub fn is_suspect(what: &str) -> bool {
    let what = what.to_lowercase();
    SUSPECT.iter().any(|word| what.contains(word))
}

/// Places an order; a suspect one is blocked, and its account gets a mail with the way to release it. What became of
/// that mail is `None` for one that is fine.
///
/// # Errors
/// [`Failure`].
pub async fn place(
    state: &AppState,
    account: &Account,
    what: String,
    price: String,
    begun: Vec<DisplayPair>,
) -> Result<(Order, Option<Mailed>), Failure> {
    let now = state.now();
    let blocked = is_suspect(&what);
    let order = Order {
        id: state.random.id()?,
        account: account.id.clone(),
        what,
        price,
        state: if blocked { State::Blocked } else { State::Placed },
        check: None,
        placed_at: now,
        cancel_at: blocked.then_some(now + WAITS),
    };
    let stored = order.clone();
    state
        .store
        .write(move |tx| {
            tx.wake(Topic::Deadlines);
            rows::put(tx, &stored)
        })
        .await?;
    let mailed = if blocked { Some(mail(state, account, &order, begun).await?) } else { None };
    Ok((order, mailed))
}

/// How a blocked order can be released now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By the link in the newest mail.
    Mailed,
    /// Support has a dossier about it, or wants a picture of it again.
    WithSupport,
    /// By none: no mail went out, or its link came to nothing.
    None,
}

fn way_of(session: Option<&Session>) -> Way {
    match session.map(|session| session.stage) {
        Some(Stage::Claimed(Check::Submitted | Check::InReview | Check::RetakeAsked)) => Way::WithSupport,
        Some(stage) if !stage.is_over() => Way::Mailed,
        _ => Way::None,
    }
}

/// The session that could release an order, as time left it.
fn session_of(tx: &Tx<'_>, order: &Order, now: i64) -> Result<Option<Session>, StoreError> {
    let Some(check) = &order.check else { return Ok(None) };
    let session = crate::store::checks::find(tx, check)?;
    // A token that nobody claimed in time is no way any more, whether or not it was swept.
    let late = |session: &Session| session.stage == Stage::Offered && now >= session.token_until;
    Ok(session.map(|session| session.at(now)).filter(|session| !late(session)))
}

/// All orders of an account, newest first, each with how it can be released.
///
/// # Errors
/// [`StoreError`].
pub fn of_account(tx: &Tx<'_>, account: &str, now: i64) -> Result<Vec<(Order, Way)>, StoreError> {
    let orders = rows::of_account(tx, account)?.into_iter();
    orders
        .map(|order| {
            let session = session_of(tx, &order, now)?;
            Ok((order, way_of(session.as_ref())))
        })
        .collect()
}

/// What became of asking for the mail once more.
#[derive(Debug, PartialEq, Eq)]
pub enum Mailed {
    /// It is on its way.
    Sent,
    /// Not before this moment (Unix ms).
    Wait(i64),
    /// The phone has read an earlier one and is at it.
    Running,
    /// Nobody could look at a dossier now.
    NotNow,
    /// No such order, or it is not blocked.
    Unknown,
}

/// Sends the mail once more.
///
/// # Errors
/// [`Failure`].
pub async fn mail_again(
    state: &AppState,
    account: &Account,
    id: &str,
    begun: Vec<DisplayPair>,
) -> Result<Mailed, Failure> {
    let now = state.now();
    let (owner, order, key) = (account.id.clone(), id.to_owned(), format!("orders of {}", account.id));
    let mut tried = Try::new(Factor::Mail, Class::Known, &key, [0, 0, 0, 0].into());
    let (found, verdict) = state
        .store
        .write(move |tx| {
            let found = rows::find(tx, &owner, &order)?.filter(|order| order.state == State::Blocked);
            let verdict = if found.is_some() { tried.begin(tx, now)? } else { Verdict::Go };
            Ok::<_, StoreError>((found, verdict))
        })
        .await?;
    match (found, verdict) {
        (None, _) => Ok(Mailed::Unknown),
        (Some(order), Verdict::Go) => mail(state, account, &order, begun).await,
        (Some(_), Verdict::Wait(at)) => Ok(Mailed::Wait(at)),
        (Some(_), Verdict::Locked) => Ok(Mailed::Wait(now + HOUR)),
    }
}

/// Begins a session about all blocked orders of the account, this one first, and mails its link.
async fn mail(
    state: &AppState,
    account: &Account,
    order: &Order,
    mut begun: Vec<DisplayPair>,
) -> Result<Mailed, Failure> {
    let language: Language = notices::language(account);
    let t = Texts::of(language);
    let (owner, first) = (account.id.clone(), order.id.clone());
    let mut about = state.store.read(move |tx| rows::of_account(tx, &owner)).await?;
    about.retain(|order| order.state == State::Blocked);
    about.sort_by_key(|order| order.id != first);
    about.truncate(MOST);
    for order in &about {
        for (label, value) in [(t.web_orders_what(), &order.what), (t.web_orders_price(), &order.price)] {
            begun.push(DisplayPair { label: sanitise(&label, display::MAX_LABEL), value: value.clone() });
        }
    }
    let new = NewCheck {
        trigger: Trigger::SuspectOrder,
        account: Some(account.id.clone()),
        asker: sanitise(&state.config.provider_name, display::MAX_LABEL),
        begun,
        documents: DocumentKind::ALL.to_vec(),
        location: state.config.checks.location,
        language,
        way: checks::Way::Mail,
        address: None,
        stranger: None,
    };
    let (check, uri) = match checks::begin(state, new).await? {
        Begun::Offered { check, uri, .. } => (check, uri),
        Begun::Running { .. } => return Ok(Mailed::Running),
        Begun::NotBefore(at) => return Ok(Mailed::Wait(at)),
        Begun::NoReviewer | Begun::Malformed => return Ok(Mailed::NotNow),
    };
    let (inner, now, login, link) = (state.clone(), state.now(), account.login.clone(), uri.to_https());
    state
        .store
        .write(move |tx| {
            let mut named = Vec::new();
            for order in about {
                // Decided meanwhile? Then it stays as it is.
                let Some(kept) = rows::find(tx, &order.account, &order.id)? else { continue };
                if kept.state == State::Blocked {
                    rows::put(tx, &Order { check: Some(check.clone()), ..kept.clone() })?;
                    named.push(kept);
                }
            }
            let Some(soonest) = named.iter().filter_map(|order| order.cancel_at).min() else {
                deletion::stop(tx, &check, now)?;
                return Ok(Mailed::Unknown);
            };
            let what: Vec<&str> = named.iter().map(|order| order.what.as_str()).collect();
            let until = t.date(soonest.div_euclid(SECOND), 0);
            let message = Message {
                channel: Channel::Mail,
                kind: "order_blocked".to_owned(),
                to: login,
                subject: t.mail_order_blocked_subject(&inner.config.provider_name),
                body: t.mail_order_blocked_body(&link, &until, &what.join(", ")),
                code: None,
                qr: Some(link),
                language: language.tag().to_owned(),
            };
            outbox::send(tx, &inner, &message, now)?;
            Ok::<_, Failure>(Mailed::Sent)
        })
        .await
}

/// Brings blocked orders to where their sessions and the clock are.
///
/// # Errors
/// [`Failure`].
pub fn settle(tx: &Tx<'_>, state: &AppState, now: i64) -> Result<(), Failure> {
    for order in rows::blocked(tx)? {
        let session = session_of(tx, &order, now)?;
        let late = order.cancel_at.is_some_and(|at| now >= at);
        let to = match session.as_ref().map(|session| session.stage) {
            Some(Stage::Claimed(Check::Accepted)) => State::Released,
            Some(Stage::Claimed(Check::Refused)) => State::Refunded,
            _ if late && way_of(session.as_ref()) == Way::WithSupport => {
                // Somebody did react. The dossier has an end of its own, and so has this wait.
                let cancel_at = session.and_then(|session| session.deadline);
                rows::put(tx, &Order { cancel_at, ..order })?;
                continue;
            }
            _ if late => State::Refunded,
            _ => continue,
        };
        let check = order.check.clone();
        let settled = Order { state: to, cancel_at: None, ..order };
        rows::put(tx, &settled)?;
        // Nobody shows who they are for what is cancelled.
        if let Some(check) = check.filter(|_| late)
            && !rows::blocked(tx)?.iter().any(|order| order.check.as_ref() == Some(&check))
        {
            deletion::stop(tx, &check, now)?;
        }
        let Some(account) = accounts::find(tx, &settled.account)? else { continue };
        tell(tx, state, &account, &settled, now)?;
    }
    Ok(())
}

fn tell(tx: &Tx<'_>, state: &AppState, account: &Account, order: &Order, now: i64) -> Result<(), Failure> {
    let language = notices::language(account);
    let t = Texts::of(language);
    let (kind, body) = match order.state {
        State::Released => ("order_released", t.mail_order_released(&order.what)),
        _ => ("order_refunded", t.mail_order_refunded(&order.price, &order.what)),
    };
    let message = Message {
        channel: Channel::Mail,
        kind: kind.to_owned(),
        to: account.login.clone(),
        subject: t.mail_order_subject(&state.config.provider_name),
        body,
        code: None,
        qr: None,
        language: language.tag().to_owned(),
    };
    outbox::send(tx, state, &message, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_brand_is_looked_at() {
        assert!(is_suspect("my-BANK-online.example"));
        assert!(is_suspect("AlpenPay-tickets.example"));
        assert!(!is_suspect("bakery-and-sons.example"));
    }
}
