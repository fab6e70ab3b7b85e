//! Asking providers for news: one long poll each in the foreground, once on a wake-up or a refresh, with growing waits
//! after errors. A reply's effects and its cursor are written in one transaction.

use kauth_protocol::discovery::KeyLineage;
use kauth_protocol::inbox::InboxResponse;
use kauth_protocol::jws;
use kauth_protocol::origin::Origin;
use kauth_protocol::problem::Code;

use super::actor::{Actor, Message};
use super::handle::Reply;
use super::state::{Errand, Refreshed, WaitFor};
use crate::approvals::inbox;
use crate::error::{CoreError, ErrorKind};
use crate::links::Broken;
use crate::net::{NetConfig, NetError, Peer, api, backoff};

/// How one poll went.
pub(super) struct Polled {
    pub origin: Origin,
    pub generation: u64,
    pub result: Result<InboxResponse, NetError>,
    /// The provider's key history, fetched where something is signed by a key that is not known yet.
    pub history: Option<Vec<String>>,
}

/// Fetches the key history where a refusal carries a tombstone under an unknown key.
pub(super) async fn history_for<T>(
    peer: &Peer,
    lineage: &KeyLineage,
    result: &Result<T, NetError>,
) -> Option<Vec<String>> {
    let tombstone = result.as_ref().err()?.problem()?.tombstone.as_deref()?;
    let kid = jws::kid(tombstone).ok()?;
    if lineage.find(&kid).is_some() {
        return None;
    }
    api::discover(peer).await.ok().map(|found| found.key_history)
}

impl Actor {
    pub(super) fn net_config(&self) -> NetConfig {
        NetConfig { loopback_http: self.config.shell.loopback_http, timeouts: self.config.timeouts }
    }

    /// Makes a provider reachable, if it is not yet.
    pub(super) fn connect(&mut self, origin: &Origin) {
        let config = self.net_config();
        let clock = self.platform.clock.clone();
        let Some(provider) = self.state.providers.get_mut(origin) else { return };
        if provider.peer.is_none() {
            let record = &provider.record;
            match Peer::new(origin.clone(), &record.trust(), clock, record.time.clone(), config) {
                Ok(peer) => provider.peer = Some(peer),
                Err(error) => provider.poll.problem = Some(error),
            }
        }
    }

    /// Starts every poll that is due.
    pub(super) fn poll_all(&mut self) {
        let origins: Vec<Origin> = self.state.providers.keys().cloned().collect();
        for origin in origins {
            self.poll(&origin, false);
        }
    }

    /// Polls one provider, if it is due. `at_once` ends a running poll and asks without waiting for news.
    pub(super) fn poll(&mut self, origin: &Origin, at_once: bool) {
        let now = self.now().ms;
        let listening = self.listens();
        self.connect(origin);
        let wait_s = self.config.timeouts.wait_s;
        let Some(provider) = self.state.providers.get_mut(origin) else { return };
        let poll = &mut provider.poll;
        let due = listening && poll.running.is_none() && poll.retry_at.is_none_or(|at| at <= now);
        if !(at_once || due) || !provider.record.reachable() {
            if !listening {
                // Nobody polls in the background: nothing is due then.
                poll.retry_at = None;
            }
            return;
        }
        let Some(peer) = provider.peer.clone() else { return };
        if let Some(running) = poll.running.take() {
            running.abort();
        }
        poll.generation += 1;
        poll.retry_at = None;
        poll.at_once = at_once;
        let generation = poll.generation;
        let credentials = provider.record.credentials();
        let cursor = provider.record.cursor.clone();
        let lineage = provider.record.lineage.clone();
        // After trouble an answer at once says that it is over; waiting for news would hide it.
        let wait_s = (!at_once && poll.problem.is_none() && cursor.is_some()).then_some(wait_s);
        let (signer, messages, origin) = (self.signer.clone(), self.messages.clone(), origin.clone());
        let task = tokio::spawn(async move {
            let result = api::inbox(&signer, &peer, &credentials, cursor.as_deref(), wait_s).await;
            let history = match &result {
                Ok(response) if inbox::names_unknown_key(response, &lineage) => {
                    api::discover(&peer).await.ok().map(|found| found.key_history)
                }
                Ok(_) => None,
                Err(_) => history_for(&peer, &lineage, &result).await,
            };
            let polled = Polled { origin, generation, result, history };
            let _stopped = messages.send(Message::Polled(Box::new(polled)));
        });
        poll.running = Some(task.abort_handle());
    }

    /// Asks all providers now, that of the check among them; the command is answered when each has answered or failed.
    pub(super) fn refresh(&mut self, reply: Reply) {
        let origins: Vec<Origin> = self
            .state
            .providers
            .iter()
            .filter(|(_, provider)| provider.record.reachable())
            .map(|(origin, _)| origin.clone())
            .collect();
        let farewells: Vec<String> = self.state.farewells.keys().cloned().collect();
        self.wait(WaitFor::Refresh, reply);
        for link in farewells {
            self.say_farewell(&link);
        }
        for origin in origins {
            self.state.refreshing.insert(origin.clone());
            self.poll(&origin, true);
            let started = self.state.providers.get(&origin).is_some_and(|p| p.poll.running.is_some());
            if !started {
                self.refreshed(&origin, Some(&NetError::PlainHttp));
            }
        }
        self.refresh_check();
        self.settle_refresh(None);
        self.touch();
    }

    /// Every long poll ends; nothing is asked in the background.
    pub(super) fn stop_polling(&mut self) {
        for provider in self.state.providers.values_mut() {
            if !provider.poll.at_once
                && let Some(running) = provider.poll.running.take()
            {
                running.abort();
                provider.poll.generation += 1;
            }
            provider.poll.retry_at = None;
        }
    }

    /// The network is another: waits are cut short.
    pub(super) fn poll_anew(&mut self) {
        for provider in self.state.providers.values_mut() {
            provider.poll.retry_at = None;
            provider.poll.failures = 0;
            if let Some(running) = provider.poll.running.take() {
                running.abort();
                provider.poll.generation += 1;
            }
        }
        let now = self.now().ms;
        for (errand, at) in &mut self.state.agenda {
            if *errand != Errand::LockUp {
                *at = now;
            }
        }
        if self.listens() {
            self.poll_all();
        }
        let refreshing: Vec<Origin> = self.state.refreshing.iter().cloned().collect();
        for origin in refreshing {
            self.poll(&origin, true);
        }
    }

    pub(super) async fn polled(&mut self, polled: Polled) {
        let Polled { origin, generation, result, history } = polled;
        let Some(provider) = self.state.providers.get_mut(&origin) else {
            return self.refreshed(&origin, None);
        };
        if provider.poll.generation != generation {
            return;
        }
        provider.poll.running = None;
        let outcome = match &result {
            Ok(response) => match self.take_inbox(&origin, response, history.as_deref()).await {
                Ok(()) => {
                    self.state.storage_problem = None;
                    None
                }
                Err(error) => {
                    self.state.storage_problem = Some(error.kind);
                    self.touch();
                    self.back_off(&origin, None);
                    self.refreshed(&origin, None);
                    return;
                }
            },
            Err(error) => Some(error.clone()),
        };
        match &outcome {
            None => {
                if let Some(provider) = self.state.providers.get_mut(&origin) {
                    provider.poll.failures = 0;
                    if provider.poll.problem.take().is_some() {
                        self.touch();
                    }
                }
            }
            Some(error) => self.poll_failed(&origin, error, history.as_deref()).await,
        }
        self.refreshed(&origin, outcome.as_ref());
        if self.listens() {
            self.poll(&origin, false);
        }
    }

    async fn poll_failed(&mut self, origin: &Origin, error: &NetError, history: Option<&[String]>) {
        if self.revoked(origin, error, history).await {
            return;
        }
        if matches!(error, NetError::KeyGone) {
            return self.break_provider(origin, Broken::TransportKeyGone).await;
        }
        self.back_off(origin, error.retry_after_s());
        if let Some(provider) = self.state.providers.get_mut(origin)
            && provider.poll.problem.as_ref() != Some(error)
        {
            provider.poll.problem = Some(error.clone());
            self.touch();
        }
    }

    fn back_off(&mut self, origin: &Origin, retry_after_s: Option<u32>) {
        let random = self.random();
        let now = self.now().ms;
        let listening = self.listens();
        let Some(provider) = self.state.providers.get_mut(origin) else { return };
        provider.poll.failures = provider.poll.failures.saturating_add(1);
        let delay = backoff::delay_ms(provider.poll.failures, retry_after_s, random);
        provider.poll.retry_at = listening.then(|| now.saturating_add(delay));
    }

    /// One provider of a refresh has answered, or failed.
    pub(super) fn refreshed(&mut self, origin: &Origin, error: Option<&NetError>) {
        if !self.state.refreshing.remove(origin) {
            return;
        }
        self.touch();
        let failed = error.is_some();
        let unix_s = self.platform.clock.wall_ms().div_euclid(1000);
        let before = self.state.refreshed.take().and_then(|refreshed| refreshed.unreached);
        let unreached = if failed {
            Some(origin.host().to_owned())
        } else {
            before.filter(|_| !self.state.refreshing.is_empty())
        };
        self.state.refreshed = Some(Refreshed { unix_s, unreached });
        self.settle_refresh(error);
    }

    /// Answers a refresh once every provider, those of farewells included, has answered or failed.
    pub(super) fn settle_refresh(&mut self, error: Option<&NetError>) {
        let asks = self.state.checking.is_refreshing || !self.state.refreshing.is_empty();
        if asks || !self.state.farewells_under_way.is_empty() {
            return;
        }
        let reached_one = self.state.providers.values().any(|provider| provider.poll.problem.is_none());
        let result = match error {
            Some(error) if !reached_one => Err(self.net_error(error)),
            _ => Ok(()),
        };
        self.settle_waiters(&WaitFor::Refresh, &result);
    }

    /// What a failed call is in a person's words, where nothing more special is known.
    pub(super) fn net_error(&self, error: &NetError) -> CoreError {
        self.error(kind_of(error)).after(error.retry_after_s())
    }
}

/// What a failed call is, where nothing more special is known.
pub(super) fn kind_of(error: &NetError) -> ErrorKind {
    match error {
        NetError::PlainHttp => ErrorKind::PlainHttp,
        NetError::Offline => ErrorKind::Offline,
        NetError::TimedOut => ErrorKind::TimedOut,
        NetError::Certificate => ErrorKind::Certificate,
        NetError::BadAnswer(_) => ErrorKind::BadAnswer,
        NetError::KeyGone => ErrorKind::LinkAgain,
        NetError::KeyStore => ErrorKind::KeyStore,
        NetError::Refused { status, .. } => match (error.code(), status) {
            (Some(Code::LinkVoid), _) => ErrorKind::LinkVoid,
            (Some(Code::LinkExpired), _) => ErrorKind::LinkExpired,
            (Some(Code::TooManyLinks), _) => ErrorKind::LinkLimit,
            (Some(Code::Revoked), _) => ErrorKind::LinkGone,
            (Some(Code::CheckVoid), _) => ErrorKind::CheckVoid,
            (Some(Code::CheckOver), _) => ErrorKind::CheckOver,
            (Some(Code::NumberRefused), _) => ErrorKind::NumberRefused,
            (Some(Code::LocationRequired), _) => ErrorKind::LocationRequired,
            (Some(Code::WrongDigits), _) => ErrorKind::DigitsWrong,
            (_, 429) => ErrorKind::TooMany,
            (_, 500..) => ErrorKind::ProviderDown,
            _ => ErrorKind::ProviderRefused,
        },
    }
}
