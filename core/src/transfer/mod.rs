//! From another authenticator's export to accounts: QR codes of Google's form and the files of several apps. Pure: bytes
//! and texts in, what can be taken out, with a reason for each entry that cannot.
//!
//! One odd entry never costs the others, and none is ever guessed at: a hash, a length, a kind or a secret that is not
//! understood is refused by name, because its codes would be confidently wrong. Files that are locked with a password are
//! recognised and not opened.

mod batch;
mod entry;
mod files;
mod json;
mod migration;
mod protobuf;
mod reason;
#[cfg(test)]
mod tests;

pub(crate) use batch::{Batches, Came, Part};
#[cfg(feature = "fakes")]
pub(crate) use entry::Refused;
pub(crate) use entry::{Entry, Import, same_account};
pub(crate) use files::read_file;
pub(crate) use migration::read_migration;
pub(crate) use reason::{Reason, Unread};

/// Whose export it is, as a person knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// QR codes of the form that Google Authenticator made up and others write, too.
    Codes,
    /// A text with an `otpauth` address a line.
    Text,
    /// A file of the app of that name.
    File(&'static str),
}

/// The largest file that is looked at: hundreds of accounts with their icons.
pub(crate) const MAX_FILE: usize = 8 * 1024 * 1024;
/// The most entries of one import. Nobody has as many accounts, and each becomes a row on the screen.
pub(crate) const MAX_ENTRIES: usize = 1_000;
