//! `kauth code`: one code, and nothing else.

use std::time::{SystemTime, UNIX_EPOCH};

use kauth_core::ErrorKind;
use kauth_core::app::{CodeKind, Destination, Screen};
use kauth_texts::Texts;
use serde_json::json;

use super::accounts;
use crate::args::Everywhere;
use crate::failure::Failure;
use crate::json::{Account, ungrouped};
use crate::session::Session;
use crate::{language, talk};

/// Makes a code from an `otpauth://` URI; no store is opened.
pub(super) fn of_uri(
    everywhere: &Everywhere,
    uri: &str,
    at: Option<i64>,
    texts: &Texts,
) -> Result<(), Failure> {
    let typed;
    let uri = if uri == "-" {
        typed = talk::standard_input_line(texts)?;
        typed.as_str()
    } else {
        uri
    };
    let at = at.unwrap_or_else(now);
    let languages = everywhere.language.clone().unwrap_or_else(language::of_system);
    let code = kauth_core::code_at(uri, at, &languages)?;
    if everywhere.json {
        talk::object(&json!({ "code": code }));
    } else {
        talk::result(&code);
    }
    Ok(())
}

/// Prints an account's code; for a counter-based one the next.
pub(super) async fn of_account(session: &mut Session, wanted: &str) -> Result<(), Failure> {
    session.unlocked().await?;
    let account = accounts::find(session, wanted).await?;
    if account.code_kind == CodeKind::Counter {
        session.app.next_counter_code(account.id.clone()).await?;
    }
    session.app.show(Destination::Account { account: account.id.clone() }).await?;
    let Screen::Account(view) = session.screen().await? else {
        return Err(Failure::shell(
            ErrorKind::AccountUnknown.as_str(),
            session.texts.cli_failed_no_account(),
        ));
    };
    match view.row.code.as_deref() {
        Some(_) if session.json => talk::object(&Account::from(&view.row)),
        Some(code) => talk::result(&ungrouped(code)),
        // The core has the words for an account without codes.
        None => session.app.copy_code(account.id).await?,
    }
    Ok(())
}

fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .unwrap_or_default()
}
