//! What an operator decides, as one plain value; `config` makes it from flags and the environment.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use kauth_protocol::approvals::{Policy, UserCheck};
use kauth_protocol::checks::LocationWish;
use kauth_protocol::discovery::Attestation;

/// The folder of uploaded ciphertext, in the data folder.
const BLOBS: &str = "check-blobs";
/// The folder of the sessions' keys, in the data folder unless the operator puts it elsewhere.
pub(crate) const KEYS: &str = "check-keys";

/// Everything [`crate::Server::start`] needs to know beside clock and randomness.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The folder of database and files; made if missing.
    pub data_dir: PathBuf,
    /// The origin that people and phones see (`https://id.example.org`, no path). Without it, the address listened on.
    pub public_url: Option<String>,
    /// Whether and how this process speaks TLS itself.
    pub tls: TlsOption,
    /// The key that seals secrets at rest; made if missing. It belongs outside the data folder's backups.
    pub key_file: PathBuf,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// A MaxMind database that turns addresses into places.
    pub geoip: Option<PathBuf>,
    /// The provider's name as people know it.
    pub provider_name: String,
    /// How strong a yes must be, and what is allowed.
    pub rules: Rules,
    /// Shows the development outbox at `/outbox` to anybody: mails and short messages with their codes.
    pub development_outbox: bool,
    /// Apps that may open this host's links: what `assetlinks.json` and `apple-app-site-association` say.
    pub app_links: AppLinks,
    /// Lets a wake-up endpoint be on this machine. For development only.
    pub allow_loopback_wakeups: bool,
    /// By what push services reach the operator, a `mailto:` or `https:` URI. Without it, the public URL.
    pub push_contact: Option<String>,
    /// kCheck.
    pub checks: CheckRules,
}

/// The provider's choices about kCheck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRules {
    /// Calling codes (`41`) of the countries that messages are sent to.
    pub countries: Vec<String>,
    /// Minutes that a review usually takes: said to the person.
    pub usual_minutes: u32,
    /// Whether a dossier says where the person is.
    pub location: LocationWish,
    /// Seconds until the outcome of a recovery counts, accepted by support or proved by codes, so that everybody who is told
    /// can stop it.
    pub finish_waits: i64,
    /// Bytes of all sessions' uploads together.
    pub most_bytes: u64,
    /// The folder of the sessions' keys. It belongs into no backup.
    pub keys_dir: PathBuf,
}

impl CheckRules {
    /// The calling codes of the European Economic Area, Switzerland and the United Kingdom.
    pub const COUNTRIES: &[&str] = &[
        "30", "31", "32", "33", "34", "351", "352", "353", "354", "356", "357", "358", "359", "36", "370",
        "371", "372", "385", "386", "39", "40", "41", "420", "421", "423", "43", "44", "45", "46", "47",
        "48", "49",
    ];
    /// An hour.
    pub const FINISH_WAITS: i64 = 3600;
    /// 4 GiB.
    pub const MOST_BYTES: u64 = 4 << 30;

    /// The defaults, with the keys in this data folder.
    #[must_use]
    pub fn new(data_dir: &Path) -> Self {
        Self {
            countries: Self::COUNTRIES.iter().map(|code| (*code).to_owned()).collect(),
            usual_minutes: 120,
            location: LocationWish::Optional,
            finish_waits: Self::FINISH_WAITS,
            most_bytes: Self::MOST_BYTES,
            keys_dir: data_dir.join(KEYS),
        }
    }
}

/// The apps that this host vouches for; empty ones are not named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppLinks {
    /// Android package name and its certificate's SHA-256 fingerprint (`AB:CD:…`).
    pub android: Option<(String, String)>,
    /// Apple app id, `TEAM.bundle.id`.
    pub apple: Option<String>,
}

/// How this process speaks TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TlsOption {
    /// Plain HTTP: behind a proxy, or on loopback.
    Off,
    /// An own certificate, made once and kept in the data folder; its pin goes into the link's QR code.
    SelfSigned,
    /// A certificate chain and its key, both PEM.
    Files {
        /// The chain, leaf first.
        certificate: PathBuf,
        /// The private key.
        key: PathBuf,
    },
}

/// The provider's choices about links and approvals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// What an approval asks for when nothing suspicious happened.
    pub approval: Policy,
    /// Whether yes needs the person's finger or PIN.
    pub user_check: UserCheck,
    /// Whether a browser may be remembered for 30 days.
    pub remember_browsers: bool,
    /// Whether a phone is asked to attest its keys.
    pub attestation: Attestation,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            approval: Policy::YesNo,
            user_check: UserCheck::Required,
            remember_browsers: true,
            attestation: Attestation::None,
        }
    }
}

impl Config {
    /// A server on a free loopback port with everything in `data_dir`: what tests and the demo start from.
    #[must_use]
    pub fn loopback(data_dir: &Path) -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            data_dir: data_dir.to_owned(),
            public_url: None,
            tls: TlsOption::Off,
            key_file: data_dir.join("server.key"),
            trusted_proxies: Vec::new(),
            geoip: None,
            provider_name: "kAuth demo".to_owned(),
            rules: Rules::default(),
            development_outbox: false,
            app_links: AppLinks::default(),
            allow_loopback_wakeups: false,
            push_contact: None,
            checks: CheckRules::new(data_dir),
        }
    }

    /// Where uploads are.
    #[must_use]
    pub fn blobs_dir(&self) -> PathBuf {
        self.data_dir.join(BLOBS)
    }
}
