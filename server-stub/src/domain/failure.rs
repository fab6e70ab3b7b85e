//! Why a decision could not be made at all: something of ours broke. What a person did wrong is never in here.

use crate::random::Unavailable;
use crate::seal::SealError;
use crate::store::StoreError;

/// Something of ours failed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Secrets at rest.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// Randomness.
    #[error(transparent)]
    Random(#[from] Unavailable),
    /// A computation on another thread did not come back, or refused its parameters.
    #[error("a computation failed: {0}")]
    Computation(&'static str),
}
