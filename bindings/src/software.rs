//! Keys in files, for the desktop's phone in a window and for tests of shells. Weaker than hardware; not in mobile builds.

use std::sync::Arc;

use kauth_core::app::{AppConfig, Platform, SignatureResult};
use kauth_core::platform::software::{PromptedError as CorePrompted, SoftwareKeys as Core};
use kauth_core::platform::{SystemClock, SystemRandom};

use crate::platform::KeyStoreError;
use crate::{App, CoreError};

/// A folder of keys.
#[derive(uniffi::Object)]
pub struct SoftwareKeys {
    core: Arc<Core>,
}

/// The passphrase was another one; it may be typed again.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum PromptedError {
    /// Another passphrase may be typed.
    #[error("wrong passphrase")]
    WrongPassphrase,
}

#[uniffi::export]
impl SoftwareKeys {
    /// Opens the folder; makes it if it is missing.
    ///
    /// # Errors
    /// `Failed`: damaged, of a newer version, or not readable.
    #[uniffi::constructor]
    pub fn open(folder: String) -> Result<Arc<Self>, KeyStoreError> {
        let core = Core::open(folder).map_err(|_| KeyStoreError::Failed)?;
        Ok(Arc::new(Self { core: Arc::new(core) }))
    }

    /// A passphrase must be typed for each signature that asks the person. Without one a plain *yes* is the consent.
    pub fn needs_passphrase(&self) -> bool {
        self.core.needs_passphrase()
    }

    /// Signs for a person who has just consented; the result goes to `signed`. Blocks while the passphrase is stretched:
    /// never on a UI thread.
    ///
    /// # Errors
    /// `WrongPassphrase`.
    pub fn sign_prompted(
        &self,
        key: &str,
        bytes: Vec<u8>,
        passphrase: Option<String>,
    ) -> Result<SignatureResult, PromptedError> {
        match self.core.sign_prompted(key, &bytes, passphrase.as_deref()) {
            Ok(der) => Ok(SignatureResult::Signed { der }),
            Err(CorePrompted::WrongPassphrase) => Err(PromptedError::WrongPassphrase),
            Err(CorePrompted::Key(error)) if error.key_is_gone() => Ok(SignatureResult::KeyGone),
            Err(CorePrompted::Key(_)) => Ok(SignatureResult::Unavailable),
        }
    }
}

#[uniffi::export]
impl App {
    /// Opens the app on this machine's clock and a folder of keys.
    ///
    /// # Errors
    /// Those of `open`.
    #[uniffi::constructor]
    pub async fn open_with_software_keys(
        config: AppConfig,
        keys: Arc<SoftwareKeys>,
    ) -> Result<Arc<Self>, CoreError> {
        let platform = Platform {
            keys: keys.core.clone(),
            clock: Arc::new(SystemClock::new()),
            random: Arc::new(SystemRandom::new()),
        };
        Self::on(config, platform).await
    }
}
