//! Things that need a yes of their own: what is done is exactly what the phone showed and signed.
//!
//! An action is written down, asked on the phone with all its lines, and done in the very transaction that uses up
//! the yes. Without a linked phone a full step-up stands in for it.

use kauth_protocol::approvals::{Kind, LIFETIME, Policy};
use kauth_protocol::display::{self, DisplayPair, label};
use kauth_texts::Texts;
use serde::{Deserialize, Serialize};

use super::approvals::step::{Consumption, Requester};
use super::approvals::{self, NewApproval, OpenError, Opening};
use super::failure::Failure;
use super::notices::{self, Notice};
use super::organisations::{self, Role};
use super::{accounts as fields, inbox, links, sign_in, sign_up};
use crate::clock::MINUTE;
use crate::state::AppState;
use crate::store::accounts::{self, Account};
use crate::store::actions::{self, Action};
use crate::store::sessions::Session;
use crate::store::{self, StoreError, Tx};

/// How long an action may wait to be done, with all requests that are sent for it.
const LIFETIME_MS: i64 = 15 * MINUTE;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Task {
    /// Change the login address, which has proved itself.
    ChangeAddress {
        /// The new one.
        login: String,
    },
    /// Make somebody a legal owner.
    MakeLegalOwner {
        /// Organisation id.
        organisation: String,
        /// Account id.
        account: String,
    },
    /// Close the account.
    CloseAccount,
    /// Pay the made-up invoice: only the yes is real.
    Pay {
        /// Whom.
        payee: String,
        /// To which account.
        iban: String,
        /// How much, with its currency.
        amount: String,
        /// What for.
        reference: String,
    },
}

/// What became of doing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It is done.
    Done,
    /// There is no yes to use, or it was done before.
    NotNow,
    /// It cannot be done any more: the address is taken, the role or membership has changed.
    Obsolete,
}

impl Task {
    /// What it would do, in one line and in pairs, in the language of `t`. Exactly this is signed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn describe(
        &self,
        tx: &Tx<'_>,
        t: &Texts,
        account: &Account,
    ) -> Result<(String, Vec<(String, String)>), StoreError> {
        Ok(match self {
            Self::ChangeAddress { login } => {
                let pairs =
                    vec![(t.web_action_from(), account.login.clone()), (t.web_action_to(), login.clone())];
                (t.web_action_address(), pairs)
            }
            Self::MakeLegalOwner { organisation, account } => {
                let person = accounts::find(tx, account)?;
                let name = store::organisations::name(tx, organisation)?.unwrap_or_default();
                let person =
                    person.map(|person| format!("{} ({})", person.name, person.login)).unwrap_or_default();
                let pairs = vec![
                    (t.web_action_person(), person),
                    (t.web_action_organisation(), name),
                    (t.web_action_new_role(), t.web_role_legal_owner()),
                ];
                (t.web_action_role(), pairs)
            }
            Self::CloseAccount => {
                (t.web_close_title(), vec![(t.web_action_account(), account.login.clone())])
            }
            Self::Pay { payee, iban, amount, reference } => {
                let pairs = vec![
                    (t.web_pay_payee(), payee.clone()),
                    (t.web_pay_account(), iban.clone()),
                    (t.web_pay_amount(), amount.clone()),
                    (t.web_pay_reference(), reference.clone()),
                ];
                (t.web_pay_title(), pairs)
            }
        })
    }

    fn perform(&self, tx: &Tx<'_>, state: &AppState, account: &Account, now: i64) -> Result<Done, Failure> {
        match self {
            Self::ChangeAddress { login } => {
                if !accounts::set_login(tx, &account.id, login)? {
                    return Ok(Done::Obsolete);
                }
                let after = Account { login: login.clone(), ..account.clone() };
                let notice = Notice::AddressChanged { old: account.login.clone(), new: login.clone() };
                notices::tell_both(tx, state, account, &after, &notice, now)?;
                inbox::account_changed(tx, &account.id, false, now)?;
            }
            Self::MakeLegalOwner { organisation, account: person } => {
                let actor = store::organisations::role(tx, organisation, &account.id)?;
                let from = store::organisations::role(tx, organisation, person)?;
                let name = store::organisations::name(tx, organisation)?;
                let person = accounts::find(tx, person)?;
                let allowed =
                    actor.is_some_and(|actor| organisations::may(actor, from, Some(Role::LegalOwner)));
                let (Some(name), Some(person), true) = (name, person, allowed) else {
                    return Ok(Done::Obsolete);
                };
                store::organisations::set_role(tx, organisation, &person.id, Role::LegalOwner, now)?;
                let notice = Notice::RoleChanged { person: person.name.clone(), organisation: name };
                notices::tell(tx, state, account, &notice, now)?;
                if person.id != account.id {
                    notices::tell(tx, state, &person, &notice, now)?;
                }
            }
            Self::CloseAccount => {
                notices::tell(tx, state, account, &Notice::Closed, now)?;
                links::revoke_all(tx, &account.id, now)?;
                fields::close(tx, account, now)?;
            }
            Self::Pay { .. } => {}
        }
        Ok(Done::Done)
    }
}

/// A phone's text may hold only what can be shown; what cannot is replaced by a dash.
fn shown(text: &str, most: usize) -> String {
    let text = display::sanitise(text, most);
    if text.is_empty() { "–".to_owned() } else { text }
}

/// What was begun.
pub enum Begun {
    /// It waits for a yes; the page is `/actions/ID`.
    Waits {
        /// The action's id.
        id: String,
        /// What became of asking the phones.
        opening: Opening,
    },
    /// There is no phone to ask, the step-up was complete, and so it is done.
    Finished(Done),
    /// There is no phone to ask and the second factor is not fresh: step up first.
    StepUp,
}

/// Writes an action down and asks the phones. The password must be fresh; `stepped_up` says whether the second
/// factor is, too.
///
/// # Errors
/// [`Failure`].
pub async fn begin(
    state: &AppState,
    session: &Session,
    account: &Account,
    task: Task,
    stepped_up: bool,
    browser: Option<&str>,
) -> Result<Begun, Failure> {
    let now = state.now();
    let has_phone = {
        let account = account.id.clone();
        state.store.read(move |tx| Ok::<_, StoreError>(!links::list(tx, &account)?.is_empty())).await?
    };
    if !has_phone {
        if !stepped_up {
            return Ok(Begun::StepUp);
        }
        let (account, inner) = (account.clone(), state.clone());
        let done = state.store.write(move |tx| task.perform(tx, &inner, &account, now)).await?;
        return Ok(Begun::Finished(done));
    }
    let id = state.random.id()?;
    let action = Action {
        id: id.clone(),
        account: account.id.clone(),
        session: session.id.clone(),
        task: serde_json::to_string(&task).map_err(|_| Failure::Computation("an action is not JSON"))?,
        approval: None,
        done_at: None,
        created_at: now,
        expires_at: now + LIFETIME_MS,
    };
    state.store.write(move |tx| actions::insert(tx, &action)).await?;
    let opening = ask(state, session, account, &id, &task, browser).await?;
    Ok(Begun::Waits { id, opening })
}

/// Asks the phones for a written-down action, in place of an earlier request for it.
///
/// # Errors
/// [`Failure`].
pub async fn ask(
    state: &AppState,
    session: &Session,
    account: &Account,
    id: &str,
    task: &Task,
    browser: Option<&str>,
) -> Result<Opening, Failure> {
    let t = Texts::of(notices::language(account));
    let (title, pairs) = {
        let (task, account) = (task.clone(), account.clone());
        state.store.read(move |tx| task.describe(tx, t, &account)).await?
    };
    let mut lines =
        vec![DisplayPair { label: label::TITLE.to_owned(), value: shown(&title, display::MAX_VALUE) }];
    lines.extend(pairs.iter().map(|(name, value)| DisplayPair {
        label: shown(name, display::MAX_LABEL),
        value: shown(value, display::MAX_VALUE),
    }));
    let opening = open(state, session, account, Kind::Action, lines, browser).await?;
    let approval = match &opening {
        Opening::Opened { id, .. } => Some(id.clone()),
        Opening::NoPhone | Opening::TooSoon { .. } | Opening::OtherFactorsOnly => None,
    };
    if approval.is_some() {
        let id = id.to_owned();
        state.store.write(move |tx| actions::set_approval(tx, &id, approval.as_deref())).await?;
    }
    Ok(opening)
}

/// Asks the phones on behalf of a session; `browser` is the browser's own cookie.
///
/// # Errors
/// [`Failure`].
pub async fn open(
    state: &AppState,
    session: &Session,
    account: &Account,
    kind: Kind,
    pairs: Vec<DisplayPair>,
    browser: Option<&str>,
) -> Result<Opening, Failure> {
    let new = NewApproval {
        requester: Requester::Web { session: session.id.clone() },
        // Its cookie's hash: one browser that asks again is not another browser that asks.
        browser: browser.map(sign_up::id),
        account: account.id.clone(),
        class: sign_in::class(session),
        kind,
        policy: Policy::YesNo,
        user_check: None,
        pairs,
        lifetime: LIFETIME,
    };
    approvals::open(state, new).await.map_err(|error| match error {
        OpenError::Failure(failure) => failure,
        OpenError::Display(_) | OpenError::Malformed => Failure::Computation("a request cannot be shown"),
    })
}

/// The action and what it does, if this session asked for it and it is not too late.
///
/// # Errors
/// [`Failure`].
pub async fn find(state: &AppState, session: &Session, id: &str) -> Result<Option<(Action, Task)>, Failure> {
    let (id, session, now) = (id.to_owned(), session.id.clone(), state.now());
    let Some(action) = state.store.read(move |tx| actions::find(tx, &id, &session, now)).await? else {
        return Ok(None);
    };
    let task = serde_json::from_str(&action.task).map_err(|_| StoreError::Unreadable("action.task"))?;
    Ok(Some((action, task)))
}

/// Does what was asked, using up the yes in the same transaction: exactly once.
///
/// # Errors
/// [`Failure`].
pub async fn finish(
    state: &AppState,
    account: &Account,
    action: &Action,
    task: &Task,
) -> Result<Done, Failure> {
    let Some(approval) = action.approval.clone() else { return Ok(Done::NotNow) };
    let requester = Requester::Web { session: action.session.clone() };
    let (id, account, task, inner, now) =
        (action.id.clone(), account.clone(), task.clone(), state.clone(), state.now());
    state
        .store
        .write(move |tx| {
            if approvals::consume(tx, &approval, &requester, now)? != Consumption::Now
                || !actions::set_done(tx, &id, now)?
            {
                return Ok(Done::NotNow);
            }
            let done = task.perform(tx, &inner, &account, now)?;
            crate::crash_point("actions.finish.before_commit");
            Ok::<_, Failure>(done)
        })
        .await
}
