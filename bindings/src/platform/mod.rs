//! What a shell lends: keys and time. Synchronous, so that a language boundary is one plain call; never called on a
//! shell's own thread, and with no lock held.

mod clock;
mod keys;

pub(crate) use clock::LentClock;
pub use clock::{Clock, ClockError};
pub(crate) use keys::LentKeys;
pub use keys::{KeyStore, KeyStoreError};
