//! Starting and stopping.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use kauth_protocol::origin::Origin;

use crate::blobs::Blobs;
use crate::clock::Clock;
use crate::domain::checks::deletion;
use crate::domain::devices::nonces::Nonces;
use crate::domain::failure::Failure;
use crate::domain::keys::{Keys, KeysError};
use crate::metrics::Metrics;
use crate::places::{Places, PlacesError};
use crate::push::{self, SystemResolver, Vapid};
use crate::random::{Random, Unavailable};
use crate::seal::{Seal, SealError};
use crate::settings::Config;
use crate::state::{AppState, Parts};
use crate::store::{DATABASE_FILE, Store, StoreError};
use crate::tls::TlsError;
use crate::wakeups::Wakeups;
use crate::{http, sweeper, tls};

/// Connections get this long to finish what they do at shutdown.
const GRACE: Duration = Duration::from_secs(5);

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made or used.
    #[error("the data folder cannot be used: {0}")]
    DataDir(std::io::Error),
    /// Another server uses the same data folder.
    #[error("another server uses this data folder")]
    InUse,
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The public URL is not an origin.
    #[error(
        "the public URL must be https://host[:port] in lower case (http only for 127.0.0.1 and [::1]), without a path"
    )]
    PublicUrl,
    /// What the key file sealed is there, the key file is not: a new one would open none of it.
    #[error("{}: the key file is missing, and the database needs it: put it back", .0.display())]
    KeyMissing(PathBuf),
    /// The key file.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was to be deleted while the server was down could not be: nothing is served then.
    #[error("what is due could not be deleted: {0}")]
    Deletion(Failure),
    /// The signing keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] Unavailable),
    /// The certificate or its key.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The place database.
    #[error(transparent)]
    Places(#[from] PlacesError),
}

/// A running server. Dropping it stops it without grace; [`Server::shutdown`] lets requests finish.
pub struct Server {
    state: AppState,
    address: SocketAddr,
    handle: Handle<SocketAddr>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    _lock: std::fs::File,
}

impl Server {
    /// Opens store and keys, listens and serves. When this returns, requests are answered.
    ///
    /// # Errors
    /// [`StartError`]; nothing is left running then.
    pub async fn start(
        config: Config,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, StartError> {
        let lock = prepare(&config.data_dir)?;
        let database = config.data_dir.join(DATABASE_FILE);
        if database.exists() && !config.key_file.exists() {
            return Err(StartError::KeyMissing(config.key_file));
        }
        let seal = Arc::new(Seal::load_or_create(&config.key_file, &*random)?);
        let metrics = Metrics::default();
        let (queue, calls) = push::queue();
        let wakeups = Wakeups::new(metrics.clone(), queue);
        let store = Store::open(&database, wakeups.clone())?;
        let blobs = Blobs::open(&config.blobs_dir(), &config.checks.keys_dir).map_err(StartError::DataDir)?;
        let tls = tls::load(&config)?;
        let places = Places::open(config.geoip.as_deref())?;
        let listener = std::net::TcpListener::bind(config.listen)
            .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
            .map_err(|error| StartError::Listen(config.listen, error))?;
        let address = listener.local_addr().map_err(|error| StartError::Listen(config.listen, error))?;
        let origin = origin(&config, address, tls.is_some())?;

        remember(&store, &origin).await?;
        let keys = Keys::load_or_create(&store, &seal, &random, clock.now_unix_ms()).await?;
        let vapid = Vapid::load_or_create(&store, &seal, &random).await?;
        let (stop, stopping) = watch::channel(false);
        let state = AppState::new(Parts {
            nonces: Nonces::new(&*random)?,
            keys,
            vapid,
            stopping,
            origin,
            pin: tls.as_ref().and_then(|tls| tls.pin.clone()),
            clock,
            random,
            store,
            blobs,
            seal,
            wakeups,
            places,
            metrics,
            config,
        });
        deletion::at_start(&state).await.map_err(StartError::Deletion)?;
        let mut tasks = vec![
            tokio::spawn(sweeper::run(state.clone())),
            tokio::spawn(push::run(state.clone(), calls, Arc::new(SystemResolver))),
        ];

        let handle = Handle::new();
        let service = http::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let failed = move |error| StartError::Listen(address, error);
        match tls {
            None => {
                let server = axum_server::from_tcp(listener).map_err(failed)?.handle(handle.clone());
                tasks.push(tokio::spawn(async move { ended(server.serve(service).await) }));
            }
            Some(tls) => {
                let server = axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(tls.config))
                    .map_err(failed)?;
                let server = server.handle(handle.clone());
                tasks.push(tokio::spawn(async move { ended(server.serve(service).await) }));
            }
        }
        Ok(Self { state, address, handle, stop, tasks, _lock: lock })
    }

    /// The origin under which people and phones reach it.
    #[must_use]
    pub fn url(&self) -> &str {
        self.state.origin.as_str()
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its parts, for the binary's own commands and the demo's set-up.
    #[must_use]
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// Accepts nothing new, ends the long polls, lets requests finish, stops the tasks.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        self.handle.graceful_shutdown(Some(GRACE));
        for task in self.tasks.drain(..) {
            drop(task.await);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.handle.shutdown();
        for task in &self.tasks {
            task.abort();
        }
    }
}

fn ended(result: std::io::Result<()>) {
    if let Err(error) = result {
        tracing::error!(%error, "serving ended");
    }
}

/// Keeps the origin for `rotate-key`. Phones know a server by it, so a change is worth a warning.
async fn remember(store: &Store, origin: &Origin) -> Result<(), StoreError> {
    let now = origin.clone();
    let before = store.write(move |tx| crate::store::origin::replace(tx, &now)).await?;
    if before.is_some_and(|before| before != *origin) {
        tracing::warn!(
            "the origin is another than at the last start: phones linked under the old one stay there"
        );
    }
    Ok(())
}

/// Makes the data folder and takes its lock, which the system frees when the process ends, however it ends.
pub(crate) fn prepare(data_dir: &Path) -> Result<std::fs::File, StartError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(data_dir).map_err(StartError::DataDir)?;
    let lock = std::fs::File::create(data_dir.join("lock")).map_err(StartError::DataDir)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(StartError::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(StartError::DataDir(error)),
    }
}

/// The public origin, byte for byte as phones compare it.
fn origin(config: &Config, address: SocketAddr, tls: bool) -> Result<Origin, StartError> {
    let text = match &config.public_url {
        Some(text) => text.strip_suffix('/').unwrap_or(text).to_owned(),
        None => format!("{}://{address}", if tls { "https" } else { "http" }),
    };
    Origin::parse(&text).map_err(|_| StartError::PublicUrl)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use crate::random::SystemRandom;
    use crate::store::testing;

    #[test]
    fn only_an_origin_is_a_public_url() {
        let folder = testing::folder();
        let address = SocketAddr::from(([127, 0, 0, 1], 4000));
        let with = |url: &str| {
            let config = Config { public_url: Some(url.to_owned()), ..Config::loopback(folder.path()) };
            origin(&config, address, false).ok().map(String::from)
        };
        assert_eq!(with("https://id.example.org/").as_deref(), Some("https://id.example.org"));
        assert_eq!(with("http://127.0.0.1:81").as_deref(), Some("http://127.0.0.1:81"));
        for wrong in [
            "http://id.example.org",
            "https://id.example.org:443",
            "https://ID.example.org",
            "http://localhost:80",
            "https://id.example.org/a",
            "https://a@id.example.org",
            "https://id.example.org?x",
            "ftp://id.example.org",
            "nothing",
        ] {
            assert_eq!(with(wrong), None, "{wrong}");
        }
        assert_eq!(
            origin(&Config::loopback(folder.path()), address, false).unwrap().as_str(),
            "http://127.0.0.1:4000"
        );
    }

    #[tokio::test]
    async fn a_database_without_its_key_file_is_left_alone() {
        let folder = testing::folder();
        let config = Config::loopback(folder.path());
        let start = || Server::start(config.clone(), Arc::new(SystemClock), Arc::new(SystemRandom::new()));
        start().await.unwrap().shutdown().await;
        std::fs::rename(&config.key_file, folder.path().join("elsewhere")).unwrap();
        let refused = start().await.err().unwrap().to_string();
        assert!(refused.contains("server.key") && refused.contains("missing"), "{refused}");
        assert!(!config.key_file.exists(), "no new key was made");
        std::fs::rename(folder.path().join("elsewhere"), &config.key_file).unwrap();
        start().await.unwrap().shutdown().await;
    }

    #[tokio::test]
    async fn a_running_server_takes_calls() {
        let folder = testing::folder();
        let config = Config::loopback(folder.path());
        let server =
            Server::start(config, Arc::new(SystemClock), Arc::new(SystemRandom::new())).await.unwrap();
        server.state().wakeups.call("nobody", i64::MAX);
        while server.state().metrics.pushes(crate::metrics::Push::Needless) == 0 {
            tokio::task::yield_now().await;
        }
        server.shutdown().await;
    }

    #[tokio::test]
    async fn two_servers_do_not_share_a_folder() {
        let folder = testing::folder();
        let start = || {
            Server::start(
                Config::loopback(folder.path()),
                Arc::new(SystemClock),
                Arc::new(SystemRandom::new()),
            )
        };
        let first = start().await.unwrap();
        assert!(first.url().starts_with("http://127.0.0.1:"));
        assert!(matches!(start().await, Err(StartError::InUse)));
        first.shutdown().await;
        start().await.unwrap().shutdown().await;
    }
}
