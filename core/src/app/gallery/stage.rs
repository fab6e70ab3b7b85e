//! Where scenes are played: an actor whose vault is closed and whose clock stands, and the people, providers and requests
//! that scenes are made of. All names are made up, all hosts are those of RFC 2606.

use std::path::Path;
use std::sync::Arc;

use kauth_protocol::approvals::{ApprovalRequest, Kind as Asks, OpenedRequest, Policy, UserCheck};
use kauth_protocol::b64;
use kauth_protocol::discovery::KeyLineage;
use kauth_protocol::display::DisplayPair;
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::origin::Origin;
use kauth_texts::Language;
use tokio::sync::mpsc;

use super::Scene;
use crate::app::actor::Actor;
use crate::app::command::PermissionState;
use crate::app::config::{AppConfig, Platform, ShellCapabilities, Timeouts};
use crate::app::labels::Labels;
use crate::app::nav::{Page, Sheet};
use crate::app::state::{Account, Connected, Person, Poll, Settings, State};
use crate::app::store::Store;
use crate::app::view::AppView;
use crate::approvals::{Phase, Request};
use crate::links::{KeyRef, Link, Provider};
use crate::platform::fakes::{FakeKeys, ManualClock, SeededRandom};
use crate::platform::{Random as _, SystemRandom};

/// 18 November 2026, 14:07:12 in Berlin: a 30-second code counts 18 more seconds.
pub(super) const WALL_MS: i64 = 1_795_007_232_000;
const UTC_OFFSET_MINUTES: i32 = 60;

/// What a scene's account has for codes.
#[derive(Clone, Copy)]
pub(super) enum Codes {
    /// Six digits, every half minute.
    Time,
    /// Eight digits, every minute.
    Eight,
    /// By a counter that was used so often.
    Counter(u64),
    /// By a secret that is short.
    Weak,
    /// None.
    None,
}

/// What a request asks.
pub(super) struct Asked {
    pub kind: Asks,
    pub policy: Policy,
    pub user_check: UserCheck,
    pub pairs: Vec<(String, String)>,
}

pub(super) struct Stage {
    pub actor: Actor,
}

impl Stage {
    /// None where there is no folder for temporary files.
    pub(super) fn build() -> Option<Self> {
        let keys = FakeKeys::new(1);
        keys.set_hardware_backed(true);
        let platform = Platform {
            keys: Arc::new(keys),
            clock: Arc::new(ManualClock::new(WALL_MS)),
            random: Arc::new(SeededRandom::new(1)),
        };
        let mut name = [0; 12];
        SystemRandom::new().fill(&mut name).ok()?;
        let folder = std::env::temp_dir().join(format!("kauth-gallery-{}", b64::encode(&name)));
        let config = config(&folder);
        let store = closed_store(&config, &platform);
        let _left_to_the_system = std::fs::remove_dir_all(&folder);
        let (messages, _nobody_sends) = mpsc::unbounded_channel();
        let state = State::new(Language::English, UTC_OFFSET_MINUTES);
        Some(Self { actor: Actor::new(config, platform, store?, state, messages) })
    }

    /// Sets the stage anew, plays a scene and gives what is seen of it.
    pub(super) fn play(&mut self, language: Language, scene: Scene) -> Option<AppView> {
        let mut state = State::new(language, UTC_OFFSET_MINUTES);
        state.person = Some(Person::default());
        state.foreground = true;
        state.has_screen_lock = Some(true);
        state.settings = Settings {
            knows_no_backup: true,
            camera: PermissionState::Granted,
            notifications: PermissionState::Granted,
            ..Settings::default()
        };
        self.actor.state = state;
        scene(self)?;
        self.actor.tick();
        Some(self.actor.view())
    }

    pub(super) fn labels(&self) -> Labels {
        Labels::of(self.actor.state.texts())
    }

    pub(super) fn go(&mut self, page: Page) {
        self.actor.state.nav.go(page);
    }

    /// An account of codes; gives its id.
    pub(super) fn account(&mut self, issuer: &str, name: &str, codes: Codes) -> Option<String> {
        let person = self.actor.state.person.as_mut()?;
        let id = format!("account-{}", person.accounts.len() + 1);
        let mut account = person.blank(id.clone());
        account.issuer = issuer.to_owned();
        account.name = name.to_owned();
        account.otp = codes.uri(&id);
        person.insert(account, 0);
        Some(id)
    }

    /// Changes an account.
    pub(super) fn change(&mut self, id: &str, change: impl FnOnce(&mut Account)) -> Option<()> {
        let person = self.actor.state.person.as_mut()?;
        let mut account = person.accounts.get(id)?.clone();
        change(&mut account);
        person.insert(account, 0);
        Some(())
    }

    /// A provider that this phone is a device of.
    pub(super) fn provider(&mut self, host: &str, name: &str) -> Option<Origin> {
        let origin = Origin::of_host(host).ok()?;
        let record = Provider {
            origin: origin.clone(),
            name: name.to_owned(),
            lineage: KeyLineage::begin(key(1)?.jwk, None),
            device: "device".to_owned(),
            access_token: String::new(),
            transport: key(2)?,
            approval: key(3)?,
            cursor: None,
            time: None,
            broken: None,
            push: None,
        };
        let connected = Connected { record, peer: None, poll: Poll::default() };
        self.actor.state.providers.insert(origin.clone(), connected);
        Some(origin)
    }

    /// An account that is linked with a provider; gives its id. The provider comes with it, unless it is there.
    pub(super) fn linked(&mut self, host: &str, provider: &str, login: &str, codes: Codes) -> Option<String> {
        let origin = Origin::of_host(host).ok()?;
        if !self.actor.state.providers.contains_key(&origin) {
            self.provider(host, provider)?;
        }
        let entry = self.account(provider, login, codes)?;
        let link = Link {
            id: format!("link-of-{entry}"),
            origin,
            device: "device".to_owned(),
            account: format!("at-the-provider-{entry}"),
            login: login.to_owned(),
            entry: entry.clone(),
            since_s: WALL_MS / 1000 - 200 * 86_400,
            acknowledged: true,
            recovery_left: 10,
            recovery_voided: false,
            unfinished: false,
        };
        self.change(&entry, |account| account.link = Some(link.id.clone()))?;
        self.actor.state.links.insert(link.id.clone(), link);
        Some(entry)
    }

    /// Changes the link of an account.
    pub(super) fn change_link(&mut self, entry: &str, change: impl FnOnce(&mut Link)) -> Option<()> {
        self.actor.state.links.values_mut().find(|link| link.entry == entry).map(change)
    }

    /// Changes a provider.
    pub(super) fn change_provider(&mut self, host: &str, change: impl FnOnce(&mut Connected)) -> Option<()> {
        let origin = Origin::of_host(host).ok()?;
        self.actor.state.providers.get_mut(&origin).map(change)
    }

    /// A request for an account, `age_s` old; gives its id. `asked` is none for a request of a newer app.
    pub(super) fn request(&mut self, entry: &str, asked: Option<Asked>, age_s: u32) -> Option<String> {
        let link = self.actor.state.links.values().find(|link| link.entry == entry)?;
        let number = u8::try_from(self.actor.state.requests.len()).ok()?;
        let came_s = WALL_MS / 1000 - i64::from(age_s);
        let asked_known = asked.is_some();
        let asked = asked.unwrap_or_else(|| sign_in(Policy::YesNo, UserCheck::Required));
        let claims = ApprovalRequest {
            v: 1,
            iss: link.origin.clone(),
            sub: link.account.clone(),
            jti: b64::encode(&[number; 16]),
            nonce: b64::encode(&[number.wrapping_add(100); 16]),
            kind: asked.kind,
            policy: asked.policy,
            user_check: asked.user_check,
            lifetime: 120,
            iat: came_s,
            display: asked.pairs.into_iter().map(|(label, value)| DisplayPair { label, value }).collect(),
        };
        let opened = match asked_known {
            true => OpenedRequest::Known(claims),
            false => OpenedRequest::UpdateNeeded(claims.identity()),
        };
        let left_ms = 120_u64.saturating_sub(u64::from(age_s)) * 1000;
        let deadline = self.actor.now().after(left_ms);
        let mut request = Request::new(opened, String::new(), String::new(), deadline, came_s);
        request.opened = true;
        let id = request.id().to_owned();
        self.actor.state.requests.insert(id.clone(), request);
        Some(id)
    }

    /// How far a request is.
    pub(super) fn phase(&mut self, request: &str, phase: Phase) -> Option<()> {
        self.actor.state.requests.get_mut(request).map(|request| request.phase = phase)
    }

    /// Lays a request over everything.
    pub(super) fn show_request(&mut self, request: String) {
        self.actor.state.nav.sheet = Sheet::Request(request);
    }

    /// The app is locked by a passphrase.
    pub(super) fn lock(&mut self) {
        self.actor.state.has_passphrase = true;
        self.actor.state.person = None;
    }
}

impl Codes {
    fn uri(self, id: &str) -> Option<String> {
        let secret = data_encoding::BASE32_NOPAD.encode(format!("example of {id:>12}").as_bytes());
        Some(match self {
            Self::Time => format!("otpauth://totp/x?secret={secret}"),
            Self::Eight => format!("otpauth://totp/x?secret={secret}&digits=8&period=60"),
            Self::Counter(used) => format!("otpauth://hotp/x?secret={secret}&counter={used}"),
            Self::Weak => format!("otpauth://totp/x?secret={}", secret.get(..16)?),
            Self::None => return None,
        })
    }
}

/// A sign-in from a browser elsewhere.
pub(super) fn sign_in(policy: Policy, user_check: UserCheck) -> Asked {
    let pairs = [
        ("site", "Beispiel Hosting"),
        ("browser", "Firefox 145"),
        ("system", "Windows 11"),
        ("place", "Regensburg, Bayern, DE"),
        ("address", "2001:db8:85a3::8a2e:370:7334"),
        ("time", "2026-11-18T13:06:46Z"),
    ]
    .map(|(label, value)| (label.to_owned(), value.to_owned()));
    Asked { kind: Asks::SignIn, policy, user_check, pairs: pairs.to_vec() }
}

/// A point that is nobody's key: nothing is signed here.
pub(super) fn key(number: u8) -> Option<KeyRef> {
    let mut point = [number; 65];
    *point.first_mut()? = 4;
    Some(KeyRef { id: format!("key-{number}"), jwk: PublicJwk::from_sec1(&point)? })
}

fn config(folder: &Path) -> AppConfig {
    AppConfig {
        data_dir: folder.to_string_lossy().into_owned(),
        languages: String::new(),
        language: None,
        utc_offset_minutes: UTC_OFFSET_MINUTES,
        device_name: "Phone".to_owned(),
        platform_name: "phone".to_owned(),
        shell: ShellCapabilities {
            loopback_http: false,
            camera: true,
            browser: true,
            notifications: true,
            files: true,
            printing: true,
            stay_reachable: true,
            push: true,
        },
        timeouts: Timeouts::default(),
    }
}

/// A vault that was opened and closed: an actor wants one, and nothing is kept here. On a thread of its own, because the
/// caller may be a task.
fn closed_store(config: &AppConfig, platform: &Platform) -> Option<Store> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().ok()?;
    let open = async {
        let store = Store::open(config, platform).await.ok()?;
        store.close().await;
        Some(store)
    };
    std::thread::scope(|scope| scope.spawn(|| runtime.block_on(open)).join().ok().flatten())
}
