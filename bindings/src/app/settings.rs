//! The app lock and the settings.

use kauth_core::app::Theme;

use super::App;
use crate::CoreError;

#[uniffi::export]
impl App {
    /// Unlocks with the passphrase.
    ///
    /// # Errors
    /// `wrong_passphrase`, `too_many` with the wait.
    pub async fn unlock(&self, passphrase: String) -> Result<(), CoreError> {
        Ok(self.core.unlock(passphrase).await?)
    }

    /// Locks now, if there is a passphrase.
    ///
    /// # Errors
    /// `nothing_to_do` without a passphrase.
    pub async fn lock(&self) -> Result<(), CoreError> {
        Ok(self.core.lock().await?)
    }

    /// Sets or changes the passphrase. `current` is needed where there is one; `repeated` is what was typed the second
    /// time.
    ///
    /// # Errors
    /// `wrong_passphrase`, `passphrase_invalid` (too short, too long), `passphrases_differ`, `locked`.
    pub async fn set_passphrase(
        &self,
        current: Option<String>,
        new: String,
        repeated: String,
    ) -> Result<(), CoreError> {
        Ok(self.core.set_passphrase(current, new, repeated).await?)
    }

    /// Takes the app lock off.
    ///
    /// # Errors
    /// `wrong_passphrase`, `nothing_to_do`, `locked`.
    pub async fn remove_passphrase(&self, current: String) -> Result<(), CoreError> {
        Ok(self.core.remove_passphrase(current).await?)
    }

    /// Sets the language by tag; empty follows the system's list.
    pub async fn set_language(&self, tag: String) -> Result<(), CoreError> {
        Ok(self.core.set_language(tag).await?)
    }

    /// Sets how the app looks.
    pub async fn set_theme(&self, theme: Theme) -> Result<(), CoreError> {
        Ok(self.core.set_theme(theme).await?)
    }

    /// Hides codes in the list until an account is tapped, or shows them.
    pub async fn set_hide_codes(&self, hide: bool) -> Result<(), CoreError> {
        Ok(self.core.set_hide_codes(hide).await?)
    }

    /// Goes on listening while the app is not on screen, or stops it. The shell keeps the process alive while
    /// `AppView::stay_reachable` says so.
    ///
    /// # Errors
    /// `nothing_to_do` in a shell that cannot.
    pub async fn set_stay_reachable(&self, stay: bool) -> Result<(), CoreError> {
        Ok(self.core.set_stay_reachable(stay).await?)
    }

    /// Puts what the settings show for support on the clipboard.
    pub async fn copy_diagnostics(&self) -> Result<(), CoreError> {
        Ok(self.core.copy_diagnostics().await?)
    }
}
