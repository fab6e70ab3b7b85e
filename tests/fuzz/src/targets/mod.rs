//! The doors.

mod frame;
mod manifest;
mod mrz;
mod picture;
mod scanned;

use std::time::Duration;

/// What a target says of an input.
pub enum Said {
    /// A short name of what happened: inputs with a new one are gone on from.
    This(String),
    /// An invariant does not hold.
    Broken(String),
}

/// Named inputs.
pub(crate) type Seeds = Vec<(String, Vec<u8>)>;

/// One door.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, and its corpus's.
    pub name: &'static str,
    /// Tries an input.
    pub take: fn(&[u8]) -> Said,
    /// What the format is made of.
    pub words: &'static [&'static [u8]],
    /// The longest input.
    pub most_bytes: usize,
    /// The most memory that an input may take.
    pub most_memory: usize,
    /// The longest that an input may take, in a debug build on a busy machine.
    pub most_time: Duration,
    /// Inputs of a short run, as every build does it.
    pub short: u64,
    /// Draws the first inputs.
    pub(crate) seeds: fn() -> Seeds,
}

/// All of them.
pub const TARGETS: [Target; 6] =
    [picture::TARGET, frame::TARGET, mrz::TARGET, scanned::TARGET, manifest::CLAIMS, manifest::COMPACT];

/// Says so unless it holds.
macro_rules! hold {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return $crate::targets::Said::Broken(format!($($why)+));
        }
    };
}
pub(crate) use hold;
