//! Changed bytes at every door that takes somebody else's: picture files, camera frames, the text of a machine-readable
//! zone, scanned texts, manifests.
//!
//! Each target is a function with invariants: it must not panic, must not take more memory than its bound, must end in
//! time, and what it accepts must come back from its own encoding. The fuzzer is a small one of our own, because those that are
//! guided by coverage want a nightly compiler: seeded, in one process, starting from a corpus that is kept in the
//! repository, guided by what a target says of an input (another refusal, another kind of acceptance).

mod change;
mod corpus;
mod run;
mod targets;

pub use corpus::{Corpus, draw};
pub use peak_alloc::PeakAlloc;
pub use run::{Budget, Failure, Report, run};
pub use targets::{Said, TARGETS, Target};
