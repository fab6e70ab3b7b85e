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

    /// Does what a banner's button says; `about` is the banner's.
    ///
    /// # Errors
    /// `nothing_to_do`, when what it is about is over.
    pub async fn banner_action(&self, kind: BannerKind, about: String) -> Result<(), CoreError> {
        Ok(self.core.banner_action(kind, about).await?)
    }

    /// Takes a banner away that can be; `about` is the banner's.
    ///
    /// # Errors
    /// `locked`.
    pub async fn dismiss_banner(&self, kind: BannerKind, about: String) -> Result<(), CoreError> {
        Ok(self.core.dismiss_banner(kind, about).await?)
    }
}
