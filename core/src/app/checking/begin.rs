//! How a check begins: a link that the person agrees to, discovery, a fresh key, the claim.

use kauth_protocol::check_uri::CheckUri;
use kauth_protocol::checks::ClaimRequest;
use kauth_protocol::discovery::DiscoveryResponse;
use kauth_protocol::jwk::PublicJwk;
use tokio::task::AbortHandle;

use super::{CHECK, Outcome};
use crate::app::actor::{Actor, Message};
use crate::app::handle::Reply;
use crate::app::nav::{Page, Retry};
use crate::app::polling::kind_of;
use crate::app::state::{Errand, WaitFor};
use crate::app::store::{Batch, Kind};
use crate::checks::begin::{Effect, Event, Stage, step};
use crate::checks::{Beginning, Check, PendingCheck, dossier};
use crate::error::{CoreError, ErrorKind};
use crate::links::KeyRef;
use crate::net::{Credentials, NetError, Peer, Trust, api, backoff, checks as net};
use crate::platform::KeyPurpose;

impl Actor {
    /// A link was read: it is shown, and nothing is sent.
    pub(in crate::app) fn begin_check(&mut self, uri: CheckUri, text: String) -> Result<(), CoreError> {
        if self.state.person.is_none() {
            return Err(self.error(ErrorKind::Locked));
        }
        if uri.origin.is_plain_http() && !self.config.shell.loopback_http {
            return Err(self.error(ErrorKind::PlainHttp));
        }
        let checking = &self.state.checking;
        let claiming = matches!(&checking.beginning, Some(Beginning { stage: Stage::Claiming { .. }, .. }));
        if claiming
            || checking.held.is_some()
            || checking.check.as_ref().is_some_and(|check| !check.state.is_over())
        {
            return Err(self.error(ErrorKind::CheckUnderWay));
        }
        if checking.check.as_ref().is_some_and(|check| self.can_still_finish(check)) {
            let text = self.state.texts().check_finish_first();
            return Err(CoreError { kind: ErrorKind::CheckUnderWay, text, retry_after_s: None });
        }
        let known = self.state.providers.get(&uri.origin);
        if known.is_some_and(|provider| provider.record.lineage.find(&uri.key).is_none()) {
            return Err(self.error(ErrorKind::ForeignKey));
        }
        let is_linked = known.is_some();
        self.state.last_try = Some(Retry::Scan { text });
        self.state.checking.beginning = Some(Beginning::asked(uri, is_linked));
        self.state.checking.peer = None;
        self.state.nav.go(Page::Check);
        Ok(())
    }

    /// The person taps on what is on screen. False if that is not a check.
    pub(in crate::app) fn agrees_to_check(&self) -> bool {
        matches!(&self.state.checking.beginning, Some(Beginning { stage: Stage::Asked, .. }))
            && *self.state.nav.top() == Page::Check
    }

    /// What is under way, and on screen, is a check in the making.
    pub(in crate::app) fn makes_check(&self) -> bool {
        self.state.checking.beginning.is_some() && *self.state.nav.top() == Page::Check
    }

    /// Back from the check's page: what was not claimed yet is left; everything else waits behind its banner.
    pub(in crate::app) async fn back_from_check(&mut self) -> bool {
        match self.state.checking.beginning.as_ref().map(|beginning| beginning.stage) {
            Some(Stage::Asked | Stage::Discovering | Stage::MakingKey) => {
                self.beginning_event(Event::Cancelled).await;
                true
            }
            Some(Stage::Claiming { .. }) => true,
            None => self.state.nav.back(),
        }
    }

    pub(in crate::app) async fn agree_to_check(&mut self, reply: Reply) {
        if self.state.checking.check.is_some()
            && let Err(error) = self.forget_ended_check().await
        {
            return self.reply(reply, Err(error));
        }
        self.wait(WaitFor::Check, reply);
        self.beginning_event(Event::Agreed).await;
    }

    /// The last check is over, and a new one begins.
    async fn forget_ended_check(&mut self) -> Result<(), CoreError> {
        let beginning = self.state.checking.beginning.take();
        let forgotten = self.forget_check().await;
        self.state.checking.beginning = beginning;
        self.state.nav.go(Page::Check);
        forgotten
    }

    pub(in crate::app) async fn beginning_event(&mut self, event: Event) {
        let Some(beginning) = self.state.checking.beginning.take() else { return };
        let (next, effects) = step(beginning, event, &self.now());
        self.state.checking.beginning = next;
        self.touch();
        for effect in effects {
            if let Err(error) = self.beginning_effect(effect).await {
                self.beginning_over(None, Some(error)).await;
                return;
            }
        }
    }

    async fn beginning_effect(&mut self, effect: Effect) -> Result<(), CoreError> {
        match effect {
            Effect::Discover => {
                let peer = self.beginning_peer()?;
                self.spawn_check(async move { Outcome::Discovered(api::discover(&peer).await) });
            }
            Effect::MakeKey => self.make_session_key(),
            Effect::SavePending => {
                let Some(beginning) = &self.state.checking.beginning else { return Ok(()) };
                let mut batch = Batch::default();
                batch.put(Kind::Journal, CHECK, &PendingCheck::of(&beginning.draft));
                self.commit(batch).await?;
                crate::platform::crash_point("check.pending");
            }
            Effect::Claim { failures: 0, .. } => self.claim_check()?,
            Effect::Claim { failures, retry_after_s } => {
                let delay = backoff::delay_ms(failures, retry_after_s, self.random());
                self.later(Errand::ClaimCheck, delay);
            }
            Effect::Keep(check) => self.keep_check(check).await?,
            Effect::Over { key, kind } => {
                let error = kind.map(|kind| self.error(kind));
                self.beginning_over(key, error).await;
            }
        }
        Ok(())
    }

    fn beginning_peer(&mut self) -> Result<Peer, CoreError> {
        let Some(beginning) = &self.state.checking.beginning else {
            return Err(self.error(ErrorKind::NothingToDo));
        };
        let (origin, pin) = (beginning.draft.uri.origin.clone(), beginning.draft.uri.pin.clone());
        self.check_peer(origin, pin)
    }

    fn make_session_key(&self) {
        let store = self.platform.keys.clone();
        self.spawn_check(async move {
            let made = tokio::task::spawn_blocking(move || store.create(KeyPurpose::Transport, None)).await;
            let key = made
                .ok()
                .and_then(Result::ok)
                .and_then(|made| Some(KeyRef { jwk: PublicJwk::from_sec1(&made.public_key)?, id: made.id }));
            Outcome::Key(key.ok_or(ErrorKind::KeyStore))
        });
    }

    /// A claim that got lost is sent again.
    pub(in crate::app) async fn claim_check_again(&mut self) {
        if let Err(error) = self.claim_check() {
            self.beginning_event(Event::Failed(error.kind)).await;
        }
    }

    fn claim_check(&mut self) -> Result<(), CoreError> {
        let peer = self.beginning_peer()?;
        let draft = self.state.checking.beginning.as_ref().map(|beginning| &beginning.draft);
        let Some((draft, key)) = draft.and_then(|draft| Some((draft, draft.session_key.as_ref()?))) else {
            return Ok(());
        };
        let request = ClaimRequest { token: draft.uri.token.clone(), session_key: key.jwk.clone() };
        let credentials = Credentials { key: key.id.clone(), jwk: key.jwk.clone(), token: None };
        let signer = self.signer.clone();
        self.spawn_check(async move {
            Outcome::Claimed(net::claim(&signer, &peer, &credentials, &request).await)
        });
        Ok(())
    }

    pub(super) async fn check_discovered(&mut self, found: Result<DiscoveryResponse, NetError>) {
        let event = match found {
            Ok(found) => Event::Discovered(Box::new(found)),
            Err(error) => failed(&error),
        };
        self.beginning_event(event).await;
    }

    pub(super) async fn check_key_made(&mut self, key: Result<KeyRef, ErrorKind>) {
        self.beginning_event(key.map_or_else(Event::Failed, Event::KeyMade)).await;
    }

    pub(super) async fn check_claimed(
        &mut self,
        claimed: Result<kauth_protocol::checks::ClaimResponse, NetError>,
    ) {
        let unix_s =
            self.state.checking.peer.as_ref().map_or(0, |peer| peer.time().now_ms().div_euclid(1000));
        let event = match claimed {
            Ok(claimed) => Event::Claimed { claimed: Box::new(claimed), unix_s },
            Err(error) => failed(&error),
        };
        self.beginning_event(event).await;
    }

    /// The session is there: what opens its pictures is made with it. That is the person's, so a locked app waits.
    pub(in crate::app) async fn keep_check(&mut self, check: Box<Check>) -> Result<(), CoreError> {
        if self.state.person.is_none() {
            self.state.checking.held = Some(check);
            return Ok(());
        }
        let mut check = *check;
        let random = &*self.platform.random;
        let made = dossier::new_secrets(random).and_then(|secrets| {
            dossier::envelopes(&check, &secrets, random).map(|envelopes| (secrets, envelopes))
        });
        let (secrets, envelopes) = made.map_err(|_| self.error(ErrorKind::KeyStore))?;
        check.envelopes = envelopes;
        let mut batch = Batch::default();
        batch.put(Kind::Check, CHECK, &check);
        batch.put(Kind::CheckSecrets, CHECK, &secrets);
        batch.delete(Kind::Journal, CHECK);
        self.commit(batch).await?;
        let checking = &mut self.state.checking;
        checking.check = Some(check);
        checking.secrets = Some(secrets);
        checking.held = None;
        // The link was read: whoever goes back, or is done, is not asked to read it again.
        self.state.nav.leave(|page| matches!(page, Page::Add | Page::Scan));
        self.settle_waiters(&WaitFor::Check, &Ok(()));
        Ok(())
    }

    async fn beginning_over(&mut self, key: Option<String>, error: Option<CoreError>) {
        let made =
            self.state.checking.beginning.as_ref().and_then(|beginning| beginning.draft.session_key.clone());
        let keys = key.into_iter().chain(made.map(|key| key.id)).collect();
        let mut batch = Batch::default();
        batch.delete(Kind::Journal, CHECK);
        // What cannot be written now is found at the next start.
        let _found_at_next_start = self.commit(batch).await;
        self.delete_keys(keys);
        self.state.agenda.remove(&Errand::ClaimCheck);
        let check = self.state.checking.check.take();
        self.only_keep(check);
        self.state.nav.leave(|page| *page == Page::Check);
        let told = match &error {
            None => Err(self.error(ErrorKind::NothingToDo)),
            Some(error) => {
                let passing =
                    matches!(error.kind, ErrorKind::Offline | ErrorKind::TimedOut | ErrorKind::ProviderDown);
                let retry = self.state.last_try.take().filter(|_| passing);
                self.state.nav.push(Page::Problem { error: error.clone(), retry });
                Err(error.clone())
            }
        };
        self.settle_waiters(&WaitFor::Check, &told);
    }

    pub(super) fn check_peer(
        &mut self,
        origin: kauth_protocol::origin::Origin,
        pin: Option<String>,
    ) -> Result<Peer, CoreError> {
        if let Some(peer) = &self.state.checking.peer {
            return Ok(peer.clone());
        }
        let trust = Trust::of_pin(pin.as_deref());
        let peer = Peer::new(origin, &trust, self.platform.clock.clone(), None, self.net_config())
            .map_err(|error| self.net_error(&error))?;
        self.state.checking.peer = Some(peer.clone());
        Ok(peer)
    }

    pub(super) fn spawn_check(&self, work: impl Future<Output = Outcome> + Send + 'static) {
        drop(self.spawn_stoppable(work));
    }

    /// The same, for work that may be stopped.
    pub(super) fn spawn_stoppable(
        &self,
        work: impl Future<Output = Outcome> + Send + 'static,
    ) -> AbortHandle {
        let (id, messages) = (self.state.checking.id, self.messages.clone());
        let task = tokio::spawn(async move {
            let outcome = Box::new(work.await);
            let _stopped = messages.send(Message::Checking { id, outcome });
        });
        task.abort_handle()
    }
}

fn failed(error: &NetError) -> Event {
    let kind = kind_of(error);
    if error.is_passing() {
        Event::Unreached { retry_after_s: error.retry_after_s(), kind }
    } else {
        Event::Failed(kind)
    }
}
