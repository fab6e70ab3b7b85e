//! What a shell hands over when it opens the app.

use kauth_core::app::{AppConfig, ShellCapabilities, Timeouts};

/// Where the app lives and what kind of shell draws it.
#[uniffi::remote(Record)]
pub struct AppConfig {
    /// Folder for the vault; made if it is missing. One process at a time.
    pub data_dir: String,
    /// The person's languages as the system lists them, best first, e.g. `de-CH,de;q=0.9,en`.
    pub languages: String,
    /// A language tag for this run, which wins over the system's list and the setting and is not kept.
    pub language: Option<String>,
    /// Minutes east of UTC, for times of day in texts.
    pub utc_offset_minutes: i32,
    /// How this device is called, e.g. "Anna's phone": shown by providers, so that a person can tell devices apart.
    pub device_name: String,
    /// The kind of device: `android`, `ios`, `desktop` or `terminal`.
    pub platform_name: String,
    /// What the shell can do.
    pub shell: ShellCapabilities,
    /// How long to wait for the network.
    pub timeouts: Timeouts,
}

/// What a shell can do, so that no view offers what cannot be.
#[uniffi::remote(Record)]
pub struct ShellCapabilities {
    /// Plain HTTP to `127.0.0.1` and `[::1]` is allowed: terminal, desktop window and development builds only.
    pub loopback_http: bool,
    /// There is a camera to scan with.
    pub camera: bool,
    /// There is a system browser that can come back to this app.
    pub browser: bool,
    /// Notifications can be shown.
    pub notifications: bool,
    /// Files can be saved or shared.
    pub files: bool,
    /// There is a printer service.
    pub printing: bool,
    /// The app can go on listening while it is not on screen, if the person wants it (Android's foreground service).
    pub stay_reachable: bool,
    /// A UnifiedPush distributor is there to wake the app.
    pub push: bool,
}

/// How long to wait for the network. The defaults suit a phone.
#[uniffi::remote(Record)]
pub struct Timeouts {
    /// Milliseconds for a connection to stand.
    pub connect_ms: u32,
    /// Milliseconds for an ordinary call, reply included.
    pub call_ms: u32,
    /// Milliseconds for a long poll; longer than `wait_s` and its 20 % of spread.
    pub poll_ms: u32,
    /// Seconds a long poll asks the provider to wait (`Prefer: wait`, RFC 7240).
    pub wait_s: u32,
}
