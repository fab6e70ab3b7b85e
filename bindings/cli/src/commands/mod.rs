//! The single commands, one subject a file. Each opens the app, sends it commands, prints what it says, and closes it.

mod accounts;
pub(crate) mod check;
mod codes;
mod link;
mod lock;
mod requests;

use kauth_texts::Texts;
use serde_json::json;

use crate::args::{Everywhere, Verb};
use crate::failure::Failure;
use crate::phone;
use crate::session::Session;
use crate::talk;

/// Does what the command line says.
pub(crate) async fn run(everywhere: &Everywhere, verb: Verb, texts: &'static Texts) -> Result<(), Failure> {
    match verb {
        Verb::Version => {
            let version = env!("CARGO_PKG_VERSION");
            if everywhere.json {
                talk::object(&json!({ "version": version }));
            } else {
                talk::result(&format!("kauth {version}"));
            }
            return Ok(());
        }
        Verb::CodeOfUri { uri, at } => return codes::of_uri(everywhere, &uri, at, texts),
        Verb::Phone => return phone::command(everywhere, texts).await,
        _ => {}
    }
    // Before the app is opened: a picture that cannot be read needs no store.
    let source = match &verb {
        Verb::Add { source, .. } => Some(link::read_source(source, texts)?),
        Verb::Check { source: Some(source), .. } => Some(link::read_source(source, texts)?),
        _ => None,
    };
    let mut session = Session::open(everywhere, texts).await?;
    let outcome = in_app(&mut session, verb, source).await;
    session.close().await;
    outcome
}

async fn in_app(session: &mut Session, verb: Verb, source: Option<link::Source>) -> Result<(), Failure> {
    match (verb, source) {
        (Verb::Add { yes, recovery_file, .. }, Some(source)) => {
            link::add(session, source, yes, recovery_file).await
        }
        (Verb::Check { given, .. }, source) => check::check(session, source, *given).await,
        (Verb::SignIn { host, no_browser, recovery_file }, _) => {
            link::sign_in(session, host, no_browser, recovery_file).await
        }
        (Verb::List, _) => accounts::list(session).await,
        (Verb::Code { account }, _) => codes::of_account(session, &account).await,
        (Verb::Inbox, _) => requests::inbox(session).await,
        (Verb::Answer { decision, request, digits, yes }, _) => {
            requests::answer(session, decision, request, digits, yes).await
        }
        (Verb::History, _) => requests::history(session).await,
        (Verb::Rename { account, name }, _) => accounts::rename(session, &account, name).await,
        (Verb::Note { account, note }, _) => accounts::note(session, &account, note).await,
        (Verb::RecoveryCodes { account, file }, _) => accounts::recovery_codes(session, &account, file).await,
        (Verb::Remove { account, yes }, _) => accounts::remove(session, &account, yes).await,
        (Verb::Lock, _) => lock::lock(session).await,
        (Verb::Unlock, _) => lock::unlock(session).await,
        (Verb::Passphrase, _) => lock::change(session).await,
        (Verb::Add { .. } | Verb::Phone | Verb::CodeOfUri { .. } | Verb::Version, _) => Ok(()),
    }
}
