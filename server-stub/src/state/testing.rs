//! A whole state on a clock turned by hand, for white-box tests.

use std::sync::Arc;

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
use crate::store::{DATABASE_FILE, Store, testing};
use crate::wakeups::Wakeups;

/// When a test's clock stands at first: 2027-01-15 08:00 UTC.
pub(crate) const START: i64 = 1_800_000_000_000;

/// A state with its clock, and the folder that it lives in.
pub(crate) struct TestState {
    pub(crate) state: AppState,
    pub(crate) clock: ManualClock,
    _folder: testing::Folder,
}

/// A fresh state at `https://id.example.org`.
pub(crate) async fn state() -> TestState {
    state_with(|_| {}).await
}

/// A fresh state with a changed configuration.
pub(crate) async fn state_with(change: impl FnOnce(&mut Config)) -> TestState {
    let folder = testing::folder();
    let mut config = Config::loopback(folder.path());
    change(&mut config);
    let clock = ManualClock::new(START);
    let random: Arc<dyn Random> = Arc::new(SystemRandom::new());
    let seal = Arc::new(Seal::load_or_create(&config.key_file, &*random).unwrap());
    let wakeups = Wakeups::default();
    let store = Store::open(&folder.path().join(DATABASE_FILE), wakeups.clone()).unwrap();
    let state = AppState::new(Parts {
        origin: Origin::parse("https://id.example.org").unwrap(),
        pin: None,
        clock: Arc::new(clock.clone()),
        keys: Keys::load_or_create(&store, &seal, &random, START).await.unwrap(),
        nonces: Nonces::new(&*random).unwrap(),
        random,
        store,
        seal,
        wakeups,
        stopping: watch::channel(false).1,
        places: Places::open(None).unwrap(),
        metrics: Metrics::default(),
        config,
    });
    TestState { state, clock, _folder: folder }
}
