//! What stands between the public methods and the one task that owns the state: a channel, a runtime, and an end that
//! never blocks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kauth_protocol::checks::Location;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{mpsc, oneshot};

use super::actor::{self, Message};
use super::command::{
    Decision, Destination, ManualEntry, PermissionKind, PermissionState, RecoveryCodesAction,
    SignatureResult, Theme,
};
use super::config::{AppConfig, Platform};
use super::labels::Labels;
use super::picture::Found;
use super::view::{AccountRow, BannerKind, IdentityDocument, PictureKind, RequestView, Update};
use super::viewfinder::{Seen, Viewfinder};
use crate::error::{CoreError, ErrorKind};

/// Every method of [`super::App`], as a message.
pub(super) enum Command {
    Next { after_revision: u64 },
    Labels,
    Accounts,
    Inbox,
    Scan { text: String },
    Picture { bytes: Vec<u8> },
    FrameText { text: String },
    PictureRead { found: Result<Found, ErrorKind> },
    AddImport,
    AddByHand { entry: ManualEntry },
    Agree,
    Cancel,
    Retry,
    SignInHere { host: String, loopback_redirect: Option<String> },
    Opened { url: String },
    Consent,
    CheckNumber { number: String },
    CheckCode { code: String },
    CheckCodeAgain,
    OtherNumber,
    CheckLocation { location: Location },
    DeclineLocation,
    ChooseDocument { document: IdentityDocument },
    Sight { seen: Seen },
    CheckPicture { kind: PictureKind, bytes: Vec<u8> },
    SendAnyway { kind: PictureKind },
    Retake { kind: PictureKind },
    PictureOf { kind: PictureKind },
    SendCheck { wifi_only: bool },
    WithdrawCheck,
    FinishCheck,
    CloseCheck,
    Metered { is_metered: bool },
    CopyCode { account: String },
    NextCounterCode { account: String },
    Rename { account: String, name: String },
    Note { account: String, note: String },
    Delete { account: String },
    Undo,
    Search { text: String },
    RecoveryCodes { account: String, action: RecoveryCodesAction },
    SavedRecoveryCodes,
    Answer { request: String, decision: Decision, digits: Option<String> },
    Signed { op: u64, result: SignatureResult },
    ReturnToBrowser,
    Show { destination: Destination },
    Back,
    Refresh,
    BannerAction { kind: BannerKind, about: String },
    DismissBanner { kind: BannerKind, about: String },
    Unlock { passphrase: String },
    Lock,
    SetPassphrase { current: Option<String>, new: String, repeated: String },
    RemovePassphrase { current: String },
    SetLanguage { tag: String },
    SetTheme { theme: Theme },
    SetHideCodes { hide: bool },
    SetStayReachable { stay: bool },
    CopyDiagnostics,
    Resumed,
    Paused,
    Woken,
    NetworkChanged,
    ClockChanged { utc_offset_minutes: i32 },
    LanguagesChanged { languages: String },
    Permission { kind: PermissionKind, state: PermissionState },
    AskPermission { kind: PermissionKind },
    ScreenLock { is_set: bool },
    BatterySaving { is_on: bool },
    PushEndpoint { instance: String, url: Option<String> },
    Done { effect: u64 },
    Failed { effect: u64 },
}

/// What a command answers.
pub(super) enum Answer {
    Done,
    Text(String),
    Flag(bool),
    Bytes(Vec<u8>),
    Update(Box<Update>),
    Labels(Box<Labels>),
    Accounts(Vec<AccountRow>),
    Inbox(Vec<RequestView>),
}

/// Where a command's answer goes.
pub(super) type Reply = oneshot::Sender<Result<Answer, CoreError>>;

macro_rules! take {
    ($($name:ident: $variant:ident -> $type:ty = $convert:expr;)*) => {
        impl Answer {
            $(pub(super) fn $name(self) -> Result<$type, CoreError> {
                match self {
                    Self::$variant(value) => Ok($convert(value)),
                    _ => Err(stopped()),
                }
            })*
        }
    };
}
take! {
    text: Text -> String = |value| value;
    flag: Flag -> bool = |value| value;
    bytes: Bytes -> Vec<u8> = |value| value;
    update: Update -> Update = |value: Box<Update>| *value;
    labels: Labels -> Labels = |value: Box<Labels>| *value;
    accounts: Accounts -> Vec<AccountRow> = |value| value;
    inbox: Inbox -> Vec<RequestView> = |value| value;
}

/// The app was shut down. English, because nothing is left to ask for a language.
fn stopped() -> CoreError {
    CoreError { kind: ErrorKind::Stopped, text: "kAuth was closed.".into(), retry_after_s: None }
}

const SHUTDOWN: Duration = Duration::from_secs(2);

pub(super) struct Inner {
    messages: mpsc::UnboundedSender<Message>,
    runtime: Mutex<Option<Runtime>>,
    is_stopped: AtomicBool,
    pub viewfinder: Viewfinder,
}

impl Inner {
    pub(super) async fn open(config: AppConfig, platform: Platform) -> Result<Self, CoreError> {
        let viewfinder = Viewfinder::new(platform.clock.clone());
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("kauth")
            .enable_all()
            .build()
            .map_err(|_| CoreError { kind: ErrorKind::VaultFailed, ..stopped() })?;
        let (messages, receiver) = mpsc::unbounded_channel();
        let (opened, answer) = oneshot::channel();
        let sender = messages.clone();
        runtime.spawn(async move {
            match actor::Actor::open(config, platform, sender).await {
                Ok(actor) => {
                    if opened.send(Ok(())).is_ok() {
                        actor.run(receiver).await;
                    }
                }
                Err(error) => drop(opened.send(Err(error))),
            }
        });
        let runtime = Mutex::new(Some(runtime));
        let inner = Self { messages, runtime, is_stopped: AtomicBool::new(false), viewfinder };
        answer.await.map_err(|_| stopped())??;
        Ok(inner)
    }

    pub(super) async fn ask(&self, command: Command) -> Result<Answer, CoreError> {
        let (reply, answer) = oneshot::channel();
        self.messages.send(Message::Command(command, reply)).map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }

    /// [`Inner::ask`] for a thread that may block.
    pub(super) fn ask_blocking(&self, command: Command) -> Result<Answer, CoreError> {
        let (reply, answer) = oneshot::channel();
        self.messages.send(Message::Command(command, reply)).map_err(|_| stopped())?;
        answer.blocking_recv().map_err(|_| stopped())?
    }

    /// Sends a command whose outcome shows on screen.
    pub(super) fn tell(&self, command: Command) {
        let (reply, _nobody_waits) = oneshot::channel();
        let _stopped = self.messages.send(Message::Command(command, reply));
    }

    pub(super) async fn shutdown(&self) {
        if self.is_stopped.swap(true, Ordering::SeqCst) {
            return;
        }
        let (reply, answer) = oneshot::channel();
        if self.messages.send(Message::Stop(reply)).is_ok() {
            // The caller's executor may have no timer: the wait is on our own runtime.
            let (ended, end) = oneshot::channel();
            if let Some(runtime) = &*self.runtime.lock().unwrap_or_else(PoisonError::into_inner) {
                runtime.spawn(async move {
                    let _in_time = tokio::time::timeout(SHUTDOWN, answer).await;
                    let _nobody_waits = ended.send(());
                });
            }
            let _ended = end.await;
        }
        self.end();
    }

    fn end(&self) {
        if let Some(runtime) = self.runtime.lock().unwrap_or_else(PoisonError::into_inner).take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.end();
    }
}
