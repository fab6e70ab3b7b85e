//! A phone in a person's hand: the core behind a shell that has no screen.
//!
//! The shell does what effects ask (it notes them, signs by prompt if the person is willing, says `done`), and the
//! person waits for a view and taps. Nothing sleeps: [`Phone::until`] reads the next view until it is the right one,
//! and gives up only after [`PATIENCE`], which no passing test comes near.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use kauth_core::CoreError;
use kauth_core::app::{
    App, AppConfig, AppView, EffectKind, Platform, RequestView, Screen, ShellCapabilities, SignatureResult,
    Timeouts,
};
use kauth_core::platform::SystemRandom;
use kauth_core::platform::fakes::{FakeKeys, ManualClock};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long a person waits for a view before the test fails.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What a phone could not do.
#[derive(Debug, thiserror::Error)]
pub enum PhoneError {
    /// The core refused.
    #[error("{}: {}", .0.kind.as_str(), .0.text)]
    Core(CoreError),
    /// The view did not come.
    #[error("the phone did not show {wanted}; it showed {shown}")]
    Never {
        /// What was waited for.
        wanted: String,
        /// The last screen.
        shown: String,
    },
}

impl From<CoreError> for PhoneError {
    fn from(error: CoreError) -> Self {
        Self::Core(error)
    }
}

impl PhoneError {
    /// The core's stable kind, if the core refused.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Core(error) => error.kind.as_str(),
            Self::Never { .. } => "never",
        }
    }
}

/// A phone with the app open.
pub struct Phone {
    app: App,
    keys: Arc<FakeKeys>,
    clock: Arc<ManualClock>,
    folder: PathBuf,
    shell: Arc<Shell>,
    pump: JoinHandle<()>,
}

#[derive(Default)]
struct Shell {
    unwilling: AtomicBool,
    seen: watch::Sender<Vec<EffectKind>>,
}

impl Phone {
    /// Opens the app in `folder`, in the foreground; it waits for the network as long as `timeouts` say.
    ///
    /// # Errors
    /// What [`App::open`] says.
    pub async fn open(
        folder: &Path,
        name: &str,
        languages: &str,
        clock: Arc<ManualClock>,
        keys: Arc<FakeKeys>,
        timeouts: Timeouts,
    ) -> Result<Self, PhoneError> {
        let config = AppConfig {
            data_dir: folder.to_string_lossy().into_owned(),
            languages: languages.into(),
            language: None,
            utc_offset_minutes: 60,
            device_name: name.into(),
            platform_name: "terminal".into(),
            shell: ShellCapabilities {
                loopback_http: true,
                camera: false,
                browser: true,
                notifications: true,
                files: true,
                printing: true,
                stay_reachable: false,
                push: false,
            },
            timeouts,
        };
        let platform =
            Platform { keys: keys.clone(), clock: clock.clone(), random: Arc::new(SystemRandom::new()) };
        let app = App::open(config, platform).await?;
        let shell = Arc::new(Shell::default());
        let pump = tokio::spawn(run(app.clone(), keys.clone(), shell.clone()));
        app.resumed().await?;
        Ok(Self { app, keys, clock, folder: folder.into(), shell, pump })
    }

    /// The core.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The key store, to be made to fail.
    #[must_use]
    pub fn keys(&self) -> &Arc<FakeKeys> {
        &self.keys
    }

    /// The phone's own clock.
    #[must_use]
    pub fn clock(&self) -> &Arc<ManualClock> {
        &self.clock
    }

    /// The app's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The person declines every prompt from now on, or not.
    pub fn unwilling(&self, unwilling: bool) {
        self.shell.unwilling.store(unwilling, Ordering::SeqCst);
    }

    /// Every effect that the shell carried out so far.
    #[must_use]
    pub fn effects(&self) -> Vec<EffectKind> {
        self.shell.seen.borrow().clone()
    }

    /// Waits until the shell was asked for something in which `pick` finds what it looks for.
    ///
    /// # Errors
    /// [`PhoneError::Never`].
    pub async fn asked<T>(
        &self,
        wanted: &str,
        pick: impl Fn(&EffectKind) -> Option<T>,
    ) -> Result<T, PhoneError> {
        let never = || PhoneError::Never { wanted: wanted.into(), shown: "no such effect".into() };
        let mut seen = self.shell.seen.subscribe();
        let found = |effects: &Vec<EffectKind>| effects.iter().rev().find_map(&pick);
        let wait = seen.wait_for(|effects| found(effects).is_some());
        let effects = tokio::time::timeout(PATIENCE, wait).await.map_err(|_| never())?;
        effects.ok().and_then(|effects| found(&effects)).ok_or_else(never)
    }

    /// Waits for a view in which `pick` finds what it looks for.
    ///
    /// # Errors
    /// [`PhoneError::Never`].
    pub async fn until<T>(
        &self,
        wanted: &str,
        mut pick: impl FnMut(&AppView) -> Option<T>,
    ) -> Result<T, PhoneError> {
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
            Ok(result) => result,
            Err(_) => Err(PhoneError::Never { wanted: wanted.into(), shown }),
        }
    }

    /// The view as it is now.
    ///
    /// # Errors
    /// [`PhoneError::Core`].
    pub async fn view(&self) -> Result<AppView, PhoneError> {
        Ok(self.app.next(0).await?.view)
    }

    /// Waits until the app asks, and gives what it shows.
    ///
    /// # Errors
    /// [`PhoneError::Never`].
    pub async fn request(&self) -> Result<RequestView, PhoneError> {
        self.until("a request", |view| match &view.screen {
            Screen::Request(request) if request.ends_in_ms > 0 => Some(request.clone()),
            _ => None,
        })
        .await
    }

    /// The current 30-second code of the only account, digits only.
    ///
    /// # Errors
    /// [`PhoneError`].
    pub async fn code(&self) -> Result<String, PhoneError> {
        let rows = self.app.accounts().await?;
        let code = rows.iter().find_map(|row| row.code.clone());
        let code = code.ok_or_else(|| PhoneError::Never { wanted: "a code".into(), shown: "none".into() })?;
        Ok(code.chars().filter(char::is_ascii_digit).collect())
    }

    /// Closes the app as a system does, and gives what a restart needs.
    pub async fn close(self) -> (PathBuf, Arc<ManualClock>, Arc<FakeKeys>) {
        self.app.shutdown().await;
        self.pump.abort();
        (self.folder.clone(), self.clock.clone(), self.keys.clone())
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        self.pump.abort();
    }
}

async fn run(app: App, keys: Arc<FakeKeys>, shell: Arc<Shell>) {
    let (mut revision, mut last) = (0, 0);
    while let Ok(update) = app.next(revision).await {
        revision = update.revision;
        for effect in update.effects.into_iter().filter(|effect| effect.id > last).collect::<Vec<_>>() {
            last = effect.id;
            shell.seen.send_modify(|seen| seen.push(effect.kind.clone()));
            if let EffectKind::SignatureNeeded { op, key, bytes, .. } = effect.kind {
                let result = if shell.unwilling.load(Ordering::SeqCst) {
                    SignatureResult::Declined
                } else {
                    match keys.sign_prompted(&key, &bytes) {
                        Ok(der) => SignatureResult::Signed { der },
                        Err(_) => SignatureResult::KeyGone,
                    }
                };
                let app = app.clone();
                tokio::spawn(async move { app.signed(op, result).await });
            } else {
                drop(app.done(effect.id).await);
            }
        }
    }
}
