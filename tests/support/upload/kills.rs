//! Real processes that are killed by `kill -9` while a dossier is on its way.
//!
//! A kill falls on a byte: so many bytes pass between phone and provider, either way; then everything stands still, and
//! phone, server or both die before one more arrives. The byte is drawn from a seed, so a round can be had again.

use std::path::{Path, PathBuf};

use kauth_imaging::Subject;
use kauth_protocol::checks::{BlobKind, CHUNK};
use tempfile::TempDir;

use super::{noise, same, upload};
use crate::browser::Browser;
use crate::flows::check::{Agent, forgotten};
use crate::process::{Running, ServerProcess, kauth, kauth_start};
use crate::proxy::{Proxy, Weather};
use crate::website::{self, Person};
use crate::world::{WorldError, must};

/// Who is killed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Victims {
    /// Phones.
    pub phones: u64,
    /// Servers.
    pub servers: u64,
}

/// What a run saw. Each dossier arrived once and as it was sent; otherwise there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Killed {
    /// Dossiers.
    pub dossiers: u64,
    /// Who was killed on the way.
    pub victims: Victims,
    /// Chunks that were sent.
    pub chunks: u64,
    /// Those of them that were sent again.
    pub again: u64,
}

/// Bytes that pass before a kill, at most: one chunk and a half.
const STRIDE: u64 = CHUNK as u64 * 3 / 2;

/// Headline of the page where everything is looked at once more.
const REVIEW: &str = "Look at everything once more";

struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// A provider, somebody of support, and the pictures that everybody sends.
struct Scene {
    folder: TempDir,
    proxy: Proxy,
    server: ServerProcess,
    agent: Agent,
    expected: [(BlobKind, Vec<u8>); 3],
    dice: Dice,
}

/// One address may say so often that the password is forgotten before it must wait.
const DOSSIERS: u64 = 5;

/// Sends dossiers until there were so many kills of each side.
///
/// # Errors
/// [`WorldError`] if one is lost, doubled or changed, or a kill costs more than one chunk.
pub async fn killed(seed: u64, phones: u64, servers: u64) -> Result<Killed, WorldError> {
    let mut seen = Killed::default();
    let enough = |seen: &Killed| seen.victims.phones >= phones && seen.victims.servers >= servers;
    while !enough(&seen) {
        let mut scene = Scene::new(seed + seen.dossiers).await?;
        for _ in 0..DOSSIERS {
            let name = format!("{} {seed} Karl", seen.dossiers);
            scene.dossier(&name, &mut seen).await?;
            if enough(&seen) {
                break;
            }
        }
        scene.server.stop().await?;
    }
    Ok(seen)
}

impl Scene {
    async fn new(seed: u64) -> Result<Self, WorldError> {
        let folder = TempDir::new()?;
        let proxy = Proxy::new().await?;
        let data = folder.path().join("server");
        let server = ServerProcess::behind(&proxy, &data).await?;
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(now.as_millis()).unwrap_or(0);
        let agent = Agent::at(Browser::new(server.url())?, &data, now).await?;
        let mut expected = Vec::new();
        for (number, (kind, subject)) in [
            (BlobKind::Front, Subject::Front),
            (BlobKind::Back, Subject::Back),
            (BlobKind::Selfie, Subject::Selfie),
        ]
        .into_iter()
        .enumerate()
        {
            let picture = noise(1_400, 1_000, u32::try_from(number).unwrap_or(0) + 7)?;
            std::fs::write(folder.path().join(file(kind)), &picture)?;
            expected.push((kind, upload(&picture, subject)?));
        }
        let expected = expected.try_into().map_err(|_| WorldError::Unmet("three pictures".into()))?;
        Ok(Self { folder, proxy, server, agent, expected, dice: Dice(seed) })
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("server")
    }

    /// One dossier from the page to the reviewer, with kills while it is sent.
    async fn dossier(&mut self, name: &str, seen: &mut Killed) -> Result<(), WorldError> {
        let person = Person::called(name);
        let browser = Browser::new(self.server.url())?;
        website::sign_up(&browser, &person).await?;
        let begun = forgotten(&Browser::new(self.server.url())?, &person.login).await?;
        let uri = begun.attribute("#open-kauth", "href").ok_or_else(|| begun.missing("#open-kauth"))?;
        let phone = self.folder.path().join(name.replace(' ', "-"));
        self.prepare(&phone, &uri, &person).await?;
        self.proxy.set_weather(Weather::default());
        let victims = self.sent(&phone, seen).await?;
        self.arrived().await?;
        let passed = self.proxy.passed();
        seen.dossiers += 1;
        seen.victims.phones += victims.phones;
        seen.victims.servers += victims.servers;
        seen.chunks += passed.chunks.values().sum::<u64>();
        seen.again += passed.again();
        Ok(())
    }

    /// Up to the page where everything is looked at once more. What was not given ends the command.
    async fn prepare(&self, phone: &Path, uri: &str, person: &Person) -> Result<(), WorldError> {
        let asked = kauth(phone, &["check", uri, "--yes", "--phone", &person.number]).await?;
        must(asked.code().is_some_and(|code| code != 0), format!("the code is asked for: {asked:?}"))?;
        let outbox = Browser::new(self.server.url())?;
        let code = website::newest_mail_code(&outbox, "check_code").await?;
        let file = |kind| self.folder.path().join(file(kind)).display().to_string();
        let (front, back, selfie) = (file(BlobKind::Front), file(BlobKind::Back), file(BlobKind::Selfie));
        let mut given =
            vec!["check", "--code", &code, "--document", "identity_card", "--location", "46.2,6.1"];
        given.extend(["--front", &front, "--back", &back, "--selfie", &selfie, "--anyway"]);
        // On a busy machine a call may take too long; who runs the command again goes on where it was.
        let mut looked = kauth(phone, &given).await?;
        for _ in 0..4 {
            if looked.stderr.contains(REVIEW) {
                break;
            }
            looked = kauth(phone, &given).await?;
        }
        let asks = looked.code().is_some_and(|code| code != 0) && looked.stderr.contains(REVIEW);
        must(asks, format!("only a yes is missing: {looked:?}"))
    }

    fn send(&self, phone: &Path) -> Result<Running, WorldError> {
        Running::start("kauth", &kauth_start(phone, &["check", "--yes"]))
    }

    /// Sends, with kills on the way.
    async fn sent(&mut self, phone: &Path, seen: &Killed) -> Result<Victims, WorldError> {
        let mut victims = Victims::default();
        let mut running = self.send(phone)?;
        loop {
            let (again, kills) = (self.proxy.passed().again(), victims.phones + victims.servers);
            must(again <= kills, format!("{again} chunks were sent again after {kills} kills"))?;
            self.proxy.set_trap(1 + self.dice.below(STRIDE));
            let ended = tokio::select! {
                ended = running.exits() => { ended?; true }
                () = self.proxy.stands_still() => false,
            };
            if ended {
                self.proxy.release();
                let ended = running.ended().await?;
                must(ended.code() == Some(0), format!("it is sent: {ended:?}"))?;
                return Ok(victims);
            }
            // Both at once, or whoever was killed less often so far.
            let both = self.dice.below(8) == 0;
            let fewer = seen.victims.phones + victims.phones <= seen.victims.servers + victims.servers;
            let (phone_dies, server_dies) = (both || fewer, both || !fewer);
            if server_dies {
                self.server.kill().await?;
                victims.servers += 1;
            }
            if phone_dies {
                // It may have come to its end in the same moment.
                victims.phones += u64::from(running.kill().await?.was_killed());
                self.goes_on(server_dies).await?;
                running = self.send(phone)?;
            } else {
                self.goes_on(server_dies).await?;
            }
        }
    }

    async fn goes_on(&mut self, server_died: bool) -> Result<(), WorldError> {
        if server_died {
            self.server.restart(None).await?;
        }
        self.proxy.release();
        Ok(())
    }

    /// Support sees one dossier, opens it, accepts it, and nothing is left of it.
    async fn arrived(&mut self) -> Result<(), WorldError> {
        // What a kill left over is taken away at a start.
        self.server.restart(None).await?;
        self.proxy.release();
        let waiting = self.agent.waiting().await?;
        let [path] = waiting.as_slice() else {
            return Err(WorldError::Unmet(format!("one dossier waits, not {}", waiting.len())));
        };
        let opened = self.agent.open_at(self.server.url(), path).await?;
        same(&opened, &self.expected)?;
        must(opened.facts.location.is_some(), "the place arrived, too")?;
        let chunks: u64 = opened.manifest.blobs.iter().map(|blob| blob.bytes.div_ceil(CHUNK as u64)).sum();
        let files = || std::fs::read_dir(self.data().join("check-blobs")).map(Iterator::count);
        must(files()? as u64 == chunks, format!("{} files of {chunks} chunks", files()?))?;
        self.agent.decide(&opened, &[("decision", "accept")]).await?;
        must(files()? == 0, "nothing of it is left")?;
        must(self.agent.waiting().await?.is_empty(), "nobody waits any more")
    }
}

fn file(kind: BlobKind) -> String {
    format!("{}.jpg", kind.as_str())
}
