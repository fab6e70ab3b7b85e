//! What is said of recoveries: what happens, from when on it counts, and the ways to stop it and to put it aside.

use kauth_protocol::inbox::RecoveryState;

use crate::app::actor::Actor;
use crate::app::view::{Banner, BannerKind};
use crate::links::Link;
use crate::recoveries::Recovery;

impl Actor {
    pub(super) fn recovery_banners(&self) -> Vec<Banner> {
        let shown = self.shown_recoveries();
        shown
            .into_iter()
            .filter_map(|(id, recovery, link)| self.recovery_banner(id, recovery, link))
            .collect()
    }

    /// What is said of it, on screen and by the system.
    pub(in crate::app) fn recovery_text(&self, recovery: &Recovery, link: &Link) -> Option<String> {
        let texts = self.state.texts();
        let (host, login) = (link.origin.display_host(), link.login.as_str());
        let when = || {
            let at = recovery.counts_s.unwrap_or_default();
            texts.date_time(at, self.state.utc_offset_minutes)
        };
        Some(match recovery.stands(&self.now()) {
            RecoveryState::Begun => texts.banner_recovery_begun(&host, login),
            RecoveryState::CheckBegun => texts.banner_recovery_check_begun(&host, login),
            RecoveryState::CheckAccepted => texts.banner_recovery_check_accepted(&host, login, &when()),
            RecoveryState::PasswordLater => texts.banner_recovery_password_later(&host, login, &when()),
            RecoveryState::Done => texts.banner_recovery_done(&host, login),
            RecoveryState::Stopped => texts.banner_recovery_stopped(&host, login),
            _ => return None,
        })
    }

    fn recovery_banner(&self, id: &str, recovery: &Recovery, link: &Link) -> Option<Banner> {
        let texts = self.state.texts();
        let text = self.recovery_text(recovery, link)?;
        let (stop, read) = if recovery.stands(&self.now()).is_open() {
            (recovery.stop.as_ref().map(|_| texts.banner_recovery_stop()), texts.banner_recovery_mine())
        } else {
            (None, texts.banner_dismiss())
        };
        Some(Banner {
            kind: BannerKind::Recovery,
            about: id.to_owned(),
            text,
            action: stop,
            dismiss: self.state.person.is_some().then_some(read),
        })
    }
}
