//! What these tests show: the core's gallery, so that each of its screens is drawn here too; and an app behind it.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use kauth_core::app::gallery::{GalleryItem, gallery};
use kauth_core::app::*;
use kauth_core::platform::fakes::{FakeKeys, ManualClock, SeededRandom};
use kauth_texts::Language;

use super::languages;

/// Every screen in every state.
pub(super) fn all(language: Language) -> &'static [GalleryItem] {
    static ALL: OnceLock<Vec<(Language, Vec<GalleryItem>)>> = OnceLock::new();
    let all = ALL.get_or_init(|| languages().map(|language| (language, gallery(language.tag()))).collect());
    &all.iter().find(|(of, _)| *of == language).unwrap().1
}

/// One of them.
pub(super) fn item(name: &str, language: Language) -> &'static GalleryItem {
    all(language).iter().find(|item| item.name == name).unwrap()
}

pub(super) fn screen(name: &str) -> Screen {
    item(name, Language::English).view.screen.clone()
}

/// A screen with nothing around it.
pub(super) fn view(screen: Screen, language: Language) -> AppView {
    AppView { screen, can_go_back: true, ..item("start--plain", language).view.clone() }
}

/// Three accounts, the first two linked.
pub(super) fn accounts() -> AccountsView {
    let Screen::Accounts(view) = screen("accounts--refreshed") else { panic!() };
    view
}

pub(super) fn request(language: Language) -> RequestView {
    let Screen::Request(view) = item("request--yes_no", language).view.screen.clone() else { panic!() };
    view
}

pub(super) fn settings() -> SettingsView {
    let Screen::Settings(view) = screen("settings--passphrase") else { panic!() };
    view
}

/// An app with a machine that tests turn.
pub(super) async fn app(folder: &Path, language: Language) -> App {
    let config = AppConfig {
        data_dir: folder.display().to_string(),
        languages: "en".to_owned(),
        language: Some(language.tag().to_owned()),
        utc_offset_minutes: 0,
        device_name: "Desk".to_owned(),
        platform_name: "terminal".to_owned(),
        shell: ShellCapabilities { loopback_http: true, browser: true, files: true, ..Default::default() },
        timeouts: Timeouts::default(),
    };
    let platform = Platform {
        keys: Arc::new(FakeKeys::new(1)),
        clock: Arc::new(ManualClock::new(1_800_000_000_000)),
        random: Arc::new(SeededRandom::new(1)),
    };
    App::open(config, platform).await.unwrap()
}
