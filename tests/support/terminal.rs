//! What `kauth` is inside: the core with keys in files and the machine's own clock. Opened in a folder that a killed
//! `kauth` left, it goes on where that one was, and can be asked what it sees.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use kauth_core::app::{
    App, AppConfig, AppView, EffectKind, Platform, ShellCapabilities, SignatureResult, Timeouts,
};
use kauth_core::platform::software::SoftwareKeys;
use kauth_core::platform::{SystemClock, SystemRandom};
use tokio::task::JoinHandle;

use crate::phone::PhoneError;
use crate::process::PATIENCE;
use crate::world::WorldError;

/// An open app over a terminal's folder. The person says yes to every signature.
pub struct Terminal {
    app: App,
    folder: PathBuf,
    pump: JoinHandle<()>,
    said: Arc<Mutex<String>>,
}

impl Terminal {
    /// Opens the app in the folder that `kauth --data` was given.
    ///
    /// # Errors
    /// What opening says.
    pub async fn open(folder: &Path) -> Result<Self, WorldError> {
        Self::open_for(folder, Timeouts::default(), true).await
    }

    /// The same with other patience, and with or without plain HTTP to this machine.
    ///
    /// # Errors
    /// What opening says.
    pub async fn open_for(
        folder: &Path,
        timeouts: Timeouts,
        loopback_http: bool,
    ) -> Result<Self, WorldError> {
        let keys = SoftwareKeys::open(folder.join("keys"));
        let keys = Arc::new(keys.map_err(|error| WorldError::Unmet(error.to_string()))?);
        let config = AppConfig {
            data_dir: folder.display().to_string(),
            languages: "en".into(),
            language: None,
            utc_offset_minutes: 0,
            device_name: "Terminal".into(),
            platform_name: "terminal".into(),
            shell: ShellCapabilities { loopback_http, browser: true, files: true, ..Default::default() },
            timeouts,
        };
        let platform = Platform {
            keys: keys.clone(),
            clock: Arc::new(SystemClock::new()),
            random: Arc::new(SystemRandom::new()),
        };
        let app = App::open(config, platform).await?;
        let said = Arc::<Mutex<String>>::default();
        let pump = tokio::spawn(run(app.clone(), keys, said.clone()));
        app.resumed().await?;
        Ok(Self { app, folder: folder.into(), pump, said })
    }

    /// The core.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// What a developer would see of all views and effects so far: their `Debug`.
    #[must_use]
    pub fn debug(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for a view in which `pick` finds what it looks for.
    ///
    /// # Errors
    /// [`PhoneError::Never`].
    pub async fn until<T>(
        &self,
        wanted: &str,
        mut pick: impl FnMut(&AppView) -> Option<T>,
    ) -> Result<T, WorldError> {
        let mut shown = String::from("nothing");
        let search = async {
            let mut revision = 0;
            loop {
                let update = self.app.next(revision).await?;
                if let Some(found) = pick(&update.view) {
                    return Ok(found);
                }
                revision = update.revision;
                shown = format!("{:?}", update.view.screen);
            }
        };
        match tokio::time::timeout(PATIENCE, search).await {
            Ok(found) => found,
            Err(_) => Err(PhoneError::Never { wanted: wanted.into(), shown }.into()),
        }
    }

    /// The keys on disk, by file name; half-written ones too.
    ///
    /// # Errors
    /// [`WorldError::Folder`].
    pub fn key_files(&self) -> Result<Vec<String>, WorldError> {
        key_files(&self.folder)
    }

    /// Closes the app, so that another may open the folder.
    pub async fn close(self) {
        self.app.shutdown().await;
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.pump.abort();
    }
}

/// The keys below a terminal's folder, by file name; half-written ones too.
///
/// # Errors
/// [`WorldError::Folder`].
pub fn key_files(folder: &Path) -> Result<Vec<String>, WorldError> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder.join("keys"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != "root" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

async fn run(app: App, keys: Arc<SoftwareKeys>, said: Arc<Mutex<String>>) {
    let (mut revision, mut last) = (0, 0);
    while let Ok(update) = app.next(revision).await {
        revision = update.revision;
        let debug = format!("{update:?}\n");
        said.lock().unwrap_or_else(PoisonError::into_inner).push_str(&debug);
        for effect in update.effects.into_iter().filter(|effect| effect.id > last).collect::<Vec<_>>() {
            last = effect.id;
            if let EffectKind::SignatureNeeded { op, key, bytes, .. } = effect.kind {
                let result = match keys.sign_prompted(&key, &bytes, None) {
                    Ok(der) => SignatureResult::Signed { der },
                    Err(_) => SignatureResult::KeyGone,
                };
                let app = app.clone();
                tokio::spawn(async move { app.signed(op, result).await });
            } else {
                drop(app.done(effect.id).await);
            }
        }
    }
}
