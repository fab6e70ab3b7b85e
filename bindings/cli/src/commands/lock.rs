//! The app lock. A single command leaves nothing running that could stay unlocked, so `lock` puts a passphrase on the
//! store and `unlock` takes it off; in between, each command asks for it.

use kauth_core::app::{Destination, LockKind, Screen};
use serde_json::json;

use crate::failure::Failure;
use crate::session::Session;
use crate::talk::{self, Asked};

/// Puts a passphrase on the app.
pub(super) async fn lock(session: &mut Session) -> Result<(), Failure> {
    if is_locked(session).await? {
        said(session, "locked", &session.texts.cli_said_locked_already());
        return Ok(());
    }
    let (new, repeated) = talk::new_passphrase(Asked::First, session.texts)?;
    session.app.set_passphrase(None, new.to_string(), repeated.to_string()).await?;
    said(session, "locked", &session.texts.cli_said_locked());
    Ok(())
}

/// Takes the passphrase off the app.
pub(super) async fn unlock(session: &mut Session) -> Result<(), Failure> {
    session.unlocked().await?;
    let present = present(session)?;
    session.app.remove_passphrase(present).await?;
    said(session, "unlocked", &session.texts.cli_said_unlocked());
    Ok(())
}

/// Changes the passphrase.
pub(super) async fn change(session: &mut Session) -> Result<(), Failure> {
    session.unlocked().await?;
    let present = present(session)?;
    let (new, repeated) = talk::new_passphrase(Asked::New, session.texts)?;
    session.app.set_passphrase(Some(present), new.to_string(), repeated.to_string()).await?;
    said(session, "passphrase_changed", &session.texts.cli_said_passphrase_changed());
    Ok(())
}

async fn is_locked(session: &mut Session) -> Result<bool, Failure> {
    if session.is_locked().await? {
        return Ok(true);
    }
    session.app.show(Destination::Settings).await?;
    Ok(match session.screen().await? {
        Screen::Settings(view) => view.lock != LockKind::None,
        _ => false,
    })
}

fn present(session: &Session) -> Result<String, Failure> {
    if let Some(typed) = session.typed_passphrase() {
        return Ok(typed.to_string());
    }
    let typed = talk::passphrase(Asked::Present, &session.texts.cli_ask_current_passphrase(), session.texts)?;
    Ok(typed.to_string())
}

fn said(session: &Session, event: &str, text: &str) {
    if session.json {
        talk::object(&json!({ "event": event }));
    } else {
        talk::say(text);
    }
}
