//! An inbox on disk: its effects and its cursor in one transaction, and what follows once they are there.

use std::collections::BTreeMap;

use kauth_protocol::inbox::InboxResponse;
use kauth_protocol::origin::Origin;

use super::actor::Actor;
use super::store::{Batch, Kind};
use crate::approvals::inbox::{self, Change, Known};
use crate::approvals::{self, Effect, Event, Request};
use crate::error::CoreError;
use crate::links::Link;
use crate::recoveries::Recovery;

impl Actor {
    /// Follows a provider's key history; what was learned is part of the batch.
    pub(super) fn follow_history(&mut self, origin: &Origin, history: Option<&[String]>) {
        if let (Some(history), Some(provider)) = (history, self.state.providers.get_mut(origin)) {
            let lineage = provider.record.lineage.follow(origin, history);
            if lineage.pin != provider.record.lineage.pin {
                // Another pin takes other connections.
                provider.peer = None;
            }
            provider.record.lineage = lineage;
        }
    }

    /// Takes a reply in. An error means that it could not be kept: it comes again.
    pub(super) async fn take_inbox(
        &mut self,
        origin: &Origin,
        response: &InboxResponse,
        history: Option<&[String]>,
    ) -> Result<(), CoreError> {
        self.follow_history(origin, history);
        let now = self.now();
        let Some(provider) = self.state.providers.get(origin) else { return Ok(()) };
        let wall_ms = provider.peer.as_ref().map_or(0, |peer| peer.time().now_ms());
        let links: Vec<&Link> = self.state.links_at(origin);
        let sorted = inbox::sort(
            response,
            &Known {
                origin,
                lineage: &provider.record.lineage,
                device: &provider.record.device,
                links: &links,
                requests: &self.state.requests,
                recoveries: &self.state.recoveries,
                unix_s: wall_ms.div_euclid(1000),
                now: &now,
            },
        );
        let mut record = provider.record.clone();
        record.cursor = Some(response.cursor.clone());
        record.time = provider.peer.as_ref().and_then(|peer| peer.time().learned());
        let time_moved = record.time.as_ref().map(|time| time.offset_ms)
            != provider.record.time.as_ref().map(|time| time.offset_ms);
        if sorted.changes.is_empty()
            && record.cursor == provider.record.cursor
            && history.is_none()
            && !time_moved
        {
            self.state.requests_refused += sorted.refused;
            return Ok(());
        }
        let mut batch = Batch::default();
        batch.put(Kind::Provider, origin.as_str(), &record);
        let plan = self.plan(&sorted.changes, &mut batch);
        self.commit(batch).await?;
        self.state.requests_refused += sorted.refused;
        if let Some(provider) = self.state.providers.get_mut(origin) {
            provider.record = record;
        }
        self.apply(plan).await;
        if !sorted.changes.is_empty() || time_moved || sorted.refused > 0 {
            self.touch();
        }
        Ok(())
    }

    /// Puts into the batch what changes, and says what follows once it is on disk.
    fn plan(&self, changes: &[Change], batch: &mut Batch) -> Plan {
        let mut plan = Plan::default();
        for change in changes {
            match change {
                Change::New(request) => {
                    plan.new.push(request.id().to_owned());
                    plan.requests.insert(request.id().to_owned(), ((**request).clone(), vec![]));
                }
                Change::Again { request, remaining_s } => {
                    let Some(mut kept) = plan.latest(request, &self.state.requests) else { continue };
                    if kept.deadline.left_ms(&self.now()).is_none() {
                        kept.deadline = self.now().after(remaining_s.saturating_mul(1000));
                        let effects = plan.requests.remove(request).map(|(_, effects)| effects);
                        plan.requests.insert(request.clone(), (kept, effects.unwrap_or_default()));
                    }
                }
                Change::Closed { request, state, by, by_this_device } => {
                    let event =
                        Event::Closed { state: *state, by: by.clone(), by_this_device: *by_this_device };
                    plan.step(request, event, &self.state.requests);
                }
                Change::Vanished { request } => plan.step(request, Event::Vanished, &self.state.requests),
                Change::Account { link, login, recovery_left, recovery_voided } => {
                    let Some(mut kept) = plan.link(link, &self.state.links) else { continue };
                    kept.login.clone_from(login);
                    kept.recovery_left = *recovery_left;
                    kept.recovery_voided |= *recovery_voided;
                    plan.links.insert(link.clone(), kept);
                }
                Change::Recovery { id, recovery } => {
                    plan.recoveries.insert(id.clone(), Some((**recovery).clone()));
                }
                Change::RecoveryOver { id } => {
                    plan.recoveries.insert(id.clone(), None);
                }
                Change::Removed { link } => plan.removed.push(link.clone()),
            }
        }
        for (id, (request, _)) in &plan.requests {
            batch.put(Kind::Request, id, request);
        }
        for (id, link) in &plan.links {
            batch.put(Kind::Link, id, link);
        }
        for (id, recovery) in &plan.recoveries {
            match recovery {
                Some(recovery) => batch.put(Kind::Recovery, id, recovery),
                None => batch.delete(Kind::Recovery, id),
            }
        }
        plan
    }

    async fn apply(&mut self, plan: Plan) {
        for (id, link) in plan.links {
            self.state.links.insert(id, link);
        }
        for (id, recovery) in plan.recoveries {
            match recovery {
                Some(recovery) => self.state.recoveries.insert(id, recovery),
                None => self.state.recoveries.remove(&id),
            };
        }
        for (id, (request, effects)) in plan.requests {
            self.state.requests.insert(id, request.clone());
            for effect in effects {
                self.carry_out(&request, effect);
            }
        }
        for id in plan.new {
            self.announce(&id);
        }
        self.void_recovery_codes().await;
        for link in plan.removed {
            let _tried_again = self.link_removed(&link).await;
        }
    }
}

/// What follows from an inbox once it is on disk.
#[derive(Default)]
struct Plan {
    requests: BTreeMap<String, (Request, Vec<Effect>)>,
    links: BTreeMap<String, Link>,
    /// None for what is over.
    recoveries: BTreeMap<String, Option<Recovery>>,
    new: Vec<String>,
    removed: Vec<String>,
}

impl Plan {
    fn latest(&self, id: &str, kept: &BTreeMap<String, Request>) -> Option<Request> {
        self.requests.get(id).map(|(request, _)| request).or_else(|| kept.get(id)).cloned()
    }

    fn link(&self, id: &str, kept: &BTreeMap<String, Link>) -> Option<Link> {
        self.links.get(id).or_else(|| kept.get(id)).cloned()
    }

    fn step(&mut self, id: &str, event: Event, kept: &BTreeMap<String, Request>) {
        let Some(request) = self.latest(id, kept) else { return };
        let (request, effects) = approvals::step(request, event);
        let entry = self.requests.entry(id.to_owned()).or_insert_with(|| (request.clone(), vec![]));
        entry.0 = request;
        entry.1.extend(effects);
    }
}
