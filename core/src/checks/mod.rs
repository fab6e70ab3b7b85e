//! kCheck: from a scanned link to a settled dossier.
//!
//! `begin` is the pure machine from the link to a claimed session; `session` the one from there to the end. A session is a
//! `record` that says how far it is, so a kill at any instant goes on where it was; `dossier` encrypts pictures as
//! they are taken, and `upload` says which bytes are sent next.

pub(crate) mod begin;
pub(crate) mod dossier;
pub(crate) mod record;
pub(crate) mod session;
#[cfg(test)]
pub(crate) mod test_data;
pub(crate) mod upload;

pub(crate) use begin::{Beginning, PendingCheck};
pub(crate) use record::{Check, CheckSecrets, Picture};
