//! Everything a phone does: no UI, no bindings, no printing.

pub mod platform;
pub mod secret;
pub mod vault;
