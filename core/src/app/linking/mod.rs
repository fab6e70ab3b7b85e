//! Carries out what the linking machine asks for, and leads its outcomes back into it.

mod begin;
mod calls;
mod keep;

use kauth_protocol::discovery::DiscoveryResponse;
use kauth_protocol::links::{ClaimResponse, LinkResponse};
use kauth_protocol::oauth::TokenResponse;
use kauth_protocol::problem::Code;

use super::actor::Actor;
use super::effect::EffectKind;
use super::nav::Page;
use super::polling::kind_of;
use super::state::{Errand, Purpose, WaitFor};
use super::store::{Batch, Kind};
use crate::deadline::Moment;
use crate::error::{CoreError, ErrorKind};
use crate::links::{DraftKeys, Effect, Event, Linking, PendingLink, PendingSignIn, Stage, step};
use crate::net::{NetError, backoff};

/// What comes back from what was asked for.
pub(super) enum Outcome {
    Discovered(Result<DiscoveryResponse, NetError>),
    Keys(Result<DraftKeys, ErrorKind>),
    Token(Result<TokenResponse, NetError>),
    Claimed(Result<ClaimResponse, NetError>),
    State(Result<LinkResponse, NetError>),
}

/// How long a sign-in waits for the browser.
const SIGN_IN_MS: u64 = 30 * 60 * 1000;
/// The provider's own end of a claim is waited for so long before this phone gives up by itself.
const GRACE_MS: u64 = 30_000;
/// The one place of the journal.
pub(super) const JOURNAL: &str = "linking";

impl Actor {
    /// Leads the link in the making through an event and all that follows.
    pub(super) async fn linking_event(&mut self, event: Event) {
        let mut events = std::collections::VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let Some(linking) = self.state.linking.take() else { return };
            let (next, effects) = step(linking, event, &self.now());
            self.state.linking = next;
            self.touch();
            for effect in effects {
                match self.link_effect(effect).await {
                    Ok(follows) => events.extend(follows),
                    Err(error) => {
                        events.push_back(Event::Failed(error.kind));
                        break;
                    }
                }
            }
        }
    }

    /// Carries one effect out; gives the event that follows at once, if one does.
    async fn link_effect(&mut self, effect: Effect) -> Result<Option<Event>, CoreError> {
        match effect {
            Effect::Discover => self.discover()?,
            Effect::MakeKeys => self.make_keys(),
            Effect::Browse { sign_in, url } => {
                let deadline = self.now().after(SIGN_IN_MS);
                let draft = self.draft()?.clone();
                let mut batch = Batch::default();
                batch.put(Kind::PendingSignIn, JOURNAL, &PendingSignIn { draft, sign_in, deadline });
                self.commit(batch).await?;
                self.state.effect(EffectKind::OpenUrl { url });
                self.settle_waiters(&WaitFor::Linking, &Ok(()));
            }
            Effect::Exchange { sign_in, code } => self.exchange(&sign_in, code)?,
            Effect::Prove => self.prove()?,
            Effect::Claim { proof, failures: 0, .. } => self.claim(proof).await?,
            Effect::Claim { failures, retry_after_s, .. } => {
                let delay = backoff::delay_ms(failures, retry_after_s, self.random());
                self.later(Errand::Claim, delay);
            }
            Effect::SavePending => self.save_pending().await?,
            Effect::Poll { link, failures: 0, .. } => {
                self.state.linking_unreached = false;
                self.poll_link(link)?;
            }
            Effect::Poll { failures, retry_after_s, .. } => {
                self.state.linking_unreached = true;
                let delay = backoff::delay_ms(failures, retry_after_s, self.random());
                self.later(Errand::PollLink, delay);
            }
            Effect::Keep { link, grant } => {
                if self.state.person.is_none() {
                    self.state.held_grant = Some((link, grant));
                } else {
                    self.keep(&link, &grant).await?;
                    return Ok(Some(Event::Kept));
                }
            }
            Effect::CleanUp { keys } => self.clean_up(keys).await,
            Effect::Done { link } => self.link_done(&link),
            Effect::Over(kind) => self.link_over(kind),
        }
        Ok(None)
    }

    async fn save_pending(&mut self) -> Result<(), CoreError> {
        crate::platform::crash_point("link.claimed");
        let Some(Linking { draft, stage: Stage::Waiting { link, code, deadline, .. } }) = &self.state.linking
        else {
            return Ok(());
        };
        let pending = PendingLink {
            link: link.clone(),
            code: code.clone(),
            deadline: deadline.clone(),
            draft: draft.clone(),
        };
        let mut batch = Batch::default();
        batch.put(Kind::PendingLink, JOURNAL, &pending);
        batch.delete(Kind::PendingSignIn, JOURNAL);
        let has_code = code.is_some();
        self.commit(batch).await?;
        if has_code {
            self.settle_waiters(&WaitFor::Linking, &Ok(()));
        }
        Ok(())
    }

    /// An errand of the link in the making is due.
    pub(super) async fn linking_again(&mut self) {
        let stage = self.state.linking.as_ref().map(|linking| linking.stage.clone());
        let result = match stage {
            Some(Stage::Claiming { proof, .. }) => self.claim(proof).await,
            Some(Stage::Waiting { link, .. }) => self.poll_link(link),
            _ => Ok(()),
        };
        if let Err(error) = result {
            self.linking_event(Event::Failed(error.kind)).await;
        }
    }

    pub(super) async fn linking_outcome(&mut self, id: u64, outcome: Outcome) {
        if id != self.state.linking_id {
            if let Outcome::Keys(Ok(keys)) = outcome {
                self.delete_keys(vec![keys.transport.id, keys.approval.id]);
            }
            return;
        }
        let event = match outcome {
            Outcome::Keys(Ok(keys)) if self.state.linking.is_some() => Event::KeysMade(keys),
            Outcome::Keys(Ok(keys)) => {
                return self.delete_keys(vec![keys.transport.id, keys.approval.id]);
            }
            Outcome::Keys(Err(kind)) => Event::Failed(kind),
            Outcome::Discovered(Ok(found)) => Event::Discovered(Box::new(found)),
            Outcome::Token(Ok(token)) => Event::GotToken(Box::new(token)),
            Outcome::Claimed(Ok(claimed)) => Event::Claimed(claimed),
            Outcome::State(Ok(state)) => Event::State(Box::new(state)),
            Outcome::Token(Err(NetError::Refused { status: 400, .. })) => {
                Event::Failed(ErrorKind::SignInDenied)
            }
            Outcome::State(Err(error)) if error.code() == Some(Code::NotFound) => {
                Event::Failed(ErrorKind::LinkUnknown)
            }
            Outcome::Discovered(Err(error))
            | Outcome::Token(Err(error))
            | Outcome::Claimed(Err(error))
            | Outcome::State(Err(error)) => failed(&error),
        };
        self.linking_event(event).await;
    }

    /// When the link in the making is given up, monotonic milliseconds.
    pub(super) fn linking_ends(&self, now: &Moment) -> Option<u64> {
        match &self.state.linking {
            Some(Linking { stage: Stage::Waiting { deadline, .. }, .. }) => {
                Some(deadline.at_ms(now)?.saturating_add(GRACE_MS))
            }
            _ => None,
        }
    }

    pub(super) async fn linking_time(&mut self, now: &Moment) {
        if self.linking_ends(now).is_some_and(|at| at <= now.ms) {
            self.linking_event(Event::TimeUp).await;
        }
    }

    /// It is on disk. Linked it is only when the provider knows that; until then the person sees it being finished.
    fn link_done(&mut self, link: &str) {
        self.state.link_peer = None;
        self.state.finishing = Some(link.to_owned());
        self.acknowledge(link);
        if let Some(origin) = self.state.links.get(link).map(|link| link.origin.clone())
            && self.state.foreground
        {
            self.poll(&origin, false);
        }
    }

    /// The provider knows it, or could not be told yet: the account is shown, its new recovery codes first.
    pub(super) fn link_finished(&mut self, link: &str) {
        if self.state.finishing.as_deref() != Some(link) {
            return;
        }
        self.state.finishing = None;
        self.touch();
        let Some(entry) = self.state.links.get(link).map(|link| link.entry.clone()) else {
            let error = self.error(ErrorKind::LinkGone);
            return self.settle_waiters(&WaitFor::Linking, &Err(error));
        };
        self.state.nav.restart(Page::Account { entry });
        self.show_unsaved_codes();
        self.ask_for_notifications();
        self.offer_all_pushes();
        self.settle_waiters(&WaitFor::Linking, &Ok(()));
    }

    /// Recovery codes stay on top until the person says that they are saved, also after a restart.
    pub(super) fn show_unsaved_codes(&mut self) {
        let accounts = self.state.person.iter().flat_map(|person| person.accounts.values());
        let unsaved = accounts.filter(|account| {
            account.removed.is_none() && !account.recovery_saved && !account.recovery_codes.is_empty()
        });
        let unsaved: Vec<String> = unsaved.map(|account| account.id.clone()).collect();
        for entry in unsaved {
            self.state.nav.push(Page::RecoveryCodes { entry, fresh: true });
        }
    }

    async fn clean_up(&mut self, keys: Vec<String>) {
        let ops = self.state.signatures.iter();
        let ops = ops.filter(|(_, purpose)| matches!(purpose, Purpose::LinkProof { .. }));
        let ops: Vec<u64> = ops.map(|(op, _)| *op).collect();
        for op in ops {
            self.withdraw_signature(op);
        }
        let mut batch = Batch::default();
        batch.delete(Kind::PendingLink, JOURNAL);
        batch.delete(Kind::PendingSignIn, JOURNAL);
        // What cannot be written now is found at the next start: a journal without keys is emptied.
        let _found_at_next_start = self.commit(batch).await;
        self.delete_keys(keys);
        self.state.held_grant = None;
        self.state.agenda.remove(&Errand::Claim);
        self.state.agenda.remove(&Errand::PollLink);
    }

    fn link_over(&mut self, kind: Option<ErrorKind>) {
        self.state.link_peer = None;
        self.state.linking_unreached = false;
        self.state.linking_id = self.state.id();
        match kind {
            None => {
                self.state.nav.leave(|page| *page == Page::Linking);
                let error = self.error(ErrorKind::NothingToDo);
                self.settle_waiters(&WaitFor::Linking, &Err(error));
            }
            Some(kind) => {
                let error = self.error(kind);
                self.state.nav.leave(|page| *page == Page::Linking);
                let passing = matches!(
                    kind,
                    ErrorKind::Offline
                        | ErrorKind::TimedOut
                        | ErrorKind::ProviderDown
                        | ErrorKind::BadAnswer
                        | ErrorKind::TooMany
                        | ErrorKind::SignInDenied
                        | ErrorKind::SignatureDeclined
                );
                let retry = self.state.last_try.take().filter(|_| passing);
                self.state.nav.push(Page::Problem { error: error.clone(), retry });
                self.settle_waiters(&WaitFor::Linking, &Err(error));
            }
        }
    }
}

/// What a failed call means for the link in the making.
fn failed(error: &NetError) -> Event {
    let kind = kind_of(error);
    if error.is_passing() {
        Event::Unreached { retry_after_s: error.retry_after_s(), kind }
    } else {
        Event::Failed(kind)
    }
}
