//! A whole state on a clock turned by hand, for white-box tests.

use std::sync::{Arc, LazyLock};

use kauth_protocol::origin::Origin;
use tokio::sync::watch;

use super::{AppState, Parts};
use crate::blobs::Blobs;
use crate::clock::ManualClock;
use crate::domain::devices::nonces::Nonces;
use crate::domain::keys::Keys;
use crate::metrics::Metrics;
use crate::places::Places;
use crate::push::{self, Vapid};
use crate::random::{Random, SystemRandom};
use crate::seal::Seal;
use crate::settings::Config;
use crate::store::testing::{Folder, folder};
use crate::store::{DATABASE_FILE, Store};
use crate::wakeups::{Calls, Wakeups};

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
    let (folder, state, clock, _) = state_and_calls(change);
    (folder, state, clock)
}

/// [`state_with`], and the calls of its transactions.
pub(crate) fn state_and_calls(change: impl FnOnce(&mut Config)) -> (Folder, AppState, ManualClock, Calls) {
    let folder = folder();
    let mut config = Config::loopback(folder.path());
    change(&mut config);
    let clock = ManualClock::new(START);
    let random: Arc<dyn Random> = Arc::new(SystemRandom::new());
    let seal = Arc::new(Seal::load_or_create(&config.key_file, &*random).unwrap());
    let metrics = Metrics::default();
    let (queue, calls) = push::queue();
    let wakeups = Wakeups::new(metrics.clone(), queue);
    let store = Store::open(&folder.path().join(DATABASE_FILE), wakeups.clone()).unwrap();
    let blobs = Blobs::open(&config.blobs_dir(), &config.checks.keys_dir).unwrap();
    let (keys, vapid) = keys(&store, &seal, &random);
    let state = AppState::new(Parts {
        origin: Origin::parse("https://id.example.org").unwrap(),
        pin: None,
        clock: Arc::new(clock.clone()),
        keys,
        vapid,
        nonces: Nonces::new(&*random).unwrap(),
        random,
        store,
        blobs,
        seal,
        wakeups,
        stopping: RUNNING.subscribe(),
        places: Places::open(None).unwrap(),
        metrics,
        config,
    });
    (folder, state, clock, calls)
}

/// Loads the keys on a thread of its own, so that tests with and without a runtime may call it.
fn keys(store: &Store, seal: &Arc<Seal>, random: &Arc<dyn Random>) -> (Keys, Vapid) {
    std::thread::scope(|scope| {
        let load = || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let keys = runtime.block_on(Keys::load_or_create(store, seal, random, START)).unwrap();
            (keys, runtime.block_on(Vapid::load_or_create(store, seal, random)).unwrap())
        };
        scope.spawn(load).join().unwrap()
    })
}
