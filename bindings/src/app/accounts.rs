//! Accounts.

use kauth_core::app::RecoveryCodesAction;

use super::App;
use crate::CoreError;

#[uniffi::export]
impl App {
    /// Puts an account's current code on the clipboard.
    ///
    /// # Errors
    /// `account_unknown`, `locked`, `nothing_to_do` (no codes).
    pub async fn copy_code(&self, account: String) -> Result<(), CoreError> {
        Ok(self.core.copy_code(account).await?)
    }

    /// Makes the next code of a counter-based account; the counter is on disk before the code is shown.
    ///
    /// # Errors
    /// `account_unknown`, `locked`, `nothing_to_do` (not counter-based).
    pub async fn next_counter_code(&self, account: String) -> Result<(), CoreError> {
        Ok(self.core.next_counter_code(account).await?)
    }

    /// Renames an account on this phone (≤ 64 characters); empty goes back to the provider's name for it.
    ///
    /// # Errors
    /// `account_unknown`, `text_invalid`, `locked`.
    pub async fn rename(&self, account: String, name: String) -> Result<(), CoreError> {
        Ok(self.core.rename(account, name).await?)
    }

    /// Sets an account's note (≤ 1,024 characters).
    ///
    /// # Errors
    /// `account_unknown`, `text_invalid`, `locked`.
    pub async fn note(&self, account: String, note: String) -> Result<(), CoreError> {
        Ok(self.core.note(account, note).await?)
    }

    /// Removes an account from this phone: at once gone from the list, for ten seconds to be had back by
    /// `undo`, then for good; a linked account's provider is told (again and again until it knows).
    ///
    /// # Errors
    /// `account_unknown`, `locked`.
    pub async fn delete(&self, account: String) -> Result<(), CoreError> {
        Ok(self.core.delete(account).await?)
    }

    /// Takes the last removal back.
    ///
    /// # Errors
    /// `nothing_to_do` once it is too late.
    pub async fn undo(&self) -> Result<(), CoreError> {
        Ok(self.core.undo().await?)
    }

    /// Filters the list by issuer, name and note; empty shows all.
    pub async fn search(&self, text: String) -> Result<(), CoreError> {
        Ok(self.core.search(text).await?)
    }

    /// Copies, saves or prints an account's recovery codes.
    ///
    /// # Errors
    /// `account_unknown`, `locked`, `nothing_to_do` (this phone does not have them).
    pub async fn recovery_codes(
        &self,
        account: String,
        action: RecoveryCodesAction,
    ) -> Result<(), CoreError> {
        Ok(self.core.recovery_codes(account, action).await?)
    }

    /// The person saved the recovery codes on screen.
    ///
    /// # Errors
    /// `nothing_to_do`.
    pub async fn saved_recovery_codes(&self) -> Result<(), CoreError> {
        Ok(self.core.saved_recovery_codes().await?)
    }
}
