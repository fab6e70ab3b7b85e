//! What an account's phones were asked, and what became of it.

use data_encoding::BASE64URL_NOPAD;
use kauth_protocol::approvals::{ApprovalRequest, Kind, State};
use kauth_protocol::display::label;

use super::failure::Failure;
use crate::state::AppState;
use crate::store::history;

/// Most requests on the page.
const MOST: u32 = 50;

/// One request.
pub struct Entry {
    /// What became of it.
    pub state: State,
    /// An action's title; a sign-in has none.
    pub title: Option<String>,
    /// What else was shown and is worth a line, in order.
    pub details: Vec<String>,
    /// Unix ms.
    pub created_at: i64,
}

/// The newest requests first.
///
/// # Errors
/// [`Failure`].
pub async fn of_account(state: &AppState, account: &str) -> Result<Vec<Entry>, Failure> {
    let account = account.to_owned();
    let past = state.store.read(move |tx| history::of_account(tx, &account, MOST)).await?;
    Ok(past.into_iter().map(entry).collect())
}

/// Our own database holds what we signed: reading it needs no verification, only care.
fn read(compact: &str) -> Option<ApprovalRequest> {
    let claims = BASE64URL_NOPAD.decode(compact.split('.').nth(1)?.as_bytes()).ok()?;
    serde_json::from_slice(&claims).ok()
}

fn entry(past: history::Past) -> Entry {
    let request = read(&past.request);
    let value = |wanted: &str| {
        let pairs = request.as_ref().map(|request| request.display.as_slice()).unwrap_or_default();
        pairs.iter().find(|pair| pair.label == wanted).map(|pair| pair.value.clone())
    };
    let sign_in = request.as_ref().is_none_or(|request| request.kind == Kind::SignIn);
    let details = if sign_in {
        [value(label::BROWSER), value(label::SYSTEM), value(label::ADDRESS)].into_iter().flatten().collect()
    } else {
        let pairs = request.as_ref().map(|request| request.display.as_slice()).unwrap_or_default();
        pairs.iter().skip(1).map(|pair| format!("{}: {}", pair.label, pair.value)).collect()
    };
    Entry { state: past.state, title: value(label::TITLE), details, created_at: past.created_at }
}
