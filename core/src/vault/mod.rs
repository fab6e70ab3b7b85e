//! What a phone keeps: one encrypted SQLite file, on a thread of its own.
//!
//! Every record is one AEAD blob, bound to its table, row, kind and format. Two data keys: the *device's* (links,
//! transport, inbox: a locked app still hears requests and can say no) and the *person's* (what makes codes). A
//! transaction is on disk when its future resolves; a kill at any instant loses nothing that was.

mod error;
mod kind;

pub use error::VaultError;
pub use kind::{DataKey, RecordKind};
