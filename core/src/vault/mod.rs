//! What a phone keeps: one encrypted SQLite file, on a thread of its own.
//!
//! Every record is one AEAD blob, bound to its vault, row, kind and format. Two data keys: the *device's* (links,
//! transport, inbox: a locked app still hears requests and can say no) and the *person's* (what makes codes). A
//! transaction is on disk when its future resolves; a kill at any instant loses nothing that was. What the file gives
//! away to somebody without the keys: how many records of each kind there are and how long they are, whether there is
//! a passphrase, and that it is a vault.

mod error;
mod file;
mod handle;
mod kind;
mod row;
mod schema;
mod store;
mod throttle;
mod wrap;

#[cfg(test)]
mod tests;

pub use error::VaultError;
pub use handle::{Change, LockState, Record, Vault, VaultConfig};
pub use kind::{DataKey, RecordKind};
