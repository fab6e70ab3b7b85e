//! Opens the app for this machine: its folder, its languages, its keys in files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kauth_core::app::{App, AppConfig, Platform, ShellCapabilities, Timeouts};
use kauth_core::platform::software::{SoftwareKeys, SoftwareKeysError};
use kauth_core::platform::{Clock, SystemClock, SystemRandom};
use kauth_texts::Texts;

use crate::args::Everywhere;
use crate::failure::Failure;
use crate::keys::ApprovalKeys;
use crate::language;

/// The folder of keys, in the app's folder.
const KEYS: &str = "keys";

/// An open app and the keys that ask.
pub(crate) struct Opened {
    pub(crate) app: App,
    pub(crate) keys: Arc<dyn ApprovalKeys>,
}

/// Opens the app that the command line means.
pub(crate) async fn app(everywhere: &Everywhere, texts: &'static Texts) -> Result<Opened, Failure> {
    let folder = folder(everywhere, texts)?;
    let keys_folder = folder.join(KEYS);
    let opened = tokio::task::spawn_blocking(move || SoftwareKeys::open(keys_folder)).await;
    let keys = match opened {
        Ok(Ok(keys)) => Arc::new(keys),
        Ok(Err(error)) => return Err(keys_failure(error, texts)),
        Err(_) => return Err(Failure::shell("key_store", texts.error_key_store())),
    };
    let platform = Platform { keys: keys.clone(), clock: clock(), random: Arc::new(SystemRandom::new()) };
    let app = App::open(config(everywhere, &folder), platform).await?;
    Ok(Opened { app, keys })
}

fn config(everywhere: &Everywhere, folder: &Path) -> AppConfig {
    AppConfig {
        data_dir: folder.display().to_string(),
        languages: language::of_system(),
        language: everywhere.language.clone(),
        utc_offset_minutes: chrono::Local::now().offset().local_minus_utc() / 60,
        device_name: everywhere.device_name.clone().unwrap_or_else(computer_name),
        platform_name: "terminal".to_owned(),
        shell: ShellCapabilities {
            loopback_http: true,
            camera: false,
            browser: true,
            notifications: false,
            files: true,
            printing: true,
            stay_reachable: false,
            push: false,
        },
        timeouts: Timeouts::default(),
    }
}

fn folder(everywhere: &Everywhere, texts: &Texts) -> Result<PathBuf, Failure> {
    if let Some(folder) = &everywhere.data {
        return Ok(folder.clone());
    }
    directories::ProjectDirs::from("", "", "kauth")
        .map(|places| places.data_dir().to_owned())
        .ok_or_else(|| Failure::shell("no_data_folder", texts.cli_failed_data_dir()))
}

fn computer_name() -> String {
    let name = gethostname::gethostname().to_string_lossy().into_owned();
    let first = name.split('.').next().unwrap_or_default();
    if first.is_empty() { "kauth".to_owned() } else { first.to_owned() }
}

fn keys_failure(error: SoftwareKeysError, texts: &Texts) -> Failure {
    match error {
        SoftwareKeysError::Newer => Failure::shell("vault_newer", texts.error_vault_newer()),
        SoftwareKeysError::Damaged => Failure::shell("vault_damaged", texts.error_vault_damaged()),
        SoftwareKeysError::Io(std::io::ErrorKind::StorageFull) => {
            Failure::shell("vault_full", texts.error_vault_full())
        }
        SoftwareKeysError::Io(_) => Failure::shell("vault_failed", texts.error_vault_failed()),
    }
}

#[cfg(not(feature = "test-control"))]
fn clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock::new())
}

/// A wall clock that is wrong by `KAUTH_CLOCK_OFFSET_MS`.
#[cfg(feature = "test-control")]
fn clock() -> Arc<dyn Clock> {
    struct Wrong(i64);
    impl Clock for Wrong {
        fn wall_ms(&self) -> i64 {
            SystemClock::new().wall_ms().saturating_add(self.0)
        }

        fn monotonic_ms(&self) -> u64 {
            SystemClock::new().monotonic_ms()
        }

        fn boot_id(&self) -> String {
            SystemClock::new().boot_id()
        }
    }
    let offset = std::env::var("KAUTH_CLOCK_OFFSET_MS").ok().and_then(|ms| ms.parse().ok());
    Arc::new(Wrong(offset.unwrap_or_default()))
}
