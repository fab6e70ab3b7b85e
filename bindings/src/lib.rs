//! The uniffi surface over the core: it declares, converts and delegates, and decides nothing.
//!
//! Records and enums are the core's own, declared once more with `#[uniffi::remote]` so that the core needs no uniffi;
//! a field that is missing here, or too many, does not compile. [`App`] has the core's methods under the same names;
//! [`platform`] is what a shell lends. Renames for a language stand in `uniffi.toml`, nowhere else.

mod app;
mod code;
mod command;
mod config;
mod effect;
mod error;
#[cfg(feature = "gallery")]
mod gallery;
mod labels;
pub mod platform;
#[cfg(all(feature = "software-keys", not(any(target_os = "android", target_os = "ios"))))]
pub mod software;
mod view;

pub use app::App;
pub use code::code_at;
pub use error::CoreError;
#[cfg(feature = "gallery")]
pub use gallery::{fail_with, gallery};
pub use labels::labels_for;

uniffi::setup_scaffolding!();
