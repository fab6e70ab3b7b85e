//! One small error with a stable kind.

use kauth_core::ErrorKind;

/// What went wrong, as a shell may need to tell apart. Stable: `ErrorKind::as_str` never changes for a kind.
#[uniffi::remote(Enum)]
pub enum ErrorKind {
    /// The text or picture holds nothing this app can use.
    NotALink,
    /// A link of this app's form, but damaged or of an unknown version.
    LinkInvalid,
    /// The link's token has expired.
    LinkExpired,
    /// The link's token was used already.
    LinkUsed,
    /// The provider does not know the link's token.
    LinkUnknown,
    /// Another phone tried to use the same link: it is void on both screens.
    LinkVoid,
    /// The person cancelled on the page, or a wrong code was typed there too often.
    LinkRefused,
    /// Too many devices are linked to that account already.
    LinkLimit,
    /// Another authenticator's export that is locked with a password.
    ImportEncrypted,
    /// No picture, and no export that this app can read; or a damaged one.
    ImportUnknown,
    /// An export without an account of codes.
    ImportEmpty,
    /// The picture could not be read as a picture.
    PictureUnreadable,
    /// The picture holds no QR code.
    PictureWithoutCode,
    /// An account's details cannot make correct codes (secret, digits, period, algorithm).
    OtpInvalid,
    /// What was typed as a provider's address is not one.
    HostInvalid,
    /// Plain HTTP to something that is not this machine, or not allowed in this shell.
    PlainHttp,
    /// The server does not hold the key that the link names.
    ServerKeyMismatch,
    /// The server's certificate is not the one the link names, or not a publicly valid one.
    Certificate,
    /// A provider of that address is linked already, with another key or certificate.
    ForeignKey,
    /// The provider speaks a version this app does not, or the other way round.
    UpdateNeeded,
    /// No network, or the host cannot be reached.
    Offline,
    /// The host did not answer in time.
    TimedOut,
    /// The provider answered something that is not an answer (too large, too deep, not JSON, a redirect…).
    BadAnswer,
    /// The provider has a problem of its own (5xx).
    ProviderDown,
    /// The provider asks to wait; see `retry_after_s`.
    TooMany,
    /// The provider refused without a signed word that the link is gone (401, 403): nothing was deleted.
    ProviderRefused,
    /// This phone's keys for the provider are gone: link again.
    LinkAgain,
    /// The link was ended by the provider.
    LinkGone,
    /// The sign-in page sent back something that does not belong to this sign-in.
    SignInMismatch,
    /// The person or the provider ended the sign-in on the page.
    SignInDenied,
    /// The digits do not have the asked form.
    DigitsInvalid,
    /// The digits are wrong; tries may be left.
    DigitsWrong,
    /// The request is over (expired, withdrawn, superseded…).
    RequestOver,
    /// The request was answered already, here or on another device.
    RequestAnswered,
    /// No such request.
    RequestUnknown,
    /// Other people would read the dossier than the link names.
    ReviewersMismatch,
    /// Another phone used the same link of a check: it is void.
    CheckVoid,
    /// The check's link was used, has expired, or the check is over.
    CheckOver,
    /// Another check is under way on this phone.
    CheckUnderWay,
    /// What was typed is no mobile number with its country code.
    NumberInvalid,
    /// The provider sends no message to that number.
    NumberRefused,
    /// What was typed is no code of an SMS.
    CodeInvalid,
    /// The shell gave no place on Earth: what was typed is none, or the device does not know.
    LocationInvalid,
    /// The provider wants the location, and the person declined.
    LocationRequired,
    /// The app is locked.
    Locked,
    /// That passphrase is not the right one.
    WrongPassphrase,
    /// A passphrase that is too short or too long.
    PassphraseInvalid,
    /// The two passphrases typed are not the same.
    PassphrasesDiffer,
    /// No such account.
    AccountUnknown,
    /// A text is too long or holds characters that cannot be shown.
    TextInvalid,
    /// The command does not fit what is going on (nothing to agree to, nothing to undo…).
    NothingToDo,
    /// The person or the system declined the signature.
    SignatureDeclined,
    /// The store belongs to a newer version of the app.
    VaultNewer,
    /// The store is damaged.
    VaultDamaged,
    /// The store's key is not this device's.
    VaultKey,
    /// The disk is full.
    VaultFull,
    /// Another process has the store open; the message names it.
    VaultInUse,
    /// The store could not be read or written, for another reason.
    VaultFailed,
    /// The device's key store failed.
    KeyStore,
    /// The app was shut down.
    Stopped,
}

/// What a command answers when it could not be carried out. Nothing was changed. Where the screen does not say it, the
/// core says it in a passing notice: a shell has nothing to show.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum CoreError {
    /// It was refused, or it failed.
    #[error("{text}")]
    Refused {
        /// What to act on.
        kind: ErrorKind,
        /// Finished text in the person's language; holds no secret and nothing personal.
        text: String,
        /// Seconds after which trying again makes sense, if the provider said so.
        retry_after_s: Option<u32>,
    },
}

impl From<kauth_core::CoreError> for CoreError {
    fn from(error: kauth_core::CoreError) -> Self {
        Self::Refused { kind: error.kind, text: error.text, retry_after_s: error.retry_after_s }
    }
}
