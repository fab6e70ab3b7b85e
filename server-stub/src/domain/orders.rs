//! Orders that look like fraud (G5): blocked at once, released once somebody has shown who they are, cancelled and paid
//! back after ten days without that.
//!
//! The ten days are the order's own; a kCheck session within them lasts 72 hours at most, and a new one can be begun
//! as often as is needed.

use kauth_protocol::checks::{DocumentKind, LocationWish, State as Check, Trigger};
use kauth_protocol::display::{self, DisplayPair, sanitise};
use kauth_texts::{Language, Texts};

use super::checks::{self, Begun, NewCheck, Stage, Way};
use super::failure::Failure;
use super::limits::{Class, Factor, Try, Verdict};
use super::notices;
use crate::clock::{DAY, HOUR};
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::accounts::{self, Account};
use crate::store::orders::{self as rows, Order, State};
use crate::store::{StoreError, Tx};
use crate::wakeups::Topic;

/// How long a blocked order waits.
pub const WAITS: i64 = 10 * DAY;

/// What fraudsters like to name: words that make people believe a page is somebody else's.
const SUSPECT: [&str; 8] = ["bank", "login", "wallet", "support", "post", "verify", "alpenpay", "parcel"];

/// Whether an order is looked at before it is carried out.
#[must_use]
pub fn is_suspect(what: &str) -> bool {
    let what = what.to_lowercase();
    SUSPECT.iter().any(|word| what.contains(word))
}

/// Places an order; a suspect one is blocked, and its account gets a mail with the way to release it.
///
/// # Errors
/// [`Failure`].
pub async fn place(
    state: &AppState,
    account: &Account,
    what: String,
    price: String,
    begun: Vec<DisplayPair>,
) -> Result<Order, Failure> {
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
    if blocked {
        mail(state, account, &order, begun).await?;
    }
    Ok(order)
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
    let (owner, order, key) = (account.id.clone(), id.to_owned(), format!("order {id}"));
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

async fn mail(
    state: &AppState,
    account: &Account,
    order: &Order,
    mut begun: Vec<DisplayPair>,
) -> Result<Mailed, Failure> {
    let language: Language = notices::language(account);
    let t = Texts::of(language);
    for (label, value) in [(t.web_orders_what(), &order.what), (t.web_orders_price(), &order.price)] {
        begun.push(DisplayPair { label: sanitise(&label, display::MAX_LABEL), value: value.clone() });
    }
    let new = NewCheck {
        trigger: Trigger::SuspectOrder,
        account: Some(account.id.clone()),
        asker: sanitise(&state.config.provider_name, display::MAX_LABEL),
        begun,
        documents: DocumentKind::ALL.to_vec(),
        location: LocationWish::Optional,
        language,
        way: Way::Mail,
        address: None,
    };
    let (check, uri) = match checks::begin(state, new).await? {
        Begun::Offered { check, uri, .. } => (check, uri),
        Begun::Running { .. } => return Ok(Mailed::Running),
        Begun::NotBefore(at) => return Ok(Mailed::Wait(at)),
        Begun::NoReviewer | Begun::Malformed => return Ok(Mailed::NotNow),
    };
    let until = t.date(order.cancel_at.unwrap_or_default().div_euclid(crate::clock::SECOND), 0);
    let message = Message {
        channel: Channel::Mail,
        kind: "order_blocked".to_owned(),
        to: account.login.clone(),
        subject: t.mail_order_blocked_subject(&state.config.provider_name),
        body: t.mail_order_blocked_body(&uri.to_https(), &until, &order.what),
        code: None,
        language: language.tag().to_owned(),
    };
    let (inner, now, order) = (state.clone(), state.now(), order.clone());
    state
        .store
        .write(move |tx| {
            // Decided meanwhile? Then it stays as it is.
            let Some(kept) = rows::find(tx, &order.account, &order.id)? else { return Ok(Mailed::Unknown) };
            if kept.state != State::Blocked {
                return Ok(Mailed::Unknown);
            }
            rows::put(tx, &Order { check: Some(check), ..kept })?;
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
        let check = match &order.check {
            Some(check) => crate::store::checks::find(tx, check)?,
            None => None,
        };
        let stands = check.map(|session| session.at(now).stage);
        let late = order.cancel_at.is_some_and(|at| now >= at);
        let to = match stands {
            Some(Stage::Claimed(Check::Accepted)) => State::Released,
            Some(Stage::Claimed(Check::Refused)) => State::Refunded,
            _ if late => State::Refunded,
            _ => continue,
        };
        let settled = Order { state: to, cancel_at: None, ..order };
        rows::put(tx, &settled)?;
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
