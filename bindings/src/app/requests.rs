//! Requests.

use kauth_core::app::{Decision, SignatureResult};

use super::App;
use crate::CoreError;

#[uniffi::export]
impl App {
    /// Answers a request. `digits` are what the person typed, where the request asks for digits and the answer is
    /// yes. Answers when the provider has taken it (or the outcome is known otherwise); where the person must be asked,
    /// when `EffectKind::SignatureNeeded` is out, and `signed` then answers in its place. While the provider
    /// cannot be reached the signed answer is kept and sent again until the request ends. A second tap joins the first.
    ///
    /// # Errors
    /// `request_unknown`, `request_over`, `request_answered`, `digits_invalid`, `digits_wrong`, `locked` (yes, while
    /// the app is locked), `signature_declined`, `link_again`, `update_needed`, `offline`.
    pub async fn answer(
        &self,
        request: String,
        decision: Decision,
        digits: Option<String>,
    ) -> Result<(), CoreError> {
        Ok(self.core.answer(request, decision, digits).await?)
    }

    /// Answers `EffectKind::SignatureNeeded`, and answers itself when what was signed had its outcome: the digits of
    /// a link are on screen, an account is linked, an approval was taken.
    ///
    /// # Errors
    /// `nothing_to_do` for an `op` that is over; those of `agree`, `opened`, `answer`.
    pub async fn signed(&self, op: u64, result: SignatureResult) -> Result<(), CoreError> {
        Ok(self.core.signed(op, result).await?)
    }

    /// Leads back to the browser the person came from.
    pub async fn return_to_browser(&self) -> Result<(), CoreError> {
        Ok(self.core.return_to_browser().await?)
    }
}
