//! Changes of an account that need a step-up and nothing more; who must not miss them is told in the same
//! transaction.

use kauth_texts::{Language, Texts};

use super::failure::Failure;
use super::limits::{Class, Factor, Try, Verdict};
use super::notices::{self, Notice};
use super::{accounts as fields, inbox, links, recovery_codes, remembered, sign_up};
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::accounts::{self, Account};
use crate::store::actions::{self, AddressChange};
use crate::store::sessions::Session;
use crate::store::{StoreError, browsers};

/// How often the code for a new address may be mistyped.
const TRIES: u32 = 5;

/// Changes name, number and second address.
///
/// # Errors
/// [`Failure`].
pub async fn details(
    state: &AppState,
    account: &Account,
    name: String,
    number: &str,
    recovery_address: String,
) -> Result<(), Failure> {
    let sealed_number =
        state.seal.seal(&*state.random, &fields::number_place(&account.id), number.as_bytes())?;
    let before = account.clone();
    let after = Account { name, sealed_number, recovery_address, ..before.clone() };
    let (inner, now) = (state.clone(), state.now());
    state
        .store
        .write(move |tx| {
            accounts::set_details(tx, &after.id, &after.name, &after.sealed_number, &after.recovery_address)?;
            notices::tell_both(tx, &inner, &before, &after, &Notice::DetailsChanged, now)
        })
        .await
}

/// What became of asking for a new login address.
pub enum AddressAsked {
    /// If the address is free, a code is on its way to it.
    Mailed,
    /// Too many mails to this address: not before this moment (Unix ms).
    Wait(i64),
}

/// Mails a code to the new login address, if no account has it; the page does not tell which.
///
/// # Errors
/// [`Failure`].
pub async fn new_address(
    state: &AppState,
    session: &Session,
    login: String,
    language: Language,
) -> Result<AddressAsked, Failure> {
    let now = state.now();
    let mut tried = Try::new(Factor::Mail, Class::Known, &login, [0, 0, 0, 0].into());
    match state.store.write(move |tx| tried.begin(tx, now)).await? {
        Verdict::Go => {}
        Verdict::Wait(until) => return Ok(AddressAsked::Wait(until)),
        Verdict::Locked => return Ok(AddressAsked::Wait(now + sign_up::LIFETIME)),
    }
    let code = state.random.digits(6)?;
    let t = Texts::of(language);
    let change = AddressChange {
        session: session.id.clone(),
        code: sign_up::mac(state, "address", &format!("{}\n{login}", session.id), &code),
        login,
        verified: false,
        expires_at: now + sign_up::LIFETIME,
    };
    let inner = state.clone();
    state
        .store
        .write(move |tx| {
            let taken = accounts::by_login(tx, &change.login)?.is_some();
            let provider = &inner.config.provider_name;
            let message = Message {
                channel: Channel::Mail,
                kind: if taken { "sign_up_known" } else { "address_code" }.to_owned(),
                to: change.login.clone(),
                subject: if taken {
                    t.mail_sign_up_known_subject(provider)
                } else {
                    t.mail_address_code_subject()
                },
                body: if taken { t.mail_sign_up_known_body() } else { t.mail_address_code_body(provider) },
                code: (!taken).then_some(code),
                qr: None,
                language: language.tag().to_owned(),
            };
            // No six digits hash to nothing: a taken address cannot be proved.
            let code = if taken { Vec::new() } else { change.code };
            actions::put_address(tx, &AddressChange { code, ..change })?;
            outbox::send(tx, &inner, &message, now)
        })
        .await?;
    Ok(AddressAsked::Mailed)
}

/// What became of the code.
pub enum AddressProved {
    /// The address is the person's.
    Right(String),
    /// Another code than the one mailed.
    Wrong,
    /// Nothing waits for a code any more.
    Over,
}

/// The address that waits for its code in this session.
///
/// # Errors
/// [`Failure`].
pub async fn address_waiting(state: &AppState, session: &Session) -> Result<Option<String>, Failure> {
    let (session, now) = (session.id.clone(), state.now());
    let found = state.store.read(move |tx| actions::find_address(tx, &session, now)).await?;
    Ok(found.map(|change| change.login))
}

/// Tries the code that was mailed to the new address.
///
/// # Errors
/// [`Failure`].
pub async fn prove_address(
    state: &AppState,
    session: &Session,
    typed: &str,
) -> Result<AddressProved, Failure> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (session, now, inner) = (session.id.clone(), state.now(), state.clone());
    state
        .store
        .write(move |tx| {
            if !actions::try_address(tx, &session, TRIES, now)? {
                return Ok(AddressProved::Over);
            }
            let Some(change) = actions::find_address(tx, &session, now)? else {
                return Ok(AddressProved::Over);
            };
            let given = sign_up::mac(&inner, "address", &format!("{session}\n{}", change.login), &typed);
            if !bool::from(subtle::ConstantTimeEq::ct_eq(&*change.code, &*given)) {
                return Ok(AddressProved::Wrong);
            }
            actions::drop_address(tx, &session)?;
            Ok::<_, Failure>(AddressProved::Right(change.login))
        })
        .await
}

/// Removes a phone: its link ends at once, with everything that hangs on it. `None` if the account has no such link.
///
/// # Errors
/// [`Failure`].
pub async fn remove_phone(state: &AppState, account: &Account, link: &str) -> Result<Option<()>, Failure> {
    let (account, link, inner, now) = (account.clone(), link.to_owned(), state.clone(), state.now());
    state
        .store
        .write(move |tx| {
            let Some(revoked) = links::revoke(tx, &account.id, &link, now)? else { return Ok(None) };
            let notice = Notice::PhoneRemoved { phone: revoked.device };
            notices::tell(tx, &inner, &account, &notice, now)?;
            Ok::<_, Failure>(Some(()))
        })
        .await
}

/// Turns two-step sign-in off: all phones are unlinked, the recovery codes void.
///
/// # Errors
/// [`Failure`].
pub async fn two_step_off(state: &AppState, account: &Account) -> Result<(), Failure> {
    let (account, inner, now) = (account.clone(), state.clone(), state.now());
    state
        .store
        .write(move |tx| {
            links::revoke_all(tx, &account.id, now)?;
            accounts::set_two_step(tx, &account.id, false)?;
            crate::store::recovery_codes::remove(tx, &account.id)?;
            remembered::end_all(tx, &account.id, now)?;
            notices::tell(tx, &inner, &account, &Notice::TwoStepOff, now)
        })
        .await
}

/// Makes a new recovery set; the old one is void.
///
/// # Errors
/// [`Failure`].
pub async fn new_recovery_codes(state: &AppState, account: &Account) -> Result<(), Failure> {
    let draft = recovery_codes::draft(state, &account.id).await?;
    let (account, inner, now) = (account.clone(), state.clone(), state.now());
    state
        .store
        .write(move |tx| {
            recovery_codes::keep(tx, &account.id, &draft, now)?;
            inbox::account_changed(tx, &account.id, true, now)?;
            notices::tell(tx, &inner, &account, &Notice::NewRecoveryCodes, now)
        })
        .await
}

/// Says that the person has saved the codes: they are shown no more.
///
/// # Errors
/// [`StoreError`].
pub async fn recovery_codes_saved(state: &AppState, account: &Account) -> Result<(), StoreError> {
    let account = account.id.clone();
    state.store.write(move |tx| crate::store::recovery_codes::saved(tx, &account)).await
}

/// Stops remembering a browser, or forgets it altogether.
///
/// # Errors
/// [`StoreError`].
pub async fn browser(state: &AppState, account: &Account, id: &str, forget: bool) -> Result<(), StoreError> {
    let (account, id) = (account.id.clone(), id.to_owned());
    state
        .store
        .write(move |tx| {
            if forget {
                browsers::forget(tx, &account, Some(&id))
            } else {
                browsers::stop_remembering(tx, &account, Some(&id))
            }
        })
        .await
}
