//! The settings, and what to tell support: counts and states, never a name, an address or a secret.

use kauth_texts::Language;

use crate::app::actor::Actor;
use crate::app::command::{PermissionKind, PermissionState};
use crate::app::view::{ChoiceView, DiagnosticView, LockKind, PermissionView, ReachableView, SettingsView};

impl Actor {
    pub(super) fn settings_view(&self) -> SettingsView {
        let state = &self.state;
        let texts = state.texts();
        let set = &state.settings.language;
        let mut languages = vec![ChoiceView {
            value: String::new(),
            label: texts.settings_language_system(),
            chosen: set.is_empty(),
        }];
        languages.extend(Language::ALL.iter().map(|language| ChoiceView {
            value: language.tag().to_owned(),
            label: language.name().to_owned(),
            chosen: set == language.tag(),
        }));
        let (lock, lock_text) = if state.has_passphrase {
            (LockKind::Passphrase, texts.settings_lock_passphrase())
        } else {
            (LockKind::None, texts.settings_lock_none())
        };
        SettingsView {
            title: texts.settings_title(),
            lock,
            lock_text,
            lock_problem: state.nav.problem_text(),
            languages,
            theme: state.settings.theme,
            hide_codes: state.settings.hide_codes,
            reachable: self.reachable(),
            permissions: self.permissions(),
            diagnostics: self.diagnostics(),
        }
    }

    fn reachable(&self) -> ReachableView {
        let texts = self.state.texts();
        let text = if self.stays_reachable() {
            texts.reachable_staying()
        } else if self.is_pushed() {
            texts.reachable_pushed()
        } else {
            texts.reachable_open()
        };
        let stay = self.config.shell.stay_reachable.then_some(self.state.settings.stay_reachable);
        ReachableView { text, stay }
    }

    fn permissions(&self) -> Vec<PermissionView> {
        let texts = self.state.texts();
        let mut permissions = Vec::new();
        let mut add = |kind, granted, unknown, refused| {
            let state = self.state.permission(kind);
            let text = match state {
                PermissionState::Granted => granted,
                PermissionState::Unknown => unknown,
                PermissionState::Declined | PermissionState::Blocked => refused,
            };
            permissions.push(PermissionView { kind, state, text });
        };
        if self.config.shell.camera {
            add(
                PermissionKind::Camera,
                texts.permission_camera_granted(),
                texts.permission_camera_unknown(),
                texts.permission_camera_refused(),
            );
        }
        if self.config.shell.notifications {
            add(
                PermissionKind::Notifications,
                if self.stays_reachable() || self.is_pushed() {
                    texts.permission_notifications_granted()
                } else {
                    texts.permission_notifications_open()
                },
                texts.permission_notifications_unknown(),
                texts.permission_notifications_refused(),
            );
        }
        permissions
    }

    pub(in crate::app) fn diagnostics(&self) -> Vec<DiagnosticView> {
        let state = &self.state;
        let texts = state.texts();
        let accounts = state.person.as_ref().map_or(0, |person| person.accounts.len());
        let unreachable = state.providers.values().filter(|provider| provider.poll.problem.is_some());
        let offsets =
            state.providers.values().filter_map(|provider| Some(provider.peer.as_ref()?.time().offset_ms()));
        let offset = offsets.max_by_key(|offset| offset.abs()).unwrap_or(0);
        let hardware =
            if self.platform.keys.is_hardware_backed() { texts.label_yes() } else { texts.label_no() };
        [
            (texts.diagnostics_version(), env!("CARGO_PKG_VERSION").to_owned()),
            (texts.diagnostics_platform(), self.config.platform_name.clone()),
            (texts.diagnostics_hardware_keys(), hardware),
            (texts.diagnostics_accounts(), accounts.to_string()),
            (texts.diagnostics_providers(), state.providers.len().to_string()),
            (texts.diagnostics_unreachable(), unreachable.count().to_string()),
            (texts.diagnostics_requests_refused(), state.requests_refused.to_string()),
            (texts.diagnostics_clock_offset(), (offset / 1000).to_string()),
        ]
        .into_iter()
        .map(|(label, value)| DiagnosticView { label, value })
        .collect()
    }
}
