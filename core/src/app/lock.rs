//! The app lock: what is the person's leaves the memory when it closes. Requests come in all the same.

use super::actor::Actor;
use super::nav::Page;
use super::state::{Account, Person, Settings};
use super::store::{Batch, Kind};
use crate::error::{CoreError, ErrorKind};

/// Passphrases: fewest and most characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=256;

impl Actor {
    pub(super) async fn unlock(&mut self, passphrase: String) -> Result<(), CoreError> {
        if self.state.person.is_some() {
            return Ok(());
        }
        match self.store.unlock(passphrase).await {
            Ok(()) => {
                self.state.lock_problem = None;
                self.load_person().await
            }
            Err(failure) => {
                let error = failure.error(self.state.texts());
                let wait = error.retry_after_s.map(|seconds| self.now().after(u64::from(seconds) * 1000));
                self.state.lock_problem = Some((error.kind, wait));
                Err(error)
            }
        }
    }

    /// Brings the person's records into memory, and does what had to wait for that.
    pub(super) async fn load_person(&mut self) -> Result<(), CoreError> {
        let accounts: Vec<(String, Account)> = self.load(Kind::Account).await?;
        let mut person = Person::default();
        for (_, account) in accounts {
            let offset_ms = self.state.offset_ms(account.link.as_deref());
            person.insert(account, offset_ms);
        }
        self.state.person = Some(person);
        self.touch();
        if self.state.notice.as_ref().is_none_or(|notice| notice.undo.is_none()) {
            // Nobody can undo what an earlier run removed.
            self.purge_all_removed().await;
        }
        self.void_recovery_codes().await;
        self.show_unsaved_codes();
        self.keep_held().await;
        self.load_check_secrets().await
    }

    pub(super) async fn lock(&mut self) -> Result<(), CoreError> {
        if !self.state.has_passphrase {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        self.purge_all_removed().await;
        self.store.lock().await.map_err(|failure| failure.error(self.state.texts()))?;
        self.state.person = None;
        self.state.import = None;
        self.state.checking.secrets = None;
        self.state.notice = None;
        self.state.trouble = None;
        self.state.search.clear();
        self.state.lock_problem = None;
        self.state.nav.leave(|page| {
            matches!(
                page,
                Page::Account { .. }
                    | Page::Remove { .. }
                    | Page::RecoveryCodes { .. }
                    | Page::Settings
                    | Page::History
                    | Page::Add
                    | Page::Scan
                    | Page::AddByHand
                    | Page::Import
                    | Page::SignInHere
            )
        });
        // What a shell still holds of secrets goes with it.
        self.state.effects.retain(|effect| {
            !matches!(
                effect.kind,
                super::effect::EffectKind::SaveText { .. }
                    | super::effect::EffectKind::PrintText { .. }
                    | super::effect::EffectKind::Copy { .. }
            )
        });
        self.refresh_notifications();
        self.touch();
        Ok(())
    }

    pub(super) async fn set_passphrase(
        &mut self,
        current: Option<String>,
        new: String,
        repeated: &str,
    ) -> Result<(), CoreError> {
        let result = self.change_passphrase(current, new, repeated).await;
        self.state.nav.problem = result.as_ref().err().cloned();
        result
    }

    async fn change_passphrase(
        &mut self,
        current: Option<String>,
        new: String,
        repeated: &str,
    ) -> Result<(), CoreError> {
        self.person()?;
        if new != repeated {
            return Err(self.error(ErrorKind::PassphrasesDiffer));
        }
        if !LENGTHS.contains(&new.chars().count()) {
            return Err(self.error(ErrorKind::PassphraseInvalid));
        }
        if self.state.has_passphrase && current.is_none() {
            return Err(self.error(ErrorKind::WrongPassphrase));
        }
        let set = self.store.set_passphrase(current, new).await;
        set.map_err(|failure| failure.error(self.state.texts()))?;
        self.state.has_passphrase = true;
        let text = self.state.texts().snackbar_passphrase_set();
        self.notice(text);
        Ok(())
    }

    pub(super) async fn remove_passphrase(&mut self, current: String) -> Result<(), CoreError> {
        let result = self.take_passphrase_off(current).await;
        self.state.nav.problem = result.as_ref().err().cloned();
        result
    }

    async fn take_passphrase_off(&mut self, current: String) -> Result<(), CoreError> {
        self.person()?;
        if !self.state.has_passphrase {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        let removed = self.store.remove_passphrase(current).await;
        removed.map_err(|failure| failure.error(self.state.texts()))?;
        self.state.has_passphrase = false;
        let text = self.state.texts().snackbar_passphrase_removed();
        self.notice(text);
        Ok(())
    }

    /// Keeps the settings as a change makes them.
    pub(super) async fn change_settings(
        &mut self,
        change: impl FnOnce(&mut Settings),
    ) -> Result<(), CoreError> {
        let mut settings = self.state.settings.clone();
        change(&mut settings);
        if settings == self.state.settings {
            return Ok(());
        }
        let mut batch = Batch::default();
        batch.put(Kind::Setting, super::store::SETTINGS, &settings);
        self.commit(batch).await?;
        self.state.settings = settings;
        self.touch();
        Ok(())
    }
}
