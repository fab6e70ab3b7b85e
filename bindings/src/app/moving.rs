//! Moving about.

use kauth_core::app::{BannerKind, Destination};

use super::App;
use crate::CoreError;

#[uniffi::export]
impl App {
    /// Goes somewhere.
    ///
    /// # Errors
    /// `account_unknown`, `request_unknown`, `locked`.
    pub async fn show(&self, destination: Destination) -> Result<(), CoreError> {
        Ok(self.core.show(destination).await?)
    }

    /// Goes back; false where there is nothing to go back to (the shell may close).
    pub async fn back(&self) -> Result<bool, CoreError> {
        Ok(self.core.back().await?)
    }

    /// Asks all providers now. Answers when each has answered or failed.
    ///
    /// # Errors
    /// `offline` and the like, when none could be reached.
    pub async fn refresh(&self) -> Result<(), CoreError> {
        Ok(self.core.refresh().await?)
    }

    /// Does what a banner's button says.
    pub async fn banner_action(&self, kind: BannerKind) -> Result<(), CoreError> {
        Ok(self.core.banner_action(kind).await?)
    }
}
