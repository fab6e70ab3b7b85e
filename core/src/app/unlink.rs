//! The ends of links: by the provider's signed word (E1), by the person (E2), by keys that died (A5); and the
//! acknowledgement that begins one. What ends here is told to the provider until it knows.

use kauth_protocol::origin::Origin;
use kauth_protocol::problem::Code;

use super::actor::{Actor, Message};
use super::nav::Page;
use super::state::{Errand, Notice};
use super::store::{Batch, Kind};
use crate::approvals::inbox::{self, Known};
use crate::approvals::{self, Event};
use crate::deadline::Moment;
use crate::error::{CoreError, ErrorKind};
use crate::links::{Broken, Farewell, Link};
use crate::net::{Credentials, NetError, Peer, Trust, api, backoff};

/// How long a removal can be undone.
const UNDO_MS: u64 = 10_000;

impl Actor {
    /// Deletes what a provider's tombstone names, if it verifies. True if it did.
    pub(super) async fn revoked(
        &mut self,
        origin: &Origin,
        error: &NetError,
        history: Option<&[String]>,
    ) -> bool {
        let tombstone = match error.problem() {
            Some(problem) if problem.code == Code::Revoked => problem.tombstone.clone(),
            _ => None,
        };
        let Some(tombstone) = tombstone else { return false };
        self.follow_history(origin, history);
        let now = self.now();
        let Some(provider) = self.state.providers.get(origin) else { return false };
        let links: Vec<&Link> = self.state.links_at(origin);
        let known = Known {
            origin,
            lineage: &provider.record.lineage,
            device: &provider.record.device,
            links: &links,
            requests: &self.state.requests,
            recoveries: &self.state.recoveries,
            unix_s: 0,
            now: &now,
        };
        let Some(removed) = inbox::removed(&tombstone, &known) else {
            self.state.requests_refused += 1;
            return false;
        };
        let removed: Vec<String> = removed.into_iter().map(|link| link.id.clone()).collect();
        if removed.is_empty() {
            return false;
        }
        for link in removed {
            let _tried_again = self.link_removed(&link).await;
        }
        true
    }

    /// A provider ended a link: the account and its codes go, and the person is told.
    pub(super) async fn link_removed(&mut self, id: &str) -> Result<(), CoreError> {
        let Some(link) = self.state.links.get(id).cloned() else { return Ok(()) };
        let provider = self.state.providers.get(&link.origin).map(|provider| provider.record.name.clone());
        let keys = self.end_link(&link, None).await?;
        self.delete_keys(keys);
        let host = link.origin.host().to_owned();
        let page = Page::LinkRemoved {
            login: link.login.clone(),
            provider: provider.unwrap_or_else(|| host.clone()),
            host,
        };
        self.state.nav.push(page);
        self.touch();
        Ok(())
    }

    /// Ends a link on this phone in one transaction, with what is to be told to the provider. Gives the keys that
    /// nobody needs any more; where there is something to tell they go after it was told.
    async fn end_link(&mut self, link: &Link, farewell: Option<Farewell>) -> Result<Vec<String>, CoreError> {
        let mut batch = Batch::default();
        batch.delete(Kind::Link, &link.id);
        batch.delete(Kind::Account, &link.entry);
        let recoveries = self.state.recoveries.iter().filter(|(_, recovery)| recovery.link == link.id);
        let recoveries: Vec<String> = recoveries.map(|(id, _)| id.clone()).collect();
        for id in &recoveries {
            batch.delete(Kind::Recovery, id);
        }
        let mut ended = Vec::new();
        for request in self.state.requests.values() {
            if request.origin() == &link.origin && request.identity.sub == link.account && request.is_open() {
                let closed = Event::Closed {
                    state: kauth_protocol::approvals::State::Cancelled,
                    by: None,
                    by_this_device: false,
                };
                let (request, effects) = approvals::step(request.clone(), closed);
                batch.put(Kind::Request, request.id(), &request);
                ended.push((request, effects));
            }
        }
        let others = self.state.links_at(&link.origin);
        let last = !others.iter().any(|other| other.id != link.id);
        let last_live = self.state.providers.get(&link.origin).is_some_and(|provider| {
            !others.iter().any(|other| other.id != link.id && other.device == provider.record.device)
        });
        let mut keys = Vec::new();
        let mut broken = None;
        if let Some(provider) = self.state.providers.get(&link.origin) {
            if last_live {
                keys = vec![provider.record.transport.id.clone(), provider.record.approval.id.clone()];
            }
            if last {
                batch.delete(Kind::Provider, link.origin.as_str());
            } else if last_live {
                // Only links of an earlier device are left: their codes stay, calls do not.
                let mut record = provider.record.clone();
                record.broken = Some(Broken::TransportKeyGone);
                batch.put(Kind::Provider, link.origin.as_str(), &record);
                broken = Some(record);
            }
        }
        let farewell = farewell.map(|mut farewell| {
            farewell.keys_to_delete = std::mem::take(&mut keys);
            farewell
        });
        if let Some(farewell) = &farewell {
            batch.put(Kind::Farewell, &farewell.link, farewell);
        }
        self.commit(batch).await?;
        self.state.links.remove(&link.id);
        for id in recoveries {
            self.state.recoveries.remove(&id);
        }
        if let Some(person) = &mut self.state.person {
            person.remove(&link.entry);
        }
        for (request, effects) in ended {
            self.state.requests.insert(request.id().to_owned(), request.clone());
            for effect in effects {
                self.carry_out(&request, effect);
            }
        }
        if last {
            if let Some(provider) = self.state.providers.remove(&link.origin)
                && let Some(running) = provider.poll.running
            {
                running.abort();
            }
            self.refreshed(&link.origin, None);
        } else if let (Some(record), Some(provider)) = (broken, self.state.providers.get_mut(&link.origin)) {
            provider.record = record;
        }
        self.state.agenda.remove(&Errand::Acknowledge(link.id.clone()));
        self.leave_pages(&link.entry, Some(&link.origin).filter(|_| last));
        if let Some(farewell) = farewell {
            let id = farewell.link.clone();
            self.state.farewells.insert(id.clone(), farewell);
            self.say_farewell(&id);
        }
        self.touch();
        Ok(keys)
    }

    fn leave_pages(&mut self, entry: &str, origin: Option<&Origin>) {
        self.state.nav.leave(|page| match page {
            Page::Account { entry: of }
            | Page::Remove { entry: of }
            | Page::RecoveryCodes { entry: of, .. } => of == entry,
            Page::LinkAgain { origin: of } => Some(of) == origin,
            _ => false,
        });
    }

    /// Removes keys that nobody needs; one that cannot be removed now is found at the next start.
    pub(super) fn delete_keys(&self, keys: Vec<String>) {
        let store = self.platform.keys.clone();
        if !keys.is_empty() {
            tokio::task::spawn_blocking(move || {
                for key in keys {
                    let _found_at_next_start = store.delete(&key);
                }
            });
        }
    }

    /// A key of this phone died: what still works goes on (A5).
    pub(super) async fn break_provider(&mut self, origin: &Origin, broken: Broken) {
        let Some(provider) = self.state.providers.get(origin) else { return };
        if provider.record.broken == Some(broken) || provider.record.broken == Some(Broken::TransportKeyGone)
        {
            return;
        }
        let mut record = provider.record.clone();
        record.broken = Some(broken);
        let mut batch = Batch::default();
        batch.put(Kind::Provider, origin.as_str(), &record);
        // If it cannot be kept it is found again: the key stays dead.
        let _found_again = self.commit(batch).await;
        if let Some(provider) = self.state.providers.get_mut(origin) {
            provider.record = record;
            provider.poll.retry_at = None;
        }
        self.state.nav.push(Page::LinkAgain { origin: origin.clone() });
        self.touch();
    }

    // ---- by the person ----------------------------------------------------------------------------------------

    /// Removes an account; for ten seconds it can be had back.
    pub(super) async fn delete(&mut self, entry: &str) -> Result<(), CoreError> {
        self.undo_is_over().await?;
        let mut account = self.account(entry)?.clone();
        let ends = self.now().after(UNDO_MS);
        account.removed = Some(ends.clone());
        let mut batch = Batch::default();
        batch.put(Kind::Account, entry, &account);
        self.commit(batch).await?;
        let text = self.state.texts().snackbar_removed(account.shown_name());
        if let Some(person) = &mut self.state.person {
            person.insert(account, 0);
        }
        self.state.notice = Some(Notice { text, ends, undo: Some(entry.to_owned()) });
        self.leave_pages(entry, None);
        Ok(())
    }

    /// A second removal ends the first one's time.
    async fn undo_is_over(&mut self) -> Result<(), CoreError> {
        let before = self.state.notice.as_ref().and_then(|notice| notice.undo.clone());
        match before {
            Some(entry) => self.remove_for_good(&entry).await,
            None => Ok(()),
        }
    }

    /// Takes the last removal back.
    pub(super) async fn undo(&mut self) -> Result<(), CoreError> {
        let entry = self.state.notice.as_ref().and_then(|notice| notice.undo.clone());
        let entry = entry.ok_or_else(|| self.error(ErrorKind::NothingToDo))?;
        let person = self.state.person.as_ref().ok_or_else(|| self.error(ErrorKind::Locked))?;
        let account = person.accounts.get(&entry).cloned();
        let mut account = account.ok_or_else(|| self.error(ErrorKind::NothingToDo))?;
        account.removed = None;
        let mut batch = Batch::default();
        batch.put(Kind::Account, &entry, &account);
        self.commit(batch).await?;
        let offset_ms = self.state.offset_ms(account.link.as_deref());
        if let Some(person) = &mut self.state.person {
            person.insert(account, offset_ms);
        }
        self.state.notice = None;
        Ok(())
    }

    /// Removes for good what can no longer be had back.
    pub(super) async fn purge_removed(&mut self, now: &Moment) {
        let accounts = self.state.person.iter().flat_map(|person| person.accounts.values());
        let over = accounts.filter(|account| {
            account.removed.as_ref().is_some_and(|removed| removed.left_ms(now).unwrap_or(0) == 0)
        });
        let over: Vec<String> = over.map(|account| account.id.clone()).collect();
        for entry in over {
            if self.remove_for_good(&entry).await.is_err()
                && let Some(person) = &mut self.state.person
                && let Some(account) = person.accounts.get_mut(&entry)
            {
                // It could not be written: again in a while.
                account.removed = Some(now.after(UNDO_MS));
            }
        }
    }

    /// Ends the time in which removals can be undone: the process ends, or the app is locked.
    pub(super) async fn purge_all_removed(&mut self) {
        let accounts = self.state.person.iter().flat_map(|person| person.accounts.values());
        let removed = accounts.filter(|account| account.removed.is_some());
        let removed: Vec<String> = removed.map(|account| account.id.clone()).collect();
        for entry in removed {
            let _tried_at_next_start = self.remove_for_good(&entry).await;
        }
    }

    async fn remove_for_good(&mut self, entry: &str) -> Result<(), CoreError> {
        let link = self
            .state
            .person
            .as_ref()
            .and_then(|person| person.accounts.get(entry))
            .and_then(|account| account.link.clone())
            .and_then(|link| self.state.links.get(&link).cloned());
        match link {
            Some(link) => {
                let farewell = self.farewell(&link);
                let keys = self.end_link(&link, farewell).await?;
                self.delete_keys(keys);
            }
            None => {
                let mut batch = Batch::default();
                batch.delete(Kind::Account, entry);
                self.commit(batch).await?;
                if let Some(person) = &mut self.state.person {
                    person.remove(entry);
                }
            }
        }
        if self.state.notice.as_ref().is_some_and(|notice| notice.undo.as_deref() == Some(entry)) {
            self.state.notice = None;
        }
        self.touch();
        Ok(())
    }

    /// What is to be told to the provider of a link that ends here; none if this phone cannot tell it.
    pub(super) fn farewell(&self, link: &Link) -> Option<Farewell> {
        let provider = &self.state.providers.get(&link.origin)?.record;
        if !provider.reachable() || link.device != provider.device {
            return None;
        }
        Some(Farewell {
            link: link.id.clone(),
            origin: link.origin.clone(),
            pin: provider.lineage.pin.clone(),
            access_token: provider.access_token.clone(),
            transport: provider.transport.clone(),
            keys_to_delete: vec![],
        })
    }

    pub(super) fn say_farewell(&mut self, link: &str) {
        let Some(farewell) = self.state.farewells.get(link).cloned() else { return };
        let peer = Peer::new(
            farewell.origin.clone(),
            &Trust::of_pin(farewell.pin.as_deref()),
            self.platform.clock.clone(),
            None,
            self.net_config(),
        );
        let Ok(peer) = peer else { return };
        if !self.state.farewells_under_way.insert(link.to_owned()) {
            return;
        }
        let (signer, messages) = (self.signer.clone(), self.messages.clone());
        tokio::spawn(async move {
            let credentials = Credentials {
                key: farewell.transport.id.clone(),
                jwk: farewell.transport.jwk.clone(),
                token: Some(farewell.access_token.clone()),
            };
            let outcome = api::remove_link(&signer, &peer, &credentials, &farewell.link).await;
            let link = farewell.link.clone();
            let _stopped = messages.send(Message::FarewellSaid { link, outcome });
        });
    }

    pub(super) async fn farewell_said(&mut self, link: &str, outcome: Result<(), NetError>) {
        self.farewell_taken(link, &outcome).await;
        self.state.farewells_under_way.remove(link);
        self.settle_refresh(outcome.as_ref().err());
    }

    async fn farewell_taken(&mut self, link: &str, outcome: &Result<(), NetError>) {
        let errand = Errand::Farewell(link.to_owned());
        if let Err(error) = outcome
            && (error.is_passing() || *error == NetError::KeyStore)
        {
            return self.errand_failed(errand, error.retry_after_s());
        }
        // Said, or the provider does not know this phone any more, or the key that would say it is gone.
        let Some(farewell) = self.state.farewells.get(link).cloned() else { return };
        let mut batch = Batch::default();
        batch.delete(Kind::Farewell, link);
        if self.commit(batch).await.is_err() {
            return self.errand_failed(errand, None);
        }
        self.state.failures.remove(&errand);
        self.delete_keys(farewell.keys_to_delete.clone());
        self.state.farewells.remove(link);
    }

    /// An errand did not succeed: again after a growing wait.
    pub(super) fn errand_failed(&mut self, errand: Errand, retry_after_s: Option<u32>) {
        let failures = self.state.failures.entry(errand.clone()).or_default();
        *failures = failures.saturating_add(1);
        let failures = *failures;
        let delay = backoff::delay_ms(failures, retry_after_s, self.random());
        self.later(errand, delay);
    }
}
