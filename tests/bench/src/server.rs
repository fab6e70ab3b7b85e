//! The server under phones that wait: how soon a phone hears of a sign-in, alone and among five thousand; what a waiting
//! phone costs in memory; how many sign-ins a second.
//!
//! The server is a process of its own, so that its memory is its own. The crowd is seeded into its store, because five
//! thousand sign-ups would measure Argon2id.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use kauth_protocol::approvals::Decision;
use kauth_protocol::devices::WakeupKind;
use kauth_protocol::inbox::Event;
use kauth_protocol::link_uri::KauthUri;
use kauth_protocol::links::{Grant, TotpGrant};
use kauth_server::clock::SystemClock;
use kauth_server::domain::devices::token_hash;
use kauth_server::random::SystemRandom;
use kauth_server::store::{StoreError, devices};
use kauth_server::{Config, Server};
use kauth_tests::browser::Browser;
use kauth_tests::raw::{RawPhone, random_id};
use kauth_tests::website::{self, Person};
use kauth_tests::world::WorldError;
use tokio::task::JoinSet;

/// The argument that makes this program the server.
pub(crate) const SERVE: &str = "--serve";

const CROWD: usize = 5_000;
const SIGN_INS: usize = 40;

/// Serves `folder` until it is killed; prints its address.
pub(crate) fn serve(folder: &str) -> ExitCode {
    let Ok(runtime) = tokio::runtime::Runtime::new() else { return ExitCode::FAILURE };
    runtime.block_on(async {
        match start(Path::new(folder)).await {
            Ok(server) => {
                println!("{}", server.url());
                std::future::pending::<ExitCode>().await
            }
            Err(error) => {
                eprintln!("kauth-bench: {error}");
                ExitCode::FAILURE
            }
        }
    })
}

async fn start(folder: &Path) -> Result<Server, WorldError> {
    let mut config = Config::loopback(folder);
    config.development_outbox = true;
    Ok(Server::start(config, Arc::new(SystemClock), Arc::new(SystemRandom::new())).await?)
}

/// Measures and prints.
pub(crate) fn run() {
    let measured = tokio::runtime::Runtime::new().map_err(WorldError::Folder).and_then(|runtime| {
        let folder = tempfile::tempdir()?;
        runtime.block_on(measure(folder.path()))
    });
    if let Err(error) = measured {
        println!("server: {error}");
    }
}

struct Running {
    child: Child,
    url: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the server with room for as many connections as the system allows.
fn spawn(folder: &Path) -> Result<Running, WorldError> {
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -n $(ulimit -Hn); exec \"$0\" \"$@\""])
        .arg(std::env::current_exe()?)
        .arg(SERVE)
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut url = String::new();
    if let Some(stdout) = child.stdout.take() {
        BufReader::new(stdout).read_line(&mut url)?;
    }
    Ok(Running { child, url: url.trim().to_owned() })
}

async fn measure(folder: &Path) -> Result<(), WorldError> {
    let running = spawn(folder)?;
    let (person, browser, phone) = linked(&running.url).await?;
    let (alone, _) = sign_ins(&person, &browser, &phone).await?;
    println!("server: sign-in until the phone has it, 1 waiting phone      {}", quantiles(alone));
    drop(running);

    let grants = seed(folder, CROWD).await?;
    let running = spawn(folder)?;
    let phone = phone.moved(&running.url)?;
    // The browser that signed in before: a stranger's would be asked for digits.
    let browser = browser.moved(&running.url)?;
    let before = resident_kib(&running);
    let waiting = Arc::new(AtomicU32::new(0));
    let mut crowd = gather(&running.url, grants, &waiting).await?;
    let after = resident_kib(&running);
    let each = after.saturating_sub(before) * 1024 / CROWD as u64;
    println!(
        "server: resident memory {before} KiB, with {CROWD} waiting phones {after} KiB: {each} bytes each"
    );
    let (among, took) = sign_ins(&person, &browser, &phone).await?;
    println!("server: sign-in until the phone has it, {CROWD} waiting phones   {}", quantiles(among));
    let rate = SIGN_INS as f64 / took.as_secs_f64();
    println!("server: {rate:.1} whole sign-ins a second, one after the other (password to session)");
    crowd.abort_all();
    Ok(())
}

/// One person with a linked phone, made through the pages.
async fn linked(url: &str) -> Result<(Person, Browser, RawPhone), WorldError> {
    let person = Person::called("Bench");
    let browser = Browser::new(url)?;
    website::sign_up(&browser, &person).await?;
    let link = website::start_link(&browser, &person, None).await?;
    let Ok(KauthUri::Link(uri)) = KauthUri::parse(&link.uri) else {
        return Err(WorldError::Unmet("the page shows a link".into()));
    };
    let mut phone = RawPhone::new(url)?;
    let code = phone.begin(&uri, "Phone").await?;
    website::type_link_code(&browser, &link, &code).await?;
    phone.complete().await?;
    website::sign_out(&browser).await?;
    Ok((person, browser, phone))
}

/// Signs in again and again; each time from sending the password to the phone having the request, and in all.
async fn sign_ins(
    person: &Person,
    browser: &Browser,
    phone: &RawPhone,
) -> Result<(Vec<Duration>, Duration), WorldError> {
    let mut cursor = phone.inbox().await?.cursor;
    let mut heard = Vec::with_capacity(SIGN_INS);
    let begun = Instant::now();
    for _ in 0..SIGN_INS {
        let sent = Instant::now();
        let hear = async {
            loop {
                let news = phone.poll(&cursor).await?;
                cursor = news.cursor;
                if news.events.iter().any(|event| matches!(event, Event::ApprovalRequested { .. })) {
                    return Ok::<_, WorldError>(sent.elapsed());
                }
            }
        };
        let (page, after) = tokio::join!(website::sign_in(browser, person), hear);
        page?;
        heard.push(after?);
        let (compact, request) = phone.open_request().await?;
        let body = phone.answer(&compact, &request, Decision::Approve, None);
        phone.send_answer(&request.jti, &body).await?;
        website::finish(browser, false).await?;
        website::sign_out(browser).await?;
    }
    Ok((heard, begun.elapsed()))
}

fn quantiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    let ms = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    format!("p50 {:.1} ms, p99 {:.1} ms", ms(at(50)), ms(at(99)))
}

/// Writes a crowd of accounts with a phone each into the store of a server that is down.
async fn seed(folder: &Path, crowd: usize) -> Result<Vec<(RawPhone, String)>, WorldError> {
    let server = start(folder).await?;
    let mut phones = Vec::with_capacity(crowd);
    let client = kauth_tests::http::client()?;
    for _ in 0..crowd {
        phones.push((RawPhone::with_client(server.url(), client.clone())?, random_id()));
    }
    let rows: Vec<devices::Device> = phones
        .iter()
        .map(|(phone, id)| devices::Device {
            id: id.clone(),
            transport_key: phone.transport.public(),
            approval_key: phone.approval.public(),
            token_hash: token_hash(id),
            name: "Phone".into(),
            platform: "terminal".into(),
            attestation: None,
            wakeup: WakeupKind::None,
            created_at: 0,
            seen_at: 0,
            revoked_at: None,
        })
        .collect();
    let written = server.state().store.write(move |tx| {
        for device in &rows {
            tx.execute(
                "INSERT INTO account (id, login, name, sealed_number, recovery_address, password, password_at, two_step,
                    language, created_at)
                 SELECT ?1, ?1, name, sealed_number, recovery_address, password, password_at, 1, language, created_at
                 FROM account LIMIT 1",
                [&device.id],
            )?;
            devices::insert(tx, device)?;
            tx.execute(
                "INSERT INTO link (id, account, token_hash, state, tries_left, device, created_at, activated_at)
                 VALUES (?1, ?1, ?2, 'active', 3, ?1, 0, 0)",
                rusqlite::params![device.id, device.token_hash],
            )?;
        }
        Ok::<_, StoreError>(())
    });
    written.await.map_err(|error| WorldError::Unmet(error.to_string()))?;
    server.shutdown().await;
    Ok(phones)
}

/// Lets the crowd wait at their inboxes, and returns when all do.
async fn gather(
    url: &str,
    phones: Vec<(RawPhone, String)>,
    waiting: &Arc<AtomicU32>,
) -> Result<JoinSet<()>, WorldError> {
    let mut crowd = JoinSet::new();
    let gate = Arc::new(tokio::sync::Semaphore::new(64));
    for (phone, id) in phones {
        let mut phone = phone.moved(url)?;
        let totp = TotpGrant { secret: String::new(), algorithm: "SHA1".into(), digits: 6, period: 30 };
        phone.grant = Some(Grant {
            account: id.clone(),
            login: id.clone(),
            provider: String::new(),
            device: id.clone(),
            access_token: id,
            totp,
            recovery_codes: None,
            recovery_codes_left: 0,
            recovery_codes_set: None,
        });
        let (waiting, gate) = (waiting.clone(), gate.clone());
        crowd.spawn(async move {
            let first = async {
                let _turn = gate.acquire().await;
                phone.inbox().await
            };
            let Ok(snapshot) = first.await else { return };
            waiting.fetch_add(1, Ordering::SeqCst);
            let mut cursor = snapshot.cursor;
            while let Ok(news) = phone.poll(&cursor).await {
                cursor = news.cursor;
            }
        });
    }
    let patience = Instant::now();
    while waiting.load(Ordering::SeqCst) < u32::try_from(CROWD).unwrap_or(u32::MAX) {
        if patience.elapsed() > Duration::from_secs(120) {
            let there = waiting.load(Ordering::SeqCst);
            return Err(WorldError::Unmet(format!("only {there} of {CROWD} phones could wait (ulimit -n?)")));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(crowd)
}

fn resident_kib(running: &Running) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
