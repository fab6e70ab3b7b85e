//! What is told to everybody who should know: every address and number on file.
//!
//! Somebody who changes a factor in secret should not stay unnoticed, so each change is told on all ways at once, in
//! the account's language. Phones learn of it through their inbox.

use kauth_texts::{Language, Texts};

use super::accounts;
use super::failure::Failure;
use crate::clock::SECOND;
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::accounts::Account;
use crate::store::{self, StoreError, Tx};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A phone was linked.
    PhoneAdded {
        /// Its name.
        phone: String,
    },
    /// A phone was removed.
    PhoneRemoved {
        /// Its name.
        phone: String,
    },
    /// Two-step sign-in was turned on.
    TwoStepOn,
    /// Two-step sign-in was turned off.
    TwoStepOff,
    /// A new recovery set voids the old one.
    NewRecoveryCodes,
    /// A recovery code was used.
    RecoveryCodeUsed {
        /// How many are left.
        left: u32,
    },
    /// The password was changed.
    PasswordChanged,
    /// "This was not me."
    Reported,
    /// Name, number or second address changed.
    DetailsChanged,
    /// The login address changed.
    AddressChanged {
        /// Before.
        old: String,
        /// From now on.
        new: String,
    },
    /// The account was closed.
    Closed,
    /// Somebody began to get back in.
    RecoveryBegun {
        /// The link that stops it.
        stop: String,
    },
    /// Somebody began a kCheck session to get back in.
    CheckBegun {
        /// The link that stops it.
        stop: String,
    },
    /// Somebody began another one while one is under way.
    CheckBegunAgain {
        /// The link that stops the one that is under way.
        stop: String,
    },
    /// Support accepted one; what it is for counts later.
    CheckAccepted {
        /// From when on, Unix ms.
        counts_at: i64,
        /// The link that stops it.
        stop: String,
    },
    /// The counters of failed tries begin anew.
    Unlocked,
    /// A recovery told the login to somebody whose proof support had accepted.
    LoginTold,
    /// A recovery chose a password that counts later.
    PasswordLater {
        /// From when on, Unix ms.
        counts_at: i64,
        /// The link that stops it.
        stop: String,
    },
    /// Somebody used such a link.
    RecoveryStopped,
    /// A stand-in name was used up by a right password.
    StandInUsed,
    /// Somebody became a legal owner.
    RoleChanged {
        /// Who.
        person: String,
        /// Where.
        organisation: String,
    },
}

impl Notice {
    /// Its stable name in the outbox.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PhoneAdded { .. } => "phone_added",
            Self::PhoneRemoved { .. } => "phone_removed",
            Self::TwoStepOn => "two_step_on",
            Self::TwoStepOff => "two_step_off",
            Self::NewRecoveryCodes => "new_recovery_codes",
            Self::RecoveryCodeUsed { .. } => "recovery_code_used",
            Self::PasswordChanged => "password_changed",
            Self::Reported => "reported",
            Self::DetailsChanged => "details_changed",
            Self::AddressChanged { .. } => "address_changed",
            Self::Closed => "closed",
            Self::RecoveryBegun { .. } => "recovery_begun",
            Self::CheckBegun { .. } => "check_begun",
            Self::CheckBegunAgain { .. } => "check_begun_again",
            Self::CheckAccepted { .. } => "check_accepted",
            Self::Unlocked => "unlocked",
            Self::LoginTold => "login_told",
            Self::PasswordLater { .. } => "password_later",
            Self::RecoveryStopped => "recovery_stopped",
            Self::StandInUsed => "stand_in_used",
            Self::RoleChanged { .. } => "role_changed",
        }
    }

    fn text(&self, t: &Texts, login: &str) -> String {
        match self {
            Self::PhoneAdded { phone } => t.mail_phone_added(login, phone),
            Self::PhoneRemoved { phone } => t.mail_phone_removed(login, phone),
            Self::TwoStepOn => t.mail_two_step_on(login),
            Self::TwoStepOff => t.mail_two_step_off(login),
            Self::NewRecoveryCodes => t.mail_new_codes(login),
            Self::RecoveryCodeUsed { left } => t.mail_code_used(&left.to_string(), login),
            Self::PasswordChanged => t.mail_password_changed(login),
            Self::Reported => t.mail_reported(login),
            Self::DetailsChanged => t.mail_details_changed(login),
            Self::AddressChanged { old, new } => t.mail_address_changed(new, old),
            Self::Closed => t.mail_closed(login),
            Self::RecoveryBegun { stop } => t.mail_recovery_begun(login, stop),
            Self::CheckBegun { stop } => t.mail_check_begun(login, stop),
            Self::CheckBegunAgain { stop } => t.mail_check_begun_again(login, stop),
            Self::CheckAccepted { counts_at, stop } => {
                t.mail_check_accepted(login, stop, &when(t, *counts_at))
            }
            Self::Unlocked => t.mail_unlocked(login),
            Self::LoginTold => t.mail_login_told(login),
            Self::PasswordLater { counts_at, stop } => {
                t.mail_password_later(login, stop, &when(t, *counts_at))
            }
            Self::RecoveryStopped => t.mail_recovery_stopped(login),
            Self::StandInUsed => t.mail_stand_in_used(login),
            Self::RoleChanged { person, organisation } => t.mail_role_changed(login, organisation, person),
        }
    }
}

fn when(t: &Texts, at: i64) -> String {
    t.date_time_utc(at.div_euclid(SECOND))
}

/// The language an account is written to in.
#[must_use]
pub fn language(account: &Account) -> Language {
    Language::from_tag(&account.language).unwrap_or(Language::English)
}

/// Tells every address and number that the account has now. Call it before a change of those as well as after, with
/// the same notice, so that the old ones hear of it too.
///
/// # Errors
/// [`StoreError`].
pub fn tell_all_contacts(
    tx: &Tx<'_>,
    state: &AppState,
    account: &str,
    what: &Notice,
    now: i64,
) -> Result<(), StoreError> {
    let Some(account) = store::accounts::find(tx, account)? else { return Ok(()) };
    tell(tx, state, &account, what, now).map_err(|failure| match failure {
        Failure::Store(error) => error,
        Failure::Seal(_) | Failure::Random(_) | Failure::Computation(_) => {
            StoreError::Unreadable("account.sealed_number")
        }
    })
}

/// As [`tell_all_contacts`], to the ways that `account` names, whatever the store says now.
///
/// # Errors
/// [`Failure`].
pub fn tell(
    tx: &Tx<'_>,
    state: &AppState,
    account: &Account,
    what: &Notice,
    now: i64,
) -> Result<(), Failure> {
    tell_ways(tx, state, account, &ways(state, account)?, what, now)
}

/// Tells the ways on file before a change and those after it, each once.
///
/// # Errors
/// [`Failure`].
pub fn tell_both(
    tx: &Tx<'_>,
    state: &AppState,
    before: &Account,
    after: &Account,
    what: &Notice,
    now: i64,
) -> Result<(), Failure> {
    let mut all = ways(state, before)?;
    for way in ways(state, after)? {
        if !all.contains(&way) {
            all.push(way);
        }
    }
    tell_ways(tx, state, before, &all, what, now)
}

fn ways(state: &AppState, account: &Account) -> Result<Vec<(Channel, String)>, Failure> {
    let all = [
        (Channel::Mail, account.login.clone()),
        (Channel::Mail, account.recovery_address.clone()),
        (Channel::Sms, accounts::open_number(state, account)?),
    ];
    Ok(all.into_iter().filter(|(_, to)| !to.is_empty()).collect())
}

fn tell_ways(
    tx: &Tx<'_>,
    state: &AppState,
    account: &Account,
    ways: &[(Channel, String)],
    what: &Notice,
    now: i64,
) -> Result<(), Failure> {
    let language = language(account);
    let t = Texts::of(language);
    let text = what.text(t, &account.login);
    let body = match what {
        // These carry their own way out: whoever reads them may not be able to sign in.
        Notice::RecoveryBegun { .. }
        | Notice::CheckBegun { .. }
        | Notice::CheckBegunAgain { .. }
        | Notice::CheckAccepted { .. }
        | Notice::PasswordLater { .. } => text,
        _ => format!("{text}\n\n{}", t.mail_not_you(state.origin.as_str())),
    };
    for (channel, to) in ways {
        let message = Message {
            channel: *channel,
            kind: what.kind().to_owned(),
            to: to.clone(),
            subject: t.mail_notice_subject(&state.config.provider_name),
            body: body.clone(),
            code: None,
            qr: None,
            language: language.tag().to_owned(),
        };
        outbox::send(tx, state, &message, now)?;
    }
    Ok(())
}
