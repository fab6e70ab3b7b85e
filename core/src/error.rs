//! One small public error. Inside, errors are rich (`thiserror`, one type a room); a shell gets a kind it could act
//! on, and a sentence in the person's language that says what happened and what to do next.

use std::fmt;

use kauth_texts::Texts;

/// What went wrong, as a shell may need to tell apart. Stable: [`ErrorKind::as_str`] never changes for a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

impl ErrorKind {
    /// The stable name, `snake_case`: for `--json`, logs and tests.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotALink => "not_a_link",
            Self::LinkInvalid => "link_invalid",
            Self::LinkExpired => "link_expired",
            Self::LinkUsed => "link_used",
            Self::LinkUnknown => "link_unknown",
            Self::LinkVoid => "link_void",
            Self::LinkRefused => "link_refused",
            Self::LinkLimit => "link_limit",
            Self::ImportEncrypted => "import_encrypted",
            Self::ImportUnknown => "import_unknown",
            Self::ImportEmpty => "import_empty",
            Self::PictureUnreadable => "picture_unreadable",
            Self::PictureWithoutCode => "picture_without_code",
            Self::OtpInvalid => "otp_invalid",
            Self::HostInvalid => "host_invalid",
            Self::PlainHttp => "plain_http",
            Self::ServerKeyMismatch => "server_key_mismatch",
            Self::Certificate => "certificate",
            Self::ForeignKey => "foreign_key",
            Self::UpdateNeeded => "update_needed",
            Self::Offline => "offline",
            Self::TimedOut => "timed_out",
            Self::BadAnswer => "bad_answer",
            Self::ProviderDown => "provider_down",
            Self::TooMany => "too_many",
            Self::ProviderRefused => "provider_refused",
            Self::LinkAgain => "link_again",
            Self::LinkGone => "link_gone",
            Self::SignInMismatch => "sign_in_mismatch",
            Self::SignInDenied => "sign_in_denied",
            Self::DigitsInvalid => "digits_invalid",
            Self::DigitsWrong => "digits_wrong",
            Self::RequestOver => "request_over",
            Self::RequestAnswered => "request_answered",
            Self::RequestUnknown => "request_unknown",
            Self::ReviewersMismatch => "reviewers_mismatch",
            Self::CheckVoid => "check_void",
            Self::CheckOver => "check_over",
            Self::CheckUnderWay => "check_under_way",
            Self::NumberInvalid => "number_invalid",
            Self::NumberRefused => "number_refused",
            Self::CodeInvalid => "code_invalid",
            Self::LocationInvalid => "location_invalid",
            Self::LocationRequired => "location_required",
            Self::Locked => "locked",
            Self::WrongPassphrase => "wrong_passphrase",
            Self::PassphraseInvalid => "passphrase_invalid",
            Self::PassphrasesDiffer => "passphrases_differ",
            Self::AccountUnknown => "account_unknown",
            Self::TextInvalid => "text_invalid",
            Self::NothingToDo => "nothing_to_do",
            Self::SignatureDeclined => "signature_declined",
            Self::VaultNewer => "vault_newer",
            Self::VaultDamaged => "vault_damaged",
            Self::VaultKey => "vault_key",
            Self::VaultFull => "vault_full",
            Self::VaultInUse => "vault_in_use",
            Self::VaultFailed => "vault_failed",
            Self::KeyStore => "key_store",
            Self::Stopped => "stopped",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a command answers when it could not be carried out. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct CoreError {
    /// What to act on.
    pub kind: ErrorKind,
    /// Finished text in the person's language; holds no secret and nothing personal.
    pub text: String,
    /// Seconds after which trying again makes sense, if the provider said so.
    pub retry_after_s: Option<u32>,
}

impl CoreError {
    /// The error in a person's words.
    pub(crate) fn new(kind: ErrorKind, texts: &Texts) -> Self {
        let text = match kind {
            ErrorKind::NotALink => texts.error_not_a_link(),
            ErrorKind::LinkInvalid => texts.error_link_invalid(),
            ErrorKind::LinkExpired => texts.error_link_expired(),
            ErrorKind::LinkUsed => texts.error_link_used(),
            ErrorKind::LinkUnknown => texts.error_link_unknown(),
            ErrorKind::LinkVoid => texts.error_link_void(),
            ErrorKind::LinkRefused => texts.error_link_refused(),
            ErrorKind::LinkLimit => texts.error_link_limit(),
            ErrorKind::ImportEncrypted => texts.error_import_encrypted(),
            ErrorKind::ImportUnknown => texts.error_import_unknown(),
            ErrorKind::ImportEmpty => texts.error_import_empty(),
            ErrorKind::PictureUnreadable => texts.error_picture_unreadable(),
            ErrorKind::PictureWithoutCode => texts.error_picture_without_code(),
            ErrorKind::OtpInvalid => texts.error_otp_invalid(),
            ErrorKind::HostInvalid => texts.error_host_invalid(),
            ErrorKind::PlainHttp => texts.error_plain_http(),
            ErrorKind::ServerKeyMismatch => texts.error_server_key_mismatch(),
            ErrorKind::Certificate => texts.error_certificate(),
            ErrorKind::ForeignKey => texts.error_foreign_key(),
            ErrorKind::UpdateNeeded => texts.error_update_needed(),
            ErrorKind::Offline => texts.error_offline(),
            ErrorKind::TimedOut => texts.error_timed_out(),
            ErrorKind::BadAnswer => texts.error_bad_answer(),
            ErrorKind::ProviderDown => texts.error_provider_down(),
            ErrorKind::TooMany => texts.error_too_many(),
            ErrorKind::ProviderRefused => texts.error_provider_refused(),
            ErrorKind::LinkAgain => texts.error_link_again(),
            ErrorKind::LinkGone => texts.error_link_gone(),
            ErrorKind::SignInMismatch => texts.error_sign_in_mismatch(),
            ErrorKind::SignInDenied => texts.error_sign_in_denied(),
            ErrorKind::DigitsInvalid => texts.error_digits_invalid(),
            ErrorKind::DigitsWrong => texts.error_digits_wrong(),
            ErrorKind::RequestOver => texts.error_request_over(),
            ErrorKind::RequestAnswered => texts.error_request_answered(),
            ErrorKind::RequestUnknown => texts.error_request_unknown(),
            ErrorKind::ReviewersMismatch => texts.error_reviewers_mismatch(),
            ErrorKind::CheckVoid => texts.error_check_void(),
            ErrorKind::CheckOver => texts.error_check_over(),
            ErrorKind::CheckUnderWay => texts.error_check_under_way(),
            ErrorKind::NumberInvalid => texts.error_number_invalid(),
            ErrorKind::NumberRefused => texts.error_number_refused(),
            ErrorKind::CodeInvalid => texts.error_code_invalid(),
            ErrorKind::LocationInvalid => texts.error_location_invalid(),
            ErrorKind::LocationRequired => texts.error_location_required(),
            ErrorKind::Locked => texts.error_locked(),
            ErrorKind::WrongPassphrase => texts.error_wrong_passphrase(),
            ErrorKind::PassphraseInvalid => texts.error_passphrase_invalid(),
            ErrorKind::PassphrasesDiffer => texts.error_passphrases_differ(),
            ErrorKind::AccountUnknown => texts.error_account_unknown(),
            ErrorKind::TextInvalid => texts.error_text_invalid(),
            ErrorKind::NothingToDo => texts.error_nothing_to_do(),
            ErrorKind::SignatureDeclined => texts.error_signature_declined(),
            ErrorKind::VaultNewer => texts.error_vault_newer(),
            ErrorKind::VaultDamaged => texts.error_vault_damaged(),
            ErrorKind::VaultKey => texts.error_vault_key(),
            ErrorKind::VaultFull => texts.error_vault_full(),
            ErrorKind::VaultFailed => texts.error_vault_failed(),
            ErrorKind::KeyStore => texts.error_key_store(),
            ErrorKind::Stopped => texts.error_stopped(),
            ErrorKind::VaultInUse => texts.error_vault_in_use("kAuth"),
        };
        Self { kind, text, retry_after_s: None }
    }

    /// The same with the seconds to wait, if the provider said so.
    pub(crate) fn after(mut self, seconds: Option<u32>) -> Self {
        self.retry_after_s = seconds;
        self
    }
}
