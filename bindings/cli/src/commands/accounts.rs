//! The accounts: listed, renamed, removed; and their recovery codes.

use std::path::PathBuf;

use kauth_core::app::{AccountRow, Destination, RecoveryCodesAction, Screen};
use serde_json::json;

use crate::failure::Failure;
use crate::json::{Account, ungrouped};
use crate::session::Session;
use crate::talk;
use crate::time_left::time_left;

/// Shows all accounts with their codes.
pub(super) async fn list(session: &mut Session) -> Result<(), Failure> {
    session.unlocked().await?;
    let rows = session.app.accounts().await?;
    if session.json {
        let accounts: Vec<Account<'_>> = rows.iter().map(Account::from).collect();
        talk::object(&json!({ "accounts": accounts }));
        return Ok(());
    }
    if rows.is_empty() {
        talk::say(&session.texts.cli_said_no_account());
    }
    for row in &rows {
        talk::result(&in_one_line(row, session));
        for remark in [&row.problem, &row.weak].into_iter().flatten() {
            talk::result(&format!("  ! {remark}"));
        }
    }
    Ok(())
}

/// Finds the one account that is meant: by its id, else by the core's own search.
pub(super) async fn find(session: &mut Session, wanted: &str) -> Result<AccountRow, Failure> {
    if let Some(row) = session.app.accounts().await?.into_iter().find(|row| row.id == wanted) {
        return Ok(row);
    }
    session.app.show(Destination::Accounts).await?;
    session.app.search(wanted.to_owned()).await?;
    let mut rows = match session.screen().await? {
        Screen::Accounts(view) => view.rows,
        _ => Vec::new(),
    };
    session.app.search(String::new()).await?;
    match (rows.pop(), rows.len()) {
        (Some(row), 0) => Ok(row),
        (Some(_), others) => {
            let count = i64::try_from(others).unwrap_or(i64::MAX).saturating_add(1);
            Err(Failure::usage(session.texts.cli_usage_which_account(count)))
        }
        (None, _) => Err(Failure::shell("account_unknown", session.texts.cli_failed_no_account())),
    }
}

/// Renames an account.
pub(super) async fn rename(session: &mut Session, wanted: &str, name: String) -> Result<(), Failure> {
    session.unlocked().await?;
    let account = find(session, wanted).await?;
    session.app.rename(account.id.clone(), name).await?;
    done(session, "renamed", &account.id, &session.texts.cli_said_renamed());
    Ok(())
}

/// Writes a note to an account.
pub(super) async fn note(session: &mut Session, wanted: &str, note: String) -> Result<(), Failure> {
    session.unlocked().await?;
    let account = find(session, wanted).await?;
    session.app.note(account.id.clone(), note).await?;
    done(session, "noted", &account.id, &session.texts.cli_said_renamed());
    Ok(())
}

/// Removes an account, after the core's own question.
pub(super) async fn remove(session: &mut Session, wanted: &str, yes: bool) -> Result<(), Failure> {
    session.unlocked().await?;
    let account = find(session, wanted).await?;
    session.app.show(Destination::RemoveAccount { account: account.id.clone() }).await?;
    if !yes {
        if let Screen::Remove(view) = session.screen().await? {
            for line in [&view.title, &view.text, &view.warning] {
                talk::say(line);
            }
        }
        if !talk::yes(&session.texts.cli_ask_remove(), session.texts)? {
            return Err(Failure::shell("refused", session.texts.cli_failed_refused()));
        }
    }
    session.app.delete(account.id.clone()).await?;
    done(session, "removed", &account.id, &session.texts.cli_said_removed());
    Ok(())
}

/// Shows an account's recovery codes, or writes them to a file.
pub(super) async fn recovery_codes(
    session: &mut Session,
    wanted: &str,
    file: Option<PathBuf>,
) -> Result<(), Failure> {
    session.unlocked().await?;
    let account = find(session, wanted).await?;
    if file.is_some() {
        return save_recovery_codes(session, &account.id, file).await;
    }
    session.app.show(Destination::RecoveryCodes { account: account.id.clone() }).await?;
    let Screen::RecoveryCodes(view) = session.screen().await? else {
        // The core has the words for codes that are not here.
        return Ok(session.app.recovery_codes(account.id, RecoveryCodesAction::Copy).await?);
    };
    if session.json {
        talk::object(&json!({ "account": account.id, "recovery_codes": view.codes }));
    } else {
        view.codes.iter().for_each(|code| talk::result(code));
    }
    Ok(())
}

/// Lets the core write an account's recovery codes to a file that this shell makes.
pub(super) async fn save_recovery_codes(
    session: &mut Session,
    account: &str,
    file: Option<PathBuf>,
) -> Result<(), Failure> {
    session.save_to = file;
    let app = session.app.clone();
    let account = account.to_owned();
    session.drive(async move { app.recovery_codes(account, RecoveryCodesAction::Save).await }).await?;
    session.effects_now().await?;
    session.save_to = None;
    session.not_saved.take().map_or(Ok(()), Err)
}

fn in_one_line(row: &AccountRow, session: &Session) -> String {
    let mut line = format!("{}  {}", row.issuer, row.name);
    if let Some(code) = &row.code {
        line = format!("{line}  {}", ungrouped(code));
    }
    if row.period_ms > 0 {
        line = format!("{line}  {}", session.texts.cli_said_ends(&time_left(row.ends_in_ms, session.texts)));
    }
    line
}

fn done(session: &Session, event: &str, account: &str, text: &str) {
    if session.json {
        talk::object(&json!({ "event": event, "account": account }));
    } else {
        talk::say(text);
    }
}
