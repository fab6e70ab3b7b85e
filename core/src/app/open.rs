//! Opening: read what is on disk, remove what nobody owns, go on with what was under way.

use std::collections::BTreeSet;

use kauth_protocol::origin::Origin;
use kauth_texts::{Language, Texts};
use tokio::sync::mpsc;

use super::actor::{Actor, Message};
use super::config::{AppConfig, Platform};
use super::linking::JOURNAL;
use super::nav::Page;
use super::state::{Connected, Errand, Poll, Settings, State};
use super::store::{Batch, Kind, SETTINGS, Store};
use crate::approvals::{Event, Phase, Request};
use crate::error::CoreError;
use crate::links::{Broken, Farewell, Link, Linking, PendingLink, PendingSignIn, Provider, Stage};
use crate::recoveries::Recovery;
use crate::vault::LockState;

impl Actor {
    pub(super) async fn open(
        config: AppConfig,
        platform: Platform,
        messages: mpsc::UnboundedSender<Message>,
    ) -> Result<Self, CoreError> {
        let language = config.language.as_deref().and_then(Language::from_tag);
        let language = language.unwrap_or_else(|| Language::negotiate(&config.languages));
        let texts = Texts::of(language);
        let store = Store::open(&config, &platform).await.map_err(|failure| failure.error(texts))?;
        let state = State::new(language, config.utc_offset_minutes);
        let mut actor = Self::new(config, platform, store, state, messages);
        match actor.read().await {
            Ok(()) => Ok(actor),
            Err(error) => {
                actor.store.close().await;
                Err(error)
            }
        }
    }

    async fn read(&mut self) -> Result<(), CoreError> {
        let settings: Vec<(String, Settings)> = self.load(Kind::Setting).await?;
        if let Some((_, settings)) = settings.into_iter().find(|(id, _)| id == SETTINGS) {
            self.state.settings = settings;
        }
        self.choose_language();
        for (_, record) in self.load::<Provider>(Kind::Provider).await? {
            let origin = record.origin.clone();
            self.state.providers.insert(origin, Connected { record, peer: None, poll: Poll::default() });
        }
        self.state.links = self.load::<Link>(Kind::Link).await?.into_iter().collect();
        self.state.requests = self.load::<Request>(Kind::Request).await?.into_iter().collect();
        self.state.recoveries = self.load::<Recovery>(Kind::Recovery).await?.into_iter().collect();
        self.remember_notified_recoveries();
        self.state.farewells = self.load::<Farewell>(Kind::Farewell).await?.into_iter().collect();
        self.fetch_anew_after_reboot();
        let lock = self.store.lock_state().await.map_err(|failure| failure.error(self.state.texts()))?;
        self.state.has_passphrase = lock != LockState::None;
        let pending = self.load::<PendingLink>(Kind::PendingLink).await?.pop();
        let sign_in = self.load::<PendingSignIn>(Kind::PendingSignIn).await?.pop();
        self.read_check().await?;
        self.resume_linking(pending.map(|(_, record)| record), sign_in.map(|(_, record)| record)).await?;
        if lock != LockState::Locked {
            self.load_person().await?;
        }
        self.sweep_keys().await;
        Ok(())
    }

    /// Nobody knows how long a request of an earlier boot, or what is told of a recovery, still counts: the inbox is read
    /// from the beginning.
    fn fetch_anew_after_reboot(&mut self) {
        let now = self.now();
        let unknown = self.state.requests.values();
        let unknown = unknown.filter(|request| request.is_open() && request.deadline.left_ms(&now).is_none());
        let mut origins: BTreeSet<Origin> = unknown.map(|request| request.origin().clone()).collect();
        let unknown = self.state.recoveries.values();
        let unknown = unknown.filter(|recovery| recovery.ends.left_ms(&now).is_none());
        let links = unknown.filter_map(|recovery| self.state.links.get(&recovery.link));
        origins.extend(links.map(|link| link.origin.clone()));
        for origin in origins {
            if let Some(provider) = self.state.providers.get_mut(&origin) {
                provider.record.cursor = None;
            }
        }
    }

    async fn resume_linking(
        &mut self,
        pending: Option<PendingLink>,
        sign_in: Option<PendingSignIn>,
    ) -> Result<(), CoreError> {
        let now = self.now();
        if let Some(pending) = pending {
            let PendingLink { link, code, deadline, draft } = pending;
            self.state.linking =
                Some(Linking { draft, stage: Stage::Waiting { link, code, deadline, failures: 0 } });
        } else if let Some(sign_in) = sign_in {
            if sign_in.deadline.left_ms(&now).unwrap_or(0) == 0 {
                // Its keys are nobody's now, and are swept.
                let mut batch = Batch::default();
                batch.delete(Kind::PendingSignIn, JOURNAL);
                return self.commit(batch).await;
            }
            self.state.linking =
                Some(Linking { draft: sign_in.draft, stage: Stage::Browsing(sign_in.sign_in) });
        } else {
            return Ok(());
        }
        self.state.linking_id = self.state.id();
        self.state.nav.go(Page::Linking);
        Ok(())
    }

    /// Deletes keys that no record names (a kill between making and keeping them), and notices keys that died.
    async fn sweep_keys(&mut self) {
        let mut owned: BTreeSet<String> = BTreeSet::new();
        let mut providers = Vec::new();
        for (origin, provider) in &self.state.providers {
            let record = &provider.record;
            owned.extend([record.transport.id.clone(), record.approval.id.clone()]);
            providers.push((origin.clone(), record.transport.id.clone(), record.approval.id.clone()));
        }
        owned.extend(self.check_key());
        for farewell in self.state.farewells.values() {
            owned.insert(farewell.transport.id.clone());
            owned.extend(farewell.keys_to_delete.iter().cloned());
        }
        if let Some(Linking { draft, .. }) = &self.state.linking
            && let Some(keys) = &draft.keys
        {
            owned.extend([keys.transport.id.clone(), keys.approval.id.clone()]);
        }
        let store = self.platform.keys.clone();
        let dead = tokio::task::spawn_blocking(move || {
            for key in store.list().unwrap_or_default() {
                if !owned.contains(&key) {
                    let _found_at_next_start = store.delete(&key);
                }
            }
            let is_gone = |key: &str| store.describe(key).is_err_and(|error| error.key_is_gone());
            let broken = |transport: &str, approval: &str| {
                if is_gone(transport) {
                    Some(Broken::TransportKeyGone)
                } else if is_gone(approval) {
                    Some(Broken::ApprovalKeyGone)
                } else {
                    None
                }
            };
            providers
                .into_iter()
                .filter_map(|(origin, transport, approval)| Some((origin, broken(&transport, &approval)?)))
                .collect::<Vec<(Origin, Broken)>>()
        });
        for (origin, broken) in dead.await.unwrap_or_default() {
            self.break_provider(&origin, broken).await;
        }
    }

    /// Goes on with what was under way when the process ended.
    pub(super) async fn go_on(&mut self) {
        let unsent: Vec<String> = self
            .state
            .requests
            .values()
            .filter(|request| matches!(request.phase, Phase::Sending { .. }))
            .map(|request| request.id().to_owned())
            .collect();
        for request in unsent {
            if let Some(origin) = self.state.requests.get(&request).map(|request| request.origin().clone()) {
                self.connect(&origin);
            }
            let _kept_later = self.approval(&request, Event::TryAgain).await;
        }
        self.ask_again();
        self.offer_all_pushes();
        if self.listens() {
            // Nobody comes back to an app that only stays reachable.
            self.poll_all();
        }
        let unacknowledged = self.state.links.values().filter(|link| !link.acknowledged);
        let unacknowledged: Vec<String> = unacknowledged.map(|link| link.id.clone()).collect();
        for link in unacknowledged {
            self.acknowledge(&link);
        }
        let farewells: Vec<String> = self.state.farewells.keys().cloned().collect();
        for link in farewells {
            self.say_farewell(&link);
        }
        self.check_comes_back();
        if matches!(&self.state.linking, Some(Linking { stage: Stage::Waiting { .. }, .. })) {
            self.later(Errand::PollLink, 0);
        }
    }
}
