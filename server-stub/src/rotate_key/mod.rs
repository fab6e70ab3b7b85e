//! `kauth-server rotate-key`: a new signing key, introduced by the one that was. (`--sealing` is another matter, see
//! [`rotate_sealing`].)
//!
//! Phones follow the signed change, so it is made under the origin that they know: the one of the last start, never
//! one typed here, since a change under a wrong name would end every phone's chain. The server must be stopped: a
//! running one would go on signing with the key it has in memory.

mod sealing;

use std::path::Path;
use std::sync::Arc;

pub use sealing::rotate_sealing;

use crate::clock::Clock;
use crate::domain::keys::{self, KeysError};
use crate::random::{Random, Unavailable};
use crate::seal::{Seal, SealError};
use crate::server::{StartError, prepare};
use crate::store::{DATABASE_FILE, Store, StoreError, keys as rows, origin};
use crate::wakeups::Wakeups;

/// Why the key was not rotated; nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    /// No server was ever started here, so no phone knows a key of it.
    #[error("{}: no server has run here yet, so there is no key to rotate", .0.display())]
    NoServer(std::path::PathBuf),
    /// The server runs, or the folder cannot be used.
    #[error(transparent)]
    Folder(#[from] StartError),
    /// The key file cannot be used.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The key file cannot be replaced.
    #[error("the key file cannot be replaced: {0}")]
    KeyFile(std::io::Error),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] Unavailable),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys in it cannot be used.
    #[error(transparent)]
    Keys(#[from] KeysError),
}

/// What became of the keys, by thumbprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// The key that signs from now on.
    pub current: String,
    /// Keys that count no more.
    pub withdrawn: Vec<String>,
}

/// Makes a new signing key for the stopped server in `data_dir`. With `withdraw_old` (a key that leaked) the old ones
/// count no more: links on paper and in mails that name them are void, and a phone that had seen a signature of the
/// new key only after this takes the withdrawal from the same history.
///
/// # Errors
/// [`RotateError`].
pub async fn rotate(
    data_dir: &Path,
    key_file: &Path,
    withdraw_old: bool,
    clock: &dyn Clock,
    random: Arc<dyn Random>,
) -> Result<Rotated, RotateError> {
    let _lock = stopped(data_dir, key_file)?;
    let seal = Seal::load_or_create(key_file, &*random)?;
    let store = Store::open(&data_dir.join(DATABASE_FILE), Wakeups::default())?;
    let (now, folder) = (clock.now_unix_ms(), data_dir.to_owned());
    store
        .write(move |tx| {
            let origin = origin::find(tx)?.ok_or(RotateError::NoServer(folder))?;
            let old: Vec<String> = rows::all(tx)?.into_iter().map(|key| key.thumbprint).collect();
            let current = keys::introduce(tx, &seal, &*random, &origin, now)?;
            let withdrawn = if withdraw_old { old } else { Vec::new() };
            for thumbprint in &withdrawn {
                keys::withdraw(tx, &seal, &origin, thumbprint)?;
            }
            Ok(Rotated { current, withdrawn })
        })
        .await
}

/// Makes sure that a server has run in `data_dir`, has its key file, and does not run as long as the lock is held.
fn stopped(data_dir: &Path, key_file: &Path) -> Result<std::fs::File, RotateError> {
    if !data_dir.join(DATABASE_FILE).is_file() {
        return Err(RotateError::NoServer(data_dir.into()));
    }
    let lock = prepare(data_dir)?;
    if key_file.exists() { Ok(lock) } else { Err(StartError::KeyMissing(key_file.into()).into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use crate::random::SystemRandom;
    use crate::settings::Config;
    use crate::store::testing::{self, Folder};
    use crate::{AppState, Server};
    use kauth_protocol::discovery::KeyLineage;

    async fn run<T>(folder: &Folder, look: impl FnOnce(&AppState) -> T) -> T {
        let config =
            Config { public_url: Some("http://127.0.0.1:9".into()), ..Config::loopback(folder.path()) };
        let server =
            Server::start(config, Arc::new(SystemClock), Arc::new(SystemRandom::new())).await.unwrap();
        let seen = look(server.state());
        server.shutdown().await;
        seen
    }

    async fn rotated(folder: &Folder, withdraw_old: bool) -> Result<Rotated, RotateError> {
        let config = Config::loopback(folder.path());
        let random = Arc::new(SystemRandom::new());
        rotate(folder.path(), &config.key_file, withdraw_old, &SystemClock, random).await
    }

    /// A phone that linked before any rotation.
    fn lineage(state: &AppState) -> KeyLineage {
        KeyLineage::begin(state.keys.jwks().keys[0].clone(), None)
    }

    #[tokio::test]
    async fn a_phone_follows_to_the_new_key_and_still_knows_the_old() {
        let folder = testing::folder();
        let phone = run(&folder, lineage).await;
        let first = rotated(&folder, false).await.unwrap();
        let second = rotated(&folder, false).await.unwrap();
        let phone = run(&folder, |state| {
            assert_eq!(state.keys.thumbprint(), second.current);
            phone.follow(&state.origin, state.keys.history())
        })
        .await;
        let known: Vec<String> = phone.keys.iter().map(|key| key.thumbprint()).collect();
        assert_eq!(known, [phone.first.clone(), first.current, second.current]);
    }

    #[tokio::test]
    async fn a_withdrawn_key_counts_no_more() {
        let folder = testing::folder();
        let phone = run(&folder, lineage).await;
        let rotated = rotated(&folder, true).await.unwrap();
        assert_eq!(rotated.withdrawn, std::slice::from_ref(&phone.first));
        run(&folder, |state| {
            assert_eq!(state.keys.jwks().keys.len(), 1);
            let phone = phone.follow(&state.origin, state.keys.history());
            let known: Vec<String> = phone.keys.iter().map(|key| key.thumbprint()).collect();
            assert_eq!(known, std::slice::from_ref(&rotated.current));
        })
        .await;
    }

    #[tokio::test]
    async fn a_running_server_is_not_touched() {
        let folder = testing::folder();
        let config = Config::loopback(folder.path());
        let server =
            Server::start(config, Arc::new(SystemClock), Arc::new(SystemRandom::new())).await.unwrap();
        let before = server.state().keys.thumbprint().to_owned();
        assert!(matches!(rotated(&folder, false).await, Err(RotateError::Folder(StartError::InUse))));
        server.shutdown().await;
        run(&folder, |state| assert_eq!(state.keys.thumbprint(), before)).await;
    }

    #[tokio::test]
    async fn without_a_server_or_its_key_file_nothing_is_made() {
        let folder = testing::folder();
        assert!(matches!(rotated(&folder, false).await, Err(RotateError::NoServer(_))));
        assert!(folder.path().read_dir().unwrap().next().is_none());
        run(&folder, |_| ()).await;
        std::fs::remove_file(Config::loopback(folder.path()).key_file).unwrap();
        assert!(matches!(rotated(&folder, false).await, Err(RotateError::Folder(StartError::KeyMissing(_)))));
        assert!(!Config::loopback(folder.path()).key_file.exists());
    }
}
