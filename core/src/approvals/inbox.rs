//! From what a provider's inbox says to what changes on the phone. Pure: verifying and sorting out happen here, writing
//! and showing elsewhere. What does not verify changes nothing and is counted.

use std::collections::{BTreeMap, BTreeSet};

use kauth_protocol::approvals::{self, OpenedRequest, State};
use kauth_protocol::discovery::KeyLineage;
use kauth_protocol::display::{self, MAX_LABEL};
use kauth_protocol::inbox::{Event, InboxResponse, RecoveryState};
use kauth_protocol::jws;
use kauth_protocol::origin::Origin;
use kauth_protocol::tombstone::Tombstone;

use super::record::{Phase, Request};
use crate::deadline::Moment;
use crate::links::Link;
use crate::recoveries::{self, Recovery, Told};

/// One thing that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Somebody asks.
    New(Box<Request>),
    /// A request that is known has so many seconds left; after a reboot that is news.
    Again { request: String, remaining_s: u64 },
    /// A request has ended, or was answered.
    Closed { request: String, state: State, by: Option<String>, by_this_device: bool },
    /// A request is not among what is open any more.
    Vanished { request: String },
    /// What is known of an account has changed.
    Account { link: String, login: String, recovery_left: u32, recovery_voided: bool },
    /// A recovery of an account is told of, or stands otherwise.
    Recovery { id: String, recovery: Box<Recovery> },
    /// It is not told any more.
    RecoveryOver { id: String },
    /// A link ended, by the provider's signed word.
    Removed { link: String },
}

/// Everything that changes, and how much was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sorted {
    pub changes: Vec<Change>,
    /// Requests and tombstones that did not verify, and pages that are not the provider's.
    pub refused: u32,
}

/// What the phone knows of the provider whose inbox it is.
pub(crate) struct Known<'a> {
    pub origin: &'a Origin,
    pub lineage: &'a KeyLineage,
    pub device: &'a str,
    /// The provider's links.
    pub links: &'a [&'a Link],
    /// Every request of the provider that is kept.
    pub requests: &'a BTreeMap<String, Request>,
    /// Every recovery that is kept.
    pub recoveries: &'a BTreeMap<String, Recovery>,
    /// Unix seconds, as the provider has them.
    pub unix_s: i64,
    pub now: &'a Moment,
}

impl Known<'_> {
    fn link(&self, account: &str) -> Option<&Link> {
        self.links.iter().copied().find(|link| link.account == account && link.device == self.device)
    }

    fn key_of(&self, compact: &str) -> Option<&kauth_protocol::jwk::PublicJwk> {
        self.lineage.find(&jws::kid(compact).ok()?)
    }
}

/// Whether something in there is signed by a key that the lineage does not hold: then the key's history is worth a look.
pub(crate) fn names_unknown_key(response: &InboxResponse, lineage: &KeyLineage) -> bool {
    response.events.iter().any(|event| {
        let compact = match event {
            Event::ApprovalRequested { request, .. } => request,
            Event::AccountRemoved { tombstone, .. } => tombstone,
            _ => return false,
        };
        jws::kid(compact).is_ok_and(|kid| lineage.find(&kid).is_none())
    })
}

/// Sorts out a reply.
pub(crate) fn sort(response: &InboxResponse, known: &Known<'_>) -> Sorted {
    let mut sorted = Sorted::default();
    let mut open = BTreeSet::new();
    for event in &response.events {
        match event {
            Event::ApprovalRequested { request, remaining } => match requested(request, *remaining, known) {
                Ok(Some(change)) => {
                    let id = match &change {
                        Change::New(new) => new.id().to_owned(),
                        Change::Again { request, .. } => request.clone(),
                        _ => continue,
                    };
                    if open.insert(id) {
                        sorted.changes.push(change);
                    }
                }
                Ok(None) => {}
                Err(Refused) => sorted.refused += 1,
            },
            Event::ApprovalClosed { request, state, by, by_this_device } => {
                let by = by.as_deref().map(|name| display::sanitise(name, MAX_LABEL));
                sorted.changes.push(Change::Closed {
                    request: request.clone(),
                    state: *state,
                    by: by.filter(|name| !name.is_empty()),
                    by_this_device: *by_this_device,
                });
            }
            Event::AccountChanged { account, login, recovery_codes_left, recovery_codes_voided } => {
                if let Some(link) = known.link(account) {
                    sorted.changes.push(Change::Account {
                        link: link.id.clone(),
                        login: display::sanitise(login, MAX_LABEL),
                        recovery_left: *recovery_codes_left,
                        recovery_voided: *recovery_codes_voided,
                    });
                }
            }
            Event::AccountRemoved { account, tombstone } => match removed(tombstone, known) {
                Some(links) if links.is_empty() => {}
                Some(links) if links.iter().all(|link| link.account == *account) => {
                    sorted.changes.extend(links.iter().map(|link| Change::Removed { link: link.id.clone() }));
                }
                _ => sorted.refused += 1,
            },
            Event::RecoveryChanged { account, recovery, state, counts_in, remaining, stop } => {
                let told = Told {
                    recovery,
                    state: *state,
                    counts_in_s: *counts_in,
                    remaining_s: *remaining,
                    stop: stop.as_deref(),
                };
                recovery_changed(account, &told, known, &mut sorted);
            }
            _ => {}
        }
    }
    if response.snapshot {
        let told: BTreeSet<&str> = sorted
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Recovery { id, .. } => Some(id.as_str()),
                _ => None,
            })
            .collect();
        let own = |recovery: &Recovery| known.links.iter().any(|link| link.id == recovery.link);
        let gone = known.recoveries.iter().filter(|(id, kept)| own(kept) && !told.contains(id.as_str()));
        let gone: Vec<Change> = gone.map(|(id, _)| Change::RecoveryOver { id: id.clone() }).collect();
        sorted.changes.extend(gone);

        let gone = known.requests.values().filter(|request| {
            request.origin() == known.origin && request.is_open() && !open.contains(request.id())
        });
        let closed: BTreeSet<&str> = sorted
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Closed { request, .. } => Some(request.as_str()),
                _ => None,
            })
            .collect();
        let gone: Vec<Change> = gone
            .filter(|request| !closed.contains(request.id()))
            .map(|request| Change::Vanished { request: request.id().to_owned() })
            .collect();
        sorted.changes.extend(gone);
    }
    sorted
}

/// A recovery of an account that is linked here. Of a state that a newer server tells nothing is known, and nothing changes.
fn recovery_changed(account: &str, told: &Told<'_>, known: &Known<'_>, sorted: &mut Sorted) {
    let Some(link) = known.link(account) else { return };
    let Some(id) = recoveries::id(&link.id, told.recovery) else {
        sorted.refused += 1;
        return;
    };
    let over = told.state == RecoveryState::Over || told.remaining_s == 0;
    if told.state == RecoveryState::Unknown {
        return;
    }
    if over {
        sorted.changes.push(Change::RecoveryOver { id });
        return;
    }
    // Earlier events of the same reply count as well.
    let before = sorted.changes.iter().rev().find_map(|change| match change {
        Change::Recovery { id: earlier, recovery } if *earlier == id => Some(&**recovery),
        _ => None,
    });
    let before = before.or_else(|| known.recoveries.get(&id));
    let taken = Recovery::take(before, &link.id, known.origin, told, (known.unix_s, known.now));
    let foreign = told.stop.is_some() && taken.stop.is_none();
    sorted.refused += u32::from(foreign);
    sorted.changes.push(Change::Recovery { id, recovery: Box::new(taken) });
}

/// The links that a tombstone ends: one account's, or all of the device. None if it does not verify.
pub(crate) fn removed<'a>(tombstone: &str, known: &Known<'a>) -> Option<Vec<&'a Link>> {
    let key = known.key_of(tombstone)?;
    let tombstone = Tombstone::open(tombstone, known.origin, known.device, key).ok()?;
    let links = known.links.iter().copied().filter(|link| link.device == known.device);
    Some(match tombstone.account {
        Some(account) => links.filter(|link| link.account == account).collect(),
        None => links.collect(),
    })
}

/// A request that is never shown.
struct Refused;

fn requested(compact: &str, remaining_s: u64, known: &Known<'_>) -> Result<Option<Change>, Refused> {
    let key = known.key_of(compact).ok_or(Refused)?;
    let opened = approvals::open_request(compact, known.origin, key).map_err(|_| Refused)?;
    let identity = match &opened {
        OpenedRequest::Known(request) => request.identity(),
        OpenedRequest::UpdateNeeded(identity) => identity.clone(),
    };
    let link = known.link(&identity.sub).ok_or(Refused)?;
    if remaining_s == 0 || remaining_s > identity.lifetime {
        return Err(Refused);
    }
    match known.requests.get(&identity.jti) {
        None => {
            let deadline = known.now.after(remaining_s.saturating_mul(1000));
            let request =
                Request::new(opened, link.login.clone(), compact.to_owned(), deadline, known.unix_s);
            Ok(Some(Change::New(Box::new(request))))
        }
        // Another text under a known id.
        Some(kept) if kept.compact != compact => Err(Refused),
        // At least once: finished ones stay finished.
        Some(kept) if matches!(kept.phase, Phase::Ended(_)) => Ok(None),
        Some(_) => Ok(Some(Change::Again { request: identity.jti, remaining_s })),
    }
}

#[cfg(test)]
#[path = "inbox_tests.rs"]
mod tests;
