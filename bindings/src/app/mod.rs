//! The app as one object, a file for each part of the core's own list of commands.

mod accounts;
mod adding;
mod checks;
mod moving;
mod requests;
mod settings;
mod state;
mod system;

use std::sync::Arc;

use kauth_core::app::{App as Core, AppConfig, Platform};

use crate::CoreError;

/// The whole app behind one handle. Methods may be called from any thread; those that are not asynchronous block.
///
/// Every command answers when its outcome is decided and, where it must be kept, kept on disk. What it changed shows in
/// the next `Update`. A command that fails changes nothing.
#[derive(uniffi::Object)]
pub struct App {
    core: Core,
}

impl App {
    /// Opens the core on a platform.
    pub(crate) async fn on(config: AppConfig, platform: Platform) -> Result<Arc<Self>, CoreError> {
        Ok(Arc::new(Self { core: Core::open(config, platform).await? }))
    }
}
