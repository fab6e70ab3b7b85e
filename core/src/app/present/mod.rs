//! From the state to what is drawn. Pure reading: every text is finished here, in the person's language.

mod accounts;
mod checks;
pub(super) mod hints;
mod import;
mod linking;
mod recoveries;
mod requests;
mod settings;

use super::actor::Actor;
use super::command::PermissionState;
use super::nav::{Page, Sheet};
use super::view::{AppView, Banner, BannerKind, ProblemView, Screen, Snackbar};
use crate::net::NetError;

/// Clocks that are wrong by less are nobody's concern.
const WRONG_CLOCK_MS: i64 = 45_000;

impl Actor {
    /// Everything on screen.
    pub(super) fn view(&self) -> AppView {
        let state = &self.state;
        let now = self.now();
        AppView {
            language: state.language.tag().to_owned(),
            right_to_left: state.language.dir().as_str() == "rtl",
            theme: state.settings.theme,
            screen: self.screen(),
            can_go_back: state.nav.can_go_back(),
            banners: self.banners(),
            snackbar: state.trouble.as_ref().or(state.notice.as_ref()).map(|notice| Snackbar {
                text: notice.text.clone(),
                undo: notice.undo.as_ref().map(|_| state.texts().snackbar_undo()),
                ends_in_ms: notice.ends.left_ms(&now).unwrap_or(0),
            }),
            waiting: self.waiting(state.open_requests(&now).len()),
            refreshing: !state.refreshing.is_empty(),
            stay_reachable: self.stays_reachable(),
        }
    }

    pub(super) fn screen(&self) -> Screen {
        match &self.state.nav.sheet {
            Sheet::Request(id) => {
                if let Some(view) = self.request_view(id) {
                    return Screen::Request(view);
                }
            }
            Sheet::Ended(id) => {
                if let Some(view) = self.request_ended_view(id) {
                    return Screen::RequestEnded(view);
                }
            }
            Sheet::None => {}
        }
        let page = self.state.nav.top();
        if self.state.person.is_none() && !matches!(page, Page::LinkRemoved { .. } | Page::Problem { .. }) {
            return Screen::Locked(self.locked_view());
        }
        self.page(page).unwrap_or_else(|| self.bottom())
    }

    /// A page; none where what it is about is gone.
    fn page(&self, page: &Page) -> Option<Screen> {
        Some(match page {
            Page::Accounts => self.bottom(),
            Page::Add => Screen::Add(self.add_view()),
            Page::Scan => Screen::Scan(self.scan_view()),
            Page::AddByHand => Screen::AddByHand(self.add_by_hand_view()),
            Page::Import => Screen::Import(self.import_view()?),
            Page::SignInHere => Screen::SignInHere(self.sign_in_here_view()),
            Page::Linking => self.linking_screen()?,
            Page::RecoveryCodes { entry, fresh } => {
                Screen::RecoveryCodes(self.recovery_codes_view(entry, *fresh)?)
            }
            Page::Account { entry } => Screen::Account(self.account_view(entry)?),
            Page::Remove { entry } => Screen::Remove(self.remove_view(entry)?),
            Page::History => Screen::History(self.history_view()),
            Page::Settings => Screen::Settings(self.settings_view()),
            Page::LinkRemoved { login, provider, host } => {
                Screen::LinkRemoved(self.link_removed_view(login, provider, host))
            }
            Page::LinkAgain { origin } => Screen::LinkAgain(self.link_again_view(origin)?),
            Page::Check => self.check_screen(None)?,
            Page::CheckNumber => self.check_number_screen()?,
            Page::CheckDocument => self.check_document_screen()?,
            Page::CheckPicture { kind } => self.check_screen(Some(*kind))?,
            Page::CheckWithdraw => self.check_withdraw_screen()?,
            Page::Problem { error, retry } => {
                let texts = self.state.texts();
                Screen::Problem(ProblemView {
                    kind: error.kind,
                    title: texts.problem_title(),
                    text: error.text.clone(),
                    retry: retry.as_ref().map(|_| texts.problem_retry()),
                })
            }
        })
    }

    fn bottom(&self) -> Screen {
        let empty = self
            .state
            .person
            .as_ref()
            .is_none_or(|person| person.accounts.values().all(|account| account.removed.is_some()));
        if empty { Screen::Start(self.start_view()) } else { Screen::Accounts(self.accounts_view()) }
    }

    pub(super) fn banners(&self) -> Vec<Banner> {
        let state = &self.state;
        let texts = state.texts();
        let mut banners = Vec::new();
        let plain = |kind, text, action| Banner { kind, about: String::new(), text, action, dismiss: None };
        let mut add = |kind, text, action| banners.push(plain(kind, text, action));
        if let Some(kind) = state.storage_problem {
            add(BannerKind::Storage, self.error(kind).text, None);
        }
        banners.extend(self.recovery_banners());
        let mut add = |kind, text, action| banners.push(plain(kind, text, action));
        let on_page =
            |origin| matches!(state.nav.top(), Page::LinkAgain { origin: shown } if shown == origin);
        if let Some(text) = self.check_banner() {
            add(BannerKind::Check, text, Some(texts.check_banner_action()));
        }
        let broken = state.providers.values().filter(|provider| provider.record.broken.is_some());
        for provider in broken.filter(|provider| !on_page(&provider.record.origin)) {
            let text = texts.banner_link_again(provider.record.origin.host());
            add(BannerKind::LinkAgain, text, Some(texts.banner_link_again_action()));
        }
        let mut offline = Vec::new();
        for (origin, provider) in &state.providers {
            match &provider.poll.problem {
                Some(NetError::Refused { status: 401 | 403 | 404 | 410, .. }) => {
                    add(BannerKind::ProviderRefuses, texts.banner_provider_refuses(origin.host()), None);
                }
                Some(_) => offline.push(origin.host()),
                None => {}
            }
        }
        let retry = Some(texts.banner_retry());
        match offline.as_slice() {
            [] => {}
            [host] => add(BannerKind::Offline, texts.banner_offline(host), retry),
            several => {
                let count = i64::try_from(several.len()).unwrap_or(i64::MAX);
                add(BannerKind::Offline, texts.banner_offline_several(count), retry);
            }
        }
        for (origin, provider) in &state.providers {
            let offset_ms = match &provider.peer {
                Some(peer) => peer.time().offset_ms(),
                None => provider.record.time.as_ref().map_or(0, |time| time.offset_ms),
            };
            if offset_ms.abs() >= WRONG_CLOCK_MS {
                let minutes = offset_ms.abs().saturating_add(30_000) / 60_000;
                let text = if offset_ms > 0 {
                    texts.banner_clock_behind(origin.host(), minutes)
                } else {
                    texts.banner_clock_ahead(origin.host(), minutes)
                };
                add(BannerKind::ClockWrong, text, None);
            }
        }
        let notifications_off =
            matches!(state.settings.notifications, PermissionState::Declined | PermissionState::Blocked);
        if self.config.shell.notifications && notifications_off && !state.providers.is_empty() {
            let action = Some(texts.label_allow());
            add(BannerKind::NotificationsOff, texts.banner_notifications_off(), action);
        }
        if state.has_screen_lock == Some(false) && !state.providers.is_empty() {
            add(
                BannerKind::NoScreenLock,
                texts.banner_no_screen_lock(),
                Some(texts.label_open_system_settings()),
            );
        }
        if state.saves_battery && self.stays_reachable() && !state.providers.is_empty() {
            let action = Some(texts.label_open_system_settings());
            add(BannerKind::BatterySaving, texts.banner_battery_saving(), action);
        }
        let has_codes = state.person.as_ref().is_some_and(|person| !person.accounts.is_empty());
        if has_codes && !state.settings.knows_no_backup {
            add(BannerKind::NotBackedUp, texts.banner_not_backed_up(), Some(texts.banner_dismiss()));
        }
        banners
    }
}
