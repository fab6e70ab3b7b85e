//! What the system tells.

use kauth_core::app::{PermissionKind, PermissionState};

use super::App;
use crate::CoreError;

#[uniffi::export]
impl App {
    /// The app came to the foreground: long polls begin. After five minutes away an app with a passphrase is locked.
    pub async fn resumed(&self) -> Result<(), CoreError> {
        Ok(self.core.resumed().await?)
    }

    /// The app went to the background: long polls end, unless it stays reachable.
    pub async fn paused(&self) -> Result<(), CoreError> {
        Ok(self.core.paused().await?)
    }

    /// A wake-up arrived: fetch once, also in the background. Answers when that is done.
    pub async fn woken(&self) -> Result<(), CoreError> {
        Ok(self.core.woken().await?)
    }

    /// The network came, went or changed: waits are cut short.
    pub async fn network_changed(&self) -> Result<(), CoreError> {
        Ok(self.core.network_changed().await?)
    }

    /// The wall clock or the time zone was set.
    pub async fn clock_changed(&self, utc_offset_minutes: i32) -> Result<(), CoreError> {
        Ok(self.core.clock_changed(utc_offset_minutes).await?)
    }

    /// The system's languages, most wanted first, as `Accept-Language` writes them; the person's own choice stands.
    pub async fn languages_changed(&self, languages: String) -> Result<(), CoreError> {
        Ok(self.core.languages_changed(languages).await?)
    }

    /// A permission's state, after `EffectKind::AskPermission` or when the app comes back.
    pub async fn permission(&self, kind: PermissionKind, state: PermissionState) -> Result<(), CoreError> {
        Ok(self.core.permission(kind, state).await?)
    }

    /// The device has a screen lock (code, pattern, finger), or not. Told at the start and when the app comes back.
    pub async fn screen_lock(&self, is_set: bool) -> Result<(), CoreError> {
        Ok(self.core.screen_lock(is_set).await?)
    }

    /// Whether the system saves battery at this app's cost: it may not work in the background when it likes. Told at the
    /// start, when that changes, and when the app comes back.
    pub async fn battery_saving(&self, is_on: bool) -> Result<(), CoreError> {
        Ok(self.core.battery_saving(is_on).await?)
    }

    /// The distributor's endpoint for an instance of `EffectKind::RegisterPush`; none if it was taken away. The provider
    /// is told, again and again until it knows.
    pub async fn push_endpoint(&self, instance: String, url: Option<String>) -> Result<(), CoreError> {
        Ok(self.core.push_endpoint(instance, url).await?)
    }

    /// Asks the system for a permission, with its reason; opens the system's settings where only they can give it.
    pub async fn ask_permission(&self, kind: PermissionKind) -> Result<(), CoreError> {
        Ok(self.core.ask_permission(kind).await?)
    }

    /// An effect was carried out. Unknown ids are ignored.
    pub async fn done(&self, effect: u64) -> Result<(), CoreError> {
        Ok(self.core.done(effect).await?)
    }

    /// An effect could not be carried out (no browser, no printer, a full disk): it is over, and the person is told where
    /// that matters. Unknown ids are ignored.
    pub async fn failed(&self, effect: u64) -> Result<(), CoreError> {
        Ok(self.core.failed(effect).await?)
    }
}
