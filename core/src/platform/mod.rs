//! The machine underneath: keys, time, randomness. A shell implements these traits, synchronously, with plain values
//! in and out, so that they can be lent across a language boundary; each has a fake.
//!
//! What asks the person is not here: a signature by an approval key is an effect that the shell answers. Here such a
//! key is only made, described and deleted.

mod clock;
mod crash;
#[cfg(any(test, feature = "fakes"))]
pub mod fakes;
mod keys;
mod random;
#[cfg(not(any(target_os = "android", target_os = "ios")))]
pub mod software;

pub use clock::{Clock, Sleep, SystemClock};
pub(crate) use crash::{crash_point, disk_pages};
pub use keys::{CreatedKey, KeyInfo, KeyPurpose, KeyStore, KeyStoreError};
pub use random::{Random, RandomError, SystemRandom};
