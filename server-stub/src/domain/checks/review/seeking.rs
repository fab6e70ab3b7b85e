//! The account of a dossier about a forgotten login (G3). A reviewer names a login, sees what is on file for it, and may
//! then accept for that account and no other.
//!
//! Who may: whoever may read the dossier; never for the own account. It tells what a dossier with an account tells. Every
//! try is a line of the audit log, and what nobody has is counted by reviewer and day, so that logins are not tried out.

use std::net::{IpAddr, Ipv4Addr};

use kauth_protocol::b64;
use kauth_protocol::checks::Trigger;
use subtle::ConstantTimeEq;

use super::{ReviewRefused, readable};
use crate::clock::DAY;
use crate::domain::accounts as fields;
use crate::domain::checks::audit::{self, What, Who};
use crate::domain::checks::{Session, key_of, phone};
use crate::domain::limits::{Class, Factor, Try, Verdict};
use crate::state::AppState;
use crate::store::accounts::{self, Account};
use crate::store::{StoreError, Tx};

/// What is on file for a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The login.
    pub login: String,
    /// The name.
    pub name: String,
    /// Whether the number that was confirmed is the one on file: no evidence by itself.
    pub number_on_file: bool,
    /// Proves to [`super::decide`] that this reviewer saw this account beside this dossier.
    pub seen: String,
}

/// What became of looking up a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// Somebody has it.
    Found(Candidate),
    /// Nobody has it.
    Nobody,
    /// It is the reviewer's own.
    Own,
    /// Too many that nobody has: not before this moment, Unix ms.
    NotBefore(i64),
}

impl Sought {
    const fn as_str(&self) -> &'static str {
        match self {
            Self::Found(_) => "found",
            Self::Nobody => "nobody",
            Self::Own => "own",
            Self::NotBefore(_) => "not_before",
        }
    }
}

/// Whether accepting this one names the account.
pub(super) fn wants_account(session: &Session) -> bool {
    session.trigger == Trigger::ForgottenLogin && session.account.is_none()
}

fn seen(state: &AppState, staff: &str, check: &str, account: &Account) -> String {
    let what = format!("{staff} {check} {} {}", account.id, account.login);
    b64::encode(&state.keys.mark("check-seen", what.as_bytes()))
}

/// Looks up a login (in its one spelling) for a dossier that wants an account.
///
/// # Errors
/// [`ReviewRefused`].
pub async fn seek(
    state: &AppState,
    staff: &str,
    check: &str,
    login: String,
) -> Result<Sought, ReviewRefused> {
    let (inner, staff, check) = (state.clone(), staff.to_owned(), check.to_owned());
    state
        .store
        .write(move |tx| {
            let now = inner.now();
            let session = readable(tx, &staff, &check, now)?;
            if !wants_account(&session) {
                return Err(ReviewRefused::HasAccount);
            }
            let sought = look_up(tx, &inner, &staff, &session, &login, now)?;
            audit::append(tx, Who::Staff(&staff), What::Sought, &check, sought.as_str(), now)?;
            Ok(sought)
        })
        .await
}

fn look_up(
    tx: &Tx<'_>,
    state: &AppState,
    staff: &str,
    session: &Session,
    login: &str,
    now: i64,
) -> Result<Sought, ReviewRefused> {
    let whose = format!("{staff} {}", now.div_euclid(DAY));
    let nowhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let mut tried = Try::new(Factor::Lookup, Class::Known, &whose, nowhere);
    match tried.begin(tx, now)? {
        Verdict::Go => {}
        Verdict::Wait(until) => return Ok(Sought::NotBefore(until)),
        Verdict::Locked => return Ok(Sought::NotBefore(now.div_euclid(DAY).saturating_add(1) * DAY)),
    }
    let Some(account) = accounts::by_login(tx, login)? else { return Ok(Sought::Nobody) };
    tried.given_back(tx)?;
    if account.id == staff {
        return Ok(Sought::Own);
    }
    let locked = session.phone.locked_number.as_ref().ok_or(StoreError::Unreadable("check_session"))?;
    let number = key_of(state, &session.id)?.unlock(&phone::number_place(&session.id), locked)?;
    Ok(Sought::Found(Candidate {
        number_on_file: fields::open_number(state, &account)?.as_bytes() == number.as_slice(),
        seen: seen(state, staff, &session.id, &account),
        login: account.login,
        name: account.name,
    }))
}

/// The session with the account of the login that this reviewer saw. What was not looked up is not told from what nobody
/// has: this is no way to try logins out.
pub(super) fn assign(
    tx: &Tx<'_>,
    state: &AppState,
    staff: &str,
    session: Session,
    (login, proof): (&str, &str),
) -> Result<Session, ReviewRefused> {
    if !wants_account(&session) {
        return Err(ReviewRefused::HasAccount);
    }
    let is_seen = |account: &Account| {
        bool::from(seen(state, staff, &session.id, account).as_bytes().ct_eq(proof.as_bytes()))
    };
    let account = accounts::by_login(tx, login)?.filter(is_seen).ok_or(ReviewRefused::NotSought)?;
    Ok(Session { account: Some(account.id), ..session })
}
