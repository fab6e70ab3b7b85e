//! The keys that ask the person: what this shell lends the core for `SignatureNeeded`.

use kauth_core::app::SignatureResult;
use kauth_core::platform::KeyStoreError;
use kauth_core::platform::software::{PromptedError, SoftwareKeys};

/// A key store whose approval keys sign only after the person said so. The shell asks; this signs.
pub trait ApprovalKeys: Send + Sync {
    /// A passphrase must be typed for each signature. Without one, a plain *yes* is the consent.
    fn needs_passphrase(&self) -> bool;

    /// Signs for a person who has just consented. Blocks while the passphrase is stretched: call it off the drawing
    /// thread.
    fn sign(&self, key: &str, bytes: &[u8], passphrase: Option<&str>) -> Prompted;
}

/// What came of the consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prompted {
    /// This goes to the core.
    Answer(SignatureResult),
    /// Another passphrase may be typed.
    WrongPassphrase,
}

impl ApprovalKeys for SoftwareKeys {
    fn needs_passphrase(&self) -> bool {
        Self::needs_passphrase(self)
    }

    fn sign(&self, key: &str, bytes: &[u8], passphrase: Option<&str>) -> Prompted {
        match self.sign_prompted(key, bytes, passphrase) {
            Ok(der) => Prompted::Answer(SignatureResult::Signed { der }),
            Err(PromptedError::WrongPassphrase) => Prompted::WrongPassphrase,
            Err(PromptedError::Key(error)) => Prompted::Answer(refusal(error)),
        }
    }
}

#[cfg(any(test, feature = "test-control"))]
impl ApprovalKeys for kauth_core::platform::fakes::FakeKeys {
    fn needs_passphrase(&self) -> bool {
        false
    }

    fn sign(&self, key: &str, bytes: &[u8], _passphrase: Option<&str>) -> Prompted {
        Prompted::Answer(match self.sign_prompted(key, bytes) {
            Ok(der) => SignatureResult::Signed { der },
            Err(error) => refusal(error),
        })
    }
}

fn refusal(error: KeyStoreError) -> SignatureResult {
    if error.key_is_gone() { SignatureResult::KeyGone } else { SignatureResult::Unavailable }
}
