//! What crosses the wire between a phone and a provider, and how it is signed.
//!
//! Both sides use these types, so neither can drift from the other. Nothing here does I/O, knows a store or
//! holds a private key: a signature is made elsewhere (often in hardware) over [`jws::Unsigned::signing_input`].
//! `…Request` and `…Response` are bodies; types without a suffix are what a signature covers.

pub mod approvals;
pub mod b64;
pub mod check_uri;
pub mod checks;
pub mod der;
pub mod devices;
pub mod discovery;
pub mod display;
pub mod dpop;
pub mod inbox;
pub mod jwk;
pub mod jws;
pub mod link_uri;
pub mod links;
pub mod oauth;
pub mod origin;
pub mod problem;
pub mod requesters;
pub mod tombstone;

#[cfg(test)]
mod testing;

/// The protocol's version: the `v` of a link and of what is signed.
pub const VERSION: u32 = 1;

/// Largest body either side reads, in bytes.
pub const MAX_BODY: usize = 256 * 1024;

/// Longest hold of a long poll, in seconds (`Prefer: wait=25`, RFC 7240).
pub const MAX_WAIT: u64 = 25;
