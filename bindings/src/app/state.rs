//! Opening, reading the newest state, ending.

use std::sync::Arc;

use kauth_core::app::{AccountRow, AppConfig, Labels, Platform, RequestView, Update};
use kauth_core::platform::SystemRandom;

use super::App;
use crate::CoreError;
use crate::platform::{Clock, KeyStore, LentClock, LentKeys};

#[uniffi::export]
impl App {
    /// Opens the app in its folder, makes the vault if there is none, and goes on where it was: a link or an answer that
    /// was under way when the process died is finished. Does its disk work on the app's own threads.
    ///
    /// # Errors
    /// `vault_…` kinds: in use by another process (named), newer than this app, damaged, wrong key, disk full.
    #[uniffi::constructor]
    pub async fn open(
        config: AppConfig,
        keys: Arc<dyn KeyStore>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Self>, CoreError> {
        let platform = Platform {
            keys: Arc::new(LentKeys(keys)),
            clock: Arc::new(LentClock(clock)),
            random: Arc::new(SystemRandom::new()),
        };
        Self::on(config, platform).await
    }

    /// Waits until the state is newer than `after_revision` (0 for the first call) and gives it. Several readers may
    /// wait; dropping the future loses nothing.
    ///
    /// # Errors
    /// `stopped` after `shutdown`.
    pub async fn next(&self, after_revision: u64) -> Result<Update, CoreError> {
        Ok(self.core.next(after_revision).await?)
    }

    /// The fixed labels (buttons, field names) in the person's language. Fetch them anew when `AppView.language` changes.
    pub async fn labels(&self) -> Result<Labels, CoreError> {
        Ok(self.core.labels().await?)
    }

    /// All accounts with their codes, whatever the screen shows: for `--json` and widgets.
    ///
    /// # Errors
    /// `locked`.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, CoreError> {
        Ok(self.core.accounts().await?)
    }

    /// All requests that wait, in order, whatever the screen shows.
    pub async fn inbox(&self) -> Result<Vec<RequestView>, CoreError> {
        Ok(self.core.inbox().await?)
    }

    /// Ends everything within two seconds: calls are dropped, what was accepted is on disk. Later calls answer
    /// `stopped`.
    pub async fn shutdown(&self) {
        self.core.shutdown().await;
    }
}
