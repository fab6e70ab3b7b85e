//! The settings, the lock, and what needs a screen of its own because it did not work.

use kauth_protocol::approvals::{Policy, UserCheck};

use super::Entry;
use super::accounts::{HOST, LOGIN, PROVIDER};
use super::stage::{Codes, Stage, sign_in};
use crate::app::command::PermissionState;
use crate::app::nav::{Page, Retry};
use crate::error::ErrorKind;
use crate::links::Push;

pub(super) const SCENES: &[Entry] = &[
    ("settings--no_lock", settings),
    ("settings--passphrase", |stage| {
        stage.actor.state.has_passphrase = true;
        settings(stage)
    }),
    ("settings--wrong_passphrase", |stage| {
        stage.actor.state.has_passphrase = true;
        settings(stage)?;
        stage.actor.state.nav.problem = Some(stage.actor.error(ErrorKind::WrongPassphrase));
        Some(())
    }),
    ("settings--stay_reachable", |stage| {
        stage.actor.state.settings.stay_reachable = true;
        settings(stage)
    }),
    ("settings--pushed", |stage| {
        settings(stage)?;
        let text = String::new;
        let push = Push { url: Some(text()), p256dh: text(), auth: text(), told: true };
        stage.change_provider(HOST, |provider| provider.record.push = Some(push))
    }),
    ("settings--permissions_unknown", |stage| permissions(stage, PermissionState::Unknown)),
    ("settings--permissions_declined", |stage| permissions(stage, PermissionState::Declined)),
    ("settings--permissions_blocked", |stage| permissions(stage, PermissionState::Blocked)),
    ("settings--diagnostics_copied", |stage| {
        settings(stage)?;
        let said = stage.actor.state.texts().snackbar_diagnostics_copied();
        stage.actor.notice(said);
        Some(())
    }),
    ("locked--plain", locked),
    ("locked--wrong_passphrase", |stage| {
        locked(stage)?;
        stage.actor.state.lock_problem = Some((ErrorKind::WrongPassphrase, None));
        Some(())
    }),
    ("locked--wait", |stage| {
        locked(stage)?;
        let wait = stage.actor.now().after(30_000);
        stage.actor.state.lock_problem = Some((ErrorKind::TooMany, Some(wait)));
        Some(())
    }),
    ("locked--waiting_requests", |stage| {
        let entry = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        stage.request(&entry, Some(sign_in(Policy::YesNo, UserCheck::None)), 26)?;
        stage.request(&entry, Some(sign_in(Policy::Digits6, UserCheck::Required)), 4)?;
        stage.lock();
        Some(())
    }),
    ("problem--retry", |stage| {
        let retry = Retry::SignInHere { host: HOST.to_owned(), loopback_redirect: None };
        problem(stage, ErrorKind::Offline, Some(retry))
    }),
    ("problem--final", |stage| problem(stage, ErrorKind::LinkVoid, None)),
    ("problem--foreign_key", |stage| problem(stage, ErrorKind::ForeignKey, None)),
];

fn settings(stage: &mut Stage) -> Option<()> {
    stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
    stage.go(Page::Settings);
    Some(())
}

fn permissions(stage: &mut Stage, state: PermissionState) -> Option<()> {
    stage.actor.state.settings.camera = state;
    stage.actor.state.settings.notifications = state;
    settings(stage)
}

fn locked(stage: &mut Stage) -> Option<()> {
    stage.account("Example Mail", "anna@example.com", Codes::Time)?;
    stage.lock();
    Some(())
}

fn problem(stage: &mut Stage, kind: ErrorKind, retry: Option<Retry>) -> Option<()> {
    let error = stage.actor.error(kind);
    stage.go(Page::Problem { error, retry });
    Some(())
}
