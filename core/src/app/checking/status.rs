//! Where the check stands: asked while somebody looks, counted down without network, finished on this phone.

use kauth_protocol::checks::{CheckResponse, State};

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
        if self.state.checking.asking.is_some() || !self.state.checking.check.as_ref().is_some_and(asks) {
            return;
        }
        let Ok(session) = self.session() else { return };
        self.state.agenda.remove(&Errand::PollCheck);
        let wait_s = wait.then_some(u32::try_from(kauth_protocol::MAX_WAIT).unwrap_or(25));
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
        match told {
            Ok((told, version)) => {
                self.state.checking.version = version;
                self.state.checking.unreached = false;
                self.state.checking.failures = 0;
                if let Err(error) = self.check_event(Event::Told(Box::new(told)), None).await {
                    self.state.storage_problem = Some(error.kind);
                    return self.later(Errand::PollCheck, 5_000);
                }
                self.go_on_sending();
                self.watch_check();
            }
            Err(error) => {
                self.state.checking.unreached = true;
                self.state.checking.failures = self.state.checking.failures.saturating_add(1);
                let delay =
                    backoff::delay_ms(self.state.checking.failures, error.retry_after_s(), self.random());
                self.later(Errand::PollCheck, delay);
            }
        }
    }

    /// Goes on asking, while the app is on screen and there is something to hear.
    pub(in crate::app) fn watch_check(&mut self) {
        let Some(check) = &self.state.checking.check else { return };
        let waits = matches!(check.next(), Next::Wait | Next::Retake) || !finished(check);
        if self.state.foreground && waits {
            self.poll_check(true);
        }
    }

    /// The app came back, or the network changed: what was under way goes on, and the provider is asked.
    pub(in crate::app) fn check_comes_back(&mut self) {
        if self.state.checking.beginning.as_ref().is_some_and(|beginning| is_claiming(beginning.stage)) {
            self.later(Errand::ClaimCheck, 0);
        }
        self.state.checking.failures = 0;
        self.go_on_sending();
        // What still waits may have been asked over a network that is gone, or before what happened meanwhile.
        self.ask_check_anew();
    }

    /// Asks at once, in place of the question that still waits.
    pub(super) fn ask_check_anew(&mut self) {
        if let Some(asking) = self.state.checking.asking.take() {
            asking.abort();
        }
        self.poll_check(false);
    }

    /// What the system says of the network: whether it costs.
    pub(in crate::app) fn metered(&mut self, is_metered: bool) {
        self.state.is_metered = is_metered;
        self.go_on_sending();
    }

    /// When something of the check is due, monotonic milliseconds.
    pub(in crate::app) fn check_due(&self, now: &Moment) -> Option<u64> {
        let check = self.state.checking.check.as_ref()?;
        let ends = check.ends.at_ms(now).filter(|_| !check.state.is_over());
        let again = check.progress.code.as_ref().and_then(|code| code.again.at_ms(now));
        let from = check.finish.as_ref().and_then(|finishing| finishing.from.at_ms(now));
        let later = |at: &u64| *at > now.ms;
        ends.into_iter().chain(again.filter(later)).chain(from.filter(later)).min()
    }

    pub(in crate::app) async fn check_time(&mut self, now: &Moment) {
        let due = self.state.checking.check.as_ref().is_some_and(|check| check.ends.is_over(now));
        if due && let Err(error) = self.check_event(Event::TimeUp, None).await {
            self.state.storage_problem = Some(error.kind);
        }
    }

    /// Opens the page on which an accepted recovery is finished.
    pub(in crate::app) fn finish_check(&mut self) -> Result<(), CoreError> {
        let check = self.check()?;
        let path = check.finish.as_ref().and_then(|finishing| finishing.finish.path.as_deref());
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
        check
            .finish
            .as_ref()
            .is_some_and(|finishing| !finishing.finish.done && !finishing.until.is_over(&now))
    }
}

fn is_claiming(stage: Stage) -> bool {
    matches!(stage, Stage::Claiming { failures } if failures > 0)
}

/// Whether the provider still has something to say.
fn asks(check: &Check) -> bool {
    !check.state.is_over() || !finished(check)
}

/// Nothing is to come for an accepted recovery.
fn finished(check: &Check) -> bool {
    check.state != State::Accepted || check.finish.as_ref().is_none_or(|finishing| finishing.finish.done)
}
