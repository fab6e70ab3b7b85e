//! Flags and environment become one [`Config`].
//!
//! Each setting is a flag and a `KAUTH_…` variable; the flag wins. What cannot be right is refused before anything
//! is opened: above all, plain HTTP where others could listen.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kauth_protocol::approvals::{Policy, UserCheck};
use kauth_protocol::checks::LocationWish;
use kauth_protocol::discovery::Attestation;
use kauth_protocol::origin::Origin;
use url::Url;

use crate::logs;
use crate::settings::{AppLinks, CheckRules, Config, Rules, TlsOption};

/// Why these settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Passwords and codes would cross the network in the open.
    #[error(
        "refused to serve plain HTTP on {0}: use --tls self-signed, or --tls-cert and --tls-key, or name the proxy \
         that speaks TLS with --trusted-proxy"
    )]
    PlainHttp(SocketAddr),
    /// Phones would be told an address they cannot reach.
    #[error("name the address that people and phones reach: --public-url https://HOST[:PORT]")]
    NoPublicUrl,
    /// The public URL is no origin.
    #[error("--public-url must be https://HOST[:PORT] (http only for a loopback address), without a path")]
    PublicUrl,
    /// Nobody who is told of a recovery could stop it in time.
    #[error(
        "--recovery-wait must be an hour (3600) or more; less only for a demo, with --development-outbox"
    )]
    RecoveryWait,
    /// TLS here and a public URL without it, or the other way round with nobody in between.
    #[error(
        "the public URL is {0}, but this server would speak {1}: name the proxy between with --trusted-proxy"
    )]
    Scheme(&'static str, &'static str),
}

/// The command line of `kauth-server`.
#[derive(Debug, Parser)]
#[command(
    name = "kauth-server",
    version,
    about = "The provider's side of kAuth: API for phones and web pages"
)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to do; without it, serve.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// For serving.
    #[command(flatten)]
    pub serve: Serve,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer phones and browsers (this is also what happens without a command)
    Serve(Box<Serve>),
    /// Copy the database to a new file; safe while the server runs. The key file is not part of it
    Backup {
        /// The file to make
        file: PathBuf,
        /// The data folder
        #[command(flatten)]
        data: Data,
    },
    /// The log of who read, decided and deleted kCheck dossiers
    #[command(subcommand)]
    Audit(Audit),
    /// Let somebody with an account review kCheck dossiers, or no longer; safe while the server runs
    Support {
        /// Whose: the e-mail address to sign in with
        login: String,
        /// Take the role and the reviewer's keys away
        #[arg(long)]
        remove: bool,
        /// The data folder
        #[command(flatten)]
        data: Data,
    },
    /// Replace the signing key; the old one signs the new, so that phones follow. Stop the server first
    RotateKey {
        /// The data folder
        #[command(flatten)]
        data: Data,
        /// Replace the key that seals secrets at rest instead, and seal everything anew
        #[arg(long)]
        sealing: bool,
        /// The old key leaked. A signing key counts no more at once, nor do links on paper or in mails that name it; an
        /// old sealing key leaves the key file, and backups made before can no longer be read
        #[arg(long)]
        withdraw_old: bool,
    },
}

/// What to do with the audit log.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Look whether a line of the audit log was changed, or its end cut off; safe while the server runs
    Verify {
        /// The data folder
        #[command(flatten)]
        data: Data,
        /// A signed head from elsewhere, such as one that a phone was given: shows a log that was cut, heads and all
        #[arg(long, value_name = "JWS")]
        head: Option<String>,
    },
}

/// Where the server keeps things.
#[derive(Debug, Clone, Args)]
pub struct Data {
    /// The folder of database and files
    #[arg(id = "data", long = "data", env = "KAUTH_DATA", value_name = "DIR", default_value = "kauth-data")]
    pub dir: PathBuf,
    /// The key that seals secrets at rest; made if missing [default: server.key in the data folder]
    #[arg(long, env = "KAUTH_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

/// Settings for serving.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen; port 0 takes a free one
    #[arg(long, env = "KAUTH_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8480")]
    pub listen: SocketAddr,
    /// Folder and key file.
    #[command(flatten)]
    pub data: Data,
    /// The origin people and phones see, `https://HOST[:PORT]` [default: where it listens]
    #[arg(long, env = "KAUTH_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Make an own certificate; its pin goes into the QR codes, so that phones trust exactly it
    #[arg(long, env = "KAUTH_TLS", value_enum, default_value_t, conflicts_with_all = ["tls_cert", "tls_key"])]
    pub tls: Tls,
    /// Certificate chain, PEM
    #[arg(long, env = "KAUTH_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Its private key, PEM
    #[arg(long, env = "KAUTH_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A proxy whose X-Forwarded-For is believed; several, or separated by commas
    #[arg(long, env = "KAUTH_TRUSTED_PROXY", value_name = "ADDRESS", value_delimiter = ',')]
    pub trusted_proxy: Vec<IpAddr>,
    /// A MaxMind city database that names places; without it they are unknown
    #[arg(long, env = "KAUTH_GEOIP", value_name = "FILE")]
    pub geoip: Option<PathBuf>,
    /// The provider's name as people know it
    #[arg(long, env = "KAUTH_NAME", value_name = "NAME", default_value = "kAuth")]
    pub name: String,
    /// What a yes asks for
    #[arg(long, env = "KAUTH_POLICY", value_enum, default_value_t)]
    pub policy: PolicyFlag,
    /// Let a yes do without the person's finger or PIN
    #[arg(long, env = "KAUTH_NO_USER_CHECK")]
    pub no_user_check: bool,
    /// Do not let browsers be remembered for 30 days
    #[arg(long, env = "KAUTH_NO_REMEMBERED_BROWSERS")]
    pub no_remembered_browsers: bool,
    /// Whether phones attest their keys
    #[arg(long, env = "KAUTH_ATTESTATION", value_enum, default_value_t)]
    pub attestation: AttestationFlag,
    /// The Android app that may open this host's links: package name and its certificate's SHA-256 fingerprint
    #[arg(long, env = "KAUTH_ANDROID_APP", value_name = "PACKAGE=AB:CD:…", value_parser = android_app)]
    pub android_app: Option<(String, String)>,
    /// The Apple app that may open this host's links
    #[arg(long, env = "KAUTH_APPLE_APP", value_name = "TEAM.BUNDLE", value_parser = apple_app)]
    pub apple_app: Option<String>,
    /// Show all mails and short messages, with their codes, to anybody at /outbox (development)
    #[arg(long, env = "KAUTH_DEVELOPMENT_OUTBOX")]
    pub development_outbox: bool,
    /// Let wake-ups go to this machine (development)
    #[arg(long, env = "KAUTH_ALLOW_LOOPBACK_WAKEUPS")]
    pub allow_loopback_wakeups: bool,
    /// By what push services reach you, `mailto:…` or `https://…` [default: the public URL]
    #[arg(long, env = "KAUTH_PUSH_CONTACT", value_name = "URI", value_parser = contact)]
    pub push_contact: Option<String>,
    /// Calling codes of the countries that kCheck sends codes to; separated by commas [default: EEA, Switzerland,
    /// United Kingdom]
    #[arg(long, env = "KAUTH_SMS_COUNTRIES", value_name = "CODE", value_delimiter = ',', value_parser = calling_code)]
    pub sms_countries: Vec<String>,
    /// How long a review of a dossier usually takes: said to the person
    #[arg(long, env = "KAUTH_CHECK_USUAL_MINUTES", value_name = "MINUTES", default_value = "120",
          value_parser = clap::value_parser!(u32).range(1..))]
    pub check_usual_minutes: u32,
    /// Whether people who prove who they are must say where they are, may, or are not asked
    #[arg(long, env = "KAUTH_CHECK_LOCATION", value_enum, default_value_t = LocationFlag::default())]
    pub check_location: LocationFlag,
    /// Seconds until a recovery counts: an hour at least, or less in a demo (see --development-outbox)
    #[arg(long, env = "KAUTH_RECOVERY_WAIT", value_name = "SECONDS", default_value_t = CheckRules::FINISH_WAITS)]
    pub recovery_wait: i64,
    /// What all dossiers together may take on the disk
    #[arg(long, env = "KAUTH_CHECK_MAX_MIB", value_name = "MIB", default_value = "4096")]
    pub check_max_mib: u32,
    /// The folder of the dossiers' keys; keep it out of every backup [default: check-keys in the data folder]
    #[arg(long, env = "KAUTH_CHECK_KEYS", value_name = "DIR")]
    pub check_keys: Option<PathBuf>,
    /// How log lines look
    #[arg(long, env = "KAUTH_LOG_FORMAT", value_enum, default_value_t)]
    pub log_format: logs::Format,
    /// From which level on there are log lines
    #[arg(long, env = "KAUTH_LOG_LEVEL", value_enum, default_value_t)]
    pub log_level: logs::Level,
}

/// TLS without files of one's own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Tls {
    /// Plain HTTP.
    #[default]
    Off,
    /// An own certificate.
    SelfSigned,
}

/// [`Policy`] as a flag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum PolicyFlag {
    /// Yes or no.
    #[default]
    YesNo,
    /// Two digits.
    #[value(name = "digits-2")]
    Digits2,
    /// Six digits.
    #[value(name = "digits-6")]
    Digits6,
}

/// [`LocationWish`] as a flag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum LocationFlag {
    /// Not asked.
    None,
    /// Asked; may be declined.
    #[default]
    Optional,
    /// Without it nothing can be sent.
    Required,
}

/// [`Attestation`] as a flag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum AttestationFlag {
    /// Not asked for.
    #[default]
    None,
    /// Taken if it comes.
    Wanted,
    /// No link without it.
    Required,
}

impl Data {
    /// The key file, by default in the data folder.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.dir.join("server.key"))
    }
}

impl Serve {
    /// The settings as one value.
    ///
    /// # Errors
    /// [`ConfigError`] for what cannot be right.
    pub fn into_config(self) -> Result<Config, ConfigError> {
        let tls = match (self.tls, self.tls_cert, self.tls_key) {
            (_, Some(certificate), Some(key)) => TlsOption::Files { certificate, key },
            (Tls::SelfSigned, ..) => TlsOption::SelfSigned,
            (Tls::Off, ..) => TlsOption::Off,
        };
        let encrypted = tls != TlsOption::Off;
        let behind_proxy = !self.trusted_proxy.is_empty();
        if !encrypted && !behind_proxy && !self.listen.ip().is_loopback() {
            return Err(ConfigError::PlainHttp(self.listen));
        }
        match self.public_url.as_deref().map(Origin::parse) {
            Some(Err(_)) => return Err(ConfigError::PublicUrl),
            Some(Ok(origin)) if !behind_proxy && encrypted == origin.is_plain_http() => {
                let (public, own) = if encrypted { ("http", "https") } else { ("https", "http") };
                return Err(ConfigError::Scheme(public, own));
            }
            None if behind_proxy || self.listen.ip().is_unspecified() => {
                return Err(ConfigError::NoPublicUrl);
            }
            _ => {}
        }
        let most = i64::from(i32::MAX);
        let shortest = if self.development_outbox { 0 } else { CheckRules::FINISH_WAITS };
        if !(shortest..=most).contains(&self.recovery_wait) {
            return Err(ConfigError::RecoveryWait);
        }
        let defaults = CheckRules::new(&self.data.dir);
        let checks = CheckRules {
            countries: if self.sms_countries.is_empty() { defaults.countries } else { self.sms_countries },
            usual_minutes: self.check_usual_minutes,
            location: match self.check_location {
                LocationFlag::None => LocationWish::None,
                LocationFlag::Optional => LocationWish::Optional,
                LocationFlag::Required => LocationWish::Required,
            },
            finish_waits: self.recovery_wait,
            most_bytes: u64::from(self.check_max_mib) << 20,
            keys_dir: self.check_keys.unwrap_or(defaults.keys_dir),
        };
        Ok(Config {
            listen: self.listen,
            key_file: self.data.key_file(),
            data_dir: self.data.dir,
            public_url: self.public_url,
            tls,
            trusted_proxies: self.trusted_proxy,
            geoip: self.geoip,
            provider_name: self.name,
            rules: Rules {
                approval: match self.policy {
                    PolicyFlag::YesNo => Policy::YesNo,
                    PolicyFlag::Digits2 => Policy::Digits2,
                    PolicyFlag::Digits6 => Policy::Digits6,
                },
                user_check: if self.no_user_check { UserCheck::None } else { UserCheck::Required },
                remember_browsers: !self.no_remembered_browsers,
                attestation: match self.attestation {
                    AttestationFlag::None => Attestation::None,
                    AttestationFlag::Wanted => Attestation::Wanted,
                    AttestationFlag::Required => Attestation::Required,
                },
            },
            development_outbox: self.development_outbox,
            app_links: AppLinks { android: self.android_app, apple: self.apple_app },
            allow_loopback_wakeups: self.allow_loopback_wakeups,
            push_contact: self.push_contact,
            checks,
        })
    }
}

fn calling_code(text: &str) -> Result<String, &'static str> {
    let code = text.trim().trim_start_matches('+');
    let fine = (1..=3).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_digit())
        && !code.starts_with('0');
    if fine { Ok(code.to_owned()) } else { Err("a calling code such as 41 is expected") }
}

fn contact(text: &str) -> Result<String, &'static str> {
    let good = |url: Url| match url.scheme() {
        "mailto" => url.path().contains('@'),
        scheme => scheme == "https" && url.username().is_empty() && url.password().is_none(),
    };
    if Url::parse(text).is_ok_and(good) {
        Ok(text.to_owned())
    } else {
        Err("mailto:… or https://… is expected")
    }
}

fn android_app(text: &str) -> Result<(String, String), &'static str> {
    let (package, fingerprint) = text.split_once('=').ok_or("PACKAGE=FINGERPRINT is expected")?;
    let bytes: Vec<&str> = fingerprint.split(':').collect();
    let is_upper_hex = |c: char| c.is_ascii_digit() || ('A'..='F').contains(&c);
    if bytes.len() != 32 || !bytes.iter().all(|byte| byte.len() == 2 && byte.chars().all(is_upper_hex)) {
        return Err("the fingerprint must be 32 bytes in upper case, as keytool prints them: AB:CD:…");
    }
    if !is_app_name(package) {
        return Err("the package must be a name such as org.example.app");
    }
    Ok((package.to_owned(), fingerprint.to_owned()))
}

fn apple_app(text: &str) -> Result<String, &'static str> {
    if is_app_name(text) { Ok(text.to_owned()) } else { Err("expected a name such as TEAM.org.example.app") }
}

fn is_app_name(text: &str) -> bool {
    let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text.contains('.') && text.split('.').all(|part| !part.is_empty() && part.chars().all(of_name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn config(flags: &str) -> Result<Config, ConfigError> {
        let words = std::iter::once("kauth-server").chain(flags.split_whitespace());
        Arguments::try_parse_from(words).unwrap().serve.into_config()
    }

    fn parses(flags: &str) -> bool {
        Arguments::try_parse_from(std::iter::once("kauth-server").chain(flags.split_whitespace())).is_ok()
    }

    #[test]
    fn the_command_line_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_flags_it_is_a_plain_server_on_loopback() {
        let config = config("").unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8480");
        assert_eq!(config.tls, TlsOption::Off);
        assert_eq!(config.key_file, PathBuf::from("kauth-data/server.key"));
        assert_eq!(config.rules, Rules::default());
    }

    #[test]
    fn serve_by_name_is_the_same() {
        let arguments =
            Arguments::try_parse_from(["kauth-server", "serve", "--listen", "127.0.0.1:1"]).unwrap();
        let Some(Command::Serve(serve)) = arguments.command else { panic!() };
        assert_eq!(serve.into_config().unwrap().listen.port(), 1);
    }

    #[test]
    fn plain_http_stays_on_loopback() {
        for open in ["0.0.0.0:80", "192.168.1.2:80", "[::]:80", "[2001:db8::1]:80"] {
            let address = open.parse().unwrap();
            assert_eq!(config(&format!("--listen {open}")).unwrap_err(), ConfigError::PlainHttp(address));
            let with_name = format!("--listen {open} --public-url https://id.example.org");
            assert_eq!(config(&with_name).unwrap_err(), ConfigError::PlainHttp(address));
        }
        assert!(config("--listen [::1]:80").is_ok());
        assert!(
            config("--listen 0.0.0.0:80 --trusted-proxy 10.0.0.1 --public-url https://id.example.org")
                .is_ok()
        );
        assert!(config("--listen 0.0.0.0:443 --tls self-signed --public-url https://192.168.1.2").is_ok());
    }

    #[test]
    fn what_phones_are_told_must_be_reachable_and_true() {
        assert_eq!(config("--listen 0.0.0.0:443 --tls self-signed").unwrap_err(), ConfigError::NoPublicUrl);
        assert_eq!(config("--trusted-proxy 10.0.0.1").unwrap_err(), ConfigError::NoPublicUrl);
        assert_eq!(
            config("--public-url https://id.example.org").unwrap_err(),
            ConfigError::Scheme("https", "http")
        );
        assert_eq!(
            config("--tls self-signed --public-url http://127.0.0.1:1").unwrap_err(),
            ConfigError::Scheme("http", "https")
        );
        for wrong in
            ["http://id.example.org", "https://id.example.org/x", "id.example.org", "https://u@h.example"]
        {
            assert_eq!(
                config(&format!("--public-url {wrong}")).unwrap_err(),
                ConfigError::PublicUrl,
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_recovery_waits_an_hour_but_in_a_demo() {
        assert_eq!(config("").unwrap().checks, CheckRules::new(&PathBuf::from("kauth-data")));
        for (flag, location) in [("none", LocationWish::None), ("required", LocationWish::Required)] {
            assert_eq!(config(&format!("--check-location {flag}")).unwrap().checks.location, location);
        }
        for short in ["0", "3599", "-1"] {
            let flag = format!("--recovery-wait={short}");
            assert_eq!(config(&flag).unwrap_err(), ConfigError::RecoveryWait);
        }
        assert_eq!(config("--recovery-wait 7200").unwrap().checks.finish_waits, 7200);
        assert_eq!(config("--recovery-wait 5 --development-outbox").unwrap().checks.finish_waits, 5);
        assert!(config("--recovery-wait=-5 --development-outbox").is_err());
    }

    #[test]
    fn countries_are_calling_codes() {
        let countries = |flag: &str| config(flag).unwrap().checks.countries;
        assert_eq!(countries("--sms-countries +41,423"), ["41", "423"]);
        for wrong in ["CH", "0041", "4123", "+", "41;49"] {
            assert!(!parses(&format!("--sms-countries {wrong}")), "{wrong}");
        }
        let checks = config("--data /x --check-keys /k --check-max-mib 1").unwrap().checks;
        assert_eq!((checks.keys_dir, checks.most_bytes), (PathBuf::from("/k"), 1 << 20));
    }

    #[test]
    fn a_certificate_needs_its_key_and_excludes_an_own_one() {
        assert!(!parses("--tls-cert a.pem"));
        assert!(!parses("--tls-key a.pem"));
        assert!(!parses("--tls self-signed --tls-cert a.pem --tls-key b.pem"));
        let files = TlsOption::Files { certificate: "a.pem".into(), key: "b.pem".into() };
        assert_eq!(config("--tls-cert a.pem --tls-key b.pem").unwrap().tls, files);
    }

    #[test]
    fn policies_are_named_as_in_the_protocol() {
        let strict =
            config("--policy digits-6 --no-remembered-browsers --attestation required").unwrap().rules;
        assert_eq!(strict.approval, Policy::Digits6);
        assert_eq!(strict.attestation, Attestation::Required);
        assert!(!strict.remember_browsers);
        assert_eq!(strict.user_check, UserCheck::Required);
        assert_eq!(config("--policy digits-2 --no-user-check").unwrap().rules.user_check, UserCheck::None);
        assert!(!parses("--policy digits-8"));
    }

    #[test]
    fn apps_are_named_in_full_or_not_at_all() {
        let fingerprint = ["AB"; 32].join(":");
        let config =
            config(&format!("--android-app org.example.app={fingerprint} --apple-app T1.org.example"))
                .unwrap();
        assert_eq!(config.app_links.android, Some(("org.example.app".into(), fingerprint.clone())));
        assert_eq!(config.app_links.apple.as_deref(), Some("T1.org.example"));
        let short = ["AB"; 31].join(":");
        for wrong in [
            "org.example.app".to_owned(),
            format!("org.example.app={short}"),
            format!("org.example.app={}", fingerprint.to_lowercase()),
            format!("={fingerprint}"),
            format!("org..app={fingerprint}"),
        ] {
            assert!(!parses(&format!("--android-app {wrong}")), "{wrong}");
        }
        assert!(!parses("--apple-app nodots"));
    }

    #[test]
    fn a_contact_is_a_mail_address_or_a_page() {
        for good in ["mailto:ops@example.org", "https://example.org/contact"] {
            let config = config(&format!("--push-contact {good}")).unwrap();
            assert_eq!(config.push_contact.as_deref(), Some(good));
        }
        for wrong in ["ops@example.org", "mailto:nobody", "http://example.org", "https://a:b@example.org"] {
            assert!(!parses(&format!("--push-contact {wrong}")), "{wrong}");
        }
    }

    #[test]
    fn proxies_come_one_by_one_or_in_a_list() {
        let flags = "--public-url https://h.example --trusted-proxy 10.0.0.1,10.0.0.2 --trusted-proxy ::1";
        assert_eq!(config(flags).unwrap().trusted_proxies.len(), 3);
        assert!(!parses("--trusted-proxy everybody"));
    }
}
