//! What a shell is told besides the view: notifications, permissions, the way back to the browser.

use kauth_protocol::approvals::{Kind as Asks, Policy, UserCheck};
use kauth_protocol::link_uri::OpenUri;
use zeroize::Zeroizing;

use super::actor::Actor;
use super::command::{Destination, PermissionKind, PermissionState};
use super::effect::{Effect, EffectKind, SettingsPage, Vibration};
use super::nav::{Page, Sheet};
use super::view::BannerKind;
use crate::approvals::Request;
use crate::error::{CoreError, ErrorKind};
use crate::links::{Event, Stage};

impl Actor {
    /// A request came in: the person is told, on screen or by a notification.
    pub(super) fn announce(&mut self, id: &str) {
        let Some(request) = self.state.requests.get(id).filter(|request| request.is_open()) else { return };
        let text = self.notification_title(request);
        let notification = self.notification(request);
        // Also while the app is open: the person may look elsewhere. An answer takes the notification away.
        self.state.effect(notification);
        if self.state.foreground {
            self.state.effect(EffectKind::Vibrate { pattern: Vibration::Arrived });
            self.state.effect(EffectKind::Speak { text });
        }
        self.touch();
    }

    fn notification_title(&self, request: &Request) -> String {
        let texts = self.state.texts();
        let site = self.site(request);
        match request.known.as_ref().map(|known| known.kind) {
            Some(Asks::Action) => texts.notification_title_action(&site),
            _ => texts.notification_title(&site),
        }
    }

    fn notification(&self, request: &Request) -> EffectKind {
        let login = self.state.link_of(request).map(|link| link.login.clone()).unwrap_or_default();
        // An action's title and pairs must all be read before a yes: that takes the app.
        let plain = request.known.as_ref().is_some_and(|known| {
            known.kind == Asks::SignIn && known.policy == Policy::YesNo && known.user_check == UserCheck::None
        });
        EffectKind::Notify {
            request: request.id().to_owned(),
            title: self.notification_title(request),
            body: self.state.texts().notification_body(&login),
            can_approve: plain && self.state.person.is_some(),
            can_deny: true,
            ends_in_ms: request.deadline.left_ms(&self.now()).unwrap_or(0),
        }
    }

    /// What the provider of a request calls itself.
    pub(super) fn site(&self, request: &Request) -> String {
        let provider = self.state.providers.get(request.origin());
        provider.map_or_else(|| request.origin().host().to_owned(), |provider| provider.record.name.clone())
    }

    pub(super) fn withdraw_notification(&mut self, request: &str) {
        self.state.effects.retain(
            |effect| !matches!(&effect.kind, EffectKind::Notify { request: of, .. } if of == request),
        );
        self.state.effect(EffectKind::WithdrawNotification { request: request.to_owned() });
    }

    /// What notifications may offer has changed (locked, unlocked).
    pub(super) fn refresh_notifications(&mut self) {
        let told: Vec<String> = self
            .state
            .effects
            .iter()
            .filter_map(|effect| match &effect.kind {
                EffectKind::Notify { request, .. } => Some(request.clone()),
                _ => None,
            })
            .collect();
        for id in told {
            let Some(request) = self.state.requests.get(&id) else { continue };
            let fresh = self.notification(request);
            for effect in &mut self.state.effects {
                if matches!(&effect.kind, EffectKind::Notify { request, .. } if *request == id) {
                    effect.kind = fresh.clone();
                }
            }
        }
    }

    /// An effect is over. A signature is only by its own answer.
    pub(super) fn over(&mut self, id: u64) -> Option<EffectKind> {
        let is_it =
            |effect: &Effect| effect.id == id && !matches!(effect.kind, EffectKind::SignatureNeeded { .. });
        let place = self.state.effects.iter().position(is_it)?;
        self.touch();
        Some(self.state.effects.remove(place).kind)
    }

    /// Says what the shell could not do, where the person waits for it.
    pub(super) fn say_undone(&mut self, kind: &EffectKind) {
        let texts = self.state.texts();
        let text = match kind {
            EffectKind::OpenUrl { .. } => texts.undone_open_url(),
            EffectKind::SaveText { .. } => texts.undone_save(),
            EffectKind::PrintText { .. } => texts.undone_print(),
            EffectKind::Copy { .. } => texts.undone_copy(),
            EffectKind::OpenSystemSettings { .. } => texts.undone_open_settings(),
            _ => return,
        };
        self.notice(text);
    }

    /// Notifications are asked for when there is first something to hear of.
    pub(super) fn ask_for_notifications(&mut self) {
        if self.config.shell.notifications && self.state.settings.notifications == PermissionState::Unknown {
            self.ask_permission(PermissionKind::Notifications);
        }
    }

    /// The person wants a permission: asked for, or found in the system's settings.
    pub(super) fn allow(&mut self, kind: PermissionKind) {
        if self.state.permission(kind) == PermissionState::Blocked {
            let page = match kind {
                PermissionKind::Camera | PermissionKind::Location => SettingsPage::App,
                PermissionKind::Notifications => SettingsPage::Notifications,
            };
            self.state.effect(EffectKind::OpenSystemSettings { page });
        } else {
            self.ask_permission(kind);
        }
    }

    pub(super) fn ask_permission(&mut self, kind: PermissionKind) {
        let texts = self.state.texts();
        let reason = match kind {
            PermissionKind::Camera if *self.state.nav.top() == Page::Check => {
                texts.permission_camera_reason_check()
            }
            PermissionKind::Camera => texts.permission_camera_reason(),
            PermissionKind::Notifications => texts.permission_notifications_reason(),
            PermissionKind::Location => texts.check_location_text(),
        };
        self.state.effect(EffectKind::AskPermission { kind, reason });
    }

    pub(super) async fn permission(
        &mut self,
        kind: PermissionKind,
        state: PermissionState,
    ) -> Result<(), CoreError> {
        self.state.effects.retain(
            |effect| !matches!(&effect.kind, EffectKind::AskPermission { kind: of, .. } if *of == kind),
        );
        self.change_settings(|settings| match kind {
            PermissionKind::Camera => settings.camera = state,
            PermissionKind::Notifications => settings.notifications = state,
            PermissionKind::Location => settings.location = state,
        })
        .await?;
        if kind == PermissionKind::Camera {
            self.camera_decided(state);
        }
        Ok(())
    }

    /// An *Open kAuth* link: shows the request it names, or the newest of that provider.
    pub(super) fn open_request(&mut self, open: &OpenUri) -> Result<(), CoreError> {
        if !self.state.providers.contains_key(&open.origin) {
            return Err(self.error(ErrorKind::RequestUnknown));
        }
        self.state.from_browser = true;
        let now = self.now();
        let found = match &open.request {
            Some(id) => self.state.requests.get(id).filter(|request| *request.origin() == open.origin),
            None => {
                let waiting = self.state.open_requests(&now);
                waiting.into_iter().rev().find(|request| *request.origin() == open.origin)
            }
        };
        match found.map(|request| request.id().to_owned()) {
            Some(id) => self.show_request(&id),
            None => {
                // It may be on its way: ask at once; it comes up by itself.
                self.poll(&open.origin.clone(), true);
                self.state.nav.restart(Page::Accounts);
                Ok(())
            }
        }
    }

    fn show_request(&mut self, id: &str) -> Result<(), CoreError> {
        let now = self.now();
        let request = self.state.requests.get(id).ok_or_else(|| self.error(ErrorKind::RequestUnknown))?;
        if request.is_open() && request.deadline.left_ms(&now).is_some() {
            self.state.nav.show_request(id);
        } else if request.is_open() {
            return Err(self.error(ErrorKind::RequestUnknown));
        } else {
            self.state.nav.sheet = Sheet::Ended(id.to_owned());
        }
        self.touch();
        Ok(())
    }

    pub(super) fn return_to_browser(&mut self) {
        self.state.from_browser = false;
        if matches!(self.state.nav.sheet, Sheet::Ended(_)) {
            self.state.nav.back();
        }
        self.state.effect(EffectKind::ReturnToBrowser);
    }

    pub(super) fn show(&mut self, destination: Destination) -> Result<(), CoreError> {
        let page = match destination {
            Destination::Request { request } => return self.show_request(&request),
            Destination::NextRequest => {
                let waiting = self.state.open_requests(&self.now());
                let next = waiting.first().map(|request| request.id().to_owned());
                return self.show_request(&next.ok_or_else(|| self.error(ErrorKind::NothingToDo))?);
            }
            Destination::Accounts => {
                self.state.nav.restart(Page::Accounts);
                self.state.nav.sheet = Sheet::None;
                self.put_aside_all();
                return Ok(());
            }
            Destination::Add => Page::Add,
            Destination::Scan => return self.show_scan(),
            Destination::AddByHand => Page::AddByHand,
            Destination::SignInHere => Page::SignInHere,
            Destination::Account { account } => {
                self.account(&account)?;
                Page::Account { entry: account }
            }
            Destination::RemoveAccount { account } => {
                self.account(&account)?;
                Page::Remove { entry: account }
            }
            Destination::RecoveryCodes { account } => {
                if self.account(&account)?.recovery_codes.is_empty() {
                    return Err(self.error(ErrorKind::NothingToDo));
                }
                Page::RecoveryCodes { entry: account, fresh: false }
            }
            Destination::Check => {
                self.check()?;
                Page::Check
            }
            Destination::CheckDocument => {
                let check = self.check()?;
                if check.progress.document.is_none() || !check.takes_document() {
                    return Err(self.error(ErrorKind::NothingToDo));
                }
                Page::CheckDocument
            }
            Destination::WithdrawCheck => {
                if self.check()?.state.is_over() {
                    return Err(self.error(ErrorKind::NothingToDo));
                }
                Page::CheckWithdraw
            }
            Destination::History => Page::History,
            Destination::Settings => Page::Settings,
        };
        self.person()?;
        self.put_aside_all();
        self.state.nav.go(page);
        Ok(())
    }

    /// Goes to the camera, once it is allowed.
    fn show_scan(&mut self) -> Result<(), CoreError> {
        self.person()?;
        if !self.config.shell.camera {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        self.put_aside_all();
        if self.state.permission(PermissionKind::Camera) == PermissionState::Granted {
            self.open_scan();
        } else {
            self.state.wants_scan = true;
            // An export would go with its page.
            if *self.state.nav.top() != Page::Import {
                self.state.nav.go(Page::Add);
            }
            self.allow(PermissionKind::Camera);
        }
        Ok(())
    }

    fn open_scan(&mut self) {
        self.state.frame_text = None;
        self.state.nav.go(Page::Scan);
    }

    fn camera_decided(&mut self, state: PermissionState) {
        if std::mem::take(&mut self.state.wants_scan)
            && state == PermissionState::Granted
            && matches!(self.state.nav.top(), Page::Add | Page::Import)
        {
            self.open_scan();
        }
    }

    /// Takes what the camera saw: the same text once, and only while it is looked for.
    pub(super) async fn scan_frame(&mut self, text: &str) -> Result<(), CoreError> {
        let looks = *self.state.nav.top() == Page::Scan && self.state.nav.sheet == Sheet::None;
        if !looks || self.state.frame_text.as_ref().is_some_and(|seen| seen.as_str() == text) {
            return Ok(());
        }
        self.state.frame_text = Some(Zeroizing::new(text.to_owned()));
        self.scan(text).await
    }

    /// Who goes somewhere puts what waits aside; it stays counted.
    fn put_aside_all(&mut self) {
        let now = self.now();
        let open: Vec<String> =
            self.state.open_requests(&now).iter().map(|request| request.id().to_owned()).collect();
        self.state.nav.put_aside(open);
    }

    /// Goes back. A link that the provider knows of is left by `cancel` only, so that a slip does not lose its code.
    pub(super) async fn back(&mut self) -> bool {
        if self.state.nav.sheet == Sheet::None && *self.state.nav.top() == Page::Check {
            return self.back_from_check().await;
        }
        if self.state.nav.sheet != Sheet::None || *self.state.nav.top() != Page::Linking {
            return self.state.nav.back();
        }
        match self.state.linking.as_ref().map(|linking| &linking.stage) {
            Some(Stage::Asked(_) | Stage::Discovering(_) | Stage::MakingKeys(_) | Stage::Browsing(_)) => {
                self.linking_event(Event::Cancelled).await;
                true
            }
            Some(_) => true,
            None => self.state.nav.back(),
        }
    }

    pub(super) async fn banner_action(&mut self, kind: BannerKind, about: &str) -> Result<(), CoreError> {
        match kind {
            BannerKind::Offline => self.poll_anew(),
            BannerKind::NotBackedUp => {
                return self.change_settings(|settings| settings.knows_no_backup = true).await;
            }
            BannerKind::LinkAgain => {
                let mut broken = self.state.providers.iter();
                let broken = broken.find(|(_, provider)| provider.record.broken.is_some());
                if let Some(origin) = broken.map(|(origin, _)| origin.clone()) {
                    self.state.nav.go(Page::LinkAgain { origin });
                }
            }
            BannerKind::Check => self.show_check(),
            BannerKind::Recovery => self.stop_recovery(about)?,
            BannerKind::NotificationsOff => {
                self.allow(PermissionKind::Notifications);
            }
            BannerKind::NoScreenLock => {
                self.state.effect(EffectKind::OpenSystemSettings { page: SettingsPage::ScreenLock });
            }
            BannerKind::BatterySaving => {
                self.state.effect(EffectKind::OpenSystemSettings { page: SettingsPage::Battery });
            }
            BannerKind::ProviderRefuses | BannerKind::ClockWrong | BannerKind::Storage => {}
        }
        self.touch();
        Ok(())
    }
}
