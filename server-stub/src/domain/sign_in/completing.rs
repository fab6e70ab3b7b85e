//! What follows a second factor: a signed-in session, a known browser, a remembered one, a fresh step-up.

use super::{Client, class};
use crate::domain::approvals::step::{Consumption, Requester};
use crate::domain::failure::Failure;
use crate::domain::notices::{self, Notice};
use crate::domain::passwords::{self, Password};
use crate::domain::{approvals, limits, remembered, sessions};
use crate::state::AppState;
use crate::store::accounts::{self, Account};
use crate::store::browsers::{self, Browser};
use crate::store::sessions::{Session, Stage};
use crate::store::{StoreError, Tx};

/// A session that has become more, and the cookies that say so.
pub struct Completed {
    /// The session's new cookie.
    pub cookie: String,
    /// The browser's cookie, if it changed.
    pub browser_cookie: Option<String>,
    /// Where to go: the local path asked for at first, or empty.
    pub next: String,
    /// Whether a new password must be set before anything else.
    pub new_password: bool,
}

/// Everything random, drawn before the transaction.
struct Plan {
    session: Session,
    account: Account,
    completed: Completed,
    browser: Browser,
    /// The cookie that the browser came with.
    came_with: Option<Vec<u8>>,
}

fn plan(
    state: &AppState,
    client: &Client,
    session: &Session,
    account: &Account,
    remember: bool,
) -> Result<Plan, Failure> {
    let now = state.now();
    let next = session.next.clone();
    let mut session = session.clone();
    let new_password = account.new_password_wanted;
    sessions::complete(&mut session, if new_password { Stage::NewPassword } else { Stage::SignedIn }, now);
    let cookie = sessions::renew(&mut session, &*state.random)?;
    // A browser that the account did not know gets a cookie that nobody can have planted before.
    let browser_cookie = match &client.cookie {
        Some(_) if session.known => None,
        _ => Some(state.random.id()?),
    };
    let worn = browser_cookie
        .as_ref()
        .or(client.cookie.as_ref())
        .map_or_else(Vec::new, |cookie| sessions::hash(cookie));
    let remember = remember && state.config.rules.remember_browsers && account.two_step && !new_password;
    let browser = Browser {
        id: state.random.id()?,
        cookie: worn,
        account: account.id.clone(),
        browser: client.browser.clone(),
        system: client.system.clone(),
        first_at: now,
        seen_at: now,
        remembered_until: remember.then_some(now + remembered::LIFETIME),
    };
    Ok(Plan {
        session,
        account: account.clone(),
        completed: Completed { cookie, browser_cookie, next, new_password },
        browser,
        came_with: client.cookie.as_deref().map(sessions::hash),
    })
}

fn keep(tx: &Tx<'_>, plan: &Plan) -> Result<(), StoreError> {
    crate::store::sessions::put(tx, &plan.session)?;
    if let (Some(old), Some(_)) = (&plan.came_with, &plan.completed.browser_cookie) {
        browsers::rename(tx, &plan.account.id, old, &plan.browser.cookie)?;
    }
    browsers::put(tx, &plan.browser)
}

/// Signs in by the phone's yes, which is used up in the same transaction; `None` if there is no yes to use.
///
/// # Errors
/// [`Failure`].
pub async fn by_phone(
    state: &AppState,
    client: &Client,
    session: &Session,
    account: &Account,
    remember: bool,
) -> Result<Option<Completed>, Failure> {
    let Some(approval) = session.approval.clone() else { return Ok(None) };
    let mut plan = plan(state, client, session, account, remember)?;
    plan.session.approval = None;
    plan.session.opened_by = Some(approval.clone());
    plan.session.factor_at = Some(state.now());
    let (requester, now) = (Requester::Web { session: session.id.clone() }, state.now());
    let completed = state
        .store
        .write(move |tx| {
            if approvals::consume(tx, &approval, &requester, now)? != Consumption::Now {
                return Ok(None);
            }
            keep(tx, &plan)?;
            crate::crash_point("sign_in.by_phone.before_commit");
            Ok::<_, Failure>(Some(plan.completed))
        })
        .await?;
    crate::crash_point("sign_in.by_phone.after_commit");
    Ok(completed)
}

/// Signs in after [`super::prove`], or where nothing more is needed (`proved` is false then: the second factor was
/// spared, which counts for signing in only).
///
/// # Errors
/// [`Failure`].
pub async fn with_proof(
    state: &AppState,
    client: &Client,
    session: &Session,
    account: &Account,
    remember: bool,
    proved: bool,
) -> Result<Completed, Failure> {
    withdraw(state, session).await?;
    let mut plan = plan(state, client, session, account, remember)?;
    plan.session.approval = None;
    plan.session.factor_at = proved.then(|| state.now());
    let class = class(session);
    state
        .store
        .write(move |tx| {
            keep(tx, &plan)?;
            if proved {
                approvals::succeeded(tx, &plan.account.id, class)?;
            }
            Ok(plan.completed)
        })
        .await
}

/// Withdraws the request that a session waits for.
pub(super) async fn withdraw(state: &AppState, session: &Session) -> Result<(), Failure> {
    if let Some(approval) = &session.approval {
        let requester = Requester::Web { session: session.id.clone() };
        approvals::cancel(state, approval, &requester).await?;
    }
    Ok(())
}

/// Marks the second factor as proved just now in a signed-in session: by the phone's yes (`proved` is false, the yes
/// is used up here) or after [`super::prove`]. Returns the session's new cookie and where to go, or `None` if there
/// is no yes to use.
///
/// # Errors
/// [`Failure`].
pub async fn finish_step_up(
    state: &AppState,
    session: &Session,
    proved: bool,
) -> Result<Option<(String, String)>, Failure> {
    if proved {
        withdraw(state, session).await?;
    }
    let approval = session.approval.clone();
    let (requester, now) = (Requester::Web { session: session.id.clone() }, state.now());
    let class = class(session);
    let mut session = session.clone();
    session.factor_at = Some(now);
    session.approval = None;
    let next = std::mem::take(&mut session.next);
    let cookie = sessions::renew(&mut session, &*state.random)?;
    state
        .store
        .write(move |tx| {
            let yes = match (&approval, proved) {
                (_, true) => true,
                (Some(approval), false) => {
                    approvals::consume(tx, approval, &requester, now)? == Consumption::Now
                }
                (None, false) => false,
            };
            if !yes {
                return Ok(None);
            }
            crate::store::sessions::put(tx, &session)?;
            if proved {
                approvals::succeeded(tx, &session.account, class)?;
            }
            Ok(Some((cookie, next)))
        })
        .await
}

/// Counts the first phone's digits, typed in this session, as its second factor; returns the new cookie.
///
/// # Errors
/// [`Failure`].
pub async fn first_factor(state: &AppState, session: &Session) -> Result<String, Failure> {
    let mut session = session.clone();
    session.factor_at = Some(state.now());
    let cookie = sessions::renew(&mut session, &*state.random)?;
    state.store.write(move |tx| crate::store::sessions::put(tx, &session)).await?;
    Ok(cookie)
}

/// Sets a new password: all other sessions end, no browser is remembered, every counter begins anew, and everybody on
/// file is told. The session is signed in afterwards; returns its new cookie.
///
/// # Errors
/// [`Failure`].
pub async fn new_password(
    state: &AppState,
    session: &Session,
    account: &Account,
    password: &Password,
) -> Result<String, Failure> {
    let hash = passwords::hash(password, &*state.random).await?;
    let now = state.now();
    let mut session = session.clone();
    if session.stage == Stage::NewPassword {
        sessions::complete(&mut session, Stage::SignedIn, now);
    }
    session.password_at = Some(now);
    let cookie = sessions::renew(&mut session, &*state.random)?;
    let (account, inner) = (account.clone(), state.clone());
    state
        .store
        .write(move |tx| {
            accounts::set_password(tx, &account.id, &hash, now)?;
            crate::store::sessions::end_others(tx, &account.id, Some(&session.id))?;
            crate::store::sessions::put(tx, &session)?;
            remembered::end_all(tx, &account.id, now)?;
            limits::clear(tx, &account.id, &account.login)?;
            approvals::password_changed(tx, &account.id)?;
            notices::tell(tx, &inner, &account, &Notice::PasswordChanged, now)?;
            Ok::<_, Failure>(cookie)
        })
        .await
}
