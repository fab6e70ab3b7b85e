//! The provider's side, for trying and testing: the phone's API and the web pages.
//!
//! A library first: a suite, the demo and the binary all start it by [`Server::start`] with a clock and a source
//! of randomness of their own. Requests flow one way: `http` parses, `domain` decides, `store` keeps, and what a
//! commit changed wakes whoever waits for it (`wakeups`).

pub mod backup;
pub mod blobs;
pub mod clock;
pub mod config;
mod crash;
pub mod domain;
pub mod http;
pub mod logs;
pub mod metrics;
pub mod outbox;
pub mod pages;
pub mod places;
pub mod push;
pub mod random;
pub mod rotate_key;
pub mod seal;
mod server;
mod settings;
pub mod state;
mod stop;
pub mod store;
mod sweeper;
pub mod tls;
pub mod wakeups;

pub use crash::crash_point;
pub use server::{Server, StartError};
pub use settings::{AppLinks, CheckRules, Config, Rules, TlsOption};
pub use state::AppState;
pub use stop::stop_signal;
