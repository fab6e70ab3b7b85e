//! What the person types and chooses: read, checked against where the check is, then told to the provider.

use kauth_protocol::checks::{CODE_DIGITS, Location, LocationWish};

use super::CHECK;
use super::calls::Step;
use crate::app::actor::Actor;
use crate::app::handle::Reply;
use crate::app::nav::Page;
use crate::app::store::{Batch, Kind};
use crate::app::view::IdentityDocument;
use crate::checks::CheckSecrets;
use crate::checks::session::Next;
use crate::error::{CoreError, ErrorKind};

impl Actor {
    /// Tells the step if the check is where it can be made; else says why not.
    fn check_step(&mut self, step: Result<Step, CoreError>, reply: Reply) {
        match step {
            Ok(step) => self.tell_step(step, reply),
            Err(error) => {
                self.state.nav.problem = Some(error.clone());
                self.reply(reply, Err(error));
            }
        }
    }

    fn at(&self, places: &[Next]) -> Result<(), CoreError> {
        let next = self.check()?.next();
        if places.contains(&next) { Ok(()) } else { Err(self.error(ErrorKind::NothingToDo)) }
    }

    /// The person agrees to the description.
    pub(in crate::app) fn consent(&mut self, reply: Reply) {
        let step = self.at(&[Next::Consent]).map(|()| Step::Consent);
        self.check_step(step, reply);
    }

    /// The person typed their number.
    pub(in crate::app) async fn check_number(&mut self, number: &str, reply: Reply) {
        let step = match self.read_number(number) {
            Ok(number) => self.want_number(number).await,
            Err(error) => Err(error),
        };
        self.check_step(step, reply);
    }

    fn read_number(&self, number: &str) -> Result<String, CoreError> {
        self.at(&[Next::Number, Next::Code])?;
        e164(number).ok_or_else(|| self.error(ErrorKind::NumberInvalid))
    }

    /// Kept beside the number that has the code, until the provider has taken it: its reply may get lost.
    async fn want_number(&mut self, number: String) -> Result<Step, CoreError> {
        let wanted = number.clone();
        self.change_secrets(|secrets| secrets.wanted_number = Some(wanted)).await?;
        Ok(Step::Phone { number })
    }

    /// The provider has sent a code to this number, or will not.
    pub(super) async fn number_told(&mut self, number: &str, taken: bool) -> Result<(), CoreError> {
        if self.state.checking.secrets.is_none() {
            // Locked meanwhile: the number that was wanted stands for it.
            return Ok(());
        }
        self.change_secrets(|secrets| {
            if taken {
                number.clone_into(&mut secrets.number);
            }
            secrets.wanted_number = None;
        })
        .await
    }

    /// The person wants to type another number.
    pub(in crate::app) fn other_number(&mut self) -> Result<(), CoreError> {
        self.at(&[Next::Code])?;
        self.state.nav.go(Page::CheckNumber);
        Ok(())
    }

    /// Another code to the same number.
    pub(in crate::app) fn check_code_again(&mut self, reply: Reply) {
        let number = self.at(&[Next::Code]).and_then(|()| Ok(self.check_secrets()?.code_number().to_owned()));
        self.check_step(number.map(|number| Step::Phone { number }), reply);
    }

    /// The person typed the code.
    pub(in crate::app) fn check_code(&mut self, code: &str, reply: Reply) {
        let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let is_code = digits.len() == CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        let step = self.at(&[Next::Code]).and_then(|()| {
            if is_code { Ok(Step::Code { code: digits }) } else { Err(self.error(ErrorKind::CodeInvalid)) }
        });
        self.check_step(step, reply);
    }

    /// The shell found the place.
    pub(in crate::app) async fn check_location(&mut self, location: Location, reply: Reply) {
        let step = match self.at(&[Next::Location]) {
            Ok(()) if location.is_valid() => {
                let kept = self.change_secrets(|secrets| secrets.location = Some(location)).await;
                kept.map(|()| Step::Location { given: true })
            }
            Ok(()) => Err(self.error(ErrorKind::LocationInvalid)),
            Err(error) => Err(error),
        };
        self.check_step(step, reply);
    }

    /// The person does not say where they are.
    pub(in crate::app) fn decline_location(&mut self, reply: Reply) {
        let step = self.at(&[Next::Location]).and_then(|()| {
            if self.check()?.asked.location == LocationWish::Required {
                return Err(self.error(ErrorKind::LocationRequired));
            }
            Ok(Step::Location { given: false })
        });
        self.check_step(step, reply);
    }

    /// Which document; can be changed until it is sent.
    pub(in crate::app) fn choose_document(&mut self, document: IdentityDocument, reply: Reply) {
        let kind = document.wire();
        let step = self.check().and_then(|check| {
            if !check.takes_document() || !check.asked.documents.contains(&kind) {
                return Err(self.error(ErrorKind::NothingToDo));
            }
            Ok(Step::Document(kind))
        });
        self.check_step(step, reply);
    }

    /// Ends it; the provider deletes what it has.
    pub(in crate::app) fn withdraw_check(&mut self, reply: Reply) {
        let step = self.check().and_then(|check| {
            if check.state.is_over() { Err(self.error(ErrorKind::NothingToDo)) } else { Ok(Step::Withdraw) }
        });
        self.check_step(step, reply);
    }

    /// Keeps what the person told.
    pub(super) async fn change_secrets(
        &mut self,
        change: impl FnOnce(&mut CheckSecrets),
    ) -> Result<(), CoreError> {
        let mut secrets = self.check_secrets()?.clone();
        change(&mut secrets);
        let mut batch = Batch::default();
        batch.put(Kind::CheckSecrets, CHECK, &secrets);
        self.commit(batch).await?;
        self.state.checking.secrets = Some(secrets);
        Ok(())
    }
}

/// A number as people write it, in the one form of the wire (E.164); none if it has no country code.
fn e164(text: &str) -> Option<String> {
    let dense: String = text.chars().filter(|c| !c.is_whitespace() && !"-./()".contains(*c)).collect();
    let digits = dense.strip_prefix('+').or_else(|| dense.strip_prefix("00"))?;
    let sound = (8..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    sound.then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for text in ["+41 79 123 45 67", "0041 79 123 45 67", "+41-79/123.45.67", " (+41) 791234567 "] {
            assert_eq!(e164(text).as_deref(), Some("+41791234567"), "{text}");
        }
        for bad in [
            "079 123 45 67",
            "",
            "+",
            "+41 79 abc",
            "+0791234567",
            "+1234567",
            "+1234567890123456",
            "+41+79123456",
        ] {
            assert_eq!(e164(bad), None, "{bad}");
        }
    }
}
