//! Adding accounts.

use kauth_core::app::ManualEntry;

use super::App;
use crate::CoreError;

#[uniffi::export]
impl App {
    /// Takes a scanned, pasted or opened text: a link (leads to `Screen::Agree`; nothing is sent yet), an
    /// `otpauth://` URI (added), an `otpauth-migration://` URI (leads to `Screen::Import`; several that belong together
    /// are collected), a `kauth://open` link (shows the request and remembers the browser to go back to).
    ///
    /// # Errors
    /// `not_a_link`, `link_invalid`, `import_unknown`, `import_empty`, `plain_http`, `otp_invalid`, `foreign_key`, `locked`.
    pub async fn scan(&self, text: String) -> Result<(), CoreError> {
        Ok(self.core.scan(text).await?)
    }

    /// Reads a file's bytes: of a picture (PNG, JPEG, WebP) the QR code, and does what `scan` does; else another
    /// authenticator's export, which leads to `Screen::Import`. The bytes are only lent. Blocks until it is decided, up to
    /// seconds for a large picture: never on a UI thread.
    ///
    /// # Errors
    /// `picture_unreadable`, `picture_without_code`, `import_encrypted`, `import_unknown`, `import_empty`, and those of
    /// `scan`.
    pub fn picture(&self, bytes: &[u8]) -> Result<(), CoreError> {
        Ok(self.core.picture_lent(bytes)?)
    }

    /// Looks for a QR code in a camera frame while `Screen::Scan` is shown, and does what `scan` does with the
    /// first that it finds. The same text is taken once, however many frames show it. True if this frame held a code.
    ///
    /// `luma` is lent: one byte a pixel, 0 is black, rows of `width` pixels from the top, `row_stride` bytes from one row's
    /// start to the next. A frame whose bytes do not fit its size holds nothing. Takes tens of milliseconds: on the
    /// camera's thread, never on a UI thread.
    pub fn frame(&self, luma: &[u8], width: u32, height: u32, row_stride: u32) -> bool {
        self.core.frame(luma, width, height, row_stride)
    }

    /// Adds an account typed by hand. Answers its id.
    ///
    /// # Errors
    /// `otp_invalid` with what is wrong, `text_invalid`, `locked`.
    pub async fn add_by_hand(&self, entry: ManualEntry) -> Result<String, CoreError> {
        Ok(self.core.add_by_hand(entry).await?)
    }

    /// Adds all accounts of the export on screen (`Screen::Import`) that are not there yet, or none.
    ///
    /// # Errors
    /// `nothing_to_do`, `locked`, `vault_…`.
    pub async fn add_import(&self) -> Result<(), CoreError> {
        Ok(self.core.add_import().await?)
    }

    /// Agrees to the link on screen: only now the provider is called. Answers when the new key's signature is asked for
    /// (`EffectKind::SignatureNeeded`; `signed` then answers when the six digits are on screen), or with what
    /// went wrong.
    ///
    /// # Errors
    /// `nothing_to_do`, and all that a provider can answer: `link_expired`, `link_used`, `server_key_mismatch`,
    /// `certificate`, `offline`, …
    pub async fn agree(&self) -> Result<(), CoreError> {
        Ok(self.core.agree().await?)
    }

    /// Leaves what is under way (agreeing, linking, signing in on this phone) and removes its keys; leaves an export
    /// without adding anything.
    pub async fn cancel(&self) -> Result<(), CoreError> {
        Ok(self.core.cancel().await?)
    }

    /// Tries again what the problem on screen was about.
    ///
    /// # Errors
    /// Those of what is tried.
    pub async fn retry(&self) -> Result<(), CoreError> {
        Ok(self.core.retry().await?)
    }

    /// Signs in on this phone (A1): finds the provider at `host`, then asks the shell to open its sign-in page
    /// (`EffectKind::OpenUrl`). `loopback_redirect` is the address a terminal or desktop shell listens on
    /// (`http://127.0.0.1:PORT/…`); none means `kauth://oauth`. The page's answer goes to `opened`,
    /// also after a restart.
    ///
    /// # Errors
    /// `host_invalid`, `plain_http`, `offline`, `foreign_key`, `update_needed`, `locked`, …
    pub async fn sign_in_here(
        &self,
        host: String,
        loopback_redirect: Option<String>,
    ) -> Result<(), CoreError> {
        Ok(self.core.sign_in_here(host, loopback_redirect).await?)
    }

    /// Takes an address that the system opened the app with, or that came to `loopback_redirect`. What a sign-in page
    /// leads back to goes on with the sign-in: answers when the new key's signature is asked for (`signed` then
    /// answers when the account is linked), or with what went wrong. Everything else is for `scan`.
    ///
    /// # Errors
    /// `sign_in_mismatch` (state, issuer), `sign_in_denied`, those of linking, and those of `scan`.
    pub async fn opened(&self, url: String) -> Result<(), CoreError> {
        Ok(self.core.opened(url).await?)
    }
}
