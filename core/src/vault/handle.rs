//! The async side: a handle that sends operations to the vault's thread and awaits their replies.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use tokio::sync::oneshot;

use super::error::VaultError;
use super::kind::RecordKind;
use super::store::{Machine, Store};
use crate::platform::{Clock, KeyStore, Random};
use crate::secret::{Secret, SecretText};

/// Where the vault is, and what to do if there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultConfig {
    /// The folder it has for itself.
    pub folder: PathBuf,
    /// Make one if there is none. Nothing that is there is ever overwritten.
    pub create: bool,
}

/// One change of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Writes a record, over the one of the same kind and id if there is one.
    Put {
        /// What it is.
        kind: RecordKind,
        /// Its name among its kind: any text, kept secret.
        id: String,
        /// Its content.
        value: Secret,
    },
    /// Removes a record; one that is not there is removed already. Works while locked.
    Delete {
        /// What it is.
        kind: RecordKind,
        /// Its name among its kind.
        id: String,
    },
}

/// A record as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its name among its kind.
    pub id: String,
    /// Its content.
    pub value: Secret,
}

/// Whether the person's records are at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LockState {
    /// There is no passphrase: always open.
    None,
    /// There is a passphrase, and it was given.
    Unlocked,
    /// There is a passphrase, and it is asked for.
    Locked,
}

enum Job {
    Write(Vec<Change>, oneshot::Sender<Result<(), VaultError>>),
    Load(RecordKind, oneshot::Sender<Result<Vec<Record>, VaultError>>),
    LockState(oneshot::Sender<LockState>),
    Unlock(SecretText, oneshot::Sender<Result<(), VaultError>>),
    Lock(oneshot::Sender<Result<(), VaultError>>),
    SetPassphrase(Option<SecretText>, SecretText, oneshot::Sender<Result<(), VaultError>>),
    RemovePassphrase(SecretText, oneshot::Sender<Result<(), VaultError>>),
    Close(oneshot::Sender<()>),
}

/// The vault, from any task. Clones share it. A future that is dropped does not take its operation back: what was sent
/// is done, in order. The last handle's drop ends the thread without waiting for it.
#[derive(Clone)]
pub struct Vault {
    jobs: mpsc::Sender<Job>,
}

/// What was sent before is done within this; a disk that hangs longer is left to itself.
const CLOSING: Duration = Duration::from_millis(1_500);

impl Vault {
    /// Opens the vault, or makes one, on a thread of its own.
    ///
    /// # Errors
    /// `Missing`, `Newer`, `Damaged`, `WrongKey`, `Full`, `ReadOnly`, `InUse`, `KeyStore`, `Failed`. Nothing that is
    /// there was changed.
    pub async fn open(
        config: VaultConfig,
        keys: Arc<dyn KeyStore>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, VaultError> {
        let (jobs, queue) = mpsc::channel();
        let (opened, answer) = oneshot::channel();
        let machine = Machine { keys, clock, random };
        std::thread::Builder::new()
            .name("kauth-vault".into())
            .spawn(move || match Store::open(&config, machine) {
                Ok(store) => {
                    if opened.send(Ok(())).is_ok() {
                        run(store, &queue);
                    }
                }
                Err(error) => drop(opened.send(Err(error))),
            })
            .map_err(|_| VaultError::Failed)?;
        answer.await.map_err(|_| VaultError::Failed)??;
        Ok(Self { jobs })
    }

    /// Carries out all changes in one transaction; on disk when this resolves.
    ///
    /// # Errors
    /// `Locked` (a put under the person's key), `Full`, `ReadOnly`, `Failed`, `Closed`: none of the changes was made.
    pub async fn write(&self, changes: Vec<Change>) -> Result<(), VaultError> {
        self.ask(|reply| Job::Write(changes, reply)).await?
    }

    /// All records of a kind, in no particular order.
    ///
    /// # Errors
    /// `Locked`, `Damaged` (one of them does not open), `Failed`, `Closed`.
    pub async fn load(&self, kind: RecordKind) -> Result<Vec<Record>, VaultError> {
        self.ask(|reply| Job::Load(kind, reply)).await?
    }

    /// Whether the person's records are at hand.
    ///
    /// # Errors
    /// `Closed`.
    pub async fn lock_state(&self) -> Result<LockState, VaultError> {
        self.ask(Job::LockState).await
    }

    /// Opens the person's records. From the fifth wrong passphrase in a row on there is a wait, growing from half a
    /// minute to an hour; it counts on the monotonic clock and starts anew with a reboot.
    ///
    /// # Errors
    /// `WrongPassphrase`, `TooMany`, `NoPassphrase`, `Damaged`, `KeyStore`, `Closed`.
    pub async fn unlock(&self, passphrase: SecretText) -> Result<(), VaultError> {
        self.ask(|reply| Job::Unlock(passphrase, reply)).await?
    }

    /// Wipes the person's key from memory.
    ///
    /// # Errors
    /// `NoPassphrase`, `Closed`.
    pub async fn lock(&self) -> Result<(), VaultError> {
        self.ask(Job::Lock).await?
    }

    /// Sets the passphrase, or changes it where there is one (`current` is needed then). The records stay as they are:
    /// only their key is wrapped anew. A kill leaves the old passphrase or the new one.
    ///
    /// # Errors
    /// `PassphraseNeeded`, `WrongPassphrase`, `TooMany`, `KeyStore`, `Full`, `Failed`, `Closed`.
    pub async fn set_passphrase(
        &self,
        current: Option<SecretText>,
        new: SecretText,
    ) -> Result<(), VaultError> {
        self.ask(|reply| Job::SetPassphrase(current, new, reply)).await?
    }

    /// Takes the passphrase off.
    ///
    /// # Errors
    /// `NoPassphrase`, `WrongPassphrase`, `TooMany`, `KeyStore`, `Full`, `Failed`, `Closed`.
    pub async fn remove_passphrase(&self, current: SecretText) -> Result<(), VaultError> {
        self.ask(|reply| Job::RemovePassphrase(current, reply)).await?
    }

    /// Finishes what was sent before, wipes the keys and closes the file: another process may open it then. Gives up
    /// waiting after 1.5 seconds. Must be awaited in a tokio runtime with time enabled.
    pub async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        if self.jobs.send(Job::Close(reply)).is_ok() {
            let _in_time = tokio::time::timeout(CLOSING, closed).await;
        }
    }

    async fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> Result<T, VaultError> {
        let (reply, answer) = oneshot::channel();
        self.jobs.send(job(reply)).map_err(|_| VaultError::Closed)?;
        answer.await.map_err(|_| VaultError::Closed)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

/// The vault's thread: one job after the other, until it is closed or nobody is left to send one. An answer that
/// nobody waits for any more is dropped.
fn run(mut store: Store, queue: &mpsc::Receiver<Job>) {
    while let Ok(job) = queue.recv() {
        match job {
            Job::Write(changes, reply) => drop(reply.send(store.write(&changes))),
            Job::Load(kind, reply) => drop(reply.send(store.load(kind))),
            Job::LockState(reply) => drop(reply.send(store.lock_state())),
            Job::Unlock(passphrase, reply) => drop(reply.send(store.unlock(&passphrase))),
            Job::Lock(reply) => drop(reply.send(store.lock())),
            Job::SetPassphrase(current, new, reply) => {
                drop(reply.send(store.set_passphrase(current.as_ref(), &new)));
            }
            Job::RemovePassphrase(current, reply) => drop(reply.send(store.remove_passphrase(&current))),
            Job::Close(reply) => {
                drop(store);
                let _nobody_waits = reply.send(());
                return;
            }
        }
    }
}
