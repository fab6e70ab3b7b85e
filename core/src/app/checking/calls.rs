//! The steps that the provider is told: one at a time, each tap's outcome on the page where it was made.

use kauth_protocol::checks::{DocumentKind, PhoneResponse};
use kauth_protocol::problem::Code;

use super::Outcome;
use crate::app::actor::Actor;
use crate::app::handle::Reply;
use crate::app::nav::Page;
use crate::app::polling::kind_of;
use crate::app::state::WaitFor;
use crate::checks::dossier;
use crate::checks::session::Event;
use crate::error::{CoreError, ErrorKind};
use crate::net::NetError;
use crate::net::checks::Session;

/// A step that the provider is told.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::app) enum Step {
    Consent,
    Phone { number: String },
    Code { code: String },
    Location { given: bool },
    Document(DocumentKind),
    Withdraw,
}

impl Actor {
    /// Whom the check's calls go to.
    pub(super) fn session(&mut self) -> Result<Session, CoreError> {
        let check = self.check()?;
        let (origin, pin) = (check.origin.clone(), check.pin.clone());
        let (credentials, id) = (check.credentials(), check.id.clone());
        let peer = self.check_peer(origin, pin)?;
        Ok(Session { signer: self.signer.clone(), peer, credentials, check: id })
    }

    /// Tells the provider a step. The same tap twice is told once.
    pub(super) fn tell_step(&mut self, step: Step, reply: Reply) {
        if let Some(telling) = &self.state.checking.telling {
            if *telling == step {
                return self.wait(WaitFor::Check, reply);
            }
            let error = self.error(ErrorKind::NothingToDo);
            return self.reply(reply, Err(error));
        }
        let (session, description) = match self
            .session()
            .and_then(|session| self.check().map(|check| (session, dossier::description_hash(check))))
        {
            Ok(found) => found,
            Err(error) => return self.reply(reply, Err(error)),
        };
        self.state.nav.problem = None;
        self.state.checking.telling = Some(step.clone());
        self.wait(WaitFor::Check, reply);
        self.spawn_check(async move {
            let told = match step.clone() {
                Step::Consent => session.consent(description).await.map(|()| None),
                Step::Phone { number } => session.phone(number).await.map(Some),
                Step::Code { code } => session.code(code).await.map(|()| None),
                Step::Location { given } => session.location(given).await.map(|()| None),
                Step::Document(document) => session.document(document).await.map(|()| None),
                Step::Withdraw => session.withdraw().await.map(|()| None),
            };
            Outcome::Stepped(step, told)
        });
    }

    /// The provider was told, or could not be.
    pub(super) async fn stepped(&mut self, step: Step, told: Result<Option<PhoneResponse>, NetError>) {
        self.state.checking.telling = None;
        let kept = match told {
            Ok(reply) => match event(&step, reply) {
                Some(event) => self.taken(&step, event).await,
                None => self.withdrawn().await,
            },
            Err(error) => self.not_stepped(&step, &error).await,
        };
        if kept.is_ok() {
            self.state.nav.leave(|page| match page {
                Page::CheckNumber => true,
                Page::CheckDocument | Page::CheckPicture { .. } => matches!(step, Step::Document(_)),
                _ => false,
            });
        }
        if self.state.checking.asking.is_some() {
            // The answer on its way may be from before this step, and would undo it.
            self.ask_check_anew();
        }
        match kept {
            Ok(()) => self.settle_waiters(&WaitFor::Check, &Ok(())),
            Err(error) => self.check_failed(error),
        }
    }

    async fn taken(&mut self, step: &Step, event: Event) -> Result<(), CoreError> {
        if let Step::Phone { number } = step {
            self.number_told(number, true).await?;
        }
        self.check_event(event, None).await
    }

    async fn withdrawn(&mut self) -> Result<(), CoreError> {
        self.forget_check().await?;
        let said = self.state.texts().snackbar_check_withdrawn();
        self.notice(said);
        Ok(())
    }

    async fn not_stepped(&mut self, step: &Step, error: &NetError) -> Result<(), CoreError> {
        let tries_left = error.problem().and_then(|problem| problem.tries_left);
        if let (Step::Code { .. }, Some(Code::WrongDigits), Some(tries_left)) =
            (step, error.code(), tries_left)
        {
            self.check_event(Event::CodeWrong { tries_left }, None).await?;
            let text = self.state.texts().check_code_wrong(i64::from(tries_left));
            return Err(CoreError { kind: ErrorKind::DigitsWrong, text, retry_after_s: None });
        }
        if *step == Step::Withdraw {
            let is_over = matches!(error.code(), Some(Code::CheckOver | Code::NotFound));
            // Who agreed to nothing is not held: what the provider has of it is a link that was read.
            if is_over || !self.check()?.progress.consented {
                return self.withdrawn().await;
            }
        }
        if let Step::Phone { number } = step
            && error.status().is_some_and(|status| status < 500)
        {
            self.number_told(number, false).await?;
        }
        if error.code() == Some(Code::CheckVoid) {
            self.check_event(Event::Void, None).await?;
        }
        if matches!(error.code(), Some(Code::CheckOver | Code::Conflict | Code::NotFound)) {
            // The provider knows something that this phone does not.
            self.poll_check(false);
        }
        Err(CoreError::new(kind_of(error), self.state.texts()).after(error.retry_after_s()))
    }
}

/// What the record learns; none where nothing is left of it.
fn event(step: &Step, reply: Option<PhoneResponse>) -> Option<Event> {
    Some(match step {
        Step::Consent => Event::Consented,
        Step::Phone { .. } => Event::CodeSent(reply?),
        Step::Code { .. } => Event::CodeRight,
        Step::Location { given } => Event::Located { given: *given },
        Step::Document(document) => Event::DocumentChosen(*document),
        Step::Withdraw => return None,
    })
}
