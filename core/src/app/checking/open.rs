//! What a start finds of a check: the record, or a claim that was on the way.

use super::CHECK;
use crate::app::actor::Actor;
use crate::app::nav::Page;
use crate::app::state::Errand;
use crate::app::store::{Batch, Kind};
use crate::checks::{Check, CheckSecrets, PendingCheck};
use crate::error::CoreError;

impl Actor {
    /// Reads the check that was under way. An interrupted claim is sent again.
    pub(in crate::app) async fn read_check(&mut self) -> Result<(), CoreError> {
        let found = self.load::<Check>(Kind::Check).await?.into_iter().find(|(id, _)| id == CHECK);
        self.state.checking.check = found.map(|(_, check)| check);
        let pending = self.load::<PendingCheck>(Kind::Journal).await?.into_iter().find(|(id, _)| id == CHECK);
        let Some((_, pending)) = pending else { return Ok(()) };
        self.state.checking.beginning = pending.resume();
        if self.state.checking.beginning.is_some() {
            self.state.nav.go(Page::Check);
            self.later(Errand::ClaimCheck, 0);
            return Ok(());
        }
        let mut batch = Batch::default();
        batch.delete(Kind::Journal, CHECK);
        self.commit(batch).await
    }

    /// What is the person's of it, once the app is unlocked; a session that was claimed meanwhile is kept.
    pub(in crate::app) async fn load_check_secrets(&mut self) -> Result<(), CoreError> {
        let found =
            self.load::<CheckSecrets>(Kind::CheckSecrets).await?.into_iter().find(|(id, _)| id == CHECK);
        self.state.checking.secrets = found.map(|(_, secrets)| secrets);
        if let Some(check) = self.state.checking.held.take() {
            self.keep_check(check).await?;
        }
        Ok(())
    }

    /// The session key that is in use.
    pub(in crate::app) fn check_key(&self) -> Option<String> {
        let checking = &self.state.checking;
        let beginning =
            checking.beginning.as_ref().and_then(|beginning| beginning.draft.session_key.as_ref());
        let check = checking.check.as_ref().map(|check| &check.session_key);
        beginning.or(check).map(|key| key.id.clone())
    }
}
