//! A whole state on a clock turned by hand, for white-box tests.

use std::sync::{Arc, LazyLock};

use kauth_protocol::origin::Origin;
use tokio::sync::watch;

use super::{AppState, Parts};
use crate::clock::ManualClock;
use crate::domain::devices::nonces::Nonces;
use crate::domain::keys::Keys;
use crate::metrics::Metrics;
use crate::places::Places;
use crate::random::{Random, SystemRandom};
use crate::seal::Seal;
use crate::settings::Config;
use crate::store::testing::{Folder, folder};
use crate::store::{DATABASE_FILE, Store};
use crate::wakeups::Wakeups;

/// When a test's clock stands at first: 2027-01-15 08:00 UTC.
pub(crate) const START: i64 = 1_800_000_000_000;

/// A test's server never stops.
static RUNNING: LazyLock<watch::Sender<bool>> = LazyLock::new(|| watch::Sender::new(false));

/// A fresh state at `https://id.example.org`, the folder that it lives in, and its clock.
pub(crate) fn state() -> (Folder, AppState, ManualClock) {
    state_with(|_| {})
}

/// A fresh state with a changed configuration.
pub(crate) fn state_with(change: impl FnOnce(&mut Config)) -> (Folder, AppState, ManualClock) {
    let folder = folder();
    let mut config = Config::loopback(folder.path());
    change(&mut config);
    let clock = ManualClock::new(START);
    let random: Arc<dyn Random> = Arc::new(SystemRandom::new());
    let seal = Arc::new(Seal::load_or_create(&config.key_file, &*random).unwrap());
    let metrics = Metrics::default();
    let wakeups = Wakeups::counting(metrics.clone());
    let store = Store::open(&folder.path().join(DATABASE_FILE), wakeups.clone()).unwrap();
    let state = AppState::new(Parts {
        origin: Origin::parse("https://id.example.org").unwrap(),
        pin: None,
        clock: Arc::new(clock.clone()),
        keys: keys(&store, &seal, &random),
        nonces: Nonces::new(&*random).unwrap(),
        random,
        store,
        seal,
        wakeups,
        stopping: RUNNING.subscribe(),
        places: Places::open(None).unwrap(),
        metrics,
        config,
    });
    (folder, state, clock)
}

/// Loads the keys on a thread of its own, so that tests with and without a runtime may call it.
fn keys(store: &Store, seal: &Arc<Seal>, random: &Arc<dyn Random>) -> Keys {
    std::thread::scope(|scope| {
        let load = || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(Keys::load_or_create(store, seal, random, START)).unwrap()
        };
        scope.spawn(load).join().unwrap()
    })
}
