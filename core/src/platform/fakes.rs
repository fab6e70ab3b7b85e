//! Clock, keys and randomness that a test turns by hand. Behind the feature `fakes`, never in what people get.

mod clock;
mod keys;
mod random;

pub use clock::ManualClock;
pub use keys::FakeKeys;
pub use random::SeededRandom;
