//! Recoveries as the system's notifications: what is told on screen is told beside it, once as long as it stands so, and
//! taken away with it. Kept is only what the shell says it has shown: after a kill the rest is shown again.

use std::collections::BTreeMap;

use kauth_protocol::inbox::RecoveryState;

use super::actor::Actor;
use super::effect::{EffectKind, Vibration};
use super::store::{Batch, Kind};

impl Actor {
    pub(super) fn remember_notified_recoveries(&mut self) {
        let kept = self.state.recoveries.iter();
        let kept = kept.filter_map(|(id, recovery)| Some((id.clone(), recovery.notified?)));
        self.state.recovery_notifications = kept.collect();
    }

    /// Asks the shell to notify of what is not notified as it stands, and to take away what is not told any more.
    pub(super) fn notify_recoveries(&mut self) {
        let now = self.now();
        let stand = self.shown_recoveries().into_iter();
        let stand = stand.map(|(id, recovery, _)| (id.to_owned(), recovery.stands(&now)));
        if stand.collect::<BTreeMap<_, _>>() == self.state.recovery_notifications {
            return;
        }
        let shown = self.shown_recoveries().into_iter().filter_map(|(id, recovery, link)| {
            let title = self.state.texts().notification_recovery_title(&link.origin.display_host());
            let body = self.recovery_text(recovery, link)?;
            Some((id.to_owned(), recovery.stands(&now), title, body))
        });
        let shown: Vec<(String, RecoveryState, String, String)> = shown.collect();
        let asked = &self.state.recovery_notifications;
        let gone = asked.keys().filter(|id| shown.iter().all(|(told, ..)| told != *id));
        for recovery in gone.cloned().collect::<Vec<_>>() {
            self.state.recovery_notifications.remove(&recovery);
            self.ask_about_recovery(&recovery.clone(), EffectKind::WithdrawRecoveryNotification { recovery });
        }
        for (recovery, stands, title, body) in shown {
            if self.state.recovery_notifications.insert(recovery.clone(), stands) == Some(stands) {
                continue;
            }
            if self.state.foreground {
                self.state.effect(EffectKind::Vibrate { pattern: Vibration::Arrived });
                self.state.effect(EffectKind::Speak { text: body.clone() });
            }
            self.ask_about_recovery(&recovery.clone(), EffectKind::NotifyRecovery { recovery, title, body });
        }
    }

    /// In place of what was asked before about the same recovery.
    fn ask_about_recovery(&mut self, recovery: &str, effect: EffectKind) {
        self.state.effects.retain(|earlier| about(&earlier.kind) != Some(recovery));
        self.state.effect(effect);
        self.touch();
    }

    /// Keeps what the shell has shown or taken away.
    pub(super) async fn recovery_notified(&mut self, kind: &EffectKind) {
        let Some(id) = about(kind) else { return };
        let notified = self.state.recovery_notifications.get(id).copied();
        let Some(mut recovery) = self.state.recoveries.get(id).cloned() else { return };
        recovery.notified = notified;
        let mut batch = Batch::default();
        batch.put(Kind::Recovery, id, &recovery);
        // What cannot be kept is shown once more after the next start.
        if self.commit(batch).await.is_ok() {
            self.state.recoveries.insert(id.to_owned(), recovery);
        }
    }
}

/// The recovery that a notification tells of.
fn about(kind: &EffectKind) -> Option<&str> {
    match kind {
        EffectKind::NotifyRecovery { recovery, .. }
        | EffectKind::WithdrawRecoveryNotification { recovery } => Some(recovery),
        _ => None,
    }
}
