//! Where the check stands: asked while somebody looks, counted down without network, finished on this phone.

use kauth_protocol::checks::CheckResponse;
use kauth_protocol::problem::Code;

use super::Outcome;
use crate::app::actor::Actor;
use crate::app::effect::EffectKind;
use crate::app::state::Errand;
use crate::checks::Check;
use crate::checks::begin::Stage;
use crate::checks::session::{Event, Next};
use crate::deadline::Moment;
use crate::error::{CoreError, ErrorKind};
use crate::net::{NetError, backoff};

impl Actor {
    /// Asks where it stands; `wait` for news, while somebody looks.
    pub(in crate::app) fn poll_check(&mut self, wait: bool) {
        let asks = self.state.checking.check.as_ref().is_some_and(|check| self.asks(check));
        if self.state.checking.asking.is_some() || !asks {
            return;
        }
        let Ok(session) = self.session() else { return };
        self.state.agenda.remove(&Errand::PollCheck);
        let wait_s = wait.then_some(u32::try_from(kauth_protocol::MAX_WAIT).unwrap_or(25));
        self.state.checking.waits_since_ms = wait.then(|| self.now().ms);
        self.state.checking.asked = self.state.checking.asked.wrapping_add(1);
        let (asked, known) = (self.state.checking.asked, self.state.checking.version.clone());
        let asking =
            self.spawn_stoppable(async move { Outcome::Status(asked, session.status(wait_s, known).await) });
        self.state.checking.asking = Some(asking);
    }

    pub(super) async fn check_told(
        &mut self,
        asked: u64,
        told: Result<(CheckResponse, Option<String>), NetError>,
    ) {
        if asked != self.state.checking.asked {
            return;
        }
        self.state.checking.asking = None;
        let refreshed = std::mem::take(&mut self.state.checking.is_refreshing);
        let error = told.as_ref().err().filter(|_| refreshed).cloned();
        self.check_heard(told).await;
        if refreshed {
            self.settle_refresh(error.as_ref());
        }
    }

    async fn check_heard(&mut self, told: Result<(CheckResponse, Option<String>), NetError>) {
        match told {
            Ok((told, version)) => {
                self.state.checking.version = version;
                self.state.checking.unreached = false;
                self.state.checking.failures = 0;
                let before = self.state.checking.check.clone();
                let told = Event::Told { told: Box::new(told), unix_s: self.check_unix_s() };
                if let Err(error) = self.check_event(told, None).await {
                    self.state.storage_problem = Some(error.kind);
                    return self.later(Errand::PollCheck, 5_000);
                }
                self.count_hurry(self.state.checking.check != before);
                self.go_on_sending();
                self.watch_check();
            }
            Err(error) if error.code() == Some(Code::CheckVoid) => self.check_is_gone(Event::Void).await,
            Err(error) if error.code() == Some(Code::NotFound) => self.check_is_gone(Event::Gone).await,
            Err(error) => {
                self.state.checking.unreached = true;
                self.state.checking.failures = self.state.checking.failures.saturating_add(1);
                let delay =
                    backoff::delay_ms(self.state.checking.failures, error.retry_after_s(), self.random());
                self.later(Errand::PollCheck, delay);
            }
        }
    }

    /// The provider leads it on no more: it ends here, too, and nothing of it stays.
    pub(super) async fn check_is_gone(&mut self, event: Event) {
        self.state.checking.unreached = false;
        if let Err(error) = self.check_event(event, None).await {
            self.state.storage_problem = Some(error.kind);
            self.later(Errand::PollCheck, 5_000);
        }
    }

    /// A provider that was asked to wait for news, and replied at once without any, is not asked at once again.
    fn count_hurry(&mut self, is_news: bool) {
        let now_ms = self.now().ms;
        let checking = &mut self.state.checking;
        let Some(since_ms) = checking.waits_since_ms.take() else { return };
        let hurried = !is_news && now_ms.saturating_sub(since_ms) < PATIENT_MS;
        checking.hurried = if hurried { checking.hurried.saturating_add(1) } else { 0 };
    }

    /// Goes on asking, while the app is on screen and there is something to hear.
    pub(in crate::app) fn watch_check(&mut self) {
        let Some(check) = &self.state.checking.check else { return };
        let waits = matches!(check.next(), Next::Wait | Next::Retake) || self.can_still_finish(check);
        if !self.state.foreground || !waits {
            return;
        }
        match self.state.checking.hurried {
            0 => self.poll_check(true),
            hurried => {
                let delay = backoff::delay_ms(hurried, None, self.random());
                self.later(Errand::WatchCheck, delay);
            }
        }
    }

    /// Waits for news again, after a while without.
    pub(in crate::app) fn watch_check_again(&mut self) {
        if self.state.foreground {
            self.poll_check(true);
        }
    }

    /// The app came back, or the network changed: what was under way goes on, and the provider is asked.
    pub(in crate::app) fn check_comes_back(&mut self) {
        if self.state.checking.beginning.as_ref().is_some_and(|beginning| is_claiming(beginning.stage)) {
            self.later(Errand::ClaimCheck, 0);
        }
        self.state.checking.failures = 0;
        self.state.checking.hurried = 0;
        self.state.checking.unfit = 0;
        self.go_on_sending();
        // What still waits may have been asked over a network that is gone, or before what happened meanwhile.
        self.ask_check_anew();
    }

    /// Asks at once; the refresh waits for the answer.
    pub(in crate::app) fn refresh_check(&mut self) {
        self.state.checking.is_refreshing = true;
        self.ask_check_anew();
    }

    /// Asks at once, in place of the question that still waits.
    pub(super) fn ask_check_anew(&mut self) {
        if let Some(asking) = self.state.checking.asking.take() {
            asking.abort();
        }
        self.poll_check(false);
        let is_asked = self.state.checking.asking.is_some();
        if !is_asked && std::mem::take(&mut self.state.checking.is_refreshing) {
            self.settle_refresh(None);
        }
    }

    /// What the system says of the network: whether it costs.
    pub(in crate::app) fn metered(&mut self, is_metered: bool) {
        self.state.is_metered = is_metered;
        self.go_on_sending();
    }

    /// When something of the check is due, monotonic milliseconds.
    pub(in crate::app) fn check_due(&self, now: &Moment) -> Option<u64> {
        let check = self.state.checking.check.as_ref()?;
        let unix_s = self.check_wall_s();
        let at = |left_ms: u64| now.ms.saturating_add(left_ms);
        let ends = check.left_ms(now, unix_s).filter(|_| !check.state.is_over()).map(at);
        let way_on = check.finish.as_ref().filter(|finishing| finishing.is_waited_for());
        let until = way_on.and_then(|finishing| finishing.left_ms(now, unix_s)).map(at);
        let again = check.progress.code.as_ref().and_then(|code| code.again.at_ms(now));
        let from = check.finish.as_ref().and_then(|finishing| finishing.from.at_ms(now));
        let later = |at: &u64| *at > now.ms;
        ends.into_iter().chain(until).chain(again.filter(later)).chain(from.filter(later)).min()
    }

    pub(in crate::app) async fn check_time(&mut self, now: &Moment) {
        let due = self.state.checking.check.is_some() && self.check_due(now).is_some_and(|at| at <= now.ms);
        let event = Event::TimeUp { unix_s: self.check_wall_s() };
        if due && let Err(error) = self.check_event(event, None).await {
            self.state.storage_problem = Some(error.kind);
        }
    }

    /// The wall clock, which may be wrong: asked only while the provider, which would know better, cannot be.
    fn check_wall_s(&self) -> Option<i64> {
        self.state.checking.unreached.then(|| self.check_unix_s())
    }

    /// The time as the provider has it, as far as that is known, Unix seconds.
    fn check_unix_s(&self) -> i64 {
        let peer = self.state.checking.peer.as_ref();
        peer.map_or_else(|| self.platform.clock.wall_ms(), |peer| peer.time().now_ms()).div_euclid(1000)
    }

    /// Opens the page on which an accepted recovery is finished.
    pub(in crate::app) fn finish_check(&mut self) -> Result<(), CoreError> {
        let check = self.check()?;
        let open = check.finish.as_ref().filter(|finishing| finishing.is_open(&self.now()));
        let path = open.and_then(|finishing| finishing.finish.path.as_deref());
        // A path at the provider, and nothing that a browser would take for another host.
        let path =
            path.filter(|path| path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'));
        let path = path.ok_or_else(|| self.error(ErrorKind::NothingToDo))?;
        let url = check.origin.join(path);
        self.state.effect(EffectKind::OpenUrl { url });
        self.later(Errand::PollCheck, 2_000);
        Ok(())
    }

    /// The person has read how it ended.
    pub(in crate::app) async fn close_check(&mut self) -> Result<(), CoreError> {
        let check = self.check()?;
        if !check.state.is_over() || self.can_still_finish(check) {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        self.forget_check().await
    }

    /// An accepted recovery that is not finished yet: closing it would throw the way on away.
    pub(in crate::app) fn can_still_finish(&self, check: &Check) -> bool {
        let now = self.now();
        check.finish.as_ref().is_some_and(|finishing| finishing.is_open(&now))
    }

    /// Whether the provider still has something to say.
    pub(in crate::app) fn asks(&self, check: &Check) -> bool {
        !check.state.is_over() || self.can_still_finish(check)
    }
}

fn is_claiming(stage: Stage) -> bool {
    matches!(stage, Stage::Claiming { failures } if failures > 0)
}

/// Waiting for news takes longer than this, milliseconds.
const PATIENT_MS: u64 = 1_000;
