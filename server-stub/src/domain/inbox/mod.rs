//! What a phone is told: one long poll, at least once, in order.
//!
//! Events are numbered rows; a cursor is the number up to which a phone has stored everything, with the mark of this
//! store's life and of the device, so that any other cursor is known as such and answered by a snapshot. What an
//! event says is looked up when it is fetched: a request that ended meanwhile is not offered any more.

use kauth_protocol::approvals::{Decision, State};
use kauth_protocol::inbox::{Event, InboxResponse};
use kauth_protocol::jws::MAX_COMPACT;
use kauth_protocol::{MAX_BODY, MAX_WAIT, b64};
use sha2::{Digest, Sha256};

use super::devices::tombstone;
use super::failure::Failure;
use super::recovery::phones;
use crate::clock::SECOND;
use crate::state::AppState;
use crate::store::inbox::{self as rows, Mark, News};
use crate::store::{StoreError, Tx, accounts, approvals, devices, links, recovery_codes};
use crate::wakeups::Topic;

/// Events a reply carries at most.
const MOST: u32 = 100;
/// Bytes after which a reply takes no further event: one more of the largest still fits into what a phone reads.
const ROOM: usize = MAX_BODY - MAX_COMPACT - 16 * 1024;
const PART: usize = 8;

/// What a poll ends with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Polled {
    /// The reply.
    Response(InboxResponse),
    /// The device was revoked while it waited.
    Revoked,
}

struct Position {
    epoch: [u8; PART],
    device: [u8; PART],
    seq: i64,
}

impl Position {
    fn of(mark: &Mark, device: &str, seq: i64) -> Self {
        let mut epoch = [0; PART];
        epoch.iter_mut().zip(&mark.epoch).for_each(|(byte, value)| *byte = *value);
        let mut own = [0; PART];
        own.iter_mut().zip(Sha256::digest(device)).for_each(|(byte, value)| *byte = value);
        Self { epoch, device: own, seq }
    }

    fn to_cursor(&self) -> String {
        b64::encode(&[self.epoch, self.device, self.seq.to_be_bytes()].concat())
    }

    /// The number in a cursor that this store gave to this device and can still go on from.
    fn read(cursor: &str, mark: &Mark, device: &str) -> Option<i64> {
        let bytes = b64::decode_exact::<{ 3 * PART }>(cursor)?;
        let seq = i64::from_be_bytes(*bytes.last_chunk::<PART>()?);
        let known = Self::of(mark, device, seq).to_cursor() == cursor;
        (known && (mark.dropped..=mark.newest).contains(&seq)).then_some(seq)
    }
}

/// Waits up to `wait` seconds (with a fifth of jitter) for news after `cursor`; a newer poll of the same device ends
/// this one without events.
///
/// # Errors
/// [`Failure`].
pub async fn poll(
    state: &AppState,
    device: &str,
    cursor: Option<String>,
    wait: u64,
) -> Result<Polled, Failure> {
    let mut seat = state.wakeups.take_seat(Topic::Poll(device.to_owned()));
    let until = state.now().saturating_add(hold(state, wait)?);
    let mut cursor = cursor;
    let _waiting = (wait > 0)
        .then(|| (state.metrics.waiting_phone(), state.wakeups.listen(Topic::Held(device.to_owned()))));
    loop {
        let mut news = state.wakeups.listen(Topic::Inbox(device.to_owned()));
        let (inner, own, after) = (state.clone(), device.to_owned(), cursor.clone());
        let fetched = state.store.read(move |tx| fetch(tx, &inner, &own, after.as_deref())).await?;
        let Polled::Response(response) = fetched else { return Ok(Polled::Revoked) };
        if response.snapshot || !response.events.is_empty() || wait == 0 {
            return Ok(Polled::Response(response));
        }
        cursor = Some(response.cursor.clone());
        tokio::select! {
            () = news.changed() => {}
            () = seat.lost() => return Ok(Polled::Response(response)),
            () = state.clock.sleep_until(until) => return Ok(Polled::Response(response)),
            () = state.stopped() => return Ok(Polled::Response(response)),
        }
    }
}

/// Milliseconds to hold: the wish ± 20 %, so that phones do not come back all at once.
fn hold(state: &AppState, wait: u64) -> Result<i64, Failure> {
    let wish = i64::try_from(wait.min(MAX_WAIT)).unwrap_or(0) * SECOND;
    let spread = u32::try_from(wish * 2 / 5).unwrap_or(0);
    Ok(wish - wish / 5 + i64::from(state.random.below(spread.saturating_add(1))?))
}

fn fetch(tx: &Tx<'_>, state: &AppState, device: &str, cursor: Option<&str>) -> Result<Polled, Failure> {
    if devices::find(tx, device)?.is_none_or(|device| device.revoked_at.is_some()) {
        return Ok(Polled::Revoked);
    }
    let mark = rows::mark(tx)?;
    let Some(seq) = cursor.and_then(|cursor| Position::read(cursor, &mark, device)) else {
        let (events, seq) = snapshot(tx, state, device, mark.newest)?;
        let cursor = Position::of(&mark, device, seq).to_cursor();
        return Ok(Polled::Response(InboxResponse { cursor, snapshot: true, events }));
    };
    let news = rows::after(tx, device, seq, MOST)?;
    let mut last = mark.newest;
    if news.len() >= usize::try_from(MOST).unwrap_or(usize::MAX) {
        last = news.last().map_or(seq, |(seq, _)| *seq);
    }
    let mut events = Vec::new();
    let mut bytes = 0;
    for (seq, news) in &news {
        if bytes > ROOM {
            last = seq - 1;
            break;
        }
        if let Some(event) = tell(tx, state, device, news)? {
            bytes += size(&event);
            events.push(event);
        }
    }
    let cursor = Position::of(&mark, device, last).to_cursor();
    Ok(Polled::Response(InboxResponse { cursor, snapshot: false, events }))
}

/// About what an event takes in a reply.
fn size(event: &Event) -> usize {
    match event {
        Event::ApprovalRequested { request, .. } => request.len() + 128,
        Event::AccountRemoved { tombstone, .. } => tombstone.len() + 128,
        _ => 512,
    }
}

/// Everything open, and the number that the phone then has everything up to: requests that find no room come as events
/// after it, and what comes a second time with them does no harm.
fn snapshot(tx: &Tx<'_>, state: &AppState, device: &str, newest: i64) -> Result<(Vec<Event>, i64), Failure> {
    let mut news = Vec::new();
    for link in links::revoked_of_device(tx, device)? {
        news.push(News::Removed { account: link.account });
    }
    for link in links::active_of_device(tx, device)? {
        news.push(News::Changed { account: link.account, codes_voided: false });
    }
    let mut events = Vec::new();
    for news in &news {
        events.extend(tell(tx, state, device, news)?);
    }
    for link in links::active_of_device(tx, device)? {
        events.extend(phones::open(tx, state, &link.account, state.now())?);
    }
    let mut bytes: usize = events.iter().map(size).sum();
    for approval in approvals::pending_of_device(tx, device)? {
        if bytes > ROOM {
            let first = rows::number_of_request(tx, device, &approval)?;
            return Ok((events, first.map_or(newest, |first| first - 1)));
        }
        if let Some(event) = tell(tx, state, device, &News::Requested { approval })? {
            bytes += size(&event);
            events.push(event);
        }
    }
    Ok((events, newest))
}

fn tell(tx: &Tx<'_>, state: &AppState, device: &str, news: &News) -> Result<Option<Event>, Failure> {
    match news {
        News::Requested { approval } => Ok(requested(tx, approval, device, state.now())?),
        News::Closed { approval, state: closed } => Ok(closing(tx, approval, device, *closed)?),
        News::Changed { account, codes_voided } => {
            let linked = links::active_of_device(tx, device)?.iter().any(|link| link.account == *account);
            let Some(login) = accounts::label(tx, account)?.filter(|_| linked) else { return Ok(None) };
            Ok(Some(Event::AccountChanged {
                account: account.clone(),
                login,
                recovery_codes_left: recovery_codes::left(tx, account)?,
                recovery_codes_voided: *codes_voided,
            }))
        }
        News::Recovery { account, recovery } => {
            let linked = links::active_of_device(tx, device)?.iter().any(|link| link.account == *account);
            let told = linked.then(|| phones::event(tx, state, account, recovery, state.now()));
            Ok(told.transpose()?)
        }
        News::Removed { account } => {
            let linked = links::active_of_device(tx, device)?.iter().any(|link| link.account == *account);
            if linked {
                // Linked again since: the old link's end is no news any more.
                return Ok(None);
            }
            let tombstone = tombstone(state, device, Some(account))?;
            Ok(Some(Event::AccountRemoved { account: account.clone(), tombstone }))
        }
    }
}

fn requested(tx: &Tx<'_>, approval: &str, device: &str, now: i64) -> Result<Option<Event>, StoreError> {
    let Some(stored) = approvals::find(tx, approval)? else { return Ok(None) };
    let left = stored.approval.expires_at.saturating_sub(u64::try_from(now).unwrap_or(0)) / 1_000;
    let open =
        stored.approval.state == State::Pending && stored.approval.devices.contains(device) && left > 0;
    Ok(open.then_some(Event::ApprovalRequested { request: stored.request, remaining: left }))
}

fn closing(tx: &Tx<'_>, approval: &str, device: &str, state: State) -> Result<Option<Event>, StoreError> {
    let Some(stored) = approvals::find(tx, approval)? else { return Ok(None) };
    let decision = match state {
        State::Approved => Some(Decision::Approve),
        State::Denied => Some(Decision::Deny),
        State::Reported => Some(Decision::Report),
        _ => None,
    };
    let by = stored.approval.decided.filter(|(decided, _)| Some(*decided) == decision).map(|(_, by)| by);
    let name = match &by {
        Some(by) => devices::find(tx, by)?.map(|device| device.name),
        None => None,
    };
    let by_this_device = by.as_deref() == Some(device);
    Ok(Some(Event::ApprovalClosed { request: stored.id, state, by: name, by_this_device }))
}

/// Tells the account's phones that its login, or the number or set of its recovery codes, changed.
///
/// # Errors
/// [`StoreError`].
pub fn account_changed(tx: &Tx<'_>, account: &str, codes_voided: bool, now: i64) -> Result<(), StoreError> {
    for device in links::active_of_account(tx, account)?.into_iter().filter_map(|link| link.device) {
        rows::add(tx, &device, &News::Changed { account: account.to_owned(), codes_voided }, now)?;
        tx.wake(Topic::Inbox(device));
    }
    Ok(())
}
