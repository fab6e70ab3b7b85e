//! The one task that owns the state. Commands, replies from the network and the timer come in one at a time; each is
//! carried out against the vault first and the memory then; what follows goes out as effects or as tasks whose outcome
//! comes back as a message. After each, whoever waits in `next` gets the new view.

use kauth_protocol::discovery::DiscoveryResponse;
use kauth_protocol::origin::Origin;
use tokio::sync::{mpsc, oneshot};

use super::config::{AppConfig, Platform};
use super::effect::EffectKind;
use super::handle::{Answer, Command, Reply};
use super::nav::Sheet;
use super::picture::Found;
use super::polling::Polled;
use super::state::{Errand, State, WaitFor};
use super::store::Store;
use super::view::Update;
use crate::approvals;
use crate::deadline::Moment;
use crate::error::{CoreError, ErrorKind};
use crate::net::{NetError, Signer};

/// What comes in.
pub(super) enum Message {
    Command(Command, Reply),
    Polled(Box<Polled>),
    SignedSilently { request: String, input: String, outcome: Result<String, NetError> },
    AnswerSent { request: String, outcome: super::requests::Sent },
    Linking { id: u64, event: Box<super::linking::Outcome> },
    Checking { id: u64, outcome: Box<super::checking::Outcome> },
    StillRead(Box<super::checking::StillRead>),
    Acknowledged { link: String, outcome: Result<(), NetError> },
    FarewellSaid { link: String, outcome: Result<(), NetError> },
    PushOffered { origin: Origin, outcome: Result<DiscoveryResponse, NetError> },
    PushTold { origin: Origin, url: Option<String>, outcome: Result<(), NetError> },
    PictureRead { found: Result<Found, ErrorKind>, reply: Reply },
    Stop(oneshot::Sender<()>),
}

/// The longest sleep; nothing is due then, but a clock may have been set.
const LONGEST_SLEEP_MS: u64 = 3_600_000;
/// A tick of codes makes a new revision at most this often.
const TICK_MS: u64 = 1_000;

pub(super) struct Actor {
    pub config: AppConfig,
    pub platform: Platform,
    pub signer: Signer,
    pub store: Store,
    pub state: State,
    pub messages: mpsc::UnboundedSender<Message>,
    revision: u64,
    changed: bool,
    readers: Vec<(u64, Reply)>,
    ticked_at: u64,
    /// When the next code changes, Unix milliseconds by the wall clock.
    next_code_at: Option<i64>,
}

impl Actor {
    pub(super) fn new(
        config: AppConfig,
        platform: Platform,
        store: Store,
        state: State,
        messages: mpsc::UnboundedSender<Message>,
    ) -> Self {
        let signer = Signer::new(platform.keys.clone(), platform.random.clone());
        Self {
            config,
            platform,
            signer,
            store,
            state,
            messages,
            revision: 0,
            changed: true,
            readers: Vec::new(),
            ticked_at: 0,
            next_code_at: None,
        }
    }

    /// Runs until it is stopped or nobody holds the app any more.
    pub(super) async fn run(mut self, mut receiver: mpsc::UnboundedReceiver<Message>) {
        self.go_on().await;
        loop {
            self.settle().await;
            self.publish();
            let clock = self.platform.clock.clone();
            let sleep = clock.sleep_until(self.next_wake());
            let stop = tokio::select! {
                message = receiver.recv() => match message {
                    None => break,
                    Some(Message::Stop(stopped)) => Some(stopped),
                    Some(message) => {
                        self.handle(message).await;
                        None
                    }
                },
                () = sleep => {
                    self.wake().await;
                    None
                }
            };
            if let Some(stopped) = stop {
                self.stop().await;
                let _nobody_waits = stopped.send(());
                break;
            }
        }
    }

    async fn stop(mut self) {
        self.purge_all_removed().await;
        for provider in self.state.providers.values() {
            if let Some(poll) = &provider.poll.running {
                poll.abort();
            }
        }
        self.store.close().await;
    }

    async fn handle(&mut self, message: Message) {
        match message {
            Message::Command(command, reply) => self.command(command, reply).await,
            Message::Polled(polled) => self.polled(*polled).await,
            Message::SignedSilently { request, input, outcome } => {
                self.signed_silently(&request, &input, outcome).await;
            }
            Message::AnswerSent { request, outcome } => self.answer_sent(&request, outcome).await,
            Message::Linking { id, event } => self.linking_outcome(id, *event).await,
            Message::Checking { id, outcome } => self.checking_outcome(id, *outcome).await,
            Message::StillRead(read) => self.still_read(*read).await,
            Message::Acknowledged { link, outcome } => self.acknowledged(&link, outcome).await,
            Message::FarewellSaid { link, outcome } => self.farewell_said(&link, outcome).await,
            Message::PushOffered { origin, outcome } => self.push_offered(&origin, outcome),
            Message::PushTold { origin, url, outcome } => self.push_told(&origin, url, outcome).await,
            Message::PictureRead { found, reply } => {
                let result = self.take_found(found).await;
                self.reply(reply, result);
            }
            Message::Stop(_) => {}
        }
    }

    /// Now, on the monotonic clock.
    pub(super) fn now(&self) -> Moment {
        Moment::now(&*self.platform.clock)
    }

    /// 64 unpredictable bits, for jitter; none at all where the system has none.
    pub(super) fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        let _no_jitter = self.platform.random.fill(&mut bytes);
        u64::from_be_bytes(bytes)
    }

    /// An error in the person's language.
    pub(super) fn error(&self, kind: ErrorKind) -> CoreError {
        CoreError::new(kind, self.state.texts())
    }

    /// Something on screen has changed.
    pub(super) fn touch(&mut self) {
        self.changed = true;
    }

    /// Answers a command that has nothing to say, and lets the view follow.
    pub(super) fn reply(&mut self, reply: Reply, result: Result<(), CoreError>) {
        if let Err(error) = &result {
            self.say(error);
        }
        self.changed = true;
        let _caller_left = reply.send(result.map(|()| Answer::Done));
    }

    /// Lets a command wait for something.
    pub(super) fn wait(&mut self, what: WaitFor, reply: Reply) {
        self.state.waiters.entry(what).or_default().push(reply);
    }

    /// Tells all that wait for something how it went.
    pub(super) fn settle_waiters(&mut self, what: &WaitFor, result: &Result<(), CoreError>) {
        let waiters = self.state.waiters.remove(what).unwrap_or_default();
        if let (Err(error), false) = (result, waiters.is_empty()) {
            self.say(error);
        }
        for reply in waiters {
            let _caller_left = reply.send(result.clone().map(|()| Answer::Done));
        }
        self.changed = true;
    }

    /// Tries something again after a wait.
    pub(super) fn later(&mut self, errand: Errand, delay_ms: u64) {
        let at = self.now().ms.saturating_add(delay_ms);
        self.state.agenda.insert(errand, at);
    }

    /// What follows from the state as it is: the sheet that is on top, and that the person sees it.
    async fn settle(&mut self) {
        self.forget_import();
        self.ask_for_camera();
        self.recovery_time().await;
        self.notify_recoveries();
        let now = self.now();
        let open: Vec<String> =
            self.state.open_requests(&now).iter().map(|request| request.id().to_owned()).collect();
        let open: Vec<&str> = open.iter().map(String::as_str).collect();
        let before = self.state.nav.sheet.clone();
        let requests = &self.state.requests;
        self.state.nav.settle(&open, |id| requests.contains_key(id));
        self.changed |= before != self.state.nav.sheet;
        if self.state.foreground
            && let Sheet::Request(id) = self.state.nav.sheet.clone()
            && self.state.requests.get(&id).is_some_and(|request| !request.opened)
        {
            let _kept_later = self.approval(&id, approvals::Event::Opened).await;
        }
    }

    fn publish(&mut self) {
        if !self.changed {
            return;
        }
        self.changed = false;
        self.revision += 1;
        self.tick();
        if self.readers.is_empty() {
            return;
        }
        let update = self.update();
        for (_, reply) in std::mem::take(&mut self.readers) {
            let _reader_left = reply.send(Ok(Answer::Update(Box::new(update.clone()))));
        }
    }

    pub(super) fn next(&mut self, after_revision: u64, reply: Reply) {
        self.readers.retain(|(_, reader)| !reader.is_closed());
        if self.changed || after_revision == self.revision {
            self.readers.push((after_revision, reply));
        } else {
            let update = self.update();
            let _reader_left = reply.send(Ok(Answer::Update(Box::new(update))));
        }
    }

    fn update(&mut self) -> Update {
        self.tick();
        Update { revision: self.revision, view: self.view(), effects: self.fresh_effects() }
    }

    /// The shell's effects with the times they carry brought up to now.
    fn fresh_effects(&self) -> Vec<super::effect::Effect> {
        let now = self.now();
        let mut effects = self.state.effects.clone();
        for effect in &mut effects {
            if let EffectKind::Notify { request, ends_in_ms, .. } = &mut effect.kind {
                let request = self.state.requests.get(request);
                *ends_in_ms = request.and_then(|request| request.deadline.left_ms(&now)).unwrap_or(0);
            }
        }
        effects
    }

    /// Lets codes move on. True if one did.
    pub(super) fn tick(&mut self) -> bool {
        let wall = self.platform.clock.wall_ms();
        let offsets = self.state.offsets();
        let Some(person) = &mut self.state.person else {
            self.next_code_at = None;
            return false;
        };
        for (id, offset_ms) in offsets {
            person.ticker.set_offset(&id, offset_ms);
        }
        let tick = person.ticker.tick(wall);
        self.next_code_at = tick.next_at;
        !tick.changed.is_empty()
    }

    fn next_tick(&self) -> Option<u64> {
        let next = self.next_code_at.filter(|_| self.state.foreground)?;
        let left = u64::try_from(next.saturating_sub(self.platform.clock.wall_ms())).unwrap_or(0);
        let at = self.platform.clock.monotonic_ms().saturating_add(left);
        Some(at.max(self.ticked_at.saturating_add(TICK_MS)))
    }

    fn next_wake(&self) -> u64 {
        let now = self.now();
        let state = &self.state;
        let requests = state.requests.values().filter(|request| request.is_open());
        let requests = requests.filter_map(|request| request.deadline.at_ms(&now));
        let removed = state.person.iter().flat_map(|person| person.accounts.values());
        let removed = removed.filter_map(|account| account.removed.as_ref()?.at_ms(&now));
        let notice = state.notice.iter().chain(&state.trouble).filter_map(|notice| notice.ends.at_ms(&now));
        let polls = state.providers.values().filter_map(|provider| provider.poll.retry_at);
        requests
            .chain(removed)
            .chain(notice)
            .chain(polls)
            .chain(state.agenda.values().copied())
            .chain(self.linking_ends(&now))
            .chain(self.check_due(&now))
            .chain(self.recovery_due())
            .chain(self.next_tick())
            .min()
            .unwrap_or(u64::MAX)
            .min(now.ms.saturating_add(LONGEST_SLEEP_MS))
    }

    /// Something is due.
    async fn wake(&mut self) {
        let now = self.now();
        let over = self.state.requests.values().filter(|request| request.is_open());
        let over = over.filter(|request| request.deadline.is_over(&now));
        let over: Vec<String> = over.map(|request| request.id().to_owned()).collect();
        for request in over {
            let _kept_later = self.approval(&request, approvals::Event::TimeUp).await;
        }
        self.linking_time(&now).await;
        self.check_time(&now).await;
        if self.state.notice.as_ref().is_some_and(|notice| notice.ends.is_over(&now)) {
            self.state.notice = None;
            self.changed = true;
        }
        if self.state.trouble.as_ref().is_some_and(|trouble| trouble.ends.is_over(&now)) {
            self.state.trouble = None;
            self.changed = true;
        }
        self.purge_removed(&now).await;
        let due = self.state.agenda.iter().filter(|(_, at)| **at <= now.ms);
        let due: Vec<Errand> = due.map(|(errand, _)| errand.clone()).collect();
        for errand in due {
            self.state.agenda.remove(&errand);
            self.run_errand(errand).await;
        }
        self.poll_all();
        if self.next_tick().is_some_and(|at| at <= now.ms) {
            self.ticked_at = now.ms;
            if self.tick() {
                self.changed = true;
            }
        }
    }

    async fn run_errand(&mut self, errand: Errand) {
        match errand {
            Errand::SendAnswer(request) => {
                let _kept_later = self.approval(&request, approvals::Event::TryAgain).await;
            }
            Errand::Claim | Errand::PollLink => self.linking_again().await,
            Errand::Acknowledge(link) => self.acknowledge(&link),
            Errand::Farewell(link) => self.say_farewell(&link),
            Errand::ClaimCheck => self.claim_check_again().await,
            Errand::SendCheck => self.go_on_sending(),
            Errand::PollCheck => self.poll_check(false),
            Errand::WatchCheck => self.watch_check_again(),
            Errand::LockUp => self.lock_up().await,
            Errand::OfferPush(origin) => self.offer_push(&origin),
            Errand::TellPush(origin) => self.tell_push(&origin),
        }
    }
}
