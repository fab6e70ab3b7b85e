//! Creating an account. The address must prove itself by a code first; nobody learns from the page whether it has an
//! account already: then its owner gets a mail that says so, and no code fits.

use data_encoding::BASE64URL_NOPAD;
use kauth_texts::{Language, Texts};
use ring::hmac;

use super::failure::Failure;
use super::limits::{Class, Factor, Try, Verdict};
use super::passwords::{self, Password};
use super::sign_in::Client;
use super::{accounts as fields, sessions};
use crate::clock::MINUTE;
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::accounts::{self, Account, SignUp};
use crate::store::browsers::{self, Browser};
use crate::store::sessions::{Session, Stage};

/// How long the code in the mail counts.
pub const LIFETIME: i64 = 15 * MINUTE;
/// How often it may be mistyped.
const TRIES: u32 = 5;

/// What was typed, checked and in one spelling.
pub struct Details {
    /// Name.
    pub name: String,
    /// Login address.
    pub login: String,
    /// E.164.
    pub number: String,
    /// Second address.
    pub recovery_address: String,
    /// Password.
    pub password: Password,
    /// For mails and requests.
    pub language: Language,
}

/// What became of asking for an account.
pub enum Asked {
    /// A mail is on its way.
    Mailed,
    /// Too many mails to this address: not before this moment (Unix ms).
    Wait(i64),
}

/// What became of a code.
pub enum Confirmed {
    /// The account is made, and its person signed in: the session's and the browser's cookies.
    Made {
        /// The session's cookie.
        cookie: String,
        /// The browser's cookie.
        browser_cookie: String,
    },
    /// Another code than the one mailed.
    Wrong,
    /// Nothing waits for a code any more.
    Over,
}

/// The place of a sign-up in the store, by the browser's cookie.
#[must_use]
pub fn id(cookie: &str) -> String {
    BASE64URL_NOPAD.encode(&sessions::hash(cookie))
}

fn place(id: &str) -> String {
    format!("sign_up.sealed_number:{id}")
}

/// What is kept of a mailed code: bound to what it is for, and useless without the key file.
pub(super) fn mac(state: &AppState, purpose: &str, of: &str, code: &str) -> Vec<u8> {
    let key = state.seal.derive("mailed codes");
    hmac::sign(&key, format!("{purpose}\n{of}\n{code}").as_bytes()).as_ref().to_vec()
}

/// Keeps a sign-up and mails the code.
///
/// # Errors
/// [`Failure`].
pub async fn begin(state: &AppState, cookie: &str, details: Details) -> Result<Asked, Failure> {
    let now = state.now();
    // Counted by the address that gets the mails, so that nobody's mailbox is filled.
    let mut tried = Try::new(Factor::Mail, Class::Known, &details.login, [0, 0, 0, 0].into());
    let verdict = state.store.write(move |tx| tried.begin(tx, now)).await?;
    match verdict {
        Verdict::Go => {}
        Verdict::Wait(until) => return Ok(Asked::Wait(until)),
        Verdict::Locked => return Ok(Asked::Wait(now + LIFETIME)),
    }
    let password = passwords::hash(&details.password, &*state.random).await?;
    let id = id(cookie);
    let code = state.random.digits(6)?;
    let sign_up = SignUp {
        sealed_number: state.seal.seal(&*state.random, &place(&id), details.number.as_bytes())?,
        code: Some(mac(state, "sign-up", &id, &code)),
        id,
        login: details.login,
        name: details.name,
        recovery_address: details.recovery_address,
        password,
        language: details.language.tag().to_owned(),
        expires_at: now + LIFETIME,
    };
    let t = Texts::of(details.language);
    let inner = state.clone();
    state
        .store
        .write(move |tx| {
            let provider = &inner.config.provider_name;
            let taken = accounts::by_login(tx, &sign_up.login)?.is_some();
            let message = Message {
                channel: Channel::Mail,
                kind: if taken { "sign_up_known" } else { "sign_up_code" }.to_owned(),
                to: sign_up.login.clone(),
                subject: if taken {
                    t.mail_sign_up_known_subject(provider)
                } else {
                    t.mail_sign_up_code_subject(provider)
                },
                body: if taken { t.mail_sign_up_known_body() } else { t.mail_sign_up_code_body() },
                code: (!taken).then_some(code),
                qr: None,
                language: sign_up.language.clone(),
            };
            let code = sign_up.code.clone().filter(|_| !taken);
            accounts::keep_sign_up(tx, &SignUp { code, ..sign_up })?;
            outbox::send(tx, &inner, &message, now)
        })
        .await?;
    Ok(Asked::Mailed)
}

/// The address that a browser's open sign-up waits to hear from.
///
/// # Errors
/// [`Failure`].
pub async fn waiting_for(state: &AppState, cookie: &str) -> Result<Option<String>, Failure> {
    let (id, now) = (id(cookie), state.now());
    let found = state.store.read(move |tx| accounts::find_sign_up(tx, &id, now)).await?;
    Ok(found.map(|sign_up| sign_up.login))
}

/// Tries the code; a right one makes the account and signs its person in.
///
/// # Errors
/// [`Failure`].
pub async fn confirm(
    state: &AppState,
    client: &Client,
    cookie: &str,
    typed: &str,
) -> Result<Confirmed, Failure> {
    let now = state.now();
    let id = id(cookie);
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let account_id = state.random.id()?;
    let mut session = Session {
        id: state.random.id()?,
        cookie: Vec::new(),
        account: account_id.clone(),
        stage: Stage::SignedIn,
        known: true,
        next: String::new(),
        approval: None,
        opened_by: None,
        password_at: Some(now),
        factor_at: None,
        browser: client.browser.clone(),
        system: client.system.clone(),
        created_at: now,
        seen_at: now,
        expires_at: now + sessions::LIFETIME,
    };
    let cookie = sessions::renew(&mut session, &*state.random)?;
    let browser_cookie = state.random.id()?;
    let browser = Browser {
        id: state.random.id()?,
        cookie: sessions::hash(&browser_cookie),
        account: account_id.clone(),
        browser: client.browser.clone(),
        system: client.system.clone(),
        first_at: now,
        seen_at: now,
        remembered_until: None,
    };
    let came_with = client.cookie.as_deref().map(sessions::hash);
    let inner = state.clone();
    state
        .store
        .write(move |tx| {
            let Some(sign_up) = accounts::try_sign_up(tx, &id, TRIES, now)? else {
                return Ok(Confirmed::Over);
            };
            let given = mac(&inner, "sign-up", &id, &typed);
            let right = sign_up
                .code
                .as_ref()
                .is_some_and(|code| subtle::ConstantTimeEq::ct_eq(&**code, &*given).into());
            if !right {
                return Ok(Confirmed::Wrong);
            }
            let number = inner.seal.open(&place(&id), &sign_up.sealed_number)?;
            let account = Account {
                sealed_number: inner.seal.seal(
                    &*inner.random,
                    &fields::number_place(&account_id),
                    &number,
                )?,
                id: account_id,
                login: sign_up.login,
                name: sign_up.name,
                recovery_address: sign_up.recovery_address,
                password: sign_up.password,
                password_at: now,
                new_password_wanted: false,
                two_step: false,
                support: false,
                language: sign_up.language,
                created_at: now,
            };
            if !accounts::insert(tx, &account)? {
                return Ok(Confirmed::Over);
            }
            accounts::drop_sign_up(tx, &id)?;
            Try::new(Factor::Mail, Class::Known, &account.login, [0, 0, 0, 0].into()).succeeded(tx)?;
            crate::store::sessions::put(tx, &session)?;
            if let Some(old) = came_with {
                browsers::rename(tx, &account.id, &old, &browser.cookie)?;
            }
            browsers::put(tx, &browser)?;
            Ok::<_, Failure>(Confirmed::Made { cookie, browser_cookie })
        })
        .await
}
