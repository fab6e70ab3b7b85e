//! Recoveries that a provider tells of, above the list and on a locked app.

use kauth_protocol::inbox::RecoveryState;

use super::Entry;
use super::accounts::{HOST, LOGIN, OTHER_HOST, OTHER_PROVIDER, PROVIDER};
use super::stage::{Codes, Stage, WALL_MS};
use crate::recoveries::Recovery;

pub(super) const SCENES: &[Entry] = &[
    ("accounts--banner_recovery_begun", |stage| told(stage, RecoveryState::Begun)),
    ("accounts--banner_recovery_check_begun", |stage| told(stage, RecoveryState::CheckBegun)),
    ("accounts--banner_recovery_check_accepted", |stage| told(stage, RecoveryState::CheckAccepted)),
    ("accounts--banner_recovery_password_later", |stage| told(stage, RecoveryState::PasswordLater)),
    ("accounts--banner_recovery_done", |stage| told(stage, RecoveryState::Done)),
    ("accounts--banner_recovery_stopped", |stage| told(stage, RecoveryState::Stopped)),
    ("accounts--banner_recovery_two", |stage| {
        told(stage, RecoveryState::PasswordLater)?;
        let other = stage.linked(OTHER_HOST, OTHER_PROVIDER, "hausanschluss-0815", Codes::Time)?;
        recovery(stage, &other, RecoveryState::CheckBegun)
    }),
    ("locked--recovery", |stage| {
        told(stage, RecoveryState::PasswordLater)?;
        stage.lock();
        Some(())
    }),
];

fn told(stage: &mut Stage, state: RecoveryState) -> Option<()> {
    let account = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
    recovery(stage, &account, state)
}

/// The provider of an account tells of a recovery that counts in 50 minutes.
pub(super) fn recovery(stage: &mut Stage, entry: &str, state: RecoveryState) -> Option<()> {
    let link = stage.actor.state.links.values().find(|link| link.entry == entry)?;
    let now = stage.actor.now();
    let counts = matches!(state, RecoveryState::PasswordLater | RecoveryState::CheckAccepted);
    let recovery = Recovery {
        link: link.id.clone(),
        state,
        counts_s: counts.then_some(WALL_MS / 1000 + 3_000),
        counts: counts.then(|| now.after(3_000_000)),
        ends: now.after(86_400_000),
        stop: state.is_open().then(|| link.origin.join("/stop?t=example")),
        dismissed: false,
        notified: None,
        drawn_counting: false,
    };
    let id = format!("recovery-of-{entry}");
    stage.actor.state.recoveries.insert(id, recovery);
    Some(())
}
