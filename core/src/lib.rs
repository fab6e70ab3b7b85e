//! Everything a phone does: no UI, no bindings, no printing.
//!
//! [`app::App`] is the way in and out. Behind it: `links` (from a QR text to an account) and `approvals` (a request and
//! its answer) are pure machines, `transfer` reads other authenticators' exports; [`vault`] keeps, `net` talks, [`platform`] is the machine underneath; `app` ties
//! them and says what a shell draws.

pub mod app;
mod approvals;
mod checks;
mod code;
mod deadline;
mod error;
mod links;
mod net;
pub mod platform;
mod recoveries;
#[cfg(feature = "fakes")]
pub mod scanned;
pub mod secret;
mod transfer;
pub mod vault;

pub use code::code_at;
pub use error::{CoreError, ErrorKind};
