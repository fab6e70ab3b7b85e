//! A bad network: everything between phone and provider passes here, and some of it gets lost.
//!
//! It knows just enough of HTTP/1.1 to see where a request begins. It loses requests by dice, each with its connection:
//! before the provider hears of it, in the middle of it, or in the middle of the reply. And it has a trap: after a given number of
//! bytes everything stands still until whoever waits has killed somebody.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How bad it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weather {
    /// Of a hundred requests so many are lost, with their connections.
    pub lost_percent: u64,
    /// What each request waits before it goes on.
    pub delay: Duration,
    /// How much of a request's body passes in a second, on each connection; none if all of it at once.
    pub bytes_a_second: Option<u32>,
    /// Where the dice begin.
    pub seed: u64,
}

/// What happened to the requests so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Requests that came.
    pub requests: u64,
    /// Those that were lost.
    pub lost: u64,
    /// How often each chunk of a picture was sent, by its path.
    pub chunks: BTreeMap<String, u64>,
}

impl Passed {
    /// Chunks that were sent again.
    #[must_use]
    pub fn again(&self) -> u64 {
        self.chunks.values().map(|times| times - 1).sum()
    }
}

/// A proxy on a free port of this machine.
pub struct Proxy {
    address: SocketAddr,
    network: Arc<Network>,
    accepting: JoinHandle<()>,
}

struct Network {
    weather: Mutex<Weather>,
    dice: AtomicU64,
    to: Mutex<Option<SocketAddr>>,
    passed: Mutex<Passed>,
    /// Bytes until everything stands still; none if it never does.
    left: Mutex<Option<u64>>,
    still: watch::Sender<bool>,
    /// Each release ends the connections from before it.
    release: watch::Sender<u64>,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Passes,
    /// Lost after so many bytes of it.
    Lost(u64),
    /// It arrives, and its reply is lost after so many bytes.
    Unanswered(u64),
}

/// The connection is over.
struct Over;

impl From<std::io::Error> for Over {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Proxy {
    /// A proxy in fair weather, that leads nowhere yet.
    ///
    /// # Errors
    /// If there is no port.
    pub async fn new() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let network = Arc::new(Network {
            weather: Mutex::default(),
            dice: AtomicU64::new(0),
            to: Mutex::default(),
            passed: Mutex::default(),
            left: Mutex::default(),
            still: watch::Sender::new(false),
            release: watch::Sender::new(0),
        });
        let accepted = network.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(accepted.clone(), client));
            }
        });
        Ok(Self { address, network, accepting })
    }

    /// The origin that it stands for.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Who is behind it from now on.
    pub fn leads_to(&self, provider: SocketAddr) {
        *lock(&self.network.to) = Some(provider);
    }

    /// From now on it is as bad as this; what is counted begins anew.
    pub fn set_weather(&self, weather: Weather) {
        self.network.dice.store(weather.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), Ordering::SeqCst);
        *lock(&self.network.weather) = weather;
        *lock(&self.network.passed) = Passed::default();
    }

    /// What happened so far.
    #[must_use]
    pub fn passed(&self) -> Passed {
        lock(&self.network.passed).clone()
    }

    /// After so many more bytes, either way, everything stands still.
    pub fn set_trap(&self, bytes: u64) {
        *lock(&self.network.left) = Some(bytes);
    }

    /// Waits until the trap has gone off.
    pub async fn stands_still(&self) {
        let mut still = self.network.still.subscribe();
        // The sender lives as long as `self`.
        let _still = still.wait_for(|still| *still).await;
    }

    /// Takes the trap away, ends all connections, and lets new ones pass.
    pub fn release(&self) {
        *lock(&self.network.left) = None;
        self.network.still.send_replace(false);
        self.network.release.send_modify(|generation| *generation += 1);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.release();
    }
}

impl Network {
    fn below(&self, most: u64) -> u64 {
        let next =
            |dice: u64| dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let drawn = self.dice.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |dice| Some(next(dice)));
        (next(drawn.unwrap_or(0)) >> 33) % most.max(1)
    }

    /// What becomes of a request of that many bytes.
    fn fate(&self, path: Option<String>, bytes: u64) -> Fate {
        let lost = self.below(100) < lock(&self.weather).lost_percent;
        let mut passed = lock(&self.passed);
        passed.requests += 1;
        passed.lost += u64::from(lost);
        if let Some(path) = path {
            *passed.chunks.entry(path).or_default() += 1;
        }
        match (lost, self.below(3)) {
            (false, _) => Fate::Passes,
            (true, 0) => Fate::Lost(0),
            (true, 1) => Fate::Lost(self.below(bytes)),
            (true, _) => Fate::Unanswered(self.below(300)),
        }
    }

    /// How many of these bytes may pass before the trap goes off.
    fn pass(&self, bytes: usize) -> usize {
        let mut left = lock(&self.left);
        let Some(before) = *left else { return bytes };
        let passing = bytes.min(usize::try_from(before).unwrap_or(usize::MAX));
        let after = before.saturating_sub(bytes as u64);
        *left = Some(after);
        if after == 0 {
            self.still.send_replace(true);
        }
        passing
    }
}

async fn carry(network: Arc<Network>, client: TcpStream) {
    let mut released = network.release.subscribe();
    released.mark_unchanged();
    let Some(to) = *lock(&network.to) else { return };
    let Ok(provider) = TcpStream::connect(to).await else { return };
    let (from_client, to_client) = client.into_split();
    let (from_provider, to_provider) = provider.into_split();
    let reply_left = Arc::new(AtomicU64::new(u64::MAX));
    let up = requests(&network, BufReader::new(from_client), to_provider, &reply_left);
    let down = replies(&network, from_provider, to_client, &reply_left);
    tokio::select! {
        _over = up => {}
        _over = down => {}
        _released = released.changed() => {}
    }
}

/// Sends bytes on, unless the trap goes off among them: then for ever nothing more comes.
async fn send(network: &Network, to: &mut OwnedWriteHalf, bytes: &[u8]) -> Result<(), Over> {
    let passing = network.pass(bytes.len());
    to.write_all(bytes.get(..passing).unwrap_or_default()).await?;
    if passing < bytes.len() {
        std::future::pending::<()>().await;
    }
    Ok(())
}

async fn requests(
    network: &Network,
    mut from: BufReader<OwnedReadHalf>,
    mut to: OwnedWriteHalf,
    reply_left: &AtomicU64,
) -> Result<(), Over> {
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            if from.read_until(b'\n', &mut head).await? == 0 {
                // No more requests; replies may still come, and end it.
                to.shutdown().await?;
                std::future::pending::<()>().await;
            }
        }
        let text = String::from_utf8_lossy(&head);
        let length = text.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        let chunk = text.strip_prefix("PUT ").and_then(|rest| rest.split(' ').next());
        let chunk = chunk.filter(|path| path.contains("/chunks/")).map(str::to_owned);
        let mut body = length.unwrap_or(0);
        let mut left = match network.fate(chunk, (head.len() + body) as u64) {
            Fate::Passes => u64::MAX,
            Fate::Lost(after) => after,
            Fate::Unanswered(after) => {
                reply_left.store(after, Ordering::SeqCst);
                u64::MAX
            }
        };
        let delay = lock(&network.weather).delay;
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        forward(network, &mut to, &head, &mut left).await?;
        let mut buffer = vec![0; 4 << 10];
        while body > 0 {
            let most = buffer.len().min(body);
            let count = from.read(buffer.get_mut(..most).unwrap_or_default()).await?;
            if count == 0 {
                return Err(Over);
            }
            body -= count;
            let rate = lock(&network.weather).bytes_a_second;
            if let Some(rate) = rate {
                tokio::time::sleep(Duration::from_secs(count as u64) / rate.max(1)).await;
            }
            forward(network, &mut to, buffer.get(..count).unwrap_or_default(), &mut left).await?;
        }
    }
}

/// Sends on what is not lost.
async fn forward(
    network: &Network,
    to: &mut OwnedWriteHalf,
    bytes: &[u8],
    left: &mut u64,
) -> Result<(), Over> {
    let kept = bytes.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
    send(network, to, bytes.get(..kept).unwrap_or_default()).await?;
    if kept < bytes.len() {
        return Err(Over);
    }
    if *left != u64::MAX {
        *left -= kept as u64;
    }
    Ok(())
}

async fn replies(
    network: &Network,
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    reply_left: &AtomicU64,
) -> Result<(), Over> {
    let mut buffer = vec![0; 16 << 10];
    loop {
        let count = from.read(&mut buffer).await?;
        if count == 0 {
            return Err(Over);
        }
        let mut left = reply_left.load(Ordering::SeqCst);
        forward(network, &mut to, buffer.get(..count).unwrap_or_default(), &mut left).await?;
        reply_left.store(left, Ordering::SeqCst);
    }
}
