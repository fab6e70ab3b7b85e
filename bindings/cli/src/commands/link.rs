//! From a link, a code on a picture or a sign-in page to an account (A1, A2, A3).

use std::io::Read;
use std::path::{Path, PathBuf};

use kauth_core::CoreError;
use kauth_core::app::{AgreeView, ImportRow, ImportView, RecoveryCodesView, Screen};
use kauth_texts::Texts;
use serde_json::json;

use super::accounts;
use crate::failure::Failure;
use crate::json::ungrouped;
use crate::loopback::Loopback;
use crate::session::{Browser, Session};
use crate::{files, talk};

/// What `add` was given.
pub(super) enum Source {
    /// A link or a URI.
    Text(String),
    /// The bytes of a picture or of another authenticator's file.
    File(Vec<u8>),
}

/// Reads what `add` was given: standard input, a file if there is one of that name, else the text itself.
pub(super) fn read_source(source: &str, texts: &Texts) -> Result<Source, Failure> {
    if source == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .take(files::MOST)
            .read_to_end(&mut bytes)
            .map_err(|_| Failure::shell("file_unreadable", texts.cli_failed_read(source)))?;
        return Ok(match String::from_utf8(bytes) {
            // A link or an address is one line; a file may be anything.
            Ok(text) if text.trim().lines().count() <= 1 && !text.trim().starts_with(['{', '[']) => {
                Source::Text(text.trim().to_owned())
            }
            Ok(text) => Source::File(text.into_bytes()),
            Err(other) => Source::File(other.into_bytes()),
        });
    }
    if Path::new(source).is_file() {
        return files::read(Path::new(source), texts).map(Source::File);
    }
    Ok(Source::Text(source.to_owned()))
}

/// Adds an account, asking for agreement where the core wants it.
pub(super) async fn add(
    session: &mut Session,
    source: Source,
    yes: bool,
    recovery_file: Option<PathBuf>,
) -> Result<(), Failure> {
    session.unlocked().await?;
    session.begin_signing().await?;
    match source {
        Source::Text(text) => session.app.scan(text).await?,
        Source::File(bytes) => session.app.picture(bytes).await?,
    }
    let agree = match session.screen().await? {
        Screen::Agree(agree) => agree,
        Screen::Import(import) => return add_import(session, &import, yes).await,
        _ => {
            said(session, "added", &session.texts.cli_said_added());
            return Ok(());
        }
    };
    // Who said yes beforehand is asked nothing: what is printed then is the outcome alone.
    if !yes {
        show_agree(session, &agree);
    }
    if !yes && !talk::yes(&session.texts.cli_ask_agree(&agree.host), session.texts)? {
        session.app.cancel().await?;
        return Err(Failure::shell("refused", session.texts.cli_failed_refused()));
    }
    session.consented = true;
    let linked = tokio::select! {
        linked = agree_and_wait(session) => Some(linked),
        _ = tokio::signal::ctrl_c() => None,
    };
    match linked {
        Some(linked) => finish(session, linked?, yes, recovery_file).await,
        None => {
            session.app.cancel().await?;
            Err(Failure::shell("refused", session.texts.cli_failed_refused()))
        }
    }
}

/// Adds what another authenticator's export holds, after showing it.
async fn add_import(session: &mut Session, view: &ImportView, yes: bool) -> Result<(), Failure> {
    show_import(session, view);
    let Some(add) = &view.add else {
        session.app.cancel().await?;
        return Ok(());
    };
    if !yes && !talk::yes(add, session.texts)? {
        session.app.cancel().await?;
        return Err(Failure::shell("refused", session.texts.cli_failed_refused()));
    }
    session.app.add_import().await?;
    let said_by_core = session.app.next(0).await?.view.snackbar.map(|snackbar| snackbar.text);
    said(session, "added", &said_by_core.unwrap_or_else(|| session.texts.cli_said_added()));
    Ok(())
}

/// The rows are the result; what stands around them is said beside it.
fn show_import(session: &Session, view: &ImportView) {
    if session.json {
        let row = |row: &ImportRow| json!({ "title": row.title, "text": row.text });
        let groups: Vec<_> = view
            .groups
            .iter()
            .map(|group| json!({ "title": group.title, "rows": group.rows.iter().map(row).collect::<Vec<_>>() }))
            .collect();
        let another = view.another.as_ref().map(|another| &another.text);
        talk::object(
            &json!({ "event": "import", "title": view.title, "groups": groups, "another": another }),
        );
        return;
    }
    talk::say(&view.title);
    talk::say(&view.text);
    view.another.iter().for_each(|another| talk::say(&another.text));
    for group in &view.groups {
        talk::say(&group.title);
        for row in &group.rows {
            let parts = [row.title.as_str(), row.text.as_str()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            talk::result(&format!("  {}", parts.join(" · ")));
        }
    }
    view.hint.iter().for_each(|hint| talk::say(hint));
}

/// Links by signing in with the provider in the browser of this machine.
pub(super) async fn sign_in(
    session: &mut Session,
    host: String,
    no_browser: bool,
    recovery_file: Option<PathBuf>,
) -> Result<(), Failure> {
    session.unlocked().await?;
    session.begin_signing().await?;
    session.consented = true;
    session.browser = Some(if no_browser { Browser::OnlyPrint } else { Browser::Start });
    let loopback = Loopback::open(session.texts).await?;
    let app = session.app.clone();
    let linking = async move {
        app.sign_in_here(host, Some(loopback.redirect().to_owned())).await?;
        app.opened(loopback.came_back().await).await
    };
    let linked = tokio::select! {
        linked = session.drive(linking) => Some(linked),
        _ = tokio::signal::ctrl_c() => None,
    };
    match linked {
        Some(linked) => linked?,
        None => {
            session.app.cancel().await?;
            return Err(Failure::shell("refused", session.texts.cli_failed_refused()));
        }
    }
    let linked = session.wait_for(outcome).await??;
    finish(session, linked, false, recovery_file).await
}

async fn agree_and_wait(session: &mut Session) -> Result<Linked, Failure> {
    let app = session.app.clone();
    session.drive(async move { app.agree().await }).await?;
    let (json, texts) = (session.json, session.texts);
    let mut shown = false;
    session
        .wait_for(|screen| {
            if let Screen::LinkCode(view) = screen
                && !std::mem::replace(&mut shown, true)
            {
                if json {
                    let code = ungrouped(&view.code);
                    talk::object(&json!({ "event": "code", "code": code, "host": view.host }));
                } else {
                    talk::say(&view.text);
                    talk::result(&view.code);
                    talk::say(&texts.cli_said_waiting());
                }
            }
            outcome(screen)
        })
        .await?
}

/// What is on screen once a link is no longer under way.
enum Linked {
    /// Linked; these are to be saved.
    WithRecoveryCodes(RecoveryCodesView),
    /// Linked.
    Plainly,
}

fn outcome(screen: &Screen) -> Option<Result<Linked, Failure>> {
    match screen {
        Screen::Working(_) | Screen::LinkCode(_) | Screen::Agree(_) | Screen::SignInHere(_) => None,
        Screen::RecoveryCodes(view) => Some(Ok(Linked::WithRecoveryCodes(view.clone()))),
        Screen::Problem(view) => Some(Err(Failure::Core(CoreError {
            kind: view.kind,
            text: view.text.clone(),
            retry_after_s: None,
        }))),
        Screen::Add(view) if view.problem.is_some() => {
            Some(Err(Failure::shell("not_linked", view.problem.clone().unwrap_or_default())))
        }
        _ => Some(Ok(Linked::Plainly)),
    }
}

async fn finish(
    session: &mut Session,
    linked: Linked,
    yes: bool,
    recovery_file: Option<PathBuf>,
) -> Result<(), Failure> {
    if let Linked::WithRecoveryCodes(view) = linked {
        if recovery_file.is_some() {
            accounts::save_recovery_codes(session, &view.account, recovery_file).await?;
            session.app.saved_recovery_codes().await?;
        } else if session.json {
            talk::object(&json!({ "event": "recovery_codes", "account": view.account, "codes": view.codes }));
        } else {
            talk::say(&view.title);
            talk::say(&view.text);
            view.codes.iter().for_each(|code| talk::result(code));
            if !yes && talk::yes(&session.texts.cli_ask_saved(), session.texts).unwrap_or(false) {
                session.app.saved_recovery_codes().await?;
            }
        }
    }
    said(session, "linked", &session.texts.cli_said_linked());
    Ok(())
}

pub(super) fn show_agree(session: &Session, view: &AgreeView) {
    if session.json {
        talk::object(&json!({
            "event": "agree",
            "host": view.host,
            "host_unicode": view.host_unicode,
            "mixed_scripts": view.mixed_scripts,
            "own_certificate": view.own_certificate,
        }));
        return;
    }
    talk::say(&view.title);
    talk::say(&format!("  {}", view.host));
    let remarks = [&view.host_unicode, &view.mixed_scripts, &view.own_certificate, &view.known];
    for remark in remarks.into_iter().flatten() {
        talk::say(&format!("  {remark}"));
    }
    talk::say(&view.text);
}

fn said(session: &Session, event: &str, text: &str) {
    if session.json {
        talk::object(&json!({ "event": event }));
    } else {
        talk::say(text);
    }
}
